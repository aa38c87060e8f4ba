"""The contacts of two parties along time: how, whose initiative, and whether they took place."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from markupsafe import Markup

from onrecord.ask.contacts import Contact
from onrecord.record import Medium, Status
from onrecord.view.answers.contacts import MEDIA
from onrecord.web import words
from onrecord.web.charts.drawing import LETTER, circle, line, link, picture, polygon, rect, text

_WIDTH, _LEFT, _RIGHT = 860, 30, 20
_LANE, _TOP, _SIZE = 44, 28, 7
_MOST = 200  # contacts drawn, the latest
_APART = 15  # pixels between two marks of a lane, else the later stands higher
_TICKS = 8
_STEPS = (1, 2, 7, 14, 31, 92, 183, 366, 731, 1827, 3653)  # days between ticks


def timeline(rows: Sequence[Contact], *, a: str, b: str, address: Callable[[str], str]) -> Markup:
    """Three lanes: contacts that `a` asked for, that nobody is said to have asked for, and that `b` asked for.

    `address` gives the page of an event by its id.
    """
    dated = [row for row in rows if row.start and row.end][-_MOST:]
    if not dated:
        return Markup("")
    days = [_day(row) for row in dated]
    first, last = min(days), max(days)
    first, last = (first - timedelta(days=15), last + timedelta(days=15)) if (last - first).days < 30 else (first, last)
    lanes = {"a": f"on the initiative of {a}", None: "not said on whose initiative", "b": f"on the initiative of {b}"}
    used = [lane for lane in lanes if any(row.initiated_by == lane for row in dated)]
    parts = []
    height = _TOP + _LANE * 1.6 * len(used)
    for number, lane in enumerate(used):
        floor = _TOP + _LANE * 1.6 * (number + 1) - 8
        parts.append(line(_LEFT, floor, _WIDTH - _RIGHT, floor, "axis"))
        parts.append(text(_LEFT, floor - _LANE - 4, lanes[lane], kind="head", most=70))
        taken: list[tuple[float, int]] = []
        for row in dated:
            if row.initiated_by == lane:
                x = _along(_day(row), first, last)
                level = next(
                    k for k in range(99) if not any(abs(x - t) < _APART and k == at for t, at in taken) or k > 1
                )
                taken.append((x, level))
                parts.append(link(address(row.id), _mark(x, floor - 12 - level * 14, row)))
    parts += _ticks(first, last, height + 14)
    parts += _legend(height + 40, {row.medium for row in dated}, {row.status for row in dated})
    about = f"{words.plural(len(dated), 'contact')} with a date, from {min(days)} to {max(days)}."
    return picture(_WIDTH, height + 58, f"Contacts of {a} and {b}", parts, about)


def _day(row: Contact) -> date:
    """The middle of its days."""
    start, end = date.fromisoformat(row.start or ""), date.fromisoformat(row.end or "")
    return start + (end - start) / 2


def _along(day: date, first: date, last: date) -> float:
    share = (day - first).days / max((last - first).days, 1)
    return _LEFT + 12 + share * (_WIDTH - _LEFT - _RIGHT - 24)


def _mark(x: float, y: float, row: Contact) -> Markup:
    how = MEDIA[row.medium] if row.medium else "medium not said"
    title = f"{words.days(row.start, row.end)}, {how}, {words.STATUSES[row.status]}"
    return _shape(x, y, row.medium, "done" if row.status in (Status.REPORTED, Status.CLAIMED) else "open", title)


def _shape(x: float, y: float, medium: Medium | None, kind: str, title: str) -> Markup:
    s = _SIZE - 1
    match medium:
        case Medium.PHONE:
            return circle(x, y, s, kind, title)
        case Medium.IN_PERSON:
            return rect(x - s, y - s, 2 * s, 2 * s, kind, title)
        case Medium.VIDEO:
            return polygon([(x - s, y + s), (x, y - s), (x + s, y + s)], kind, title)
        case Medium.WRITTEN:
            return polygon([(x - s, y - s), (x, y + s), (x + s, y - s)], kind, title)
        case _:
            return polygon([(x, y - s - 1), (x + s + 1, y), (x, y + s + 1), (x - s - 1, y)], kind, title)


def _ticks(first: date, last: date, y: float) -> list[Markup]:
    """Dates under the lanes, never so many that they touch."""
    step = next((s for s in _STEPS if (last - first).days / s <= _TICKS), _STEPS[-1] * 4)
    parts = []
    day = first
    while day <= last:
        x = _along(day, first, last)
        words_ = day.isoformat() if step < 28 else f"{day:%Y-%m}" if step < 366 else f"{day:%Y}"
        half = len(words_) * LETTER / 2
        x = min(max(x, half), _WIDTH - half)
        parts.append(text(x, y, words_, kind="small", anchor="middle"))
        day += timedelta(days=step)
    return parts


def _legend(y: float, media: set[Medium | None], statuses: set[Status]) -> list[Markup]:
    parts, x = [], float(_LEFT)
    entries: list[tuple[Medium | None, str, str]] = [
        (m, "done", MEDIA[m] if m else "medium not said") for m in (*Medium, None) if m in media
    ]
    if statuses & {Status.PLANNED, Status.UNREALIZED}:
        entries.append((Medium.PHONE, "open", "hollow: planned, or did not take place"))
    for medium, kind, name in entries:
        parts += [_shape(x + 6, y, medium, kind, ""), text(x + 18, y + 4, name, kind="small")]
        x += 34 + len(name) * LETTER
    return parts
