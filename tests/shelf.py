"""A record in memory, for the merge alone: what the store does is tested with the store.

with shelved() as shelf:
    shelf.add([report, other])
    shelf.answers()
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from dispatches import answers, rebuilt
from stored import entry

from onrecord.merge import view
from onrecord.merge.index import Index
from onrecord.merged import Row, Sort
from onrecord.record import Record
from onrecord.store import Commit, Failure, Judgement, Verdict
from onrecord.store.entries import new_judgement

_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder in memory, where there is one: every example makes a database


class Shelf:
    """What the merge uses of an `Archive`."""

    def __init__(self, folder: Path, commits: Sequence[Commit] = ()) -> None:
        self.folder, self._commits = folder, list(commits)

    @property
    def number(self) -> int:
        return len(self._commits)

    @property
    def snapshots(self) -> tuple[str, ...]:
        return tuple(commit.snapshot for commit in self._commits)

    @property
    def snapshot(self) -> str:
        return _id(self.number)

    def number_of(self, snapshot: str) -> int:
        return int(snapshot, 16)

    def at(self, number: int) -> "Shelf":
        return Shelf(self.folder, self._commits[:number])

    def commits(self, after: int = 0) -> Iterator[Commit]:
        return iter(self._commits[after:])

    def failures(self) -> tuple[Failure, ...]:
        return ()

    def judgements(self) -> tuple[Judgement, ...]:
        return tuple(judgement for commit in self._commits for judgement in commit.judgements)

    # ---- for tests

    def add(self, records: Sequence[Record] = (), judgements: Sequence[Judgement] = ()) -> "Shelf":
        """A commit, which is merged at once."""
        entries = sorted(map(entry, records), key=lambda e: e.key)
        if entries or judgements:
            number = self.number + 1
            self._commits.append(Commit(number, _id(number), tuple(entries), tuple(judgements)))
            archive: Any = self
            with Index.open(archive) as index:
                index.catch_up()
        return self

    def judge(self, verdict: Verdict, sort: Sort, rows: Sequence[Row], undoes: str | None = None) -> Judgement:
        judgement = new_judgement(verdict, sort, tuple(rows), undoes, len(self.judgements()))
        self.add(judgements=[judgement])
        return judgement

    def take_back(self, judgement: Judgement) -> None:
        self.judge(Verdict.UNDO, judgement.sort, (), judgement.id)

    def answers(self) -> dict[str, Any]:
        """All that a view says."""
        return answers(self.folder)

    def rebuilt(self) -> "Shelf":
        """The same, its index made anew."""
        rebuilt(self.folder)
        archive: Any = self
        with Index.open(archive) as index:
            index.catch_up()
        return self


def _id(number: int) -> str:
    return f"{number:064x}"


@contextmanager
def shelved(*commits: Sequence[Record]) -> Iterator[Shelf]:
    """A record of these commits, which views find by its folder."""
    with TemporaryDirectory(dir=_MEMORY if _MEMORY.is_dir() else None) as name, pytest.MonkeyPatch.context() as patch:
        shelf = Shelf(Path(name))
        patch.setattr(view, "Archive", lambda _: shelf)
        for records in commits:
            shelf.add(records)
        yield shelf
