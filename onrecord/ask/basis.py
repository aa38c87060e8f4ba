"""Names and offices that reports do not give and that were looked up, with where."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from onrecord.ask.reports import Reports
from onrecord.merged import MergedActor, MergedClaim, MergedEvent, Row
from onrecord.record import Kind


@dataclass(frozen=True, slots=True)
class LookedUp:
    """Somebody whom reports do not name in full, where the rest is known from, and the reports."""

    name: str
    basis: str
    documents: tuple[str, ...]


def looked_up(reports: Reports, it: MergedEvent | MergedClaim | MergedActor) -> tuple[LookedUp, ...]:
    """What was looked up of those who take part in an event, who speak or are spoken of, or of an actor."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for row in _actors(it):
        actor = reports.actor(row.document, row.id)
        if actor and actor.basis:
            found.setdefault((actor.name, actor.basis), {})[row.document] = None
    return tuple(LookedUp(name, basis, tuple(documents)) for (name, basis), documents in found.items())


def _actors(it: MergedEvent | MergedClaim | MergedActor) -> Iterator[Row]:
    """Reports' rows of actors behind a merged row."""
    match it:
        case MergedEvent():
            for account in it.accounts:
                for event in account.events:
                    ids = (*event.sources, *event.targets, event.initiator)
                    yield from _rows(account.document, ids)
        case MergedClaim():
            for telling in (*it.tellings, *it.denials, *it.replies):
                said = telling.statement
                yield from _rows(telling.document, (said.speaker, said.target, said.via))
        case MergedActor():
            if it.kind is Kind.PERSON:  # nobody else is looked up, and a state stands in every report
                yield from it.rows


def _rows(document: str, ids: Iterable[str | None]) -> Iterator[Row]:
    yield from (Row(document, id_) for id_ in ids if id_)
