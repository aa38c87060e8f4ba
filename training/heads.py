"""The heads, as trained. `onrecord.language.heads` computes the same from the same names of weights, without torch."""

import torch
from torch import Tensor, nn

from encoder import WIDTH
from onrecord.language.features import GEOMETRY, LIKENESS
from onrecord.language.labels import CLASSES, PAIRS, TAGS

HIDDEN, RANK = 64, 32
WIDTHS = {
    "statement": 4 * WIDTH,
    "content": 2 * WIDTH,
    "context": 5 * WIDTH,
}  # a statement is its content's ends and its cue's


def features_of(name: str) -> int:
    """How many features a pair head sees."""
    if name == "same_actor":
        return GEOMETRY + LIKENESS
    return 2 * GEOMETRY if PAIRS[name][0] == "statement" else GEOMETRY


class Pair(nn.Module):
    """Scores of one span against others: an additive layer over both and their features, plus a low-rank product."""

    def __init__(self, left: int, right: int, features: int, *, null: bool, dropout: float = 0.2) -> None:
        super().__init__()
        self.a = nn.Linear(left, HIDDEN)
        self.b = nn.Linear(right, HIDDEN, bias=False)
        self.c = nn.Linear(features, HIDDEN, bias=False)
        self.u = nn.Linear(HIDDEN, 1)
        self.p = nn.Linear(left, RANK)
        self.q = nn.Linear(right, RANK)
        self.null = nn.Linear(left, 1) if null else None
        self.dropout = nn.Dropout(dropout)

    def forward(self, left: Tensor, right: Tensor, features: Tensor) -> Tensor:
        """left: (n, width), right: (m, width), features: (n, m, f); gives (n, m), or (n, m + 1) with null the last."""
        left, right = self.dropout(left), self.dropout(right)
        hidden = torch.relu(self.a(left)[:, None] + self.b(right)[None] + self.c(features))
        scores = self.u(hidden)[..., 0] + self.p(left) @ self.q(right).T / RANK**0.5
        return scores if self.null is None else torch.cat([scores, self.null(left)], dim=1)


class Heads(nn.Module):
    """Every head of the record: tags of words, classes of spans, pairs of spans."""

    def __init__(self) -> None:
        super().__init__()
        self.tags = nn.ModuleDict({name: nn.Linear(WIDTH, 1 + 2 * len(labels)) for name, labels in TAGS.items()})
        self.classes = nn.ModuleDict(
            {
                name: nn.Sequential(
                    nn.Dropout(0.2), nn.Linear(WIDTHS.get(of, 2 * WIDTH), 128), nn.ReLU(), nn.Linear(128, len(labels))
                )
                for name, (of, labels) in CLASSES.items()
            }
        )
        self.pairs = nn.ModuleDict(
            {
                name: Pair(WIDTHS.get(left, 2 * WIDTH), 2 * WIDTH, features_of(name), null=one)
                for name, (left, _, one) in PAIRS.items()
            }
        )
