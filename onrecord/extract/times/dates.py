"""Rules for calendar dates: days, months, seasons, years and centuries, with a year or without."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from onrecord.extract.times import periods
from onrecord.extract.times.grammar import (
    ABSTAINED,
    DASH,
    DAY,
    MON,
    MONTH,
    ORDINAL,
    PART_OF,
    SHORT_WEEKDAY,
    YEAR,
    YEAR_DIGITS,
    Place,
    Reading,
    Rule,
    calendar,
    month_number,
)
from onrecord.extract.times.periods import Period
from onrecord.extract.times.words import WORDS, any_of

_SOON = timedelta(days=45)  # with no tense to go by, "the October vote" in September is the coming one
_FAR = timedelta(days=270)  # a date as far ahead gets its year; one just past does not
_SLACK = timedelta(days=1)  # a date line ahead of the publication date's time zone


def _in_year(make: Callable[[int], Period | None], place: Place) -> Reading:
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
    way = place.direction
    to_go, gone = future[0].first - today, today - past[-1].last
    if way == "future":
        ahead = to_go < _FAR or gone > _SOON
    else:
        ahead = to_go <= (_SOON if way == "unclear" else _SLACK) and gone > _SOON
    return Reading(future[0] if ahead else past[-1], "published")


def _dated(m: re.Match[str], place: Place, make: Callable[[int], Period | None]) -> Reading:
    """A period with its year, with "last year", or with neither."""
    parts = m.groupdict()
    if year := parts.get("year"):
        return Reading(make(int(year)), "absolute")
    if which := parts.get("which_year"):
        if place.published is None:
            return Reading(None, "published")
        offset = {"last": -1, "this": 0, "next": 1}[which]
        return Reading(make(place.published.year + offset), "published")
    return _in_year(make, place)


def _one_day(year: int, month: int, day: int) -> Period | None:
    found = calendar(year, month, day)
    return periods.day(found) if found else None


def _day(m: re.Match[str], place: Place) -> Reading:
    month, day = month_number(m["month"]), int(m["day"])
    return _dated(m, place, lambda year: _one_day(year, month, day))


def _days(m: re.Match[str], place: Place) -> Reading:
    month, first, last = month_number(m["month"]), int(m["day"]), int(m["to_day"])

    def make(year: int) -> Period | None:
        start, end = calendar(year, month, first), calendar(year, month, last)
        return Period(start, end, "range") if start and end and start <= end else None

    return _dated(m, place, make)


def _iso(m: re.Match[str], place: Place) -> Reading:  # noqa: ARG001
    return Reading(_one_day(int(m["year"]), int(m["month"]), int(m["day"])), "absolute")


def _numeric(m: re.Match[str], place: Place) -> Reading:  # noqa: ARG001
    day, month, year = int(m["a"]), int(m["b"]), int(m["year"])
    if m["sep"] == "/" and day != month and day <= 12:
        if month <= 12:
            return Reading(None, "absolute")  # 3/4/2024 is two different days on two sides of an ocean
        day, month = month, day
    return Reading(_one_day(year, month, day), "absolute")


def _nine_eleven(m: re.Match[str], place: Place) -> Reading:  # noqa: ARG001
    return Reading(periods.day(date(2001, 9, 11)), "absolute")


def _month(m: re.Match[str], place: Place) -> Reading | None:
    number = month_number(m["month"])
    which = m["which"]
    if not (m["year"] or m["which_year"] or which or m["part"]) and not _names_a_month(m["month"], place):
        return None
    if which and place.published:
        return Reading(_month_by_word(which.lower(), number, place.published), "published")
    return _dated(m, place, lambda year: periods.month(year, number))


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
    r"\b(?:[iI]n|[oO]f|[sS]ince|[uU]ntil|[tT]ill|[dD]uring|[tT]hrough|[bB]etween)\s+(?:\w+ and )?$"
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


_BEFORE_SEASON = re.compile(r"\b(?:[iI]n|[sS]ince|[dD]uring|[oO]ver|[bB]y|[uU]ntil)\s+(?:the\s+)?$")


def _season(m: re.Match[str], place: Place) -> Reading | None:
    name, which = m["season"].lower(), (m["which"] or "").lower()
    if m["year"]:
        ambiguous = name == "winter" and not m["to_year"]  # the winter of 2021 began in it or ended in it
        return Reading(None if ambiguous else periods.season(int(m["year"]), name), "absolute")
    if not which:
        if not _BEFORE_SEASON.search(place.text, max(0, place.start - 16), place.start):
            return None  # a spring offensive, prices that fall
        return _in_year(lambda year: periods.season(year, name), place)
    return Reading(_season_by_word(which, name, place.published) if place.published else None, "published")


def _season_by_word(which: str, name: str, today: date) -> Period:
    """Last and next leave out the one that runs; this is the nearest."""
    near = [periods.season(year, name) for year in range(today.year - 2, today.year + 3)]
    if which in ("last", "past"):
        return [s for s in near if s.last < today][-1]
    if which in ("next", "coming"):
        return next(s for s in near if s.first > today)
    return min(near, key=lambda s: abs((s.first - today).days + 45))


_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "1": 1, "2": 2, "3": 3, "4": 4}


def _part_of_year(m: re.Match[str], place: Place) -> Reading:
    number = _ORDINALS[m["nth"]]
    if m["unit"] == "half":
        return _dated(m, place, lambda year: periods.months(year, 1 + 6 * (min(number, 2) - 1), 6, "half"))
    return _dated(m, place, lambda year: periods.months(year, 1 + 3 * (number - 1), 3, "quarter"))


def _years(m: re.Match[str], place: Place) -> Reading | None:  # noqa: ARG001
    first, last = int(m["year"]), m["to_year"]
    end = int(last) if len(last) == 4 else first - first % 100 + int(last)
    if not first < end < first + 300:
        return None
    return Reading(periods.years(first).until(periods.years(end)), "absolute")


_DECADES = {
    "twenties": 1920, "thirties": 1930, "forties": 1940, "fifties": 1950,
    "sixties": 1960, "seventies": 1970, "eighties": 1980, "nineties": 1990,
}  # fmt: skip


def _decade(m: re.Match[str], place: Place) -> Reading:  # noqa: ARG001
    start = int(m["decade"]) if m["decade"] else _DECADES[m["word"].lower()]
    return Reading(periods.years(start if start > 99 else 1900 + start, 10, "decade"), "absolute")


def _century(m: re.Match[str], place: Place) -> Reading:  # noqa: ARG001
    return Reading(periods.years(100 * (int(m["number"]) - 1) + 1, 100, "century"), "absolute")


_YEAR_CUE = re.compile(
    r"\b(?:[iI]n|[sS]ince|[oO]f|[bB]y|[uU]ntil|[tT]ill|[fF]rom|[bB]efore|[aA]fter|[dD]uring|[tT]hroughout|[tT]he|"
    r"[tT]his|[tT]o|[eE]arly|[lL]ate|[mM]id|[aA]|[yY]ear|[aA]nd|[oO]r|[bB]etween|"
    r"[bB]ack in|[fF]or|around|about|circa|its|his|"
    r"her|their|[sS]pring|[sS]ummer|[aA]utumn|[wW]inter|FY)[\s-]$|[(,;–]\s?$|’s $|'s $"
)
_SURE_CUE = re.compile(r"(?:[iI]n|[sS]ince|[oO]f|[fF]rom|[bB]etween)\b|\(")
_LIKELY_YEARS = range(1900, 2060)
_COUNTED = re.compile(rf"[\s-](?:\w+ )?(?:{any_of(WORDS['counted'])})\b")


def _year(m: re.Match[str], place: Place) -> Reading | None:
    cue = _YEAR_CUE.search(place.text, max(0, place.start - 12), place.start)
    if cue is None or (
        int(m["year"]) not in _LIKELY_YEARS
        and not re.match(r"(?:[iI]n|[sS]ince|[oO]f|[fF]rom|[bB]etween)\b|\(", cue[0])
    ):
        return None
    if _COUNTED.match(place.text, place.end):
        return None
    return Reading(periods.years(int(m["year"])), "absolute")


def _fixed_day(m: re.Match[str], place: Place) -> Reading:
    month, day = next(at for name, at in WORDS["fixed_days"].items() if re.fullmatch(name, m["name"]))
    return _dated(m, place, lambda year: _one_day(year, month, day))


def _easter_day(m: re.Match[str], place: Place) -> Reading:
    offset = next(o for name, o in WORDS["easter_days"].items() if re.match(name, m["name"]))
    return _dated(m, place, lambda year: periods.day(periods.easter(year) + timedelta(days=offset)))


def _thanksgiving(m: re.Match[str], place: Place) -> Reading:
    def fourth_thursday(year: int) -> Period:
        first = date(year, 11, 1)
        return periods.day(first + timedelta(days=(3 - first.weekday()) % 7 + 21))

    return _dated(m, place, fourth_thursday)


_OF_YEAR = rf"(?:(?:,\s?|\s+(?:(?:of|in)\s+)?)(?P<year>{YEAR})|\s+(?:of\s+)?(?P<which_year>last|this|next) year\b)"
_NAMED_DAY = rf"(?:{SHORT_WEEKDAY},?\s+(?:the\s+)?)?"
_TO_DAY = rf"(?:{DASH}|\s+(?:to|and|or|through|until|till)\s+)(?P<to_day>{DAY}){ORDINAL}"
_NO_COUNT = rf"(?![:.,]\d|\s+(?:{any_of(WORDS['counted'])})\b)"
_WHICH = r"[Ll]ast|[Tt]his|[Nn]ext|[Pp]ast|[Cc]oming"

RULES = (
    Rule("iso", r"(?P<year>\d{4})-(?P<month>0[1-9]|1[0-2])-(?P<day>[0-3]\d)(?:T[\d:.]+Z?|\b)", _iso),
    Rule("numeric", r"(?P<a>\d{1,2})(?P<sep>[./])(?P<b>\d{1,2})[./](?P<year>\d{4})\b", _numeric),
    Rule("nine_eleven", r"9/11\b", _nine_eleven),
    Rule("fixed_day", rf"(?P<name>{any_of(WORDS['fixed_days'])})\b{_OF_YEAR}?", _fixed_day),
    Rule("easter_day", rf"(?P<name>{any_of(WORDS['easter_days'])})\b{_OF_YEAR}?", _easter_day),
    Rule("thanksgiving", rf"Thanksgiving(?: Day)?\b{_OF_YEAR}?", _thanksgiving),
    Rule("days_month", rf"{_NAMED_DAY}(?P<day>{DAY}){ORDINAL}{_TO_DAY}(?:\s+of)?\s+(?P<month>{MON}){_OF_YEAR}?", _days),
    Rule(
        "month_days", rf"{_NAMED_DAY}(?P<month>{MON})\s+(?P<day>{DAY}){ORDINAL}{_TO_DAY}{_NO_COUNT}{_OF_YEAR}?", _days
    ),
    Rule("day_month", rf"{_NAMED_DAY}(?P<day>{DAY}){ORDINAL}(?:\s+of)?\s+(?P<month>{MON}){_OF_YEAR}?", _day),
    Rule("month_day", rf"{_NAMED_DAY}(?P<month>{MON})\s+(?P<day>{DAY}){ORDINAL}(?![:.,]\d){_OF_YEAR}?", _day),
    Rule("month_year", rf"(?P<part>{PART_OF})?(?P<which>(?!))?(?P<month>{MON}){_OF_YEAR}", _month),
    Rule(
        "month",
        rf"(?P<part>{PART_OF})?(?:(?P<which>{_WHICH})\s+)?(?P<month>{MONTH})\b(?P<year>(?!))?(?P<which_year>(?!))?",
        _month,
    ),
    Rule(
        "season",
        rf"(?:{PART_OF})?(?:(?P<which>{_WHICH})\s+)?(?P<season>(?i:spring|summer|autumn|winter|fall))\b"
        rf"(?:\s+(?:of\s+)?(?P<year>{YEAR})(?:[-–/](?P<to_year>\d{{2,4}}))?)?",
        _season,
    ),
    Rule(
        "part_of_year",
        rf"(?:[Tt]he\s+)?(?P<nth>first|second|third|fourth|last)\s+(?P<unit>quarter|half){_OF_YEAR}",
        _part_of_year,
    ),
    Rule("quarter", rf"Q(?P<nth>[1-4])(?P<unit>){_OF_YEAR}", _part_of_year),
    Rule("years", rf"(?P<year>{YEAR_DIGITS})[-–](?P<to_year>\d\d(?:\d\d)?)(?![\d-])", _years),
    Rule(
        "decade",
        rf"(?:[Tt]he\s+)?(?:{PART_OF})?(?:(?P<decade>(?:1[5-9]|20)\d0|(?<=['’])[2-9]0)['’]?s|"
        rf"(?<=he )(?P<word>{'|'.join(_DECADES)}))\b",
        _decade,
    ),
    Rule(
        "century",
        r"(?:[Tt]he\s+)?(?:(?:early|late|mid)[\s-])?(?P<number>1\d|2[01])(?:th|st)[\s-][Cc]entury\b",
        _century,
    ),
    Rule("year", rf"(?P<year>{YEAR})(?![\w/:]|[.,-]\d)", _year),
)
