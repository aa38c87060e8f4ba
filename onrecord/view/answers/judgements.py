"""The user's judgements."""

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from onrecord.ask.judging import Judged
from onrecord.ask.plain import cell
from onrecord.merged import Sort
from onrecord.store import Verdict
from onrecord.view.answers.layout import Page
from onrecord.view.safe import words

_WORDS = {
    Verdict.SAME: "the same",
    Verdict.DIFFERENT: "different",
    Verdict.WRONG: "wrong",
}
_SORTS = {Sort.ECHO: "report"}  # which are judged to be copies, or none


def render(found: Sequence[Judged], console: Console) -> None:
    """Print judgements, the earliest first; those taken back are dim."""
    page = Page(console)
    if not found:
        page.show(Text("No judgement has been made.", style="dim"))
        return
    grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
    grid.add_column(width=11)
    grid.add_column(width=6)
    grid.add_column(width=9)
    grid.add_column(ratio=1, overflow="fold")
    for judged in found:
        style = "" if judged.holds else "dim"
        rows = words(", ".join(str(cell(row)) for row in judged.rows), style)
        back = Text("" if judged.holds else "  (taken back)", style="dim")
        verdict = words(_WORDS[judged.verdict], "bold" if judged.holds else "dim")
        grid.add_row(
            words(judged.id, style),
            words(_SORTS.get(judged.sort, judged.sort), style),
            verdict,
            Text.assemble(rows, back),
        )
    page.show(grid)
