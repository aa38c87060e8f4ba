"""The rows of a record in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from rich.text import Text

from onrecord.record import RECIPROCAL, Act, Actor, Event, Record, Statement, Status
from onrecord.view.labels import Labels
from onrecord.view.safe import words
from onrecord.wording import ACTS, UNSURE, date_words, figure_words


@dataclass(frozen=True, slots=True)
class Section:
    """Rows of one kind: a label and cells each; `lines` groups the columns for a narrow card."""

    title: str
    headings: tuple[str, ...]
    lines: tuple[tuple[int, ...], ...]
    rows: tuple[tuple[str, tuple[Text, ...]], ...]


STATUS_STYLE = {
    Status.REPORTED: "green",
    Status.CLAIMED: "yellow",
    Status.PLANNED: "blue",
    Status.UNREALIZED: "red",
}
_ANSWERED = {Act.DENY: "denied", Act.CONDEMN: "condemned", Act.CLAIM_RESPONSIBILITY: "claimed"}
_DOT = Text(" · ", style="dim")
_NOBODY = "(not said)"


def events(record: Record, labels: Labels) -> Section:
    """What was done, by whom and to whom."""
    rows = tuple((labels.of(e.id), _event(e, record, labels)) for e in record.events)
    return Section("Events", ("what", "who", "when", "where", "more"), ((0,), (1,), (2, 3, 4)), rows)


def statements(record: Record, labels: Labels) -> Section:
    """What was said, by whom, and what answers it."""
    rows = tuple((labels.of(s.id), _statement(s, record, labels)) for s in record.statements)
    return Section("Statements", ("who", "what", "more"), ((0,), (1,), (2,)), rows)


def actors(record: Record, labels: Labels) -> Section:
    """Who acts or speaks."""
    rows = tuple((labels.of(a.id), _actor(a)) for a in record.actors)
    return Section("Actors", ("name", "office", "what", "mentions"), ((0, 1), (2, 3)), rows)


def unsure(confidence: float | None) -> Text | None:
    """What marks a row that is more likely wrong than right."""
    return Text(f"unsure ({confidence:.2f})", style="dim") if confidence is not None and confidence < UNSURE else None


def joined(parts: Iterable[Text | None]) -> Text:
    """The parts that there are, with dots between."""
    line = Text()
    for part in parts:
        if part:
            line.append_text(_DOT if line else Text()).append_text(part)
    return line


def _event(event: Event, record: Record, labels: Labels) -> tuple[Text, ...]:
    mode = event.mode or event.medium
    what = Text(str(event.type), style="bold")
    if mode:
        what = Text(" ").join([what, words(mode)])
    status = Text(str(event.status), style=STATUS_STYLE[event.status])
    more = [words(figure_words(f)) for f in event.figures]
    if event.first_since:
        more.append(words("first ever" if event.first_since == "ever" else f"first since {event.first_since}"))
    if event.initiator:
        more.append(words(f"on the initiative of {labels.name(event.initiator)}"))
    if event.medium and event.mode and str(event.medium) != event.mode:
        more.append(words(str(event.medium)))
    more += _replies(event.id, record, labels)
    when = words(date_words(event.date)) if event.date else Text()
    return (
        joined((what, status, unsure(event.confidence))),
        _who(event, labels),
        when,
        words(f"in {event.place}" if event.place else ""),
        joined(more),
    )


def _who(event: Event, labels: Labels) -> Text:
    sources = _names(event.sources, labels)
    targets = _names([t for t in event.targets if t not in event.sources], labels)
    if event.type in RECIPROCAL:
        both = [t for t in (sources, targets) if t]
        return Text(" and ").join(both) if both else Text(_NOBODY, style="dim")
    return Text.assemble(sources or Text(_NOBODY, style="dim"), " → " if targets else "", targets)


def _names(ids: Iterable[str], labels: Labels) -> Text:
    return Text(", ").join([words(labels.name(i) or "", "cyan") for i in ids])


def _statement(statement: Statement, record: Record, labels: Labels) -> tuple[Text, ...]:
    speaker = labels.name(statement.speaker)
    who = words(speaker, "cyan") if speaker else Text(_NOBODY, style="dim")
    who = joined((who, Text(ACTS[statement.act], style="bold")))
    more: list[Text] = []
    if target := labels.name(statement.target):
        more.append(words(f"about {target}"))
    if via := labels.name(statement.via):
        more.append(words(f"via {via}"))
    if statement.evidence:
        more.append(words(f"evidence: {str(statement.evidence).replace('-', ' ')}", "yellow"))
    if statement.replies_to:
        more.append(words(f"answers {labels.of(statement.replies_to)}"))
    more += _replies(statement.id, record, labels)
    what = Text()
    if statement.content:
        said = statement.content.of(record.document.text)
        inner = said.strip('“”"«»„ ') if statement.quoted and said[:1] in '“"«„' else said
        what = words(f"“{inner}”" if inner != said else said, "italic")
    return who, what, joined([*more, Text("quoted", style="dim") if statement.quoted else None])


def _replies(row: str, record: Record, labels: Labels) -> list[Text]:
    replies = [s for s in record.statements if s.replies_to == row]
    return [
        words(
            f"{_ANSWERED.get(r.act, 'answered')} by {labels.name(r.speaker) or _NOBODY} ({labels.of(r.id)})", "yellow"
        )
        for r in replies
    ]


def _actor(actor: Actor) -> tuple[Text, ...]:
    count = len(actor.mentions)
    name = words(actor.name, "cyan")
    if actor.basis:
        name = Text(" ").join([name, words(f"({actor.basis})", "dim")])
    what = joined(words(str(part)) for part in (actor.country, actor.kind, actor.sector) if part)
    return name, words(actor.office or ""), what, Text(f"{count} mention{'' if count == 1 else 's'}")
