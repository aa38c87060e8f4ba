"""Anything in a record by its id, with the words that it comes from and the reasons why its rows are one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from onrecord.ask.basis import LookedUp, looked_up
from onrecord.ask.contacts import Disagreement, disagreements
from onrecord.ask.protocol import View
from onrecord.ask.reports import Edition, Passage, Reports
from onrecord.errors import UsageError
from onrecord.merged import MergedActor, MergedClaim, MergedEvent, Reason, Row, Sort, Source, Telling
from onrecord.record import Actor, Event, Record, Span, Statement

_MERGED = re.compile(r"[ECA][0-9a-f]{10}")


class Kind(StrEnum):
    """What an id names: something merged, a report, or a row of a report."""

    EVENT = "event"
    CLAIM = "claim"
    ACTOR = "actor"
    REPORT = "report"
    EVENT_ROW = "event-row"
    STATEMENT_ROW = "statement-row"
    ACTOR_ROW = "actor-row"


_MERGED_KINDS = {"E": Kind.EVENT, "C": Kind.CLAIM, "A": Kind.ACTOR}
_ROW_KINDS = {Sort.EVENT: Kind.EVENT_ROW, Sort.CLAIM: Kind.STATEMENT_ROW, Sort.ACTOR: Kind.ACTOR_ROW}


@dataclass(frozen=True, slots=True)
class Link:
    """Why two rows of reports are one."""

    first: Row
    second: Row
    reasons: tuple[Reason, ...]

    def __str__(self) -> str:
        total = sum(reason.weight for reason in self.reasons)
        return f"{self.first.document}#{self.first.id} and {self.second.document}#{self.second.id}: {total:+.1f}"


@dataclass(frozen=True, slots=True)
class Part:
    """A row of a report, and the id of what it is merged into; None where it was judged wrong."""

    row: Row
    merged: str | None


@dataclass(frozen=True, slots=True)
class Shown:
    """What an id means: a merged row, a report's row, or a report as read.

    `source` is the report of the last two; `parts` are the reports' rows behind it, or of the report. The passages of a
    claim go on with those of its denials and other answers. `looked_up` is what no report says of the people in a
    merged row; a report's own actors say it themselves. `versions` are those of a report's article, the earliest first.
    """

    id: str
    kind: Kind
    it: MergedEvent | MergedClaim | MergedActor | Event | Statement | Actor | Record
    source: Source | None
    passages: tuple[Passage, ...]
    conflicts: tuple[Disagreement, ...]
    parts: tuple[Part, ...]
    links: tuple[Link, ...]
    looked_up: tuple[LookedUp, ...] = ()
    versions: tuple[Edition, ...] = ()


def show(view: View, words: str) -> Shown:
    """What an id means: of an event, claim or actor, of a report, or of a report's row (DOCUMENT#ROW).

    Raises UsageError where the record holds nothing of that id.
    """
    if _MERGED.fullmatch(words):
        return _merged(view, words)
    document, _, row = words.partition("#")
    key = view.document(document)
    return _row(view, key, row) if row else _report(view, key)


def _merged(view: View, merged: str) -> Shown:
    reports = Reports(view)
    it: MergedEvent | MergedClaim | MergedActor
    answers: tuple[Row, ...] = ()
    if merged[0] == "E":
        it = view.event(merged)
        rows = tuple(Row(account.document, event.id) for account in it.accounts for event in account.events)
    elif merged[0] == "C":
        it = view.claim(merged)
        rows = _told(it.tellings)
        answers = _told((*it.denials, *it.replies))
    else:
        it = view.actor(merged)
        rows = it.rows

    def age(row: Row) -> tuple[str, Row]:
        return reports.source(row.document).published or "9999", row

    ordered = sorted(rows, key=age)
    passages = tuple(p for row in (*ordered, *sorted(answers, key=age)) for p in _passages(reports, row))
    links = tuple(Link(first, second, reasons) for first, second, reasons in view.explain(merged))
    contested = disagreements(reports, it.conflicts) if isinstance(it, MergedEvent) else ()
    return Shown(
        merged,
        _MERGED_KINDS[merged[0]],
        it,
        None,
        passages,
        contested,
        tuple(Part(row, merged) for row in ordered),
        links,
        looked_up(reports, it),
    )


def _told(tellings: tuple[Telling, ...]) -> tuple[Row, ...]:
    return tuple(Row(telling.document, telling.statement.id) for telling in tellings)


def _row(view: View, document: str, row: str) -> Shown:
    reports = Reports(view)
    for sort, found in rows_of(reports.record(document)):
        if found.id == row:
            part = Part(Row(document, row), reports.merged(sort, document, row))
            passages = _passages(reports, part.row)
            return Shown(
                f"{document}#{row}", _ROW_KINDS[sort], found, reports.source(document), passages, (), (part,), ()
            )
    raise UsageError(f"{document} has no row {row!r}; onrecord show RECORD {document} lists them")


def _report(view: View, document: str) -> Shown:
    reports = Reports(view)
    record = reports.record(document)
    parts = tuple(Part(Row(document, it.id), reports.merged(sort, document, it.id)) for sort, it in rows_of(record))
    return Shown(
        document, Kind.REPORT, record, reports.source(document), (), (), parts, (), (), reports.editions(document)
    )


def rows_of(record: Record) -> Iterator[tuple[Sort, Actor | Event | Statement]]:
    """Every row of a report with its sort."""
    yield from ((Sort.EVENT, event) for event in record.events)
    yield from ((Sort.CLAIM, statement) for statement in record.statements)
    yield from ((Sort.ACTOR, actor) for actor in record.actors)


def _passages(reports: Reports, row: Row) -> tuple[Passage, ...]:
    for _, it in rows_of(reports.record(row.document)):
        if it.id == row.id:
            return reports.passages(row.document, row.id, _spans(it))
    return ()


def _spans(it: Actor | Event | Statement) -> tuple[Span, ...]:
    if isinstance(it, Statement):
        return tuple(span for span in (it.cue, it.content) if span)
    return it.mentions
