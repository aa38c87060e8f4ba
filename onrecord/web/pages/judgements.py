"""The user's own word on the merge, to see and to take back."""

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.ask.judging import Judged, judgements
from onrecord.ask.reports import Reports
from onrecord.ask.show import rows_of
from onrecord.errors import UsageError
from onrecord.merged import Row, Sort
from onrecord.record import Actor, Event, Statement
from onrecord.web import words
from onrecord.web.asked import Answer, Asked
from onrecord.wording import ACTS

_LISTED = 25  # on a page
_ROWS = 4  # of a judgement
NOUNS = {Sort.ECHO: "reports", Sort.ACTOR: "actors", Sort.EVENT: "events", Sort.CLAIM: "claims"}


@dataclass(frozen=True, slots=True)
class Named:
    """A report's row that was judged, as somebody would know it again."""

    row: Row
    outlet: str
    words: str


@dataclass(frozen=True, slots=True)
class Line:
    """A judgement with some of its rows in words."""

    made: Judged
    noun: str
    named: tuple[Named, ...]


def page(asked: Asked) -> Answer:
    """Every judgement, the latest first."""
    made = judgements(asked.folder, asked.store.view.number)[::-1]
    leaf, reports = asked.leaf("/judgements", made, _LISTED), Reports(asked.store.view)
    lines = [Line(j, NOUNS[j.sort], tuple(named(reports, j))) for j in leaf.rows]
    values = {"lines": lines, "all": len(made), "leaf": leaf}
    return Answer("judgements.html", "Judgements", leaf.rows, Judged, leaf.rows, values)


def named(reports: Reports, judged: Judged) -> Iterator[Named]:
    """The first rows of a judgement."""
    for row in judged.rows[:_ROWS]:
        try:
            found = {it.id: it for _, it in rows_of(reports.record(row.document))}
            text, source = reports.text(row.document), reports.source(row.document)
        except UsageError:  # a report that a later snapshot added
            continue
        it = found.get(row.id)
        yield Named(row, reports.outlet(row.document), _said(it, text) if it else source.title or source.id)


def _said(it: Event | Statement | Actor, text: str) -> str:
    match it:
        case Event():
            return f"{words.TYPES[it.type].capitalize()}: “{it.mentions[0].of(text)}”"
        case Statement():
            span = it.content or it.cue
            return ACTS[it.act].capitalize() + (f": “{span.of(text)}”" if span else "")
    return it.name
