"""Which way a clause looks: whether a bare "on Monday" is the last one or the next."""

import re
from collections.abc import Iterable, Sequence
from typing import Literal

from onrecord.extract.times.words import WORDS, any_of
from onrecord.language.sentences import split_sentences

# "past?" is told by a word that may belong to something else; "nearest" looks neither way, like a day on which a
# meeting that was called off should have been.
Direction = Literal["past", "past?", "present", "future", "nearest", "unclear"]

_AHEAD, _BEHIND = frozenset(WORDS["ahead"]), frozenset(WORDS["behind"])
_BEFORE_A_NOUN = frozenset(WORDS["before_a_noun"])
_PENDING = re.compile(rf"['’]s (?:\w+ ){{0,2}}?(?:{any_of(WORDS['pending'])})\b")
_WORD = re.compile(r"[^\W\d_]+(?:['’][a-z]+)?")
# "…; on Monday the council will": what governs the time follows it.
_OPENS_CLAUSE = re.compile(
    r"(?:^|[,:–—(]|\b(?:that|when|where|while|but|because|if|who|which)|\band(?= [oOiIfFbB]))\s*[\"“‘]?"
    r"(?:(?:[oO]n|[iI]n|[aA]t|[dD]uring|[fF]rom|[bB]y|[eE]arly|[lL]ate|[oO]ver|[aA]lready|[tT]he)\s+)*$"
)
_AIMS_AT = re.compile(
    rf"\b(?:for|until|till|ahead of|no later than|(?:{any_of(WORDS['moved'])}) to)\s+(?:early |late |the )?$"
)
_LASTED = re.compile(rf"\b(?:{any_of(WORDS['lasting'])})\b[^,]*\b(?:until|till)\s+(?:early |late |the )?$")
_HAD_BEEN_SET = re.compile(r"\bhad been \w+ed for\s+$")
_CAME_TO_NOTHING = re.compile(rf",? (?:{any_of(WORDS['came_to_nothing'])})\b")
_BY = re.compile(r"\b[bB]y\s+(?:early |late |the )?$")
_LOOKS_BACK = re.compile(r"\b[sS]ince\s+(?:early |late |the )?$")
_ON = re.compile(r"\b[oO]n\s+$")
# Letters either side. Longer reaches met another clause's verb more often than this one's.
_REACH = 160
_TAIL = 48  # letters that hold the preposition
_CLOSE = 4  # words: a verb no further from the time, its preposition counted, is the one that it belongs to


def direction(text: str, start: int, end: int) -> Direction:
    """Past or future, from the tense words nearest to `text[start:end]` in its sentence."""
    left, right = _sides(text, start, end)
    return _by_preposition(left, right) or _by_tense(left, right)


def _by_preposition(left: str, right: str) -> Direction | None:
    tail = left[-_TAIL:]
    if _LOOKS_BACK.search(tail):
        return "past"
    if _CAME_TO_NOTHING.match(right) or _HAD_BEEN_SET.search(tail):
        return "nearest"
    if right.startswith(("'s", "’s")):
        return _of_occasion(left, right)
    if _AIMS_AT.search(tail):
        return "past" if _LASTED.search(left) else "future"
    return None


def _by_tense(left: str, right: str) -> Direction:
    before, after = _WORD.findall(left), _WORD.findall(right)
    opens = _OPENS_CLAUSE.search(left, max(0, len(left) - _TAIL))
    if _BY.search(left[-_TAIL:]):
        if opens:
            return _forward(after) or "future"
        return "past" if "had" in before else "future"
    if opens and (found := _forward(after)):
        return found
    found = _backward(before[-_CLOSE:], before) or _weaker(_backward(before, before)) or _forward(after)
    return found or ("present" if _ON.search(left) and _present(before + after) else "unclear")


def _sides(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands left and right of the time in its sentence, or in the part of it between semicolons."""
    first = max(0, start - _REACH)
    window = text[first : end + _REACH]
    a, b = next((a, b) for a, b in split_sentences(window) if b > start - first)
    left, right = window[a : start - first], window[end - first : b]
    return left.rpartition(";")[2], right.partition(";")[0]


def _of_occasion(left: str, right: str) -> Direction:
    """The direction of "Monday's attack", which was, and of "Friday's summit", which may be to come."""
    if not _PENDING.match(right):
        return "past"
    if _AIMS_AT.search(left):
        return "future"
    words = _WORD.findall(left)
    return _forward(_WORD.findall(right)) or ("future" if _backward(words, words) == "future" else "nearest")


def _weaker(found: Direction | None) -> Direction | None:
    return "past?" if found == "past" else found


def _present(words: Iterable[str]) -> bool:
    """Whether a word may be a verb of the present; of use only where no word tells another tense."""
    return any(len(w) > 3 and w.islower() and w.endswith("s") and not w.endswith("ss") for w in words)


def _backward(words: Sequence[str], whole: Sequence[str]) -> Direction | None:
    """The direction of the last of `words`, the end of `whole`, that has one."""
    for i in range(len(whole) - 1, len(whole) - len(words) - 1, -1):
        word, before, further = whole[i], whole[i - 1] if i else "", whole[i - 2] if i > 1 else ""
        if (further, before) == ("to", "have") or (before, word) == ("to", "have"):
            continue  # was to have hosted
        if f"{before} {word}" in _AHEAD or before == "be":
            return "future"  # is to, will be held
        if found := _alone(word, before):
            return found
    return None


def _forward(words: Sequence[str]) -> Direction | None:
    """The direction of the first of the words that has one."""
    for i, word in enumerate(words):
        before, beyond = words[i - 1] if i else "", words[i + 1] if i + 1 < len(words) else ""
        if word.endswith("ed") and word in _AHEAD | _BEHIND and before not in ("is", "are", "be"):
            return "past"  # on Monday they agreed to meet; but: is expected to
        if f"{word} {beyond}" in _AHEAD:
            return "future"
        if found := _alone(word, before):
            return found
    return None


def _alone(word: str, before: str) -> Direction | None:
    looks_ahead = word in _AHEAD or word.endswith(("'ll", "’ll"))
    if word in _BEHIND:
        return None if before == "to" or before in _AHEAD else "past"  # will cut, to put
    participle = word.endswith("ed") and not word.endswith("eed") and len(word) > 3
    if before in _BEFORE_A_NOUN and participle != looks_ahead:
        return None  # behind closed doors, the plan; but: the planned talks
    if looks_ahead:
        return "future"
    return "past" if participle and word.islower() else None
