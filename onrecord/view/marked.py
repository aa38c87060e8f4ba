"""The report's text with its rows marked in place."""

from collections.abc import Iterator
from dataclasses import dataclass

from rich.text import Text

from onrecord.record import Record, Span
from onrecord.view.labels import Labels
from onrecord.view.safe import safe


@dataclass(frozen=True, slots=True)
class _Mark:
    """`style` on the words of `span`, with `opening` before and `closing` after them."""

    span: Span
    style: str
    opening: str = ""
    closing: str = ""


def marked_text(record: Record, labels: Labels, *, colour: bool) -> Text:
    """The whole text: actors, triggers, cues and contents styled, each trigger and content with its row's label.

    Without colour a content stands in angle quotes and an actor's first mention carries its label.
    """
    marks = sorted(_marks(record, labels, colour=colour), key=lambda m: (m.span.start, -m.span.end))
    source = record.document.text
    body = Text(safe(source), overflow="fold")
    inserts: list[tuple[int, int, str]] = []
    for mark in marks:
        if not 0 <= mark.span.start < mark.span.end <= len(source):
            continue
        body.stylize(mark.style, mark.span.start, mark.span.end)
        if mark.opening:
            inserts.append((mark.span.start, 1, mark.opening))
        if mark.closing:
            inserts.append((mark.span.end, 0, mark.closing))
    return _with_inserts(body, sorted(inserts, key=lambda i: i[:2]))


def _marks(record: Record, labels: Labels, *, colour: bool) -> Iterator[_Mark]:
    for statement in record.statements:
        label = labels.of(statement.id)
        if statement.content:
            yield _Mark(statement.content, "italic", "" if colour else "‹", f"[{label}]" if colour else f"›[{label}]")
        if statement.cue:
            yield _Mark(statement.cue, "green", "", "" if statement.content else f"[{label}]")
    for actor in record.actors:
        for i, mention in enumerate(sorted(actor.mentions)):
            yield _Mark(mention, "cyan", "", "" if colour or i else f"[{labels.of(actor.id)}]")
    for event in record.events:
        for mention in event.mentions:
            yield _Mark(mention, "bold magenta", "", f"[{labels.of(event.id)}]")


def _with_inserts(body: Text, inserts: list[tuple[int, int, str]]) -> Text:
    places = sorted({at for at, _, _ in inserts})
    result = Text(overflow="fold")
    for piece, at in zip(body.divide(places), [*places, None], strict=True):
        result.append_text(piece)
        for place, _, mark in inserts:
            if place == at:
                result.append(mark, style="dim")
    return result
