"""Tables as cells: a row is a frozen dataclass, a column one of its fields."""

from collections.abc import Iterator, Sequence
from dataclasses import fields
from typing import Any

from onrecord.merged import Party, Row


def table(row: type, rows: Sequence[Any]) -> Iterator[list[object]]:
    """The headings and then each row's cells, not yet safe for a spreadsheet: numbers stay numbers, None stays None."""
    columns = [f.name for f in fields(row)]
    yield list(columns)
    for item in rows:
        yield [cell(getattr(item, column)) for column in columns]


def cell(value: object) -> object:
    """One value as one cell; several stand with semicolons between them."""
    match value:
        case None | bool() | int() | float():
            return value
        case tuple():
            return "; ".join(str(cell(item)) for item in value)
        case Party():
            return value.name
        case Row():
            return f"{value.document}#{value.id}" if value.id else value.document
        case _:
            return str(value)
