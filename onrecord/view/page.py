"""One record on a terminal of any width."""

from rich.box import SIMPLE_HEAD
from rich.console import Console, RenderableType
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from onrecord.record import Document, Record
from onrecord.view import rows
from onrecord.view.labels import Labels
from onrecord.view.marked import marked_text
from onrecord.view.safe import words

_TABLE_WIDTH = 110  # columns from which five cells side by side still hold a name each
_NARROW, _WIDE = 28, 60  # a column shorter than the one never wraps; none claims more room than the other
_ORIGINS = {
    "user": "as given",
    "metadata": "from the page's metadata",
    "url": "from the address",
    "dateline": "from the dateline",
    "modified": "when it was changed",
}
_MAX_WIDTH = 160  # longer lines are hard to read back


def render(record: Record, console: Console) -> None:
    """Print the record: header, the text with its rows marked, then events, statements and actors.

    Everything that comes from the report is printed as it stands; no markup or control character in it acts.
    """
    width = min(console.width, _MAX_WIDTH)
    labels = Labels.for_record(record)
    colour = console.color_system is not None and not console.no_color

    def show(part: RenderableType) -> None:
        console.print(part, width=width, highlight=False)

    show(_header(record.document))
    show(Rule(style="dim"))
    show(marked_text(record, labels, colour=colour))
    for section in (rows.events(record, labels), rows.statements(record, labels), rows.actors(record, labels)):
        if section.rows:
            show(Text())
            show(Rule(Text(f"{section.title} ({len(section.rows)})", style="bold"), align="left", style="dim"))
            show(_table(section, width) if width >= _TABLE_WIDTH else _cards(section, width))
    if not (record.events or record.statements):
        show(Text("\nNothing was done or said on record.", style="dim"))


def _header(document: Document) -> Text:
    origin = f" ({_ORIGINS.get(document.published_from, document.published_from)})" if document.published_from else ""
    facts = rows.joined(
        words(fact)
        for fact in (
            document.outlet or "outlet unknown",
            f"{document.published}{origin}" if document.published else "date unknown",
            document.language,
            document.url,
        )
        if fact
    )
    lines = [words(document.title or "(no title)", "bold"), facts]
    lines += [words(f"! {w.message} [{w.code}]", "yellow") for w in document.warnings]
    return Text("\n").join(lines)


def _shortened(cell: Text, room: int) -> Text:
    """Whole words of `cell` in `room` letters."""
    if len(cell) <= room:
        return cell
    cut = cell.plain.rfind(" ", room // 2, room - 1)
    return cell[: cut if cut > 0 else room - 1].append("…")


def _table(section: rows.Section, width: int) -> Table:
    used = [i for i in range(len(section.headings)) if any(cells[i] for _, cells in section.rows)]
    table = Table(box=SIMPLE_HEAD, padding=(0, 2, 0, 0), show_edge=False, expand=True, header_style="dim")
    table.add_column("", style="dim", no_wrap=True, width=4)
    for i in used:
        longest = max(len(section.headings[i]), *(len(cells[i]) for _, cells in section.rows))
        if longest <= _NARROW:
            table.add_column(section.headings[i], no_wrap=True, width=longest)
        else:
            table.add_column(section.headings[i], overflow="fold", ratio=min(longest, _WIDE))
    for label, cells in section.rows:
        table.add_row(label, *(_shortened(cells[i], width) for i in used))
    return table


def _cards(section: rows.Section, width: int) -> Table:
    cards = Table.grid()
    cards.add_column(style="dim", width=4)
    cards.add_column(overflow="fold")
    for label, cells in section.rows:
        lines = [line for group in section.lines if (line := rows.joined(cells[i] for i in group))]
        cards.add_row(label, Text("\n").join(_shortened(line, 3 * width) for line in lines))
    return cards
