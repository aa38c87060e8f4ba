"""A folder of tables, as CSV or Parquet, with their codebook. A file is in the folder whole or not at all."""

import csv
import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import fields
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TextIO

from onrecord.ask.protocol import View
from onrecord.export.codebook import of_level
from onrecord.export.columns import columns, csv_cell
from onrecord.export.tables import ROWS, TABLES, Level
from onrecord.record import plain
from onrecord.refusals import of_duckdb, out_of_place, refused

_Put = Callable[[object], None]


def write_csv(view: View, folder: Path, level: Level) -> None:
    """Write each table of a level as NAME.csv: UTF-8 with a heading, safe for spreadsheets (`cells.safe_cell`).

    Raises:
        UsageError: There can be no such folder.
        InputError: The disk is full or fails.
    """
    with _filled(folder, level) as new:
        _write_rows(view, level, new, _csv)


def write_parquet(view: View, folder: Path, level: Level) -> None:
    """Write each table of a level as NAME.parquet, its columns typed as in the codebook.

    Raises:
        UsageError: There can be no such folder.
        InputError: The disk is full or fails.
    """
    import duckdb  # noqa: PLC0415 - takes a while, and CSV does without

    # The lines are not in `folder`: DuckDB would take signs in its name, such as *, for a pattern.
    with _filled(folder, level) as new, TemporaryDirectory(prefix="onrecord-") as lines:
        _write_rows(view, level, Path(lines), _json_lines)
        with duckdb.connect(config={"threads": 1, "autoinstall_known_extensions": False}) as database:
            for name, row in TABLES[level].items():
                types = ", ".join(f"'{c.name}': '{c.sql}'" for c in columns(row))
                table = f"read_json({_quoted(Path(lines, f'{name}.jsonl'))}, columns = {{{types}}}, {_LINES})"
                target = _quoted(new / f"{name}.parquet")
                try:
                    database.execute(f"COPY (SELECT * FROM {table}) TO {target} (FORMAT parquet, COMPRESSION zstd)")  # noqa: S608
                except duckdb.IOException as error:
                    raise of_duckdb(error) from error


# A row has 16 MB of JSON at most: a text has 150,000 code points (`LIMITS.text_chars`).
_LINES = f"format = 'newline_delimited', maximum_object_size = {1 << 24}"


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"


@contextmanager
def _filled(folder: Path, level: Level) -> Iterator[Path]:
    """A new folder, whose files are moved into `folder` at the end, over older ones of the same name."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        place = TemporaryDirectory(prefix=".onrecord-", dir=folder)
    except OSError as error:
        raise out_of_place(error, folder, "give --to a folder that can be") from error
    try:
        with place as name:
            new = Path(name)
            yield new
            (new / "codebook.md").write_text(of_level(level), encoding="utf-8", newline="\n")
            for file in sorted(new.iterdir()):
                file.replace(folder / file.name)
    except OSError as error:
        raise refused(error, folder) from error


def _write_rows(view: View, level: Level, folder: Path, begin: Callable[[Path, str, type, ExitStack], _Put]) -> None:
    """Every row to the file of its class, in one pass."""
    with ExitStack() as stack:
        put = {row: begin(folder, name, row, stack) for name, row in TABLES[level].items()}
        for row in ROWS[level](view):
            put[type(row)](row)


def _csv(folder: Path, name: str, row: type, stack: ExitStack) -> _Put:
    writer = csv.writer(stack.enter_context(_opened(folder / f"{name}.csv")), lineterminator="\r\n")  # RFC 4180
    names = [column.name for column in columns(row) if column.means.in_csv]
    writer.writerow(names)
    return lambda item: writer.writerow([csv_cell(getattr(item, name)) for name in names])


def _json_lines(folder: Path, name: str, row: type, stack: ExitStack) -> _Put:
    file = stack.enter_context(_opened(folder / f"{name}.jsonl"))
    names = [f.name for f in fields(row)]

    def put(item: object) -> None:
        values = {name: plain(getattr(item, name)) for name in names}
        file.write(json.dumps(values, ensure_ascii=False, separators=(",", ":")) + "\n")

    return put


def _opened(path: Path) -> TextIO:
    return path.open("w", encoding="utf-8", errors="replace", newline="")
