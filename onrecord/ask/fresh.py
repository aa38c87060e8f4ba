"""What is new in a record: pairs of states with more or less contact than usual, and the latest happenings."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations, islice
from math import sqrt

from onrecord.ask.protocol import View
from onrecord.merged import MergedClaim, MergedEvent, Sort, Source
from onrecord.record import EventType, Status

_DAYS, _BEFORE = 30, 365  # what is recent, and what that is compared with
_LISTED, _MONTHS = 8, 12
_HAPPENED = (Status.REPORTED, Status.CLAIMED)
# How far from what is usual, in standard deviations of a count (a Poisson process), is worth a line.
_UNUSUAL = 1.5


@dataclass(frozen=True, slots=True)
class Change:
    """Two states (ISO 3166 alpha-3): their contacts in the last thirty days, and in a usual thirty days before."""

    a: str
    b: str
    recent: int
    usual: float


@dataclass(frozen=True, slots=True)
class Count:
    """Events of a type in a month ("2024-04")."""

    month: str
    type: EventType
    count: int


@dataclass(frozen=True, slots=True)
class PairCount:
    """Two states (ISO 3166 alpha-3), and how many contacts of theirs took place."""

    a: str
    b: str
    count: int


@dataclass(frozen=True, slots=True)
class Denied:
    """A claim that is denied, and the day of the latest report that says so, "" where none has a date."""

    claim: MergedClaim
    day: str


@dataclass(frozen=True, slots=True)
class Fresh:
    """What is new up to `until`, the ISO date of the latest report; None where none has a date.

    `changes` compare the last thirty days with `before` days before them, at most a year; 0 where there are too few.
    Events are without notes. `months` are the last twelve up to `until`, `pairs` all that were ever in contact, the
    most frequent first.
    """

    until: str | None
    before: int
    changes: tuple[Change, ...]
    contacts: tuple[MergedEvent, ...]
    denied: tuple[Denied, ...]
    claims: tuple[MergedClaim, ...]
    reports: tuple[Source, ...]
    months: tuple[Count, ...]
    pairs: tuple[PairCount, ...]
    event_count: int
    claim_count: int


def fresh(view: View) -> Fresh:
    """What is new."""
    reports = tuple(islice(view.headings(), _LISTED))
    until = reports[0].published if reports else None
    before = _days_before(view, until) if until else 0
    # By when they began: 0 is long ago, 1 what lately is compared with, 2 lately; 3 a plan, misread or without a date.
    together = view.together(_periods(until, before)) if until and before else view.together()
    by_month, denied = view.per_month(until), view.denied_claims()
    return Fresh(
        until,
        before,
        tuple(_changes(together, before)) if until and before else (),
        tuple(view.told(i) for i in view.latest(Sort.EVENT, _LISTED, until)),
        tuple(Denied(view.claim(i), denied[i]) for i in _latest_denied(denied)),
        tuple(view.claim(i) for i in view.latest(Sort.CLAIM, _LISTED)),
        reports,
        _months(by_month, _MONTHS, until),
        _pairs(together),
        sum(by_month.values()),
        view.count(Sort.CLAIM),
    )


def pairs(view: View) -> tuple[PairCount, ...]:
    """Every pair of states with how many contacts took place, the most frequent first."""
    return _pairs(view.together())


def two(pair: str) -> tuple[str, str]:
    """The states of a pair, "FRA-RUS"."""
    a, _, b = pair.partition("-")
    return a, b


def months(view: View, number: int, until: str | None = None) -> tuple[Count, ...]:
    """How many events of each type took place in each of so many months up to a day, or up to the last that has any."""
    return _months(view.per_month(until), number, until)


def _months(counted: Mapping[tuple[EventType, Status, str], int], number: int, until: str | None) -> tuple[Count, ...]:
    took_place = Counter[tuple[EventType, str]]()
    for (type_, status, month), count in counted.items():
        if status in _HAPPENED and month:
            took_place[type_, month] += count
    last = until[:7] if until else max((month for _, month in took_place), default="")
    return tuple(
        Count(month, type_, took_place[type_, month])
        for type_ in EventType
        for month in sorted(month for of, month in took_place if of is type_)
        if 0 <= _between(month, last) < number
    )


def _between(month: str, last: str) -> int:
    """How many months lie from one to another, "2024-04"."""
    a, b = (int(m[:4]) * 12 + int(m[5:]) for m in (month, last))
    return b - a


def _pairs(together: Mapping[tuple[int, frozenset[str]], int]) -> tuple[PairCount, ...]:
    counted = _counted((states, count) for (_, states), count in together.items())
    return tuple(
        PairCount(*pair, count) for pair, count in sorted(counted.items(), key=lambda each: (-each[1], each[0]))
    )


def _counted(together: Iterable[tuple[frozenset[str], int]]) -> Counter[tuple[str, str]]:
    """Contacts of each two of the states that took part together."""
    found = Counter[tuple[str, str]]()
    for states, count in together:
        for a, b in combinations(sorted(states), 2):
            found[a, b] += count
    return found


def _latest_denied(denied: Mapping[str, str]) -> list[str]:
    return sorted(denied, key=lambda claim: (denied[claim], claim), reverse=True)[:_LISTED]


def _days_before(view: View, until: str) -> int:
    """How many days before the last thirty the record reaches back, at most a year; 0 if not even thirty."""
    first = view.first_day()
    recent_from = date.fromisoformat(until) - timedelta(days=_DAYS - 1)
    days = (recent_from - date.fromisoformat(first)).days if first else 0
    return min(days, _BEFORE) if days >= _DAYS else 0


def _periods(until: str, days: int) -> tuple[str, str, str]:
    """The days before the first of those that are compared, before the first of the last thirty, and the last."""
    recent_from = date.fromisoformat(until) - timedelta(days=_DAYS - 1)
    before_from, one = recent_from - timedelta(days=days), timedelta(days=1)
    return (before_from - one).isoformat(), (recent_from - one).isoformat(), until


def _changes(together: Mapping[tuple[int, frozenset[str]], int], days: int) -> Sequence[Change]:
    """Pairs whose number of contacts in the last days is unusual, the most unusual first."""
    before, recent = (
        _counted((states, count) for (at, states), count in together.items() if at == period) for period in (1, 2)
    )
    found = []
    for pair in {*recent, *before}:
        usual = before[pair] * _DAYS / days
        distance = (recent[pair] - usual) / sqrt(max(usual, 0.5))
        if abs(distance) >= _UNUSUAL:
            found.append((-abs(distance), Change(*pair, recent[pair], round(usual, 1))))
    return [change for _, change in sorted(found, key=lambda each: (each[0], each[1].a, each[1].b))[:_LISTED]]
