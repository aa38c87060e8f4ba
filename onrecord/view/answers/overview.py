"""What is in a record."""

import shlex
from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from onrecord.ask.overview import Happenings, Overview, Pair
from onrecord.record import Status
from onrecord.store import Failure
from onrecord.view.answers.layout import Page, number
from onrecord.view.rows import STATUS_STYLE, joined
from onrecord.view.safe import words

_FAILURES = 20  # named; of a large corpus thousands may fail
_SHORT = 12  # digits of a snapshot's id, as `build` has it


def render(found: Overview, console: Console, record: str) -> None:
    """Print a record in numbers, what failed, and commands to try; `record` is its path as the user gave it."""
    page = Page(console)
    page.head(f"{record}: {number(found.reports, 'report')}", *_head(found))
    if found.events:
        page.section(f"Events ({sum(of.count for of in found.events):,})")
        page.show(_events(found.events))
    if found.pairs:
        page.section(f"Contacts ({found.contacts:,}), most often between")
        page.show(_pairs(found.pairs))
    if found.failures:
        page.section(f"Not read ({len(found.failures):,})")
        page.show(*_failures(found.failures))
    page.section("Ask next")
    for question in found.next:
        page.show(words(shlex.join(["onrecord", question.command, record, *question.words])))
    if not found.next:
        page.show(words(shlex.join(["onrecord", "build", "INPUT", "--to", record])))


def _head(found: Overview) -> Iterator[Text]:
    days = " to ".join(dict.fromkeys(day for day in (found.first, found.last) if day))
    yield joined(map(words, (number(found.outlets, "outlet"), number(found.origins, "independent origin"), days)))
    denied = f"{number(found.claims, 'claim')}, {found.denied:,} denied"
    yield joined(map(words, (denied, number(found.actors, "actor"))))
    yield words(f"snapshot {found.snapshot[:_SHORT]}, {number(found.snapshots, 'snapshot')} so far", "dim")


def _events(rows: Sequence[Happenings]) -> Table:
    """A line for each type, a column for each status that occurs."""
    used = [status for status in Status if any(getattr(row, status) for row in rows)]
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column()
    for _ in used:
        grid.add_column(justify="right")
    grid.add_row("", *(Text(status, style=STATUS_STYLE[status]) for status in used))
    for row in rows:
        grid.add_row(Text(row.type, style="bold"), *(_count(getattr(row, status)) for status in used))
    return grid


def _count(count: int) -> Text:
    return Text(f"{count:,}") if count else Text("–", style="dim")


def _pairs(rows: Sequence[Pair]) -> Table:
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(overflow="fold")
    grid.add_column(justify="right")
    for row in rows:
        grid.add_row(words(str(row), "cyan"), _count(row.contacts))
    return grid


def _failures(failures: Sequence[Failure]) -> Iterator[Text]:
    for failure in failures[:_FAILURES]:
        yield words(f"{failure.where}: {failure.what}" + (f"; {failure.advice}" if failure.advice else ""))
    if len(failures) > _FAILURES:
        yield words(f"and {len(failures) - _FAILURES:,} more; --json has all", "dim")
