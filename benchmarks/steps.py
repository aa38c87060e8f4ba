"""What is measured of a record, each in a fresh process: `python benchmarks/steps.py STEP ARGUMENTS` prints JSON."""

import json
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from itertools import islice
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from time import perf_counter
from typing import Any

from derived import derive
from onrecord import build as building
from onrecord.merge.index import Index
from onrecord.record import Record
from onrecord.store import Archive, Commit, Entry, Writer, document_key
from stopwatch import Stopwatch

COMMIT = 256  # reports, as a build commits them


@dataclass(frozen=True, slots=True)
class Built:
    """A build: `stages` in seconds; the most memory that its own process and the largest other one had, in bytes."""

    reports: int
    seconds: float
    stages: dict[str, float]
    own: int
    child: int


@dataclass(slots=True)
class Merged:
    """A merging of all commits: of each the reports and the seconds; the most memory, in bytes."""

    reports: list[int] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    own: int = 0


def build(reports: str, folder: str) -> Built:
    """Add a file of reports to a record."""
    watch = Stopwatch()
    watch.replace("storing", Writer, "commit")
    watch.replace("merging", Index, "catch_up")
    began = perf_counter()
    summary = building.build([reports], Path(folder))
    seconds = perf_counter() - began
    assert not summary.failures, summary.failures[0]
    stages = {"reading": seconds - sum(watch.seconds.values()), **watch.seconds}
    return Built(summary.new, seconds, stages, _most(RUSAGE_SELF), _most(RUSAGE_CHILDREN))


def merge(folder: str) -> Merged:
    """Merge the archive of a record anew: `Index.catch_up` alone."""
    archive = Archive(Path(folder))
    shutil.rmtree(archive.derived, ignore_errors=True)
    found, replay = Merged(), archive.commits

    def watched(after: int = 0) -> Iterator[Commit]:
        began = perf_counter()
        for commit in replay(after):
            yield commit
            now = perf_counter()  # it has been merged; the time of replaying it is in
            found.reports.append(len(commit.entries))
            found.seconds.append(now - began)
            began = now

    archive.commits = watched  # type: ignore[method-assign]
    archive.derived.mkdir()
    with Index.open(archive) as index:
        index.catch_up()
    found.own = _most(RUSAGE_SELF)
    return found


def multiply(folder: str, number: str, to: str) -> int:
    """Make a record of so many reports out of those of another one, in the order of publication; see `derived`."""
    records = [entry.record for commit in Archive(Path(folder)).commits() for entry in commit.entries]
    found = sorted(derive(records, int(number)), key=lambda r: (r.document.published or "", r.document.id))
    entries, archive = map(_entry, found), Archive.create(Path(to))
    with archive.writing() as writer:
        while batch := list(islice(entries, COMMIT)):
            writer.commit(batch, {})
    return len(found)


def _entry(record: Record) -> Entry:
    key = document_key(record.document)
    return Entry(key, key, record.document.id, record)


def _most(who: int) -> int:
    unit = 1 if sys.platform == "darwin" else 1024
    return getrusage(who).ru_maxrss * unit


STEPS: dict[str, Callable[..., Any]] = {"build": build, "merge": merge, "multiply": multiply}

if __name__ == "__main__":
    step, *arguments = sys.argv[1:]
    result = STEPS[step](*arguments)
    print(json.dumps(result if isinstance(result, int) else asdict(result)))
