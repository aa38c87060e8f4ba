"""The record in the columns of POLECAT, the event data that succeeded ICEWS: tab-separated, a row a happening.

Column names and order are those of its weekly files (Harvard Dataverse). A row is a merged event, as rows of POLECAT
are counted as events; the reports behind it are in the tables. Only what reports say happened is written:
POLECAT has no column that would tell a claim, a plan or a denial from a fact. What Onrecord does not know is empty.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TextIO

from onrecord import __version__
from onrecord.ask.protocol import View
from onrecord.export.cells import safe_cell
from onrecord.export.documents import earliest_first, given_ids
from onrecord.merged import MergedEvent, Party, Source
from onrecord.record import Actor, Event, EventType, Kind, Record, Status

# PLOVER's four classes, as POLECAT writes them.
_QUADS = {
    "VERBAL COOPERATION": "AGREE CONSULT SUPPORT CONCEDE",
    "MATERIAL COOPERATION": "COOPERATE AID RETREAT",
    "VERBAL CONFLICT": "REQUEST ACCUSE REJECT THREATEN",
    "MATERIAL CONFLICT": "PROTEST SANCTION MOBILIZE COERCE ASSAULT",
}
QUAD_OF = {EventType(name): quad for quad, names in _QUADS.items() for name in names.split()}


@dataclass(frozen=True, slots=True)
class _Side:
    """The actors or the recipients of an event, with their sectors and the earliest report's words for them."""

    parties: tuple[Party, ...]
    sectors: tuple[str | None, ...]
    raw: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    event: MergedEvent
    actor: _Side
    recipient: _Side
    source: Source
    record: Record


@dataclass(frozen=True, slots=True)
class PolecatColumn:
    """A column: what Onrecord writes into it, and how it is found."""

    meaning: str
    of: Callable[[_Row], str | None]


def _unknown(why: str) -> PolecatColumn:
    return PolecatColumn(f"empty: {why}", lambda _: None)


def _joined(values: Iterable[str | None]) -> str | None:
    """A place for each, so that the lists of one side go together; nothing where nothing is known."""
    listed = [value or "" for value in values]
    return "; ".join(listed) if any(listed) else None


def _side(title: str, of: Callable[[_Row], _Side]) -> dict[str, PolecatColumn]:
    done = "who did it" if title == "Actor" else "to whom"
    return {
        f"{title} Name": PolecatColumn(
            f"{done}: names, with `; ` between them", lambda r: _joined(p.name for p in of(r).parties)
        ),
        f"{title} Country": PolecatColumn(
            "their countries, ISO 3166-1 alpha-3, in the same order",
            lambda r: _joined(p.country for p in of(r).parties),
        ),
        f"{title} COW": _unknown("Onrecord has no table of Correlates of War numbers"),
        f"Primary {title} Sector": PolecatColumn(
            "the first PLOVER sector known", lambda r: next((s for s in of(r).sectors if s), None)
        ),
        f"{title} Sectors": PolecatColumn("their sectors, in the same order", lambda r: _joined(of(r).sectors)),
        f"{title} Title": PolecatColumn(
            "their offices, in the same order", lambda r: _joined(p.office for p in of(r).parties)
        ),
        f"{title} Name Raw": PolecatColumn("the earliest report's first words for each", lambda r: _joined(of(r).raw)),
        f"Wikipedia {title} ID": _unknown("actors are not linked to Wikipedia"),
    }


_NOT_PLACED = _unknown("places are not looked up")
COLUMNS: dict[str, PolecatColumn] = {
    "Event ID": PolecatColumn("id of the happening", lambda r: r.event.id),
    "Event Date": PolecatColumn("the day; empty where only a longer time is known", lambda r: _day(r.event)),
    "Event Type": PolecatColumn("PLOVER type", lambda r: r.event.type),
    "Event Mode": PolecatColumn("[mode](record.md#event)", lambda r: r.event.mode),
    "Intensity": _unknown("how POLECAT makes it from type, mode and context is not published in full"),
    "Quad Code": PolecatColumn("PLOVER class, from the type", lambda r: QUAD_OF[r.event.type]),
    "Contexts": _unknown("Onrecord reads no contexts"),
    **_side("Actor", lambda r: r.actor),
    **_side("Recipient", lambda r: r.recipient),
    "Placename": _NOT_PLACED,
    "City": _NOT_PLACED,
    "District": _NOT_PLACED,
    "Province": _NOT_PLACED,
    "Country": _NOT_PLACED,
    "Latitude": _NOT_PLACED,
    "Longitude": _NOT_PLACED,
    "GeoNames ID": _NOT_PLACED,
    "Raw Placename": PolecatColumn("place, in a report's words", lambda r: r.event.place),
    "Feature Type": _NOT_PLACED,
    "Source": PolecatColumn("outlet of the earliest report", lambda r: r.source.outlet),
    "Publication Date": PolecatColumn("its date of publication", lambda r: r.source.published),
    "Story People": PolecatColumn("persons in it", lambda r: _named(r.record, Kind.PERSON)),
    "Story Organizations": PolecatColumn("organizations in it", lambda r: _named(r.record, Kind.ORGANIZATION)),
    "Story Locations": PolecatColumn("places of its events", lambda r: _distinct(e.place for e in r.record.events)),
    "Language": PolecatColumn("its language, ISO 639-1", lambda r: r.record.document.language),
    "Version": PolecatColumn("`onrecord` and its version", lambda _: f"onrecord {__version__}"),
}
"""By name, in POLECAT's order."""


def write_polecat(view: View, out: TextIO) -> int:
    """Write a heading and a row for each event that is reported to have happened; how many were left out."""
    sources = {source.document: source for source in view.sources()}
    ids = given_ids(sources.values())
    record_of = lru_cache(maxsize=1024)(view.record)  # events come by date
    sector_of = cache(lambda actor: view.actor(actor).sector)
    out.write("\t".join(COLUMNS) + "\n")
    left_out = 0
    for event in view.events():
        if event.status is not Status.REPORTED:
            left_out += 1
            continue
        earliest = earliest_first((sources[a.document] for a in event.accounts), ids)[0]
        row = _row(event, earliest, record_of(earliest.document), sector_of)
        out.write("\t".join(_cell(column.of(row)) for column in COLUMNS.values()) + "\n")
    return left_out


def _row(event: MergedEvent, source: Source, record: Record, sector_of: Callable[[str], str | None]) -> _Row:
    told = [e for account in event.accounts if account.document == source.document for e in account.events]
    actors = {actor.id: actor for actor in record.actors}

    def side(parties: tuple[Party, ...], ids: Callable[[Event], tuple[str, ...]]) -> _Side:
        sectors = tuple(sector_of(party.actor) for party in parties)
        here = [actors[i] for i in dict.fromkeys(i for e in told for i in ids(e))]
        return _Side(parties, sectors, tuple(_raw(actor, record) for actor in here))

    return _Row(
        event, side(event.sources, lambda e: e.sources), side(event.targets, lambda e: e.targets), source, record
    )


def _raw(actor: Actor, record: Record) -> str:
    return min(actor.mentions).of(record.document.text) if actor.mentions else actor.name


def _day(event: MergedEvent) -> str | None:
    return event.date.start if event.date and event.date.start == event.date.end else None


def _named(record: Record, kind: Kind) -> str | None:
    return _distinct(actor.name for actor in record.actors if actor.kind is kind)


def _distinct(values: Iterable[str | None]) -> str | None:
    return _joined(dict.fromkeys(value for value in values if value))


def _cell(value: str | None) -> str:
    """On one line and in one column, and no formula; the format has no quotation marks."""
    return safe_cell(" ".join(value.split()) if value else None)
