"""What each head earns: the yardstick of single reports with the head silenced, beside the whole.

    python training/ablation.py [--shared ../shared]

A silenced class answers its commonest label, a silenced pair "none". Prints a Markdown table.
"""

import argparse
import dataclasses
import importlib.util
import json
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from unittest.mock import patch

import numpy as np

from onrecord.documents import clean
from onrecord.language.analysis import Analysis, LanguageModel
from onrecord.language.labels import CLASSES, PAIRS
from onrecord.reader import Reader
from onrecord.record import Document

COMMONEST = {
    "event_type": "CONSULT",
    "status": "reported",
    "mode": "none",
    "medium": "none",
    "act": "assert",
    "evidence": "none",
    "sector": "GOV",
}


def silenced(analysis: Analysis, head: str) -> Analysis:
    """The analysis as if one head had nothing to say."""
    if head in CLASSES:
        labels = CLASSES[head][1]
        probable = np.zeros_like(analysis.classes[head])
        probable[:, labels.index(COMMONEST[head])] = 1
        analysis = dataclasses.replace(analysis, classes={**analysis.classes, head: probable})
        if head == "event_type":
            same = tuple(dataclasses.replace(t, label=COMMONEST[head]) for t in analysis.triggers)
            analysis = dataclasses.replace(analysis, triggers=same)
        return analysis
    scores = np.full_like(analysis.pairs[head], -20)
    if PAIRS[head][2]:
        scores[:, -1] = 20
    return dataclasses.replace(analysis, pairs={**analysis.pairs, head: scores})


@contextmanager
def without(head: str | None) -> Iterator[None]:
    """Reading with a head silenced."""
    whole: Callable[..., Analysis] = LanguageModel.analyse

    def analyse(self: LanguageModel, text: str, **given: object) -> Analysis:
        analysis = whole(self, text, **given)
        return silenced(analysis, head) if head else analysis

    with patch.object(LanguageModel, "analyse", analyse):
        yield


def scorer(shared: Path) -> ModuleType:
    """The yardstick's own scorer."""
    spec = importlib.util.spec_from_file_location("score", shared / "cases" / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def measure(score: ModuleType, reader: Reader, cases: Path) -> dict[str, float]:
    """F1 of actors, events and statements, and their mean."""
    totals = {k: {"gold": 0, "pred": 0, "found": 0, "credit": 0.0, "fields": {}} for k in score.KINDS}
    with tempfile.TemporaryDirectory() as folder:
        for path in sorted(cases.glob("*.json")):
            gold = score.load_gold(path)
            document: Document = clean(gold["text"], published=gold["document"]["published"])
            out = Path(folder) / path.name
            out.write_text(json.dumps(reader.read(document).as_json()), encoding="utf-8")
            score.score_case(path.stem, gold, score.load_record(out, gold["text"]), totals, False)
    found = {k: score.f1(t["credit"], t["pred"], t["gold"])[2] for k, t in totals.items()}
    return found | {"record": sum(found.values()) / len(found)}


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    args = parser.parse_args()
    score, reader = scorer(args.shared), Reader()
    cases = args.shared / "cases" / "dev"
    print("| without | actors | events | statements | record F1 | earned |\n|---|---|---|---|---|---|")
    whole = 0.0
    for head in (None, *CLASSES, *(p for p in PAIRS if p != "cue")):
        with without(head):
            found = measure(score, reader, cases)
        whole = whole or found["record"]
        row = " | ".join(f"{found[k]:.3f}" for k in ("actors", "events", "statements", "record"))
        print(f"| {head or 'nothing'} | {row} | {whole - found['record']:+.3f} |", flush=True)


if __name__ == "__main__":
    main()
