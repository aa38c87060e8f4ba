"""Words found."""

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.text import Text

from onrecord.ask.search import Found
from onrecord.record import Span
from onrecord.view.answers.layout import Entry, Page, dates, headline
from onrecord.view.safe import words

_ID = 13  # letters of a report's key


def render(found: Sequence[Found], console: Console) -> None:
    """Print the sentences in which the words stand, the best report first."""
    page = Page(console)
    if not found:
        page.show(Text("No report holds these words.", style="dim"))
        return
    entries = [Entry(dates(row.published, row.published), (tuple(_lines(row, page)),), row.document) for row in found]
    page.entries(entries, {"": 1}, id_=_ID)


def _lines(row: Found, page: Page) -> Iterator[Text]:
    yield headline(row.outlet, row.title)
    yield page.marked(row.sentence, [Span(row.start - row.sentence_start, row.end - row.sentence_start)])
    if row.rows:
        yield words(" ".join(row.rows), "dim")
