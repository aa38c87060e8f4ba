"""How well the resolver of times does on GUM's dates, which people annotated in texts of many genres.

    python benchmarks/times.py ../shared/corpora/gum/times-dev.jsonl.gz [--verbose]

A date counts where GUM gives a day, month or year, or an interval of them. It is right where the days are GUM's, wrong
where they are others, missed where none are given. GUM marks the two ends of an interval ("from March to August 2011")
each by itself: there an interval is right that begins or ends with each.
"""

import argparse
import gzip
import json
import re
from calendar import monthrange
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from onrecord.extract.times import find_times
from onrecord.record import Span

_TIGHT = re.compile(r" (?=[,.;:!?)\]’'%])|(?<=[(\[$£€]) ")
_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
Days = tuple[str, str]


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--verbose", action="store_true", help="print every date that is not right")
    options = parser.parse_args()
    counts: dict[str, Counter[str]] = {}
    for path in options.files:
        for line in gzip.decompress(path.read_bytes()).splitlines():
            document = json.loads(line)
            for words, gold, found in judged(document):
                verdict = "missed" if found is None else "right" if found == gold else "wrong"
                counts.setdefault(document["genre"], Counter())[verdict] += 1
                if options.verbose and verdict != "right":
                    print(f"{document['doc_id']} {document['date']}: {words!r} is {gold}, got {found}")
    total = sum(counts.values(), Counter())
    print("| genre | dates | right | wrong | missed |\n| --- | ---: | ---: | ---: | ---: |")
    for genre, by in [*sorted(counts.items()), ("all", total)]:
        print(f"| {genre} | {by.total()} | {by['right']} | {by['wrong']} | {by['missed']} |")


def judged(document: Mapping[str, Any]) -> Iterator[tuple[str, Days, Days | None]]:
    """Of every date of a document its words, GUM's days and ours."""
    whole = _ISO.fullmatch(document["date"])
    published = date.fromisoformat(document["date"]) if whole and whole[3] else None
    text, places = _joined(document["sentences"])
    dates = [(_place(places, given), days) for given in document["times"] if (days := _days(given))]
    found = find_times(text, published)
    near = [next((t for t in found if t.span.overlaps(place)), None) for place, _ in dates]
    for time, (place, gold) in zip(near, dates, strict=True):
        ours = (time.dates.start, time.dates.end) if time and time.dates else None
        if ours and near.count(time) > 1 and (ours[0] == gold[0] or ours[1] == gold[1]):
            ours = gold
        yield place.of(text), gold, ours


def _place(places: Mapping[tuple[int, int], Span], given: Mapping[str, Any]) -> Span:
    return Span(places[given["sent"], given["start"]].start, places[given["sent"], given["end"] - 1].end)


def _joined(sentences: Sequence[Sequence[str]]) -> tuple[str, dict[tuple[int, int], Span]]:
    """The text as it would be printed, and where each token stands in it."""
    parts, places, at = [], {}, 0
    for s, tokens in enumerate(sentences):
        line = ""
        for t, token in enumerate(tokens):
            tight = not line or _TIGHT.search(f"{line[-1]} {token[0]}")
            line += token if tight else f" {token}"
            places[s, t] = Span(at + len(line) - len(token), at + len(line))
        parts.append(line)
        at += len(line) + 1
    return "\n".join(parts), places


def _days(given: Mapping[str, str]) -> Days | None:
    """First and last day of what GUM gives; None for a time of day, a day without a year and the like."""
    first = given.get("when") or given.get("from") or given.get("notBefore")
    last = given.get("when") or given.get("to") or given.get("notAfter")
    starts, ends = (_ISO.fullmatch(d or "") for d in (first, last))
    if not starts or not ends:
        return None
    year, month, day = (int(p) if p else None for p in ends.groups())
    last_day = date(year or 1, month or 12, day or monthrange(year or 1, month or 12)[1])
    year, month, day = (int(p) if p else None for p in starts.groups())
    return date(year or 1, month or 1, day or 1).isoformat(), last_day.isoformat()


if __name__ == "__main__":
    main()
