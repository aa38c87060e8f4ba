"""The parts that pictures are made of: shapes and words at places, every word escaped."""

from collections.abc import Iterable

from markupsafe import Markup, escape

from onrecord.view.safe import safe

LETTER = 6.6  # pixels that a letter of 12 pixels' height is wide, on the broad side


def picture(width: float, height: float, title: str, parts: Iterable[Markup], description: str = "") -> Markup:
    """A drawing with a title and a description for those who do not see it."""
    inside = Markup("").join(parts)
    described = Markup("<desc>{}</desc>").format(description) if description else Markup("")
    role = "group" if "<a " in inside else "img"  # what is an image has nothing inside to go to
    w, h = _n(width), _n(height)
    frame = Markup(
        '<svg viewBox="0 0 {} {}" width="{}" height="{}" role="{}" aria-label="{}"><title>{}</title>{}{}</svg>'
    )
    return frame.format(w, h, w, h, role, title, title, described, inside)


def text(x: float, y: float, words: str, *, kind: str = "", anchor: str = "start", most: int = 60) -> Markup:
    """Words that begin, stand in the middle, or end at a place; cut to `most` letters."""
    shown = safe(words).replace("\n", " ")
    cut = shown if len(shown) <= most else shown[: most - 1].rstrip() + "…"
    return Markup('<text x="{}" y="{}" class="{}" text-anchor="{}">{}</text>').format(_n(x), _n(y), kind, anchor, cut)


def rect(x: float, y: float, width: float, height: float, kind: str, title: str = "") -> Markup:
    """A rectangle; `title` is shown when the mouse rests on it."""
    body = Markup('<rect x="{}" y="{}" width="{}" height="{}" class="{}">{}</rect>')
    return body.format(_n(x), _n(y), _n(width), _n(height), kind, _title(title))


def line(x: float, y: float, to_x: float, to_y: float, kind: str, width: float = 1) -> Markup:
    """A line."""
    body = Markup('<line x1="{}" y1="{}" x2="{}" y2="{}" class="{}" stroke-width="{}"/>')
    return body.format(_n(x), _n(y), _n(to_x), _n(to_y), kind, _n(width))


def circle(x: float, y: float, radius: float, kind: str, title: str = "") -> Markup:
    """A circle."""
    body = Markup('<circle cx="{}" cy="{}" r="{}" class="{}">{}</circle>')
    return body.format(_n(x), _n(y), _n(radius), kind, _title(title))


def polygon(points: Iterable[tuple[float, float]], kind: str, title: str = "") -> Markup:
    """A closed shape."""
    places = " ".join(f"{_n(x)},{_n(y)}" for x, y in points)
    return Markup('<polygon points="{}" class="{}">{}</polygon>').format(places, kind, _title(title))


def link(href: str | None, part: Markup) -> Markup:
    """A part that leads somewhere on this server."""
    return Markup('<a href="{}">{}</a>').format(href, part) if href else part


def _title(words: str) -> Markup:
    return Markup("<title>{}</title>").format(safe(words)) if words else Markup("")


def _n(value: float) -> str:
    """A coordinate as short as will do, the same on every machine."""
    return str(escape(f"{value:.1f}".removesuffix(".0")))
