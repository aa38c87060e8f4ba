"""What every country did, suffered and said, as a table."""

from operator import attrgetter

from onrecord.ask.geography import StateCount, states
from onrecord.errors import UsageError
from onrecord.merged import Sort
from onrecord.web import words
from onrecord.web.asked import Answer, Asked
from onrecord.web.charts.bars import Bar, bars

_COLUMNS = {
    "contacts": "Contacts",
    "done_by": "Other events, done by",
    "done_to": "Done to",
    "claims": "Claims by",
    "denied": "Of these denied",
}
_PICTURED = 15
_HAPPENED = ("reported", "claimed")


def page(asked: Asked) -> Answer:
    """Countries, ordered by the column that `by` names, or by name."""
    by = asked.one("by", "contacts")
    if by not in (*_COLUMNS, "country"):
        raise UsageError(f"{by[:40]!r} is no column; there are country, {', '.join(_COLUMNS)}")
    pictured = by if by in _COLUMNS else "contacts"
    count = attrgetter(pictured)
    found = states(asked.catalogue(Sort.EVENT), asked.catalogue(Sort.CLAIM))
    first = sorted(found, key=lambda s: -count(s))  # of equals the order of `states` stays
    rows = sorted(found, key=lambda s: words.country(s.country)) if by == "country" else first
    values = {
        "rows": [(words.country(s.country), s.country, _cells(asked, s)) for s in rows],
        "columns": [(name, label, asked.link.page("geography", by=name)) for name, label in _COLUMNS.items()],
        "by_name": asked.link.page("geography", by="country"),
        "by": by,
        "label": _COLUMNS[pictured],
        "picture": bars(
            [
                Bar(words.country(s.country), count(s), _search(asked, s.country, pictured))
                for s in first[:_PICTURED]
                if count(s)
            ]
        ),
    }
    return Answer("geography.html", "Countries", tuple(rows), StateCount, rows, values)


def _cells(asked: Asked, state: StateCount) -> list[tuple[int, str]]:
    """Each column's number, and where that is listed."""
    return [(attrgetter(name)(state), _search(asked, state.country, name)) for name in _COLUMNS]


def _search(asked: Asked, country: str, column: str) -> str:
    """Where what a column counts is listed."""
    query: dict[str, dict[str, str | tuple[str, ...]]] = {
        "contacts": {"type": "CONSULT", "country": country, "status": _HAPPENED},
        "done_by": {"by": country, "status": _HAPPENED},
        "done_to": {"to": country, "status": _HAPPENED},
        "claims": {"sort": "claims", "country": country},
        "denied": {"sort": "claims", "country": country, "denied": "yes"},
    }
    return asked.link.page("search", **query[column])
