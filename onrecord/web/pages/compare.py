"""Accounts of one happening that the reader chooses, side by side."""

from onrecord.ask.compare import Point
from onrecord.ask.reports import Reports
from onrecord.web import words
from onrecord.web.asked import Answer, Asked
from onrecord.web.beside import beside

_OFFERED = 100
_COLUMNS = 8  # accounts that one page shows
_STATEMENTS = 60


def page(asked: Asked) -> Answer:
    """The accounts chosen by `report` in the query; without any the first of each origin."""
    event, chosen = asked.path["event"], asked.many("report")
    compared = asked.store.compare(event, chosen or None)
    asked_for = len(compared.accounts)
    if asked_for > _COLUMNS:
        compared = asked.store.compare(event, [column.document for column in compared.accounts[:_COLUMNS]])
    reports = Reports(asked.store.view)
    offered = [(a.document, reports.outlet(a.document), reports.source(a.document)) for a in compared.event.accounts]
    values = {
        "event": compared.event,
        "table": beside(compared, reports, most=_STATEMENTS),
        "offered": offered[:_OFFERED],
        "chosen": {column.document for column in compared.accounts},
        "too_many": max(0, asked_for - _COLUMNS),
    }
    title = f"Compare: {words.title(compared.event)}"
    return Answer("compare.html", title, compared, Point, compared.rows, values)
