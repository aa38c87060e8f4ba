"""Anything, by its id."""

from collections.abc import Iterable, Iterator, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from onrecord.ask.plain import cell
from onrecord.ask.reports import Passage
from onrecord.ask.show import Link, Shown
from onrecord.merged import MergedActor, MergedClaim, MergedEvent, Standing, Telling
from onrecord.record import Actor, Event, Record, Statement
from onrecord.view.answers.claims import answers, evidence
from onrecord.view.answers.layout import NOT_SAID, Page, conflicts, number, quoted, title_of
from onrecord.view.page import render as render_record
from onrecord.view.rows import STATUS_STYLE, joined, unsure
from onrecord.view.safe import words
from onrecord.wording import ACTS, figure_words

_PASSAGES = 20  # sentences shown of an actor, who may stand in thousands


def render(found: Shown, console: Console) -> None:
    """Print what an id means: a merged row, a report's row, or a report with its rows marked."""
    page = Page(console)
    match found.it:
        case Record():
            _record(found, found.it, page, console)
            return
        case MergedEvent():
            page.head(title_of(found.it), *_event(found.it), *conflicts(found.conflicts))
        case MergedClaim():
            page.head(_claim_title(found.it), *_claim(found.it))
        case MergedActor():
            page.head(found.it.name, *_actor(found.it))
        case _:
            page.head(f"{_row_title(found.it)} in one report", *_source(found))
    rows = {(part.row.document, part.row.id) for part in found.parts}
    _passages("In the reports' words", [p for p in found.passages if (p.document, p.row) in rows], page)
    _passages("What answers it", [p for p in found.passages if (p.document, p.row) not in rows], page)
    if found.looked_up:
        page.section("Looked up, as no report says it")
        page.show(*(words(f"{it.name} ({it.basis})") for it in found.looked_up))
    if found.links:
        page.section("Why these rows are one")
        page.show(_links(found.links))


def _passages(title: str, passages: Sequence[Passage], page: Page) -> None:
    if passages:
        page.section(title)
        page.passages(passages[:_PASSAGES])
        if len(passages) > _PASSAGES:
            page.show(words(f"and {number(len(passages) - _PASSAGES, 'sentence')} more; --json has all", "dim"))


def _event(event: MergedEvent) -> Iterator[Text]:
    yield words(event.status, STATUS_STYLE[event.status])
    if doubt := unsure(event.confidence):
        yield doubt
    if event.place:
        yield words(f"in {event.place}")
    if event.initiator:
        yield Text.assemble("on the initiative of ", words(event.initiator.name, "cyan"))
    if event.figures:
        yield words(", ".join(figure_words(figure) for figure in event.figures))
    if event.first_since:
        yield words("the first ever" if event.first_since == "ever" else f"first since {event.first_since}")
    yield words(f"{number(event.reports, 'report')}, {number(event.origins, 'independent origin')}")
    for revision in event.revisions:
        yield words(str(revision))
    yield from _dropped(account.standing for account in event.accounts)
    for note in event.notes:
        yield Text.assemble(("! ", "bold yellow"), words(note))


def _dropped(standings: Iterable[Standing]) -> Iterator[Text]:
    if dropped := sum(standing is Standing.DROPPED for standing in standings):
        yield words(f"no longer in the latest version of {number(dropped, 'article')}", "yellow")


def _claim_title(claim: MergedClaim) -> str:
    speaker = claim.speaker.name if claim.speaker else NOT_SAID
    about = f" about {claim.target.name}" if claim.target else ""
    return f"{speaker}: {ACTS[claim.act]}{about}"


def _claim(claim: MergedClaim) -> Iterator[Text]:
    if claim.words:
        yield quoted(claim.words)
    yield from evidence(claim.evidence)
    yield from answers("denied by", _speakers(claim.denials), "red")
    yield from answers("answered by", _speakers(claim.replies), "")
    yield words(f"{number(claim.reports, 'report')}, {number(claim.origins, 'independent origin')}")
    yield from _dropped(telling.standing for telling in claim.tellings)


def _speakers(tellings: tuple[Telling, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(telling.speaker.name if telling.speaker else "" for telling in tellings))


def _actor(actor: MergedActor) -> Iterator[Text]:
    yield words(", ".join(part for part in (str(actor.kind), actor.country, actor.sector) if part))
    for tenure in actor.offices:
        days = " to ".join(dict.fromkeys(day for day in (tenure.start, tenure.end) if day))
        yield joined([words(tenure.office), words(f"in reports of {days}" if days else "", "dim")])
    yield words(f"in {number(len({row.document for row in actor.rows}), 'report')}")


def _row_title(it: Event | Statement | Actor) -> str:
    match it:
        case Event():
            return f"{it.type} {it.mode or it.medium or ''}".strip()
        case Statement():
            return ACTS[it.act].capitalize()
        case Actor():
            return it.name


def _source(found: Shown) -> Iterator[Text]:
    if found.source:
        yield words(f"{found.id}, merged into {found.parts[0].merged or 'nothing: it was judged wrong'}")
    if isinstance(found.it, Actor) and found.it.basis:
        yield words(f"looked up: {found.it.basis}", "dim")


def _record(found: Shown, record: Record, page: Page, console: Console) -> None:
    render_record(record, console)
    if len(found.versions) > 1:
        page.section("Versions of the article")
        page.show(*(words(f"{edition}{' (this one)' * (edition.document == found.id)}") for edition in found.versions))
    page.section("Merged into")
    grid = Table.grid(padding=(0, 2, 0, 0))
    for part in found.parts:
        grid.add_row(words(part.row.id, "dim"), words(part.merged or "nothing: judged wrong"))
    page.show(grid)


def _links(links: tuple[Link, ...]) -> Table:
    """Each pair with its reasons, the weightiest first, and their sum."""
    grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
    grid.add_column(width=6, justify="right")
    grid.add_column(ratio=1, overflow="fold")
    for link in links:
        total = sum(reason.weight for reason in link.reasons)
        grid.add_row(f"{total:+.1f}", words(f"{cell(link.first)} and {cell(link.second)}"))
        ordered = sorted(link.reasons, key=lambda reason: -abs(reason.weight))
        reasons = ", ".join(f"{reason.feature} {reason.weight:+.1f}" for reason in ordered)
        grid.add_row("", words(reasons, "dim"))
    return grid
