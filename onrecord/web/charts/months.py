"""Month by month, a small picture for each type of event, all on one scale."""

from collections.abc import Sequence

from markupsafe import Markup

from onrecord.ask.fresh import Count
from onrecord.record import EventType
from onrecord.web import words
from onrecord.web.charts.drawing import line, picture, rect, text

_ACROSS, _WIDTH, _HEIGHT = 4, 210, 110  # small pictures side by side, and the size of each
_LEFT, _TOP, _LOW = 8, 24, 18  # room around the bars of one


def multiples(rows: Sequence[Count]) -> Markup:
    """Bars of each type that occurs, the most frequent first; every month from the first to the last has its place."""
    if not rows:
        return Markup("")
    months = between(min(r.month for r in rows), max(r.month for r in rows))
    totals: dict[EventType, int] = {}
    for row in rows:
        totals[row.type] = totals.get(row.type, 0) + row.count
    types = sorted(totals, key=lambda t: (-totals[t], t))
    most = max(r.count for r in rows)
    parts = []
    for number, type_ in enumerate(types):
        x, y = (number % _ACROSS) * _WIDTH, (number // _ACROSS) * _HEIGHT
        counts = {r.month: r.count for r in rows if r.type == type_}
        parts += _small(x, y, type_, [(m, counts.get(m, 0)) for m in months], most)
    height = -(-len(types) // _ACROSS) * _HEIGHT + 4
    about = f"Events by month from {months[0]} to {months[-1]}; the highest bar stands for {most:,}."
    return picture(min(len(types), _ACROSS) * _WIDTH, height, "Events by month and type", parts, about)


def _small(x: float, y: float, type_: EventType, counts: list[tuple[str, int]], most: int) -> list[Markup]:
    room = _HEIGHT - _TOP - _LOW
    step = (_WIDTH - 2 * _LEFT - 16) / len(counts)
    floor = y + _TOP + room
    parts = [text(x + _LEFT, y + 16, words.TYPES[type_], kind="head", most=26)]
    parts.append(line(x + _LEFT, floor, x + _LEFT + step * len(counts), floor, "axis"))
    for at, (month, count) in enumerate(counts):
        if count:
            high = max(1.5, count / most * room)
            place = x + _LEFT + at * step
            parts.append(rect(place + step * 0.1, floor - high, step * 0.8, high, "bar", f"{month}: {count:,}"))
    parts.append(text(x + _LEFT, floor + 13, counts[0][0], kind="small"))
    if len(counts) > 1:
        parts.append(text(x + _LEFT + step * len(counts), floor + 13, counts[-1][0], kind="small", anchor="end"))
    return parts


def between(first: str, last: str) -> list[str]:
    """Every month from one to another ("2024-04"); years where there are many, the last sixty months."""
    at, end = (int(m[:4]) * 12 + int(m[5:7]) - 1 for m in (first, last))
    return [f"{n // 12:04}-{n % 12 + 1:02}" for n in range(max(at, end - 59), end + 1)]
