"""The tables at event level: every happening and every claim once, with the reports behind it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated

from onrecord.ask.protocol import View
from onrecord.export.columns import DATE, Means, allowed
from onrecord.export.report_rows import FIGURES, ISO_COUNTRY, MODES, PLOVER, SECTORS, DocumentKey
from onrecord.merged import Field, MergedActor, MergedClaim, MergedEvent, Party, Row, Telling
from onrecord.record import Act, EventType, Evidence, Kind, Medium, Status

EventId = Annotated[str, Means("the happening: `events.event`")]
ClaimId = Annotated[str, Means("the claim: `claims.claim`")]
ActorId = Annotated[str, Means("the actor: `actors.actor`")]
ActorOrNone = Annotated[str | None, Means("the actor: `actors.actor`")]
Name = Annotated[str | None, Means("its name")]
Origins = Annotated[int, Means("independent reports: copies of one text count once")]
Reports = Annotated[int, Means("reports, copies included")]
Words = Annotated[str | None, Means("its content, in the report's words; empty for a silence")]
RowId = Annotated[str, Means("id of the row in that report")]


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A report."""

    document: Annotated[str, Means("key, unique in the record")]
    id: Annotated[str, Means("id that the input gave it")]
    outlet: Annotated[str | None, Means("who published it")]
    url: Annotated[str | None, Means("address, http or https")]
    published: Annotated[str | None, Means("date of publication", source="ISO 8601", sql=DATE)]
    title: Annotated[str | None, Means("headline")]
    origin: Annotated[str, Means("the same for reports that are copies or rewrites of one text")]


@dataclass(frozen=True, slots=True)
class MergedEventRow:
    """A happening, once."""

    event: Annotated[str, Means("id")]
    type: Annotated[EventType, Means("type", allowed(EventType), PLOVER)]
    mode: Annotated[str | None, Means("how, in more detail", MODES, "PLOVER, with additions")]
    status: Annotated[Status, Means("whether it happened, as far as the reports go", allowed(Status))]
    date_start: Annotated[str | None, Means("first day", source="ISO 8601", sql=DATE)]
    date_end: Annotated[
        str | None, Means("last day; that of `date_start` for a single day", source="ISO 8601", sql=DATE)
    ]
    place: Annotated[str | None, Means("place, in a report's words")]
    medium: Annotated[Medium | None, Means("how a contact was made", allowed(Medium))]
    initiator: ActorOrNone
    initiator_name: Name
    first_since: Annotated[str | None, Means('of "the first since …" a month or year', "`2022-10`, `1979`, `ever`")]
    origins: Origins
    reports: Reports
    conflicts: Annotated[tuple[str, ...], Means("fields on which reports disagree", allowed(Field))]
    notes: Annotated[tuple[str, ...], Means("where the record contradicts what a report says of it")]
    confidence: Annotated[float | None, Means("how likely it is right, 0 to 1, as the surest report has it")]


@dataclass(frozen=True, slots=True)
class ParticipantRow:
    """Somebody who takes part in a happening."""

    event: EventId
    role: Annotated[str, Means("who did it or to whom; one set for CONSULT and AGREE", "`source`, `target`")]
    actor: ActorId
    name: Annotated[str, Means("its name")]
    kind: Annotated[Kind, Means("what sort of actor", allowed(Kind))]
    country: Annotated[str | None, Means("country", source=ISO_COUNTRY)]
    office: Annotated[str | None, Means("office of a person, then")]


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A number given of a happening."""

    event: EventId
    what: Annotated[str, Means("of what", FIGURES)]
    min: Annotated[int | None, Means('least number; empty for "up to 50"')]
    max: Annotated[int | None, Means('greatest number; empty for "at least 144"')]


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """What one report says of a happening where reports disagree."""

    event: EventId
    field: Annotated[Field, Means("on what they disagree", allowed(Field))]
    value: Annotated[str, Means("what this report says")]
    document: DocumentKey


@dataclass(frozen=True, slots=True)
class AccountRow:
    """A row of a report that tells of a happening; at report level it is `events` by `document` and `event`."""

    event: EventId
    document: DocumentKey
    row: RowId


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """Something said, once."""

    claim: Annotated[str, Means("id")]
    speaker: ActorOrNone
    speaker_name: Name
    speaker_country: Annotated[str | None, Means("country of the speaker", source=ISO_COUNTRY)]
    act: Annotated[Act, Means("what the speaker did by speaking", allowed(Act))]
    target: ActorOrNone
    target_name: Name
    evidence: Annotated[Evidence | None, Means("what reports say about evidence", allowed(Evidence))]
    words: Annotated[str, Means("its content, as the earliest report has it; empty for a silence")]
    origins: Origins
    reports: Reports
    denied: Annotated[bool, Means("whether any report carries a denial")]


@dataclass(frozen=True, slots=True)
class TellingRow:
    """A claim as one report has it; at report level it is `statements` by `document` and `statement`."""

    claim: ClaimId
    document: DocumentKey
    row: RowId
    speaker: ActorOrNone
    speaker_name: Name
    act: Annotated[Act, Means("what the speaker did by speaking", allowed(Act))]
    evidence: Annotated[Evidence | None, Means("what this report says about evidence", allowed(Evidence))]
    words: Words


@dataclass(frozen=True, slots=True)
class DenialRow(TellingRow):
    """A statement that denies a claim, as one report has it."""


@dataclass(frozen=True, slots=True)
class ReplyRow(TellingRow):
    """An answer to a claim that is no denial, as one report has it."""


@dataclass(frozen=True, slots=True)
class MergedActorRow:
    """Somebody, across reports."""

    actor: Annotated[str, Means("id")]
    name: Annotated[str, Means("fullest form known; a description where there is no name")]
    kind: Annotated[Kind, Means("what sort of actor", allowed(Kind))]
    country: Annotated[str | None, Means("country", source=ISO_COUNTRY)]
    sector: Annotated[str | None, Means("sector", SECTORS, PLOVER)]


@dataclass(frozen=True, slots=True)
class OfficeRow:
    """An office of an actor as reports give it."""

    actor: ActorId
    office: Annotated[str, Means("the office")]
    first: Annotated[str | None, Means("first day on which a report gives it", source="ISO 8601", sql=DATE)]
    last: Annotated[str | None, Means("last day on which a report gives it", source="ISO 8601", sql=DATE)]


@dataclass(frozen=True, slots=True)
class AppearanceRow:
    """A row of a report that is about an actor; at report level it is `actors` by `document` and `actor`."""

    actor: ActorId
    document: DocumentKey
    row: RowId
    basis: Annotated[str | None, Means("where what that report does not say was looked up")]


def event_rows(view: View) -> Iterator[object]:
    """Every row of every table: reports, happenings, claims, actors, each with what hangs on it."""
    for s in view.sources():
        yield SourceRow(s.document, s.id, s.outlet, s.url, s.published, s.title, s.origin)
    for event in view.events():
        yield _event(event)
        yield from _of_event(event)
    text = text_of(view)
    for claim in view.claims():
        yield _claim(claim)
        for row, tellings in ((TellingRow, claim.tellings), (DenialRow, claim.denials), (ReplyRow, claim.replies)):
            yield from (_telling(row, claim.id, telling, text(telling.document)) for telling in tellings)
    bases = {Row(s.document, a.id): a.basis for s in view.sources() for a in view.record(s.document).actors if a.basis}
    for actor in view.actors():
        yield from _actor(actor, bases)


def text_of(view: View) -> Callable[[str], str]:
    """A report's text by its key. Claims come by date, so that the texts of some days are enough to hold."""
    return lru_cache(maxsize=4096)(lambda document: view.record(document).document.text)


def _event(event: MergedEvent) -> MergedEventRow:
    return MergedEventRow(
        event=event.id,
        type=event.type,
        mode=event.mode,
        status=event.status,
        date_start=event.date.start if event.date else None,
        date_end=event.date.end if event.date else None,
        place=event.place,
        medium=event.medium,
        initiator=event.initiator.actor if event.initiator else None,
        initiator_name=event.initiator.name if event.initiator else None,
        first_since=event.first_since,
        origins=event.origins,
        reports=event.reports,
        conflicts=tuple(str(conflict.field) for conflict in event.conflicts),
        notes=event.notes,
        confidence=event.confidence,
    )


def _of_event(event: MergedEvent) -> Iterator[object]:
    for role, parties in (("source", event.sources), ("target", event.targets)):
        yield from (_participant(event.id, role, party) for party in parties)
    for figure in event.figures:
        yield FigureRow(event.id, figure.what, figure.min, figure.max)
    for conflict in event.conflicts:
        for reading in conflict.readings:
            yield from (ConflictRow(event.id, conflict.field, reading.value, d) for d in reading.documents)
    for account in event.accounts:
        yield from (AccountRow(event.id, account.document, row.id) for row in account.events)


def _participant(event: str, role: str, party: Party) -> ParticipantRow:
    return ParticipantRow(event, role, party.actor, party.name, party.kind, party.country, party.office)


def _claim(claim: MergedClaim) -> ClaimRow:
    return ClaimRow(
        claim=claim.id,
        speaker=claim.speaker.actor if claim.speaker else None,
        speaker_name=claim.speaker.name if claim.speaker else None,
        speaker_country=claim.speaker.country if claim.speaker else None,
        act=claim.act,
        target=claim.target.actor if claim.target else None,
        target_name=claim.target.name if claim.target else None,
        evidence=claim.evidence,
        words=claim.words,
        origins=claim.origins,
        reports=claim.reports,
        denied=bool(claim.denials),
    )


def _telling(row: type[TellingRow], claim: str, telling: Telling, text: str) -> TellingRow:
    statement, speaker = telling.statement, telling.speaker
    return row(
        claim=claim,
        document=telling.document,
        row=statement.id,
        speaker=speaker.actor if speaker else None,
        speaker_name=speaker.name if speaker else None,
        act=statement.act,
        evidence=statement.evidence,
        words=statement.content.of(text) if statement.content else None,
    )


def _actor(actor: MergedActor, bases: Mapping[Row, str]) -> Iterator[object]:
    yield MergedActorRow(actor.id, actor.name, actor.kind, actor.country, actor.sector)
    yield from (OfficeRow(actor.id, tenure.office, tenure.start, tenure.end) for tenure in actor.offices)
    yield from (AppearanceRow(actor.id, row.document, row.id, bases.get(row)) for row in actor.rows)
