"""A claim and what stands against it, as two sides of a scale."""

from collections.abc import Sequence

from markupsafe import Markup

from onrecord.merged import MergedClaim, Telling
from onrecord.web.charts.drawing import line, picture, rect, text

_WIDTH, _ROW, _NAMED = 700, 26, 5
_MIDDLE = _WIDTH / 2


def opposition(claim: MergedClaim) -> Markup:
    """On the left who says it, on the right who denies it, with a block for each report."""
    sides = (_named(claim.tellings), _named(claim.denials))
    rows = max(1, *(len(side) for side in sides))
    height = 40 + rows * _ROW
    parts = [
        text(_MIDDLE - 16, 18, "say it", kind="head", anchor="end"),
        text(_MIDDLE + 16, 18, "deny it", kind="head"),
        line(_MIDDLE, 4, _MIDDLE, height - 6, "axis", 2),
    ]
    for number, (name, count) in enumerate(sides[0]):
        y = 32 + number * _ROW
        parts.append(text(_MIDDLE - 16, y + 12, f"{name} · {_reports(count)}", anchor="end", most=50))
        parts.append(rect(_MIDDLE - 10, y, 8, _ROW - 8, "for"))
    for number, (name, count) in enumerate(sides[1]):
        y = 32 + number * _ROW
        parts.append(rect(_MIDDLE + 2, y, 8, _ROW - 8, "against"))
        parts.append(text(_MIDDLE + 16, y + 12, f"{name} · {_reports(count)}", most=48))
    if not sides[1]:
        parts.append(text(_MIDDLE + 16, 44, "nobody on record", kind="small"))
    about = f"{len(sides[0])} say it, {len(sides[1])} deny it."
    return picture(_WIDTH, height, "Who says it and who denies it", parts, about)


def _named(tellings: Sequence[Telling]) -> list[tuple[str, int]]:
    """Each speaker once with the number of reports, the most reports first; beyond a few the rest together."""
    documents: dict[str, set[str]] = {}
    for telling in tellings:
        name = telling.speaker.name if telling.speaker else "speaker not said"
        documents.setdefault(name, set()).add(telling.document)
    found = sorted(((name, len(d)) for name, d in documents.items()), key=lambda pair: (-pair[1], pair[0]))
    if len(found) <= _NAMED:
        return found
    rest = found[_NAMED - 1 :]
    return [*found[: _NAMED - 1], (f"{len(rest)} others", sum(count for _, count in rest))]


def _reports(count: int) -> str:
    return "1 report" if count == 1 else f"{count} reports"
