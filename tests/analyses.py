"""Analyses made by hand: a text, the spans in it and what belongs to what, with no model involved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from onrecord.extract import triggers
from onrecord.extract.actors import find_actors
from onrecord.extract.events import Setting, find_events
from onrecord.extract.statements import find_statements
from onrecord.extract.times import TimeExpression, find_times
from onrecord.knowledge import CountryForm, load
from onrecord.language.analysis import Analysis, Found, Said
from onrecord.language.features import Floats
from onrecord.language.labels import CLASSES, PAIRS
from onrecord.language.pieces import Pieces, cut
from onrecord.record import Actor, Event, Span, Statement

# What a score or a class is where a test does not say: "no", as sure as a model ever is.
NO, YES = -8.0, 8.0
USUAL = {
    "event_type": "CONSULT",
    "status": "reported",
    "mode": "none",
    "medium": "none",
    "act": "assert",
    "evidence": "none",
    "sector": "none",
}

Links = Mapping[str, Mapping[tuple[int, int], float]]
Labels = Mapping[str, Mapping[int, str]]


def place(text: str, words: str) -> Span:
    """Where words stand; "Orlu#2" is the second time."""
    wanted, _, nth = words.partition("#")
    at = -1
    for _ in range(int(nth or 1)):
        at = text.index(wanted, at + 1)
    return Span(at, at + len(wanted))


def found(pieces: Pieces, span: Span, label: str, confidence: float = 1.0) -> Found:
    first = int(np.searchsorted(pieces.ends, span.start, side="right"))
    last = int(np.searchsorted(pieces.starts, span.end, side="left")) - 1
    return Found(span, first, last, label, confidence)


@dataclass(frozen=True)
class Scene:
    """A text read by hand.

    `mentions` and `triggers` are (words, label), `statements` (content, cue), either "" for none. `links[head]` gives
    scores to pairs of numbers, the second counting as the head's right list does; `labels[head]` names classes.
    """

    text: str
    published: str | None = "2024-04-04"
    mentions: Sequence[tuple[str, str]] = ()
    triggers: Sequence[tuple[str, str]] = ()
    statements: Sequence[tuple[str, str]] = ()
    places: Sequence[str] = ()
    links: Links | None = None
    labels: Labels | None = None

    @cached_property
    def day(self) -> date | None:
        return date.fromisoformat(self.published) if self.published else None

    @cached_property
    def times(self) -> list[TimeExpression]:
        return [t for t in find_times(self.text, self.day) if t.dates]

    @cached_property
    def forms(self) -> list[CountryForm]:
        return load().country_forms(self.text)

    @cached_property
    def analysis(self) -> Analysis:
        pieces = cut(self.text)

        def spans(rows: Sequence[tuple[str, str]]) -> tuple[Found, ...]:
            return tuple(found(pieces, place(self.text, words), label) for words, label in rows)

        contents = spans([(content, "content") for content, _ in self.statements if content])
        waiting = iter(contents)
        said = tuple(
            Said(
                next(waiting) if content else None,
                found(pieces, place(self.text, cue), "cue" if content else "silence") if cue else None,
            )
            for content, cue in self.statements
        )
        counts = {
            "mention": len(self.mentions), "trigger": len(self.triggers), "statement": len(said), "context": len(said),
            "content": len(contents), "cue": len(said), "row": len(contents) + len(self.triggers),
            "time": len(self.times), "form": len(self.forms), "place": len(self.places),
        }  # fmt: skip
        return Analysis(
            text=self.text,
            pieces=pieces,
            mentions=spans(self.mentions),
            triggers=spans(self.triggers),
            statements=said,
            places=spans([(words, "place") for words in self.places]),
            times=tuple(t.span for t in self.times),
            forms=tuple(Span(f.start, f.end) for f in self.forms),
            classes={head: self._classes(head, counts[left], names) for head, (left, names) in CLASSES.items()},
            pairs={
                head: self._scores(head, counts[left], counts[right], null=one)
                for head, (left, right, one) in PAIRS.items()
                if head != "cue"
            },
        )

    def _classes(self, head: str, count: int, names: Sequence[str]) -> Floats:
        labels = (self.labels or {}).get(head, {})
        if head == "event_type":
            labels = {i: label for i, (_, label) in enumerate(self.triggers)} | dict(labels)
        probable = np.full((count, len(names)), 0.1 / len(names), dtype=np.float32)
        for i in range(count):
            probable[i, list(names).index(labels.get(i, USUAL[head]))] += 0.9
        return probable

    def _scores(self, head: str, left: int, right: int, *, null: bool) -> Floats:
        scores = np.full((left, right + null), NO, dtype=np.float32)
        if null:
            scores[:, -1] = 0
        for (i, j), score in (self.links or {}).get(head, {}).items():
            scores[i, j] = score
        return scores

    @cached_property
    def cast(self) -> tuple[list[Actor], list[str]]:
        """The actors, and of each mention its actor's id."""
        return find_actors(self.analysis, self.forms, load(), published=self.published)

    @property
    def actors(self) -> list[Actor]:
        return self.cast[0]

    @cached_property
    def groups(self) -> list[list[int]]:
        """Triggers of the same event."""
        return triggers.gather(self.analysis, self.times)

    @cached_property
    def events(self) -> list[Event]:
        return find_events(self.analysis, self.groups, Setting(self.cast[1], self.times, self.day))

    @cached_property
    def said(self) -> list[Statement]:
        event_of = {i: e.id for e, group in zip(self.events, self.groups, strict=True) for i in group}
        return find_statements(self.analysis, self.cast[1], [event_of[i] for i in sorted(event_of)], load())
