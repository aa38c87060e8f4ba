"""The word lists of `words.json`."""

import json
from collections.abc import Iterable
from importlib.resources import files
from typing import Final, TypedDict

from onrecord.extract.times.periods import Unit


class _Words(TypedDict):
    ahead: list[str]
    behind: list[str]
    before_a_noun: list[str]
    lasting: list[str]
    moved: list[str]
    came_to_nothing: list[str]
    pending: list[str]
    counted: list[str]
    fixed_days: dict[str, tuple[int, int]]
    easter_days: dict[str, int]
    starts: list[str]
    after_the: list[str]
    after_that: list[str]
    numbers: list[str]
    units: dict[str, tuple[Unit, int]]
    misspelt: dict[str, str]
    numbered: list[str]
    occasions: list[str]
    after_number: list[str]


WORDS: Final[_Words] = json.loads((files(__package__) / "words.json").read_text(encoding="utf-8"))


def any_of(entries: Iterable[str]) -> str:
    """An alternation of the entries, which are regular expressions, longest first."""
    return "|".join(sorted(entries, key=len, reverse=True))
