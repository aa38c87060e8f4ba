"""How answers are laid out: entries with a date before and an id behind, in columns where there is room."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from rich.console import Console, RenderableType
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from onrecord.ask.contacts import Disagreement
from onrecord.ask.reports import Passage
from onrecord.merged import MergedEvent, Party
from onrecord.record import RECIPROCAL, Dates, Span
from onrecord.view.rows import joined
from onrecord.view.safe import safe, words
from onrecord.wording import date_words

WIDE = 110  # columns from which the cells of an entry stand side by side
_WIDEST = 160  # longer lines are hard to read back
_DATE, _ID = 11, 11  # letters of an interval's end ("–2024-04-07") and of a merged row's id
_OUTLETS = _NAMES = 4  # named before "and N more"
UNKNOWN_DATE = "no date"
NOT_SAID = "(not said)"
_OPENING, _CLOSING = '“"«„', '”"»“'
_QUOTES = frozenset(_OPENING + _CLOSING)


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of an answer: lines below the date, cells of lines each, and an id to pass to `show`."""

    when: tuple[Text, ...]
    cells: tuple[tuple[Text, ...], ...]
    id: str


class Page:
    """A console, used up to the width at which lines can still be read."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self.width = min(console.width, _WIDEST)
        self.wide = self.width >= WIDE
        self._colour = console.color_system is not None and not console.no_color

    def show(self, *parts: RenderableType) -> None:
        """Print parts as they stand, nothing in them highlighted."""
        for part in parts:
            self._console.print(part, width=self.width, highlight=False)

    def head(self, title: str, *lines: Text) -> None:
        """What is answered, and the answer in short."""
        self.show(words(title, "bold"), *(line for line in lines if line))

    def section(self, title: str) -> None:
        """A rule with a title."""
        self.show(Text(), Rule(words(title, "bold"), align="left", style="dim"))

    def entries(self, entries: Sequence[Entry], columns: Mapping[str, int], *, id_: int = _ID) -> None:
        """Entries below each other; on a wide page their cells side by side, in these shares of the room.

        On a narrow one the lines of the first cell are one, and the other cells stand below.
        """
        grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
        grid.add_column(width=_DATE, no_wrap=True, overflow="ellipsis")
        for share in columns.values() if self.wide else [1]:
            grid.add_column(ratio=share, overflow="fold")
        grid.add_column(width=id_, no_wrap=True, overflow="ellipsis", style="dim")
        if self.wide and len(columns) > 1:
            grid.add_row(*(Text(name, style="dim") for name in ("when", *columns, "id")))
        for at, entry in enumerate(entries):
            if at or self.wide:
                grid.add_row()
            first, *others = entry.cells
            cells = entry.cells
            if others and not self.wide:
                cells = ((joined(first), *chain.from_iterable(others)),)
            grid.add_row(_lines(entry.when), *map(_lines, cells), entry.id)
        self.show(grid)

    def passages(self, passages: Sequence[Passage]) -> None:
        """Sentences with the words that a row comes from marked; one that several reports have stands once."""
        grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
        grid.add_column(width=_DATE, no_wrap=True)
        grid.add_column(ratio=1, overflow="fold")
        same: dict[tuple[str, tuple[Span, ...]], list[Passage]] = {}
        for passage in passages:
            same.setdefault((passage.sentence, passage.at), []).append(passage)
        for at, ((sentence, marks), by) in enumerate(same.items()):
            if at:
                grid.add_row()
            others = words(f"also {list_words(f'{p.outlet} {row_words(p)}' for p in by[1:])}" if by[1:] else "", "dim")
            source = Text(" ").join([words(by[0].outlet, "green"), words(row_words(by[0]), "dim")])
            grid.add_row(
                *dates(by[0].published, by[0].published), _lines([source, self.marked(sentence, marks), others])
            )
        self.show(grid)

    def marked(self, sentence: str, at: Sequence[Span]) -> Text:
        """A sentence as it stands with words in it marked: by colour, or between angle quotes where there is none."""
        text = Text(safe(sentence).replace("\n", " "), overflow="fold")
        for span in at:
            text.stylize("bold magenta", span.start, span.end)
        if self._colour or not at:
            return text
        pieces = text.divide([cut for span in at for cut in (span.start, span.end)])
        marks = chain.from_iterable(("‹", "›") for _ in at)
        return Text.assemble(*(part for pair in zip(pieces, (*marks, ""), strict=True) for part in pair))


def _lines(lines: Iterable[Text]) -> Text:
    return Text("\n").join(line for line in lines if line)


def row_words(passage: Passage) -> str:
    """A report's row as `show` takes it."""
    return f"{passage.document}#{passage.row}" if passage.row else passage.document


def dates(start: str | None, end: str | None) -> tuple[Text, ...]:
    """One line for a day, month or year, two for another interval, a word where there is none."""
    if not start or not end:
        return (Text(UNKNOWN_DATE, style="dim"),)
    first, _, last = date_words(Dates(start, end)).partition(" to ")
    return (words(first), words(f"–{last}")) if last else (words(first),)


def names(parties: Sequence[Party], *, offices: bool = True) -> Text:
    """Who: "Sébastien Lecornu (Minister of Defence), Sergei Shoigu"."""
    shown = Text(", ").join(
        Text(" ").join([words(p.name, "cyan"), *([words(f"({p.office})", "dim")] if offices and p.office else [])])
        for p in parties[:_NAMES]
    )
    return shown.append(f" and {len(parties) - _NAMES} more" if len(parties) > _NAMES else "")


def list_words(items: Iterable[str], limit: int = _OUTLETS) -> str:
    """The first few, and how many more."""
    listed = list(items)
    more = f" and {len(listed) - limit} more" if len(listed) > limit else ""
    return ", ".join(listed[:limit]) + more


def sources(outlets: Sequence[str], reports: int, origins: int) -> Text:
    """Who says so, and how many of them independently."""
    independent = f"{reports} reports, {number(origins, 'origin')}" if reports > 1 else ""
    style = "yellow" if origins == 1 else "dim"
    return joined([words(list_words(outlets), "green"), words(independent, style)])


def number(count: int, noun: str) -> str:
    """A number with its noun, in the plural where that is due."""
    return f"{count} {noun}" if count == 1 else f"{count:,} {noun}s"


def conflicts(rows: Sequence[Disagreement]) -> Iterator[Text]:
    """A line for each field on which accounts disagree: "≠ date: 2024-04-03 (Le Monde) or 2024-04-04 (TASS)"."""
    for field in dict.fromkeys(row.field for row in rows):
        readings = [f"{row.value} ({list_words(row.outlets, 2)})" for row in rows if row.field == field]
        yield Text.assemble(("≠ ", "bold red"), words(f"{field}: {' or '.join(readings)}"))


def quoted(text: str) -> Text:
    """A claim's words in quotation marks, once."""
    whole = text[:1] in _OPENING and text[-1:] in _CLOSING and not _QUOTES.intersection(text[1:-1])
    return words(f"“{text[1:-1] if whole else text}”", "italic")


def headline(outlet: str, title: str | None) -> Text:
    """A report by its outlet and title; by the title alone where it stands for the outlet."""
    parts = [words(outlet, "bold green")] if not (title and outlet.startswith("“")) else []
    return Text("  ").join([*parts, *([words(title, "italic")] if title else [])])


def title_of(event: MergedEvent) -> str:
    """An event in a line: "CONSULT phone, 2024-04-03: Sébastien Lecornu, Sergei Shoigu"."""
    how = f"{event.type} {event.mode or event.medium or ''}".strip()
    when = f", {date_words(event.date)}" if event.date else ""
    sides = [list_words(party.name for party in side) for side in (event.sources, event.targets) if side]
    joint = ", " if event.type in RECIPROCAL else " → "
    return f"{how}{when}: {joint.join(sides) or NOT_SAID}"
