"""Documents to be read by hand: what the record says happened in them, for somebody to judge.

    python benchmarks/hand.py draw ../shared > events.jsonl
    python benchmarks/hand.py count docs/explanation/hand-reading.tsv

`draw` reads 200 documents that are picked at random, always the same, from the read-outs and the corpora's news, and
prints for each its text and every event with status "reported". An event is right where the text says that something
of that type happened and who took part is right; `count` says how many are, from a table with a line for each.
"""

import argparse
import gzip
import json
import random
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from markdown import table
from onrecord.reader import Reader
from onrecord.record import Document, Event, Record, Status

NUMBER, SEED = 200, 20240404
_TIGHT = re.compile(r" (?=[,.;:!?)\]’'%])|(?<=[(\[$£€]) ")


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("step", choices=["draw", "count"])
    parser.add_argument("path", type=Path)
    options = parser.parse_args()
    if options.step == "count":
        print(_counted(options.path))
        return
    reader = Reader()
    chance = random.Random(SEED)  # noqa: S311
    for document in chance.sample(sorted(documents(options.path), key=lambda d: d.id), NUMBER):
        record = reader.read(document)
        events = [_line(record, event) for event in record.events if event.status is Status.REPORTED]
        print(json.dumps({"id": document.id, "published": document.published, "text": document.text, "events": events}))


def documents(shared: Path) -> Iterator[Document]:
    """The read-outs, and news of GUM, PolNeAR and re3d."""
    for line in (shared / "readouts" / "dev.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield _document(f"readouts {row['id']}", row["text"], row["published"])
    for part in ("train", "dev"):
        for row in _rows(shared, f"gum/entities-{part}"):
            if row["genre"] == "news":
                text = " ".join(_TIGHT.sub("", " ".join(words)) for words in row["sentences"])
                yield _document(f"gum {row['doc_id']}", text, row["date"])
    for row in _rows(shared, "polnear/dev"):
        yield _document(f"polnear {row['id']}", row["text"], row["date"])
    for row in _rows(shared, "re3d/train"):
        yield _document(f"re3d {row['id']}", row["text"], None)


def _rows(shared: Path, name: str) -> Iterator[dict[str, Any]]:
    lines = gzip.decompress((shared / "corpora" / f"{name}.jsonl.gz").read_bytes()).splitlines()
    return map(json.loads, lines)


def _document(name: str, text: str, published: str | None) -> Document:
    whole = published if published and re.fullmatch(r"\d{4}-\d\d-\d\d", published) else None
    return Document(name, None, None, None, whole, "user" if whole else None, "en", text)


def _line(record: Record, event: Event) -> dict[str, Any]:
    names = {actor.id: actor.name for actor in record.actors}
    return {
        "at": event.mentions[0].start,
        "type": event.type,
        "words": [record.document.text[m.start : m.end] for m in event.mentions],
        "sources": [names[a] for a in event.sources],
        "targets": [names[a] for a in event.targets],
        "date": event.date and [event.date.start, event.date.end],
        "figures": [[figure.what, figure.min, figure.max] for figure in event.figures],
    }


def _counted(path: Path) -> str:
    lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:]]
    verdicts = {
        of: Counter(line[-1].split(":")[0] for line in lines if line[0].split()[0] == of) for of in _corpora(lines)
    }
    verdicts["all"] = sum(verdicts.values(), Counter())
    names = sorted({name for counts in verdicts.values() for name in counts}, key=lambda n: (n != "right", n))
    rows = [
        [of, counts.total(), *(counts[name] for name in names), f"{counts['right'] / counts.total():.2f}"]
        for of, counts in verdicts.items()
    ]
    return table(["from", "events", *names, "share right"], rows)


def _corpora(lines: list[list[str]]) -> list[str]:
    return list(dict.fromkeys(line[0].split()[0] for line in lines))


if __name__ == "__main__":
    main()
