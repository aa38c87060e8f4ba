"""Accounts side by side as a reader sees them: points in plain words, and what each account leaves out."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from onrecord.ask.compare import Agreement, Column, Comparison, Point
from onrecord.ask.reports import Reports
from onrecord.record import EventType, Medium, Status
from onrecord.web.quotes import Excerpt, excerpts
from onrecord.web.words import STATUSES, TYPES
from onrecord.wording import ACTS, MEDIA

_NAMES = {
    "what": "What",
    "status": "Did it happen?",
    "date": "When",
    "place": "Where",
    "participants": "Who took part",
    "initiator": "On whose initiative",
    "first since": "The first since",
}
_SIGNS = {Agreement.SAME: "=", Agreement.VARIES: "~", Agreement.CONFLICT: "≠", Agreement.ALONE: "·"}
_NOTES = {
    Agreement.SAME: "agree",
    Agreement.VARIES: "differ without contradiction",
    Agreement.CONFLICT: "disagree",
    Agreement.ALONE: "in one account alone",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """What one account says on a point; None where it leaves it out."""

    value: str | None
    excerpts: tuple[Excerpt, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A point with a cell for each account. `note` says how they stand to each other; `id` is a statement's claim."""

    name: str
    agreement: str
    sign: str
    note: str
    id: str | None
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Own:
    """A statement that one account alone carries; `id` is its claim."""

    name: str
    id: str
    cell: Cell


@dataclass(frozen=True, slots=True)
class Beside:
    """The accounts. Of statements `shared` are in several, `own` in one alone, by account.

    `left_out` is in words what each account leaves out, `more` how many statements are not here.
    """

    columns: tuple[Column, ...]
    fields: tuple[Line, ...]
    shared: tuple[Line, ...]
    own: tuple[tuple[Own, ...], ...]
    left_out: tuple[str, ...]
    more: int


def beside(compared: Comparison, reports: Reports, *, most: int) -> Beside:
    """A comparison, with at most so many statements that several accounts carry, and as many of each one's own."""
    lines = list(_lines(compared, reports))
    fields = tuple(line for line in lines if not line.id)
    said = [line for line in lines if line.id]
    shared = sorted((line for line in said if _carried(line) > 1), key=lambda line: -_carried(line))
    across = range(len(compared.accounts))
    own = [[_own(line, at) for line in said if _carried(line) == 1 and line.cells[at].value] for at in across]
    left = tuple(_left_out(fields, said, at) for at in across)
    more = max(0, len(shared) - most) + sum(max(0, len(found) - most) for found in own)
    return Beside(compared.accounts, fields, tuple(shared[:most]), tuple(tuple(o[:most]) for o in own), left, more)


def _own(line: Line, at: int) -> Own:
    return Own(line.name, line.id or "", line.cells[at])


def _lines(compared: Comparison, reports: Reports) -> Iterator[Line]:
    """A line for each point; two points of one name, speaker and claim are two."""
    across = len(compared.accounts)
    for _, group in groupby(compared.rows, key=lambda p: (p.field, p.subject, p.id)):
        points = list(group)
        for at in range(0, len(points), across):
            yield _line(points[at : at + across], reports)


def _line(points: list[Point], reports: Reports) -> Line:
    first = points[0]
    cells = tuple(Cell(_value(p), excerpts(reports, p.passages)) for p in points)
    sign, note = _SIGNS[first.agreement], _NOTES[first.agreement]
    count = sum(cell.value is not None for cell in cells)
    if first.id and count > 1:  # one claim in several accounts need not be the same words
        sign, note = "", f"in {count} accounts"
    if len(points) == 1:
        sign, note = "", ""
    return Line(_name(first), str(first.agreement), sign, note, first.id, cells)


def _name(point: Point) -> str:
    if point.field == "statement":
        speaker = "Speaker not said" if point.subject == "(not said)" else point.subject
        return f"{speaker}: {ACTS[point.act]}" if point.act else speaker
    return f"Figures: {point.subject}" if point.subject else _NAMES.get(point.field, point.field)


def _value(point: Point) -> str | None:
    """A value in plain words; several of one account stand with commas between."""
    if point.value is None or point.field not in ("what", "status"):
        return point.value
    plain = _what if point.field == "what" else _status
    parts = dict.fromkeys(plain(part) for part in point.value.split(", "))
    return ", ".join(p for p in parts if not any(other.startswith(f"{p} ") for other in parts))  # "contact" by itself


def _what(words: str) -> str:
    """Of "CONSULT phone" "contact by phone"."""
    type_, _, how = words.partition(" ")
    if type_ not in set(EventType):
        return words
    name = TYPES[EventType(type_)]
    if how in set(Medium):
        return f"{name} {MEDIA[Medium(how)]}"
    return f"{name} ({how})" if how else name


def _status(words: str) -> str:
    return STATUSES[Status(words)] if words in set(Status) else words


def _carried(line: Line) -> int:
    return sum(cell.value is not None for cell in line.cells)


def _left_out(fields: tuple[Line, ...], said: list[Line], at: int) -> str:
    names = [line.name[:1].lower() + line.name[1:] for line in fields if line.cells[at].value is None]
    missing = sum(line.cells[at].value is None for line in said)
    if missing:
        names.append(f"{missing} of {len(said)} statements" if len(said) > 1 else "the statement")
    return ", ".join(names)
