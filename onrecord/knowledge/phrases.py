"""Phrases that a report uses of people, of evidence and of silence."""

import re
from dataclasses import dataclass

from .fold import fold
from .table import rows

_SENTENCE = re.compile(r"[^.!?\n]+")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words at `start` to `end` (code points, exclusive) and what they tell."""

    start: int
    end: int
    value: str


class Patterns:
    """Regular expressions of a table, each with a value; where two overlap, the earlier value of the table wins.

    The value "gate" marks what every sentence with a match holds: the others are not searched.
    """

    def __init__(self, table: str) -> None:
        grouped: dict[str, list[str]] = {}
        for value, pattern in rows(table):
            grouped.setdefault(value, []).append(pattern)
        self._gate = re.compile("|".join(grouped.pop("gate")), re.I)
        self._patterns = [
            (value, re.compile(rf"\b(?:{'|'.join(patterns)})(?!\w)", re.I)) for value, patterns in grouped.items()
        ]

    def find(self, text: str) -> list[Phrase]:
        """All phrases in a text, in order, none overlapping."""
        found: list[Phrase] = []
        for sentence in _SENTENCE.finditer(text):
            if not self._gate.search(text, *sentence.span()):
                continue
            inside: list[Phrase] = []
            for value, pattern in self._patterns:
                for match in pattern.finditer(text, *sentence.span()):
                    if all(match.end() <= other.start or other.end <= match.start() for other in inside):
                        inside.append(Phrase(match.start(), match.end(), value))
            found.extend(sorted(inside, key=lambda phrase: phrase.start))
        return found


class Sectors:
    """`sectors.tsv`: the sector and the kind of actor that a describing phrase tells."""

    def __init__(self) -> None:
        self._phrases: dict[str, tuple[str, str]] = {}
        for phrase, sector, kind in rows("sectors.tsv"):
            self._phrases.setdefault(fold(phrase), (sector, kind))
        self._longest = max(phrase.count(" ") for phrase in self._phrases) + 1

    def find(self, mention: str) -> tuple[str, str] | None:
        """The sector and kind of the longest phrase in a mention; of two as long, the one nearer its head.

        The head of a mention is the last word before "of", "in", "from", "who" and the like.
        """
        words = fold(mention).split()
        head = next((at for at, word in enumerate(words) if at and word in _AFTER_HEAD), len(words))
        return self._within(words[:head]) or self._within(words)

    def _within(self, words: list[str]) -> tuple[str, str] | None:
        for length in range(min(self._longest, len(words)), 0, -1):
            for start in range(len(words) - length, -1, -1):
                found = self._phrases.get(" ".join(words[start : start + length]))
                if found:
                    return found
        return None


# fmt: off
_AFTER_HEAD = frozenset((
    "of", "in", "from", "at", "on", "who", "that", "which", "for", "to", "with", "near", "aboard", "by", "inside",
    "outside", "under", "killed", "wounded",
))
# fmt: on


def reporting_forms() -> dict[str, str]:
    """The forms of reporting verbs and nouns of `reporting_verbs.tsv`, each with the act that it commonly performs."""
    acts: dict[str, str] = {}
    for act, forms in rows("reporting_verbs.tsv"):
        for form in forms.split("|"):
            acts.setdefault(form, act)
    return acts
