"""Make a trained model faster: leave out the inner units of each layer that matter least. Train on afterwards.

    python training/narrow.py MODEL.pt --inner 1024 --to NARROW.pt [--cases FOLDER ...]

A unit matters by how strongly it is active over annotated reports times the length of what it adds to the output.
"""

import argparse
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from encoder import Layer
from examples import load_cases
from model import Model
from train import CASES, THREADS

SAMPLE = 80  # reports, spread over all


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("--inner", type=int, required=True)
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--cases", type=Path, nargs="+", default=CASES)
    args = parser.parse_args()
    torch.set_num_threads(THREADS)
    model = Model.like(torch.load(args.model, weights_only=True)["model"]).eval()
    examples = [e for folder in args.cases for e in load_cases(folder)]
    active = [torch.zeros(layer.up.out_features) for layer in model.encoder.layers]

    def watch(number: int) -> None:
        def add(_layer: object, _given: object, out: Tensor) -> None:
            active[number] += functional.gelu(out.detach()).abs().flatten(0, 1).mean(0)

        model.encoder.layers[number].up.register_forward_hook(add)

    for number in range(len(active)):
        watch(number)
    with torch.no_grad():
        for example in examples[:: max(1, len(examples) // SAMPLE)]:
            model.vectors([example])
        for layer, strength in zip(model.encoder.layers, active, strict=True):
            narrow(layer, strength, args.inner)
    torch.save({"model": model.state_dict()}, args.to)


def narrow(layer: Layer, strength: Tensor, inner: int) -> None:
    """Keep the `inner` units that matter most, in their order."""
    kept = (strength * layer.down.weight.norm(dim=0)).topk(inner).indices.sort().values
    layer.up.weight, layer.up.bias = (torch.nn.Parameter(p[kept]) for p in (layer.up.weight, layer.up.bias))
    layer.down.weight = torch.nn.Parameter(layer.down.weight[:, kept])


if __name__ == "__main__":
    main()
