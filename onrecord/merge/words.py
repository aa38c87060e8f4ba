"""Words of a passage as they are compared: folded, without endings, without those that say nothing."""

import re
from collections import Counter
from functools import cache, lru_cache
from importlib.resources import files
from math import fsum

from onrecord.knowledge.fold import fold

_ENDING = re.compile(r"(?:ations?|ments?|ings?|ions?|ies|ers?|ed|es|ly|s|e|y)$")
_WORD = re.compile(r"\w+")
TOPIC = 10  # words that say what a report is about
_SHORTEST = 4  # letters that a stem keeps


@cache
def empty_words() -> frozenset[str]:
    """Function words, and verbs that any report is full of."""
    return frozenset(files("onrecord.merge").joinpath("data", "empty_words.txt").read_text(encoding="utf-8").split())


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A folded word without its ending: "attacked", "attacks" and "attackers" agree."""
    for _ in range(2):
        cut = _ENDING.sub("", word)
        if len(cut) < _SHORTEST or cut == word:
            break
        word = cut
    return word


@lru_cache(maxsize=16384)
def content_words(passage: str) -> frozenset[str]:
    """The stems of a passage's words that say something; numbers stay as they are."""
    return frozenset(stems(passage))


def stems(passage: str) -> list[str]:
    """The same in order, as often as they come."""
    empty = empty_words()
    return [stem(w) for w in _WORD.findall(fold(passage)) if w not in empty and (len(w) > 1 or w.isdigit())]


@cache
def _rarity() -> dict[str, float]:
    lines = files("onrecord.merge").joinpath("data", "rarity.tsv").read_text(encoding="utf-8").splitlines()
    return {word: float(weight) for word, weight in (line.split("\t") for line in lines)}


def weight(words: frozenset[str]) -> float:
    """How much some stems say together: the log of how rare each is among reports (base e), added up."""
    known = _rarity()
    unknown = known["*"]
    return fsum([known.get(w, unknown) for w in words])  # a set has another order in every process


def topic_words(text: str) -> frozenset[str]:
    """The stems that a text is about: those that are most frequent in it for how rare they are among reports."""
    counts = Counter(stems(text))
    ranked = sorted(counts, key=lambda w: (-counts[w] * weight(frozenset((w,))), w))
    return frozenset(ranked[:TOPIC])


def likeness(a: frozenset[str], b: frozenset[str]) -> float:
    """The weight of what two sets share, of the mean of both (Dice's coefficient); 0 where either is empty."""
    return 2 * weight(a & b) / (weight(a) + weight(b)) if a and b else 0.0


def containment(a: frozenset[str], b: frozenset[str]) -> float:
    """The weight of what two sets share, of the lesser one's; 0 where either is empty."""
    return weight(a & b) / min(weight(a), weight(b)) if a and b else 0.0
