"""Bars with their names and numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from onrecord.web.charts.drawing import LETTER, link, picture, rect, text

_ROW, _NAME, _BAR = 24, 26, 360  # a row's height, letters of the longest name, the longest bar


@dataclass(frozen=True, slots=True)
class Bar:
    """A name, a number, and where it leads."""

    label: str
    count: int
    href: str | None = None


def bars(rows: Sequence[Bar]) -> Markup:
    """A bar for each row, in the order given."""
    most = max((row.count for row in rows), default=1) or 1
    left = _NAME * LETTER
    width = left + _BAR + 60
    parts = []
    for number, row in enumerate(rows):
        y = 6 + number * _ROW
        long = max(1, row.count / most * _BAR)
        parts.append(link(row.href, text(left - 8, y + 15, row.label, anchor="end", most=_NAME - 2)))
        parts.append(rect(left, y, long, _ROW - 6, "bar", f"{row.label}: {row.count:,}"))
        parts.append(text(left + long + 6, y + 15, f"{row.count:,}", kind="number"))
    return picture(width, 12 + len(rows) * _ROW, "Bars, the longest first", parts)
