"""Rules for days that have a name."""

import re
from datetime import date, timedelta

from onrecord.extract.times import periods
from onrecord.extract.times.dates import OF_YEAR, dated, one_day
from onrecord.extract.times.grammar import Place, Reading, Rule
from onrecord.extract.times.periods import Period
from onrecord.extract.times.words import WORDS, any_of


def _nine_eleven(m: re.Match[str], place: Place) -> Reading:  # noqa: ARG001
    return Reading(periods.day(date(2001, 9, 11)), "absolute")


def _fixed_day(m: re.Match[str], place: Place) -> Reading:
    month, day = next(at for name, at in WORDS["fixed_days"].items() if re.fullmatch(name, m["name"]))
    return dated(m, place, lambda year: one_day(year, month, day))


def _easter_day(m: re.Match[str], place: Place) -> Reading:
    offset = next(o for name, o in WORDS["easter_days"].items() if re.match(name, m["name"]))
    return dated(m, place, lambda year: periods.day(periods.easter(year) + timedelta(days=offset)))


def _thanksgiving(m: re.Match[str], place: Place) -> Reading:
    def fourth_thursday(year: int) -> Period:
        return periods.day(periods.weekday_near(3, date(year, 11, 22), "future"))

    return dated(m, place, fourth_thursday)


RULES = (
    Rule("nine_eleven", r"9/11\b", _nine_eleven),
    Rule("fixed_day", rf"(?P<name>{any_of(WORDS['fixed_days'])})\b{OF_YEAR}?", _fixed_day),
    Rule("easter_day", rf"(?P<name>{any_of(WORDS['easter_days'])})\b{OF_YEAR}?", _easter_day),
    Rule("thanksgiving", rf"Thanksgiving(?: Day)?\b{OF_YEAR}?", _thanksgiving),
)
