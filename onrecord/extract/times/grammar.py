"""What the rules for times are made of: shared fragments, where an expression stands, what a rule answers."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from onrecord.extract.times.periods import Period
from onrecord.extract.times.tense import Direction, direction

Anchor = Literal["absolute", "published", "previous"]

_FULL_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
NUMBER_WORDS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
]

MONTH = "|".join(f"{m}|{m.upper()}" for m in _FULL_MONTHS)
# Short forms are safe only beside a day or a year: Jan, Mar and Dec are names and words too.
MON = rf"(?:{MONTH}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b(?!-[a-z])\.?)"
MONTH = f"(?:{MONTH})"
WEEKDAY = "(?:" + "|".join(f"{d}|{d.upper()}" for d in _WEEKDAYS) + ")"
SHORT_WEEKDAY = rf"(?:{WEEKDAY}|(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\b\.?)"
_SHORT = ("Sept", "Tues", "Thur", "Thurs")
CALENDAR_WORDS = frozenset(
    w for name in (*_FULL_MONTHS, *_WEEKDAYS) for w in (name, name.upper(), name[:3])
) | frozenset(_SHORT)  # fmt: skip
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?!\d)"
ORDINAL = "(?:st|nd|rd|th)?"
YEAR_DIGITS = r"(?:1[5-9]\d\d|20\d\d)"
YEAR = rf"{YEAR_DIGITS}(?![\d%])"
DASH = r"\s?[-–—]\s?"
UNIT = "(?:day|week|month|year|decade)"
PART_OF_DAY = "(?:morning|afternoon|evening|night|noon|midday|midnight|dawn)"
COUNT = (
    r"(?:\d{1,3}|(?i:a few|several|some|many|a couple of|a dozen|an?|three or four|two or three|"
    + "|".join(NUMBER_WORDS[::-1])
    + r"|thirty|forty|fifty))"
)
# "early April", "the end of March", "mid-2023": the guide takes the whole period.
PART_OF = (
    r"(?:[Ee]arly|[Ll]ate|[Mm]id|[Ee]arlier|[Ll]ater|[Tt]he (?:very )?(?:beginning|start|end|middle|close|first half|"
    r"second half|(?:first|last|final) (?:days|weeks|months)) of|(?:(?:beginning|start|end|middle) of))[\s-]"
)
_VALUES = {w: n for n, w in enumerate(NUMBER_WORDS)} | {
    "a": 1, "an": 1, "a dozen": 12, "thirty": 30, "forty": 40, "fifty": 50,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """Where an expression stands: the text, the publication date and what was resolved before it.

    `previous` is the last resolved expression and ends at `previous_end`, `previous_day` is the last single day;
    `year` is one that a coordinated date gives ("February 26 and March 4, 2022").
    """

    text: str
    start: int
    end: int
    published: date | None
    previous: Period | None = None
    previous_end: int | None = None
    previous_day: date | None = None
    year: int | None = None

    @property
    def direction(self) -> Direction:
        """Which way the clause looks."""
        return direction(self.text, self.start, self.end)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a rule makes of an expression: `period` is None where it abstains."""

    period: Period | None
    anchor: Anchor | None = None


ABSTAINED = Reading(None)
Resolver = Callable[[re.Match[str], Place], Reading | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern and what it means; a resolver answers None for words that are no time at all."""

    name: str
    pattern: str
    resolve: Resolver


def month_number(word: str) -> int:
    """1 for "January", "JANUARY", "Jan."."""
    return next(n for n, m in enumerate(_FULL_MONTHS, 1) if m.lower().startswith(word[:3].lower()))


def weekday_number(word: str) -> int:
    """0 for "Monday"."""
    return next(n for n, d in enumerate(_WEEKDAYS) if d.lower().startswith(word[:3].lower()))


def count_value(words: str) -> int | None:
    """The number, None for a vague one ("several")."""
    return int(words) if words.isdigit() else _VALUES.get(words.lower())


def calendar(year: int, month: int, day: int) -> date | None:
    """The date, None if there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
