"""A writer that is killed, or fails, at any step of a commit: the record stays readable, and the next run ends as if
nothing had been.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from stored import Killed, by_key, entries, filled, held, put, raw

from onrecord.errors import InputError
from onrecord.merged import Row, Sort
from onrecord.store import Archive, Entry, Failure, Judgement, Verdict

Content = tuple[list[Entry], tuple[Judgement, ...], tuple[Failure, ...]]
BEFORE = [[n] for n in range(7)]  # one more commit, and they are gathered


def content(archive: Archive) -> Content:
    return held(archive), archive.judgements(), archive.failures()


def last_commit(folder: Path) -> None:
    """A commit with something for every file."""
    with Archive(folder).writing() as writer:
        given = [e for e in entries(range(7, 12)) if e.key not in writer.keys]
        judged = [writer.judgement(Verdict.SAME, Sort.EVENT, [Row("d1", "e1"), Row("d2", "e1")])]
        failures = [Failure("b.txt", "the file is empty", "")]
        judgements = judged if given else []
        writer.commit(given, {e.input: raw(e.record) for e in given}, failures, judgements)


@contextmanager
def stopped(monkeypatch: pytest.MonkeyPatch, point: int, error: BaseException, *, late: bool) -> Iterator[list[str]]:
    """Stop at the call number `point` of those that make something last, before it or after; the calls' names."""
    calls: list[str] = []

    def watched(name: str) -> Callable[..., Any]:
        real = getattr(os, name)

        def call(*arguments: Any, **options: Any) -> Any:
            calls.append(name)
            if len(calls) - 1 == point and not late:
                raise error
            result = real(*arguments, **options)
            if len(calls) - 1 == point:
                raise error
            return result

        return call

    with monkeypatch.context() as patch:
        for name in ("fsync", "replace"):
            patch.setattr(os, name, watched(name))
        yield calls


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record to copy, as it is before the last commit."""
    return filled(tmp_path_factory.mktemp("ready") / "r", *BEFORE).folder


@pytest.fixture(scope="module")
def whole(ready: Path, tmp_path_factory: pytest.TempPathFactory) -> Content:
    folder = shutil.copytree(ready, tmp_path_factory.mktemp("whole") / "r")
    last_commit(folder)
    return content(Archive(folder))


@pytest.fixture(scope="module")
def points(ready: Path, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    folder = shutil.copytree(ready, tmp_path_factory.mktemp("points") / "r")
    with pytest.MonkeyPatch.context() as patch, stopped(patch, -1, Killed(), late=False) as calls:
        last_commit(folder)
    return calls


def test_a_commit_makes_few_things_last(points: list[str]) -> None:
    """Each file is flushed once, the folders of segments, copy and manifest once."""
    assert points.count("fsync") == 7 + 1 + 1 + 2 * 2
    assert points.count("replace") == 7 + 2
    assert points[0] == "fsync"  # the judgements
    assert points[-4:] == ["fsync", "fsync", "replace", "fsync"]


@pytest.mark.parametrize("late", [False, True], ids=["before", "after"])
def test_killed_at_any_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ready: Path, whole: Content, points: list[str], late: bool
) -> None:
    kept, before = 0, content(Archive(ready))
    for point in range(len(points)):
        folder = shutil.copytree(ready, tmp_path / str(point))
        with stopped(monkeypatch, point, Killed(), late=late), pytest.raises(Killed):
            last_commit(folder)
        found = content(Archive(folder))
        assert found in (before, whole)
        kept += found == whole
        last_commit(folder)
        assert content(Archive(folder)) == whole
        assert not list(folder.rglob(".new-*"))
    # Only the very last rename, and what follows it, comes after the commit.
    assert kept == (2 if late else 1)


@pytest.mark.parametrize("step", [0, 3, 10, -2])
def test_a_disk_that_fails_costs_the_commit_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ready: Path, points: list[str], whole: Content, step: int
) -> None:
    folder = shutil.copytree(ready, tmp_path / "r")
    full = OSError(28, "No space left on device")
    with (
        stopped(monkeypatch, step % len(points), full, late=False),
        pytest.raises(InputError, match="cannot be written: No space left on device; what was committed"),
    ):
        last_commit(folder)
    last_commit(folder)
    assert content(Archive(folder)) == whole


def test_a_writer_goes_on_after_a_failed_commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = filled(tmp_path / "r", [1])
    with archive.writing() as writer:
        with stopped(monkeypatch, 2, OSError(5, "x"), late=False), pytest.raises(InputError):
            put(writer, [2])
        assert archive.number == 1
        put(writer, [3])
        put(writer, [2])
    assert held(archive) == by_key([1, 2, 3])


def test_a_torn_tail_of_judgements_does_not_count(tmp_path: Path) -> None:
    archive = filled(tmp_path / "r", [1])
    with archive.writing() as writer:
        first = writer.judgement(Verdict.WRONG, Sort.CLAIM, [Row("d1", "s1")])
        writer.commit([], {}, judgements=[first])
    with (archive.folder / "judgements.jsonl").open("ab") as file:
        file.write(b'{"commit": 3, "id": "J1", "verdi')
    archive = Archive(archive.folder)
    assert archive.judgements() == (first,)
    with archive.writing() as writer:
        second = writer.judgement(Verdict.WRONG, Sort.CLAIM, [Row("d1", "s2")])
        writer.commit([], {}, judgements=[second])
    assert Archive(archive.folder).judgements() == (first, second)


def test_making_a_record_can_be_stopped_at_any_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for point in range(6):
        folder = tmp_path / str(point)
        with stopped(monkeypatch, point, Killed(), late=False), pytest.raises(Killed):
            Archive.create(folder)
        with Archive.create(folder).writing() as writer:
            put(writer, [1])
        assert held(Archive(folder)) == by_key([1])
