"""Encoder, heads and the losses of one example."""

from collections.abc import Mapping, Sequence
from typing import Self

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from corpora import DEPRELS, GUM_TYPES, ROLES, UPOS, Tree
from encoder import WIDTH, pretrained
from examples import Example
from heads import Heads
from onrecord.language.features import Ints, around, geometry, likeness
from onrecord.language.labels import CLASSES, PAIRS
from onrecord.language.pieces import CLS, SEP

AUXILIARY = {
    "polnear_source": 3, "polnear_cue": 3, "polnear_content": 3,
    "factappeal_source": 3, "factappeal_fact": 3,
    "gum_entity": 1 + 2 * len(GUM_TYPES), "geneva_trigger": 3, "upos": len(UPOS),
}  # fmt: skip


MASK = 103  # the encoder's own word-piece for one that is not seen
UNSEEN = 0.1  # of all word-pieces, in training: no word is leant on too much. See docs/explanation/experiments.md


class Trees(nn.Module):
    """Heads of pretraining for EWT: dependencies, roles, factuality."""

    def __init__(self, width: int = 128) -> None:
        super().__init__()
        self.child, self.parent = nn.Linear(WIDTH, width), nn.Linear(WIDTH, width)
        self.relation = nn.Sequential(nn.Linear(2 * WIDTH, width), nn.ReLU(), nn.Linear(width, len(DEPRELS)))
        self.role_a, self.role_b = nn.Linear(WIDTH, width), nn.Linear(WIDTH, width, bias=False)
        self.role = nn.Linear(width, len(ROLES) + 1)
        self.happened = nn.Sequential(nn.Linear(WIDTH, width), nn.ReLU(), nn.Linear(width, 1))

    def scores(self, vectors: Tensor, sentence: Ints) -> Tensor:
        """Of every word (rows) each word of its sentence as its head; itself means root."""
        same = torch.from_numpy(sentence[:, None] == sentence[None, :])
        return (self.child(vectors) @ self.parent(vectors).T / 128**0.5).masked_fill(~same, -1e9)

    def loss(self, vectors: Tensor, tree: Tree) -> Tensor:
        """All four, added up."""
        sentence = tree.sentence
        known = np.flatnonzero(tree.heads >= 0)
        heads = torch.from_numpy(tree.heads[known])
        total = functional.cross_entropy(self.scores(vectors, sentence)[known], heads)
        both = torch.cat([vectors[known], vectors[heads]], dim=1)
        total = total + functional.cross_entropy(self.relation(both), torch.from_numpy(tree.relations[known]))
        if tree.predicates:
            target = torch.full((len(tree.predicates), len(vectors)), len(ROLES))
            row = {p: i for i, p in enumerate(tree.predicates)}
            for p, w, label in tree.roles:
                target[row[p], w] = label
            p = torch.tensor(tree.predicates)
            same = torch.from_numpy(sentence[tree.predicates][:, None] == sentence[None, :])
            scores = self.role(torch.relu(self.role_a(vectors[p])[:, None] + self.role_b(vectors)[None]))
            total = total + functional.cross_entropy(scores[same], target[same]) * 3
        if tree.happened:
            words = torch.tensor([w for w, _ in tree.happened])
            values = torch.tensor([v for _, v in tree.happened])
            total = total + 0.3 * functional.smooth_l1_loss(self.happened(vectors[words])[:, 0], values)
        return total


class Model(nn.Module):
    """One encoder, all heads."""

    def __init__(self, layers: int) -> None:
        super().__init__()
        self.encoder = pretrained()
        self.encoder.layers = self.encoder.layers[:layers]
        self.heads = Heads()
        self.auxiliary = nn.ModuleDict({name: nn.Linear(WIDTH, count) for name, count in AUXILIARY.items()})
        self.trees = Trees()

    @classmethod
    def like(cls, state: Mapping[str, Tensor]) -> Self:
        """A model of the layers and widths that these weights have, with the weights in it; heads they lack are new."""
        widths = [len(w) for name, w in state.items() if name.endswith(".up.weight")]
        model = cls(len(widths))
        for layer, width in zip(model.encoder.layers, widths, strict=True):
            layer.up, layer.down = nn.Linear(WIDTH, width), nn.Linear(width, WIDTH)
        fresh = model.state_dict()
        model.load_state_dict(fresh | {k: v for k, v in state.items() if v.shape == fresh[k].shape})
        return model

    def vectors(self, examples: Sequence[Example]) -> list[Tensor]:
        """Of each example its words' vectors, (words, width)."""
        device = self.encoder.words.weight.device
        windows = [(e, w) for e in examples for w in e.pieces.windows]
        longest = max(b - a for _, (a, b) in windows) + 2
        ids, casing, mask = (np.zeros((len(windows), longest), dtype=np.int64) for _ in range(3))
        for i, (e, (a, b)) in enumerate(windows):
            ids[i, : b - a + 2] = [CLS, *e.pieces.ids[a:b], SEP]
            casing[i, 1 : b - a + 1] = e.pieces.casing[a:b]
            casing[i, [0, b - a + 1]] = 4
            if self.training:
                ids[i, 1 : b - a + 1][torch.rand(b - a).numpy() < UNSEEN] = MASK
            mask[i, : b - a + 2] = 1
        # Heads stay on the CPU: the encoder is where the time goes.
        out = self.encoder(*(torch.from_numpy(x).to(device) for x in (ids, casing, mask))).cpu()
        result, at = [], 0
        for e in examples:
            parts = [out[at + i, 1 : b - a + 1] for i, (a, b) in enumerate(e.pieces.windows)]
            at += len(parts)
            result.append(torch.cat(parts)[torch.from_numpy(e.pieces.first)])
        return result


def ends(vectors: Tensor, spans: Ints) -> Tensor:
    """First and last word of each span, side by side: (n, 2 * width); zeros where the span is nowhere."""
    index = torch.from_numpy(np.maximum(spans, 0))
    both = torch.cat([vectors[index[:, 0]], vectors[index[:, 1]]], dim=1)
    return both * torch.from_numpy((spans[:, :1] >= 0).astype(np.float32))


def pair_features(name: str, example: Example) -> np.ndarray:
    """The features of a pair head over an example's own spans."""
    left, right, _ = PAIRS[name]
    content = example.tags.get("content", np.zeros(len(example.pieces), dtype=np.int64))
    number = np.where(content > 0, np.cumsum(content == 1), 0)
    sentence = example.pieces.sentence
    if left == "statement":
        spans, cues = example.spans["statement"], example.cues
        assert cues is not None
        anchors = [np.where(spans >= 0, spans, cues), np.where(cues >= 0, cues, spans)]
        return np.concatenate([geometry(a, example.spans[right], sentence, number) for a in anchors], axis=2)
    found = geometry(example.spans[left], example.spans[right], sentence, number)
    if name == "same_actor":
        starts, stops = example.pieces.starts, example.pieces.ends
        texts = [example.text[starts[a] : stops[b]] for a, b in example.spans["mention"]]
        found = np.concatenate([found, likeness(texts, example.kinds)], axis=2)
    return found


def lefts(vectors: Tensor, example: Example, kind: str) -> Tensor:
    """The vectors of one kind of span."""
    if kind in {"statement", "context"}:
        content, cues = example.spans["statement"], example.cues
        assert cues is not None
        parts = [ends(vectors, content), ends(vectors, cues)]
        if kind == "context":
            words = around(np.where(content >= 0, content, cues), len(vectors))
            parts.append(torch.stack([vectors[torch.from_numpy(w)].amax(0) for w in words]))
        return torch.cat(parts, dim=1)
    return ends(vectors, example.spans[kind])


def choice_loss(scores: Tensor, target: Tensor) -> Tensor:
    """Minus the log of the probability of all right answers together."""
    return (scores.logsumexp(1) - scores.masked_fill(~target, -1e9).logsumexp(1)).mean()


def grouped_loss(scores: Tensor, target: Tensor, rows: Ints, columns: Ints) -> Tensor:
    """Every event with every actor: their best-scored pair of mentions says whether it takes part."""
    events, actors = int(rows.max()) + 1, int(columns.max()) + 1
    index = torch.from_numpy(rows[:, None] * actors + columns[None, :]).flatten()
    best = torch.full((events * actors,), -1e9).scatter_reduce(0, index, scores.flatten(), "amax")
    truth = torch.zeros(events * actors).scatter_reduce(0, index, target.flatten().float(), "amax")
    used = best > -1e8
    return functional.binary_cross_entropy_with_logits(best[used], truth[used]) * 2


class Cache:
    """Features of pairs, computed once an example."""

    def __init__(self) -> None:
        self.kept: dict[tuple[int, str], Tensor] = {}

    def __call__(self, name: str, example: Example) -> Tensor:
        """The features as a tensor."""
        key = (id(example), name)
        if key not in self.kept:
            self.kept[key] = torch.from_numpy(pair_features(name, example))
        return self.kept[key]


FEATURES = Cache()
WEIGHTS = {  # of 0.3 unless said; what the yardstick counts most, and what learns slowest, weighs more
    "event_type": 1.0,
    "status": 0.6,
    "mode": 0.2,
    "medium": 0.2,
    "act": 0.8,
    "evidence": 0.4,
    "speaker": 0.5,
    "target": 0.5,
    "reply": 0.5,
    "source": 0.8,
    "object": 0.8,
    "date": 0.5,
    "place": 0.5,
    "country": 0.5,
}


def pair_loss(model: Model, name: str, vectors: Tensor, example: Example) -> Tensor | None:
    """The loss of one pair head, or None where there is nothing to pair."""
    left, right, single = PAIRS[name]
    target = torch.from_numpy(example.pairs[name])
    if not len(target) or (not single and not len(example.spans[right])):
        return None
    b = ends(vectors, example.spans[right])
    scores = model.heads.pairs[name](lefts(vectors, example, left), b, FEATURES(name, example))
    if name.startswith("same_"):
        later = torch.ones(scores.shape, dtype=torch.bool).triu()
        later[:, -1] = False
        scores = scores.masked_fill(later, -1e9)
    if single:
        return choice_loss(scores, target)
    return grouped_loss(scores, target, example.groups["trigger"], example.groups["mention"])


def case_loss(model: Model, vectors: Tensor, example: Example) -> dict[str, Tensor]:
    """The losses of an annotated report, by head."""
    losses: dict[str, Tensor] = {}
    for name, head in model.heads.tags.items():
        losses[f"tag {name}"] = functional.cross_entropy(head(vectors), torch.from_numpy(example.tags[name])) * 3
    for name, head in model.heads.classes.items():
        kind = CLASSES[name][0]
        target = torch.from_numpy(example.classes[name])
        if (target >= 0).any():
            losses[name] = functional.cross_entropy(head(lefts(vectors, example, kind)), target) * WEIGHTS.get(
                name, 0.3
            )
    for name in PAIRS:
        paired = pair_loss(model, name, vectors, example)
        if paired is not None:
            losses[name] = paired * WEIGHTS.get(name, 0.3)
    return losses


def corpus_loss(model: Model, vectors: Tensor, example: Example, tree: Tree | None) -> Tensor:
    """The losses of an example from a corpus, added up."""
    total = vectors.new_zeros(())
    for name, tags in example.tags.items():
        target = torch.from_numpy(tags)
        total = total + functional.cross_entropy(model.auxiliary[name](vectors), target)
    if "same_actor" in example.pairs and len(example.kinds):
        loss = pair_loss(model, "same_actor", vectors, example)
        total = total + (loss * 0.3 if loss is not None else 0)
    return total + (model.trees.loss(vectors, tree) * 0.5 if tree is not None else 0)
