"""The user's file of who held which office when: a table in TSV or CSV, read, checked and added to.

Its columns are `country, office, person, start, end`, and `source` if there is one, named in the first line.
"""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from io import StringIO
from itertools import zip_longest
from pathlib import Path

from onrecord.errors import InputError, UsageError

from .fold import sound
from .knowledge import load
from .own import Own, OwnRow

COLUMNS = ("country", "office", "person", "start", "end", "source")
_OPTIONAL = "source"
_LARGEST, _LONGEST = 10_000_000, 500  # bytes of the file, letters of a cell
_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?", re.ASCII)
_PARTS = ("-01", "-01")  # of a date cut to the year
Cells = Mapping[str, str]


class _BadRowError(Exception):
    """What is wrong with a row."""


@dataclass(frozen=True, slots=True)
class _Table:
    """A file as it stands: its rows by line, and what is wrong with the others."""

    data: bytes
    columns: Sequence[str]
    separator: str
    rows: dict[int, OwnRow]
    problems: list[InputError]


def read(path: Path) -> Own:
    """The rows of the user's file.

    Raises:
        UsageError: The file cannot be read, or a row of it is wrong; its line is named.
    """
    table = _sound(path)
    return Own(tuple(table.rows.values()), sha256(table.data).hexdigest())


def check(path: Path) -> list[InputError]:
    """What is wrong with the user's file, by line.

    Raises:
        UsageError: The file cannot be read.
    """
    return _table(path).problems


def add(path: Path, cells: Cells) -> int:
    """Add a row, its cells by column, to the user's file, which is made where there is none; the row's line.

    Raises:
        UsageError: The row or the file is wrong, the file has the row already, or it cannot be written.
    """
    try:
        row = _row(cells)
    except _BadRowError as error:
        raise UsageError(str(error)) from None
    table = _sound(path) if path.exists() else _empty("," if path.suffix.lower() == ".csv" else "\t")
    if known := [line for line, other in table.rows.items() if other == row]:
        raise UsageError(f"{path}:{known[0]}: the row is there already")
    if row.source and _OPTIONAL not in table.columns:
        raise UsageError(f"{path}:1: there is no column for the source; name it {_OPTIONAL!r} in the first line")
    line = StringIO()
    writer = csv.writer(line, delimiter=table.separator, lineterminator="\n")
    writer.writerow([cells.get(name, "").strip() for name in table.columns])
    before = table.data if not path.exists() else b"" if table.data.endswith(b"\n") else b"\n"
    try:
        with path.open("ab") as file:
            file.write(before + line.getvalue().encode())
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}") from None
    return (table.data.removesuffix(b"\n") + b"\n").count(b"\n") + 1


def _empty(separator: str) -> _Table:
    return _Table(separator.join(COLUMNS).encode() + b"\n", COLUMNS, separator, {}, [])


def _sound(path: Path) -> _Table:
    """A file without a bad row."""
    table = _table(path)
    if table.problems:
        others = len(table.problems) - 1
        more = f"; `onrecord actors check` names {others} more" if others else ""
        raise UsageError(f"{table.problems[0]}{more}")
    return table


def _table(path: Path) -> _Table:
    data = _bytes(path)
    rows: dict[int, OwnRow] = {}
    problems: list[InputError] = []
    try:
        lines = data.decode("utf-8-sig").split("\n")
        columns, separator = _head(lines[0])
    except UnicodeDecodeError as error:
        at = data.count(b"\n", 0, error.start) + 1
        problem = InputError("this is not UTF-8", where=f"{path}:{at}", advice="save the file as UTF-8 text")
        return _Table(data, (), "", rows, [problem])
    except _BadRowError as error:
        return _Table(data, (), "", rows, [InputError(str(error), where=f"{path}:1")])
    for number, line in enumerate(lines[1:], 2):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            rows[number] = _row(_cells(line, columns, separator))
        except _BadRowError as error:
            problems.append(InputError(str(error), where=f"{path}:{number}"))
    return _Table(data, columns, separator, rows, problems)


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except OSError as error:
        raise UsageError(f"{path}: the file of actors cannot be read: {error.strerror}") from None
    if len(data) > _LARGEST:
        raise UsageError(f"{path}: a file of actors has {_LARGEST:,} bytes at most")
    return data


def _head(line: str) -> tuple[list[str], str]:
    """The columns that the first line names, and what stands between them."""
    separator = "\t" if "\t" in line else ","
    columns = [name.strip() for name in _split(line, separator)]
    needed = [name for name in COLUMNS if name != _OPTIONAL]
    if sorted(columns) not in (sorted(needed), sorted(COLUMNS)):
        raise _BadRowError(f"the first line names the columns: {', '.join(needed)}, and {_OPTIONAL} if there is one")
    return columns, separator


def _split(line: str, separator: str) -> list[str]:
    """The cells of a line; a row never goes on in the next."""
    try:
        return next(csv.reader([line.rstrip("\r")], delimiter=separator))
    except (csv.Error, StopIteration):
        raise _BadRowError("the line is no row of a table") from None


def _cells(line: str, columns: list[str], separator: str) -> Cells:
    cells = _split(line, separator)
    if len(cells) > len(columns):
        raise _BadRowError(f"the row has {len(cells)} cells for {len(columns)} columns")
    return dict(zip_longest(columns, cells, fillvalue=""))


def _row(cells: Cells) -> OwnRow:
    """A row, checked; _BadRowError where it is wrong."""
    given = {name: cells.get(name, "").strip() for name in COLUMNS}
    for name, cell in given.items():
        if len(cell) > _LONGEST:
            raise _BadRowError(f"the {name} is longer than {_LONGEST} letters")
        if not cell.isprintable():
            raise _BadRowError(f"the {name} holds letters that cannot be seen")
    for name in ("office", "person", "start"):
        if not given[name]:
            raise _BadRowError(f"the {name} is missing")
    names = tuple(name.strip() for name in given["person"].split("|"))
    if not all(map(sound, names)):
        raise _BadRowError(f"{given['person']!r} is no name")
    office = load().office(given["office"])
    if office is None or office.qualifier not in (None, "acting"):
        raise _BadRowError(f"{given['office']!r} is no office that Onrecord knows; give the usual English title")
    country = _country(given["country"], office.country)
    start, end = (_date(given[name], name) for name in ("start", "end"))
    cut = min(len(start), len(end))
    if end[:cut] < start[:cut]:
        raise _BadRowError(f"the end, {end}, is before the start, {start}")
    return OwnRow(names, country, given["office"], office.office_class, start, end, given["source"])


def _country(words: str, implied: str | None) -> str:
    found = load().state(words) if words else implied
    if found is None:
        advice = "give its English name or its ISO code of three letters"
        raise _BadRowError(f"{words!r} is no state; {advice}" if words else "the country is missing")
    return found


def _date(words: str, name: str) -> str:
    if not words:
        return ""
    parts = words.count("-")
    try:
        if not _DATE.fullmatch(words):
            raise ValueError
        date.fromisoformat(words + "".join(_PARTS[parts:]))
    except ValueError:
        raise _BadRowError(f"the {name}, {words!r}, is no date; write it as 2024-05-12, 2024-05 or 2024") from None
    return words
