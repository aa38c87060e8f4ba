"""Who denies what: a statement of one side against a claim of another, in one report or in two."""

from dataclasses import dataclass

from onrecord.merge.claims import ClaimFacts
from onrecord.merge.weights import reasons
from onrecord.merge.words import containment, weight
from onrecord.merged import Reason
from onrecord.record import Act

TABLE = "denial"

ENOUGH = 12.0  # weight of common words beyond which more says nothing


@dataclass(frozen=True, slots=True)
class Place:
    """How two statements stand in one report: `distance` in statements, `linked` where the reading ties them."""

    distance: int
    linked: bool


def denies(denial: ClaimFacts, claim: ClaimFacts, place: Place | None) -> tuple[Reason, ...]:
    """The reasons for and against one statement denying another; `place` is None where they stand in two reports."""
    return reasons(TABLE, denial_features(denial, claim, place))


def denial_features(denial: ClaimFacts, claim: ClaimFacts, place: Place | None) -> dict[str, float]:
    """What is weighed, by name; 0 where a feature does not hold."""
    same = bool(denial.speaker) and denial.speaker == claim.speaker
    common = denial.words & claim.words
    distance = place.distance if place else 0
    return {
        "denial": 1.0,
        "says no": float(denial.act is Act.DENY),
        "speaks against": float(denial.act in (Act.CONDEMN, Act.ACCUSE)),
        "refutes": float(denial.refutes),
        "negated": float(denial.negated and not denial.refutes),
        "both negated": float(denial.negated and claim.negated),
        "claim accuses": float(claim.act is Act.ACCUSE),
        "claim asserts": float(claim.act is Act.ASSERT),
        "claim denies": float(claim.act is Act.DENY),
        "shared content": containment(denial.words, claim.words),
        "shared weight": min(weight(common), ENOUGH) / ENOUGH,
        "denier accused": float(bool(denial.country and denial.country in claim.about)),
        "accuser named": float(bool(claim.country and claim.country in denial.about)),
        "same person": float(same),
        "same side": float(not same and bool(denial.country) and denial.country == claim.country),
        "same report": float(place is not None),
        "linked": float(place is not None and place.linked),
        "next": float(distance == 1),
        "next but one": float(distance == 2),
        "before": float(distance < 0),
        "share nothing": float(place is None and not common),
    }
