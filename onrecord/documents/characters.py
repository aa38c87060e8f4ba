"""Which characters a text may hold: composed, visible, one kind of line end and of space."""

import re
import unicodedata

_LINE_END = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SPACE = re.compile(r"[^\S\n ]")
# Controls, invisible and direction-changing format characters (they can hide or reorder words: "Trojan Source",
# CVE-2021-42574), tags, noncharacters, lone surrogates, which no encoding holds, and private characters, which only the
# page's own font can show (icons).
_UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\uf8ff\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
# Composing takes quadratic time in a run of combining marks; UAX #15 (Stream-Safe Text) allows 30.
_MARKS_ALLOWED = 30
_PERHAPS_MARKS = re.compile(r"[^\w\x00-\x7f]{31,}")


def normalise(text: str) -> tuple[str, int]:
    """The text in NFC with line feeds for line ends and plain spaces, and how many characters were removed."""
    text, removed = _UNWANTED.subn("", _LINE_END.sub("\n", text))
    safe = _PERHAPS_MARKS.sub(_thinned, text)
    return unicodedata.normalize("NFC", _SPACE.sub(" ", safe)), removed + len(text) - len(safe)


def inline(text: str) -> str:
    """The text as one line without unwanted characters, for names, titles and messages."""
    return " ".join(normalise(text)[0].split())


def _thinned(run: re.Match[str]) -> str:
    kept: list[str] = []
    marks = 0
    for character in run.group():
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= _MARKS_ALLOWED:
            kept.append(character)
    return "".join(kept)
