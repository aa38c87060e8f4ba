"""Who takes part in an event, and on which side."""

import re
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from onrecord.extract.choice import Owners
from onrecord.extract.triggers import earlier
from onrecord.language.analysis import Analysis
from onrecord.language.features import Floats
from onrecord.record import RECIPROCAL, EventType, Kind

# From which an answer is given; calibrated on the yardstick's dev set, see docs/explanation/experiments.md.
TAKES_PART = 0.35
OTHER_SIDE = 0.05  # enough for the second of two sides
LIKELY = 0.5
NEVER = -50.0  # a score that no other is below


def participants(
    analysis: Analysis, group: list[int], actor_of: Sequence[str], kind: EventType
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Sources and targets: actors one of whose mentions pairs well with one of the triggers."""
    owners = Owners(actor_of)
    if not owners.names:
        return (), ()
    source, target = _scores(analysis, group, owners)
    best = _chances(source, target)
    taking = {a for a, p in zip(owners.names, best, strict=True) if p >= TAKES_PART}
    if kind in RECIPROCAL:
        first = _chances(*_scores(analysis, group[:1], owners))
        taking = _met(owners.names, first, best)
        if len(taking) == 1:
            likely = sorted(zip(best.tolist(), owners.names, strict=True), reverse=True)
            taking |= _beside(analysis, group, actor_of, [a for _, a in likely])
        taking = _listed(analysis, actor_of, taking)
    inside = [(a, s, t) for a, s, t in zip(owners.names, source, target, strict=True) if a in taking]
    sources = [a for a, s, t in inside if s >= t]
    targets = [a for a, s, t in inside if s < t]
    if kind in RECIPROCAL and not (sources and targets):
        everyone = sources or targets
        sources, targets = everyone[:1], everyone[1:]
    if kind in RECIPROCAL:
        sources, targets = _without_topics(analysis, actor_of, sources, targets)
    return tuple(sources), tuple(targets)


def _met(names: Sequence[str], first: Floats, best: Floats) -> set[str]:
    """Who takes part in a contact: it takes two.

    Those whom its first trigger names, if that names two, and whom any makes likelier than not ("The two also discussed
    their talks with a third"); else whom all triggers together name.
    """
    least = _least(first)
    if np.sum(first >= least) > 1:
        return {a for a, f, p in zip(names, first, best, strict=True) if f >= least or p > LIKELY}
    return {a for a, p in zip(names, best, strict=True) if p >= _least(best)}


def _least(chances: Floats) -> float:
    """How likely one must be to take part, that two may."""
    second = float(np.sort(chances)[-2]) if len(chances) > 1 else 0.0
    return min(TAKES_PART, max(OTHER_SIDE, second))


def _chances(source: Floats, target: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.maximum(source, target))), dtype=np.float32)


def likeliest_two(analysis: Analysis, group: list[int], actor_of: Sequence[str]) -> tuple[float, float]:
    """How likely the two likeliest to take part are to; 0 for one who is not there."""
    owners = Owners(actor_of)
    best = np.zeros(2)
    if owners.names:
        best = np.append(best, _chances(*_scores(analysis, group, owners)))
    second, first = np.sort(best)[-2:]
    return float(first), float(second)


def _scores(analysis: Analysis, group: list[int], owners: Owners) -> tuple[Floats, Floats]:
    """Of each actor the best score of a mention and a trigger, as a source and as a target."""
    elsewhere = _of_earlier(analysis, group)
    source, target = (np.where(elsewhere, NEVER, analysis.pairs[side][group]) for side in ("source", "object"))
    return owners.best(source).max(axis=0), owners.best(target).max(axis=0)


def _of_earlier(analysis: Analysis, group: list[int]) -> Floats:
    """Of each mention whether it follows, in one sentence, a trigger of before that is not of this group."""
    sentence = analysis.pieces.sentence
    others = [t for i, t in enumerate(analysis.triggers) if i not in group and earlier(analysis, i)]
    return np.array(
        [any(t.first < m.first and sentence[t.first] == sentence[m.first] for t in others) for m in analysis.mentions],
        dtype=bool,
    )


# Between the members of a list of persons, each perhaps with the state that he or she speaks for.
_AND = re.compile(r"(?: of (?:the )?[A-Z]\w+(?: (?:of )?[A-Z]\w+){0,3})?,?\s(?:and\s|as well as\s|with\s)?")


def _beside(analysis: Analysis, group: list[int], actor_of: Sequence[str], likely: Sequence[str]) -> set[str]:
    """The likeliest two who are named in the sentence of a contact: it takes two, even where the model saw one."""
    sentence = analysis.pieces.sentence
    where = {int(sentence[analysis.triggers[i].first]) for i in group}
    there = {
        a
        for a, m in zip(actor_of, analysis.mentions, strict=True)
        if m.label == Kind.PERSON and int(sentence[m.first]) in where
    }
    return set([a for a in likely if a in there][:2])


def _listed(analysis: Analysis, actor_of: Sequence[str], taking: set[str]) -> set[str]:
    """Of persons in one list all take part or none."""
    people = [i for i, m in enumerate(analysis.mentions) if m.label == Kind.PERSON]
    found = set(taking)
    for one, other in [*pairwise(people), *pairwise(reversed(people))]:
        first, second = sorted((analysis.mentions[one].span, analysis.mentions[other].span))
        if actor_of[one] in found and _AND.fullmatch(analysis.text, first.end, second.start):
            found.add(actor_of[other])
    return found


def _without_topics(
    analysis: Analysis, actor_of: Sequence[str], sources: list[str], targets: list[str]
) -> tuple[list[str], list[str]]:
    """Where persons met persons, states are what they spoke of."""
    kinds = {a: m.label for a, m in zip(actor_of, analysis.mentions, strict=True)}
    sides = [[a for a in side if kinds[a] != Kind.STATE] for side in (sources, targets)]
    met = all(any(kinds[a] == Kind.PERSON for a in side) for side in sides)
    return (sides[0], sides[1]) if met else (sources, targets)
