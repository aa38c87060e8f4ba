"""Triggers of one happening, gathered."""

import re
from collections.abc import Sequence

from onrecord.extract.times import TimeExpression
from onrecord.language.analysis import Analysis
from onrecord.language.features import Floats
from onrecord.record import Dates

# From which triggers are joined; calibrated on the yardstick's dev set, see docs/explanation/experiments.md.
OTHER_TYPE = 0.5
OTHER_STATUS = 1.5
OTHER_SCALE = 3.0
SAME_WORD = 2.0
BEATS = 1.0
SURELY = 6.0
DATED = 3.0  # by how much a time must beat none to keep triggers apart
STEM = 5  # letters of a word that tell it from others: "attack", "attackers"


def gather(analysis: Analysis, times: Sequence[TimeExpression]) -> list[list[int]]:
    """Triggers of the same happening: each joins its best-scored earlier one, if that beats none by BEATS.

    One of another type must beat it by OTHER_TYPE, one of another status by OTHER_STATUS, a war and what happened in
    one by OTHER_SCALE; one that shares a word may fall short of it by SAME_WORD. None joins triggers of other days, and
    an earlier talk is none that was told of. One that beats none by SURELY with triggers of two happenings makes them
    one.
    """
    chosen = [_own_time(row) for row in analysis.pairs["date"]]
    days = [times[c].dates if c is not None and times[c].relation is None else None for c in chosen]
    scores, statuses = analysis.pairs["same_event"], analysis.classes["status"].argmax(axis=1)
    stems = [{w[:STEM].lower() for w in t.span.of(analysis.text).split() if len(w) >= STEM} for t in analysis.triggers]
    wars = [bool(_WAR.search(t.span.of(analysis.text))) for t in analysis.triggers]
    groups: list[list[int]] = []
    group_of: dict[int, int] = {}
    for i, trigger in enumerate(analysis.triggers):
        needed = [
            scores[i, -1]
            + BEATS
            + OTHER_TYPE * (t.label != trigger.label)
            + OTHER_STATUS * (statuses[j] != statuses[i])
            + OTHER_SCALE * (wars[j] != wars[i])
            - SAME_WORD * bool(stems[j] & stems[i])
            for j, t in enumerate(analysis.triggers[:i])
        ]
        fits = [] if earlier(analysis, i) else [j for j in range(i) if scores[i, j] > needed[j]]
        fits = [j for j in fits if not any(_apart(days[i], days[k]) for k in groups[group_of[j]])]
        if fits:
            best = max(fits, key=lambda j: float(scores[i, j]))
            sure = {group_of[j] for j in fits if scores[i, j] > scores[i, -1] + SURELY}
            home = min(sure, default=group_of[best])
            for other in sure - {home}:
                if not any(_apart(days[j], days[k]) for j in groups[home] for k in groups[other]):
                    groups[home], groups[other] = sorted(groups[home] + groups[other]), []
            groups[home].append(i)
            group_of |= dict.fromkeys(groups[home], home)
        else:
            group_of[i] = len(groups)
            groups.append([i])
    return [group for group in groups if group]


_WAR = re.compile(r"\b(?:wars?|warfare|aggression|invasions?|invad\w+|conflicts?)\b", re.IGNORECASE)
_EARLIER = re.compile(r"\b(?:respective|recent|previous|earlier|prior)\s(?:\w+\s)?$", re.IGNORECASE)


def earlier(analysis: Analysis, trigger: int) -> bool:
    """Whether a trigger is told of as one of before: "their respective conversations with the two presidents"."""
    start = analysis.triggers[trigger].span.start
    return bool(_EARLIER.search(analysis.text, max(0, start - 40), start))


def _own_time(scores: Floats) -> int | None:
    """The time that a trigger is dated by, where the model is sure enough of one."""
    best = int(scores.argmax())
    return best if best < len(scores) - 1 and scores[best] > scores[-1] + DATED else None


def _apart(a: Dates | None, b: Dates | None) -> bool:
    return bool(a and b and (a.end < b.start or b.end < a.start))
