"""Who met or spoke with whom, as a network: states on a ring, lines between those in contact."""

from collections.abc import Sequence
from itertools import combinations
from math import sqrt

from markupsafe import Markup

from onrecord.ask.fresh import PairCount
from onrecord.web import words
from onrecord.web.charts.drawing import arc, circle, picture, text
from onrecord.web.charts.letters import folded, wide

_STATES, _TIES = 24, 48  # as many as can be told apart
_NAME, _NEEDED, _AWAY = 180, 90, 14  # the most and least room for a name beside the ring, and from the ring to it
_APART, _LEAST, _LINE = 34, 60, 14  # from a name down to the next, the smallest ring's radius, from line to line
_ROUNDS = 40
Place = tuple[float, float]
Ties = dict[tuple[str, str], int]


def network(pairs: Sequence[PairCount]) -> Markup:
    """The states with most contacts; those in much contact stand near each other on the ring. Nothing without pairs."""
    totals = _totals(pairs)
    chosen = set(sorted(totals, key=lambda s: (-totals[s], s))[:_STATES])
    among = sorted((p for p in pairs if {p.a, p.b} <= chosen), key=lambda p: (-p.count, p.a, p.b))[:_TIES]
    if not among:
        return Markup("")
    ties = {(p.a, p.b): p.count for p in among}
    ring = _ordered(sorted({s for p in among for s in (p.a, p.b)}, key=lambda s: (-totals[s], s)), ties)
    radius = max(_LEAST, -(-len(ring) // 2) * _APART / 2)
    told = {state: f"{words.country(state)} {totals[state]:,}" for state in ring}
    beside = max(_NEEDED, min(_NAME, max(wide(name) for name in told.values())))
    middle = (radius + _AWAY + beside + 4, radius + 8)
    at = _places(ring, radius, middle)
    most = max(ties.values())
    parts = []
    for pair in reversed(among):
        title = f"{words.country(pair.a)} and {words.country(pair.b)}: {words.plural(pair.count, 'contact')}"
        parts.append(_tie(at[pair.a], at[pair.b], middle, 1 + 7 * pair.count / most, title))
    for state in ring:
        parts.append(circle(*at[state], 6, "node", told[state]))
        parts += _name(told[state], at[state], 1 if at[state][0] > middle[0] else -1)
    width, height = 2 * middle[0], 2 * middle[1]
    notes = [f"Beside each the sum of its lines; the thickest: {most:,}."]
    if len(ring) < len(totals) or len(among) < len(pairs):
        states = f"{len(ring)} of {len(totals):,} countries, " if len(ring) < len(totals) else ""
        notes.append(f"Drawn are the most frequent: {states}{len(among)} of {len(pairs):,} pairs.")
    parts += [text(8, height + 14 + n * 18, note, kind="small", room=width - 16) for n, note in enumerate(notes)]
    about = f"{len(ring)} countries and {len(among)} pairs in contact; the table has the numbers."
    return picture(width, height + 4 + 18 * len(notes), "Countries in contact", parts, about)


def _totals(pairs: Sequence[PairCount]) -> dict[str, int]:
    totals: dict[str, int] = {}
    for pair in pairs:
        for state in (pair.a, pair.b):
            totals[state] = totals.get(state, 0) + pair.count
    return totals


def _places(ring: Sequence[str], radius: float, middle: Place) -> dict[str, Place]:
    """Down the right half of a circle and up its left, each as much lower as a name is high."""
    found = {}
    right = -(-len(ring) // 2)
    for n, state in enumerate(ring):
        side, rank, of = (1, n, right) if n < right else (-1, len(ring) - 1 - n, len(ring) - right)
        y = radius * ((2 * rank + 1) / of - 1)
        found[state] = (middle[0] + side * sqrt(radius**2 - y**2), middle[1] + y)
    return found


def _tie(start: Place, end: Place, centre: Place, width: float, title: str) -> Markup:
    """A line that bends towards the middle, so that it does not run over those who stand between."""
    bend = tuple((a + b) / 2 * 0.55 + c * 0.45 for a, b, c in zip(start, end, centre, strict=True))
    return arc(start, (bend[0], bend[1]), end, width, title)


def _name(told: str, at: Place, side: int) -> list[Markup]:
    """Beside its place, away from the middle."""
    lines = folded(told, _NAME, 2)
    top = at[1] + 4 - _LINE * (len(lines) - 1) / 2
    anchor = "start" if side > 0 else "end"
    return [text(at[0] + side * _AWAY, top + n * _LINE, words_, anchor=anchor) for n, words_ in enumerate(lines)]


def _ordered(states: list[str], ties: Ties) -> list[str]:
    """States around the ring so that lines are short: two change places as long as that helps."""
    tied: dict[str, list[tuple[str, int]]] = {state: [] for state in states}
    for (a, b), count in ties.items():
        tied[a].append((b, count))
        tied[b].append((a, count))
    at = {state: n for n, state in enumerate(states)}

    def length(*of: str) -> int:
        """Their lines along the ring, each as often as there were contacts."""
        apart = ((abs(at[state] - at[other]), count) for state in of for other, count in tied[state])
        return sum(count * min(steps, len(states) - steps) for steps, count in apart)

    for _ in range(_ROUNDS):
        helped = False
        for a, b in combinations(states, 2):
            before = length(a, b)
            at[a], at[b] = at[b], at[a]
            if length(a, b) < before:
                helped = True
            else:
                at[a], at[b] = at[b], at[a]
        if not helped:
            break
    return sorted(states, key=at.__getitem__)
