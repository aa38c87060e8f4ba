"""The codebook: every column of every table, made from the classes that the tables are written from.

`python -m onrecord.export.codebook > docs/reference/codebook.md` writes the page anew.
"""

import inspect
import sys
from collections.abc import Iterator
from importlib.resources import files

from onrecord.export.columns import Column, columns
from onrecord.export.polecat import COLUMNS
from onrecord.export.tables import TABLES, Level

_WRITTEN_BY_HAND = "codebook.md"
_HEADINGS = {
    Level.REPORT: "Tables at report level",
    Level.EVENT: "Tables at event level",
}


def codebook() -> str:
    """The whole page, as Markdown."""
    frame = (files("onrecord.export") / "data" / _WRITTEN_BY_HAND).read_text(encoding="utf-8")
    levels = "\n".join(of_level(level) for level in Level)
    return frame.replace("<!-- tables -->\n", levels).replace("<!-- polecat -->\n", _polecat())


def of_level(level: Level) -> str:
    """The tables of one level, as Markdown."""
    return f"## {_HEADINGS[level]}\n\n" + "\n".join(
        "\n".join(_table(level, name, row)) + "\n" for name, row in TABLES[level].items()
    )


def _table(level: Level, name: str, row: type) -> Iterator[str]:
    yield f"### {level}: {name}\n"
    yield f"{inspect.cleandoc(row.__doc__ or '')}\n"
    yield "| column | type | means | values | terms of |"
    yield "| --- | --- | --- | --- | --- |"
    yield from map(_column, columns(row))


def _column(column: Column) -> str:
    means = column.means
    notes = [means.meaning, *([] if means.in_csv else ["Parquet only"]), *(["may be empty"] if column.nullable else [])]
    return f"| `{column.name}` | `{column.sql}` | {'; '.join(notes)} | {means.values} | {means.source} |"


def _polecat() -> str:
    rows = [f"| `{name}` | {column.meaning} |" for name, column in COLUMNS.items()]
    return "\n".join(["| column | holds |", "| --- | --- |", *rows]) + "\n"


if __name__ == "__main__":
    sys.stdout.write(codebook())
