"""How likely an annotator has an event too: weights fitted on annotated reports that nothing was trained on.

    python training/found.py training/annotated/waiting

prints the weights for `onrecord/extract/confidence.py`, and of the events of at least some likelihoods how many there
are and what share an annotator has: one of the same type, of which they share a trigger.
"""

import argparse
import json
from pathlib import Path

import numpy as np

from confidence import chances, fitted
from examples import locate, mover
from onrecord.documents import clean
from onrecord.extract.confidence import telling
from onrecord.language.features import Floats
from onrecord.language.labels import CLASSES
from onrecord.reader import Reader
from onrecord.record import Span


def seen(folder: Path) -> tuple[Floats, Floats]:
    """What speaks for each event that is found, (events, 7), and whether an annotator has it, (events)."""
    reader = Reader()
    kinds = CLASSES["event_type"][1]
    given, right = [], []
    for path in sorted(folder.glob("*.json")):
        record = json.loads(path.read_text(encoding="utf-8"))
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        document = clean(text, published=record["document"].get("published"))
        move = mover(text, document.text)
        gold = [
            (event["type"], Span(move(start), move(end)))
            for event in record["events"]
            for start, end in (locate(text, mention) for mention in event["mentions"])
            if move(start) < move(end)
        ]
        looked = reader.look(document)
        for group in looked.groups:
            kind = kinds[int(looked.analysis.classes["event_type"][group].mean(axis=0).argmax())]
            spans = [looked.analysis.triggers[i].span for i in group]
            given.append(telling(looked.analysis, group, looked.setting.actor_of))
            right.append(float(any(kind == k and s.overlaps(span) for k, s in gold for span in spans)))
    return np.array(given), np.array(right)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    given, right = seen(parser.parse_args().folder)
    weights = fitted(given, right)
    print("weights:", weights.round(2).tolist())
    likely = chances(given, weights)
    for least in (0.0, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5):
        some = likely >= least
        print(f"at least {least}: {some.sum()} events, {right[some].mean():.2f} of them an annotator's")


if __name__ == "__main__":
    main()
