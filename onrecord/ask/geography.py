"""What every state did, suffered and said, in numbers."""

from dataclasses import dataclass

import numpy as np

from onrecord.ask.catalogue import Catalogue
from onrecord.ask.contacts import HAPPENED
from onrecord.record import EventType


@dataclass(frozen=True, slots=True)
class StateCount:
    """A state (ISO 3166 alpha-3) in numbers: of events only what took place.

    `contacts`, other events `done_by` it and `done_to` it, `claims` by its people, and how many of these are `denied`.
    In an agreement all take part alike: it counts as done by each.
    """

    country: str
    contacts: int
    done_by: int
    done_to: int
    claims: int
    denied: int


def states(events: Catalogue, claims: Catalogue) -> tuple[StateCount, ...]:
    """Every state on record, the most contacts first."""
    took_place = events.columns["status"].any_of(HAPPENED, len(events.ids))
    contacts = took_place & events.columns["type"].any_of([EventType.CONSULT], len(events.ids))
    others = took_place & ~contacts
    said = np.ones(len(claims.ids), dtype=np.bool_)
    denied = claims.columns["denied"].any_of(["yes"], len(claims.ids))
    counted = [
        dict(column.counted(mask))
        for column, mask in (
            (events.columns["country"], contacts),
            (events.columns["by"], others),
            (events.columns["to"], others),
            (claims.columns["country"], said),
            (claims.columns["country"], denied),
        )
    ]
    names = {name for counts in counted for name in counts}
    found = [StateCount(name, *(counts.get(name, 0) for counts in counted)) for name in names]
    return tuple(sorted(found, key=lambda s: (-s.contacts, -s.done_by - s.done_to - s.claims, s.country)))
