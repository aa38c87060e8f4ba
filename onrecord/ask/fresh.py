"""What is new in a record: pairs of states with more or less contact than usual, and the latest happenings."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import islice
from math import sqrt

import numpy as np

from onrecord.ask.catalogue import UNDATED, Catalogue, Mask, catalogue
from onrecord.ask.protocol import View
from onrecord.merged import MergedClaim, MergedEvent, Sort, Source
from onrecord.record import EventType, Status

_DAYS, _BEFORE = 30, 365  # what is recent, and what that is compared with
_LISTED = 8
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
    Events are without notes.
    """

    until: str | None
    before: int
    changes: tuple[Change, ...]
    contacts: tuple[MergedEvent, ...]
    denied: tuple[Denied, ...]
    claims: tuple[MergedClaim, ...]
    reports: tuple[Source, ...]


def fresh(view: View, *, of: Callable[[Sort], Catalogue] | None = None) -> Fresh:
    """What is new. `of` gives the view's catalogue of a sort, where it is kept."""
    of = of or cache(lambda sort: catalogue(view, sort))
    reports = tuple(islice(view.headings(), _LISTED))
    until = reports[0].published if reports else None
    events, claims = of(Sort.EVENT), of(Sort.CLAIM)
    contacts = met(events)
    if until:
        contacts &= events.starts <= until  # what is dated later is a plan, or misread
    before = _days_before(view, until) if until else 0
    denied = view.denied_claims()
    said = ~claims.columns["denied"].any_of(["yes"], len(claims.ids))
    return Fresh(
        until,
        before,
        tuple(_changes(events, contacts, until, before)) if until and before else (),
        tuple(view.told(i) for i in _latest(events, contacts)),
        tuple(Denied(view.claim(i), denied[i]) for i in _latest_denied(denied)),
        tuple(view.claim(i) for i in _latest(claims, said)),
        reports,
    )


def met(events: Catalogue) -> Mask:
    """Contacts that took place."""
    return events.columns["type"].any_of([EventType.CONSULT], len(events.ids)) & happened(events)


def happened(events: Catalogue) -> Mask:
    """What is reported or claimed to have taken place."""
    return events.columns["status"].any_of(_HAPPENED, len(events.ids))


def pairs(events: Catalogue) -> tuple[PairCount, ...]:
    """Every pair of states with how many contacts took place, the most frequent first."""
    counted = events.columns["pair"].counted(met(events))
    return tuple(PairCount(*two(pair), count) for pair, count in counted)


def two(pair: str) -> tuple[str, str]:
    """The states of a pair, "FRA-RUS"."""
    a, _, b = pair.partition("-")
    return a, b


def months(events: Catalogue, number: int, until: str | None = None) -> tuple[Count, ...]:
    """How many events of each type took place in each of so many months up to a day, or up to the last that has any."""
    took_place = happened(events)
    if until:
        took_place &= events.starts <= until
    column = events.columns["month"]
    last = until[:7] if until else max((month for month, _ in column.counted(took_place)), default="")
    found = []
    for type_ in EventType:
        counted = column.counted(took_place & events.columns["type"].any_of([type_], len(events.ids)))
        found += [Count(month, type_, n) for month, n in sorted(counted) if 0 <= _between(month, last) < number]
    return tuple(found)


def _between(month: str, last: str) -> int:
    """How many months lie from one to another, "2024-04"."""
    a, b = (int(m[:4]) * 12 + int(m[5:]) for m in (month, last))
    return b - a


def _latest(found: Catalogue, mask: Mask) -> list[str]:
    """The ids of the latest rows of a mask, the latest first; those without a date only where none has one."""
    at = np.flatnonzero(mask)  # they stand by date
    dated = at[: np.searchsorted(found.starts[at], UNDATED)]
    return [found.ids[i] for i in (dated if len(dated) else at)[: -_LISTED - 1 : -1]]


def _latest_denied(denied: Mapping[str, str]) -> list[str]:
    return sorted(denied, key=lambda claim: (denied[claim], claim), reverse=True)[:_LISTED]


def _days_before(view: View, until: str) -> int:
    """How many days before the last thirty the record reaches back, at most a year; 0 if not even thirty."""
    first = next((source.published for source in view.sources()), None)
    recent_from = date.fromisoformat(until) - timedelta(days=_DAYS - 1)
    days = (recent_from - date.fromisoformat(first)).days if first else 0
    return min(days, _BEFORE) if days >= _DAYS else 0


def _changes(events: Catalogue, contacts: Mask, until: str, days: int) -> Sequence[Change]:
    """Pairs whose number of contacts in the last days is unusual, the most unusual first."""
    recent_from = date.fromisoformat(until) - timedelta(days=_DAYS - 1)
    before_from = recent_from - timedelta(days=days)
    since = events.starts >= recent_from.isoformat()
    counted = events.columns["pair"].counted
    recent = Counter(dict(counted(contacts & since)))
    before = Counter(dict(counted(contacts & ~since & (events.starts >= before_from.isoformat()))))
    found = []
    for pair in {*recent, *before}:
        usual = before[pair] * _DAYS / days
        distance = (recent[pair] - usual) / sqrt(max(usual, 0.5))
        if abs(distance) >= _UNUSUAL:
            found.append((-abs(distance), Change(*two(pair), recent[pair], round(usual, 1))))
    return [change for _, change in sorted(found, key=lambda each: (each[0], each[1].a, each[1].b))[:_LISTED]]
