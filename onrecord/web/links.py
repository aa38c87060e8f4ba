"""Addresses: the path says what is shown, the query how, and the snapshot of what state of the record."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from onrecord.ask.parties import Side, state_words
from onrecord.merged import Party

_PAGES = {"E": "event", "C": "claim", "A": "actor"}


@dataclass(frozen=True, slots=True)
class Links:
    """Makes addresses within one record; they carry the snapshot where `snapshot` is given."""

    snapshot: str | None = None

    def page(self, *path: str, **query: str | Iterable[str] | None) -> str:
        """`page("pair", "FRA", "RUS", since="2024-01-01")`; values that are None or "" are left out."""
        return self.to("/" + "/".join(quote(part, safe="") for part in path), query)

    def to(self, path: str, query: Mapping[str, str | Iterable[str] | None]) -> str:
        """An address of a path that is already quoted."""
        pairs = [
            (k, v) for k, given in query.items() for v in ([given] if isinstance(given, str) else given or ()) if v
        ]
        if self.snapshot and not any(name == "snapshot" for name, _ in pairs):
            pairs.append(("snapshot", self.snapshot))
        return path + ("?" + urlencode(pairs) if pairs else "")

    def of(self, merged: str) -> str:
        """The page of an event, a claim or an actor, by its id."""
        return self.page(_PAGES[merged[0]], merged)

    def report(self, document: str, row: str = "") -> str:
        """The page of a report, at a row of it where one is given."""
        return self.page("report", document) + (f"#row-{quote(row, safe='')}" if row else "")

    def party(self, party: Party) -> str:
        """The page of somebody in a merged row."""
        return self.of(party.actor)

    def pair(self, a: Side, b: Side) -> str:
        """The page of two parties."""
        return self.page("pair", *(side.actor or words_of(side) for side in (a, b)))


def words_of(side: Side) -> str:
    """The words that mean a state or an office."""
    if side.office is None and side.country:
        return state_words(side.country)
    return side.name
