"""Accounts side by side."""

from itertools import groupby

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from onrecord.ask.compare import Agreement, Column, Comparison, Point
from onrecord.view.answers.layout import Page, list_words, number, title_of
from onrecord.view.safe import words
from onrecord.wording import ACTS

_FIELD, _NARROWEST = 16, 28  # columns for a field's name, and for an account at least
_SIGNS = {
    Agreement.SAME: ("=", "green"),
    Agreement.VARIES: ("~", "yellow"),
    Agreement.CONFLICT: ("≠", "bold red"),
    Agreement.ALONE: ("·", "dim"),
}
_LEFT_OUT = Text("–", style="dim")
_LEGEND = "= the same   ~ in other words   ≠ in conflict   · in one alone   – left out"


def render(found: Comparison, console: Console) -> None:
    """Print each point with what every account says on it, and then the sentences that tell of the happening."""
    page = Page(console)
    page.head(title_of(found.event), words(f"{number(len(found.accounts), 'account')} compared"))
    groups = [list(points) for _, points in groupby(found.rows, key=lambda p: (p.field, p.subject, p.id))]
    room = (page.width - _FIELD - 4) // max(1, len(found.accounts)) - 2
    page.section("Accounts")
    page.show(_beside(found, groups) if room >= _NARROWEST else _below(groups))
    page.show(Text(), Text(_LEGEND, style="dim"))
    passages = [passage for point in found.rows if point.field == "what" for passage in point.passages]
    if passages:
        page.section("In their words")
        page.passages(passages)


def _beside(found: Comparison, groups: list[list[Point]]) -> Table:
    table = Table(box=SIMPLE_HEAD, padding=(0, 2, 0, 0), show_edge=False, expand=True)
    table.add_column("", width=1)
    table.add_column("", width=_FIELD, overflow="fold", style="dim")
    for account in found.accounts:
        table.add_column(_heading(account), ratio=1, overflow="fold")
    for points in groups:
        table.add_row(_sign(points), _name(points[0]), *(_value(point) for point in points))
    return table


def _below(groups: list[list[Point]]) -> Table:
    """For more accounts than stand side by side: each value once, with the accounts that give it."""
    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    table.add_column(width=1)
    table.add_column(width=_FIELD, overflow="fold")
    table.add_column(ratio=3, overflow="fold")
    table.add_column(ratio=2, overflow="fold", style="green")
    for points in groups:
        by_value: dict[str | None, list[Point]] = {}
        for point in points:
            by_value.setdefault(point.value, []).append(point)
        left_out = by_value.pop(None, [])
        table.add_row()
        first: tuple[Text, Text] = (_sign(points), _name(points[0]))
        for same in by_value.values():
            table.add_row(*first, _value(same[0]), words(list_words(point.outlet for point in same)))
            first = (Text(), Text())
        if left_out and points[0].field != "statement":
            table.add_row(*first, _LEFT_OUT, words(list_words(point.outlet for point in left_out), "dim"))
    return table


def _heading(account: Column) -> Text:
    copies = "\nand 1 copy" if account.copies == 1 else f"\nand {account.copies} copies"
    return Text.assemble(
        words(account.outlet, "bold green"), "\n",
        words(account.published or "no date"), (f"  {account.document}", "dim"), copies if account.copies else "",
    )  # fmt: skip


def _sign(points: list[Point]) -> Text:
    return Text(*_SIGNS[points[0].agreement])


def _name(point: Point) -> Text:
    if point.field != "statement":
        return words(f"{point.field} {point.subject}".strip(), "bold")
    said = f"{point.subject}, {ACTS[point.act]}" if point.act else point.subject
    return Text("\n").join([words(said, "bold"), *([words(point.id, "dim")] if point.id else [])])


def _value(point: Point) -> Text:
    if point.value is None:
        return _LEFT_OUT
    if point.field == "statement":
        return words(point.value, "italic")
    return words(point.value, "bold red" if point.agreement is Agreement.CONFLICT else "")
