"""Where the record contradicts what a report says of a contact: that it is the first since, or was the last."""

import calendar
from collections.abc import Callable, Iterable, Iterator, Sequence

from onrecord.merge.conflicts import Version
from onrecord.merged import MergedEvent, Party
from onrecord.record import EventType, Kind, Status

BEGINNING = "0001-01-01"
# Of countries and actors, all of which take part, from a day to a day, both in.
Contacts = Callable[[Iterable[str], Iterable[str], str, str], Iterable[MergedEvent]]


def notes(event: MergedEvent, last: Sequence[Version], contacts: Contacts) -> tuple[str, ...]:
    """What the record has against an event's reports; `last` are versions that call it the last of its kind."""
    if event.type is not EventType.CONSULT or event.date is None:
        return ()
    return tuple(dict.fromkeys([*_not_first(event, contacts), *_not_last(event, last, contacts)]))


def _not_first(event: MergedEvent, contacts: Contacts) -> Iterator[str]:
    if not event.first_since or not event.date:
        return
    since = BEGINNING if event.first_since == "ever" else _last_day(event.first_since)
    told = "the first ever" if event.first_since == "ever" else f"the first since {event.first_since}"
    for other in _between(event, since, event.date.start, contacts):
        yield f"called {told}, {_against(other)}"


def _not_last(event: MergedEvent, last: Sequence[Version], contacts: Contacts) -> Iterator[str]:
    for version in last:
        until = version.published
        if until is None or not event.date:
            continue
        for other in _between(event, event.date.end, until, contacts):
            if version.document not in {a.document for a in other.accounts}:
                yield f"called the last, {_against(other)}"


def _against(other: MergedEvent) -> str:
    return f"but {other.id} is a contact of the same sides on {other.date.start if other.date else 'another day'}"


def _between(event: MergedEvent, after: str, before: str, contacts: Contacts) -> Iterator[MergedEvent]:
    """Contacts that took place between the same sides after one day and before another."""
    sides = _sides((*event.sources, *event.targets))
    countries = sorted({c for c, _ in sides})
    if len(countries) < 2:
        return
    people = sorted({actor for country, actor in sides if actor != country})
    for other in contacts(countries, people, after, before):
        happened = other.status is Status.REPORTED and other.date is not None
        if not happened or other.id == event.id or other.date is None:
            continue
        if after < other.date.start and other.date.end < before and sides <= _sides((*other.sources, *other.targets)):
            yield other


def _sides(parties: Iterable[Party]) -> set[tuple[str, str]]:
    """Who must meet again for a contact to be of the same sides: persons where persons are named, else states."""
    people = {(p.country, p.actor) for p in parties if p.country and p.kind is Kind.PERSON}
    return people or {(p.country, p.country) for p in parties if p.country}


def _last_day(since: str) -> str:
    """The last day of "2022", "2022-10" or "2022-10-05"."""
    if len(since) == 4:
        return f"{since}-12-31"
    if len(since) == 7:
        year, month = int(since[:4]), int(since[5:])
        return f"{since}-{calendar.monthrange(year, month)[1]}"
    return since
