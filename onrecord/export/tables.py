"""The record as tables, at two levels: which there are, and the rows of all of them in one stream."""

from collections.abc import Callable, Iterator
from enum import StrEnum

from onrecord.ask.protocol import View
from onrecord.export import event_rows as e
from onrecord.export import report_rows as r


class Level(StrEnum):
    """Rows as single reports have them, or merged, each happening once."""

    REPORT = "report"
    EVENT = "event"


TABLES: dict[Level, dict[str, type]] = {
    Level.REPORT: {
        "documents": r.DocumentRow,
        "actors": r.ActorRow,
        "events": r.EventRow,
        "statements": r.StatementRow,
    },
    Level.EVENT: {
        "sources": e.SourceRow,
        "events": e.MergedEventRow,
        "participants": e.ParticipantRow,
        "figures": e.FigureRow,
        "conflicts": e.ConflictRow,
        "accounts": e.AccountRow,
        "claims": e.ClaimRow,
        "tellings": e.TellingRow,
        "denials": e.DenialRow,
        "replies": e.ReplyRow,
        "actors": e.MergedActorRow,
        "offices": e.OfficeRow,
        "appearances": e.AppearanceRow,
    },
}
"""By level and name the class of a table's rows."""

ROWS: dict[Level, Callable[[View], Iterator[object]]] = {Level.REPORT: r.report_rows, Level.EVENT: e.event_rows}
"""By level every row of every table, of the classes in `TABLES`."""
