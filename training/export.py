"""Export a trained model into the package: the encoder as ONNX int8, the heads as half-precision numpy.

python training/export.py MODEL.pt --to onrecord/language/data [--fp32]
"""

import argparse
import tempfile
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from encoder import Encoder
from model import Model


class Window(nn.Module):
    """The encoder over one window; only the first pieces of words are wanted, and the last layer makes no others."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, pieces: Tensor, casing: Tensor, first: Tensor) -> Tensor:
        """pieces, casing: (tokens); first: (words); gives (words, width)."""
        e = self.encoder
        x = e.norm(e.words(pieces) + e.positions(torch.arange(pieces.shape[0])) + e.casing(casing))[None]
        *layers, last = e.layers
        for layer in layers:
            x = layer(x, None)
        return last(x, None, first)[0]


def export_encoder(encoder: Encoder, to: Path, *, int8: bool = True) -> None:
    """ONNX, int8 per channel with reduced range: exact on CPUs without VNNI too."""
    encoder.eval()
    example = (torch.ones(16, dtype=torch.long), torch.ones(16, dtype=torch.long), torch.arange(2, 9))
    names = ["pieces", "casing", "first"]
    axes = {"pieces": {0: "pieces"}, "casing": {0: "pieces"}, "first": {0: "words"}, "vectors": {0: "words"}}
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "encoder.onnx"
        torch.onnx.export(
            Window(encoder),
            example,
            str(whole),
            input_names=names,
            output_names=["vectors"],
            dynamic_axes=axes,
            dynamo=False,
        )
        if not int8:
            to.write_bytes(whole.read_bytes())
            return
        quantize_dynamic(whole, to, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8)


def export_heads(model: Model, to: Path) -> None:
    """Only the heads of the record; those of pretraining stay behind."""
    weights = {name: value.numpy().astype(np.float16) for name, value in model.heads.state_dict().items()}
    np.savez(to, **weights)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--fp32", action="store_true", help="without quantization, to measure what it costs")
    args = parser.parse_args()
    model = Model.like(torch.load(args.model, weights_only=True, map_location="cpu")["model"])
    args.to.mkdir(parents=True, exist_ok=True)
    export_encoder(model.encoder, args.to / "encoder.onnx", int8=not args.fp32)
    export_heads(model, args.to / "heads.npz")


if __name__ == "__main__":
    main()
