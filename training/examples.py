"""Annotated reports as training examples: every span in words, every label in the order of `labels`."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from difflib import SequenceMatcher
from pathlib import Path

import numpy as np

from onrecord.documents import clean
from onrecord.extract.times import find_times
from onrecord.knowledge import load as load_knowledge
from onrecord.language.features import ARTICLES, Ints
from onrecord.language.labels import CLASSES, TAGS
from onrecord.language.pieces import Pieces, cut

NOWHERE = (-1, -1)
Row = dict[str, object]


@dataclass
class Example:
    """A document. `spans[kind]` is (n, 2) in words; `classes` and `pairs` hold targets, by head.

    A pair target of a head with `one` is (n, m + 1) of bool, null the last; of the others (n, m).
    """

    name: str
    text: str
    pieces: Pieces
    tags: dict[str, Ints] = field(default_factory=dict)
    spans: dict[str, Ints] = field(default_factory=dict)
    cues: Ints | None = None  # of each statement, its cue or NOWHERE
    classes: dict[str, Ints] = field(default_factory=dict)
    pairs: dict[str, np.ndarray] = field(default_factory=dict)
    groups: dict[str, Ints] = field(default_factory=dict)  # mention -> actor, trigger -> event
    kinds: list[str] = field(default_factory=list)


def words_of(pieces: Pieces, start: int, end: int) -> tuple[int, int]:
    """The first and last word that a stretch of code points touches."""
    first = int(np.searchsorted(pieces.ends, start, side="right"))
    last = int(np.searchsorted(pieces.starts, end, side="left")) - 1
    return (first, last) if first <= last else NOWHERE


def rows(spans: list[tuple[int, int]]) -> Ints:
    """Spans as an array, (0, 2) where there are none."""
    return np.array(spans, dtype=np.int64).reshape(-1, 2)


def bio(count: int, spans: list[tuple[tuple[int, int], int]]) -> Ints:
    """Tags of `count` words; longer spans first, so that of nested ones the outer is kept."""
    tags = np.zeros(count, dtype=np.int64)
    for (first, last), label in sorted(spans, key=lambda s: s[0][0] - s[0][1]):
        if first >= 0 and not tags[first : last + 1].any():
            tags[first : last + 1] = 2 + 2 * label
            tags[first] = 1 + 2 * label
    return tags


def locate(text: str, span: str | dict[str, object]) -> tuple[int, int]:
    """Offsets of a gold span: an exact substring, or {"text", "nth"}."""
    wanted, nth = (str(span["text"]), int(str(span.get("nth", 1)))) if isinstance(span, dict) else (span, 1)
    at = -1
    for _ in range(nth):
        at = text.index(wanted, at + 1)
    return at, at + len(wanted)


def occurrences(text: str, wanted: str) -> list[tuple[int, int]]:
    """Every place where a name stands as a whole word."""
    found, at = [], text.find(wanted)
    while at >= 0:
        end = at + len(wanted)
        if not (text[at - 1 : at].isalnum() or text[end : end + 1].isalnum()):
            found.append((at, end))
        at = text.find(wanted, at + 1)
    return found


def mover(raw: str, cleaned: str) -> Callable[[int], int]:
    """From offsets in a report as it came to offsets in its cleaned text."""
    if raw == cleaned:
        return lambda at: at
    blocks = SequenceMatcher(None, raw, cleaned, autojunk=False).get_matching_blocks()

    def move(at: int) -> int:
        for a, b, size in blocks:
            if at <= a + size:
                return b + max(0, at - a)
        return len(cleaned)

    return move


class Builder:
    """One case, turned into an Example step by step.

    The text is the cleaned one, as the reading sees it; what stood in a part that cleaning removes (the second
    copy of a title) is left out.
    """

    def __init__(self, path: Path) -> None:
        self.gold = json.loads(path.read_text(encoding="utf-8"))
        self.raw = path.with_suffix(".txt").read_text(encoding="utf-8")
        self.text = clean(self.raw).text
        self.move = mover(self.raw, self.text)
        self.pieces = cut(self.text)
        self.example = Example(path.stem, self.text, self.pieces)
        self.actors: list[Row] = self.gold.get("actors", [])
        self.events: list[Row] = self.gold.get("events", [])
        self.statements: list[Row] = self.gold.get("statements", [])
        self.actor_number = {a["id"]: i for i, a in enumerate(self.actors)}

    def words(self, span: object) -> tuple[int, int]:
        """A gold span in words; NOWHERE if cleaning removed it."""
        if not span:
            return NOWHERE
        start, end = locate(self.raw, span)  # type: ignore[arg-type]
        at, to = self.move(start), self.move(end)
        return words_of(self.pieces, at, to) if self.text[at:to] == self.raw[start:end] else NOWHERE

    def build(self) -> Example:
        """The whole example."""
        self._mentions()
        self._triggers()
        self._statements()
        self._circumstances()
        self._links()
        return self.example

    def _found(self, owners: list[Row]) -> list[tuple[tuple[int, int], int]]:
        spans = {(self.bare(self.words(m)), i) for i, row in enumerate(owners) for m in row["mentions"]}  # type: ignore[attr-defined]
        return sorted(s for s in spans if s[0] != NOWHERE)

    def bare(self, span: tuple[int, int]) -> tuple[int, int]:
        """Words without the article before them, which annotators sometimes take in and sometimes do not."""
        first, last = span
        while 0 <= first < last and self.text[self.pieces.starts[first] : self.pieces.ends[first]].lower() in ARTICLES:
            first += 1
        return first, last

    def _mentions(self) -> None:
        found = self._found(self.actors)
        kinds = [TAGS["mention"].index(self.actors[a]["kind"]) for _, a in found]  # type: ignore[arg-type]
        self.example.tags["mention"] = bio(len(self.pieces), [(s, k) for (s, _), k in zip(found, kinds, strict=True)])
        self.example.spans["mention"] = rows([s for s, _ in found])
        self.example.groups["mention"] = np.array([a for _, a in found], dtype=np.int64)
        self.example.kinds = [str(self.actors[a]["kind"]) for _, a in found]
        sectors = CLASSES["sector"][1]
        known = [str(self.actors[a].get("sector") or "none") for _, a in found]
        self.example.classes["sector"] = np.array(
            [sectors.index(s) if s in sectors else -100 for s in known], dtype=np.int64
        )

    def _triggers(self) -> None:
        found = self._found(self.events)
        self.example.tags["trigger"] = bio(len(self.pieces), [(s, 0) for s, _ in found])
        self.example.spans["trigger"] = rows([s for s, _ in found])
        self.example.groups["trigger"] = np.array([e for _, e in found], dtype=np.int64)
        for name, key, default in (
            ("event_type", "type", ""),
            ("status", "status", "reported"),
            ("mode", "mode", "none"),
            ("medium", "medium", "none"),
        ):
            labels = CLASSES[name][1]
            given = [str(self.events[e].get(key) or default) for _, e in found]
            chosen = [labels.index(g) if g in labels else -100 for g in given]
            self.example.classes[name] = np.array(chosen, dtype=np.int64)

    def _statements(self) -> None:
        spoken = [s for s in self.statements if self.words(s.get("content") or s.get("cue")) != NOWHERE]
        self.statements = sorted(spoken, key=lambda s: self.words(s.get("content") or s.get("cue")))
        content = [self.words(s.get("content")) for s in self.statements]
        cue = [self.words(s.get("cue")) for s in self.statements]
        silent = [int(s["act"] == "silence") for s in self.statements]
        count = len(self.pieces)
        self.example.tags["content"] = bio(count, [(c, 0) for c in content if c != NOWHERE])
        self.example.tags["cue"] = bio(count, [(c, k) for c, k in zip(cue, silent, strict=True) if c != NOWHERE])
        self.example.spans["statement"], self.example.cues = rows(content), rows(cue)
        for name, default in (("act", "assert"), ("evidence", "none")):
            labels = CLASSES[name][1]
            chosen = [labels.index(str(s.get(name) or default)) for s in self.statements]
            self.example.classes[name] = np.array(chosen, dtype=np.int64)

    def _circumstances(self) -> None:
        """Times, places and country forms: where they stand in the text."""
        names = {str(e["place"]) for e in self.events if e.get("place")}
        places = sorted({words_of(self.pieces, *o) for name in names for o in occurrences(self.text, name)} - {NOWHERE})
        self.example.tags["place"] = bio(len(self.pieces), [(p, 0) for p in places])
        self.example.spans["place"] = rows(places)
        published = date.fromisoformat(self.gold["document"]["published"])
        self.times = [t for t in find_times(self.text, published) if t.dates]
        self.example.spans["time"] = rows([words_of(self.pieces, t.span.start, t.span.end) for t in self.times])
        self.forms = load_knowledge().country_forms(self.text)
        self.example.spans["form"] = rows([words_of(self.pieces, f.start, f.end) for f in self.forms])

    def _links(self) -> None:
        pairs, mention_actor = self.example.pairs, self.example.groups["mention"]
        trigger_event = self.example.groups["trigger"]
        per_mention = [self.actors[a] for a in mention_actor]
        per_trigger = [self.events[e] for e in trigger_event]

        def to_actor(owners: list[Row], key: str) -> np.ndarray:
            return one(
                [[self.actor_number.get(row.get(key)) == a for a in mention_actor] for row in owners],
                len(mention_actor),
            )

        for name, key in (("speaker", "speaker"), ("target", "target"), ("via", "via")):
            pairs[name] = to_actor(self.statements, key)
        pairs["initiator"] = to_actor(per_trigger, "initiator")
        for name, key in (("source", "sources"), ("object", "targets")):
            held = [{self.actor_number[i] for i in e.get(key, ())} for e in self.events]  # type: ignore[attr-defined]
            pairs[name] = np.array([[a in held[e] for a in mention_actor] for e in trigger_event], dtype=bool).reshape(
                len(trigger_event), len(mention_actor)
            )
        pairs["date"] = one([[_same_dates(t, e.get("date")) for t in self.times] for e in per_trigger], len(self.times))
        places = [self.text[self.pieces.starts[a] : self.pieces.ends[b]] for a, b in self.example.spans["place"]]
        pairs["place"] = one([[p == e.get("place") for p in places] for e in per_trigger], len(places))
        pairs["country"] = one([[f.iso3 == a.get("country") for f in self.forms] for a in per_mention], len(self.forms))
        pairs["same_actor"] = earlier(mention_actor)
        pairs["same_event"] = earlier(trigger_event)
        cues = self.example.cues
        assert cues is not None
        spoken = [i for i, c in enumerate(self.example.spans["statement"]) if c[0] >= 0]
        self.example.spans["content"] = self.example.spans["statement"][spoken]
        self.example.spans["cue"] = rows(sorted({tuple(c) for c in cues.tolist()} - {NOWHERE}))
        pairs["cue"] = one(
            [[tuple(cues[i]) == tuple(c) for c in self.example.spans["cue"]] for i in spoken],
            len(self.example.spans["cue"]),
        )
        statement_ids = [self.statements[i]["id"] for i in spoken]
        ids = statement_ids + [e["id"] for e in per_trigger]
        pairs["reply"] = one(
            [[s.get("replies_to") == i and s["id"] != i for i in ids] for s in self.statements], len(ids)
        )
        self.example.spans["row"] = np.concatenate([self.example.spans["content"], self.example.spans["trigger"]])


def _same_dates(time: object, gold: object) -> bool:
    dates = getattr(time, "dates")  # noqa: B009
    return isinstance(gold, dict) and (dates.start, dates.end) == (gold["start"], gold.get("end") or gold["start"])


def one(table: list[list[bool]], width: int) -> np.ndarray:
    """A table of bool with the null column added: true where nothing else is."""
    array = np.array(table, dtype=bool).reshape(len(table), width)
    return np.concatenate([array, ~array.any(axis=1, keepdims=True)], axis=1)


def earlier(group: Ints) -> np.ndarray:
    """Which earlier members are of the same group; null where none is. Later ones are masked when trained."""
    same = (group[:, None] == group[None, :]) & np.tri(len(group), k=-1, dtype=bool)
    return one(same.tolist(), len(group))


def load_cases(folder: Path) -> list[Example]:
    """Every case of a folder, sorted by name."""
    return [Builder(path).build() for path in sorted(folder.glob("*.json"))]
