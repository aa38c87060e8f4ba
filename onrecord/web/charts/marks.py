"""The marks of contacts: the shape says how, the filling whether it took place; and the key to both."""

from collections.abc import Iterable

from markupsafe import Markup

from onrecord.record import Medium, Status
from onrecord.web import words
from onrecord.web.charts.drawing import circle, line, polygon, rect, text
from onrecord.web.charts.letters import wide
from onrecord.wording import MEDIA

REACH = 6.0  # pixels from a mark's middle to its edge
_ROW = 22
UNSAID = "medium not said"


def medium_words(medium: Medium | None) -> str:
    """How, for people."""
    return MEDIA[medium] if medium else UNSAID


def mark(x: float, y: float, medium: Medium | None, status: Status, title: str = "") -> Markup:
    """Filled for reported, with a dot in it for only claimed, hollow for planned, struck through for did not happen."""
    parts = [_shape(x, y, REACH, medium, status.value, title)]
    if status is Status.CLAIMED:
        parts.append(circle(x, y + _weight(medium), 2, "dot"))
    if status is Status.UNREALIZED:
        parts.append(line(x - 8, y + 8, x + 8, y - 8, "strike"))
    return Markup("").join(parts)


def key(
    x: float, y: float, room: float, media: Iterable[Medium | None], statuses: Iterable[Status]
) -> tuple[list[Markup], float]:
    """What the marks mean, of those that occur; and how high it is."""
    here, there = set(media), set(statuses)
    entries = [(m, Status.REPORTED, medium_words(m)) for m in (*Medium, None) if m in here]
    # Where all took place there is nothing to tell apart.
    filled = [(Medium.PHONE, s, words.STATUSES[s]) for s in Status if s in there and there != {Status.REPORTED}]
    parts, low = [], y
    for row in (entries, filled):
        at = x
        for medium, status, name in row:
            long = 20 + wide(name) + 16
            if at > x and at + long > x + room:
                at, low = x, low + _ROW
            parts += [mark(at + 8, low + 8, medium, status), text(at + 20, low + 12, name, kind="small")]
            at += long
        low += _ROW if row else 0
    return parts, low - y


def _shape(x: float, y: float, s: float, medium: Medium | None, kind: str, title: str) -> Markup:
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


def _weight(medium: Medium | None) -> float:
    """How far below the middle of its box a shape has its own."""
    return {Medium.VIDEO: 2.0, Medium.WRITTEN: -2.0}.get(medium, 0.0) if medium else 0.0
