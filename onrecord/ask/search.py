"""Words in the reports, with the merged rows that stand in the same sentence."""

from dataclasses import dataclass

from onrecord.ask.protocol import View
from onrecord.ask.reports import Reports
from onrecord.merged import Sort
from onrecord.record import Span


@dataclass(frozen=True, slots=True)
class Found:
    """Words found in a report; `rows` are the events and claims in their sentence, `start` and `end` the words'."""

    published: str | None
    outlet: str
    title: str | None
    sentence: str
    sentence_start: int
    start: int
    end: int
    rows: tuple[str, ...]
    id: str
    document: str


def search(view: View, words: str, *, limit: int = 20) -> tuple[Found, ...]:
    """Reports that hold the words, the best first; none for words that stand nowhere."""
    reports = Reports(view)
    return tuple(_found(reports, hit.document, hit.span) for hit in view.search(words, limit=limit))


def _found(reports: Reports, document: str, span: Span) -> Found:
    source = reports.source(document)
    passages = reports.passages(document, "", [span])
    sentence = passages[0] if passages else None
    around = Span(sentence.start, sentence.end) if sentence else span
    return Found(
        published=source.published,
        outlet=reports.outlet(document),
        title=source.title,
        sentence=around.of(reports.text(document)),
        sentence_start=around.start,
        start=span.start,
        end=span.end,
        rows=_rows(reports, document, around),
        id=source.id,
        document=document,
    )


def _rows(reports: Reports, document: str, around: Span) -> tuple[str, ...]:
    record = reports.record(document)
    rows = [(Sort.EVENT, e.id) for e in record.events if any(around.overlaps(m) for m in e.mentions)]
    rows += [(Sort.CLAIM, s.id) for s in record.statements if s.content and around.overlaps(s.content)]
    merged = [reports.merged(sort, document, row) for sort, row in rows]
    return tuple(dict.fromkeys(found for found in merged if found))
