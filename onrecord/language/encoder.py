"""The encoder at run time: onnxruntime over a document's windows, one by one.

The int8 model scales each batch by its largest value, so a batch of several documents would make one's record depend on
its neighbours. A window by itself also stays in the processor's cache: a fifth faster than eight at once.
"""

import os
from importlib.resources import as_file, files

import numpy as np
from numpy.typing import NDArray

from onrecord.language.pieces import CLS, SEP, Pieces

# Read when the library is loaded: else it tells its makers of each session, and keeps files in the user's folder.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
import onnxruntime

onnxruntime.disable_telemetry_events()  # on Windows, where the variable does nothing

Floats = NDArray[np.float32]
WIDTH = 384
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
        for a, b in pieces.windows:
            first = pieces.first[np.searchsorted(pieces.first, a) : np.searchsorted(pieces.first, b)]
            feed = {
                "pieces": np.concatenate([[CLS], pieces.ids[a:b], [SEP]]),
                "casing": np.concatenate([[NO_LETTERS], pieces.casing[a:b], [NO_LETTERS]]),
                "first": first - a + 1,
            }
            parts.extend(self._session.run(None, feed))
        return np.concatenate(parts)
