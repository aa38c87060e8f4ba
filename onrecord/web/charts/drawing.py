"""The parts that pictures are made of: shapes and words at places, every word escaped.

How they look is `static/charts.css`; nothing here has a colour of its own.
"""

from collections.abc import Iterable

from markupsafe import Markup

from onrecord.view.safe import safe
from onrecord.web.charts.letters import fitted

SIZE = 12  # the height of letters in pixels, as the style sheet has it
_TOLD = 300  # letters of what is shown when the mouse rests on something


def picture(width: float, height: float, title: str, parts: Iterable[Markup], description: str = "") -> Markup:
    """A drawing with a title and a description for those who do not see it."""
    inside = Markup("").join(parts)
    described = Markup("<desc>{}</desc>").format(_told(description)) if description else Markup("")
    role = "group" if "<a " in inside else "img"  # what is an image has nothing inside to go to
    w, h, named = number(width), number(height), _told(title)
    frame = Markup(
        '<svg class="chart" viewBox="0 0 {} {}" width="{}" height="{}" role="{}" aria-label="{}">'
        "<title>{}</title>{}{}</svg>"
    )
    return frame.format(w, h, w, h, role, named, named, described, inside)


def text(x: float, y: float, words: str, *, kind: str = "", anchor: str = "start", room: float = 400) -> Markup:
    """Words that start at a place, stand in its middle or end there, cut to `room` pixels.

    What was cut off is shown when the mouse rests on them.
    """
    shown = fitted(words, room, SIZE, bold=kind == "head")
    body = Markup('<text x="{}" y="{}"{}{}>{}{}</text>')
    at = Markup(' text-anchor="{}"').format(anchor) if anchor != "start" else Markup("")
    return body.format(number(x), number(y), _class(kind), at, shown, _title(words if "…" in shown else ""))


def rect(x: float, y: float, width: float, height: float, kind: str, title: str = "") -> Markup:
    """A rectangle; `title` is shown when the mouse rests on it."""
    body = Markup('<rect x="{}" y="{}" width="{}" height="{}"{}>{}</rect>')
    return body.format(number(x), number(y), number(width), number(height), _class(kind), _title(title))


def line(x: float, y: float, to_x: float, to_y: float, kind: str) -> Markup:
    """A line."""
    body = Markup('<line x1="{}" y1="{}" x2="{}" y2="{}"{}/>')
    return body.format(number(x), number(y), number(to_x), number(to_y), _class(kind))


def circle(x: float, y: float, radius: float, kind: str, title: str = "") -> Markup:
    """A circle."""
    body = Markup('<circle cx="{}" cy="{}" r="{}"{}>{}</circle>')
    return body.format(number(x), number(y), number(radius), _class(kind), _title(title))


def polygon(points: Iterable[tuple[float, float]], kind: str, title: str = "") -> Markup:
    """A closed shape."""
    places = " ".join(f"{number(x)},{number(y)}" for x, y in points)
    return Markup('<polygon points="{}"{}>{}</polygon>').format(places, _class(kind), _title(title))


def arc(
    start: tuple[float, float], bend: tuple[float, float], end: tuple[float, float], width: float, title: str
) -> Markup:
    """A line between two places, drawn towards a third, so many pixels thick."""
    (x, y), (by_x, by_y), (to_x, to_y) = start, bend, end
    path = f"M{number(x)} {number(y)}Q{number(by_x)} {number(by_y)} {number(to_x)} {number(to_y)}"
    return Markup('<path d="{}" class="tie" stroke-width="{}">{}</path>').format(path, number(width), _title(title))


def link(href: str | None, name: str, part: Markup) -> Markup:
    """A part that leads somewhere on this server, and what it is called."""
    return Markup('<a href="{}" aria-label="{}">{}</a>').format(href, _told(name), part) if href else part


def number(value: float) -> str:
    """A coordinate as short as will do, the same on every machine."""
    return f"{value + 0.0:.1f}".removesuffix(".0")


def _class(kind: str) -> Markup:
    return Markup(' class="{}"').format(kind) if kind else Markup("")


def _title(words: str) -> Markup:
    return Markup("<title>{}</title>").format(_told(words)) if words else Markup("")


def _told(words: str) -> str:
    line = " ".join(safe(words).split())
    return line if len(line) <= _TOLD else line[: _TOLD - 1] + "…"
