"""A claim and what stands against it, as two sides: a block for every report."""

from collections.abc import Sequence

from markupsafe import Markup

from onrecord.merged import MergedClaim, Telling
from onrecord.web import words
from onrecord.web.charts.drawing import SIZE, line, picture, rect, text
from onrecord.web.charts.letters import folded

# As broad as a telephone's screen, so that both sides are seen at once.
_WIDTH, _MIDDLE, _ROOM = 330, 165.0, 152
_NAMED, _LINES, _LINE = 5, 2, 16  # names on a side, lines of a name, pixels from line to line
_BLOCK, _BLOCKS = 12, 8  # a block's side, and the most in a row
Side = Sequence[tuple[str, int]]


def opposition(claim: MergedClaim) -> Markup:
    """On the left who says it, filled blocks; on the right who denies it, hollow ones."""
    says, denies = _named(claim.tellings), _named(claim.denials)
    left, low = _side("Says it", says, _MIDDLE - 8, -1)
    right, deep = _side("Denies it", denies, _MIDDLE + 8, 1)
    height = max(low, deep) + 4
    middle = line(_MIDDLE, 4, _MIDDLE, height - 4, "axis")
    note = text(_MIDDLE, height + 12, "A block is a report.", kind="small", anchor="middle")
    about = f"{_told(says, 'says')}; {_told(denies, 'denies')}."
    return picture(_WIDTH, height + 20, "Who says it and who denies it", [middle, *left, *right, note], about)


def _side(head: str, names: Side, x: float, way: int) -> tuple[list[Markup], float]:
    """One side from the middle outwards, and where it ends."""
    anchor, kind = ("end", "says") if way < 0 else ("start", "denies")
    parts, y = [text(x, 16, head, kind="head", anchor=anchor)], 24.0
    for name, count in names:
        for part in folded(name, _ROOM, _LINES, SIZE):
            y += _LINE
            parts.append(text(x, y, part, anchor=anchor, room=_ROOM))
        y += 6
        drawn = min(count, _BLOCKS)
        for n in range(drawn):
            at = x + way * n * (_BLOCK + 2) - (_BLOCK if way < 0 else 0)
            parts.append(rect(at + 1, y + 1, _BLOCK - 2, _BLOCK - 2, kind))
        if count > 1:
            beyond = x + way * (drawn * (_BLOCK + 2) + 2)
            parts.append(text(beyond, y + 10, f"{count:,}", kind="small", anchor=anchor, room=40))
        y += _BLOCK + 4
    if not names:
        y += _LINE
        parts.append(text(x, y, "nobody on record", kind="small", anchor=anchor))
    return parts, y


def _named(tellings: Sequence[Telling]) -> list[tuple[str, int]]:
    """Each speaker once with the number of reports, the most reports first; beyond a few the rest together."""
    documents: dict[str, set[str]] = {}
    for telling in tellings:
        name = telling.speaker.name if telling.speaker else "speaker not said"
        documents.setdefault(name, set()).add(telling.document)
    found = sorted(documents.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    if len(found) <= _NAMED:
        return [(name, len(reports)) for name, reports in found]
    rest = found[_NAMED - 1 :]
    together = len(set[str]().union(*(reports for _, reports in rest)))
    return [*((name, len(reports)) for name, reports in found[: _NAMED - 1]), (f"{len(rest)} others", together)]


def _told(names: Side, does: str) -> str:
    said = [f"{name} in {words.plural(count, 'report')}" for name, count in names]
    return f"{words.listed(said) or 'Nobody on record'} {does} it"
