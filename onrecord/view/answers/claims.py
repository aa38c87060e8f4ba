"""Claims, with their evidence and denials."""

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.text import Text

from onrecord.ask.claims import Claim
from onrecord.view.answers.layout import NOT_SAID, Entry, Page, dates, list_words, number, quoted, sources
from onrecord.view.safe import words
from onrecord.wording import ACTS


def render(found: Sequence[Claim], console: Console) -> None:
    """Print claims by date."""
    page = Page(console)
    if not found:
        page.show(Text("No such claim is on record.", style="dim"))
        return
    denied = sum(bool(claim.denied_by) for claim in found)
    page.head(number(len(found), "statement") + (f", {denied} denied" if denied else ""))
    page.section("Statements")
    page.entries([_entry(claim) for claim in found], {"who": 4, "what": 7, "who carries it": 4})


def _entry(claim: Claim) -> Entry:
    return Entry(
        dates(claim.published, claim.published),
        (tuple(_who(claim)), tuple(_what(claim)), (sources(claim.outlets, claim.reports, claim.origins),)),
        claim.id,
    )


def _who(claim: Claim) -> Iterator[Text]:
    yield words(claim.speaker, "cyan") if claim.speaker else Text(NOT_SAID, style="dim")
    if claim.office:
        yield words(claim.office, "dim")
    yield Text(" about ").join(
        [Text(ACTS[claim.act], style="bold"), *([words(claim.target, "cyan")] if claim.target else [])]
    )
    if claim.via and claim.via != claim.speaker:
        yield words(f"via {claim.via}", "dim")


def _what(claim: Claim) -> Iterator[Text]:
    if claim.words:
        yield quoted(claim.words)
    yield from evidence(claim.evidence)
    yield from answers("denied by", claim.denied_by, "red")
    yield from answers("answered by", claim.answered_by, "")


def evidence(kind: str | None) -> Iterator[Text]:
    """What the reports say of the evidence."""
    if kind:
        yield words(f"evidence: {kind.replace('-', ' ')}", "yellow")


def answers(how: str, names: Sequence[str], style: str) -> Iterator[Text]:
    """Who answers, and how."""
    if names:
        yield Text.assemble((f"{how} ", style), words(list_words(name or NOT_SAID for name in names), "cyan"))
