"""Rules for times told from the day of publication: today, last week, on Monday, two months ago."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from onrecord.extract.times import periods
from onrecord.extract.times.grammar import (
    PART_OF,
    PART_OF_DAY,
    UNIT,
    WEEKDAY,
    Place,
    Reading,
    Rule,
    unit_of,
    weekday_number,
)
from onrecord.extract.times.numbers import COUNT, count_value
from onrecord.extract.times.periods import Period, Unit, Way

_UNKNOWN = Reading(None, "published")


def _from_today(place: Place, make: Callable[[date], Period | None]) -> Reading:
    """Abstains without a publication date."""
    return Reading(make(place.published), "published") if place.published else _UNKNOWN


_DAY_WORDS = {"yesterday": -1, "last": -1, "tomorrow": 1, "before": -2, "after": 2}
_BEFORE_TODAY = re.compile(r"[A-Z]\w+ $")


def _day_word(m: re.Match[str], place: Place) -> Reading | None:
    if m["word"] == "Today" and _BEFORE_TODAY.search(place.text, max(0, place.start - 12), place.start):
        return None  # Russia Today, USA Today
    words = m["word"].lower().split()
    if words[-1] == "overnight":
        return _from_today(place, lambda today: Period(today - timedelta(days=1), today, "range"))
    offset = next((o for w in reversed(words) if (o := _DAY_WORDS.get(w)) is not None), 0)
    if len(words) > 2 and words[:2] == ["the", "day"]:
        offset = _DAY_WORDS[words[2]]
    return _from_today(place, lambda today: periods.day(today + timedelta(days=offset)))


_WAYS: dict[str, Way] = {"last": "last", "past": "last", "next": "next", "coming": "after"}
_LOOKS: dict[str, Way] = {"future": "future", "present": "future", "nearest": "nearest"}
_PROPER = re.compile(r"\b(?:Black|Bloody|Good|Super|Cyber|Man|Holy|Ash|Shrove|[eE]very|[eE]ach|Sheffield) $")


def _weekday(m: re.Match[str], place: Place) -> Reading | None:
    if _PROPER.search(place.text, max(0, place.start - 10), place.start):
        return None
    which = (m["which"] or m["trailing"] or "").lower()
    way = _WAYS.get(which) or _LOOKS.get(place.direction, "past")
    number = weekday_number(m["weekday"])
    return _from_today(place, lambda today: periods.day(periods.weekday_near(number, today, way)))


_OFFSETS = {"last": -1, "past": -1, "this": 0, "current": 0, "next": 1, "coming": 1}


def _whole_unit(m: re.Match[str], place: Place) -> Reading:
    unit, offset = unit_of(m["unit"])[0], _OFFSETS[m["which"].lower()]
    if unit == "decade" and offset < 0:
        return _from_today(place, lambda today: Period(periods.shift(today, unit, -1), today, "range"))
    return _from_today(place, lambda today: periods.around(periods.shift(today, unit, offset), unit))


def _before_last(m: re.Match[str], place: Place) -> Reading:
    unit, offset = unit_of(m["unit"])[0], -2 if m["side"] == "before last" else 2
    return _from_today(place, lambda today: periods.around(periods.shift(today, unit, offset), unit))


def _of_this(m: re.Match[str], place: Place) -> Reading:
    return _from_today(place, lambda today: periods.around(today, unit_of(m["unit"] or "year")[0]))


def _weekend(m: re.Match[str], place: Place) -> Reading:
    which, looks = (m["which"] or "").lower(), place.direction

    def make(today: date) -> Period:
        this = periods.weekend(today)
        week = timedelta(days=7)
        if which in ("last", "past"):
            return periods.weekend(today - week)
        if which == "next":
            return periods.weekend(today + week)
        if which == "coming" or looks == "future" or (which and not looks.startswith("past")):
            return this
        return this if this.first <= today else periods.weekend(today - week)

    return _from_today(place, make)


def _ago(m: re.Match[str], place: Place) -> Reading:
    count, unit = counted(m, place)
    return _from_today(place, lambda today: apart(today, unit, -count)) if count is not None else _UNKNOWN


_LOOSE = re.compile(r"\b(?:(?:less|more|fewer|longer) than|over|under|nearly|almost|barely|at least|up to)\s$")


def counted(m: re.Match[str], place: Place) -> tuple[int | None, Unit]:
    """How many of which unit; None of it for "several", "more than two"."""
    unit, times = unit_of(m["unit"])
    count = count_value(m["count"])
    if count is None or _LOOSE.search(place.text, max(0, place.start - 14), place.start):
        return None, unit
    return count * times, unit


def apart(anchor: date, unit: Unit, count: int) -> Period:
    """As fine as the unit: four years off is a year, two months a month; weeks and days are counted to the day."""
    moved = periods.shift(anchor, unit, count)
    return periods.around(moved, "day" if unit == "week" else "year" if unit == "decade" else unit)


def _stretch(m: re.Match[str], place: Place) -> Reading:
    """A stretch that ends on the day of publication ("the past six months"), or starts there ("the next two weeks")."""
    ahead = m["which"].lower() in ("next", "coming")
    length = _length(m)
    return _from_today(place, lambda today: _span(today, length, 1 if ahead else -1)) if length else _UNKNOWN


def _length(m: re.Match[str]) -> tuple[Unit, int] | None:
    """Unit and count of a stretch, whole days of its hours; None for a vague one and a part of a day."""
    count = count_value(m["count"])
    if count is None:
        return None
    if m["unit"] == "hours":
        return None if count % 24 else ("day", count // 24)
    unit, times = unit_of(m["unit"].removesuffix("s"))
    return unit, count * times


def _span(today: date, length: tuple[Unit, int], sign: int) -> Period:
    other = periods.shift(today, length[0], sign * length[1])
    return Period(min(today, other), max(today, other), "range")


def _vague(m: re.Match[str], place: Place) -> Reading:  # noqa: ARG001
    return _UNKNOWN


def _hence(m: re.Match[str], place: Place) -> Reading:
    count, unit = counted(m, place)
    return _from_today(place, lambda today: apart(today, unit, count)) if count is not None else _UNKNOWN


_LEAD = rf"(?:{PART_OF})?"

RULES = (
    Rule(
        "day_word",
        rf"(?P<word>[Tt]he day (?:before yesterday|after tomorrow)|(?:[Ee]arlier |[Ll]ater |[Ll]ate |[Ee]arly )?"
        rf"(?:[Tt]oday|TODAY|[Yy]esterday|[Tt]omorrow|[Tt]his (?:{PART_OF_DAY}))(?: {PART_OF_DAY})?|[Tt]onight|"
        rf"[Ll]ast (?:night|evening)|[Oo]vernight)\b",
        _day_word,
    ),
    Rule(
        "weekday",
        rf"(?:(?:the |[Tt]his )?(?P<which>[Ll]ast|[Pp]ast|[Nn]ext|[Cc]oming) |[Tt]his )?(?P<weekday>{WEEKDAY})\b"
        rf"(?! (?:Times|Telegraph|Mail|Mirror|Herald|Post|Night Live)\b)"
        rf"(?: (?P<trailing>last|next)\b(?! (?:week|month|year)))?"
        rf"(?: {PART_OF_DAY}\b)?",
        _weekday,
    ),
    Rule("before_last", r"[Tt]he (?P<unit>week|month|year) (?P<side>before last|after next)\b", _before_last),
    Rule(
        "weekend",
        rf"(?:{_LEAD}(?:[Tt]he )?(?P<which>[Ll]ast|[Tt]his|[Nn]ext|[Pp]ast|[Cc]oming)|[Tt]he) weekend\b",
        _weekend,
    ),
    Rule(
        "whole_unit",
        rf"{_LEAD}(?:[Tt]he )?(?P<which>[Ll]ast|[Tt]his|[Nn]ext|[Pp]ast|[Cc]oming|[Cc]urrent) "
        r"(?P<unit>(?:week|month|year|decade)\b|(?:Week|Month|Year)\b)",
        _whole_unit,
    ),
    Rule(
        "of_this",
        r"(?:[Tt]he )?(?:end|start|beginning|middle|close|rest|remainder) of the (?P<unit>week|month|year|decade)\b|"
        r"(?:[Tt]he )?year(?:['’]s |[ -])end\b",
        _of_this,
    ),
    Rule("ago", rf"(?P<count>{COUNT}) (?P<unit>{UNIT})s? ago\b", _ago),
    Rule("hence", rf"(?P<count>{COUNT}) (?P<unit>{UNIT})(?:s['’] |['’]s | |s )(?:from now|time)\b", _hence),
    Rule(
        "stretch",
        rf"(?:[Tt]he |[Tt]hese )?(?P<which>[Ll]ast|[Pp]ast|[Nn]ext|[Cc]oming) (?P<count>{COUNT}) "
        rf"(?P<unit>{UNIT}s|hours)\b",
        _stretch,
    ),
    Rule("vague", rf"(?:[Tt]he )?(?:[Rr]ecent|[Cc]oming|[Pp]ast|[Ll]ast) (?:{UNIT}s)\b", _vague),
)
