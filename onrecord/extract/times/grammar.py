"""What the rules for times are made of: shared fragments, where an expression stands, what a rule answers."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from onrecord.extract.times.periods import Period, Unit
from onrecord.extract.times.tense import Direction, direction
from onrecord.extract.times.words import WORDS, any_of
from onrecord.language.sentences import split_sentences
from onrecord.record import Span

Anchor = Literal["absolute", "published", "previous"]

_FULL_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
LIKE_WORDS = ("march", "may", "august")  # what they are in lower case, unless a year follows

_MISSPELT = WORDS["misspelt"]
_PLAIN = [m.lower() for m in _FULL_MONTHS if m.lower() not in LIKE_WORDS]
_MONTH_FORMS = [
    *_FULL_MONTHS, *(m.upper() for m in _FULL_MONTHS), *_PLAIN,
    *(m for m, right in _MISSPELT.items() if right in _FULL_MONTHS),
]  # fmt: skip
_WEEKDAY_FORMS = [
    *_WEEKDAYS, *(d.upper() for d in _WEEKDAYS), *(d.lower() for d in _WEEKDAYS),
    *(d for d, right in _MISSPELT.items() if right in _WEEKDAYS),
]  # fmt: skip
MONTH = f"(?:{any_of(_MONTH_FORMS)})"
# Short forms are safe only beside a day or a year: Jan, Mar and Dec are names and words too.
MON = rf"(?:{MONTH}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b(?!-[a-z])\.?)"
WEEKDAY = f"(?:{any_of(_WEEKDAY_FORMS)})"
SHORT_WEEKDAY = rf"(?:{WEEKDAY}|(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\b\.?)"
_SHORT = ("Sept", "Tues", "Thur", "Thurs")
CALENDAR_WORDS = frozenset(
    (*_MONTH_FORMS, *_WEEKDAY_FORMS, *(name[:3] for name in (*_FULL_MONTHS, *_WEEKDAYS)), *_SHORT)
)
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?!\d)"
YEAR_DIGITS = r"(?:1[5-9]\d\d|20\d\d)"
YEAR = rf"{YEAR_DIGITS}(?![\d%])"
DASH = r"\s?[-–—]\s?"
UNIT = f"(?:{any_of(WORDS['units'])})"
PART_OF_DAY = "(?:morning|afternoon|evening|night|noon|midday|midnight|dawn)"
# "early April", "the end of March", "mid-2023": the guide takes the whole period.
PART_OF = (
    r"(?:[Ee]arly|[Ll]ate|[Mm]id|[Ee]arlier|[Ll]ater|[Tt]he (?:very )?(?:beginning|start|end|middle|close|first half|"
    r"second half|(?:first|last|final) (?:days|weeks|months)) of|(?:(?:beginning|start|end|middle) of))[\s-]"
)


@dataclass(frozen=True, slots=True)
class Told:
    """A time of the text that a later one may be told from: what it was resolved to and from, and its words."""

    period: Period
    anchor: Anchor | None
    span: Span


@dataclass(frozen=True, slots=True)
class Place:
    """Where an expression stands: the text, the publication date and what was resolved before it.

    `earlier` are the times resolved before it; `year` is one that a coordinated date gives ("February 26 and March 4,
    2022").
    """

    text: str
    start: int
    end: int
    published: date | None
    earlier: Sequence[Told] = ()
    year: int | None = None

    @property
    def direction(self) -> Direction:
        """Which way the clause looks."""
        return direction(self.text, self.start, self.end)

    @property
    def told(self) -> Told | None:
        """The time to count from: the last one, but for a clause that looks back none that "next Friday" gave."""
        return next(self._told(), None)

    @property
    def told_day(self) -> Told | None:
        """The last single day to count from; none where the sentence has told something longer since."""
        for told in self._told():
            if told.period.granularity == "day":
                return told
            if self.shares_sentence(told) and not self._after_today(told):
                return None
        return None

    def shares_sentence(self, told: Told) -> bool:
        """Whether that time stands in the same sentence."""
        return len(split_sentences(self.text[told.span.start : self.end])) == 1

    def _told(self) -> Iterator[Told]:
        found = reversed(self.earlier)
        if any(self._to_come(t) for t in self.earlier[-1:]) and self.direction.startswith("past"):
            return (t for t in found if not self._to_come(t))
        return found

    def _to_come(self, told: Told) -> bool:
        return told.anchor == "published" and self._after_today(told)

    def _after_today(self, told: Told) -> bool:
        return self.published is not None and told.period.first > self.published


@dataclass(frozen=True, slots=True)
class Reading:
    """What a rule makes of an expression: `period` is None where it abstains; `origin` is what it was told from."""

    period: Period | None
    anchor: Anchor | None = None
    origin: Span | None = None


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
    word = _MISSPELT.get(word, word)
    return next(n for n, m in enumerate(_FULL_MONTHS, 1) if m.lower().startswith(word[:3].lower()))


def weekday_number(word: str) -> int:
    """0 for "Monday"."""
    word = _MISSPELT.get(word, word)
    return next(n for n, d in enumerate(_WEEKDAYS) if d.lower().startswith(word[:3].lower()))


def unit_of(word: str) -> tuple[Unit, int]:
    """The calendar unit and how many of it: a week and two for "fortnight"."""
    unit, count = WORDS["units"][word.lower()]
    return unit, count


def calendar(year: int, month: int, day: int) -> date | None:
    """The date, None if there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
