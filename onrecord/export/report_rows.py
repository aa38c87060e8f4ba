"""The tables at report level: every report and its rows, as read."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from onrecord.ask.protocol import View
from onrecord.export.columns import DATE, Means, allowed
from onrecord.language.labels import MODES as _MODES
from onrecord.language.labels import SECTORS as _SECTORS
from onrecord.record import (
    Act,
    Actor,
    Event,
    EventType,
    Evidence,
    Figure,
    Kind,
    Medium,
    Record,
    Span,
    Statement,
    Status,
)  # fmt: skip

ISO_COUNTRY = "ISO 3166-1 alpha-3; XKX for Kosovo"
PLOVER = "PLOVER"
SECTORS, MODES = (", ".join(f"`{label}`" for label in sorted({*labels} - {"none"})) for labels in (_SECTORS, _MODES))
FIGURES = "`killed`, `wounded`, `detained`, `missing`, `displaced`, `participants`, `amount`"

DocumentKey = Annotated[str, Means("the report: `documents.document`, at event level `sources.document`")]
ActorIds = Annotated[tuple[str, ...], Means("ids of actors in the same report")]
ActorId = Annotated[str | None, Means("id of an actor in the same report")]
Offset = Annotated[int | None, Means("code points into the report's text; the end is exclusive")]


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A report."""

    document: Annotated[str, Means("key, unique in the record")]
    id: Annotated[str, Means("id that the input gave it")]
    title: Annotated[str | None, Means("headline")]
    url: Annotated[str | None, Means("address, http or https")]
    outlet: Annotated[str | None, Means("who published it")]
    published: Annotated[str | None, Means("date of publication", source="ISO 8601", sql=DATE)]
    published_from: Annotated[
        str | None, Means("where that date comes from", "`user`, `metadata`, `url`, `dateline`, `modified`")
    ]
    modified: Annotated[str | None, Means("date of the last change", source="ISO 8601", sql=DATE)]
    modified_from: Annotated[str | None, Means("where that date comes from", "`metadata`, `dateline`")]
    language: Annotated[str, Means("language", source="ISO 639-1")]
    warnings: Annotated[
        tuple[str, ...], Means("codes of what was odd about the input", "the warning codes in the reference of inputs")
    ]
    text: Annotated[
        str, Means("title and report, to which offsets refer; too long for a spreadsheet's cell", in_csv=False)
    ]


@dataclass(frozen=True, slots=True)
class ActorRow:
    """Somebody in a report."""

    document: DocumentKey
    actor: Annotated[str, Means("id, unique in the report")]
    name: Annotated[str, Means("fullest form known; a description where there is no name")]
    kind: Annotated[Kind, Means("what sort of actor", allowed(Kind))]
    country: Annotated[str | None, Means("country", source=ISO_COUNTRY)]
    sector: Annotated[str | None, Means("sector", SECTORS, PLOVER)]
    office: Annotated[str | None, Means("office of a person")]
    basis: Annotated[str | None, Means("where a name or office that the report does not give was looked up")]
    words: Annotated[tuple[str, ...], Means("its mentions, in the report's words")]
    mentions: Annotated[tuple[Span, ...], Means("where they stand: code points into the text")]


@dataclass(frozen=True, slots=True)
class EventRow:
    """Something done, as one report has it."""

    document: DocumentKey
    event: Annotated[str, Means("id, unique in the report")]
    type: Annotated[EventType, Means("type", allowed(EventType), PLOVER)]
    mode: Annotated[str | None, Means("how, in more detail", MODES, "PLOVER, with additions")]
    sources: ActorIds
    targets: ActorIds
    initiator: ActorId
    medium: Annotated[Medium | None, Means("how a contact was made", allowed(Medium))]
    date_start: Annotated[str | None, Means("first day", source="ISO 8601", sql=DATE)]
    date_end: Annotated[
        str | None, Means("last day; that of `date_start` for a single day", source="ISO 8601", sql=DATE)
    ]
    place: Annotated[str | None, Means("place, in the report's words")]
    status: Annotated[Status, Means("whether it happened, as far as the report goes", allowed(Status))]
    figures: Annotated[tuple[Figure, ...], Means("numbers that the report gives", FIGURES)]
    first_since: Annotated[str | None, Means('of "the first since …" a month or year', "`2022-10`, `1979`, `ever`")]
    words: Annotated[tuple[str, ...], Means("its trigger words")]
    mentions: Annotated[tuple[Span, ...], Means("where they stand: code points into the text")]
    confidence: Annotated[
        float | None, Means("how likely it is right, 0 to 1: its type, that it happened, who took part")
    ]


@dataclass(frozen=True, slots=True)
class StatementRow:
    """Something said, or a silence, as one report has it."""

    document: DocumentKey
    statement: Annotated[str, Means("id, unique in the report")]
    speaker: ActorId
    act: Annotated[Act, Means("what the speaker did by speaking", allowed(Act))]
    target: ActorId
    via: ActorId
    cue: Annotated[str | None, Means("the words that say that it was said")]
    content: Annotated[str | None, Means("what was said; empty for a silence")]
    quoted: Annotated[bool, Means("whether any of the content stands in quotation marks")]
    evidence: Annotated[Evidence | None, Means("what the report says about evidence", allowed(Evidence))]
    replies_to: Annotated[str | None, Means("id of the statement or event that it answers, in the same report")]
    cue_start: Offset
    cue_end: Offset
    content_start: Offset
    content_end: Offset


def report_rows(view: View) -> Iterator[object]:
    """A row of each of the four classes for each report, actor, event and statement."""
    for source in view.sources():
        record = view.record(source.document)
        yield _document(source.document, record)
        text = record.document.text
        yield from (_actor(source.document, actor, text) for actor in record.actors)
        yield from (_event(source.document, event, text) for event in record.events)
        yield from (_statement(source.document, statement, text) for statement in record.statements)


def _document(key: str, record: Record) -> DocumentRow:
    d = record.document
    warnings = tuple(notice.code for notice in d.warnings)
    return DocumentRow(
        key, d.id, d.title, d.url, d.outlet, d.published, d.published_from, d.modified, d.modified_from, d.language,
        warnings, d.text,
    )  # fmt: skip


def _actor(key: str, a: Actor, text: str) -> ActorRow:
    words = tuple(span.of(text) for span in a.mentions)
    return ActorRow(key, a.id, a.name, a.kind, a.country, a.sector, a.office, a.basis, words, a.mentions)


def _event(key: str, event: Event, text: str) -> EventRow:
    return EventRow(
        document=key,
        event=event.id,
        type=event.type,
        mode=event.mode,
        sources=event.sources,
        targets=event.targets,
        initiator=event.initiator,
        medium=event.medium,
        date_start=event.date.start if event.date else None,
        date_end=event.date.end if event.date else None,
        place=event.place,
        status=event.status,
        figures=event.figures,
        first_since=event.first_since,
        words=tuple(span.of(text) for span in event.mentions),
        mentions=event.mentions,
        confidence=event.confidence,
    )


def _statement(key: str, statement: Statement, text: str) -> StatementRow:
    cue, content = statement.cue, statement.content
    return StatementRow(
        document=key,
        statement=statement.id,
        speaker=statement.speaker,
        act=statement.act,
        target=statement.target,
        via=statement.via,
        cue=cue.of(text) if cue else None,
        content=content.of(text) if content else None,
        quoted=statement.quoted,
        evidence=statement.evidence,
        replies_to=statement.replies_to,
        cue_start=cue.start if cue else None,
        cue_end=cue.end if cue else None,
        content_start=content.start if content else None,
        content_end=content.end if content else None,
    )
