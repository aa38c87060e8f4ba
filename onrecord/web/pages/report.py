"""A report's text with every row of its record marked in place."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup, escape

from onrecord.ask.reports import outlet_of
from onrecord.ask.show import Part
from onrecord.errors import UsageError
from onrecord.merged import Sort
from onrecord.record import Act, Actor, Event, Record, Span, Statement
from onrecord.view.labels import Labels
from onrecord.view.rows import ACTS
from onrecord.view.safe import safe
from onrecord.web import words
from onrecord.web.asked import Answer, Asked

_LETTERS = {Sort.EVENT: "e", Sort.CLAIM: "s", Sort.ACTOR: "a"}
_LONGEST = 60_000  # code points of a text that one page shows


@dataclass(frozen=True, slots=True)
class Entry:
    """A row beside the text: its label, what it says, where its words begin, and what it is merged into."""

    label: str
    sort: str
    words: str
    anchor: str
    merged: str | None


def page(asked: Asked) -> Answer:
    """The report of a key, or of the id that it was given."""
    shown = asked.store.show(asked.path["report"].partition("#")[0])
    record = shown.it
    if not isinstance(record, Record) or shown.source is None:
        raise UsageError(f"{asked.path['report'][:40]!r} is no report")
    labels = Labels.for_record(record)
    merged = {part.row.id: part.merged for part in shown.parts}
    values = {
        "source": shown.source,
        "outlet": outlet_of(shown.source),
        "document": record.document,
        "text": marked(record, labels),
        "cut": len(record.document.text) > _LONGEST,
        "entries": list(entries(record, labels, merged)),
        "web": (shown.source.url or "").startswith(("https://", "http://")),
    }
    title = record.document.title or outlet_of(shown.source)
    return Answer("report.html", title, record, Part, shown.parts, values)


def entries(record: Record, labels: Labels, merged: dict[str, str | None]) -> Iterator[Entry]:
    """A row for each event, statement and actor."""
    for event in record.events:
        yield Entry(labels.of(event.id), "e", _event(event, labels), f"row-{event.id}", merged.get(event.id))
    for said in record.statements:
        yield Entry(labels.of(said.id), "s", _statement(said, labels), f"row-{said.id}", merged.get(said.id))
    for actor in record.actors:
        yield Entry(labels.of(actor.id), "a", _actor(actor), f"row-{actor.id}", merged.get(actor.id))


def _event(event: Event, labels: Labels) -> str:
    sides = [words.listed([labels.name(a) or "" for a in side]) for side in (event.sources, event.targets) if side]
    name = words.TYPES[event.type].capitalize()
    joint = " and " if event.type in words.SIDES else " → "
    parts = [joint.join(sides), words.when(event.date) if event.date else "", words.STATUSES[event.status]]
    return f"{name}: " + ", ".join(part for part in parts if part)


def _statement(said: Statement, labels: Labels) -> str:
    speaker = labels.name(said.speaker) or "not said who"
    evidence = f", {words.EVIDENCE[said.evidence]}" if said.evidence else ""
    reply = f", answers {labels.of(said.replies_to)}" if said.replies_to else ""
    return f"{speaker}: {ACTS[Act(said.act)]}{evidence}{reply}"


def _actor(actor: Actor) -> str:
    parts = [actor.name, actor.office, words.country(actor.country)]
    looked_up = f" (name from {actor.basis})" if actor.basis else ""
    return ", ".join(dict.fromkeys(part for part in parts if part)) + looked_up


def spans_of(record: Record) -> list[tuple[Span, str, str]]:
    """Every span of the record's rows with the kind of mark and the row's id."""
    found = [(m, "e", e.id) for e in record.events for m in e.mentions]
    for said in record.statements:
        found += [(said.content, "s", said.id)] if said.content else []
        found += [(said.cue, "c", said.id)] if said.cue else []
    return found + [(m, "a", a.id) for a in record.actors for m in a.mentions]


def marked(record: Record, labels: Labels) -> list[Markup]:
    """The paragraphs of the text; each piece between two ends of marks says which rows it belongs to."""
    text = safe(record.document.text)[:_LONGEST]
    spans = [(s, kind, row) for s, kind, row in spans_of(record) if 0 <= s.start < s.end <= len(text)]
    cuts = sorted({0, len(text), *(s.start for s, _, _ in spans), *(s.end for s, _, _ in spans)})
    begun: set[str] = set()
    paragraphs, line = [], [Markup("")]
    opening: dict[int, list[tuple[Span, str, str]]] = {}
    for span, kind, row in spans:
        opening.setdefault(span.start, []).append((span, kind, row))
    alive: list[tuple[Span, str, str]] = []
    for start, end in pairwise(cuts):
        alive = [mark for mark in (*alive, *opening.get(start, ())) if mark[0].end > start]
        line.append(_anchors(alive, start, begun, labels))
        for number, part in enumerate(text[start:end].split("\n")):
            if number:
                paragraphs.append(Markup("").join(line))
                line = []
            line.append(_piece(part, alive))
    return [p for p in [*paragraphs, Markup("").join(line)] if p.strip()]


def _anchors(alive: list[tuple[Span, str, str]], start: int, begun: set[str], labels: Labels) -> Markup:
    """A place to go to where a row's words first begin, with its label, and that a keyboard reaches."""
    fresh = [(kind, row) for span, kind, row in alive if span.start == start and row not in begun]
    begun.update(row for _, row in fresh)
    found = dict.fromkeys((row, "s" if kind == "c" else kind) for kind, row in fresh)
    return Markup("").join(
        Markup('<a class="at {}" id="row-{}" href="#list-{}" data-row="{}">{}</a>').format(k, r, r, r, labels.of(r))
        for r, k in found
    )


def _piece(part: str, alive: list[tuple[Span, str, str]]) -> Markup:
    if not part or not alive:
        return escape(part)
    kinds = " ".join(dict.fromkeys(kind for _, kind, _ in alive))
    rows = " ".join(dict.fromkeys(row for _, _, row in alive))
    return Markup('<span class="m {}" data-rows="{}">{}</span>').format(kinds, rows, part)
