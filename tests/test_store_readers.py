"""One writer, many readers: a second writer is refused at once, and readers neither wait nor lose anything."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest
from stored import by_key, filled, held, put

from onrecord.errors import InputError, UsageError
from onrecord.store import Archive


def test_a_second_writer_is_refused_at_once(tmp_path: Path) -> None:
    archive = filled(tmp_path / "r", [1])
    with archive.writing() as writer:
        with pytest.raises(UsageError, match="being written by another process"), Archive(archive.folder).writing():
            pass
        code = (
            "import sys\nfrom pathlib import Path\nfrom onrecord.store import Archive\n"
            "with Archive(Path(sys.argv[1])).writing(): pass"
        )
        command = [sys.executable, "-c", code, str(archive.folder)]
        other = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)  # noqa: S603
        assert "BusyError" in other.stderr
        assert held(Archive(archive.folder)) == by_key([1])  # which reads, and lets go of no lock
        with pytest.raises(UsageError), Archive(archive.folder).writing():
            pass
        put(writer, [2])
    with Archive(archive.folder).writing() as writer:
        put(writer, [3])
    assert held(Archive(archive.folder)) == by_key([1, 2, 3])


def test_a_writer_that_fails_lets_go(tmp_path: Path) -> None:
    archive = filled(tmp_path / "r", [1])
    with pytest.raises(ZeroDivisionError), archive.writing():
        _ = 1 / 0
    with archive.writing() as writer:
        put(writer, [2])


def gathered_under(archive: Archive) -> None:
    """Have all that the record was made of be gathered, and what it was made of removed."""
    before = {s.name for s in archive.manifest.segments}
    with Archive(archive.folder).writing() as writer:
        for n in range(100, 148, 6):
            put(writer, range(n, n + 6))
    with Archive(archive.folder).writing():
        pass
    assert not before & {p.name for p in (archive.folder / "segments").iterdir()}


def test_readers_survive_gathering(tmp_path: Path) -> None:
    reader = filled(tmp_path / "r", [1], [2], [4])
    replay = reader.commits()
    first = next(replay)
    gathered_under(reader)
    assert [first, *replay] == list(reader.commits())
    assert held(reader) == by_key([1, 2, 4])  # and nothing of what came later


@pytest.mark.parametrize("ask", ["entry", "raw", "failures", "commits"])
def test_each_question_survives_gathering(tmp_path: Path, ask: str) -> None:
    reader = filled(tmp_path / "r", [1], [2], [4])
    key, later = by_key([2])[0].key, by_key([100])[0].key

    def answers() -> list[object]:
        return [reader.entry(key), reader.entry(later), reader.raw(key), reader.failures(), list(reader.commits())]

    expected = answers()
    gathered_under(reader)
    method = {"entry": lambda: reader.entry(key), "raw": lambda: reader.raw(key)}.get(
        ask, lambda: list(reader.commits())
    )
    assert method() in expected
    assert answers() == expected


def test_a_segment_that_is_lost_for_good_is_told(tmp_path: Path) -> None:
    archive = filled(tmp_path / "r", [1])
    for path in (archive.folder / "segments").glob("events-*"):
        path.unlink()
    with pytest.raises(InputError, match="a segment is missing; run `onrecord check`"):
        list(archive.commits())


def test_readers_go_on_while_a_writer_writes(tmp_path: Path) -> None:
    """A reader sees, at any moment, the first so many commits, whole."""
    archive = filled(tmp_path / "r", [0])
    problems: list[BaseException] = []

    def write() -> None:
        try:
            for start in range(1, 40, 4):
                with Archive(archive.folder).writing() as writer:
                    for number in range(start, start + 4):
                        put(writer, [number])
        except BaseException as error:
            problems.append(error)

    thread = threading.Thread(target=write)
    thread.start()
    seen = set()
    while thread.is_alive():
        reader = Archive(archive.folder)
        seen.add(reader.number)
        assert held(reader) == by_key(range(reader.number))
    thread.join()
    assert not problems
    assert len(seen) > 1
    assert held(Archive(archive.folder)) == by_key(range(41))
