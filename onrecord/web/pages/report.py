"""A report's text with every row of its record marked in place."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup, escape

from onrecord.ask.reports import outlet_of
from onrecord.ask.show import Part
from onrecord.errors import UsageError
from onrecord.record import RECIPROCAL, Act, Record, Span
from onrecord.view.labels import Labels
from onrecord.view.safe import safe
from onrecord.web import words
from onrecord.web.asked import Answer, Asked
from onrecord.wording import ACTS

_LONGEST = 60_000  # code points of a text that one page shows
_TITLE = 200  # letters of what a label says when the mouse rests on it
Mark = tuple[Span, str, str]  # the words, what kind of words they are, and the row's id
Merged = Mapping[str, str | None]  # by row


@dataclass(frozen=True, slots=True)
class Entry:
    """A row beside the text: its label, what it is, a statement's content, its id, and what it is merged into.

    `confidence` is that of an event.
    """

    label: str
    words: str
    content: str
    row: str
    merged: str | None
    confidence: float | None = None


def page(asked: Asked) -> Answer:
    """The report of a key, or of the id that it was given."""
    shown = asked.store.show(asked.path["report"].partition("#")[0])
    record = shown.it
    if not isinstance(record, Record) or shown.source is None:
        raise UsageError(f"{asked.path['report'][:40]!r} is no report")
    labels = Labels.for_record(record)
    merged = {part.row.id: part.merged for part in shown.parts}
    groups = [
        (title, letter, list(rows(record, labels, merged)))
        for title, letter, rows in (("Events", "e", events), ("Statements", "s", statements), ("Actors", "a", actors))
    ]
    names = {entry.row: entry.words for _, _, entries in groups for entry in entries}
    values = {
        "source": shown.source,
        "outlet": outlet_of(shown.source),
        "document": record.document,
        "versions": shown.versions if len(shown.versions) > 1 else (),
        "text": marked(record, labels, names),
        "cut": len(record.document.text) > _LONGEST,
        "groups": [group for group in groups if group[2]],
        "web": (shown.source.url or "").startswith(("https://", "http://")),
    }
    title = record.document.title or outlet_of(shown.source)
    return Answer("report.html", title, record, Part, shown.parts, values)


def events(record: Record, labels: Labels, merged: Merged) -> Iterator[Entry]:
    """What happened: "Contact: Ana and Luis, 2024-04-03, reported to have happened"."""
    for event in record.events:
        joint = event.type in RECIPROCAL
        sides = [(*event.sources, *event.targets)] if joint else [event.sources, event.targets]
        who = " → ".join(words.listed([labels.name(a) or "" for a in side]) for side in sides if side)
        what = words.TYPES[event.type].capitalize() + (f": {who}" if who else "")
        parts = [what, words.when(event.date) if event.date else "", words.STATUSES[event.status]]
        said = ", ".join(part for part in parts if part)
        yield Entry(labels.of(event.id), said, "", event.id, merged.get(event.id), event.confidence)


def statements(record: Record, labels: Labels, merged: Merged) -> Iterator[Entry]:
    """Who says what, and on what evidence."""
    for said in record.statements:
        speaker = labels.name(said.speaker) or "not said who"
        target = f" about {labels.name(said.target)}" if said.target else ""
        evidence = f", {words.EVIDENCE[said.evidence]}" if said.evidence else ""
        reply = f", answers {labels.of(said.replies_to)}" if said.replies_to else ""
        content = said.content.of(record.document.text) if said.content else ""
        line = f"{speaker}: {ACTS[Act(said.act)]}{target}{evidence}{reply}"
        yield Entry(labels.of(said.id), line, content, said.id, merged.get(said.id))


def actors(record: Record, labels: Labels, merged: Merged) -> Iterator[Entry]:
    """Who somebody is, and where a name that the report does not give is from."""
    for actor in record.actors:
        parts = [actor.name, actor.office, words.country(actor.country)]
        looked_up = f" (looked up: {actor.basis})" if actor.basis else ""
        said = ", ".join(dict.fromkeys(part for part in parts if part)) + looked_up
        yield Entry(labels.of(actor.id), said, "", actor.id, merged.get(actor.id))


def spans_of(record: Record) -> list[Mark]:
    """Every span of the record's rows: "e" for triggers, "s" contents, "c" cues and "a" mentions of actors."""
    found = [(m, "e", e.id) for e in record.events for m in e.mentions]
    for said in record.statements:
        found += [(said.content, "s", said.id)] if said.content else []
        found += [(said.cue, "c", said.id)] if said.cue else []
    return found + [(m, "a", a.id) for a in record.actors for m in a.mentions]


def marked(record: Record, labels: Labels, names: Mapping[str, str]) -> list[Markup]:
    """The paragraphs of the text; each piece between two ends of marks says which rows it belongs to."""
    text = safe(record.document.text)[:_LONGEST]
    marks = [mark for mark in spans_of(record) if 0 <= mark[0].start < mark[0].end <= len(text)]
    cuts = sorted({0, len(text), *(s.start for s, _, _ in marks), *(s.end for s, _, _ in marks)})
    opening: dict[int, list[Mark]] = {}
    for mark in marks:
        opening.setdefault(mark[0].start, []).append(mark)
    begun: set[str] = set()
    paragraphs, line = [], [Markup("")]
    alive: list[Mark] = []
    for start, end in pairwise(cuts):
        alive = [mark for mark in (*alive, *opening.get(start, ())) if mark[0].end > start]
        line.append(_anchors(opening.get(start, ()), begun, labels, names))
        for number, part in enumerate(text[start:end].split("\n")):
            if number:
                paragraphs.append(Markup("").join(line))
                line = []
            line.append(_piece(part, alive))
    return [p for p in [*paragraphs, Markup("").join(line)] if p.strip()]


def _anchors(fresh: Iterable[Mark], begun: set[str], labels: Labels, names: Mapping[str, str]) -> Markup:
    """A place to go to where a row's words first begin, with its label, that a keyboard reaches and a mouse reads."""
    anchor = Markup('<a class="at {}" id="row-{}" href="#list-{}" data-row="{}" title="{}">{}</a>')
    found = {row: "s" if kind == "c" else kind for _, kind, row in fresh if row not in begun}
    begun.update(found)
    return Markup("").join(
        anchor.format(kind, row, row, row, safe(names.get(row, ""))[:_TITLE], labels.of(row))
        for row, kind in found.items()
    )


def _piece(part: str, alive: list[Mark]) -> Markup:
    """Words with the rows that they belong to, those with the fewest words first."""
    if not part or not alive:
        return escape(part)
    inner = sorted(alive, key=lambda mark: mark[0].end - mark[0].start)
    kinds = " ".join(dict.fromkeys(kind for _, kind, _ in inner))
    rows = " ".join(dict.fromkeys(row for _, _, row in inner))
    return Markup('<span class="m {}" data-rows="{}">{}</span>').format(kinds, rows, part)
