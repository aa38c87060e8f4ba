"""What every country did and said, as a table."""

from dataclasses import fields

from onrecord.ask.fresh import StateCount, states
from onrecord.errors import UsageError
from onrecord.merged import Sort
from onrecord.web import words
from onrecord.web.asked import Answer, Asked
from onrecord.web.charts.bars import Bar, bars

_COLUMNS = {"contacts": "Contacts", "events": "Other events", "claims": "Claims", "denied": "of these denied"}
_PICTURED = 15


def page(asked: Asked) -> Answer:
    """Countries, ordered by the column that `by` names."""
    by = asked.one("by", "contacts")
    if by not in _COLUMNS:
        raise UsageError(f"{by[:40]!r} is no column; there are {', '.join(_COLUMNS)}")
    found = states(asked.catalogue(Sort.EVENT), asked.catalogue(Sort.CLAIM))
    column = next(f.name for f in fields(StateCount) if f.name == by)
    rows = sorted(found, key=lambda s: (-getattr(s, column), s.country))
    pictured = [
        Bar(words.country(s.country), getattr(s, column), asked.link.page("search", country=s.country))
        for s in rows[:_PICTURED]
        if getattr(s, column)
    ]
    columns = [(name, label, asked.link.page("geography", by=name)) for name, label in _COLUMNS.items()]
    values = {"rows": rows, "columns": columns, "by": by, "label": _COLUMNS[by], "picture": bars(pictured)}
    return Answer("geography.html", "Countries", tuple(rows), StateCount, rows, values)
