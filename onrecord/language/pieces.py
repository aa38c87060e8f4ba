"""From text to word-pieces: what the encoder reads, and how it maps back to words, sentences and code points."""

from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from onrecord.language.sentences import split_sentences

Ints = NDArray[np.int64]

WINDOW = 192  # word-pieces in a window, [CLS] and [SEP] included; longer gave nothing and costs attention
CLS, SEP = 101, 102


@dataclass(frozen=True, slots=True)
class Pieces:
    """A text cut up.

    Of every word-piece: `ids`, `casing` (0 lower, 1 Title, 2 UPPER, 3 mixed, 4 no letters). Of every word: `starts` and
    `ends` in code points, `first` (its first piece), `sentence` (its number). `sentences` are ranges of code points,
    `windows` ranges of pieces.
    """

    ids: Ints
    casing: Ints
    starts: Ints
    ends: Ints
    first: Ints
    sentence: Ints
    sentences: tuple[tuple[int, int], ...]
    windows: tuple[tuple[int, int], ...]

    def __len__(self) -> int:
        return len(self.starts)


@cache
def _tokenizer() -> Tokenizer:
    return Tokenizer.from_buffer((files("onrecord.language") / "data" / "tokenizer.json").read_bytes())


def _casing(word: str) -> int:
    if word.islower():
        return 0
    if word.isupper():
        return 2 if len(word) > 1 else 1
    if word.istitle():
        return 1
    return 3 if any(c.isalpha() for c in word) else 4


def _windows(sentences: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Sentences (as ranges of pieces) packed into windows of nearly equal length, so that little is padding."""
    room = WINDOW - 2
    total = sum(b - a for a, b in sentences)
    target = total / max(1, -(-total // room))
    windows: list[tuple[int, int]] = []
    for a, b in sentences:
        for start in range(a, b, room):
            end = min(b, start + room)
            if (
                windows
                and end - windows[-1][0] <= room
                and windows[-1][1] - windows[-1][0] < target - (end - start) / 2
            ):
                windows[-1] = (windows[-1][0], end)
            else:
                windows.append((start, end))
    return tuple(windows)


def cut(text: str) -> Pieces:
    """Cut a text into word-pieces, words, sentences and windows.

    Words are BERT's: runs of letters and digits, and each punctuation mark by itself.
    """
    encoded = _tokenizer().encode(text, add_special_tokens=False)
    sentences = split_sentences(text)
    begins = [start for start, _ in sentences]
    words: list[tuple[int, int, int]] = []  # start, end, first piece
    word_of, last = [], None
    for i, (word, (start, end)) in enumerate(zip(encoded.word_ids, encoded.offsets, strict=True)):
        if word != last:
            words.append((start, end, i))
            last = word
        else:
            words[-1] = (words[-1][0], end, words[-1][2])
        word_of.append(len(words) - 1)
    sentence = [max(0, bisect_right(begins, start) - 1) for start, _, _ in words]
    casing = [_casing(text[start:end]) for start, end, _ in words]
    ranges: list[tuple[int, int]] = []
    for w, (_, _, piece) in enumerate(words):
        if w == 0 or sentence[w] != sentence[w - 1]:
            ranges.append((piece, piece))
        last_piece = words[w + 1][2] if w + 1 < len(words) else len(word_of)
        ranges[-1] = (ranges[-1][0], last_piece)
    columns = np.array(words, dtype=np.int64).reshape(-1, 3)
    return Pieces(
        ids=np.array(encoded.ids, dtype=np.int64),
        casing=np.array([casing[w] for w in word_of], dtype=np.int64),
        starts=columns[:, 0],
        ends=columns[:, 1],
        first=columns[:, 2],
        sentence=np.array(sentence, dtype=np.int64),
        sentences=tuple(sentences),
        windows=_windows(ranges),
    )
