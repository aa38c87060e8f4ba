"""Score every head on its own dev set: those of the record on annotated reports, those of pretraining on the corpora.

    python training/evaluate.py MODEL.pt … [--cases FOLDER] [--corpora FOLDER] [--limit N]

Prints a Markdown table, a column a model. Spans: F1 of exact spans, with their label; classes and pairs: the share
right, on gold spans.
"""

import argparse
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import torch

import corpora
from examples import Example, load_cases
from model import FEATURES, Model, ends, lefts
from onrecord.language.labels import CLASSES, PAIRS
from onrecord.language.tagging import decode

Scores = dict[str, float]


class Tally:
    """Right, guessed and given spans."""

    def __init__(self) -> None:
        self.right = self.guessed = self.given = 0

    def add(self, guessed: set[tuple[int, int, int]], given: set[tuple[int, int, int]]) -> None:
        """Count a document's."""
        self.right += len(guessed & given)
        self.guessed += len(guessed)
        self.given += len(given)

    @property
    def f1(self) -> float:
        """The balance of precision and recall."""
        return 2 * self.right / max(1, self.guessed + self.given)


def spans(tags: np.ndarray) -> set[tuple[int, int, int]]:
    """The spans of BIO tags."""
    scores = np.full((len(tags), int(tags.max(initial=0)) + 3 | 1), -9.0, dtype=np.float32)
    scores[np.arange(len(tags)), tags] = 9
    return {(t.first, t.last, t.label) for t in decode(scores)}


def tag_scores(model: Model, examples: Iterable[Example], heads: torch.nn.ModuleDict) -> Scores:
    """Span F1 of every tagging head that the examples have tags for; words right, for parts of speech."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    words: list[float] = []
    for example in examples:
        (vectors,) = model.vectors([example])
        for name, gold in example.tags.items():
            scores = heads[name](vectors).numpy()
            if name == "upos":
                words.extend((scores.argmax(1) == gold)[gold >= 0])
            else:
                tallies[name].add({(t.first, t.last, t.label) for t in decode(scores)}, spans(gold))
    found = {name: tally.f1 for name, tally in tallies.items()}
    return found | ({"upos": float(np.mean(words))} if words else {})


def case_scores(model: Model, examples: Iterable[Example]) -> Scores:
    """Every head of the record."""
    examples = list(examples)
    right: dict[str, list[bool]] = defaultdict(list)
    for example in examples:
        (vectors,) = model.vectors([example])
        for name, (of, _) in CLASSES.items():
            gold = example.classes[name]
            if len(gold):
                guess = model.heads.classes[name](lefts(vectors, example, of)).argmax(1).numpy()
                right[f"class {name}"].extend((guess == gold)[gold >= 0])
        for name, (left, right_kind, single) in PAIRS.items():
            target = example.pairs[name]
            if not len(target) or not len(example.spans[right_kind]):
                continue
            others = ends(vectors, example.spans[right_kind])
            scores = model.heads.pairs[name](lefts(vectors, example, left), others, FEATURES(name, example)).numpy()
            if name.startswith("same_"):
                scores[:, :-1][np.triu(np.ones_like(scores[:, :-1], dtype=bool))] = -1e9
            if single:
                right[f"pair {name}"].extend(target[np.arange(len(target)), scores.argmax(1)])
            else:
                right[f"pair {name}"].extend(((scores > 0) == target).flatten())
    shares = {name: float(np.mean(values)) for name, values in right.items()}
    tags = tag_scores(model, examples, model.heads.tags)
    return {f"tag {name}": score for name, score in tags.items()} | shares


def tree_scores(model: Model, items: Iterable[tuple[Example, corpora.Tree]]) -> Scores:
    """Heads of words, relations on gold heads, roles (F1 of predicate, word, label), happened (correlation)."""
    heads, relations, roles, happened = [], [], Tally(), []
    for example, tree in items:
        (vectors,) = model.vectors([example])
        known = np.flatnonzero(tree.heads >= 0)
        guess = model.trees.scores(vectors, tree.sentence).argmax(1).numpy()
        heads.extend(guess[known] == tree.heads[known])
        both = torch.cat([vectors[known], vectors[tree.heads[known]]], dim=1)
        relations.extend(model.trees.relation(both).argmax(1).numpy() == tree.relations[known])
        if tree.predicates:
            p = torch.tensor(tree.predicates)
            labels = model.trees.role(torch.relu(model.trees.role_a(vectors[p])[:, None] + model.trees.role_b(vectors)))
            labels = labels.argmax(-1).numpy()
            labels[tree.sentence[tree.predicates][:, None] != tree.sentence[None, :]] = len(corpora.ROLES)
            at = zip(*np.nonzero(labels < len(corpora.ROLES)), strict=True)
            roles.add({(tree.predicates[i], int(w), int(labels[i, w])) for i, w in at}, set(tree.roles))
        happened.extend((float(model.trees.happened(vectors[w])), value) for w, value in tree.happened)
    return {
        "dependency heads": float(np.mean(heads)),
        "dependency relations": float(np.mean(relations)),
        "roles": roles.f1,
        "happened": float(np.corrcoef(np.array(happened).T)[0, 1]),
    }


def load(path: Path) -> Model:
    """A checkpoint, ready to score."""
    state = torch.load(path, weights_only=True, map_location="cpu")["model"]
    return Model.like(state).eval()


def scores(model: Model, cases: list[Example], folder: Path, limit: int) -> dict[str, Scores]:
    """By dev set: the score of each head."""
    found = {"annotated reports": case_scores(model, cases)}
    for loader in (corpora.gum, corpora.geneva, corpora.factappeal, corpora.polnear):
        examples = [e for _, e in zip(range(limit), loader(folder, "dev"), strict=False)]
        found[loader.__name__] = tag_scores(model, examples, model.auxiliary)
    trees = [item for _, item in zip(range(limit), corpora.ewt(folder, "dev"), strict=False)]
    found["ewt"] = tag_scores(model, [e for e, _ in trees], model.auxiliary) | tree_scores(model, trees)
    return found


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("models", type=Path, nargs="+")
    parser.add_argument("--cases", type=Path, default=Path("../shared/cases/dev"))
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--limit", type=int, default=60, help="examples of each corpus at most")
    args = parser.parse_args()
    torch.set_num_threads(1)
    cases = load_cases(args.cases)
    with torch.no_grad():
        found = [scores(load(path), cases, args.corpora, args.limit) for path in args.models]
    print("| dev set | head | " + " | ".join(path.stem for path in args.models) + " |")
    print("|---|---|" + "---|" * len(args.models))
    for dev, heads in found[0].items():
        for head in heads:
            print(f"| {dev} | {head} | " + " | ".join(f"{by[dev][head]:.3f}" for by in found) + " |")


if __name__ == "__main__":
    main()
