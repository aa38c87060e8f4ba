"""Tables whose first row names the columns (CSV and its kin): a report for each row, as a line of JSONL."""

import csv
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files

from onrecord.documents.jsonl import Lines, line_of, skip_line
from onrecord.documents.limits import LIMITS
from onrecord.documents.lists import Addresses, addresses
from onrecord.documents.raw import Raw
from onrecord.errors import InputError
from onrecord.record import Notice

_DELIMITERS = ",;\t|"
_WORDS = {"text", "html", "summary"}
_LONGEST_NAME = 60
# Lines that a quotation mark without its second has swallowed are rows after all if so many of them look like rows.
_LIKE_ROWS = 0.9


def is_table(head: bytes) -> bool:
    """Whether a file that begins like this has a row of column names, one of them of words or addresses."""
    line, end, _ = head.partition(b"\n")
    return bool(end) and b"\0" not in line and _layout(line.decode("utf-8-sig", "replace")) is not None


def rows(stream: Lines, where: str) -> Iterator[Raw | Addresses | InputError]:
    """A line for each row that is not blank, or an error, in order; of a table without words its addresses.

    Memory is bounded by one row.

    Raises:
        InputError: It is none.
        LimitError: One row is so long that the rest of the table is out of reach.
    """
    lines = _TextLines(stream, where)
    layout = _layout(next(lines, ""))
    if layout is None:
        raise InputError("the first row names no columns", where=where)
    delimiter, names = layout
    if _WORDS.isdisjoint(names):
        found = (row.get("url") for row in _rows(lines, delimiter, names) if not isinstance(row, InputError))
        yield addresses("a table without texts", found, where)
        return
    for row in _rows(lines, delimiter, names):
        if isinstance(row, InputError):
            yield row
            continue
        notices = (Notice("encoding-guessed", "not valid UTF-8; read as Windows-1252"),) if lines.guessed else ()
        yield replace(line_of(row, lines.place), warnings=notices)


class _TextLines:
    """The lines of a stream as text. Those of the row at hand are kept, so that they can be read anew."""

    def __init__(self, stream: Lines, where: str) -> None:
        self._stream, self._where = stream, where
        self._waiting: deque[str] = deque()
        self._number = 0
        self.begin()

    def begin(self) -> None:
        """Begin a row."""
        self.row: list[str] = []
        self._size = 0
        self.guessed = False

    def retreat(self) -> None:
        """End the row after its first line; the others are to be read anew."""
        self._waiting.extendleft(reversed(self.row[1:]))
        self._number -= len(self.row) - 1

    @property
    def place(self) -> str:
        """Where the row begins."""
        return f"{self._where}:{self._number - len(self.row) + 1}"

    def __iter__(self) -> "_TextLines":
        return self

    def __next__(self) -> str:
        line = self._waiting.popleft() if self._waiting else self._read()
        if not line:
            raise StopIteration
        self._number += 1
        self.row.append(line)
        self._size += len(line)
        if self._size > LIMITS.report_bytes:
            raise csv.Error(f"the row is longer than {LIMITS.report_bytes:,} bytes")
        return line

    def _read(self) -> str:
        line = self._stream.readline(LIMITS.report_bytes + 1)
        if len(line) > LIMITS.report_bytes:
            skip_line(self._stream, self._where)
        try:
            return line.decode("utf-8" if self._number else "utf-8-sig")
        except UnicodeDecodeError:
            self.guessed = True
            return line.decode("cp1252", "replace")


def _rows(lines: _TextLines, delimiter: str, names: Sequence[str]) -> Iterator[dict[str, str | None] | InputError]:
    """The rows by their columns' names, those that are not blank."""
    csv.field_size_limit(LIMITS.report_bytes)
    while True:
        lines.begin()
        try:
            cells = next(csv.reader(lines, delimiter=delimiter, strict=True), None)
            if cells is None:
                return
            problem = _problem(cells, names)
            advice = "put cells that hold the delimiter in quotation marks"
        except csv.Error as error:
            cells, problem, advice = [], _told(error), "double the quotation marks within a cell"
        if not problem:
            if any(cells):
                yield {name: cell.strip() for name, cell in zip(names, cells, strict=False) if name}
            continue
        yield InputError(problem, where=lines.place, advice=advice)
        if _like_rows(lines.row[1:], delimiter, len(names)):
            lines.retreat()


def _problem(cells: Sequence[str], names: Sequence[str]) -> str | None:
    """What is wrong with a row; cells too many may be empty."""
    if not cells or len(cells) == len(names) or (len(cells) > len(names) and not any(cells[len(names) :])):
        return None
    return f"the row has {len(cells)} cells where the first row names {len(names)} columns"


def _told(error: csv.Error) -> str:
    words = str(error)
    if "expected after" in words:
        return "words follow the quotation mark that closes a cell"
    return "a quotation mark is not closed" if "end of data" in words else words


def _like_rows(lines: Sequence[str], delimiter: str, columns: int) -> bool:
    """Whether lines are rows by themselves, nearly all."""
    written = [line for line in lines if line.strip()]
    sound = 0
    for line in written:
        try:
            sound += len(next(csv.reader([line], delimiter=delimiter, strict=True))) == columns
        except csv.Error:
            continue
    return bool(written) and sound >= _LIKE_ROWS * len(written)


def _layout(line: str) -> tuple[str, tuple[str, ...]] | None:
    """Delimiter, and by column what it holds or "", if a line can be the row that names the columns."""
    found = [(d, _named(_cells(line, d))) for d in _DELIMITERS]
    delimiter, names = max(found, key=lambda layout: sum(map(bool, layout[1])))
    known = set(names) - {""}
    return (delimiter, names) if len(known) > 1 and known & (_WORDS | {"url"}) else None


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        cells = next(csv.reader([line], delimiter=delimiter, strict=True), [])
    except csv.Error:
        return []
    return cells if all(len(cell) <= _LONGEST_NAME for cell in cells) else []


def _named(cells: Sequence[str]) -> tuple[str, ...]:
    """What each column holds; of several that hold the same the one with the best name."""
    folded = ["".join(c for c in cell.casefold() if c.isalnum()) for cell in cells]
    names = [""] * len(cells)
    for what, known in _names():
        if at := next((folded.index(name) + 1 for name in known if name in folded), 0):
            names[at - 1] = what
    return tuple(names)


@cache
def _names() -> tuple[tuple[str, tuple[str, ...]], ...]:
    table = (files(__package__) / "data" / "columns.tsv").read_text("utf-8")
    lines = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return tuple((what, tuple(names.split())) for what, names in lines)
