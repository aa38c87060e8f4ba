"""Building a record: what is new among the inputs is read, committed in batches, and merged with the rest."""

import os
import sqlite3
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from onrecord.documents.draft import Given, given
from onrecord.documents.raw import Raw
from onrecord.documents.sources import LISTED, find_raw, finished
from onrecord.errors import InputError, UsageError
from onrecord.knowledge.own import NOTICE, Own
from onrecord.record import Document, Record
from onrecord.refusals import refused
from onrecord.store import Archive, Entry, Failure, Writer, document_key, input_hash

# What a killed build may have to read again, against what a commit costs: a fifth of a second.
_REPORTS, _SECONDS = 256, 30.0
_BYTES = 64_000_000  # of raw reports that may wait for a commit in memory
_LARGEST_NUMBER = 2**63 - 1  # that a column holds


@dataclass(frozen=True, slots=True)
class Progress:
    """How many reports are dealt with so far: read, there already, failed."""

    new: int
    known: int
    failed: int


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build did: reports that are new, that were there already, that failed; and the snapshot it led to.

    `otherwise` are reports of the record that were read with another file of actors than this build's, or with none.
    """

    new: int
    known: int
    failures: tuple[Failure, ...]
    snapshot: str
    otherwise: int = 0


def build(  # noqa: PLR0913 - one job, keywords alone
    inputs: Iterable[str | Raw | InputError],
    to: Path,
    *,
    published: str | None = None,
    outlet: str | None = None,
    actors: Path | None = None,
    jobs: int | None = None,
    allow_private: bool = False,
    progress: Callable[[Progress], None] | None = None,
) -> Summary:
    """Add the reports in `inputs` to the record in the folder `to`, which is made where there is none.

    Inputs, `published`, `outlet` and `allow_private` are as for `documents.read_inputs`, and an input may also be the
    bytes of a report, or what kept them from being had; what the record has already is not read again. `actors` is the
    user's file of who held which office when. `jobs` is the number of processes, by default one for each core.
    `progress` is called after each report. Where a build was stopped, however it was, the next one goes on.

    Raises:
        UsageError: `published` is no date, a row of `actors` is wrong, `to` is something else than a record or lies
            within an input, or another process writes to it.
        InputError: The record is damaged or cannot be written.
    """
    user, inputs = given(published, outlet), list(inputs)
    own = _own_actors(actors) if actors else None
    for source in inputs:
        folder = source.removeprefix(LISTED) if isinstance(source, str) else ""
        if os.path.isdir(folder) and to.resolve().is_relative_to(Path(folder).resolve()):  # noqa: PTH112 - takes any words
            raise UsageError(f"the record {to} lies within the input {source}; put it elsewhere")
    archive = Archive.create(to)
    with archive.writing() as writer, merging(archive) as merge:
        merge()
        run = _Run(writer, user, merge, progress or (lambda _: None))
        for result in read_many(run.unread(_found(inputs, allow_private)), jobs, own):
            run.take(result)
        run.commit()
        otherwise = _read_otherwise(archive, own)
    return Summary(run.new, run.known, tuple(run.failures), archive.snapshot, otherwise)


def _found(inputs: Iterable[str | Raw | InputError], allow_private: bool) -> Iterator[Raw | InputError]:
    for found in inputs:
        if isinstance(found, str):
            yield from find_raw([found], allow_private=allow_private)
        else:
            yield found


def count(inputs: Iterable[str]) -> int | None:
    """How many reports there are in inputs; None where finding out would take them: addresses, standard input."""
    inputs = list(inputs)
    if any(source == "-" or "://" in source or source.startswith(LISTED) for source in inputs):
        return None
    return sum(1 for _ in find_raw(inputs))


@contextmanager
def merging(archive: Archive) -> Iterator[Callable[[], None]]:
    """What brings the merged record up to the last commit.

    Raises:
        InputError: The index cannot be written.
    """
    from onrecord.merge.index import Index  # noqa: PLC0415 - heavy

    try:
        try:
            index = Index.open(archive)
        except OSError as error:
            raise refused(error, archive.derived) from error
        with index:
            yield index.catch_up
    except sqlite3.Error as error:
        advice = "what was committed is safe, and is merged by the next run; mend this and run again"
        raise InputError(f"the index cannot be written: {error}", where=str(archive.derived), advice=advice) from error


def read_many(documents: Iterator[Document], jobs: int | None, own: Own | None) -> Iterator[Record | InputError]:
    """The records in order."""
    from concurrent.futures.process import BrokenProcessPool  # noqa: PLC0415 - heavy

    from onrecord.reader import Reader  # noqa: PLC0415 - heavy

    try:
        yield from Reader(actors=own).read_many(documents, jobs=jobs)
    except BrokenProcessPool as error:
        what = "a process that reads was killed, perhaps for want of memory"
        advice = "what was committed is safe; run again, with fewer --jobs"
        raise InputError(what, where="the reading", advice=advice) from error


def _own_actors(path: Path) -> Own:
    from onrecord.knowledge.actors_file import read  # noqa: PLC0415 - loads tables

    return read(path)


def _read_otherwise(archive: Archive, own: Own | None) -> int:
    """How many reports of a record were read with another file of actors than this one, or with none."""
    where, value = "list_contains([w.code for w in warnings], ?)", NOTICE
    if own:
        where, value = "NOT list_contains([w.message for w in warnings], ?)", own.notice.message
    return sum(row["n"] for row in archive.rows("documents", "count(*) AS n", where, value))


@dataclass(frozen=True, slots=True)
class _Given:
    """An input and the report it gives."""

    raw: Raw
    input: str
    document: Document


class _Run:
    """One run of a build: reports that are being read, and what waits for the next commit."""

    def __init__(
        self, writer: Writer, user: Given, merge: Callable[[], None], progress: Callable[[Progress], None]
    ) -> None:
        self._writer, self._user, self._merge, self._progress = writer, user, merge, progress
        self._seen: set[str] = set()  # inputs of this run
        self._asked: deque[str] = deque()  # keys of reports that are being read, in order
        self._givers: dict[str, list[_Given]] = {}  # by such a key the inputs that give the report
        self._empty()
        self.new = self.known = 0
        self.failures: list[Failure] = []

    def unread(self, found: Iterable[Raw | InputError]) -> Iterator[Document]:
        """The reports that have to be read; `take` has to be given what comes of each, in the same order."""
        for raw in found:
            if isinstance(raw, InputError):
                self._fail(raw, raw.where)
                continue
            digest = input_hash(raw.data, raw.url, self._user.published, self._user.outlet)
            if digest in self._seen or digest in self._writer.inputs:
                self._count(known=1)
                continue
            self._seen.add(digest)
            try:
                document = finished(raw, self._user)
            except InputError as error:
                self._fail(error, error.where)
                continue
            if self._is_first(_Given(raw, digest, document)):
                yield document

    def take(self, result: Record | InputError) -> None:
        """What came of reading the next report."""
        key = self._asked.popleft()
        givers = self._givers.pop(key)
        if isinstance(result, Record) and _fits(result):
            for giver in givers:
                self._keep(giver, key, result)
            self._count(new=1, known=len(givers) - 1)
            return
        problem = result if isinstance(result, InputError) else InputError("a figure is too large", where="")
        for giver in givers:
            self._fail(problem, giver.raw.where)

    def commit(self) -> None:
        """Commit what waits, and merge it."""
        if self._raws or self._told:
            self._writer.commit(self._entries, self._raws, self._told)
            self._merge()
        self._empty()

    def _empty(self) -> None:
        """Begin what waits for the next commit."""
        self._entries: list[Entry] = []
        self._raws: dict[str, bytes] = {}
        self._told: list[Failure] = []
        self._keys: set[str] = set()
        self._size, self._since = 0, time.monotonic()

    def _is_first(self, given: _Given) -> bool:
        """Whether the report has to be read; else the input is one more of a report that is, was or will be."""
        key = document_key(given.document)
        if key in self._writer.keys or key in self._keys:
            self._keep(given, key, Record(given.document))
            self._count(known=1)
            return False
        if key in self._givers:
            self._givers[key].append(given)
            return False
        self._givers[key] = [given]
        self._asked.append(key)
        return True

    def _keep(self, given: _Given, key: str, record: Record) -> None:
        self._entries.append(Entry(key, given.input, given.raw.where, record))
        self._raws[given.input] = given.raw.data
        self._keys.add(key)
        self._size += len(given.raw.data)

    def _fail(self, error: InputError, where: str) -> None:
        failure = Failure(where, error.what, error.advice)
        self.failures.append(failure)
        self._told.append(failure)
        self._count()

    def _count(self, *, new: int = 0, known: int = 0) -> None:
        """Count a report that is dealt with; a commit may be due then."""
        self.new += new
        self.known += known
        many = max(len(self._raws), len(self._told)) >= _REPORTS or self._size >= _BYTES
        if many or time.monotonic() - self._since > _SECONDS:
            self.commit()
        self._progress(Progress(self.new, self.known, len(self.failures)))


def _fits(record: Record) -> bool:
    """Whether the numbers in it can be stored."""
    numbers = (number for event in record.events for figure in event.figures for number in (figure.min, figure.max))
    return all(number is None or abs(number) <= _LARGEST_NUMBER for number in numbers)
