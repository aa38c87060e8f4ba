"""Rules for what is longer than a month: seasons, quarters, years, decades and centuries."""

import re
from datetime import date

from onrecord.extract.times import periods
from onrecord.extract.times.dates import OF_YEAR, WHICH, dated, in_year
from onrecord.extract.times.grammar import (
    DASH,
    PART_OF,
    YEAR,
    YEAR_DIGITS,
    Place,
    Reading,
    Rule,
)
from onrecord.extract.times.numbers import ORDINAL, ORDINAL_WORD, ordinal_number
from onrecord.extract.times.periods import Granularity, Period
from onrecord.extract.times.words import WORDS, any_of

_BEFORE_SEASON = re.compile(r"\b(?:[iI]n|[sS]ince|[dD]uring|[oO]ver|[bB]y|[uU]ntil)\s+(?:the\s+)?$")


def _season(m: re.Match[str], place: Place) -> Reading | None:
    name, which = m["season"].lower(), (m["which"] or "").lower()
    if m["year"]:
        ambiguous = name == "winter" and not m["to_year"]  # the winter of 2021 began in it or ended in it
        return Reading(None if ambiguous else periods.season(int(m["year"]), name), "absolute")
    if not which:
        if not _BEFORE_SEASON.search(place.text, max(0, place.start - 16), place.start):
            return None  # a spring offensive, prices that fall
        return in_year(lambda year: periods.season(year, name), place)
    return Reading(_season_by_word(which, name, place.published) if place.published else None, "published")


def _season_by_word(which: str, name: str, today: date) -> Period:
    """Last and next leave out the one that runs; this is the nearest."""
    near = [periods.season(year, name) for year in range(today.year - 2, today.year + 3)]
    if which in ("last", "past"):
        return [s for s in near if s.last < today][-1]
    if which in ("next", "coming"):
        return next(s for s in near if s.first > today)
    return min(near, key=lambda s: abs((s.first - today).days + 45))


def _part_of_year(m: re.Match[str], place: Place) -> Reading:
    name: Granularity = "half" if m["unit"] == "half" else "quarter"
    length = 6 if name == "half" else 3
    last = 12 // length
    number = last if m["nth"] in ("last", "final") else min(ordinal_number(m["nth"]), last)
    return dated(m, place, lambda year: periods.months(year, 1 + length * (number - 1), length, name))


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
    if start % 100 == 0 and start != 2000:
        return Reading(periods.years(start, 100, "century"), "absolute")  # the 1800s
    return Reading(periods.years(start if start > 99 else 1900 + start, 10, "decade"), "absolute")


_NOT_OF_OUR_ERA = re.compile(r"\s+(?:before Christ|BCE?|B\.C\.)")


def _century(m: re.Match[str], place: Place) -> Reading:
    if _NOT_OF_OUR_ERA.match(place.text, place.end):
        return Reading(None, "absolute")
    return Reading(periods.years(100 * (ordinal_number(m["number"]) - 1), 100, "century"), "absolute")


_YEAR_CUE = re.compile(
    r"\b(?:[iI]n|[sS]ince|[oO]f|[bB]y|[uU]ntil|[tT]ill|[fF]rom|[bB]efore|[aA]fter|[dD]uring|[tT]hroughout|[tT]he|"
    r"[tT]his|[tT]o|[eE]arly|[lL]ate|[mM]id|[aA]|[yY]ears?|[aA]nd|[oO]r|[bB]etween|"
    r"[bB]ack in|[fF]or|around|about|circa|[iI]ts|[hH]is|"
    r"[hH]er|[tT]heir|[sS]pring|[sS]ummer|[aA]utumn|[wW]inter|FY)[\s-]$|[(,;–]\s?$|’s $|'s $"
)
_SURE_CUE = re.compile(r"(?:[iI]n|[sS]ince|[oO]f|[fF]rom|[bB]etween)\b|\(")
_UNDOUBTED_CUE = re.compile(r"\b(?:[iI]n|[sS]ince)\s$")
_LIKELY_YEARS = range(1900, 2060)
_COUNTED = re.compile(rf"[\s-](?:\w+ )?(?:{any_of(WORDS['counted'])})\b")
# "the failed 2016 coup", "the World Cup 2018", "(Zapad 2021)"
_ATTRIBUTE = re.compile(
    rf"\b(?:[tT]he|[aA]n?|[iI]ts|[hH]is|[hH]er|[tT]heir|\w+['’]s)\s(?!(?:{any_of(WORDS['numbered'])})\s)[a-z]+(?:-[a-z]+)?\s$"
)
_NOUN_FOLLOWS = re.compile(r"\s[A-Za-z]")
_OCCASION = re.compile(rf"\b(?:{any_of(WORDS['occasions'])})\s$")
_OCCASION_FOLLOWS = re.compile(rf"\s(?:[A-Z][\w-]+\s){{0,2}}(?:{any_of(WORDS['occasions'])})\b")
_IN_BRACKETS = re.compile(rf"\((?!(?i:{any_of(WORDS['numbered'])})\b)[^()\d]{{1,30}}\s$")


def _year(m: re.Match[str], place: Place) -> Reading | None:
    text, start, year = place.text, place.start, Reading(periods.years(int(m["year"])), "absolute")
    likely = int(m["year"]) in _LIKELY_YEARS
    if likely and _UNDOUBTED_CUE.search(text, max(0, start - 7), start):
        return year
    if _COUNTED.match(text, place.end):
        return None
    if cue := _YEAR_CUE.search(text, max(0, start - 12), start):
        return year if likely or _SURE_CUE.match(cue[0]) else None
    if not likely:
        return None
    left = max(0, start - 40)
    named = (
        _OCCASION.search(text, left, start)
        or _OCCASION_FOLLOWS.match(text, place.end)
        or (_IN_BRACKETS.search(text, left, start) and text.startswith(")", place.end))
        or (_ATTRIBUTE.search(text, left, start) and _NOUN_FOLLOWS.match(text, place.end))
    )
    return year if named else None


RULES = (
    Rule(
        "season",
        rf"(?:{PART_OF})?(?:(?P<which>{WHICH})\s+)?(?P<season>(?i:spring|summer|autumn|winter|fall))\b"
        rf"(?:\s+(?:of\s+)?(?P<year>{YEAR})(?:\s?[-–/]\s?(?P<to_year>\d{{2,4}}))?)?",
        _season,
    ),
    Rule(
        "part_of_year",
        rf"(?:[Tt]he\s+)?(?P<nth>first|second|third|fourth|last|final)\s+(?P<unit>quarter|half){OF_YEAR}",
        _part_of_year,
    ),
    Rule("quarter", rf"Q(?P<nth>[1-4])(?P<unit>){OF_YEAR}", _part_of_year),
    Rule("years", rf"(?P<year>{YEAR_DIGITS}){DASH}(?P<to_year>\d\d(?:\d\d)?)(?![\d-])", _years),
    Rule(
        "decade",
        rf"(?:[Tt]he\s+)?(?:{PART_OF})?(?:(?P<decade>(?:1[5-9]|20)\d0|(?<=['’])[2-9]0)['’]?s|"
        rf"(?<=he )(?P<word>{'|'.join(_DECADES)}))\b",
        _decade,
    ),
    Rule(
        "century",
        rf"(?:[Tt]he\s+)?(?:{PART_OF}(?:the )?)?"
        rf"(?P<number>(?:1?\d|2[01])(?=[snrt])|(?i:{ORDINAL_WORD})){ORDINAL}[\s-][Cc]entury\b",
        _century,
    ),
    Rule("year", rf"(?P<year>{YEAR})(?![\w/:]|[.,-]\d)", _year),
)
