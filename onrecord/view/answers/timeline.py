"""What somebody did and said."""

from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

from onrecord.ask.timeline import Moment, Sort, Timeline
from onrecord.record import RECIPROCAL, Act, Status
from onrecord.view.answers.claims import answers, evidence
from onrecord.view.answers.layout import NOT_SAID, Entry, Page, dates, list_words, names, number, quoted, sources
from onrecord.view.rows import STATUS_STYLE
from onrecord.view.safe import words
from onrecord.wording import ACTS


def render(found: Timeline, console: Console) -> None:
    """Print events and statements by date."""
    page = Page(console)
    events = sum(row.sort is Sort.EVENT for row in found.rows)
    page.head(
        found.actor.name,
        words(f"{number(events, 'event')} and {number(len(found.rows) - events, 'statement')} on record"),
    )
    if found.rows:
        page.section("Timeline")
        page.entries([_entry(row) for row in found.rows], {"what": 3, "who": 8, "who says so": 4})


def _entry(row: Moment) -> Entry:
    what = _event if row.sort is Sort.EVENT else _statement
    kind, lines = what(row)
    return Entry(
        dates(row.start, row.end), (kind, tuple(lines), (sources(row.outlets, row.reports, row.origins),)), row.id
    )


def _event(row: Moment) -> tuple[tuple[Text, ...], Iterator[Text]]:
    status = Status(row.of or Status.REPORTED)
    kind = (words(row.what, "bold"), words(status, STATUS_STYLE[status]))

    def lines() -> Iterator[Text]:
        yield who(row)
        if row.place:
            yield words(f"in {row.place}")
        if row.conflicts:
            yield Text.assemble(("≠ ", "bold red"), words(f"accounts differ on {list_words(row.conflicts)}"))

    return kind, lines()


def who(row: Moment) -> Text:
    """Who did it, and to whom."""
    sources_, targets = names(row.sources, offices=False), names(row.targets, offices=False)
    if row.what.split(" ")[0] in RECIPROCAL:
        return names((*row.sources, *row.targets), offices=False)
    return Text.assemble(sources_ or (NOT_SAID, "dim"), " → " if targets else "", targets)


def _statement(row: Moment) -> tuple[tuple[Text, ...], Iterator[Text]]:
    about = Text.assemble("about ", names(row.targets, offices=False)) if row.targets else Text()
    kind = (words(ACTS[Act(row.what)], "bold"), about)

    def lines() -> Iterator[Text]:
        speaker = names(row.sources, offices=False)
        yield Text.assemble(speaker, ": ", quoted(row.words)) if row.words else speaker
        yield from evidence(row.of)
        yield from answers("denied by", row.denied_by, "red")

    return kind, lines()
