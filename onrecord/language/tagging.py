"""From scores of tags to spans: the best sequence in which no I stands without its B before it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

_SURE = 0.995  # a word that is O by more than this ends a stretch: decoding goes stretch by stretch


@dataclass(frozen=True, slots=True)
class Tagged:
    """Words `first` to `last` (inclusive) with a label's number, and how sure the model is (0 to 1)."""

    first: int
    last: int
    label: int
    confidence: float


def softmax(scores: Floats) -> Floats:
    """Along the last axis."""
    exped = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(exped / exped.sum(axis=-1, keepdims=True), dtype=np.float32)


def _stretch(logs: Floats) -> list[int]:
    """The best tags of one stretch (Viterbi; hard constraints only, so two maxima a step are enough)."""
    free = logs.argmax(axis=1)
    before = np.concatenate([[0], free[:-1]])
    inner = (free > 0) & (free % 2 == 0)
    if not (inner & (before != free) & (before != free - 1)).any():  # nothing forbidden: nothing to search
        return [int(tag) for tag in free]
    begin, inside = slice(1, None, 2), slice(2, None, 2)
    score = logs[0].copy()
    score[inside] = -np.inf
    back = np.zeros(logs.shape, dtype=np.int64)
    for t in range(1, len(logs)):
        best = int(score.argmax())
        stay = score[inside] >= score[begin]
        labels = np.arange(len(stay))
        back[t] = best
        back[t, inside] = np.where(stay, 2 + 2 * labels, 1 + 2 * labels)
        new = score[best] + logs[t]
        new[inside] = np.where(stay, score[inside], score[begin]) + logs[t, inside]
        score = new
    tags = [int(score.argmax())]
    for t in range(len(logs) - 1, 0, -1):
        tags.append(int(back[t, tags[-1]]))
    return tags[::-1]


def decode(scores: Floats, *, lean: float = 0.0) -> list[Tagged]:
    """Spans from BIO scores (words, 1 + 2 * labels); `lean` is added to the score of O."""
    if not len(scores):
        return []
    leaning = scores.copy()
    leaning[:, 0] += lean
    probable = softmax(leaning)
    logs = np.log(probable + 1e-12)
    open_words = np.flatnonzero(probable[:, 0] < _SURE)
    found: list[Tagged] = []
    for stretch in np.split(open_words, np.flatnonzero(np.diff(open_words) > 1) + 1):
        if not len(stretch):
            continue
        tags = _stretch(logs[stretch])
        for t, tag in enumerate(tags):
            if tag % 2 == 1:
                end = t
                while end + 1 < len(tags) and tags[end + 1] == tag + 1:
                    end += 1
                words = stretch[t : end + 1]
                sure = float(probable[words, tags[t : end + 1]].mean())
                found.append(Tagged(int(words[0]), int(words[-1]), (tag - 1) // 2, sure))
    return found
