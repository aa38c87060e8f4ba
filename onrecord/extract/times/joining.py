"""Times that are told together: ranges made one, and years shared."""

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

from onrecord.extract.times import periods
from onrecord.extract.times.grammar import Anchor, Reading
from onrecord.extract.times.hits import Hit, resolved
from onrecord.extract.times.periods import Period

_OUTSIDE: Sequence[Anchor] = ("absolute", "previous", "published")  # of two parts the last of these is the whole's
_JOINS_RANGE = re.compile(r"\s+(?:to|through|until|till|up to)(?:\s+the)?\s+|\s?[-–—]\s?")
_JOINS_PAIR = re.compile(r"\s+(?:and|or)\s+|,\s+")
_JOINS_NEIGHBOURS = re.compile(r"\s+(?:and|or)\s+")
_POSSESSIVE = re.compile("['’]s")
_BETWEEN = re.compile(r"\bbetween\s+(?:the\s+)?$", re.IGNORECASE)


def joined(text: str, hits: list[Hit]) -> list[Hit]:
    """Ranges made one ("from Thursday to Sunday"), and years shared ("February 26 and March 4, 2022")."""
    result: list[Hit] = []
    for hit in hits:
        last = result[-1] if result else None
        gap = text[last.place.end : hit.place.start] if last else ""
        if last is None or len(gap) > 12:
            result.append(hit)
            continue
        before = text[max(0, last.place.start - 14) : last.place.start]
        is_range = _JOINS_RANGE.fullmatch(gap) or (gap.strip() == "and" and _BETWEEN.search(before))
        if is_range and (merged := _range(last, hit)):
            result[-1] = merged
            continue
        if _JOINS_PAIR.fullmatch(gap):
            result[-1] = last = _sharing_year(last, hit)
            joins = _JOINS_NEIGHBOURS.fullmatch(gap) and not _POSSESSIVE.match(text, hit.place.end)
            if joins and (merged := _range(last, hit)) and _touch(last, hit, merged):
                result[-1] = merged
                continue
        result.append(hit)
    return result


def _touch(hit: Hit, other: Hit, merged: Hit) -> bool:
    """Whether the two are of one kind and leave no gap: "on Monday and Tuesday", "in 2017 and 2018"."""
    a, b, whole = hit.reading.period, other.reading.period, merged.reading.period
    if a is None or b is None or whole is None or not hit.match.groupdict().keys() & other.match.groupdict().keys():
        return False
    return a.days + b.days == whole.days


def _has_year(hit: Hit) -> bool:
    groups = hit.match.groupdict()
    return bool(groups.get("year") or groups.get("which_year"))


def _sharing_year(hit: Hit, other: Hit) -> Hit:
    """`hit`, read in the year of `other` where only that has one."""
    if other.reading.period is None or _has_year(hit) or not _has_year(other) or "month" not in hit.match.groupdict():
        return hit
    return _in_year(hit, other.reading.period.first.year)


def _in_year(hit: Hit, year: int) -> Hit:
    place = replace(hit.place, year=year)
    reading = resolved(hit.rule, hit.match, place)
    return replace(hit, place=place, reading=reading) if reading else hit


def _range(first: Hit, last: Hit) -> Hit | None:
    """The two as one stretch, None if they are of different kinds or run backwards."""
    first, last = _sharing_year(first, last), _sharing_year(last, first)
    a, b = first.reading.period, last.reading.period
    if a is None or b is None or a.granularity != b.granularity:
        return None
    if b.first < a.first:
        if _has_year(first) and not _has_year(last) and "month" in last.match.groupdict():
            b = _in_year(last, a.first.year + 1).reading.period
        elif _has_year(last) and not _has_year(first) and "month" in first.match.groupdict():
            a = _in_year(first, b.first.year - 1).reading.period
        elif "weekday" in last.match.groupdict() and (a.first - b.first).days < 7:
            week = timedelta(days=7)
            with suppress(OverflowError):  # at the ends of the calendar
                if last.place.direction in ("future", "present"):
                    b = periods.day(b.first + week)
                else:
                    a = periods.day(a.first - week)
    period = a.until(b) if a and b else None
    if period is None:
        return None
    return replace(first, place=replace(first.place, end=last.place.end), reading=_reading(first, last, period))


def _reading(first: Hit, last: Hit, period: Period) -> Reading:
    """The stretch, anchored to what lies outside it: "from 3 March 2011 to the next day" needs nothing but itself."""
    origin = last.reading.origin
    told_inside = origin is not None and origin.start >= first.place.start
    readings = [first.reading] if told_inside else [first.reading, last.reading]
    return replace(max(readings, key=lambda r: _OUTSIDE.index(r.anchor or "absolute")), period=period)
