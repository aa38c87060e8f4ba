"""When two reports' statements are one claim, and when one denies another's."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

from onrecord.knowledge.fold import sound
from onrecord.merge.events import day, person_key
from onrecord.merge.weights import reasons
from onrecord.merge.words import containment, content_words, likeness, topic_words, weight
from onrecord.merged import Reason
from onrecord.record import Act, Actor, Kind, Record, Statement

TABLE = "claim"

_NEGATION = re.compile(r"\b(?:no|not|never|nothing|none|nobody|neither|nor)\b|n['’]t\b", re.IGNORECASE)
_NUMBER = re.compile(r"\d[\d,.]*")
WINDOW = 14  # days between two reports of one claim
IN_COMMON = 2  # words of claims that different speakers make, at least, of one claim
RAREST = 8  # words of a claim by which it is found


@dataclass(frozen=True, slots=True)
class ClaimFacts:
    """What tells one claim from another, of one report's statement; `published` is an ordinal of `datetime.date`."""

    act: Act
    speaker: str
    person: bool
    country: str | None
    about: frozenset[str]  # countries of its target and of whoever its words name
    published: int | None
    topic: frozenset[str]  # what the report is about
    words: frozenset[str]
    numbers: frozenset[str]
    negated: bool
    refutes: bool
    silent: bool


def claim_facts(record: Record) -> list[tuple[str, ClaimFacts]]:
    """The facts of every statement of a report, by its id there."""
    actors = {a.id: a for a in record.actors}
    topic = topic_words(record.document.text)
    return [(s.id, _facts(record, s, actors, topic)) for s in record.statements]


def _facts(record: Record, statement: Statement, actors: Mapping[str, Actor], topic: frozenset[str]) -> ClaimFacts:
    speaker = actors.get(statement.speaker or "")
    target = actors.get(statement.target or "")
    words = statement.content.of(record.document.text) if statement.content else ""
    person = bool(speaker and speaker.kind is Kind.PERSON)
    return ClaimFacts(
        statement.act,
        "" if speaker is None else person_key(speaker.name) if person else sound(speaker.name),
        person,
        speaker.country if speaker else None,
        frozenset({target.country} if target and target.country else ()) | _named(record, statement),
        day(record.document.published),
        topic,
        content_words(words),
        frozenset(_NUMBER.findall(words)),
        bool(_NEGATION.search(words)),
        bool(_refutation().search(words)),
        statement.content is None,
    )


def _named(record: Record, statement: Statement) -> frozenset[str]:
    content = statement.content
    if content is None:
        return frozenset()
    return frozenset(a.country for a in record.actors if a.country and any(content.holds(m) for m in a.mentions))


@cache
def _refutation() -> re.Pattern[str]:
    """What says of another's words that they are not so."""
    lines = files("onrecord.merge").joinpath("data", "refutations.txt").read_text(encoding="utf-8").split("\n")
    return re.compile(rf"\b(?:{'|'.join(filter(None, lines))})\b", re.IGNORECASE)


def claim_keys(facts: ClaimFacts) -> list[str]:
    """The blocks of a claim: its speaker's side with each of its rarest words, by fortnight."""
    return [f"{key} {_fortnight(facts)}" for key in _blocks(facts)]


def claim_lookups(facts: ClaimFacts) -> list[str]:
    """Where what it is compared with lies: the fortnights beside its own, too."""
    return [f"{key} {_fortnight(facts) + n}" for key in _blocks(facts) for n in (-1, 0, 1)]


def topic_keys(facts: ClaimFacts) -> list[str]:
    """Where a claim lies for those who may deny it: the words that its report is about, by fortnight."""
    return [f"{word} {_fortnight(facts)}" for word in sorted(facts.topic)]


def topic_lookups(facts: ClaimFacts) -> list[str]:
    """Where what a statement denies may lie: reports on the same matter, the fortnights beside its own too."""
    return [f"{word} {_fortnight(facts) + n}" for word in sorted(facts.topic) for n in (-1, 0, 1)]


def _rarest(facts: ClaimFacts) -> list[str]:
    return sorted(facts.words, key=lambda w: (-weight(frozenset((w,))), -len(w), w))[:RAREST]


def _blocks(facts: ClaimFacts) -> list[str]:
    rarest = _rarest(facts)
    words = [facts.act.value] if facts.silent else rarest
    # Whoever speaks: near-verbatim copies in which one of two was taken for another speaker.
    pairs = [f"{a} {b}" for a, b in pairwise(rarest[:4])]
    return [f"{facts.country or facts.speaker or '?'} {word}" for word in words] + pairs


def _fortnight(facts: ClaimFacts) -> int:
    return (facts.published or 0) // WINDOW


def claim_forbidden(a: ClaimFacts, b: ClaimFacts) -> str | None:
    """Why two statements can never be one claim."""
    if a.silent != b.silent:
        return "silence"
    if a.published and b.published and abs(a.published - b.published) > WINDOW:
        return "weeks apart"
    if a.country and b.country and a.country != b.country and rejects(a) != rejects(b):
        return "one side rejects what the other says"
    if a.speaker != b.speaker and not a.silent and len(a.words & b.words) < IN_COMMON:
        return "too little in common"
    return None


def rejects(facts: ClaimFacts) -> bool:
    """Whether a statement says that something is not so."""
    return facts.act is Act.DENY or facts.refutes


def claim_compare(a: ClaimFacts, b: ClaimFacts) -> tuple[Reason, ...]:
    """The reasons for and against one claim."""
    return reasons(TABLE, claim_features(a, b))


def claim_features(a: ClaimFacts, b: ClaimFacts) -> dict[str, float]:
    """What is weighed, by name; 0 where a feature does not hold."""
    same = bool(a.speaker) and a.speaker == b.speaker
    shared = len(a.words & b.words)
    return {
        "claim": 1.0,
        "same speaker": float(same),
        "other person": float(a.person and b.person and not same),
        "no speaker": float(not a.speaker or not b.speaker),
        "other side": float(bool(a.country and b.country and a.country != b.country)),
        "same side": float(not same and bool(a.country) and a.country == b.country),
        "content": likeness(a.words, b.words),
        "contained": containment(a.words, b.words),
        "shared words": min(shared, 6) / 6,
        "same number": float(bool(a.numbers & b.numbers)),
        "other number": float(bool(a.numbers and b.numbers and not a.numbers & b.numbers)),
        "one denies": float((a.act is Act.DENY) != (b.act is Act.DENY)),
        "same act": float(a.act is b.act),
        "about one country": float(bool(a.about & b.about)),
        "both silent": float(a.silent and b.silent),
        "days between": min(abs(a.published - b.published), 7) / 7 if a.published and b.published else 0.5,
    }
