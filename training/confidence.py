"""How likely an event is right: weights fitted on events judged by hand.

    python training/confidence.py ../shared docs/explanation/hand-reading.tsv

reads the documents that were judged, and of the events that are still found as they were (same first trigger, same
type) prints the weights for `onrecord/extract/confidence.py`, and how many are right in fifths by confidence, each
document judged by weights fitted on the others.
"""

import argparse
import sys
from pathlib import Path
from zlib import crc32

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))
from hand import documents
from markdown import table
from onrecord.extract.confidence import log_odds
from onrecord.extract.events import find_events
from onrecord.language.features import Floats
from onrecord.reader import Reader
from onrecord.record import Status

RIDGE, STEPS, FOLDS = 1.0, 25, 10


def fitted(given: Floats, right: Floats) -> Floats:
    """Weights of a logistic regression, the constant free; Newton's steps. given: (events, features)."""
    weights = np.zeros(given.shape[1])
    hold = RIDGE * np.diag([1.0] * (given.shape[1] - 1) + [0.0])
    for _ in range(STEPS):
        chance = chances(given, weights)
        slope = given.T @ (chance - right) + hold @ weights
        weights -= np.linalg.solve(given.T @ (given * (chance * (1 - chance))[:, None]) + hold, slope)
    return weights


def chances(given: Floats, weights: Floats) -> Floats:
    """The probability of each event: (events)."""
    return 1 / (1 + np.exp(-(given @ weights)))


def judged(shared: Path, verdicts: Path) -> tuple[Floats, Floats, list[str]]:
    """What speaks for each event that was judged, whether it is right, and its document."""
    rows = [line.split("\t") for line in verdicts.read_text(encoding="utf-8").splitlines()[1:]]
    said = {(name, int(at), kind): verdict == "right" for name, at, kind, verdict in rows}
    names = {name for name, *_ in rows}
    reader = Reader()
    given, right, of = [], [], []
    for document in documents(shared):
        if document.id not in names:
            continue
        looked = reader.look(document)
        events = find_events(looked.analysis, looked.groups, looked.setting)
        for event, group in zip(events, looked.groups, strict=True):
            verdict = said.get((document.id, event.mentions[0].start, event.type))
            if verdict is not None and event.status is Status.REPORTED:
                given.append(log_odds(looked.analysis, group, looked.setting.actor_of))
                right.append(float(verdict))
                of.append(document.id)
    return np.array(given), np.array(right), of


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("verdicts", type=Path)
    options = parser.parse_args()
    given, right, of = judged(options.shared, options.verdicts)
    print("weights:", fitted(given, right).round(2).tolist())
    fold = np.array([crc32(name.encode()) % FOLDS for name in of])
    unseen = np.zeros(len(right))
    for k in range(FOLDS):
        unseen[fold == k] = chances(given[fold == k], fitted(given[fold != k], right[fold != k]))
    order = np.argsort(-unseen)
    rows = [
        [len(part), f"{unseen[part].min():.2f} to {unseen[part].max():.2f}", f"{right[part].mean():.2f}"]
        for part in np.array_split(order, 5)
    ]
    print(table(["events", "confidence", "right"], rows))
    for least in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        sure = unseen >= least
        print(f"at least {least}: {sure.sum()} events, {right[sure].mean():.2f} right")


if __name__ == "__main__":
    main()
