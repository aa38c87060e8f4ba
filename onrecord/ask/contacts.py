"""When two parties were in contact, how, on whose initiative and by whose account."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from typing import TypeVar

from onrecord.ask.accounts import Voice, voices
from onrecord.ask.parties import Side, side
from onrecord.ask.protocol import View
from onrecord.ask.reports import Reports
from onrecord.merge.rows import NEVER
from onrecord.merged import Conflict, Field, MergedEvent, Outline, Party, Sort
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
    `confidence` is that of the event.
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
    confidence: float | None
    id: str


@dataclass(frozen=True, slots=True)
class Brief:
    """One contact in short: what a `Contact` says under the same names."""

    start: str | None
    end: str | None
    medium: Medium | None
    status: Status
    initiator: str | None
    initiated_by: str | None
    gap: int | None
    gap_exact: bool
    first_since: str | None
    id: str


_Row = TypeVar("_Row", Contact, Brief)


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


@dataclass(frozen=True, slots=True)
class Glance:
    """The same contacts in short, many times as fast to have; `whole` tells some of them."""

    a: Side
    b: Side
    summary: Summary
    rows: tuple[Brief, ...]


def contacts(
    view: View, a: str, b: str, *, since: str | None = None, until: str | None = None, sure: float = 0
) -> Contacts:
    """When two states, offices or people were in contact, as `Side`s are asked for.

    `since` and `until` are ISO dates that a contact with a date must touch; what is less confident than `sure`, 0 to 1,
    is left out. Raises UsageError for a party that is no one party.
    """
    first, second = side(view, a), side(view, b)
    reports = Reports(view)
    found = []
    for event in map(view.event, (outline.id for outline in _outlines(view, first, second))):
        split = _sides(event, first, second)
        if split and (event.confidence is None or event.confidence >= sure):
            found.append(_contact(reports, event, split, (first, second)))
    rows = tuple(row for row in _with_gaps(found) if _within(row, since, until))
    return Contacts(first, second, _summary(rows), rows)


def glance(view: View, a: str, b: str, *, since: str | None = None, until: str | None = None) -> Glance:
    """What `contacts` finds, in short."""
    first, second = side(view, a), side(view, b)
    outlines, splits = list(_outlines(view, first, second)), {}
    if not _told_by_outlines(first, second):
        splits = {o.id: split for o in outlines if (split := _sides(view.told(o.id), first, second))}
        outlines = [o for o in outlines if o.id in splits]
    told = view.initiatives([outline.id for outline in outlines])
    briefs = []
    for outline in outlines:
        by, first_since = told.get(outline.id, (None, None))
        whose = (
            _whose(by, splits.get(outline.id) or _alone(outline, by, (first, second)), (first, second)) if by else None
        )
        briefs.append(_brief(outline, by, whose, first_since))
    rows = tuple(row for row in _with_gaps(briefs) if _within(row, since, until))
    return Glance(first, second, _summary(rows), rows)


def whole(view: View, found: Glance, rows: Iterable[Brief]) -> Iterator[Contact]:
    """Some of the contacts of a glance, told whole."""
    reports, asked = Reports(view), (found.a, found.b)
    for row in rows:
        event = view.event(row.id)
        if split := _sides(event, *asked):
            yield replace(_contact(reports, event, split, asked), gap=row.gap, gap_exact=row.gap_exact)


def _outlines(view: View, first: Side, second: Side) -> Iterator[Outline]:
    """Contacts in which both may take part, somebody of the one and of the other."""
    countries = dict.fromkeys(s.country for s in (first, second) if s.country and not s.actor)
    actors = [f",{s.actor}," for s in (first, second) if s.actor]
    for outline in view.outlines(Sort.EVENT, kind=EventType.CONSULT, countries=countries):
        if all(actor in outline.who or actor in outline.whom for actor in actors):
            yield outline


def _told_by_outlines(first: Side, second: Side) -> bool:
    """Whether two sides are of a contact if its outline names both: not for an office, nor within one state."""
    if first.office or second.office:
        return False
    return (first.actor != second.actor) if first.actor and second.actor else first.country != second.country


def _alone(outline: Outline, party: Party, asked: tuple[Side, Side]) -> tuple[tuple[Party, ...], ...]:
    """Of the sides of a contact just somebody, where he takes part."""
    takes_part = any(f",{party.actor}," in side for side in (outline.who, outline.whom))
    return tuple((party,) if takes_part and s.holds(party, outline.start) else () for s in asked)


def _brief(outline: Outline, by: Party | None, whose: str | None, first_since: str | None) -> Brief:
    dated = outline.start < NEVER
    return Brief(
        start=outline.start if dated else None,
        end=outline.stop if dated else None,
        medium=Medium(outline.medium) if outline.medium else None,
        status=Status(outline.value),
        initiator=by.name if by else None,
        initiated_by=whose,
        gap=None,
        gap_exact=False,
        first_since=first_since,
        id=outline.id,
    )


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
        reports=event.reports,
        origins=event.origins,
        account_a=voices(reports, event, asked[0]),
        account_b=voices(reports, event, asked[1]),
        conflicts=disagreements(reports, event.conflicts),
        gap=None,
        gap_exact=False,
        first_since=event.first_since,
        notes=event.notes,
        confidence=event.confidence,
        id=event.id,
    )  # fmt: skip


def _whose(initiator: Party, split: Sequence[tuple[Party, ...]], asked: tuple[Side, Side]) -> str | None:
    """The side that an initiator is of: taking part for it, or of its state ("the Élysée" for the president)."""
    for letter, members in zip("ab", split, strict=False):
        if initiator in members:
            return letter
    of_state = [letter for letter, s in zip("ab", asked, strict=True) if s.country and s.country == initiator.country]
    return of_state[0] if len(of_state) == 1 else None


def _with_gaps(rows: list[_Row]) -> list[_Row]:
    """Rows by date, each that took place with the days since the latest before it."""
    found: list[_Row] = []
    before: _Row | None = None
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


def _within(row: Contact | Brief, since: str | None, until: str | None) -> bool:
    if not row.start or not row.end:
        return not since and not until
    return (not since or row.end >= since) and (not until or row.start <= until)


def _summary(rows: tuple[Contact, ...] | tuple[Brief, ...]) -> Summary:
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
