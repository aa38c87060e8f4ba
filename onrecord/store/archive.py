"""A record on disk, as its readers have it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypeVar

from onrecord.errors import InputError, UsageError
from onrecord.refusals import out_of_place, refused
from onrecord.store import judgements
from onrecord.store import manifest as manifests
from onrecord.store.entries import Commit, Entry, Failure, Judgement
from onrecord.store.lock import locked
from onrecord.store.manifest import Manifest
from onrecord.store.segments import FOLDER, MissingError, Segments
from onrecord.store.tables import PARTS, Cells, entry_of

if TYPE_CHECKING:
    from onrecord.store.writer import Writer

DERIVED = "derived"
_T = TypeVar("_T")
_PATIENCE = 20  # writers that may, one after the other, remove files under a reader before it gives up
_commit_of = itemgetter("commit")


class Archive:
    """A record as it was when this was made, or as this one's writer has left it; what others add is not seen.

    Methods raise InputError where what they need of the record is damaged.
    """

    def __init__(self, folder: Path) -> None:
        """Open a record.

        Raises:
            UsageError: There is none.
            InputError: Its manifest is damaged or cannot be read.
        """
        self.folder = folder
        try:
            self.manifest = manifests.load(folder)
        except (FileNotFoundError, NotADirectoryError):
            raise UsageError(f"{folder} is no record; `onrecord build` makes one") from None
        self._number = self.manifest.number
        self.segments = Segments(folder)

    @classmethod
    def create(cls, folder: Path) -> Self:
        """Open a record, made anew where there is none.

        Raises:
            UsageError: The folder holds something else, or cannot be made.
            InputError: The manifest is damaged, or the disk is full or fails.
        """
        try:
            if not (folder / manifests.NAME).exists():
                _check_free(folder)
                (folder / FOLDER).mkdir(parents=True, exist_ok=True)
                with locked(folder):
                    if not (folder / manifests.NAME).exists():
                        manifests.save(folder, Manifest())
        except OSError as error:
            raise out_of_place(error, folder, "give a folder that can be") from error
        return cls(folder)

    @property
    def derived(self) -> Path:
        """The folder of what can be made anew from the rest."""
        return self.folder / DERIVED

    @property
    def number(self) -> int:
        """How many commits this has."""
        return self._number

    @property
    def snapshot(self) -> str:
        """The id of this snapshot, 64 hexadecimal digits."""
        return (*self.manifest.earlier, self.manifest.id)[self._number]

    @property
    def snapshots(self) -> tuple[str, ...]:
        """The ids of the snapshots up to this one, a commit each; the empty record that comes before is left out."""
        return (*self.manifest.earlier, self.manifest.id)[1 : self._number + 1]

    def number_of(self, snapshot: str) -> int:
        """The number of the snapshot whose id is, or begins with, these words.

        Raises:
            UsageError: There is no such snapshot, or there are several.
        """
        every = (*self.manifest.earlier, self.manifest.id)[: self._number + 1]
        found = [number for number, known in enumerate(every) if snapshot and known.startswith(snapshot)]
        if len(found) != 1:
            several = "several snapshots" if found else "no snapshot"
            raise UsageError(f"{snapshot[:64]!r} names {several} of {self.folder}")
        return found[0]

    def at(self, number: int) -> Self:
        """The record as it was at the snapshot of this number; 0 is the empty record that comes before the first."""
        earlier = copy(self)
        earlier._number = min(number, self._number)
        return earlier

    def commits(self, after: int = 0) -> Iterator[Commit]:
        """What was added after snapshot number `after`, commit by commit."""
        for _ in range(_PATIENCE):
            try:
                for commit in self._replay(after):
                    yield commit
                    after = commit.number
                return
            except MissingError:
                self._follow()
        raise self._restless()

    def entry(self, key: str) -> Entry | None:
        """The report with this key."""

        def find() -> Entry | None:
            for document in self.rows("documents", "*", "key = ?", key):
                parts = {t: list(self.rows(t, "*", "document = ?", key)) for t in PARTS}
                return entry_of(document, parts)
            return None

        return self._patiently(find)

    def raw(self, key: str) -> bytes | None:
        """The bytes from which the report with this key was read."""

        def find() -> bytes | None:
            for given in self.rows("inputs", "raw", "document = ?", key):
                for row in self.rows("raw", "bytes", "sha256 = ?", given["raw"]):
                    found: bytes = row["bytes"]
                    return found
            return None

        return self._patiently(find)

    def failures(self) -> tuple[Failure, ...]:
        """The inputs that could not be read, by place."""
        found = self._patiently(lambda: list(self.rows("failures", '"where", what, advice')))
        return tuple(sorted((Failure(**row) for row in found), key=lambda f: (f.where, f.what)))

    def judgements(self) -> tuple[Judgement, ...]:
        """The user's judgements in the order in which they were made, those that undo others among them."""
        found = judgements.read(self.folder, self.manifest.judgements)
        return tuple(judgement for commit, judgement in found if commit <= self._number)

    @contextmanager
    def writing(self) -> "Iterator[Writer]":
        """Write to the record; this archive then has what was written.

        Raises:
            BusyError: Another process writes. At once.
            InputError: The record is damaged, or its folder cannot be written.
        """
        from onrecord.store.writer import Writer  # noqa: PLC0415 - which imports this module

        with locked(self.folder):
            self.adopt(manifests.load(self.folder))
            try:
                manifests.mend_copy(self.folder, self.manifest)  # which may name what is removed next
                self.segments.clear(self.manifest.segments)
            except OSError as error:
                raise refused(error, self.folder) from error
            yield Writer(self)

    def adopt(self, current: Manifest) -> None:
        """Have what this manifest names: for the writer."""
        self.manifest, self._number = current, current.number

    def _follow(self) -> None:
        """Find the same rows where they are now; what was added since stays unseen."""
        self.manifest = manifests.load(self.folder)

    def _patiently(self, find: Callable[[], _T]) -> _T:
        for _ in range(_PATIENCE):
            try:
                return find()
            except MissingError:
                self._follow()
        raise self._restless()

    def _restless(self) -> InputError:
        return InputError("a segment is missing", where=str(self.folder), advice="run `onrecord check` on the record")

    def rows(self, table: str, columns: str, where: str = "true", *values: object) -> Iterator[Cells]:
        """Rows of a table in the order of their commits; MissingError where a writer has moved them meanwhile."""
        for segment in self.manifest.of(table):
            if segment.first <= self._number:
                within = f"({where}) AND commit <= {self._number}"
                yield from self.segments.rows(segment, columns, within, *values)

    def _replay(self, after: int) -> Iterator[Commit]:
        streams = {table: _Stream(self._since(table, after)) for table in ("documents", *PARTS)}
        judged: dict[int, list[Judgement]] = {}
        for number, judgement in judgements.read(self.folder, self.manifest.judgements):
            judged.setdefault(number, []).append(judgement)
        ids = self.snapshots
        for number in range(after + 1, self._number + 1):
            documents = streams["documents"].take(number)
            parts = {table: _by_document(streams[table].take(number)) for table in PARTS}
            entries = (
                entry_of(document, {table: rows.get(document["key"], []) for table, rows in parts.items()})
                for document in documents
            )
            yield Commit(number, ids[number - 1], tuple(entries), tuple(judged.get(number, ())))

    def _since(self, table: str, after: int) -> Iterator[Cells]:
        for segment in self.manifest.of(table):
            if segment.last > after and segment.first <= self._number:
                self.segments.verify(segment)  # what is merged from it would outlive the damage
                yield from self.segments.rows(segment, "*", "commit > ?", after)


class _Stream:
    """Rows in the order of their commits, handed out a commit at a time."""

    def __init__(self, rows: Iterator[Cells]) -> None:
        self._groups = groupby(rows, _commit_of)
        self._next = next(self._groups, None)

    def take(self, commit: int) -> list[Cells]:
        if self._next is None or self._next[0] != commit:
            return []
        rows = list(self._next[1])
        self._next = next(self._groups, None)
        return rows


def _by_document(rows: list[Cells]) -> dict[str, list[Cells]]:
    found: dict[str, list[Cells]] = {}
    for row in rows:
        found.setdefault(row["document"], []).append(row)
    return found


def _check_free(folder: Path) -> None:
    """A new record goes into a folder that is new, empty, or was being made into one."""
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file; a record is a folder")
    ours = {FOLDER, DERIVED, "lock", manifests.COPY, ".new-" + manifests.NAME, ".new-" + manifests.COPY}
    other = next((path for path in folder.iterdir() if path.name not in ours), None) if folder.exists() else None
    if other is not None:
        raise UsageError(f"{folder} is no record and holds {other.name!r}; name a new folder")
    if folder.exists() and (folder / FOLDER).exists() and any((folder / FOLDER).iterdir()):
        raise UsageError(f"{folder} is a record without its manifest; run `onrecord check` on it")
