"""The names and words by which one knows what stands around a report: `data/surroundings.tsv`."""

import re
from functools import cache, lru_cache
from importlib.resources import files

_LONGEST_NAME = 100
_PARTED = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|_+")


@lru_cache(maxsize=4096)
def kind_of_name(name: str) -> str | None:
    """What an element of this class or id is; None where that says nothing."""
    return _found("name", _PARTED.sub("-", name).lower()) if len(name) <= _LONGEST_NAME else None


def kind_of_heading(words: str) -> str | None:
    """What stands under these words."""
    return _found("heading", words)


@lru_cache(maxsize=4096)
def kind_of_click(words: str) -> str | None:
    """What a link or button with these words is for: "answer", "call"."""
    return _found("click", words)


def _found(place: str, words: str) -> str | None:
    found = _patterns()[place].fullmatch(" ".join(words.split()).lower())
    return found.lastgroup and found.lastgroup.rstrip("0123456789") if found else None


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """One expression a place, with a group for each row, named for its kind."""
    table = (files(__package__) / "data" / "surroundings.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in table.splitlines() if line and not line.startswith("#")]
    return {
        place: re.compile("|".join(f"(?P<{kind}{n}>{what})" for n, (kind, at, what) in enumerate(rows) if at == place))
        for place in ("name", "heading", "click")
    }
