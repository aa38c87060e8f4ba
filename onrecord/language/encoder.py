"""The encoder at run time: onnxruntime over one document's windows.

A document is a batch of its own: the int8 model scales each batch by its largest value, so that a batch of several
documents would make one's record depend on its neighbours.
"""

from collections.abc import Iterator, Sequence
from importlib.resources import as_file, files

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from onrecord.language.pieces import CLS, SEP, Pieces

Floats = NDArray[np.float32]
WIDTH = 384
AT_ONCE = 8  # windows; a report of 1,000 words is one batch, and a book stays under 200 MB
NO_LETTERS = 4  # the casing of [CLS] and [SEP]


class Encoder:
    """Word vectors of a text."""

    def __init__(self, *, threads: int = 1) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        with as_file(files("onrecord.language") / "data" / "encoder.onnx") as path:
            self._session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])

    def __call__(self, pieces: Pieces) -> Floats:
        """Of every word the vector of its first piece, (words, WIDTH)."""
        parts = [np.zeros((0, WIDTH), dtype=np.float32)]
        for at in range(0, len(pieces.windows), AT_ONCE):
            parts.extend(self._run(pieces, pieces.windows[at : at + AT_ONCE]))
        return np.asarray(np.concatenate(parts)[pieces.first], dtype=np.float32)

    def _run(self, pieces: Pieces, windows: Sequence[tuple[int, int]]) -> Iterator[Floats]:
        longest = max(b - a for a, b in windows) + 2
        ids, casing, mask = (np.zeros((len(windows), longest), dtype=np.int64) for _ in range(3))
        for i, (a, b) in enumerate(windows):
            ids[i, : b - a + 2] = [CLS, *pieces.ids[a:b], SEP]
            casing[i, 1 : b - a + 1] = pieces.casing[a:b]
            casing[i, [0, b - a + 1]] = NO_LETTERS
            mask[i, : b - a + 2] = 1
        (out,) = self._session.run(None, {"pieces": ids, "casing": casing, "mask": mask})
        yield from (out[i, 1 : b - a + 1] for i, (a, b) in enumerate(windows))
