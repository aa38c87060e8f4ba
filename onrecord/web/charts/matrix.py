"""Who met or spoke with whom, as a matrix: the darker and the higher the number, the more contacts."""

from collections.abc import Callable, Sequence

from markupsafe import Markup

from onrecord.ask.fresh import PairCount
from onrecord.web import words
from onrecord.web.charts.drawing import link, picture, rect, text
from onrecord.web.charts.letters import folded, wide

_STATES, _CELL, _NAME = 12, 38, 180  # states, the side of a cell in pixels, the most of a line of a name
_LINE, _LEVELS = 14, 4
_THOUSANDS = 10_000


def matrix(pairs: Sequence[PairCount], *, address: Callable[[str, str], str] | None = None) -> Markup:
    """The states with most contacts, each with each; nothing without pairs. `address` gives the page of two."""
    totals: dict[str, int] = {}
    for pair in pairs:
        for state in (pair.a, pair.b):
            totals[state] = totals.get(state, 0) + pair.count
    states = sorted(totals, key=lambda s: (-totals[s], s))[:_STATES]
    if not states:
        return Markup("")
    counts = {frozenset((p.a, p.b)): p.count for p in pairs}
    most = max(counts.get(frozenset((a, b)), 0) for a in states for b in states if a != b) or 1
    names = {state: f"{words.country(state)} {state}" for state in states}
    left = min(_NAME, max(wide(name) for name in names.values())) + 16
    parts = []
    for i, a in enumerate(states):
        y = 22 + i * _CELL
        lines = folded(names[a], left - 12, 2)
        for n, words_ in enumerate(lines):
            parts.append(text(left - 8, y + 22 + _LINE * (n - (len(lines) - 1) / 2), words_, anchor="end"))
        parts.append(text(left + i * _CELL + _CELL / 2 - 1, 15, a, kind="small", anchor="middle"))
        for j, b in enumerate(states):
            cell = _cell(left + j * _CELL, y, a, b, counts.get(frozenset((a, b)), 0) if a != b else None, most)
            href = address(a, b) if address and frozenset((a, b)) in counts and a != b else None
            parts.append(link(href, _told(a, b, counts.get(frozenset((a, b)), 0)), cell))
    height = 26 + len(states) * _CELL
    if len(totals) > len(states):
        note = f"The {len(states)} countries with most contacts, of {len(totals):,}."
        parts.append(text(4, height + 12, note, kind="small"))
        height += 20
    about = f"Contacts of {len(states)} countries with each other; the most of two are {most:,}."
    width = max(left + len(states) * _CELL + 4, 330)
    return picture(width, height, "Contacts by pair of countries", parts, about)


def _cell(x: float, y: float, a: str, b: str, count: int | None, most: int) -> Markup:
    """One pair; `None` is a country with itself."""
    side = _CELL - 2
    if count is None:
        return rect(x + 0.5, y + 0.5, side - 1, side - 1, "self")
    level = min(_LEVELS, 1 + _LEVELS * (count - 1) // most) if count else 0
    box = rect(x, y, side, side, f"level{level}", _told(a, b, count))
    if not count:
        return box
    shown = f"{count:,}" if count < _THOUSANDS else f"{count // 1000:,}k"
    return box + text(x + side / 2, y + 22, shown, kind=f"on{level}", anchor="middle")


def _told(a: str, b: str, count: int) -> str:
    return f"{words.country(a)} and {words.country(b)}: {words.plural(count, 'contact') if count else 'none on record'}"
