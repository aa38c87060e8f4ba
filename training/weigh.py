"""Fit the weights by which rows of many reports are merged, from stories with a gold merge.

    python training/weigh.py STORIES … > weights.tsv

A folder of STORIES holds a folder a story, as in `training/stories`. The reports are read by the model that the package
ships, so that the weights fit its errors. Events and claims: logistic regression over pairs of rows of two reports.
Denials: a choice among all other statements of the story, or none. All with a penalty on large weights; the accuracy
printed to stderr is of each story by weights fitted on the others.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np

from examples import locate, mover
from onrecord import Reader
from onrecord.documents import clean
from onrecord.merge.answers import Place, denial_features
from onrecord.merge.claims import claim_features
from onrecord.merge.events import event_features
from onrecord.merge.sorts import MERGINGS
from onrecord.merged import Sort
from onrecord.record import Event, Record, Span, Statement

PENALTY = 1.0  # on the sum of squared weights, halved
Features = dict[str, float]
Floats = np.ndarray


@dataclass
class Story:
    """Reports by letter, their rows' facts, and to which gold rows each row belongs."""

    name: str
    records: dict[str, Record]
    gold: dict[Sort, dict[tuple[str, str], set[str]]]  # (letter, row) -> gold ids
    denials: dict[tuple[str, str], set[str]]


def load(folder: Path, reader: Reader) -> Story:
    """A story, read."""
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    records, moves, raws = {}, {}, {}
    for letter, about in gold["documents"].items():
        raws[letter] = (folder / f"{letter}.txt").read_text(encoding="utf-8")
        document = clean(raws[letter], published=about["published"], outlet=about["outlet"])
        records[letter], moves[letter] = reader.read(document), mover(raws[letter], document.text)
    story = Story(folder.name, records, {Sort.EVENT: {}, Sort.CLAIM: {}}, {})

    def place(spans: dict[str, list[object]], sort: Sort, gold_id: str, into: dict[tuple[str, str], set[str]]) -> None:
        for letter, wanted in spans.items():
            for span in wanted:
                start, end = (moves[letter](at) for at in locate(raws[letter], span))  # type: ignore[arg-type]
                if row := nearest(records[letter], sort, Span(start, end)):
                    into.setdefault((letter, row), set()).add(gold_id)

    for sort, key in ((Sort.EVENT, "events"), (Sort.CLAIM, "claims")):
        for row in gold[key]:
            place(row["mentions"], sort, row["id"], story.gold[sort])
            place(row.get("denials", {}), Sort.CLAIM, row["id"], story.denials)
    return story


def nearest(record: Record, sort: Sort, span: Span) -> str | None:
    """The row whose words overlap most with a span."""
    rows: Sequence[Event | Statement] = record.events if sort is Sort.EVENT else record.statements
    overlaps = [
        (min(s.end, span.end) - max(s.start, span.start), row.id)
        for row in rows
        for s in (row.mentions if isinstance(row, Event) else (row.content,))
        if s and s.overlaps(span)
    ]
    return max(overlaps)[1] if overlaps else None


def pairs(story: Story, sort: Sort, features: Callable[..., Features]) -> Iterator[tuple[Features, bool]]:
    """Every two rows of two reports that the index would compare, and whether they are one in the gold."""
    merging, gold = MERGINGS[sort], story.gold[sort]
    facts = {(letter, row): f for letter, r in story.records.items() for row, f in merging.facts(r)}
    for a, b in combinations(sorted(gold), 2):
        met = set(merging.keys(facts[a])) & set(merging.lookups(facts[b]))
        if a[0] != b[0] and met and not merging.forbidden(facts[a], facts[b]):
            yield features(facts[a], facts[b]), bool(gold[a] & gold[b])


def choices(story: Story) -> Iterator[tuple[list[Features], list[bool]]]:
    """For every statement its features as a denial of each other statement, and which of them it denies."""
    facts = {(k, row): f for k, r in story.records.items() for row, f in MERGINGS[Sort.CLAIM].facts(r)}
    said = [(k, n, s) for k, r in story.records.items() for n, s in enumerate(r.statements) if s.content]
    for k, n, s in said:
        denied = story.denials.get((k, s.id), set())
        found: list[Features] = []
        right: list[bool] = []
        for other, m, t in said:
            if (other, t.id) != (k, s.id):
                place = Place(n - m, s.replies_to == t.id) if other == k else None
                found.append(denial_features(facts[k, s.id], facts[other, t.id], place))
                right.append(bool(story.gold[Sort.CLAIM].get((other, t.id), set()) & denied))
        yield found, right


def table(rows: Sequence[Features], names: Sequence[str]) -> Floats:
    """(rows, features)."""
    return np.array([[row.get(name, 0.0) for name in names] for row in rows], dtype=float).reshape(-1, len(names))


def logistic(x: Floats, y: Floats) -> Floats:
    """Weights by Newton's method."""
    weights = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (p - y) + PENALTY * weights
        weights -= np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + PENALTY * np.eye(len(weights)), slope)
    return weights


def choice(cases: Sequence[tuple[Floats, Floats]], size: int, *, steps: int = 1500) -> Floats:
    """Weights under which each statement chooses what it denies, or nothing (score 0); by gradient descent (Adam)."""
    weights, mean, square = np.zeros(size), np.zeros(size), np.zeros(size)
    for step in range(1, steps + 1):
        slope = PENALTY * weights
        for x, right in cases:
            scores = np.append(x @ weights, 0.0)
            p = np.exp(scores - scores.max())
            p /= p.sum()
            wanted = np.append(right, float(not right.any()))
            q = p * wanted
            slope += x.T @ (p - q / q.sum())[:-1]
        mean, square = 0.9 * mean + 0.1 * slope, 0.99 * square + 0.01 * slope**2
        weights -= 0.03 * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return weights


def fit_pairs(stories: Sequence[Story], sort: Sort, features: Callable[..., Features]) -> dict[str, float]:
    """The weights of events or claims; their accuracy goes to stderr."""
    given = [list(pairs(story, sort, features)) for story in stories]
    names = sorted({name for rows in given for row, _ in rows for name in row})
    x = [table([row for row, _ in rows], names) for rows in given]
    y = [np.array([right for _, right in rows], dtype=float) for rows in given]
    right = guessed = 0.0
    for k in range(len(given)):
        rest = [i for i in range(len(given)) if i != k]
        weights = logistic(np.concatenate([x[i] for i in rest]), np.concatenate([y[i] for i in rest]))
        found = x[k] @ weights > 0
        right, guessed = right + float((found * y[k]).sum()), guessed + float(found.sum())
    total = float(sum(v.sum() for v in y))
    print(f"{sort}: pairs F1 {2 * right / (guessed + total):.3f}, {total:.0f} of one row", file=sys.stderr)
    return dict(zip(names, logistic(np.concatenate(x), np.concatenate(y)), strict=True))


def fit_denials(stories: Sequence[Story]) -> dict[str, float]:
    """The weights of denials."""
    given = [case for story in stories for case in choices(story) if case[0]]
    names = sorted({name for rows, _ in given for row in rows for name in row})
    cases = [(table(rows, names), np.array(right, dtype=float)) for rows, right in given]
    return dict(zip(names, choice(cases, len(names)), strict=True))


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stories", type=Path, nargs="+")
    folders = sorted(p.parent for folder in parser.parse_args().stories for p in folder.glob("*/gold.json"))
    reader = Reader()
    stories = [load(folder, reader) for folder in folders]
    print(f"# Log-odds (base e), fitted by training/weigh.py on {len(stories)} stories; actors are set by hand.")
    fitted = {
        "event": fit_pairs(stories, Sort.EVENT, event_features),
        "claim": fit_pairs(stories, Sort.CLAIM, claim_features),
        "denial": fit_denials(stories),
        "actor": ACTORS,
    }
    for name, weights in fitted.items():
        for feature, weight in sorted(weights.items(), key=lambda item: -item[1]):
            print(f"{name}\t{feature}\t{weight:.2f}")


# Names of actors agree or do not: what is forbidden decides, and these only that a bare family name needs a country.
ACTORS = {
    "actor": -2.0, "same state": 8.0, "same name": 4.0, "same family name": 1.0, "both of one country": 2.0,
    "same office": 1.0, "country of one alone": -0.5,
}  # fmt: skip


if __name__ == "__main__":
    main()
