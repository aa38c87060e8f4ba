"""The heads at run time: small matrices over the encoder's vectors, in numpy.

The names of the weights are those of `training/heads.py`, which trains them.
"""

from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
RANK = 32


def ends(vectors: Floats, spans: Ints) -> Floats:
    """First and last word of each span, side by side: (n, 2 * width); zeros where the span is nowhere (-1)."""
    if not len(spans):
        return np.zeros((0, 2 * vectors.shape[1]), dtype=np.float32)
    both = np.concatenate([vectors[spans[:, 0]], vectors[spans[:, 1]]], axis=1)
    return both * (spans[:, :1] >= 0)


class Heads:
    """All heads, loaded once."""

    def __init__(self) -> None:
        with (files("onrecord.language") / "data" / "heads.npz").open("rb") as file, np.load(file) as kept:
            self._weights = {name: kept[name].astype(np.float32) for name in kept.files}

    def _linear(self, name: str, x: Floats) -> Floats:
        out = x @ self._weights[f"{name}.weight"].T
        bias = self._weights.get(f"{name}.bias")
        return np.asarray(out if bias is None else out + bias, dtype=np.float32)

    def tags(self, name: str, vectors: Floats) -> Floats:
        """BIO scores, (words, 1 + 2 * labels)."""
        return self._linear(f"tags.{name}", vectors)

    def classes(self, name: str, spans: Floats) -> Floats:
        """Scores of each class, (n, classes)."""
        return self._linear(f"classes.{name}.3", np.maximum(self._linear(f"classes.{name}.1", spans), 0))

    def pair(self, name: str, left: Floats, right: Floats, features: Floats) -> Floats:
        """Scores (n, m), or (n, m + 1) with null the last where the head has one."""
        at = f"pairs.{name}"
        hidden = self._linear(f"{at}.a", left)[:, None] + self._linear(f"{at}.b", right)[None]
        hidden = np.maximum(hidden + self._linear(f"{at}.c", features), 0)
        product = self._linear(f"{at}.p", left) @ self._linear(f"{at}.q", right).T
        scores = self._linear(f"{at}.u", hidden)[..., 0] + product / np.float32(RANK**0.5)
        if f"{at}.null.weight" not in self._weights:
            return np.asarray(scores, dtype=np.float32)
        return np.concatenate([scores, self._linear(f"{at}.null", left)], axis=1)
