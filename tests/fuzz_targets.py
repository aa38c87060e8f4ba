"""What is fuzzed, and what must hold of whatever comes of any bytes; `fuzz/run.py` drives it.

A target takes bytes. It raises where Onrecord does what it may not: anything but a document, a record or an error in
words.
"""

import io
import re
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

import numpy as np

from onrecord.documents import LIMITS, clean, encoding, feed, jsonl, warc
from onrecord.documents.draft import Draft, Given, finish, is_web
from onrecord.documents.furniture import is_prose
from onrecord.documents.page import read_page
from onrecord.documents.published import change_in_head, date_in_head, date_in_url, iso_date
from onrecord.documents.raw import Raw
from onrecord.documents.request import Answer
from onrecord.documents.sources import finished
from onrecord.errors import InputError, LanguageError
from onrecord.extract.actors import find_actors
from onrecord.extract.events import Setting, find_events
from onrecord.extract.statements import find_statements
from onrecord.extract.times import TimeExpression, find_times
from onrecord.extract.triggers import gather
from onrecord.knowledge import load
from onrecord.language.analysis import Analysis, Found, Said, letters, says_something
from onrecord.language.features import Floats
from onrecord.language.labels import CLASSES, PAIRS, TAGS
from onrecord.language.pieces import Pieces, cut
from onrecord.language.tagging import softmax
from onrecord.record import Act, Document, Record, Span
from onrecord.watch.entries import listing

WHERE = "here"
NOBODY = Given()
DAY = re.compile(r"\d{4}-\d\d-\d\d")


# ---- documents


def feeds(data: bytes) -> None:
    """RSS and Atom, as a file and as a list to follow."""
    try:
        listed = listing(Answer("https://c.example/feed", 200, "OK", {}, data), WHERE)
        assert all(is_web(report.url) for report in listed.reports)
    except InputError as error:
        check_error(error)
    read(lambda: feed.entries(encoding.decode(data, where=WHERE)[0], WHERE))


def pages(data: bytes) -> None:
    """HTML."""
    try:
        text = encoding.decode(data, where=WHERE)[0]
        document = finish(read_page(text, Draft(text, WHERE)), NOBODY)
    except InputError as error:
        check_error(error)
    else:
        check_document(document)


def archives(data: bytes) -> None:
    """WARC."""
    read(lambda: warc.pages(io.BytesIO(data), WHERE))


def lines(data: bytes) -> None:
    """JSONL."""
    read(lambda: jsonl.raw_lines(io.BytesIO(data), WHERE))


def read(find: Callable[[], Iterator[Raw | InputError]]) -> None:
    """Check all that is found, and the error that ends it."""
    try:
        for raw in find():
            if isinstance(raw, InputError):
                check_error(raw)
                continue
            try:
                check_document(finished(raw, NOBODY))
            except InputError as error:
                check_error(error)
    except InputError as error:
        check_error(error)


def check_error(error: InputError) -> None:
    assert error.what
    assert error.where.startswith(WHERE)
    assert str(error).isprintable()


def _shown(character: str) -> bool:
    """Whether it can be shown; one that Unicode has not assigned yet may be assigned tomorrow."""
    return character.isprintable() or unicodedata.category(character) == "Cn"


def check_document(document: Document) -> None:
    """That a document is as `Document` says, and clean."""
    text = document.text
    assert 0 < len(text) <= LIMITS.text_chars
    assert any(c.isalpha() for c in text)
    assert text.encode().decode() == text
    for name in (document.id, document.title, document.url, document.outlet, *(w.message for w in document.warnings)):
        assert name is None or (all(map(_shown, name)) and name.strip() == name != "")
    for day, origin in ((document.published, document.published_from), (document.modified, document.modified_from)):
        assert (day is None) == (origin is None)
        assert day is None or date.fromisoformat(day).isoformat() == day
    body = text.removeprefix(document.title or "")
    if any(map(is_prose, body.split("\n"))):  # else it may be all furniture, which stays where nothing else is
        with suppress(LanguageError):  # which the title alone may have told
            assert clean(text, title=document.title).text == text


# ---- days


def days(data: bytes) -> None:
    """The dates of an article's words, its head, its address and its metadata. The first two bytes are the day."""
    published = date.fromordinal(date(1900, 1, 1).toordinal() + int.from_bytes(data[:2], "big"))
    text = data[2:].decode("utf-8", "ignore")
    for day in (published, None):
        check_times(text, find_times(text, day), day)
    for find in (iso_date, date_in_head, date_in_url, change_in_head):
        found = find(text) if find is not date_in_url or is_web(text) else None
        assert found is None or date.fromisoformat(found).isoformat() == found


def check_times(text: str, found: list[TimeExpression], published: date | None) -> None:
    end = 0
    for expression in found:
        assert end <= expression.span.start < expression.span.end <= len(text)
        end = expression.span.end
        assert expression.span.of(text).strip() == expression.span.of(text)
        assert (expression.dates is None) == (expression.granularity is None)
        assert (expression.origin is not None) == (expression.dates is not None and expression.anchor == "previous")
        if expression.origin:
            assert expression.origin.start < expression.origin.end <= expression.span.start
        if expression.dates:
            assert DAY.fullmatch(expression.dates.start)
            assert DAY.fullmatch(expression.dates.end)
            assert expression.dates.start <= expression.dates.end
            assert published or expression.anchor != "published"


# ---- statements


def statements(data: bytes) -> None:
    """The finders over what a model might see: the first line says what that is, the text comes after it.

    The model itself gives one answer to one text. Here the bytes give it, so that every rule is met in every state.
    """
    choices, _, words = data.partition(b"\n")
    text = words.decode("utf-8", "ignore")[:2000]
    check_record(imagined(text, Choices(choices)))


@dataclass
class Choices:
    """Numbers out of bytes, from the first to the last and on again."""

    data: bytes
    at: int = 0

    def below(self, most: int) -> int:
        self.at += 1
        return self.data[self.at % len(self.data)] % most if self.data and most else 0

    def scores(self, rows: int, columns: int) -> Floats:
        """Between -8 and 8."""
        given = self.data[self.at % len(self.data) :] + self.data[: self.at % len(self.data)] if self.data else b"\x80"
        self.at += rows * columns
        flat = np.resize(np.frombuffer(given, dtype=np.uint8), rows * columns)
        found: Floats = (flat.astype(np.float32) / 16 - 8).astype(np.float32).reshape(rows, columns)
        return found


def spans(text: str, pieces: Pieces, choices: Choices, name: str) -> list[Found]:
    """Such as `LanguageModel` gives: in order, without overlap, within a sentence unless they are contents."""
    found: list[Found] = []
    first = choices.below(8)
    while first < len(pieces) and len(found) < 12:
        last = min(first + choices.below(32 if name == "content" else 6), len(pieces) - 1)
        while name != "content" and pieces.sentence[last] != pieces.sentence[first]:
            last -= 1
        span, label = (
            Span(int(pieces.starts[first]), int(pieces.ends[last])),
            TAGS[name][choices.below(len(TAGS[name]))],
        )
        fits = {
            "trigger": text[span.end - 1].isalnum(),
            "mention": len(letters(span.of(text))) > 1,
            "content": says_something(text, span),
        }
        if fits.get(name, True):
            found.append(Found(span, first, last, label, 1.0))
        first = last + 1 + choices.below(16)
    return found


def imagined(text: str, choices: Choices) -> Record:
    """The record of an analysis that nobody made."""
    pieces, published = cut(text), date(2024, 4, 4)
    found = {name: spans(text, pieces, choices, name) for name in TAGS}
    times = [t for t in find_times(text, published) if t.dates]
    forms = load().country_forms(text)
    cues = [c for c in found["cue"] if c.label == "cue"]
    said = [Said(c, cues[choices.below(len(cues))] if cues and choices.below(4) else None) for c in found["content"]]
    said += [Said(None, c) for c in found["cue"] if c.label == "silence"]
    counts = {name: len(rows) for name, rows in found.items()} | {"statement": len(said), "context": len(said)}
    counts |= {"row": counts["content"] + counts["trigger"], "time": len(times), "form": len(forms)}
    analysis = Analysis(
        text, pieces, tuple(found["mention"]), tuple(found["trigger"]), tuple(said), tuple(found["place"]),
        tuple(t.span for t in times), tuple(Span(f.start, f.end) for f in forms),
        {head: softmax(choices.scores(counts[of], len(labels))) for head, (of, labels) in CLASSES.items()},
        {h: choices.scores(counts[a], counts[b] + one) for h, (a, b, one) in PAIRS.items() if h != "cue"},
    )  # fmt: skip
    actors, actor_of = find_actors(analysis, forms, load(), published="2024-04-04")
    groups = gather(analysis, times)
    events = find_events(analysis, groups, Setting(actor_of, times, published))
    event_of = {i: event.id for event, group in zip(events, groups, strict=True) for i in group}
    armed = {a.id for a in actors if choices.below(2)}
    rows = find_statements(analysis, actor_of, [event_of[i] for i in sorted(event_of)], load(), groups=armed)
    document = Document("d", None, None, None, "2024-04-04", "user", "en", text)
    return Record(document, tuple(actors), tuple(events), tuple(rows))


def check_record(record: Record) -> None:
    """That its rows point at words and at each other, and that it says itself the same way again."""
    text = record.document.text
    actors, events = {a.id for a in record.actors}, {e.id for e in record.events}
    said = {s.id for s in record.statements}
    assert len(actors) + len(events) + len(said) == sum(map(len, (record.actors, record.events, record.statements)))
    mentions = [*(actor.mentions for actor in record.actors), *(event.mentions for event in record.events)]
    assert all(found and sorted(found) == [*found] for found in mentions)
    pointed = [span for found in mentions for span in found]
    for event in record.events:
        assert actors >= {*event.sources, *event.targets, *([event.initiator] if event.initiator else [])}
        assert event.date is None or event.date.start <= event.date.end
        assert all(f.min is None or f.max is None or f.min <= f.max for f in event.figures)
    for row in record.statements:
        pointed += [span for span in (row.cue, row.content) if span]
        assert actors >= {name for name in (row.speaker, row.target, row.via) if name}
        assert row.cue or row.content
        assert (row.act is Act.SILENCE) == (row.content is None)
        assert row.content or not (row.quoted or row.evidence)
        assert row.replies_to is None or row.replies_to in (said | events) - {row.id}
    assert all(0 <= span.start < span.end <= len(text) and span.of(text).strip() for span in pointed)
    assert Record.from_json(record.as_json()) == record


TARGETS: dict[str, Callable[[bytes], None]] = {
    "feed": feeds, "html": pages, "warc": archives, "jsonl": lines, "dates": days, "statements": statements,
}  # fmt: skip
