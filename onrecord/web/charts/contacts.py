"""The contacts of two parties along time: how, whose initiative, and whether they took place."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from markupsafe import Markup

from onrecord.ask.contacts import Brief, Contact
from onrecord.web import words
from onrecord.web.charts.dates import Axis, periods
from onrecord.web.charts.drawing import line, link, picture, rect, text
from onrecord.web.charts.letters import wide
from onrecord.web.charts.marks import REACH, key, mark, medium_words

_WIDTH, _NARROW, _EDGE = 820, 330, 36
_FEW = 8  # contacts that are seen at once on a telephone, so drawn as broad as its screen
_MARKED = 120  # contacts drawn one by one; more are counted by period
_LEVEL, _LEVELS = 17, 6  # pixels from one mark up to the next, and how many stand over one another
_HEAD, _FOOT = 24, 14  # room for a lane's name, and between its lowest mark and its line
_TICK, _TICKS, _PERIODS = 90, 8, 24
_HIGH, _BROAD = 70, 90  # the highest bar, the broadest
_AROUND = timedelta(days=10)  # shown before and after contacts of a few days
_SHORT = timedelta(days=20)
Lane = tuple[str | None, str]
Drawn = Brief | Contact


def timeline(rows: Sequence[Drawn], *, a: str, b: str, address: Callable[[str], str]) -> Markup:
    """Three lanes: contacts that `a` asked for, that nobody is said to have asked for, and that `b` asked for.

    `address` gives the page of an event by its id. Nothing where no contact has a date.
    """
    dated = [row for row in rows if row.start and row.end]
    if not dated:
        return Markup("")
    axis = _axis(dated)
    lanes: list[Lane] = [
        ("a", f"on the initiative of {a}"),
        (None, "not said on whose initiative"),
        ("b", f"on the initiative of {b}"),
    ]
    used = [lane for lane in lanes if any(row.initiated_by == lane[0] for row in dated)]
    draw = _marked if len(dated) <= _MARKED else _counted
    parts, height = draw(dated, used, axis, address)
    if len(dated) < len(rows):
        parts.append(
            text(
                _EDGE,
                height + 14,
                f"{words.plural(len(rows) - len(dated), 'contact')} without a date not drawn.",
                kind="small",
            )
        )
        height += 22
    days = [day for row in dated for day in _days(row)]
    about = (
        f"{words.plural(len(dated), 'contact')} with a date, from {min(days)} to {max(days)}; the list has them all."
    )
    return picture(_end(axis) + _EDGE, height, f"Contacts of {a} and {b}", parts, about)


def _marked(
    rows: Sequence[Drawn], lanes: Sequence[Lane], axis: Axis, address: Callable[[str], str]
) -> tuple[list[Markup], float]:
    """Each contact as a mark; where more of them fall on one place than can stand there, their number."""
    parts: list[Markup] = []
    y = 0.0
    for lane, name in lanes:
        inside = [row for row in rows if row.initiated_by == lane]
        placed, over = _levels(inside, axis)
        levels = max((level for _, level in placed), default=0) + 1 + bool(over)
        floor = y + _HEAD + levels * _LEVEL + _FOOT - 6
        parts += [text(_EDGE, y + 16, name, kind="head", room=_end(axis) - _EDGE)]
        parts.append(line(_EDGE, floor, _end(axis), floor, "axis"))
        parts += _with_dates(placed, axis, floor - _FOOT, address)
        for x, count in over:
            parts.append(text(x, floor - _FOOT - _LEVELS * _LEVEL + 4, f"+{count}", kind="small", anchor="middle"))
        y = floor + 8
    parts = [*_grid(axis, _HEAD, y - 8), *parts, *_ticks(axis, y + 8)]
    keys, high = key(_EDGE, y + 20, _end(axis) - _EDGE, {r.medium for r in rows}, {r.status for r in rows})
    return [*parts, *keys], y + 24 + high


def _levels(rows: Sequence[Drawn], axis: Axis) -> tuple[list[tuple[Drawn, int]], list[tuple[float, int]]]:
    """How high each mark stands so that none covers another, and where how many found no room."""
    placed, over = [], list[tuple[float, int]]()
    ends = [0.0] * _LEVELS
    for row in sorted(rows, key=lambda row: (_place(row, axis)[0], row.id)):
        left, right = _place(row, axis)
        level = next((k for k, end in enumerate(ends) if left > end), None)
        if level is not None:
            ends[level] = right
            placed.append((row, level))
        elif over and left - over[-1][0] < 48:
            over[-1] = (over[-1][0], over[-1][1] + 1)
        else:
            over.append((axis.at(_middle(row)), 1))
    return placed, over


def _with_dates(
    placed: Sequence[tuple[Drawn, int]], axis: Axis, low: float, address: Callable[[str], str]
) -> list[Markup]:
    """The marks, each with its date to the right if there is room for it."""
    parts = []
    for n, (row, level) in enumerate(placed):
        x, y = axis.at(_middle(row)), low - level * _LEVEL
        left, right = _place(row, axis)
        said = words.days(row.start, row.end)
        title = f"{said}, {medium_words(row.medium)}, {words.STATUSES[row.status]}"
        if row.start != row.end:
            parts.append(line(left + 1, y, right - 1, y, "span"))
        parts.append(link(address(row.id), title, mark(x, y, row.medium, row.status, title)))
        next_ = min((_place(r, axis)[0] for r, k in placed[n + 1 :] if k == level), default=_end(axis) + _EDGE - 4)
        if next_ - right > wide(said) + 10:
            parts.append(text(right + 4, y + 4, said, kind="small"))
    return parts


def _counted(
    rows: Sequence[Drawn], lanes: Sequence[Lane], axis: Axis, address: Callable[[str], str]
) -> tuple[list[Markup], float]:
    """How many contacts began in each period, as bars with their numbers; `address` is of single ones and not used."""
    del address
    spans = periods(axis.first, axis.last, _PERIODS)
    step = min((_WIDTH - 2 * _EDGE) / len(spans), _BROAD)
    counts = {
        lane: [sum(r.initiated_by == lane and s.start <= _days(r)[0] <= s.end for r in rows) for s in spans]
        for lane, _ in lanes
    }
    most = max(max(found) for found in counts.values()) or 1
    parts: list[Markup] = []
    y = 0.0
    for lane, name in lanes:
        floor = y + _HEAD + _HIGH + 22
        parts.append(text(_EDGE, y + 16, f"{sum(counts[lane]):,} {name}", kind="head", room=_WIDTH - 2 * _EDGE))
        parts.append(line(_EDGE, floor, _WIDTH - _EDGE, floor, "axis"))
        for n, (span, count) in enumerate(zip(spans, counts[lane], strict=True)):
            if count:
                high, x = max(2, count / most * _HIGH), _EDGE + n * step
                parts.append(rect(x + 2, floor - high, step - 4, high, "bar", f"{span.name}: {count:,}"))
                parts.append(text(x + step / 2, floor - high - 4, f"{count:,}", kind="small", anchor="middle"))
        y = floor + 8
    every = -(-len(spans) // _TICKS)
    parts += [
        text(_EDGE + (n + 0.5) * step, y + 8, spans[n].name, kind="small", anchor="middle")
        for n in range(0, len(spans), every)
    ]
    shown = sum(sum(found) for found in counts.values())
    earlier = f"; {len(rows) - shown:,} began earlier" if shown < len(rows) else ""
    note = f"{len(rows):,} contacts, each in the period in which it began{earlier}. The list has them one by one."
    return [*parts, text(_EDGE, y + 32, note, kind="small", room=_WIDTH - 2 * _EDGE)], y + 42


def _axis(rows: Sequence[Drawn]) -> Axis:
    days = [day for row in rows for day in _days(row)]
    first, last = min(days), max(days)
    if last - first < _SHORT and first.year > 1 and last.year < date.max.year:
        first, last = first - _AROUND, last + _AROUND
    width = _NARROW if len(rows) <= _FEW else _WIDTH
    return Axis(first, last, _EDGE + REACH, width - _EDGE - REACH)


def _end(axis: Axis) -> float:
    """Where its lines end."""
    return axis.right + REACH


def _days(row: Drawn) -> tuple[date, date]:
    return date.fromisoformat(row.start or ""), date.fromisoformat(row.end or "")


def _middle(row: Drawn) -> date:
    start, end = _days(row)
    return start + (end - start) / 2


def _place(row: Drawn, axis: Axis) -> tuple[float, float]:
    """What its mark covers: its days, and no less than its shape."""
    start, end = _days(row)
    x = axis.at(_middle(row))
    return min(axis.at(start), x - REACH - 2), max(axis.at(end), x + REACH + 2)


def _grid(axis: Axis, top: float, bottom: float) -> list[Markup]:
    return [line(axis.at(day), top, axis.at(day), bottom, "grid") for day, _ in axis.ticks(_named(axis))]


def _ticks(axis: Axis, y: float) -> list[Markup]:
    """Dates under the lanes, never so many that they touch."""
    return [text(axis.at(day), y, name, kind="small", anchor="middle") for day, name in axis.ticks(_named(axis))]


def _named(axis: Axis) -> int:
    """How many of its days have room for their names."""
    return int((_end(axis) - _EDGE) // _TICK)
