"""Where the record contradicts what a report says of a contact: that it is the first since, or was the last."""

import calendar
from collections.abc import Callable, Iterable, Iterator, Sequence

from onrecord.merge.conflicts import Version
from onrecord.merged import MergedEvent, Outline
from onrecord.record import EventType, Kind

BEGINNING = "0001-01-01"
# The contacts that are reported to have taken place between states, and whether a report tells of one.
Contacts = Callable[[tuple[str, ...]], Iterable[Outline]]
Tells = Callable[[str, str], bool]


def notes(event: MergedEvent, last: Sequence[Version], contacts: Contacts, tells: Tells) -> tuple[str, ...]:
    """What the record has against an event's reports; `last` are versions that call it the last of its kind."""
    if event.type is not EventType.CONSULT or event.date is None:
        return ()
    return tuple(dict.fromkeys([*_not_first(event, contacts), *_not_last(event, last, contacts, tells)]))


def _not_first(event: MergedEvent, contacts: Contacts) -> Iterator[str]:
    if not event.first_since or not event.date:
        return
    since = BEGINNING if event.first_since == "ever" else _last_day(event.first_since)
    told = "the first ever" if event.first_since == "ever" else f"the first since {event.first_since}"
    for other in _between(event, since, event.date.start, contacts):
        yield f"called {told}, {_against(other)}"


def _not_last(event: MergedEvent, last: Sequence[Version], contacts: Contacts, tells: Tells) -> Iterator[str]:
    for version in last:
        until = version.published
        if until is None or not event.date:
            continue
        for other in _between(event, event.date.end, until, contacts):
            if not tells(version.document, other.id):
                yield f"called the last, {_against(other)}"


def _against(other: Outline) -> str:
    return f"but {other.id} is a contact of the same sides on {other.start}"


def _between(event: MergedEvent, after: str, before: str, contacts: Contacts) -> Iterator[Outline]:
    """Contacts that took place between the same sides after one day and before another.

    Persons must meet again where persons are named, else states, and then without any person named.
    """
    parties = (*event.sources, *event.targets)
    people = {(p.country, p.actor) for p in parties if p.country and p.kind is Kind.PERSON}
    countries = {country for country, _ in people} or {p.country for p in parties if p.country}
    if len(countries) < 2:
        return
    for other in contacts(tuple(sorted(c for c in countries if c))):
        if other.id != event.id and after < other.start and other.stop < before:
            same = all(f",{actor}," in other.people for _, actor in people) if people else other.people == ","
            if same:
                yield other


def _last_day(since: str) -> str:
    """The last day of "2022", "2022-10" or "2022-10-05"."""
    if len(since) == 4:
        return f"{since}-12-31"
    if len(since) == 7:
        year, month = int(since[:4]), int(since[5:])
        return f"{since}-{calendar.monthrange(year, month)[1]}"
    return since
