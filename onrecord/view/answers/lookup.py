"""Who is who."""

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from onrecord.ask.lookup import Held, Kind, Known
from onrecord.view.answers.layout import Page, list_words, number
from onrecord.view.rows import joined
from onrecord.view.safe import words

_PEOPLE, _NAMES = 10, 12  # shown of those who share a name, and of the names of one
_DATES = 24  # letters of "2004-03-09 to 2012-05-21"


def render(found: Sequence[Known], console: Console, *, on: str | None = None) -> None:
    """Print what is known, the likeliest first; `on` is the day that was asked for."""
    page = Page(console)
    for at, known in enumerate(found[:_PEOPLE]):
        if at:
            page.show(Text())
        page.head(known.name + (f", {on}" if on else ""), *_facts(known))
        if known.kind in (Kind.PERSON, Kind.OFFICE, Kind.STATE):
            page.show(_rows(known))
    if len(found) > _PEOPLE:
        page.show(Text(), words(f"and {number(len(found) - _PEOPLE, 'person')} more; --json has all", "dim"))


def _facts(known: Known) -> Iterator[Text]:
    country = None if known.country is None or known.country.startswith("X-") else known.country
    kind = None if known.kind is Kind.OFFICE else str(known.kind)
    yield words(", ".join(part for part in (kind, country, known.sector) if part), "dim")
    if known.names:
        yield words(f"written as {list_words(known.names, _NAMES)}")
    if known.holder:
        yield words(known.holder, "cyan")
    if known.unknown:
        yield words(f"not known: {known.unknown}", "yellow")
    if known.kind in (Kind.ORGANIZATION, Kind.GROUP):
        yield from (words(f"({row.basis})", "dim") for row in known.rows)


def _rows(known: Known) -> Table:
    """A line for each time: when, who or what, and on what basis."""
    grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
    grid.add_column(width=_DATES)
    grid.add_column(ratio=1, overflow="fold")
    for row in known.rows:
        who = None if known.kind is Kind.PERSON else words(row.name, "cyan")
        what = [who, words(row.office or ""), words(_open(row)), words(f"({row.basis})", "dim")]
        grid.add_row(words(_time(row)), joined(what))
    return grid


def _time(row: Held) -> str:
    if row.end:
        return f"{row.start or 'not known'} to {row.end}"
    return f"from {row.start}" if row.start else "start not known"


def _open(row: Held) -> str:
    """What is known of an end that is not given."""
    if row.end:
        return ""
    return f"in office as of {row.as_of}, not known after" if row.as_of else "no end given"
