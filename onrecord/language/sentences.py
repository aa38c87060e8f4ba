"""Where sentences end: not at a full stop after an abbreviation or an initial, always at a line break."""

import re
from functools import cache
from importlib.resources import files

_LINE = re.compile(r"[^\n]+")
_STOP = re.compile(r"(?:[.!?…]+[\"'”’»)\]]*)(?=\s+[\"'“‘«(\[]*[A-ZÀ-ÞА-Я0-9])")
_LONGEST = 40  # letters before a stop that can be an abbreviation
_WORD_BEFORE = re.compile(r"[\w.]+$")


@cache
def _abbreviations() -> frozenset[str]:
    text = (files("onrecord.language") / "data" / "abbreviations.txt").read_text(encoding="utf-8")
    return frozenset(text.split())


def _ends(line: str, stop: re.Match[str]) -> bool:
    if stop.group()[0] != "." or stop.group().startswith(".."):
        return True
    before = _WORD_BEFORE.search(line, max(0, stop.start() - _LONGEST), stop.start())
    word = before.group() if before else ""
    if word.casefold() in {"no", "nos"}:
        return not line[stop.end() :].lstrip()[:1].isdigit()
    if word.casefold() in _abbreviations():
        return False
    initial = len(word) == 1 and word.isupper()
    dotted = "." in word and all(len(part) <= 2 for part in word.split("."))  # U.S., p.m., e.g.
    return not (initial or (dotted and not word.casefold().endswith("m")))


def split_sentences(text: str) -> list[tuple[int, int]]:
    """The sentences of a text as (start, end), in order, white space left out."""
    found: list[tuple[int, int]] = []
    for line in _LINE.finditer(text):
        words, at = line.group(), 0
        for end in [m.end() for m in _STOP.finditer(words) if _ends(words, m)] + [len(words)]:
            piece = words[at:end]
            start = at + len(piece) - len(piece.lstrip())
            stripped = piece.strip()
            if stripped:
                found.append((line.start() + start, line.start() + start + len(stripped)))
            at = end
    return found
