"""When two parties were in contact, how, on whose initiative and by whose account."""

from dataclasses import dataclass, replace
from datetime import date
from itertools import chain

from onrecord.ask.accounts import Voice, voices
from onrecord.ask.parties import Side, side
from onrecord.ask.protocol import View
from onrecord.ask.reports import Reports
from onrecord.merged import Conflict, Field, MergedEvent, Party
from onrecord.record import EventType, Medium, Status

HAPPENED = frozenset({Status.REPORTED, Status.CLAIMED})


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One value of a field on which accounts disagree, and who gives it."""

    field: Field
    value: str
    outlets: tuple[str, ...]
    documents: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.field} {self.value} ({', '.join(self.outlets)})"


@dataclass(frozen=True, slots=True)
class Contact:
    """One contact. `a`, `b` and `others` took part; `initiator` asked for it, `initiated_by` is the side: a or b.

    `gap` are the days since the contact before that took place: the fewest there can be, where `gap_exact` is false;
    None for the first, and for what did not take place or has no date. `account_a` and `account_b` are each side's own.
    """

    start: str | None
    end: str | None
    medium: Medium | None
    mode: str | None
    status: Status
    a: tuple[Party, ...]
    b: tuple[Party, ...]
    others: tuple[Party, ...]
    initiator: str | None
    initiated_by: str | None
    place: str | None
    outlets: tuple[str, ...]
    reports: int
    origins: int
    account_a: tuple[Voice, ...]
    account_b: tuple[Voice, ...]
    conflicts: tuple[Disagreement, ...]
    gap: int | None
    gap_exact: bool
    first_since: str | None
    notes: tuple[str, ...]
    id: str


@dataclass(frozen=True, slots=True)
class Summary:
    """The contacts in numbers; `last` is the id of the latest that took place and has a date."""

    took_place: int
    planned: int
    unrealized: int
    initiated_by_a: int
    initiated_by_b: int
    last: str | None
    last_start: str | None
    last_end: str | None
    last_medium: Medium | None
    last_initiator: str | None


@dataclass(frozen=True, slots=True)
class Contacts:
    """The contacts of `a` and `b`, the earliest first, those without a date last."""

    a: Side
    b: Side
    summary: Summary
    rows: tuple[Contact, ...]


def contacts(view: View, a: str, b: str, *, since: str | None = None, until: str | None = None) -> Contacts:
    """When two states, offices or people were in contact, as `Side`s are asked for.

    `since` and `until` are ISO dates that a contact with a date must touch. Raises UsageError for a party that is no
    one party.
    """
    first, second = side(view, a), side(view, b)
    reports = Reports(view)
    countries = dict.fromkeys(s.country for s in (first, second) if s.country and not s.actor)
    actors = [s.actor for s in (first, second) if s.actor]
    found = []
    for event in view.events(types=(EventType.CONSULT,), countries=tuple(countries), actor=next(iter(actors), None)):
        split = _sides(event, first, second)
        if split:
            found.append(_contact(reports, event, split, (first, second)))
    rows = tuple(row for row in _with_gaps(found) if _within(row, since, until))
    return Contacts(first, second, _summary(rows), rows)


def disagreements(reports: Reports, conflicts: tuple[Conflict, ...]) -> tuple[Disagreement, ...]:
    """Conflicts, a row for each value, with the outlets that give it."""
    return tuple(
        Disagreement(conflict.field, reading.value, reports.outlets(reading.documents), reading.documents)
        for conflict in conflicts
        for reading in conflict.readings
    )


def parties(event: MergedEvent) -> tuple[Party, ...]:
    """Everybody who takes part, each once."""
    return tuple({party.actor: party for party in chain(event.sources, event.targets)}.values())


_Split = tuple[tuple[Party, ...], tuple[Party, ...], tuple[Party, ...]]


def _sides(event: MergedEvent, first: Side, second: Side) -> _Split | None:
    """Who of an event is of the one side, of the other and of neither; None where either is missing."""
    on = event.date.start if event.date else None
    everyone = parties(event)
    a, b = (tuple(p for p in everyone if s.holds(p, on)) for s in (first, second))
    others = tuple(p for p in everyone if p not in a and p not in b)
    if a == b:  # within one state: nobody meets himself
        return (a[:1], a[1:], others) if len(a) > 1 else None
    if first.office or first.actor:
        b = tuple(p for p in b if p not in a)
    else:
        a = tuple(p for p in a if p not in b)
    return (a, b, others) if a and b else None


def _contact(reports: Reports, event: MergedEvent, split: _Split, asked: tuple[Side, Side]) -> Contact:
    a, b, others = split
    by = event.initiator
    documents = [account.document for account in event.accounts]
    return Contact(
        start=event.date.start if event.date else None,
        end=event.date.end if event.date else None,
        medium=event.medium,
        mode=event.mode,
        status=event.status,
        a=a, b=b, others=others,
        initiator=by.name if by else None,
        initiated_by=_whose(by, split, asked) if by else None,
        place=event.place,
        outlets=reports.outlets(documents),
        reports=len(documents),
        origins=event.origins,
        account_a=voices(reports, event, asked[0]),
        account_b=voices(reports, event, asked[1]),
        conflicts=disagreements(reports, event.conflicts),
        gap=None,
        gap_exact=False,
        first_since=event.first_since,
        notes=event.notes,
        id=event.id,
    )  # fmt: skip


def _whose(initiator: Party, split: _Split, asked: tuple[Side, Side]) -> str | None:
    """The side that an initiator is of: taking part for it, or of its state ("the Élysée" for the president)."""
    for letter, members in zip("ab", split, strict=False):
        if initiator in members:
            return letter
    of_state = [letter for letter, s in zip("ab", asked, strict=True) if s.country and s.country == initiator.country]
    return of_state[0] if len(of_state) == 1 else None


def _with_gaps(rows: list[Contact]) -> list[Contact]:
    """Rows by date, each that took place with the days since the latest before it."""
    found: list[Contact] = []
    before: Contact | None = None
    for row in sorted(rows, key=lambda row: (row.start or "9999", row.end or "9999", row.id)):
        if row.status not in HAPPENED or not row.start or not row.end:
            found.append(row)
            continue
        if before and before.end:
            days = (date.fromisoformat(row.start) - date.fromisoformat(before.end)).days
            exact = row.start == row.end and before.start == before.end
            found.append(replace(row, gap=days, gap_exact=exact) if days >= 0 else row)
        else:
            found.append(row)
        before = row if before is None or (before.end or "") <= row.end else before
    return found


def _within(row: Contact, since: str | None, until: str | None) -> bool:
    if not row.start or not row.end:
        return not since and not until
    return (not since or row.end >= since) and (not until or row.start <= until)


def _summary(rows: tuple[Contact, ...]) -> Summary:
    took_place = [row for row in rows if row.status in HAPPENED]
    dated = [row for row in took_place if row.end]
    last = max(dated, key=lambda row: (row.end or "", row.start or ""), default=None)
    return Summary(
        took_place=len(took_place),
        planned=sum(row.status is Status.PLANNED for row in rows),
        unrealized=sum(row.status is Status.UNREALIZED for row in rows),
        initiated_by_a=sum(row.initiated_by == "a" for row in took_place),
        initiated_by_b=sum(row.initiated_by == "b" for row in took_place),
        last=last.id if last else None,
        last_start=last.start if last else None,
        last_end=last.end if last else None,
        last_medium=last.medium if last else None,
        last_initiator=last.initiator if last else None,
    )
