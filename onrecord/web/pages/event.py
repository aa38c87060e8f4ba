"""One happening: what is on record of it, the accounts side by side, and why they are one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from onrecord.ask.compare import Point
from onrecord.ask.reports import Reports
from onrecord.merged import MergedEvent, Standing
from onrecord.record import Event
from onrecord.web import words
from onrecord.web.alike import events_alike
from onrecord.web.asked import Answer, Asked
from onrecord.web.beside import beside
from onrecord.web.notes import linked
from onrecord.web.quotes import by_report
from onrecord.web.ties import ties

_PASSAGES = 16
_COLUMNS = 4  # accounts side by side; more are chosen on the page that compares
_STATEMENTS = 24
_LINKS = 20
_LISTED = 12  # origins
_JUDGED = 12  # accounts that can be told apart from the others in place


@dataclass(frozen=True, slots=True)
class Dated:
    """How a report's date of the happening was worked out: its words, what they were counted from, and the days.

    `published` is set where that was the day of publication, `origin` where it was another time told in the report.
    """

    outlet: str
    words: str
    published: str | None
    origin: str | None
    days: str


@dataclass(frozen=True, slots=True)
class Carried:
    """A report of an event among those of its origin."""

    document: str
    outlet: str
    published: str | None


def page(asked: Asked) -> Answer:
    """The event of an id, with its accounts compared."""
    event = asked.path["event"]
    compared = asked.store.compare(event)
    if len(compared.accounts) > _COLUMNS:
        compared = asked.store.compare(event, [column.document for column in compared.accounts[:_COLUMNS]])
    shown = asked.store.show(event)
    reports = Reports(asked.store.view)
    found = origins(reports, compared.event)
    values = {
        "event": compared.event,
        "table": beside(compared, reports, most=_STATEMENTS),
        "told": by_report(reports, shown.passages[:_PASSAGES]),
        "more_passages": max(0, len(shown.passages) - _PASSAGES),
        "conflicts": shown.conflicts,
        "looked_up": shown.looked_up,
        "notes": [linked(note, asked.link) for note in compared.event.notes],
        "dated": list(dated(reports, compared.event)),
        "origins": found[:_LISTED],
        "more_origins": max(0, len(found) - _LISTED),
        "accounts": [(a, reports.outlet(a.document)) for a in compared.event.accounts[:_JUDGED]],
        "alike": events_alike(asked.store.view, compared.event),
        "ties": ties(reports, shown.links[:_LINKS]),
    }
    return Answer("event.html", words.title(compared.event), compared, Point, compared.rows, values)


def origins(reports: Reports, event: MergedEvent) -> list[list[Carried]]:
    """The reports of an event by origin, in each the earliest first, as are the origins."""
    groups: dict[str, list[Carried]] = {}
    for account in event.accounts:
        if account.standing is Standing.SUPERSEDED:
            continue
        source = reports.source(account.document)
        carried = Carried(account.document, reports.outlet(account.document), source.published)
        groups.setdefault(source.origin, []).append(carried)
    ordered = [sorted(group, key=_age) for group in groups.values()]
    return sorted(ordered, key=lambda group: _age(group[0]))


def _age(carried: Carried) -> tuple[str, str]:
    return carried.published or "9999", carried.document


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
    counted_from = source.published if best.anchor == "published" else None
    origin = best.origin.of(text) if best.origin else None
    return Dated(reports.outlet(document), best.span.of(text), counted_from, origin, words.when(row.date))
