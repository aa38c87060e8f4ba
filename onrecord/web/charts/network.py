"""Who met or spoke with whom, as a network: states on a ring, lines between those in contact."""

from collections.abc import Sequence
from math import cos, pi, sin

from markupsafe import Markup

from onrecord.ask.fresh import PairCount
from onrecord.web import words
from onrecord.web.charts.drawing import circle, line, picture, text

_STATES, _LINES = 24, 90
_WIDTH, _HEIGHT, _RING = 760, 560, 200


def network(pairs: Sequence[PairCount]) -> Markup:
    """The states with most contacts; those in much contact stand near each other on the ring."""
    totals: dict[str, int] = {}
    for pair in pairs:
        for state in (pair.a, pair.b):
            totals[state] = totals.get(state, 0) + pair.count
    chosen = sorted(totals, key=lambda s: (-totals[s], s))[:_STATES]
    among = [p for p in pairs if p.a in chosen and p.b in chosen][:_LINES]
    if not among:
        return Markup("")
    ring = _ordered(chosen, {frozenset((p.a, p.b)): p.count for p in among})
    at = {state: 2 * pi * n / len(ring) - pi / 2 for n, state in enumerate(ring)}
    most = max(p.count for p in among)
    parts = []
    for pair in reversed(among):
        (x, y), (to_x, to_y) = _place(at[pair.a]), _place(at[pair.b])
        parts.append(line(x, y, to_x, to_y, "tie", 1 + 6 * pair.count / most))
    for state in ring:
        x, y = _place(at[state])
        parts.append(circle(x, y, 5 + 9 * (totals[state] / max(totals.values())) ** 0.5, "node", f"{totals[state]:,}"))
    parts += [_name(state, at[state]) for state in ring]
    about = f"{len(ring)} countries and {len(among)} pairs; the thickest line stands for {most:,} contacts."
    return picture(_WIDTH, _HEIGHT, "Countries in contact", parts, about)


def _place(angle: float, away: float = 0) -> tuple[float, float]:
    return _WIDTH / 2 + (_RING + away) * cos(angle), _HEIGHT / 2 + (_RING + away) * sin(angle)


def _name(state: str, angle: float) -> Markup:
    x, y = _place(angle, 22)
    side = cos(angle)
    anchor = "middle" if abs(side) < 0.2 else "start" if side > 0 else "end"
    return text(x, y + 4 + 8 * sin(angle) * (anchor == "middle"), words.country(state), anchor=anchor, most=22)


def _ordered(states: list[str], ties: dict[frozenset[str], int]) -> list[str]:
    """States so that each next one is, of those left, most in contact with the last few."""
    left, ring = list(states[1:]), states[:1]
    while left:
        near = ring[-3:]
        best = max(left, key=lambda s: (sum(ties.get(frozenset((s, n)), 0) for n in near), -left.index(s)))
        left.remove(best)
        ring.append(best)
    return ring
