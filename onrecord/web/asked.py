"""What a page is asked, and what it answers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.ask.store import Store
from onrecord.merged import Sort
from onrecord.web.links import Links
from onrecord.web.problems import UnclearError

if TYPE_CHECKING:
    from onrecord.ask.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class Leaf:
    """Some rows of many: which page of how many this is, and the addresses of the pages before and after it."""

    rows: Sequence[Any]
    number: int
    pages: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to a snapshot of a record.

    `path` are the values of the route's names, `query` is what stands behind the "?" without the snapshot, each name
    with all its values, blank ones left out. `link` makes addresses of other pages of the same snapshot. `catalogue`
    are the snapshot's events or claims by their properties. `twin` is whether JSON or CSV is asked for, of which some
    hold more than the page, and no template is filled.
    """

    store: Store
    catalogue: "Callable[[Sort], Catalogue]"
    folder: Path
    path: Mapping[str, str]
    query: Mapping[str, Sequence[str]]
    link: Links
    twin: bool = False

    def one(self, name: str, default: str = "") -> str:
        """The first value of a name in the query."""
        return next(iter(self.query.get(name, ())), default)

    def many(self, name: str) -> tuple[str, ...]:
        """Every value of a name in the query, each once."""
        return tuple(dict.fromkeys(self.query.get(name, ())))

    def day(self, name: str) -> str:
        """An ISO date in the query; "" where there is none. Raises UnclearError for anything else."""
        words = self.one(name)
        try:
            return date.fromisoformat(words).isoformat() if words else ""
        except ValueError:
            raise UnclearError(f"{words[:40]!r} is no date; give YYYY-MM-DD") from None

    def number(self, name: str) -> int:
        """A number from 1 on in the query; 1 where there is none. Raises UnclearError for anything else."""
        words = self.one(name, "1")
        if not words.isascii() or not words.isdecimal() or len(words) > 9 or not int(words):
            raise UnclearError(f"{words[:40]!r} is no number of a page")
        return int(words)

    def leaf(self, path: str, rows: Sequence[Any], size: int) -> Leaf:
        """The page of rows that `page` in the query asks for. Raises UnclearError where there is none."""
        number, pages = self.number("page"), max(1, -(-len(rows) // size))
        if number > pages:
            raise UnclearError(f"there is no page {number} of {pages}")
        rest = {name: values for name, values in self.query.items() if name != "page"}
        before, after = (self.link.to(path, rest | {"page": [str(n)]}) for n in (number - 1, number + 1))
        return Leaf(rows[(number - 1) * size : number * size], number, pages, before, after)


@dataclass(frozen=True, slots=True)
class Answer:
    """A page: its template with the template's values, and the same for programs.

    `whole` is printed as JSON; `rows`, dataclasses of the class `row`, as CSV. Both hold just what the page shows.
    `feed` is the address of a feed of the same question, where there is one.
    """

    template: str
    title: str
    whole: object
    row: type
    rows: Sequence[Any]
    values: Mapping[str, Any] = field(default_factory=dict)
    feed: str | None = None
