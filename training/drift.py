"""Where annotators differ: words that one folder's reports have as triggers or cues far more often than another's.

    python training/drift.py ../shared/cases/train training/annotated/train --only "bc-*"

An annotator who is new to it leaves out what stands in the background ("the war", "the talks"), and what is left out is
taught as wrong. The first folder is the measure; words are listed by how many seem to have been passed over.
"""

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from examples import locate

WORD = re.compile(r"[^\W\d_][\w-]+")
FEWEST, LEAST = 3, 0.3  # of the measure's marked occurrences, and their share, for a word to tell anything


def spans(record: dict[str, list[dict[str, object]]]) -> Iterator[str | dict[str, object]]:
    """The gold spans of triggers and cues."""
    for event in record["events"]:
        mentions = event["mentions"]
        assert isinstance(mentions, list)
        yield from mentions
    for statement in record["statements"]:
        if cue := statement.get("cue"):
            assert isinstance(cue, str | dict)
            yield cue


def counted(paths: Iterable[Path]) -> tuple[Counter[str], Counter[str]]:
    """How often each word is in a trigger or a cue, and how often it occurs."""
    marked, all_ = Counter[str](), Counter[str]()
    for path in paths:
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        within = [locate(text, span) for span in spans(json.loads(path.read_text(encoding="utf-8")))]
        for word in WORD.finditer(text):
            all_[word.group().lower()] += 1
            marked[word.group().lower()] += any(a < word.end() and word.start() < b for a, b in within)
    return marked, all_


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("measure", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="*", help="names of the folder's reports, such as bc-* (default: all)")
    options = parser.parse_args()
    marked, all_ = counted(options.measure.glob("*.json"))
    other, others = counted(options.folder.glob(f"{options.only}.json"))
    missing = {
        word: (marked[word] / all_[word] - other[word] / others[word]) * others[word]
        for word in marked
        if marked[word] >= max(FEWEST, LEAST * all_[word]) and others[word]
    }
    for word in sorted(missing, key=lambda w: (-missing[w], w))[:40]:
        here, there = marked[word] / all_[word], other[word] / others[word]
        print(f"{word:16} {here:.2f} of {all_[word]:4}   {there:.2f} of {others[word]:4}   {missing[word]:5.0f} fewer")


if __name__ == "__main__":
    main()
