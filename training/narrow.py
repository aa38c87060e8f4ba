"""A faster encoder: leave out the inner units of each layer that matter least."""

from collections.abc import Sequence

import torch
from torch import Tensor
from torch.nn import functional

from encoder import Layer
from examples import Example
from model import Model

SAMPLE = 80  # reports, spread over all


def narrow(model: Model, examples: Sequence[Example], inner: int) -> None:
    """Keep `inner` units of each layer, those that matter most.

    A unit matters by how strongly it is active over some of the examples, times the length of what it adds.
    """
    strength = [torch.zeros(layer.up.out_features) for layer in model.encoder.layers]

    def watch(number: int) -> torch.utils.hooks.RemovableHandle:
        def add(_layer: object, _given: object, out: Tensor) -> None:
            strength[number] += functional.gelu(out.detach()).abs().flatten(0, 1).mean(0).cpu()

        return model.encoder.layers[number].up.register_forward_hook(add)

    handles = [watch(number) for number in range(len(strength))]
    model.eval()
    with torch.no_grad():
        for example in examples[:: max(1, len(examples) // SAMPLE)]:
            model.vectors([example])
    for handle in handles:
        handle.remove()
    for layer, active in zip(model.encoder.layers, strength, strict=True):
        keep(
            layer,
            (active.to(layer.down.weight.device) * layer.down.weight.norm(dim=0)).topk(inner).indices.sort().values,
        )


def keep(layer: Layer, units: Tensor) -> None:
    """Of a layer's inner units keep these."""
    layer.up.weight, layer.up.bias = (torch.nn.Parameter(p.detach()[units]) for p in (layer.up.weight, layer.up.bias))
    layer.down.weight = torch.nn.Parameter(layer.down.weight.detach()[:, units])
    layer.up.out_features = layer.down.in_features = len(units)
