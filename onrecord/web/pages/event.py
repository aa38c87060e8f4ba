"""One happening: what is on record of it, the accounts side by side, and why they are one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from onrecord.ask.compare import Comparison, Point
from onrecord.ask.reports import Passage, Reports
from onrecord.merged import MergedEvent
from onrecord.record import Event
from onrecord.web import words
from onrecord.web.asked import Answer, Asked

_PASSAGES = 12
_COLUMNS = 4  # accounts side by side; more are chosen on the page that compares
_LINKS = 20


@dataclass(frozen=True, slots=True)
class Dated:
    """How a report's date of the happening was worked out: its words, what they were counted from, and the days."""

    outlet: str
    words: str
    anchor: str
    days: str


def page(asked: Asked) -> Answer:
    """The event of an id, with its accounts compared."""
    event = asked.path["event"]
    compared = asked.store.compare(event)
    if len(compared.accounts) > _COLUMNS:
        compared = asked.store.compare(event, [column.document for column in compared.accounts[:_COLUMNS]])
    shown = asked.store.show(event)
    reports = Reports(asked.store.view)
    values = {
        "event": compared.event,
        "compared": compared,
        "points": points(compared),
        "passages": shown.passages[:_PASSAGES],
        "more_passages": max(0, len(shown.passages) - _PASSAGES),
        "conflicts": shown.conflicts,
        "dated": list(dated(reports, compared.event)),
        "accounts": [(a, reports.source(a.document), reports.outlet(a.document)) for a in compared.event.accounts[:30]],
        "links": shown.links[:_LINKS],
    }
    title = words.title(compared.event)
    return Answer("event.html", title, compared, Point, compared.rows, values)


def points(compared: Comparison) -> list[tuple[str, str, str, str | None, list[Point]]]:
    """A row for each point of the comparison: its name, subject, how accounts stand to each other, id, and cells."""
    found = []
    for (field, subject, id_), group in groupby(compared.rows, key=lambda p: (p.field, p.subject, p.id)):
        cells = list(group)
        for at in range(0, len(cells), len(compared.accounts)):
            part = cells[at : at + len(compared.accounts)]
            found.append((field, subject, str(part[0].agreement), id_, part))
    return found


def dated(reports: Reports, event: MergedEvent) -> Iterator[Dated]:
    """How the date was worked out in each report that gives one."""
    for account in event.accounts[:_COLUMNS]:
        for row in account.events:
            if row.date and (found := _expression(reports, account.document, row)):
                yield found
                break


def _expression(reports: Reports, document: str, row: Event) -> Dated | None:
    """The words of a report that its date was read from: those that give these days, the nearest to the trigger."""
    from onrecord.extract.times import find_times  # noqa: PLC0415 - only here

    source, text = reports.source(document), reports.text(document)
    published = date.fromisoformat(source.published) if source.published else None
    near = [t for t in find_times(text, published) if t.dates == row.date]
    if not near:
        return None
    at = row.mentions[0].start
    best = min(near, key=lambda t: abs(t.span.start - at))
    anchor = f"counted from {source.published}, the day of the report" if best.anchor == "published" else ""
    return Dated(reports.outlet(document), best.span.of(text), anchor, words.when(row.date))


def by_report(passages: Sequence[Passage]) -> list[tuple[str, list[Passage]]]:
    """Passages of each report together."""
    return [(document, list(group)) for document, group in groupby(passages, key=lambda p: p.document)]
