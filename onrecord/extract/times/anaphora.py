"""Rules for times told from another time in the text: the same day, the day before, two weeks later."""

import re
from datetime import timedelta

from onrecord.extract.times import periods
from onrecord.extract.times.grammar import (
    ABSTAINED,
    COUNT,
    MON,
    PART_OF_DAY,
    UNIT,
    WEEKDAY,
    Place,
    Reading,
    Rule,
    count_value,
    month_number,
    weekday_number,
)
from onrecord.extract.times.periods import Period, Unit
from onrecord.extract.times.relative import apart, weekday_near

_LOST = Reading(None, "previous")
# "the day before the attack", "a week after he fled" hang on an event whose date the words do not give.
_HANGS_ON_EVENT = re.compile(r"\s+(?:of\s+)?(?:the|an?|his|her|its|their|this|that|he|she|it|they|[A-Z]\w+|\w+ing)\b")
_STANDS_ALONE = re.compile(
    r"\s*[.,;:!?)\"”—–-]|\s+(?:in|at|on|with|and|but|to|for|from|by|near|that|when|as|who)\b|\s*$"
)


def _move(place: Place, unit: Unit, count: int) -> Reading:
    """The unit that lies `count` after the time before; days need a day to count from."""
    start = place.previous.first if place.previous else None
    anchor = place.previous_day if unit in ("day", "week") else start
    if anchor is None:
        return _LOST
    try:
        return Reading(apart(anchor, unit, count), "previous")
    except (ValueError, OverflowError):
        return _LOST


def _unit_of(word: str) -> Unit:
    return word if word in ("week", "month", "year", "decade") else "day"  # type: ignore[return-value]


def _same(m: re.Match[str], place: Place) -> Reading:
    unit = _unit_of(m["unit"])
    if unit != "week":
        return _move(place, unit, 0)
    return Reading(periods.week(place.previous.first), "previous") if place.previous else _LOST


def _neighbour(m: re.Match[str], place: Place) -> Reading:
    unit, step = _unit_of(m["unit"]), 1 if m["which"].lower() in ("next", "following", "ensuing") else -1
    if unit == "week":
        return (
            Reading(periods.week(place.previous.first + timedelta(days=7 * step)), "previous")
            if place.previous
            else _LOST
        )
    return _move(place, unit, step)


def _weekday(m: re.Match[str], place: Place) -> Reading:
    if place.previous_day is None:
        return _LOST
    way = "after" if m["which"].lower() == "following" else "before"
    return Reading(periods.day(weekday_near(weekday_number(m["weekday"]), place.previous_day, way)), "previous")


def _beside(m: re.Match[str], place: Place) -> Reading:
    if _HANGS_ON_EVENT.match(place.text, place.end):
        return ABSTAINED
    return _move(place, _unit_of(m["unit"]), -1 if m["side"] in ("before", "earlier") else 1)


_SENTENCE_END = re.compile(r"[.!?]['”\"’)]*\s+[A-Z]|\n")


def _same_sentence(place: Place) -> bool:
    """Whether the main clause gives its day: "on Monday, a week after the city fell" dates the fall."""
    return place.previous_end is not None and not _SENTENCE_END.search(place.text, place.previous_end, place.start)


def _counted(m: re.Match[str], place: Place) -> Reading:
    side, count = m["side"], count_value(m["count"])
    if count is None:
        return ABSTAINED
    if side in ("before", "after") and not _STANDS_ALONE.match(place.text, place.end):
        if not _same_sentence(place):
            return ABSTAINED
        return _move(place, _unit_of(m["unit"]), count if side == "before" else -count)
    return _move(place, _unit_of(m["unit"]), -count if side in ("before", "earlier") else count)


def _eve(m: re.Match[str], place: Place) -> Reading:  # noqa: ARG001
    return ABSTAINED if place.text.startswith(" of", place.end) else _move(place, "day", -1)


def _later_in(m: re.Match[str], place: Place) -> Reading:
    unit = _unit_of(m["unit"])
    day = place.previous_day or place.published
    if day is None:
        return _LOST
    period: Period = periods.around(day, unit)
    return Reading(period, "previous" if place.previous_day else "published")


def _month_of_that_year(m: re.Match[str], place: Place) -> Reading:
    if place.previous is None:
        return _LOST
    return Reading(periods.month(place.previous.first.year, month_number(m["month"])), "previous")


_SPAN = rf"(?:day|week|month|year|{PART_OF_DAY})"

# Before those of dates, which would take the month alone.
FIRST = (Rule("month_of_that_year", rf"(?P<month>{MON}) (?:of )?(?:that|the same) year\b", _month_of_that_year),)

RULES = (
    Rule("same", rf"(?:[Tt]hat|[Tt]he)(?: very)? same (?P<unit>{_SPAN})\b", _same),
    Rule("that", rf"[Tt]hat(?: very)? (?P<unit>{_SPAN})\b(?! (?:of|will|was|is|has|had)\b)", _same),
    Rule(
        "neighbour",
        r"(?:[Tt]he (?=[a-z]+ )|(?=[Nn]ext day))"
        rf"(?P<which>previous|preceding|prior|following|[Nn]ext|ensuing) (?P<unit>{_SPAN})\b",
        _neighbour,
    ),
    Rule("weekday_beside", rf"[Tt]he (?P<which>previous|preceding|following) (?P<weekday>{WEEKDAY})\b", _weekday),
    Rule(
        "beside",
        rf"[Tt]he (?P<unit>{_SPAN}) (?P<side>before|after|earlier)\b",
        _beside,
    ),
    Rule(
        "counted", rf"(?P<count>{COUNT}) (?P<unit>{UNIT})s? (?P<side>later|earlier|before|after(?:wards?)?)\b", _counted
    ),
    Rule("eve", r"(?<=[Oo]n )the eve\b", _eve),
    Rule(
        "later_in",
        r"(?:[Ll]ater|[Ee]arlier|[Ll]ate|[Ee]arly) (?:in|on) the (?P<unit>day|morning|afternoon|evening|week|month)\b",
        _later_in,
    ),
)
