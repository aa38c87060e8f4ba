"""Rules for days and months of the calendar, with a year or without."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from onrecord.extract.times import periods
from onrecord.extract.times.grammar import (
    ABSTAINED,
    DASH,
    DAY,
    LIKE_WORDS,
    MON,
    MONTH,
    PART_OF,
    SHORT_WEEKDAY,
    WEEKDAY,
    YEAR,
    Place,
    Reading,
    Rule,
    calendar,
    month_number,
    weekday_number,
)
from onrecord.extract.times.numbers import ORDINAL, ORDINAL_WORD, ordinal_number
from onrecord.extract.times.periods import Period
from onrecord.extract.times.words import WORDS, any_of

_SOON = timedelta(days=45)  # with no tense to go by, "the October vote" in September is the coming one
_FAR = timedelta(days=270)  # a date as far ahead gets its year; one just past does not
_SLACK = timedelta(days=1)  # a date line ahead of the publication date's time zone


def in_year(make: Callable[[int], Period | None], place: Place) -> Reading:
    """The instance of a yearless period that the clause means."""
    if place.year:
        return Reading(make(place.year), "absolute")
    today = place.published
    if today is None:
        return Reading(None, "published")
    found = [p for y in range(today.year - 4, today.year + 5) if (p := make(y))]
    past = [p for p in found if p.first <= today]
    future = [p for p in found if p.last >= today]
    if not past or not future:
        return ABSTAINED
    to_go, gone = future[0].first - today, today - past[-1].last
    match place.direction:
        case "future":
            ahead = to_go < _FAR or gone > _SOON
        case "nearest":
            ahead = to_go < gone
        case "past":
            ahead = future[0].granularity == "day" and to_go <= _SLACK and gone > _SOON
        case _:
            ahead = to_go <= _SOON < gone
    return Reading(future[0] if ahead else past[-1], "published")


def dated(m: re.Match[str], place: Place, make: Callable[[int], Period | None]) -> Reading:
    """A period with its year, with "last year", or with neither."""
    parts = m.groupdict()
    if year := parts.get("year"):
        return Reading(make(int(year)), "absolute")
    if which := parts.get("which_year"):
        if place.published is None:
            return Reading(None, "published")
        offset = {"last": -1, "past": -1, "next": 1, "coming": 1}.get(which, 0)
        return Reading(make(place.published.year + offset), "published")
    return in_year(make, place)


def one_day(year: int, month: int, day: int) -> Period | None:
    """The day, None if there is none."""
    found = calendar(year, month, day)
    return periods.day(found) if found else None


def _day(m: re.Match[str], place: Place) -> Reading:
    month, day = month_number(m["month"]), ordinal_number(m["day"])
    return dated(m, place, lambda year: one_day(year, month, day))


def _days(m: re.Match[str], place: Place) -> Reading:
    month, first, last = month_number(m["month"]), int(m["day"]), int(m["to_day"])

    def make(year: int) -> Period | None:
        start, end = calendar(year, month, first), calendar(year, month, last)
        return Period(start, end, "range") if start and end and start <= end else None

    return dated(m, place, make)


def _iso(m: re.Match[str], place: Place) -> Reading:  # noqa: ARG001
    return Reading(one_day(int(m["year"]), int(m["month"]), int(m["day"])), "absolute")


def _numeric(m: re.Match[str], place: Place) -> Reading:
    a, b, year = int(m["a"]), int(m["b"]), int(m["year"])
    found = [one_day(year, b, a)] + ([one_day(year, a, b)] if m["sep"] == "/" and a != b else [])
    days = [d for d in found if d]
    if len(days) > 1:  # 3/4/2024 is two different days on two sides of an ocean, unless it is the date line
        return Reading(next((d for d in days if d.first == place.published), None), "absolute")
    return Reading(days[0] if days else None, "absolute")


def _month(m: re.Match[str], place: Place) -> Reading | None:
    number = month_number(m["month"])
    which = m["which"]
    if not (m["year"] or m["which_year"] or which or m["part"]) and not _names_a_month(m["month"], place):
        return None
    if which and place.published:
        return Reading(_month_by_word(which.lower(), number, place.published), "published")
    return dated(m, place, lambda year: periods.month(year, number))


def _month_by_word(which: str, number: int, published: date) -> Period:
    """A month told as "last" (before the current one), "next" (after it) or "this" (of this year)."""
    year = published.year
    if which in ("last", "past"):
        year -= number >= published.month
    elif which in ("next", "coming"):
        year += number <= published.month
    return periods.month(year, number)


_NAME_LIKE = {"may", "march", "april", "june", "august"}
_BEFORE_MONTH = re.compile(
    r"\b(?:[iI]n|[oO]f|[sS]ince|[uU]ntil|[tT]ill|[dD]uring|[tT]hrough|[bB]etween|(?:early|late|recently) as)\s+"
    r"(?:\w+ and )?$"
)
_BEFORE_LOOSE = re.compile(r"\b(?:[bB]y|[bB]efore|[aA]fter|[fF]rom|[fF]or|to|and|or|every|each)\s+$")
_BY_NAME = re.compile(r"\b(?:Theresa|Mrs|Ms|Minister|Robert|Brian)\.? May\b")


def _names_a_month(word: str, place: Place) -> bool:
    """Whether a bare "May" or "April" is a month, from the words before it."""
    if word.lower() not in _NAME_LIKE:
        return True
    left = place.text[max(0, place.start - 24) : place.start]
    if _BEFORE_MONTH.search(left):
        return True
    after = place.text[place.end : place.end + 3]
    if word.lower() in ("may", "march"):
        return bool(_BEFORE_LOOSE.search(left)) and not _BY_NAME.search(place.text) and not after[:1].isalnum()
    return not re.match(r"\s[A-Z]", after)


def _nth_of_month(m: re.Match[str], place: Place) -> Reading:
    """The nth seven days of a month, from the 1st, 8th, 15th or 22nd, or their Friday; "last" are its last seven."""
    nth, month = m["nth"].lower(), month_number(m["month"])

    def make(year: int) -> Period:
        whole = periods.month(year, month)
        last = nth in ("last", "final")
        first = whole.last - timedelta(days=6) if last else whole.first + timedelta(days=7 * ordinal_number(nth) - 7)
        if m["weekday"]:
            return periods.day(periods.weekday_near(weekday_number(m["weekday"]), first, "future"))
        return Period(first, first + timedelta(days=6), "week")

    return dated(m, place, make)


OF_YEAR = (
    rf"(?:(?:,\s?|\s+(?:(?:of|in)\s+)?(?:the year )?)(?P<year>{YEAR})|"
    r"\s+(?:of\s+)?(?:the\s+)?(?P<which_year>last|this|next|past|current|coming) year\b)"
)
WHICH = r"[Ll]ast|[Tt]his|[Nn]ext|[Pp]ast|[Cc]oming"
_NAMED_DAY = rf"(?:{SHORT_WEEKDAY},?\s+(?:the\s+)?)?"
_TO_DAY = rf"(?:{DASH}|\s+(?:to|and|or|through|until|till)\s+)(?P<to_day>{DAY}){ORDINAL}"
_NO_COUNT = rf"(?![:.,]\d|\s+(?:{any_of(WORDS['counted'])})\b)"

RULES = (
    Rule("iso", r"(?P<year>\d{4})[-/.](?P<month>0[1-9]|1[0-2])[-/.](?P<day>[0-3]\d)(?:T[\d:.]+Z?|\b)", _iso),
    Rule("numeric", r"(?P<a>\d{1,2})(?P<sep>[./])(?P<b>\d{1,2})[./](?P<year>\d{4})\b", _numeric),
    Rule(
        "nth_of_month",
        r"(?:[Tt]he\s+)?(?P<nth>(?i:first|second|third|fourth|last|final))\s+"
        rf"(?:week|(?P<weekday>{WEEKDAY}))\s+(?:of|in)\s+(?P<month>{MONTH})\b{OF_YEAR}?",
        _nth_of_month,
    ),
    Rule("days_month", rf"{_NAMED_DAY}(?P<day>{DAY}){ORDINAL}{_TO_DAY}(?:\s+of)?\s+(?P<month>{MON}){OF_YEAR}?", _days),
    Rule("month_days", rf"{_NAMED_DAY}(?P<month>{MON})\s+(?P<day>{DAY}){ORDINAL}{_TO_DAY}{_NO_COUNT}{OF_YEAR}?", _days),
    Rule("day_month", rf"{_NAMED_DAY}(?P<day>{DAY}){ORDINAL}(?:\s+of)?\s+(?P<month>{MON}){OF_YEAR}?", _day),
    Rule(
        "small_month",
        rf"(?P<day>{DAY}){ORDINAL}(?:\s+of)?\s+(?P<month>{any_of(LIKE_WORDS)}),?\s+(?P<year>{YEAR})",
        _day,
    ),
    Rule(
        "ordinal_month", rf"{_NAMED_DAY}(?:the\s+)?(?P<day>(?i:{ORDINAL_WORD})) of (?P<month>{MONTH})\b{OF_YEAR}?", _day
    ),
    Rule("month_day", rf"{_NAMED_DAY}(?P<month>{MON})\s+(?P<day>{DAY}){ORDINAL}(?![:.,]\d){OF_YEAR}?", _day),
    Rule("month_year", rf"(?P<part>{PART_OF})?(?P<which>(?!))?(?P<month>{MON}){OF_YEAR}", _month),
    Rule(
        "month",
        rf"(?P<part>{PART_OF})?(?:(?P<which>{WHICH})\s+)?(?P<month>{MONTH})\b(?P<year>(?!))?(?P<which_year>(?!))?",
        _month,
    ),
)
