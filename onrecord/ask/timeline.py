"""What somebody did and said, by date."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from onrecord.ask.claims import claim_row, place
from onrecord.ask.contacts import parties
from onrecord.ask.parties import Side, side
from onrecord.ask.protocol import View
from onrecord.ask.reports import Reports
from onrecord.merged import MergedClaim, MergedEvent, Party


class Sort(StrEnum):
    """What a moment is."""

    EVENT = "event"
    STATEMENT = "statement"


@dataclass(frozen=True, slots=True)
class Moment:
    """An event that somebody took part in, or something that he said.

    Of an event the dates are its own, `what` is its PLOVER type and mode, `of` its status, `sources` and `targets` the
    parties; of a statement they are the date of the earliest report, its act, the evidence, speaker and target.
    """

    start: str | None
    end: str | None
    sort: Sort
    what: str
    of: str | None
    sources: tuple[Party, ...]
    targets: tuple[Party, ...]
    words: str
    place: str | None
    denied_by: tuple[str, ...]
    conflicts: tuple[str, ...]
    outlets: tuple[str, ...]
    reports: int
    origins: int
    id: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """Events and statements of one party, the earliest first, those without a date last."""

    actor: Side
    rows: tuple[Moment, ...]


def timeline(view: View, actor: str, *, since: str | None = None, until: str | None = None) -> Timeline:
    """Events and statements of a state, an office or somebody, by date (ISO).

    Raises UsageError for words that mean no one party.
    """
    asked = side(view, actor)
    reports = Reports(view)
    rows = [*_events(view, reports, asked, since, until), *_statements(view, reports, asked, since, until)]
    # A stable sort: within a day events and statements keep their own order.
    return Timeline(asked, tuple(sorted(rows, key=lambda m: (m.start or "9999", m.end or "9999", m.sort))))


def _events(view: View, reports: Reports, asked: Side, since: str | None, until: str | None) -> Iterator[Moment]:
    countries = (asked.country,) if asked.country and not asked.actor else ()
    for event in view.events(countries=countries, actor=asked.actor, since=since, until=until):
        on = event.date.start if event.date else None
        if any(asked.holds(party, on) for party in parties(event)):
            yield _event(reports, event)


def _event(reports: Reports, event: MergedEvent) -> Moment:
    first = event.accounts[0]
    triggers = dict.fromkeys(
        mention.of(reports.text(first.document)) for e in first.events for mention in e.mentions[:1]
    )
    return Moment(
        start=event.date.start if event.date else None,
        end=event.date.end if event.date else None,
        sort=Sort.EVENT,
        what=f"{event.type} {event.mode or event.medium or ''}".strip(),
        of=event.status,
        sources=event.sources,
        targets=event.targets,
        words="; ".join(triggers),
        place=event.place,
        denied_by=(),
        conflicts=tuple(conflict.field for conflict in event.conflicts),
        outlets=reports.outlets(account.document for account in event.accounts),
        reports=event.reports,
        origins=event.origins,
        id=event.id,
    )


def _statements(view: View, reports: Reports, asked: Side, since: str | None, until: str | None) -> Iterator[Moment]:
    country = asked.country if not asked.actor else None
    found = view.claims(speaker_country=country, actor=asked.actor, since=since, until=until)
    for claim in sorted(found, key=lambda claim: place(reports, claim)):
        moment = _statement(reports, claim)
        if claim.speaker and asked.holds(claim.speaker, moment.start):
            yield moment


def _statement(reports: Reports, claim: MergedClaim) -> Moment:
    row = claim_row(reports, claim)
    return Moment(
        start=row.published,
        end=row.published,
        sort=Sort.STATEMENT,
        what=claim.act,
        of=claim.evidence,
        sources=(claim.speaker,) if claim.speaker else (),
        targets=(claim.target,) if claim.target else (),
        words=claim.words,
        place=None,
        denied_by=row.denied_by,
        conflicts=(),
        outlets=row.outlets,
        reports=row.reports,
        origins=claim.origins,
        id=claim.id,
    )
