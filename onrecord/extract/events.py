"""Events: what the report says of each happening, from its triggers."""

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from onrecord.extract.choice import Owners
from onrecord.extract.confidence import confidence
from onrecord.extract.figures import FoundFigure, find_figures
from onrecord.extract.first_since import first_since
from onrecord.extract.names import whole_place
from onrecord.extract.participants import NEVER, participants
from onrecord.extract.times import TimeExpression
from onrecord.extract.triggers import earlier
from onrecord.language.analysis import Analysis
from onrecord.language.features import Floats
from onrecord.language.labels import CLASSES
from onrecord.language.tagging import softmax
from onrecord.record import RECIPROCAL, Act, Dates, Event, EventType, Figure, Kind, Medium, Span, Status

# From which an answer is given; calibrated on the yardstick's dev set, see docs/explanation/experiments.md.
REACH = 2  # sentences from a trigger to a figure that still belongs to it
INITIATES = 0.35
UNTOLD = 0.9
CLAIMING = frozenset({Act.ASSERT, Act.ACCUSE, Act.DENY, Act.CLAIM_RESPONSIBILITY})
# The types of event that a figure belongs to, likeliest first, as the training reports have it.
COUNTED = {
    "killed": (EventType.ASSAULT, EventType.PROTEST),
    "wounded": (EventType.ASSAULT, EventType.PROTEST),
    "missing": (EventType.ASSAULT,),
    "detained": (EventType.COERCE,),
    "displaced": (EventType.ASSAULT, EventType.RETREAT, EventType.COERCE),
    "participants": (EventType.PROTEST, EventType.MOBILIZE, EventType.RETREAT, EventType.AID),
    "amount": (EventType.AID, EventType.AGREE, EventType.SANCTION, EventType.COOPERATE),
}


@dataclass(frozen=True, slots=True)
class Setting:
    """What events are tied to: the actor of each mention, and the resolved times that the analysis was given."""

    actor_of: Sequence[str]
    times: Sequence[TimeExpression]
    published: date | None


def find_events(analysis: Analysis, groups: list[list[int]], setting: Setting) -> list[Event]:
    """An event of each group of triggers."""
    figures = _figures(analysis, groups, setting.times)
    firsts = _firsts(analysis, groups, setting)
    places = _no_persons(analysis)
    return [
        replace(
            _event(analysis, setting, f"e{n}", group),
            figures=figures.get(n - 1, ()),
            first_since=firsts.get(n - 1),
            place=_place(analysis, places, group),
        )
        for n, group in enumerate(groups, 1)
    ]


def _event(analysis: Analysis, setting: Setting, name: str, group: list[int]) -> Event:
    kind = EventType(CLASSES["event_type"][1][int(analysis.classes["event_type"][group].mean(axis=0).argmax())])
    sources, targets = participants(analysis, group, setting.actor_of, kind)
    date = _told_when(analysis, group)
    if date is None:
        date = _chosen(analysis.pairs["date"], group)
    mode = CLASSES["mode"][1][int(analysis.classes["mode"][group].mean(axis=0).argmax())]
    medium = CLASSES["medium"][1][int(analysis.classes["medium"][group].mean(axis=0).argmax())]
    status = Status(CLASSES["status"][1][int(analysis.classes["status"][group].mean(axis=0).argmax())])
    if status is Status.REPORTED and _is_ahead(analysis, group[0]):
        status = Status.PLANNED
    if status is Status.REPORTED and all(_only_said(analysis, i) for i in group):
        status = Status.CLAIMED
    return Event(
        id=name,
        type=kind,
        mode=None if mode == "none" else mode,
        sources=sources,
        targets=targets,
        initiator=_initiator(analysis, group, setting.actor_of) if kind in RECIPROCAL else None,
        medium=Medium(medium) if medium != "none" and kind is EventType.CONSULT else None,
        date=_dates(setting, date, status, before=earlier(analysis, group[0])),
        place=None,
        status=status,
        figures=(),
        first_since=None,
        mentions=tuple(analysis.triggers[i].span for i in group),
        confidence=confidence(analysis, group, setting.actor_of),
    )


_AHEAD = re.compile(
    r"\b(?:(?:look(?:s|ed|ing)? forward to|preparations? for)\b[^.;]{0,60}|"
    r"(?:intent(?:ions?)?|intend\w*|plan(?:s|ned)?|hop(?:es?|ed|ing)) to (?:\w+ ){0,2})$",
    re.IGNORECASE,
)


def _is_ahead(analysis: Analysis, trigger: int) -> bool:
    """Whether a trigger is told of as what somebody looks forward to, prepares for, means to do or hopes for."""
    start = analysis.triggers[trigger].span.start
    return bool(_AHEAD.search(analysis.text, max(0, start - 90), start))


def _only_said(analysis: Analysis, trigger: int) -> bool:
    """Whether a trigger stands within what somebody asserts, charges or denies, so that it is not on the ground."""
    span = analysis.triggers[trigger].span
    acts = CLASSES["act"][1]
    return any(
        said.content is not None and said.content.span.holds(span) and acts[int(row.argmax())] in CLAIMING
        for said, row in zip(analysis.statements, analysis.classes["act"], strict=True)
    )


def _chosen(scores: Floats, group: list[int]) -> int | None:
    """The best of the candidates over all triggers of a group, if for some trigger it beats none of them."""
    if not scores.shape[1] - 1:
        return None
    probable = softmax(scores[group])
    best = probable[:, :-1].max(axis=0)
    choice = int(best.argmax())
    trigger = int(probable[:, choice].argmax())
    return choice if probable[trigger, choice] > probable[trigger, -1] else None


def _place(analysis: Analysis, scores: Floats, group: list[int]) -> str | None:
    place = _chosen(scores, group)
    return None if place is None else whole_place(analysis.text, analysis.places[place].span)


def _no_persons(analysis: Analysis) -> Floats:
    """The scores of places, without those that are persons."""
    scores = analysis.pairs["place"].copy()
    people = [m.span for m in analysis.mentions if m.label == Kind.PERSON]
    scores[:, [k for k, p in enumerate(analysis.places) if any(p.span.overlaps(m) for m in people)]] = NEVER
    return scores


_WHEN = re.compile(r",? when\b[^.;]{0,60}")  # "since October 2022, when he called the ministers"


def _told_when(analysis: Analysis, group: list[int]) -> int | None:
    """The time whose "when" clause holds the first trigger, if one does."""
    first = analysis.triggers[group[0]].span.start
    for i, time in enumerate(analysis.times):
        if time.end <= first and _WHEN.fullmatch(analysis.text, time.end, first):
            return i
    return None


def _dates(setting: Setting, choice: int | None, status: Status, *, before: bool) -> Dates | None:
    """The days of the chosen time; what is reported to have happened has none after its report.

    What is told of as one of `before` has not the report's own day either.
    """
    dates = setting.times[choice].dates if choice is not None else None
    if dates is None or setting.published is None or status is not Status.REPORTED:
        return dates
    last = setting.published - timedelta(days=before)
    return dates if dates.start <= last.isoformat() else None


# Words that tell on whose initiative a contact was; without one, as where somebody just "telephoned", the model must be
# surer: the yardstick has an initiator of one such call in fourteen.
_BEGAN = re.compile(
    r"\b(?:initiat\w+|request\w*|invit\w+|behest|ask(?:ed|s|ing)?|sought|conven\w+|summon\w+|"
    r"called for|calls? from|picked up|(?:him|her|it)self|own|reach(?:ed|es) out|propos\w+|offer\w*|host(?:ed|s)|"
    r"suggest\w+|began|took the)\b",
    re.IGNORECASE,
)


def _initiator(analysis: Analysis, group: list[int], actor_of: Sequence[str]) -> str | None:
    owners = Owners(actor_of)
    if not owners.names:
        return None
    total = owners.sums(softmax(analysis.pairs["initiator"][group])[:, :-1]).max(axis=0)
    told = any(_BEGAN.search(analysis.text, *_from_sentence(analysis, i)) for i in group)
    return owners.names[int(total.argmax())] if total.max() >= (INITIATES if told else UNTOLD) else None


def _from_sentence(analysis: Analysis, trigger: int) -> tuple[int, int]:
    """Where the sentence of a trigger begins, and where the one after it ends."""
    sentence = analysis.sentence(analysis.triggers[trigger])
    first, stop = np.searchsorted(analysis.pieces.sentence, [sentence, sentence + 2])
    return int(analysis.pieces.starts[first]), int(analysis.pieces.ends[stop - 1])


def _near(analysis: Analysis, groups: list[list[int]], span: Span, types: Set[EventType]) -> int | None:
    """The event to which a phrase belongs: the nearest trigger of its sentence, else of the REACH before."""
    begin = int(np.searchsorted(analysis.pieces.ends, span.start, side="right"))
    begin = min(begin, len(analysis.pieces) - 1)
    sentence = int(analysis.pieces.sentence[begin])
    candidates = []
    for number, group in enumerate(groups):
        for i in group:
            trigger = analysis.triggers[i]
            apart = sentence - analysis.sentence(trigger)
            if trigger.label in types and 0 <= apart <= REACH:
                candidates.append((apart, abs(trigger.first - begin), number))
    return min(candidates)[2] if candidates else None


def _figures(
    analysis: Analysis, groups: list[list[int]], times: Sequence[TimeExpression]
) -> Mapping[int, tuple[Figure, ...]]:
    found: dict[int, dict[str, FoundFigure]] = {}
    for figure in find_figures(analysis.text, 0, len(analysis.text), skip=[t.span for t in times]):
        near = (_near(analysis, groups, figure.span, {kind}) for kind in COUNTED[figure.what])
        event = next((e for e in near if e is not None), None)
        if event is not None:
            found.setdefault(event, {}).setdefault(figure.what, figure)  # of conflicting tolls the first
    return {e: tuple(Figure(f.what, f.min, f.max) for f in by.values()) for e, by in found.items()}


def _firsts(analysis: Analysis, groups: list[list[int]], setting: Setting) -> Mapping[int, str]:
    found: dict[int, str] = {}
    for start, end in analysis.pieces.sentences:
        first = first_since(analysis.text, Span(start, end), setting.times, setting.published)
        event = _near(analysis, groups, first.span, frozenset(EventType)) if first else None
        if first and event is not None:
            found.setdefault(event, first.value)
    return found
