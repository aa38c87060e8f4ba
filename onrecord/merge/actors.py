"""When two reports' actors are one."""

from dataclasses import dataclass

from onrecord.knowledge.fold import sound
from onrecord.merge.weights import reasons
from onrecord.merged import Reason
from onrecord.record import Actor, Kind, Record

TABLE = "actor"

BODIES = frozenset({Kind.ORGANIZATION, Kind.GROUP})


@dataclass(frozen=True, slots=True)
class ActorFacts:
    """What tells one actor from another; `name` is folded to its sound."""

    kind: Kind
    name: str
    country: str | None
    office: str


def actor_facts(record: Record) -> list[tuple[str, ActorFacts]]:
    """Every actor of a report, by its id there."""
    return [(a.id, _facts(a)) for a in record.actors]


def _facts(actor: Actor) -> ActorFacts:
    return ActorFacts(actor.kind, sound(actor.name), actor.country, sound(actor.office or ""))


def actor_keys(facts: ActorFacts) -> list[str]:
    """Persons meet by family name, states by code, all others by name."""
    if facts.kind is Kind.STATE and facts.country:
        return [f"state {facts.country}"]
    return [f"person {facts.name.split(' ')[-1]}" if facts.kind is Kind.PERSON else f"other {facts.name}"]


def actor_forbidden(a: ActorFacts, b: ActorFacts) -> str | None:
    """Why two can never be one."""
    if a.kind is not b.kind and not {a.kind, b.kind} <= BODIES:
        return "kinds"
    if a.country and b.country and a.country != b.country:
        return "countries"
    return "given names" if a.kind is Kind.PERSON and not _given_agree(a.name, b.name) else None


def actor_compare(a: ActorFacts, b: ActorFacts) -> tuple[Reason, ...]:
    """The reasons for and against one actor."""
    return reasons(TABLE, actor_features(a, b))


def actor_features(a: ActorFacts, b: ActorFacts) -> dict[str, float]:
    """What is weighed, by name; 0 where a feature does not hold."""
    full = a.name == b.name and (a.kind is not Kind.PERSON or " " in a.name)
    return {
        "actor": 1.0,
        "same state": float(a.kind is Kind.STATE),
        "same name": float(full),
        "same family name": float(not full and a.kind is Kind.PERSON),
        "both of one country": float(bool(a.country) and a.country == b.country),
        "same office": float(bool(a.office) and a.office == b.office),
        "country of one alone": float(bool(a.country) != bool(b.country)),
    }


def _given_agree(a: str, b: str) -> bool:
    """Given names that can be one person's: the same, an initial of it, or none given."""
    first, second = a.split(" ")[:-1], b.split(" ")[:-1]
    if not first or not second:
        return True
    x, y = first[0], second[0]
    return x == y or (min(len(x), len(y)) == 1 and x[0] == y[0]) or bool(set(first) & set(second))
