"""Who carried a happening."""

from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

from onrecord.ask.coverage import Carrier, Coverage
from onrecord.merged import Standing
from onrecord.view.answers.layout import Entry, Page, dates, headline, number, title_of
from onrecord.view.safe import words

_ID = 13  # letters of a report's key
_SHOWN = 2  # shared passages of a copy, the longest
_EXCERPT = 160  # letters of one


def render(found: Coverage, console: Console) -> None:
    """Print the reports by origin, copies below what they copy with the longest passages that they share."""
    page = Page(console)
    origins = dict.fromkeys(row.origin for row in found.rows)
    page.head(
        title_of(found.event),
        words(
            f"{number(len(found.rows), 'report')} by {number(found.outlets, 'outlet')}, "
            f"{number(len(origins), 'independent origin')}"
        ),
    )
    for at, origin in enumerate(origins, 1):
        rows = [row for row in found.rows if row.origin == origin]
        page.section(f"Origin {at}" + (f": {number(len(rows), 'report')}" if len(rows) > 1 else ""))
        outlets = {row.document: row.outlet for row in rows}
        page.entries([_entry(row, outlets) for row in rows], {"": 1}, id_=_ID)


def _entry(row: Carrier, outlets: dict[str, str]) -> Entry:
    return Entry(dates(row.published, row.published), (tuple(_lines(row, outlets)),), row.document)


def _lines(row: Carrier, outlets: dict[str, str]) -> Iterator[Text]:
    yield headline(row.outlet, row.title)
    if row.versions:
        yield words(f"{number(len(row.versions), 'version')}: {'; '.join(map(str, row.versions))}", "dim")
    if row.standing is Standing.DROPPED:
        yield words("no longer told in the latest version", "yellow")
    if row.copies:
        share = f"{row.share:.0%} of it shared with" if row.share else "by the same origin as"
        yield Text.assemble(("copy: ", "yellow"), words(f"{share} {outlets[row.copies]} ({row.copies})"))
        longest = sorted(row.shared, key=lambda s: s.start - s.end)[:_SHOWN]
        for shared in sorted(longest, key=lambda s: s.start):
            text = shared.words if len(shared.words) <= _EXCERPT else f"{shared.words[:_EXCERPT].rsplit(' ', 1)[0]} …"
            yield words(f"“{text}”", "dim")
    if row.url:
        yield words(row.url, "dim")
