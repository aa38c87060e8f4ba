"""From text to an Analysis: what the model sees in a document, before anything is decided about it."""

import dataclasses
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from threadpoolctl import ThreadpoolController

from onrecord.language.encoder import WIDTH, Encoder
from onrecord.language.features import ARTICLES, PRONOUNS, Floats, Ints, Likeness, around, geometry
from onrecord.language.heads import Heads, ends
from onrecord.language.labels import CLASSES, PAIRS, TAGS
from onrecord.language.pieces import Pieces, cut
from onrecord.language.tagging import Tagged, decode, softmax
from onrecord.record import Span

NOWHERE = (-1, -1)

PAIRS_AT_ONCE = 40_000  # keeps the heads of the longest texts under 50 MB
LEFT_OVER = frozenset(["of", "and", "in", "the", "for", "to", "at", "on", "by", "with", "from", "who", "that", "or"])
_UNNAMED = frozenset(["jr", "jr.", "sr", "sr.", "former", "then", "more", "other"])
# "KYIV, May 3 (Agency) -": where a report was written is nobody who acts in it.
_TOWN = re.compile(r"^[A-Z][A-Z .'’/-]*[A-Z](?=,|\s\()", re.MULTILINE)
_EMPTY = re.compile(
    r"(?:that(?=\s+\w)|(?:and|but|or|as|at|by|for|from|in|of|on|to|with|the|an?|he|she|they|who|which)\b\W*)+",
    re.IGNORECASE,
)

# Added to the score of "no tag", so that what is found balances what is missed; calibrated on cases/dev.
LEAN = {"mention": 1.2, "trigger": 0.3, "content": 0.7, "cue": 0.0, "place": -0.5}


@dataclass(frozen=True, slots=True)
class Found:
    """A span of the text with the label that the model gives it."""

    span: Span
    first: int  # word
    last: int  # word, inclusive
    label: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Said:
    """A statement: what was said and the words that say so; one of the two may be missing."""

    content: Found | None
    cue: Found | None

    @property
    def silent(self) -> bool:
        """Whether somebody would not speak."""
        return self.content is None


@dataclass(frozen=True, slots=True)
class Analysis:
    """What the model sees.

    `classes[head]` holds probabilities, a row for each trigger, statement or mention; `pairs[head]` the scores
    between two lists, the last column "none of them" where the head has one (see `labels.PAIRS`). The rows that
    "reply" chooses from are the statements with content, then the triggers.
    """

    text: str
    pieces: Pieces
    mentions: tuple[Found, ...]
    triggers: tuple[Found, ...]
    statements: tuple[Said, ...]
    places: tuple[Found, ...]
    times: tuple[Span, ...]
    forms: tuple[Span, ...]
    classes: Mapping[str, Floats]
    pairs: Mapping[str, Floats]

    def sentence(self, found: Found) -> int:
        """The number of the sentence in which a span starts."""
        return int(self.pieces.sentence[found.first])


class LanguageModel:
    """The encoder and its heads, loaded once."""

    def __init__(self, *, threads: int = 1) -> None:
        self._encoder = Encoder(threads=threads)
        self._heads = Heads()
        self._pools = ThreadpoolController()

    def analyse(
        self, text: str, *, times: Sequence[Span] = (), forms: Sequence[Span] = (), silences: Sequence[Span] = ()
    ) -> Analysis:
        """Read a text.

        `times` and `forms` are what events may be dated by and actors be placed by, `silences` phrases that say that
        somebody would not speak.
        """
        # Small matrices: more threads only wait for each other (22 times slower on a busy machine).
        with self._pools.limit(limits=1, user_api="blas"):
            return self._analyse(text, times, forms, silences)

    def _analyse(self, text: str, times: Sequence[Span], forms: Sequence[Span], silences: Sequence[Span]) -> Analysis:
        pieces = cut(text)
        vectors = self._encoder(pieces)
        found = {name: self._tagged(name, text, pieces, vectors) for name in TAGS}
        statements = self._statements(pieces, vectors, found["content"], found["cue"])
        statements += _unnoticed(silences, statements, pieces)
        spans = {
            "mention": _words(found["mention"]),
            "trigger": _words(found["trigger"]),
            "place": _words(found["place"]),
            "statement": _words([s.content for s in statements]),
            "cue": _words([s.cue for s in statements]),
            "time": _located(pieces, times),
            "form": _located(pieces, forms),
        }
        spans["row"] = np.concatenate([_words(found["content"]), spans["trigger"]])
        lefts = {kind: ends(vectors, spans[kind]) for kind in spans}
        lefts["statement"] = np.concatenate([lefts["statement"], lefts["cue"]], axis=1)
        words = around(np.where(spans["statement"] >= 0, spans["statement"], spans["cue"]), len(pieces))
        strongest = np.array([vectors[w].max(axis=0) for w in words], dtype=np.float32).reshape(-1, WIDTH)
        lefts["context"] = np.concatenate([lefts["statement"], strongest], axis=1)
        classes = {name: softmax(self._heads.classes(name, lefts[of])) for name, (of, _) in CLASSES.items()}
        types = [CLASSES["event_type"][1][int(row.argmax())] for row in classes["event_type"]]
        found["trigger"] = [dataclasses.replace(f, label=t) for f, t in zip(found["trigger"], types, strict=True)]
        alike = Likeness([f.span.of(text) for f in found["mention"]], [f.label for f in found["mention"]])
        numbers = _numbered(len(pieces), found["content"])
        blocks: dict[str, list[Floats]] = {name: [] for name in PAIRS if name != "cue"}
        for left, right in dict.fromkeys(PAIRS[name][:2] for name in blocks):
            names = [name for name in blocks if PAIRS[name][:2] == (left, right)]
            for rows in _blocks(len(lefts[left]), len(spans[right])):
                features = _features(left, spans, right, rows, (pieces.sentence, numbers))
                for name in names:
                    seen = np.concatenate([features, alike[rows]], axis=2) if name == "same_actor" else features
                    blocks[name].append(self._heads.pair(name, lefts[left][rows], lefts[right], seen))
        pairs = {name: np.concatenate(parts) for name, parts in blocks.items()}
        return Analysis(
            text, pieces, tuple(found["mention"]), tuple(found["trigger"]), tuple(statements), tuple(found["place"]),
            tuple(times), tuple(forms), classes, pairs,
        )  # fmt: skip

    def _tagged(self, name: str, text: str, pieces: Pieces, vectors: Floats) -> list[Found]:
        tagged = decode(self._heads.tags(name, vectors), lean=LEAN[name], whole=name == "content")
        if name != "content":
            tagged = [part for t in tagged for part in _within_sentences(t, pieces)]
        if name == "trigger":
            tagged = _joined(tagged)
        if name == "mention":
            tagged = [_trimmed(t, text, pieces) for t in tagged]
        found = [_found(pieces, t, TAGS[name][t.label]) for t in tagged]
        if name == "trigger":  # no half of a word: the "so-" of "so-called"
            found = [f for f in found if text[f.span.end - 1].isalnum()]
        if name == "mention":
            towns = [Span(*m.span()) for m in _TOWN.finditer(text)]
            found = [f for f in found if len(letters(f.span.of(text))) > 1 and not any(t.holds(f.span) for t in towns)]
        if name == "content":
            found = [f for f in found if says_something(text, f.span)]
        return found

    def _statements(self, pieces: Pieces, vectors: Floats, contents: list[Found], cues: list[Found]) -> list[Said]:
        """Each content with the cue that the pair head gives it; a cue of silence stands by itself."""
        spoken = [c for c in cues if c.label == "cue"]
        left, right = _words(contents), _words(spoken)
        features = geometry(left, right, pieces.sentence, _numbered(len(pieces), contents))
        scores = self._heads.pair("cue", ends(vectors, left), ends(vectors, right), features)
        chosen = scores.argmax(axis=1) if len(scores) else []
        said = [Said(c, spoken[k] if k < len(spoken) else None) for c, k in zip(contents, chosen, strict=True)]
        said += [Said(None, c) for c in cues if c.label == "silence"]
        return said


def says_something(text: str, span: Span) -> bool:
    """Whether the words of a content say anything, or stand for what does: "denied that." but not "denied that he"."""
    found = _EMPTY.match(text, span.start)
    return not found or found.end() < span.end


def _within_sentences(tagged: Tagged, pieces: Pieces) -> list[Tagged]:
    """A span cut where a sentence ends: a title without a full stop does not run on into the text."""
    if pieces.sentence[tagged.first] == pieces.sentence[tagged.last]:
        return [tagged]
    inside = pieces.sentence[tagged.first : tagged.last + 1]
    firsts = [tagged.first, *(tagged.first + 1 + np.flatnonzero(np.diff(inside))).tolist()]
    lasts = [first - 1 for first in firsts[1:]] + [tagged.last]
    return [dataclasses.replace(tagged, first=a, last=b) for a, b in zip(firsts, lasts, strict=True)]


def _joined(tagged: list[Tagged]) -> list[Tagged]:
    """Triggers that touch are one: "were" and "detained"."""
    found: list[Tagged] = []
    for t in tagged:
        if found and found[-1].last + 1 == t.first:
            found[-1] = dataclasses.replace(found[-1], last=t.last, confidence=max(found[-1].confidence, t.confidence))
        else:
            found.append(t)
    return found


def _trimmed(tagged: Tagged, text: str, pieces: Pieces) -> Tagged:
    """A mention without a preposition or punctuation left over at its end."""
    last = tagged.last
    while last > tagged.first:
        word = text[pieces.starts[last] : pieces.ends[last]]
        if word not in LEFT_OVER and (word.isalnum() or word in ")”\"’'."):
            break
        last -= 1
    return dataclasses.replace(tagged, last=last)


def _found(pieces: Pieces, tagged: Tagged, label: str) -> Found:
    span = Span(int(pieces.starts[tagged.first]), int(pieces.ends[tagged.last]))
    return Found(span, tagged.first, tagged.last, label, tagged.confidence)


def letters(text: str) -> str:
    """The letters of some words, not of articles, pronouns, "Jr.", "former": a span with one or none names nothing."""
    words = (w for w in text.split() if w.casefold() not in ARTICLES | PRONOUNS | _UNNAMED)
    return "".join(c for word in words for c in word if c.isalpha())


def _words(found: Sequence[Found | None]) -> Ints:
    return np.array([(f.first, f.last) if f else NOWHERE for f in found], dtype=np.int64).reshape(-1, 2)


def _located(pieces: Pieces, spans: Sequence[Span]) -> Ints:
    first = np.searchsorted(pieces.ends, [s.start for s in spans], side="right")
    last = np.searchsorted(pieces.starts, [s.end for s in spans], side="left") - 1
    return (
        np.stack([first, np.maximum(first, last)], axis=1).astype(np.int64)
        if spans
        else np.zeros((0, 2), dtype=np.int64)
    )


def _unnoticed(silences: Sequence[Span], statements: Sequence[Said], pieces: Pieces) -> list[Said]:
    """Silences by phrase where the model saw no statement."""
    seen = [f.span for s in statements for f in (s.content, s.cue) if f]
    new = [s for s in silences if not any(s.overlaps(other) for other in seen)]
    return [
        Said(None, Found(span, int(first), int(last), "silence", 1.0))
        for span, (first, last) in zip(new, _located(pieces, new), strict=True)
    ]


def _numbered(count: int, contents: Sequence[Found]) -> Ints:
    """Of every word the number of the content it stands in, 0 for none."""
    numbers = np.zeros(count, dtype=np.int64)
    for i, c in enumerate(contents, 1):
        numbers[c.first : c.last + 1] = i
    return numbers


def _blocks(rows: int, columns: int) -> list[slice]:
    """Ranges of rows that make at most PAIRS_AT_ONCE pairs with all columns; one at least."""
    step = max(1, PAIRS_AT_ONCE // max(1, columns))
    return [slice(at, at + step) for at in range(0, max(1, rows), step)]


def _features(left: str, spans: Mapping[str, Ints], right: str, rows: slice, words: tuple[Ints, Ints]) -> Floats:
    """The features of some rows; `words` numbers each word's sentence and content."""
    if left != "statement":
        return geometry(spans[left][rows], spans[right], *words)
    content, cue = spans["statement"][rows], spans["cue"][rows]
    anchors = (np.where(content >= 0, content, cue), np.where(cue >= 0, cue, content))
    return np.concatenate([geometry(a, spans[right], *words) for a in anchors], axis=2)
