"""A person's name within a mention: "Russian Defense Minister Sergei Shoigu" names Sergei Shoigu."""

import re
from functools import cache, lru_cache
from importlib.resources import files

from onrecord.knowledge import Knowledge
from onrecord.language.features import folded

_WORD = re.compile(r"[^\W\d_][\w'’.-]*")
_BETWEEN = re.compile(r"[,;:()]|\s[–—-]\s")
_PARTICLES = frozenset("al ad an as at ash ben bin ibn bint da das de del della den der di do dos du el la le ould ter van von y zu".split())
_POSSESSIVE = re.compile(r"['’]s$|(?<=s)['’]$")
_NICKNAME = re.compile(r"\s*[“\"'‘(][^”\"'’)]*[”\"'’)]\s*")


@cache
def _title_words() -> frozenset[str]:
    text = (files("onrecord.extract") / "data" / "title_words.txt").read_text(encoding="utf-8")
    return frozenset(w for line in text.splitlines() if not line.startswith("#") for w in line.split())


def _tail(segment: str, knowledge: Knowledge) -> list[str]:
    """The words of a name, read from the right until a title, a country or a word in lower case."""
    taken: list[str] = []
    for word in reversed(_WORD.findall(segment)):
        bare = _POSSESSIVE.sub("", word)
        key = folded(bare).rstrip(".")
        if key in _title_words() or (len(bare) > 3 and knowledge.country(bare)):
            break
        if not bare[:1].isupper() and not (taken and key in _PARTICLES):
            break
        taken.insert(0, bare)
    while taken and folded(taken[0]) in _PARTICLES and taken[0].islower():
        taken.pop(0)
    return taken


@lru_cache(maxsize=65536)
def person_name(mention: str, knowledge: Knowledge) -> str | None:
    """The name in a mention of a person, without titles; None where there is only a title or a description."""
    segments = [s for s in _BETWEEN.split(_NICKNAME.sub(" ", mention)) if s.strip()]
    best: list[str] = []
    for segment in segments:
        words = _tail(segment, knowledge)
        whole = len(words) == len(_WORD.findall(segment))
        if words and (not best or (len(words) > 1 and len(best) == 1 and not whole)):
            best = words
            if whole and len(words) > 1:
                break
    return " ".join(best) or None


def without_article(text: str) -> str:
    """A description as one would list it: no article or possessive pronoun before it."""
    return re.sub(r"^(?:the|a|an|its|his|her|their|our|this|these|some)\s+", "", text.strip(), flags=re.IGNORECASE)
