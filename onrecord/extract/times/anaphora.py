"""Rules for times told from another time in the text: the same day, the day before, two weeks later."""

import re
from datetime import date, timedelta

from onrecord.extract.times import periods
from onrecord.extract.times.grammar import (
    ABSTAINED,
    DAY,
    MON,
    MONTH,
    PART_OF_DAY,
    UNIT,
    WEEKDAY,
    Place,
    Reading,
    Rule,
    Told,
    calendar,
    month_number,
    weekday_number,
)
from onrecord.extract.times.numbers import COUNT, NUMBER_WORDS
from onrecord.extract.times.periods import Period, Unit, Way
from onrecord.extract.times.relative import apart, counted
from onrecord.extract.times.words import any_of

_LOST = Reading(None, "previous")


def _from(told: Told, period: Period | None) -> Reading:
    return Reading(period, "previous", told.span)


def _move(place: Place, unit: Unit, count: int) -> Reading:
    """The unit that lies `count` after the time before; days need a day to count from."""
    told = place.told_day if unit in ("day", "week") else place.told
    return _from(told, apart(told.period.first, unit, count)) if told else _LOST


def _week(place: Place, step: int) -> Reading:
    told = place.told
    return _from(told, periods.week(told.period.first + timedelta(days=7 * step))) if told else _LOST


def _unit_of(word: str) -> Unit:
    return word if word in ("week", "month", "year") else "day"  # type: ignore[return-value]


def _same(m: re.Match[str], place: Place) -> Reading:
    if m["unit"] == "weekend":
        told = place.told_day
        return _from(told, periods.weekend(told.period.first)) if told else _LOST
    unit = _unit_of(m["unit"])
    return _week(place, 0) if unit == "week" else _move(place, unit, 0)


def _neighbour(m: re.Match[str], place: Place) -> Reading:
    unit, step = _unit_of(m["unit"]), 1 if m["which"].lower() in ("next", "following", "ensuing") else -1
    return _week(place, step) if unit == "week" else _move(place, unit, step)


_WAYS: dict[str, Way] = {
    "previous": "before", "preceding": "before", "following": "after", "next": "after", "that": "future",
}  # fmt: skip


def _weekday(m: re.Match[str], place: Place) -> Reading:
    told = place.told_day
    if told is None:
        return _LOST
    way = _WAYS[(m["which"] or "that").lower()]
    return _from(told, periods.day(periods.weekday_near(weekday_number(m["weekday"]), told.period.first, way)))


_STANDS_ALONE = re.compile(
    r"\s*[.,;:!?)\"”—–-]|\s+(?:in|at|on|with|and|but|to|for|from|by|near|that|when|as|who)\b|\s*$"
)
# "The day before changed nothing" stands alone too.
_HANGS_ON_EVENT = re.compile(
    r"\s+(?:of\s+)?(?:(?:the|an?|his|her|its|their|this|that(?!\s+(?:the|he|she|it|they)\b)|he|she|it|they|we|"
    r"[A-Z]\w+|\w+ing)\b|"
    rf"(?:{any_of(NUMBER_WORDS)}|\d+)\b(?!\s+(?:hours?|{UNIT}s?)\b))"
)


def _beside(m: re.Match[str], place: Place) -> Reading:
    unit, count = _unit_of(m["unit"]), _sign(m["side"])
    hangs = m["side"] != "earlier" and _HANGS_ON_EVENT.match(place.text, place.end)
    return _of_event(place, unit, count) if hangs else _move(place, unit, count)


def _counted(m: re.Match[str], place: Place) -> Reading:
    count, unit = counted(m, place)
    if count is None:
        return ABSTAINED
    hangs = m["side"] in ("before", "after") and not _STANDS_ALONE.match(place.text, place.end)
    return (_of_event if hangs else _move)(place, unit, _sign(m["side"]) * count)


def _sign(side: str) -> int:
    return -1 if side in ("before", "earlier") else 1


def _of_event(place: Place, unit: Unit, count: int) -> Reading:
    """The day of the event that they hang on, where the sentence has told its own: "on Monday, a week after he fled".

    They say how far that day is from the event's. "A week after he fled" alone has no date.
    """
    told = place.told
    return _move(place, unit, -count) if told and place.shares_sentence(told) else ABSTAINED


def _eve(m: re.Match[str], place: Place) -> Reading:  # noqa: ARG001
    return ABSTAINED if place.text.startswith(" of", place.end) else _move(place, "day", -1)


def _later_in(m: re.Match[str], place: Place) -> Reading:
    """Of the day told last, where it lies in the same paragraph and behind us, else of the day of publication."""
    unit, told, today = _unit_of(m["unit"]), place.told_day, place.published
    if told and (today is None or (told.period.first <= today and "\n" not in place.text[told.span.end : place.start])):
        return _from(told, periods.around(told.period.first, unit))
    return Reading(periods.around(today, unit) if today else None, "published")


def _month_of_that_year(m: re.Match[str], place: Place) -> Reading:
    told = place.told
    return _from(told, periods.month(told.period.first.year, month_number(m["month"]))) if told else _LOST


def _that_month(m: re.Match[str], place: Place) -> Reading | None:
    """The first such month or season that has not ended when the time before begins."""
    told = place.told
    if not _STANDS_ALONE.match(place.text, place.end):
        return None  # said that April was
    if told is None:
        return _LOST
    first, name = told.period.first, m["name"]
    season = name.lower() in periods.SEASON_STARTS
    years = (first.year - 1, first.year, first.year + 1)
    made = [periods.season(y, name.lower()) if season else periods.month(y, month_number(name)) for y in years]
    return _from(told, next(p for p in made if p.last >= first))


_SAYS_WHEN = re.compile(r"\b(?:on|since|until|till|by|from|for|before|after)\s$", re.IGNORECASE)


def _day_of_month(m: re.Match[str], place: Place) -> Reading | None:
    """The 15th of the month that the time before lies in: "on the 15th", "the 8th of that month"."""
    before, after = place.text[max(0, place.start - 8) : place.start], place.end
    if not m["of"] and not (_SAYS_WHEN.search(before) and _STANDS_ALONE.match(place.text, after)):
        return None  # on the 5th floor, Louis the 14th
    told = place.told
    if told is None or told.period.granularity not in ("day", "week", "weekend", "month", "range"):
        return _LOST
    found: date | None = calendar(told.period.first.year, told.period.first.month, int(m["day"]))
    return _from(told, periods.day(found)) if found else _LOST


_SPAN = rf"(?:day|week|month|year|{PART_OF_DAY})"

# Before those of dates, which would take the month alone.
FIRST = (
    Rule("month_of_that_year", rf"(?P<month>{MON}) (?:of )?(?:that|the same) year\b", _month_of_that_year),
    Rule(
        "weekday_beside",
        rf"(?:[Tt]he (?P<which>previous|preceding|following|next)|[Tt]hat (?:same|very)) (?P<weekday>{WEEKDAY})\b",
        _weekday,
    ),
    Rule("that_month", rf"[Tt]hat (?:same )?(?P<name>{MONTH}|spring|summer|autumn|fall|winter)\b", _that_month),
)

RULES = (
    Rule("same", rf"(?:[Tt]hat|[Tt]he)(?: very)? same (?P<unit>{_SPAN}|weekend)\b", _same),
    Rule("that", rf"[Tt]hat(?: very)? (?P<unit>{_SPAN}|weekend)\b(?! (?:of|will|was|is|has|had)\b)", _same),
    Rule(
        "neighbour",
        r"(?:[Tt]he (?=[a-z]+ )|(?=[Nn]ext day))"
        rf"(?P<which>previous|preceding|prior|following|[Nn]ext|ensuing) (?P<unit>{_SPAN})\b",
        _neighbour,
    ),
    Rule("beside", rf"[Tt]he (?P<unit>{_SPAN}) (?P<side>before|after|earlier)\b", _beside),
    Rule(
        "counted", rf"(?P<count>{COUNT}) (?P<unit>{UNIT})s? (?P<side>later|earlier|before|after(?:wards?)?)\b", _counted
    ),
    Rule("eve", r"(?<=[Oo]n )the eve\b", _eve),
    Rule(
        "later_in",
        r"(?:[Ll]ater|[Ee]arlier|[Ll]ate|[Ee]arly) (?:in|on) the (?P<unit>day|morning|afternoon|evening|week|month)\b",
        _later_in,
    ),
    Rule(
        "day_of_month",
        rf"[Tt]he (?P<day>{DAY})(?:st|nd|rd|th)\b(?P<of> of (?:that|the same) month\b)?",
        _day_of_month,
    ),
)
