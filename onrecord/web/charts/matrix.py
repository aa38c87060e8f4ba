"""Who met or spoke with whom, as a matrix: the darker and the higher the number, the more contacts."""

from collections.abc import Sequence

from markupsafe import Markup

from onrecord.ask.fresh import PairCount
from onrecord.web import words
from onrecord.web.charts.drawing import LETTER, picture, rect, text

_STATES, _CELL, _NAME = 14, 34, 20  # states, the side of a cell, letters of a name


def matrix(pairs: Sequence[PairCount]) -> Markup:
    """The states with most contacts, each with each."""
    totals: dict[str, int] = {}
    for pair in pairs:
        for state in (pair.a, pair.b):
            totals[state] = totals.get(state, 0) + pair.count
    states = sorted(totals, key=lambda s: (-totals[s], s))[:_STATES]
    if not states:
        return Markup("")
    counts = {frozenset((p.a, p.b)): p.count for p in pairs}
    most = max(counts.get(frozenset((a, b)), 0) for a in states for b in states) or 1
    left = _NAME * LETTER
    parts = []
    for i, a in enumerate(states):
        y = 24 + i * _CELL
        parts.append(text(left - 8, y + 22, words.country(a), anchor="end", most=_NAME - 2))
        parts.append(text(left + i * _CELL + _CELL / 2, 16, a, kind="small", anchor="middle"))
        for j, b in enumerate(states):
            count = counts.get(frozenset((a, b)), 0) if a != b else 0
            level = 0 if not count else 1 + min(3, int(4 * (count - 1) / most))
            title = f"{words.country(a)} and {words.country(b)}: {count:,}" if a != b else ""
            parts.append(rect(left + j * _CELL, y, _CELL - 2, _CELL - 2, f"level{level}" if a != b else "none", title))
            if count:
                x = left + j * _CELL + _CELL / 2 - 1
                parts.append(text(x, y + 21, f"{count:,}", kind=f"on{level}", anchor="middle"))
    about = f"Contacts of {len(states)} countries with each other; the most are {most:,}."
    return picture(left + len(states) * _CELL + 4, 28 + len(states) * _CELL, "Contacts by pair", parts, about)
