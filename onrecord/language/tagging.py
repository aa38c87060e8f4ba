"""From scores of tags to spans: the best sequence in which no I stands without its B before it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

_UNLIKELY = -4.6  # log of 0.01: a tag below it on every word of a stretch is left out of the search
# How likely I must be after a word of a span to stand in place of O, of B, of itself; calibrated on cases/dev.
GOES_ON = (0.3, 0.15, 0.0)
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
    """The best tags of one stretch: Viterbi over the tags that are likely anywhere in it.

    Constraints are hard and scores have no transitions, so of what came before only its best matters, and, for I, the
    same label's B or I.
    """
    peak = logs.max(axis=0)
    tags = [0]
    for begin in range(1, logs.shape[1], 2):
        if max(peak[begin], peak[begin + 1]) > _UNLIKELY:
            tags += [begin, begin + 1]
    return [tags[k] for k in _best_path(logs[:, tags].tolist())]


def _best_path(rows: list[list[float]]) -> list[int]:
    width = len(rows[0])
    score = [row if k % 2 or not k else float("-inf") for k, row in enumerate(rows[0])]
    back: list[list[int]] = []
    for row in rows[1:]:
        best = max(range(width), key=score.__getitem__)
        came = [best] * width
        for k in range(2, width, 2):
            came[k] = k if score[k] >= score[k - 1] else k - 1
        score = [score[c] + row[k] for k, c in enumerate(came)]
        back.append(came)
    path = [max(range(width), key=score.__getitem__)]
    for came in reversed(back):
        path.append(came[path[-1]])
    return path[::-1]


def _go_on(tags: NDArray[np.int64], inside: Floats) -> None:
    """Let a span go on, or run on into the next, where I is likely enough; `inside` is its probability."""
    for at in range(1, len(tags)):
        if tags[at - 1] and (inside[at] >= GOES_ON[int(tags[at])]):
            tags[at] = 2


def decode(scores: Floats, *, lean: float = 0.0, whole: bool = False) -> list[Tagged]:
    """Spans from BIO scores (words, 1 + 2 * labels); `lean` is added to the score of O.

    `whole`, for one label: a span goes on where that is likely enough, so that it does not fall to pieces.
    """
    if not len(scores):
        return []
    leaning = scores.copy()
    leaning[:, 0] += lean
    probable = softmax(leaning)
    tags = probable.argmax(axis=1)
    before = np.concatenate([[0], tags[:-1]])
    forbidden = (tags > 0) & (tags % 2 == 0) & (before != tags) & (before != tags - 1)
    if forbidden.any():
        logs = np.log(probable + 1e-12)
        open_words = np.flatnonzero(probable[:, 0] < _SURE)
        for stretch in np.split(open_words, np.flatnonzero(np.diff(open_words) > 1) + 1):
            if forbidden[stretch].any():
                tags[stretch] = _stretch(logs[stretch])
    if whole:
        _go_on(tags, probable[:, 2])
    begins = np.flatnonzero(tags % 2 == 1).tolist()
    sure, of = probable[np.arange(len(tags)), tags].tolist(), tags.tolist()  # lists: spans are short
    found: list[Tagged] = []
    for first in begins:
        end = first + 1
        while end < len(of) and of[end] == of[first] + 1:
            end += 1
        found.append(Tagged(first, end - 1, (of[first] - 1) // 2, sum(sure[first:end]) / (end - first)))
    return found
