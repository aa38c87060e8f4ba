"""What the reading finds of what others annotated: attributions in FactAppeal, actors and contacts in re3d.

    python benchmarks/public.py ../shared/corpora

Two spans are one where they share at least half of the words of the shorter. What cannot be compared is left out: the
corpora say nothing of acts, of dates or of who denies whom, and we nothing of weapons.
"""

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from markdown import table
from onrecord.reader import Reader
from onrecord.record import Document, EventType, Kind, Record, Span

# Of re3d's relations those that are events of ours, and by which types.
EVENTS = {
    "CommWith": {EventType.CONSULT, EventType.AGREE},
    "FightingAgainst": {EventType.ASSAULT, EventType.MOBILIZE, EventType.COERCE},
}


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    options = parser.parse_args()
    reader = Reader()
    print(f"{_factappeal(reader, options.corpora)}\n\n{_re3d(reader, options.corpora)}")


def _factappeal(reader: Reader, folder: Path) -> str:
    counts: Counter[str] = Counter()
    for row, record in _read(reader, folder / "factappeal" / "dev.jsonl.gz"):
        appeals = _labelled(row, "Fact_Appeal")
        sources = _labelled(row, "Source")
        statements = [s for s in record.statements if s.content]
        mentions = {actor.id: actor.mentions for actor in record.actors}
        counts["attributions"] += len(appeals)
        counts["statements"] += len(statements)
        for appeal in appeals:
            said = next((s for s in statements if s.content and _same(s.content, appeal, row["text"])), None)
            if said:
                counts["found"] += 1
                spans = mentions.get(said.speaker or "", ())
                counts["speaker"] += any(_same(a, b, row["text"]) for a in spans for b in sources)
        counts["right"] += sum(any(_same(s.content, a, row["text"]) for a in appeals) for s in statements if s.content)
    shares = [counts["found"] / counts["attributions"], counts["right"] / counts["statements"]]
    header = [
        "FactAppeal dev",
        "attributions",
        "found",
        "of our statements are such",
        "of those found: speaker is a source",
    ]
    return table(header, [[
        "sentences without context", counts["attributions"], *(f"{share:.2f}" for share in shares),
        f"{counts['speaker'] / counts['found']:.2f}",
    ]])  # fmt: skip


def _re3d(reader: Reader, folder: Path) -> str:
    actors: dict[str, Counter[str]] = {"Person": Counter(), "Organisation": Counter()}
    events: dict[str, Counter[str]] = {name: Counter() for name in EVENTS}
    for row, record in _read(reader, folder / "re3d" / "train.jsonl.gz"):
        mentions = [(span, actor.kind) for actor in record.actors for span in actor.mentions]
        for entity in row["entities"]:
            if entity["type"] in actors:
                kinds = [kind for span, kind in mentions if _same(span, _span(entity), row["text"])]
                of = actors[entity["type"]]
                person = entity["type"] == "Person"
                of.update(all=1, found=bool(kinds), kind=any((kind is Kind.PERSON) == person for kind in kinds))
        for name, both in _pairs(row):
            events[name].update(all=1, found=any(_takes_part(record, EVENTS[name], both, row["text"])))
    rows = [
        [name, n["all"], f"{n['found'] / n['all']:.2f}", f"{n['kind'] / n['found']:.2f}"] for name, n in actors.items()
    ]
    rows += [[name, n["all"], f"{n['found'] / n['all']:.2f}", "–"] for name, n in events.items()]
    return table(["re3d train", "annotated", "found", "of those found: the right kind"], rows)


def _pairs(row: Mapping[str, Any]) -> Iterator[tuple[str, tuple[Span, Span]]]:
    for relation in row["relations"]:
        if relation["type"] in EVENTS:
            yield relation["type"], (Span(*relation["source"]), Span(*relation["target"]))


def _takes_part(record: Record, types: set[EventType], both: Iterable[Span], text: str) -> Iterator[bool]:
    """Of each event of such a type, whether both spans are mentions of those who take part."""
    mentions = {actor.id: actor.mentions for actor in record.actors}
    for event in record.events:
        if event.type in types:
            spans = [span for actor in (*event.sources, *event.targets) for span in mentions[actor]]
            yield all(any(_same(span, wanted, text) for span in spans) for wanted in both)


def _read(reader: Reader, path: Path) -> Iterator[tuple[dict[str, Any], Record]]:
    """Every row with its record. Texts stay as they are, so that offsets are the corpus's own."""
    for line in gzip.decompress(path.read_bytes()).splitlines():
        row = json.loads(line)
        yield row, reader.read(Document(row["id"], None, None, None, None, None, "en", row["text"]))


def _labelled(row: Mapping[str, Any], label: str) -> Sequence[Span]:
    return [_span(span) for span in row["spans"] if span["label"] == label]


def _span(row: Mapping[str, Any]) -> Span:
    return Span(row["start"], row["end"])


def _same(a: Span, b: Span, text: str) -> bool:
    """Whether two spans share at least half of the words of the shorter."""
    shared = text[max(a.start, b.start) : min(a.end, b.end)] if a.overlaps(b) else ""
    least = min(len(text[s.start : s.end].split()) for s in (a, b))
    return 2 * len(shared.split()) >= least > 0


if __name__ == "__main__":
    main()
