"""What the pair heads see besides the vectors: how two spans lie to each other, and how alike two names are.

Spans are rows of (first word, last word), both inclusive.
"""

import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher

import numpy as np
from numpy.typing import NDArray

BEFORE, AFTER = 15, 35  # words around a content among which a word about evidence is looked for
Ints = NDArray[np.int64]
Floats = NDArray[np.float32]

_EDGES = np.array([2, 3, 5, 9, 17, 33, 65, 129])  # words between two spans, roughly doubling
_BUCKETS = len(_EDGES) + 1
GEOMETRY = 2 * _BUCKETS + 1 + 2 + 9 + 4 + 3
LIKENESS = 12


def geometry(left: Ints, right: Ints, sentence: Ints, content: Ints) -> Floats:
    """Of each pair (shape: left, right, GEOMETRY): distance, nesting, sentences apart, nearness, shared content.

    `sentence` and `content` give of every word the number of its sentence and of the content it stands in (0: none).
    """
    out = np.zeros((len(left), len(right), GEOMETRY), dtype=np.float32)
    if not len(left) or not len(right):
        return out
    ls, le, rs, re = left[:, :1], left[:, 1:], right[None, :, 0], right[None, :, 1]
    before, after = re < ls, rs > le
    gap = np.where(before, ls - re, np.where(after, rs - le, 0))
    bucket = np.digitize(gap, _EDGES)
    column = np.where(before, bucket, np.where(after, _BUCKETS + bucket, 2 * _BUCKETS))
    rows, columns = np.indices(column.shape)
    out[rows, columns, column] = 1
    at = 2 * _BUCKETS + 1
    out[..., at] = (rs >= ls) & (re <= le)
    out[..., at + 1] = (ls >= rs) & (le <= re)
    apart = np.clip(sentence[right[:, 0]][None, :] - sentence[left[:, 0]][:, None], -4, 4) + 4
    out[rows, columns, at + 2 + apart] = 1
    at += 11
    for side, (mask, place) in enumerate(((before, re), (after, -rs))):
        order = np.argsort(np.where(mask, -place, 1 << 30), axis=1, kind="stable")
        for rank in range(min(2, len(right))):
            nearest = order[:, rank]
            out[np.arange(len(left)), nearest, at + 2 * side + rank] = mask[np.arange(len(left)), nearest]
    at += 4
    inside_left, inside_right = content[left[:, 0]][:, None], content[right[:, 0]][None, :]
    out[..., at] = inside_left > 0
    out[..., at + 1] = inside_right > 0
    out[..., at + 2] = (inside_left == inside_right) & (inside_left > 0)
    return out


def around(spans: Ints, count: int) -> list[Ints]:
    """Of each span the words around it, of a text of `count` words: BEFORE and AFTER as many."""
    found = []
    for first, last in spans:
        before, after = np.arange(max(0, first - BEFORE), first), np.arange(last + 1, min(count, last + 1 + AFTER))
        found.append(np.concatenate([before, after]) if len(before) + len(after) else np.arange(first, last + 1))
    return found


ARTICLES = frozenset(("the", "a", "an", "this", "that", "his", "her", "its", "their", "our"))
PRONOUNS = frozenset(("i", "he", "she", "it", "we", "you", "they", "me", "him", "us", "them", "who", "which", "whom"))


def folded(text: str) -> str:
    """Lower case without accents."""
    if text.isascii():
        return text.lower()
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))


def close(a: str, b: str) -> bool:
    """Two spellings of one family name: Lecornu, Lecorne; Shoigu, Shoygu."""
    if len(a) < 5 or len(b) < 5 or abs(len(a) - len(b)) > 2 or a[0] != b[0]:
        return False
    return SequenceMatcher(None, a, b, autojunk=False).ratio() >= 0.75


class Name:
    """A mention's words, looked at once."""

    __slots__ = ("acronym", "capital", "folded", "kind", "tokens", "words")

    def __init__(self, text: str, kind: str) -> None:
        raw = [w.strip(".,'’\"“”()") for w in text.replace("’s", " ").replace("'s", " ").split()]
        raw = [w for w in raw if w]
        while len(raw) > 1 and raw[0].casefold() in ARTICLES:
            raw = raw[1:]
        self.tokens = [folded(w) for w in raw]
        self.folded = " ".join(self.tokens)
        self.words = frozenset(self.tokens)
        self.capital = bool(raw) and raw[-1][:1].isupper()
        self.acronym = "".join(w[0] for w in raw if w[:1].isupper()).casefold()
        self.kind = kind

    def like(self, other: "Name") -> list[float]:
        """LIKENESS numbers between 0 and 1."""
        shared = self.words & other.words
        least = min(len(self.words), len(other.words)) or 1
        last, other_last = self.tokens[-1:], other.tokens[-1:]
        names = self.capital and other.capital
        return [
            self.folded == other.folded,
            bool(last) and last == other_last,
            bool(last) and last == other_last and names,
            self.tokens[:1] == other.tokens[:1],
            len(shared) == least,
            len(shared) / least,
            len(self.words) > 1 and self.acronym == other.folded.replace(".", ""),
            len(other.words) > 1 and other.acronym == self.folded.replace(".", ""),
            names and last != other_last and bool(last and other_last) and close(last[0], other_last[0]),
            self.kind == other.kind,
            self.capital,
            other.capital,
        ]


class Likeness:
    """How alike the words of each two mentions are: rows of it are (mentions, LIKENESS), worked out when asked for."""

    def __init__(self, texts: Sequence[str], kinds: Sequence[str]) -> None:
        keys = list(zip(texts, kinds, strict=True))
        unique = {key: i for i, key in enumerate(dict.fromkeys(keys))}
        self._names = [Name(*key) for key in unique]
        self._index = np.array([unique[key] for key in keys], dtype=np.int64)
        self._rows: dict[int, Floats] = {}

    def _row(self, name: int) -> Floats:
        if name not in self._rows:
            a = self._names[name]
            self._rows[name] = np.array([a.like(b) for b in self._names], dtype=np.float32)[self._index]
        return self._rows[name]

    def __getitem__(self, rows: slice) -> Floats:
        """The rows of some mentions, (rows, mentions, LIKENESS)."""
        found = [self._row(int(name)) for name in self._index[rows]]
        return np.stack(found) if found else np.zeros((0, len(self._index), LIKENESS), dtype=np.float32)


def likeness(texts: Sequence[str], kinds: Sequence[str]) -> Floats:
    """Of each pair of mentions (shape: mentions, mentions, LIKENESS): how alike their words are."""
    return Likeness(texts, kinds)[:]
