"""Segments: immutable Parquet files of one table each, written and read by DuckDB."""

# ruff: noqa: S608 - names of columns and files of our own; values are passed beside the SQL
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.errors import InputError
from onrecord.refusals import refused
from onrecord.store.files import TEMPORARY, flush, flush_folder, sha256
from onrecord.store.manifest import Segment
from onrecord.store.tables import TABLES, Cells, written

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

FOLDER = "segments"
# One thread, as reading takes all cores and order is to be kept; nothing is fetched or loaded from outside.
_CONFIG: dict[str, Any] = {"threads": 1, "autoinstall_known_extensions": False, "autoload_known_extensions": False}
# Rows of these may have megabytes, and DuckDB holds a whole group of rows in memory; 2048 is the least it takes.
_GROUPED = {"raw": 2048, "documents": 2048}
_FETCHED = 2048  # rows at a time
_LEAST_OBJECT = 1 << 16


class MissingError(Exception):
    """A segment's file is gone: a later writer has gathered it into another."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A segment that is written aside and not yet in place."""

    path: Path
    segment: Segment


class Segments:
    """The segments' folder of a record."""

    def __init__(self, record: Path) -> None:
        self.folder = record / FOLDER

    def path(self, segment: Segment) -> Path:
        """Where a segment's file is."""
        return self.folder / segment.name

    def write(self, table: str, commit: int, rows: Sequence[Cells]) -> Draft:
        """A segment of rows, bytes in them in base64; the rows are in their order."""
        source = self.folder / f"{TEMPORARY}{table}.jsonl"
        lines = [written(row) for row in rows]
        source.write_bytes(b"\n".join(lines))
        types = TABLES[table]
        columns = {name: sql if sql != "BLOB" else "VARCHAR" for name, sql in types.items()}
        shown = ", ".join(
            f'from_base64("{name}") AS "{name}"' if sql == "BLOB" else f'"{name}"' for name, sql in types.items()
        )
        longest = max(_LEAST_OBJECT, 2 * max(map(len, lines)))
        query = (
            f"SELECT {shown} FROM read_json($source, format = 'newline_delimited', columns = {_struct(columns)}, "
            f"maximum_object_size = {longest})"
        )
        draft = self._copied(query, {"source": str(source)}, Segment(table, "", "", 0, len(rows), commit, commit, 0))
        source.unlink()
        return draft

    def gather(self, segments: Sequence[Draft | Segment]) -> Draft:
        """One segment of the rows of several that follow each other."""
        paths = [str(s.path) if isinstance(s, Draft) else str(self.path(s)) for s in segments]
        parts = [s.segment if isinstance(s, Draft) else s for s in segments]
        whole = replace(
            parts[0], rows=sum(p.rows for p in parts), last=parts[-1].last, level=max(p.level for p in parts) + 1
        )
        # By name, as an earlier version may have written fewer columns.
        query = "SELECT * FROM read_parquet($paths, union_by_name = true)"
        gathered = self._copied(query, {"paths": paths}, whole)
        for draft in segments:
            if isinstance(draft, Draft):
                draft.path.unlink()
        return gathered

    def place(self, drafts: Sequence[Draft]) -> None:
        """Put segments in place for good. All are written before the first is flushed: the rest then cost little."""
        for draft in drafts:
            flush(draft.path)
        for draft in drafts:
            draft.path.replace(self.path(draft.segment))
        if drafts:
            flush_folder(self.folder)

    def rows(self, segment: Segment, columns: str = "*", where: str = "true", *values: object) -> Iterator[Cells]:
        """Rows of a segment, in their order.

        Raises:
            MissingError: Its file is gone.
            InputError: Its file is damaged or cannot be read.
        """
        import duckdb  # noqa: PLC0415 - heavy, and pages of the merged record need none

        path = self.path(segment)
        try:
            query = f"SELECT {columns} FROM read_parquet(?) WHERE {where}"
            found = _database().cursor().execute(query, [str(path), *values])
            names = [name for name, *_ in found.description or ()]
            while batch := found.fetchmany(_FETCHED):
                yield from (dict(zip(names, row, strict=True)) for row in batch)
        except (duckdb.Error, UnicodeDecodeError) as error:
            raise _ill(path) from error

    def is_sound(self, segment: Segment) -> bool:
        """Whether every byte of its file is as it was written; MissingError where the file is gone.

        Raises InputError where it cannot be read.
        """
        path = self.path(segment)
        try:
            return sha256(path) == segment.sha256
        except OSError as error:
            raise _ill(path) from error

    def verify(self, segment: Segment) -> None:
        """Raise InputError where a segment's file is damaged, MissingError where it is gone."""
        if not self.is_sound(segment):
            raise _damaged(self.path(segment))

    def clear(self, kept: Sequence[Segment]) -> None:
        """Remove what a stopped writer left, and what was gathered into others."""
        names = {segment.name for segment in kept}
        for path in self.folder.iterdir():
            if path.name not in names:
                path.unlink()

    def _copied(self, query: str, values: dict[str, object], segment: Segment) -> Draft:
        aside = self.folder / f"{TEMPORARY}{segment.table}-{segment.first}-{segment.last}.parquet"
        groups = f", ROW_GROUP_SIZE {_GROUPED[segment.table]}" if segment.table in _GROUPED else ""
        target = "'" + str(aside).replace("'", "''") + "'"
        _database().cursor().execute(f"COPY ({query}) TO {target} (FORMAT parquet, COMPRESSION zstd{groups})", values)
        digest = sha256(aside)
        name = f"{segment.table}-{digest[:16]}.parquet"
        return Draft(aside, replace(segment, name=name, sha256=digest, size=aside.stat().st_size))


@cache
def _database() -> "DuckDBPyConnection":
    """An empty database in memory: what runs the queries, each in a cursor of its own."""
    import duckdb  # noqa: PLC0415 - heavy

    return duckdb.connect(":memory:", config=_CONFIG)


def _ill(path: Path) -> MissingError | InputError:
    """Why a file that was to be read could not be: it is gone, it cannot be read, or what it holds is damaged."""
    try:
        sha256(path)
    except FileNotFoundError:
        return MissingError()
    except OSError as error:
        return refused(error, path, "cannot be read")
    return _damaged(path)


def _damaged(path: Path) -> InputError:
    return InputError("a segment is damaged", where=str(path), advice="run `onrecord check` on the record")


def _struct(columns: dict[str, str]) -> str:
    return "{" + ", ".join(f"'{name}': '{sql}'" for name, sql in columns.items()) + "}"
