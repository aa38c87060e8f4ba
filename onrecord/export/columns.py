"""Tables as row classes: the annotation of a column says its type and meaning, to files and codebook alike."""

from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum
from types import UnionType
from typing import get_args, get_origin, get_type_hints

from onrecord.export.cells import safe_cell
from onrecord.record import Figure, Span

DATE = "DATE"
_SQL = {bool: "BOOLEAN", int: "BIGINT", float: "DOUBLE"}


@dataclass(frozen=True, slots=True)
class Means:
    """What a column holds: in words, the allowed values where they are few, whose terms they are."""

    meaning: str
    values: str = ""
    source: str = ""
    sql: str = ""
    """The SQL type, where the annotation does not give it."""
    in_csv: bool = True


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; `sql` is its type in DuckDB and so in Parquet."""

    name: str
    sql: str
    nullable: bool
    means: Means


def columns(row: type) -> tuple[Column, ...]:
    """The columns of a row class, in order."""
    hints = get_type_hints(row, include_extras=True)
    return tuple(_column(f.name, hints[f.name]) for f in fields(row))


def _column(name: str, hint: object) -> Column:
    kind, means = get_args(hint)
    return Column(name, means.sql or _sql(kind), type(None) in get_args(kind), means)


def _sql(kind: object) -> str:
    if get_origin(kind) is UnionType:
        return _sql(get_args(kind)[0])
    if get_origin(kind) is tuple:
        return f"{_sql(get_args(kind)[0])}[]"
    if isinstance(kind, type) and is_dataclass(kind):
        inner = ", ".join(f'"{name}" {_sql(hint)}' for name, hint in get_type_hints(kind).items())
        return f"STRUCT({inner})"
    return _SQL.get(kind, "VARCHAR") if isinstance(kind, type) else "VARCHAR"


def allowed(values: type[StrEnum]) -> str:
    """The values of an enumeration, for the codebook."""
    return ", ".join(f"`{value}`" for value in values)


def csv_cell(value: object) -> str:
    """A value as a cell of CSV: a list with semicolons, a span as start-end, a figure as `killed 3..5`."""
    return safe_cell(value if isinstance(value, int | float) else _flat(value))


def _flat(value: object) -> str | None:
    match value:
        case None:
            return None
        case tuple():
            return "; ".join(_flat(item) or "" for item in value)
        case Span():
            return f"{value.start}-{value.end}"
        case Figure():
            low, high = ("" if n is None else str(n) for n in (value.min, value.max))
            return f"{value.what} {low}..{high}"
        case _:
            return str(value)
