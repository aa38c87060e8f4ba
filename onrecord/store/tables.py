"""The tables of a record. Their columns follow the classes of `onrecord.record`; every row has its commit's number.

`raw` holds bytes by their hash, `inputs` says which input gave which document from which bytes (a report may be
given twice), `documents` has a row for each report and `actors`, `events`, `statements` the rows read in it, by
`document` and `position`.
"""

import json
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from onrecord.record import Actor, Document, Event, Record, Statement, made
from onrecord.store.entries import Entry, Failure

Cells = dict[str, Any]
_SQL = {int: "BIGINT", float: "DOUBLE", bool: "BOOLEAN", bytes: "BLOB"}
_PARTS = {"actors": Actor, "events": Event, "statements": Statement}


def _sql_type(kind: Any) -> str:
    if get_origin(kind) is UnionType:
        return _sql_type(get_args(kind)[0])
    if get_origin(kind) is tuple:
        return _sql_type(get_args(kind)[0]) + "[]"
    if is_dataclass(kind):
        return "STRUCT(" + ", ".join(f'"{name}" {sql}' for name, sql in _columns(kind).items()) + ")"
    return _SQL.get(kind, "VARCHAR")


def _columns(kind: Any) -> dict[str, str]:
    return {name: _sql_type(hint) for name, hint in get_type_hints(kind).items()}


_COMMIT, _WORDS = {"commit": "BIGINT"}, "VARCHAR"
_PLACE = _COMMIT | {"document": _WORDS, "position": "BIGINT"}
TABLES: dict[str, dict[str, str]] = {
    "raw": _COMMIT | {"sha256": _WORDS, "bytes": "BLOB"},
    "inputs": _COMMIT | {"input": _WORDS, "document": _WORDS, "raw": _WORDS, "where": _WORDS},
    "documents": _COMMIT | {"key": _WORDS, "input": _WORDS, "where": _WORDS} | _columns(Document),
    **{name: _PLACE | _columns(kind) for name, kind in _PARTS.items()},
    "failures": _COMMIT | _columns(Failure),
}
"""By table the columns and their types, in order."""


def document_rows(commit: int, entries: Iterable[Entry]) -> dict[str, list[Cells]]:
    """By table the rows of new documents, in the order of their keys."""
    rows: dict[str, list[Cells]] = {"documents": [], **{name: [] for name in _PARTS}}
    for entry in sorted(entries, key=lambda e: e.key):
        place = {"commit": commit, "document": entry.key}
        about = {"commit": commit, "key": entry.key, "input": entry.input, "where": entry.where}
        rows["documents"].append(about | cells_of(entry.record.document))
        for name in _PARTS:
            parts = enumerate(getattr(entry.record, name))
            rows[name] += [place | {"position": n} | cells_of(part) for n, part in parts]
    return rows


def cells_of(value: Any) -> Cells:
    """A dataclass's fields, as they are."""
    return {name: getattr(value, name) for name in value.__match_args__}


def written(row: Cells) -> bytes:
    """A row as JSON, dataclasses in it as objects: faster than `plain`, as most of it is done in C."""
    return json.dumps(row, default=cells_of).encode()


def entry_of(document: Cells, parts: dict[str, list[Cells]]) -> Entry:
    """The entry from its row in `documents` and, by table, the rows read in it, in order."""
    key, given, where = document["key"], document["input"], document["where"]
    lists = (tuple(map(made(kind), parts[name])) for name, kind in _PARTS.items())
    return Entry(key, given, where, Record(made(Document)(document), *lists))


def encoded(data: bytes) -> str:
    """Bytes as they are handed to DuckDB in JSON."""
    return b64encode(data).decode()


PARTS = tuple(_PARTS)
"""The tables of rows read in a document."""

assert tuple(f.name for f in fields(Record)) == ("document", *PARTS)  # noqa: S101 - `entry_of` relies on it
