"""The sorts of rows that are merged, each with what its index needs."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.merge import actors, claims, events, reports
from onrecord.merged import Reason, Sort
from onrecord.record import Record


@dataclass(frozen=True, slots=True)
class Merging:
    """How one sort of rows is merged.

    `keys` are the blocks that a row lies in, `lookups` those in which it finds what it is compared with; the relation
    is symmetric. `forbidden` says why two can never be one, `compare` weighs the rest.
    """

    sort: Sort
    prefix: str  # of merged ids
    facts_type: type[Any]
    facts: Callable[[Record], Iterable[tuple[str, Any]]]  # by the row's id
    keys: Callable[[Any], Sequence[str]]
    lookups: Callable[[Any], Sequence[str]]
    forbidden: Callable[[Any, Any], str | None]
    compare: Callable[[Any, Any], tuple[Reason, ...]]
    kept: int = 50_000  # rows whose facts stay in memory


MERGINGS = {
    Sort.ECHO: Merging(
        Sort.ECHO, "O", reports.ReportFacts, reports.report_facts, reports.report_keys, reports.report_lookups,
        reports.report_forbidden, reports.report_compare, 1_000,
    ),
    Sort.ACTOR: Merging(
        Sort.ACTOR, "A", actors.ActorFacts, actors.actor_facts, actors.actor_keys, actors.actor_keys,
        actors.actor_forbidden, actors.actor_compare,
    ),
    Sort.EVENT: Merging(
        Sort.EVENT, "E", events.EventFacts, events.event_facts, events.event_keys, events.event_lookups,
        events.event_forbidden, events.event_compare,
    ),
    Sort.CLAIM: Merging(
        Sort.CLAIM, "C", claims.ClaimFacts, claims.claim_facts, claims.claim_keys, claims.claim_lookups,
        claims.claim_forbidden, claims.claim_compare,
    ),
}  # fmt: skip
