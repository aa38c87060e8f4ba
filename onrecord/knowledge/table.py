"""The tables that ship with the package: tab-separated text with a header line."""

from collections.abc import Iterator
from importlib.resources import files


def lines(name: str) -> list[str]:
    """The lines of `data/NAME` after its header, unsplit, for tables too large to split at once."""
    text = files(__package__).joinpath("data", name).read_text(encoding="utf-8")
    return text.rstrip("\n").split("\n")[1:]


def cells(line: str, width: int) -> list[str]:
    """The cells of a line, as many as the table has columns: trailing empty ones are not written."""
    found = line.split("\t")
    return found + [""] * (width - len(found))


def rows(name: str) -> Iterator[list[str]]:
    """The rows of `data/NAME` after its header, as lists of cells, without blank lines and those that start with #."""
    text = files(__package__).joinpath("data", name).read_text(encoding="utf-8")
    header, *others = text.split("\n")
    width = header.count("\t") + 1
    for line in others:
        if line and line[0] != "#":
            yield cells(line, width)
