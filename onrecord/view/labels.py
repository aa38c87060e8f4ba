"""Short labels for rows (e1, s2, a3) and the names of actors."""

from dataclasses import dataclass
from typing import Self

from onrecord.record import Record


@dataclass(frozen=True, slots=True)
class Labels:
    """What to call each row, by its id."""

    rows: dict[str, str]
    names: dict[str, str]

    @classmethod
    def for_record(cls, record: Record) -> Self:
        """Numbered in the record's order."""
        rows: dict[str, str] = {}
        for letter, ids in (
            ("a", [a.id for a in record.actors]),
            ("e", [e.id for e in record.events]),
            ("s", [s.id for s in record.statements]),
        ):
            rows |= {row: f"{letter}{n}" for n, row in enumerate(ids, 1)}
        return cls(rows, {a.id: a.name for a in record.actors})

    def of(self, row: str) -> str:
        """The label of a row; its id if the record has no such row."""
        return self.rows.get(row, row)

    def name(self, actor: str | None) -> str | None:
        """The name of an actor; an id that is no actor's stands for itself (`via` may be words)."""
        return None if actor is None else self.names.get(actor, actor)
