"""Bars with their names and numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from onrecord.web.charts.drawing import link, picture, rect, text
from onrecord.web.charts.letters import wide

_ROW, _NAME, _NUMBER = 24, 200, 46  # pixels: a row's height, the most of a name, room for a number
_WIDTH, _BAR = 330, 120  # as broad as a telephone's screen, if that leaves so much for the longest bar
_MOST = 20


@dataclass(frozen=True, slots=True)
class Bar:
    """A name, a number, and where it leads."""

    label: str
    count: int
    href: str | None = None


def bars(rows: Sequence[Bar]) -> Markup:
    """A bar for each row, in the order given; what is beyond the twentieth in a line. Nothing where there is no row."""
    if not rows:
        return Markup("")
    shown, rest = rows[:_MOST], rows[_MOST:]
    most = max(row.count for row in shown) or 1
    left = min(_NAME, max(wide(row.label) for row in shown)) + 16
    longest = max(_BAR, _WIDTH - left - _NUMBER)
    parts = []
    for n, row in enumerate(shown):
        y = 4 + n * _ROW
        long = row.count / most * longest
        told = f"{row.label}: {row.count:,}"
        name = text(left - 8, y + 13, row.label, anchor="end", room=left - 12)
        parts.append(link(row.href, told, name))
        if row.count:
            parts.append(rect(left, y, max(1, long), _ROW - 6, "bar", told))
        parts.append(text(left + long + 6, y + 13, f"{row.count:,}"))
    height, width = 8 + len(shown) * _ROW, left + longest + _NUMBER
    if rest:
        words = f"and {len(rest):,} more, {sum(row.count for row in rest):,} together"
        parts.append(text(left, height + 12, words, kind="small"))
        height, width = height + 20, max(width, left + wide(words) + 4)
    return picture(width, height, "Bars, each with its number", parts)
