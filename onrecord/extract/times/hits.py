"""All rules, and what they make of the words that they fit."""

import re
from dataclasses import dataclass

from onrecord.extract.times import anaphora, dates, named_days, relative, years
from onrecord.extract.times.grammar import ABSTAINED, Place, Reading


@dataclass(frozen=True, slots=True)
class Hit:
    """Words that a rule fits, where they stand and what it makes of them; `rule` is its place among `RULES`."""

    rule: int
    match: re.Match[str]
    place: Place
    reading: Reading


RULES = (*anaphora.FIRST, *named_days.RULES, *dates.RULES, *years.RULES, *relative.RULES, *anaphora.RULES)


def resolved(rule: int, match: re.Match[str], place: Place) -> Reading | None:
    """What the rule makes of its match; None for words that are no time."""
    try:
        return RULES[rule].resolve(match, place)
    except (ValueError, OverflowError):
        return ABSTAINED  # outside the calendar
