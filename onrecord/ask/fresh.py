"""What is new in a record: pairs of states with more or less contact than usual, and the latest happenings."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import combinations, islice
from math import sqrt

import numpy as np

from onrecord.ask.catalogue import Catalogue, Mask, catalogue
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
    """Two states (ISO 3166 alpha-3): their contacts in the last thirty days, and a month's in the year before."""

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
class StateCount:
    """A state (ISO 3166 alpha-3): contacts that took place, other events, claims by its people, of these denied."""

    country: str
    contacts: int
    events: int
    claims: int
    denied: int


@dataclass(frozen=True, slots=True)
class Fresh:
    """What is new up to `until`, the ISO date of the latest report; None where none has a date."""

    until: str | None
    changes: tuple[Change, ...]
    contacts: tuple[MergedEvent, ...]
    denied: tuple[MergedClaim, ...]
    claims: tuple[MergedClaim, ...]
    reports: tuple[Source, ...]


def fresh(view: View, *, of: Callable[[Sort], Catalogue] | None = None) -> Fresh:
    """What is new. `of` gives the view's catalogue of a sort, where it is kept."""
    of = of or cache(lambda sort: catalogue(view, sort))
    reports = tuple(islice(view.headings(), _LISTED))
    until = reports[0].published if reports else None
    events, claims = of(Sort.EVENT), of(Sort.CLAIM)
    met = _contacts(events) & (events.starts <= until if until else np.zeros(len(events.ids), dtype=np.bool_))
    said = claims.dated("", until or "") if until else np.zeros(len(claims.ids), dtype=np.bool_)
    denied = claims.columns["denied"].any_of(["yes"], len(claims.ids))
    return Fresh(
        until,
        tuple(_changes(events, met, until)) if until else (),
        tuple(view.event(i) for i in _latest(events, met)),
        tuple(view.claim(i) for i in _latest(claims, said & denied)),
        tuple(view.claim(i) for i in _latest(claims, said & ~denied)),
        reports,
    )


def pairs(events: Catalogue) -> tuple[PairCount, ...]:
    """Every pair of states with how many contacts took place, the most frequent first."""
    counts = _pairs(events, _contacts(events))
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(PairCount(a, b, count) for (a, b), count in ordered)


def months(events: Catalogue, number: int) -> tuple[Count, ...]:
    """How many events of each type there are in each of the last months that have any."""
    size = len(events.ids)
    happened = events.columns["status"].any_of(_HAPPENED, size)
    last = sorted(events.columns["month"].labels)[-number:]
    found = []
    for type_ in EventType:
        mask = happened & events.columns["type"].any_of([type_], size)
        counted = dict(events.columns["month"].counted(mask))
        found += [Count(month, type_, counted[month]) for month in last if month in counted]
    return tuple(found)


def states(events: Catalogue, claims: Catalogue) -> tuple[StateCount, ...]:
    """What every state did and said, the most contacts first."""
    happened = events.columns["status"].any_of(_HAPPENED, len(events.ids))
    met = _contacts(events)
    denied = claims.columns["denied"].any_of(["yes"], len(claims.ids))
    everything = np.ones(len(claims.ids), dtype=np.bool_)
    by = [
        dict(column.counted(mask))
        for column, mask in (
            (events.columns["country"], met),
            (events.columns["country"], happened & ~met),
            (claims.columns["country"], everything),
            (claims.columns["country"], denied),
        )
    ]
    names = sorted({name for counts in by for name in counts})
    found = [StateCount(name, *(counts.get(name, 0) for counts in by)) for name in names]
    return tuple(sorted(found, key=lambda s: (-s.contacts, -s.events - s.claims, s.country)))


def _contacts(events: Catalogue) -> Mask:
    size = len(events.ids)
    return events.columns["type"].any_of([EventType.CONSULT], size) & events.columns["status"].any_of(_HAPPENED, size)


def _latest(found: Catalogue, mask: Mask) -> list[str]:
    """The ids of the latest rows of a mask, the latest first; they stand by date."""
    return [found.ids[i] for i in np.flatnonzero(mask)[: -_LISTED - 1 : -1]]


def _pairs(events: Catalogue, mask: Mask) -> Counter[tuple[str, str]]:
    column = events.columns["country"]
    taking: dict[int, list[str]] = {}
    for code, row in zip(column.codes.tolist(), column.rows.tolist(), strict=True):
        if mask[row]:
            taking.setdefault(row, []).append(column.labels[code])
    return Counter(pair for states_ in taking.values() for pair in combinations(sorted(states_), 2))


def _changes(events: Catalogue, met: Mask, until: str) -> Sequence[Change]:
    """Pairs whose number of contacts in the last days is unusual, the most unusual first."""
    day = date.fromisoformat(until)
    recent_from, before_from = (day - timedelta(days=n) for n in (_DAYS - 1, _DAYS + _BEFORE - 1))
    recent = _pairs(events, met & (events.starts >= recent_from.isoformat()))
    before = _pairs(
        events, met & (events.starts < recent_from.isoformat()) & (events.starts >= before_from.isoformat())
    )
    found = []
    for a, b in {*recent, *before}:
        usual = before[a, b] * _DAYS / _BEFORE
        distance = (recent[a, b] - usual) / sqrt(max(usual, 0.5))
        if abs(distance) >= _UNUSUAL:
            found.append((-abs(distance), Change(a, b, recent[a, b], round(usual, 1))))
    return [change for _, change in sorted(found, key=lambda pair: (pair[0], pair[1].a, pair[1].b))[:_LISTED]]
