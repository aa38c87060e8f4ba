"""Which way a clause looks: whether a bare "on Monday" is the last one or the next."""

import re
from itertools import zip_longest
from typing import Literal

from onrecord.extract.times.words import WORDS, any_of

Direction = Literal["past", "future", "unclear"]

_AHEAD, _BEHIND = frozenset(WORDS["ahead"]), frozenset(WORDS["behind"])
_PENDING = re.compile(rf"['’]s (?:\w+ ){{0,2}}?(?:{any_of(WORDS['pending'])})\b")
_BOUNDARY = re.compile(r"[.!?]['”\"’)]*\s+(?=[\"“‘(]?[A-Z])|[\n;]")
_WORD = re.compile(r"[a-z]+(?:['’][a-z]+)?|[A-Z]")
# "…; on Monday the council will": what governs the time follows it.
_OPENS_CLAUSE = re.compile(
    r"(?:^|[,:–—(]|\b(?:that|when|where|while|but|because|if|who|which)|\band(?= [oOiIfF]))\s*[\"“‘]?"
    r"(?:(?:[oO]n|[iI]n|[aA]t|[dD]uring|[fF]rom|[bB]y|[eE]arly|[lL]ate|[oO]ver|[aA]lready|[tT]he)\s+)*$"
)
_AIMS_AT = re.compile(r"\b(?:for|until|till|ahead of|no later than)\s+(?:early |late |the )?$")
_CAME_TO_NOTHING = re.compile(  # "a trip planned for February was put off"
    r"\s*,?\s*(?:was|were|had been|has been) (?:\w+ )?"
    r"(?:put off|postponed|cancelled|canceled|called off|scrapped|shelved|abandoned|dropped|delayed)\b"
)
_BY = re.compile(r"\b[bB]y\s+(?:early |late |the )?$")
_LOOKS_BACK = re.compile(r"\b[sS]ince\s+(?:early |late |the )?$")
# Letters either side. Longer reaches met another clause's verb more often than this one's.
_REACH = 160


def direction(text: str, start: int, end: int) -> Direction:
    """Past or future, from the tense words nearest to `text[start:end]` in its sentence."""
    left = _BOUNDARY.split(text[max(0, start - _REACH) : start])[-1]
    tail = left[-48:]
    if _LOOKS_BACK.search(tail):
        return "past"
    if _AIMS_AT.search(tail):
        return "past" if _CAME_TO_NOTHING.match(text, end) else "future"
    if text.startswith(("'s", "’s"), end) and not _PENDING.match(text, end):
        return "past"  # "Monday's attack"
    right = _BOUNDARY.split(text[end : end + _REACH], maxsplit=1)[0]
    before, after = _WORD.findall(left)[::-1], _WORD.findall(right)
    if _BY.search(tail):
        return "past" if "had" in before or "had" in after else "future"  # by Monday crowds had gathered
    if _OPENS_CLAUSE.search(left, max(0, len(left) - 48)):
        return _nearest(after, 1) or _nearest(before, -1) or "unclear"
    return _nearest(before, -1) or _nearest(after, 1) or "unclear"


def _nearest(words: list[str], step: Literal[1, -1]) -> Direction | None:
    """The direction of the first word that has one; `words` run away from the time, with `step` as the sense."""
    for word, beyond in zip_longest(words, words[1:], fillvalue=""):
        if (f"{word} {beyond}" if step > 0 else f"{beyond} {word}") in _AHEAD or word in _AHEAD:
            return "future"
        if beyond == "be" and step < 0:
            return "future"  # will be held, is to be signed
        if word in _BEHIND or (word.endswith("ed") and not word.endswith("eed") and len(word) > 3):
            return "past"
        if word.endswith(("'ll", "’ll")):
            return "future"
    return None
