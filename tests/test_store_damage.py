"""Damage: whatever byte changes, `check` finds it, says what it costs, and mends what can be mended."""

import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from stored import by_key, filled, held, put

import onrecord.check
from onrecord.check import Finding, check
from onrecord.errors import InputError, UsageError
from onrecord.merged import Row, Sort
from onrecord.store import Archive, Entry, Failure, Verdict
from onrecord.store.manifest import Manifest

SAMPLED = 12  # places in each file, besides its first and last byte


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record with three commits and something in every file."""
    archive = filled(tmp_path_factory.mktemp("sound") / "r", range(3), range(10, 14))
    with archive.writing() as writer:
        judged = writer.judgement(Verdict.WRONG, Sort.CLAIM, [Row("d1", "s1")])
        writer.commit([], {}, [Failure("b", "c", "d")], [judged])
    return archive.folder


@pytest.fixture
def copy(sound: Path, tmp_path: Path) -> Path:
    return shutil.copytree(sound, tmp_path / "r")


@pytest.fixture(autouse=True)
def derives(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is derived is a file with the number of the last commit."""

    @contextmanager
    def merging(archive: Archive) -> Iterator[Callable[[], None]]:
        archive.derived.mkdir(exist_ok=True)

        def merge() -> None:
            (archive.derived / "n").write_text(str(len(list(archive.commits()))))

        yield merge

    monkeypatch.setattr(onrecord.check, "merging", merging)


def flip(path: Path, at: int, bits: int = 1) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= bits
    path.write_bytes(data)


def places(path: Path) -> list[int]:
    size = path.stat().st_size
    return sorted({0, size - 1, *random.Random(path.name).choices(range(size), k=SAMPLED)})  # noqa: S311


def files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def keys(*numbers: int) -> set[str]:
    return {e.key for e in by_key(numbers)}


def reports(findings: list[Finding]) -> set[str]:
    return {words.split()[0] for finding in findings for words in finding.reports}


def test_a_sound_record(copy: Path) -> None:
    before = files(copy)
    assert check(copy, repair=False) == []
    assert files(copy) == before
    assert check(copy) == []
    assert files(copy) == before | {"derived/n": b"3"}


def test_what_is_derived_is_made_anew(copy: Path) -> None:
    (copy / "derived").mkdir()
    (copy / "derived" / "n").write_bytes(b"7")
    (copy / "derived" / "other").write_bytes(b"8")
    assert check(copy, repair=False) == []
    assert (copy / "derived" / "other").exists()
    assert check(copy) == []
    assert [(p.name, p.read_bytes()) for p in (copy / "derived").iterdir()] == [("n", b"3")]


@pytest.mark.parametrize("table", ["raw", "inputs", "documents", "actors", "events", "statements"])
def test_any_byte_of_a_segment(copy: Path, table: str) -> None:
    first, second = (copy / "segments" / s.name for s in Archive(copy).manifest.of(table))
    numbers = {first: keys(0, 1, 2), second: keys(10, 11, 12, 13)}
    for path in (first, second):
        whole = path.read_bytes()
        for place in places(path):
            flip(path, place, 1 << place % 8)
            (finding,) = check(copy, repair=False)
            assert (finding.where, finding.mended) == (path, False)
            assert finding.what.startswith("the file is damaged; lost: ")
            assert reports([finding]) == numbers[path]
            path.write_bytes(whole)
    assert check(copy, repair=False) == []


def test_reports_are_named_with_where_they_are_from(copy: Path) -> None:
    flip(copy / "segments" / Archive(copy).manifest.of("events")[0].name, 30)
    (finding,) = check(copy)
    assert finding.reports == tuple(f"{e.key} in/{e.record.document.id}" for e in by_key(range(3)))


def test_what_is_derived_stays_where_something_is_lost(copy: Path) -> None:
    (copy / "derived").mkdir()
    (copy / "derived" / "n").write_bytes(b"7")
    flip(copy / "segments" / Archive(copy).manifest.of("events")[0].name, 30)
    assert len(check(copy)) == 1
    assert (copy / "derived" / "n").read_bytes() == b"7"


def test_the_list_of_failures(copy: Path) -> None:
    (segment,) = Archive(copy).manifest.of("failures")
    flip(copy / "segments" / segment.name, 30)
    (finding,) = check(copy)
    assert (finding.what, finding.reports) == ("the file is damaged; lost: the list of inputs that failed", ())


def test_missing_cut_and_longer_files(copy: Path) -> None:
    events, actors, raws = (
        copy / "segments" / Archive(copy).manifest.of(t)[0].name for t in ("events", "actors", "raw")
    )
    events.unlink()
    actors.write_bytes(actors.read_bytes()[:-1])
    raws.write_bytes(raws.read_bytes() + b"\n")
    found = {finding.where: finding.what for finding in check(copy)}
    assert {path: what.split(";")[0] for path, what in found.items()} == {
        events: "the file is missing",
        actors: "the file is damaged",
        raws: "the file is damaged",
    }


def test_where_inputs_and_documents_are_both_lost_the_rest_is_still_named(copy: Path) -> None:
    first = {s.table: copy / "segments" / s.name for s in reversed(Archive(copy).manifest.segments)}
    flip(first["inputs"], 40)
    flip(first["documents"], 40)
    findings = check(copy)
    assert reports(findings) == set()
    assert all("lost: " in finding.what for finding in findings)
    assert held_from(copy, after=1) == by_key(range(10, 14))


def held_from(folder: Path, after: int) -> list[Entry]:
    return sorted((e for c in Archive(folder).commits(after) for e in c.entries), key=lambda e: e.key)


def test_any_byte_of_the_manifest_and_of_its_copy(copy: Path) -> None:
    before = files(copy)
    for name in ("manifest.json", "manifest.copy.json"):
        path = copy / name
        places_in_it = [*places(path), *range(0, path.stat().st_size, 37)]
        for place in places_in_it:
            for bits in (1, 32):  # 32 makes capitals of letters, which are the same in a hash or JSON to some
                flip(path, place, bits)
                if name == "manifest.json":
                    with pytest.raises(InputError, match="manifest is damaged; run `onrecord check`"):
                        Archive(copy)
                (finding,) = check(copy, repair=False)
                assert (finding.where, finding.mended, finding.reports) == (path, False, ())
                assert finding.what.endswith("nothing is lost")
                path.write_bytes(before[name])
        flip(path, path.stat().st_size // 2)
        (finding,) = check(copy)
        assert (finding.where, finding.mended) == (path, True)
        assert files(copy) == before | {"derived/n": b"3"}
        shutil.rmtree(copy / "derived")


def test_a_manifest_that_is_gone_is_mended(copy: Path) -> None:
    before = (copy / "manifest.json").read_bytes()
    (copy / "manifest.json").unlink()
    assert [finding.mended for finding in check(copy)] == [True]
    assert (copy / "manifest.json").read_bytes() == before


def test_without_both_manifests_the_reports_that_were_there_are_named(copy: Path) -> None:
    for name in ("manifest.json", "manifest.copy.json"):
        flip(copy / name, 50)
    (finding,) = check(copy)
    assert not finding.mended
    assert reports([finding]) == keys(0, 1, 2, 10, 11, 12, 13)


def test_a_manifest_is_mended_after_a_stopped_commit(copy: Path) -> None:
    """The copy is written first, so it may be one commit ahead, of which all is there."""
    before = (copy / "manifest.json").read_bytes()
    with Archive(copy).writing() as writer:
        put(writer, [20])
    (copy / "manifest.json").write_bytes(before)
    assert check(copy, repair=False) == []
    flip(copy / "manifest.json", 70)
    assert [finding.mended for finding in check(copy)] == [True]
    assert held(Archive(copy)) == by_key([0, 1, 2, 10, 11, 12, 13, 20])


def test_the_copy_never_names_what_is_removed(copy: Path) -> None:
    before = (copy / "manifest.json").read_bytes()
    with Archive(copy).writing() as writer:
        put(writer, [20])
    (copy / "manifest.json").write_bytes(before)
    with Archive(copy).writing():  # removes what the stopped commit has left
        assert (copy / "manifest.copy.json").read_bytes() == before


def test_any_byte_of_the_judgements(copy: Path) -> None:
    path = copy / "judgements.jsonl"
    whole = path.read_bytes()
    for place in places(path):
        flip(path, place)
        (finding,) = check(copy, repair=False)
        assert (finding.where, finding.what) == (path, "the file is damaged; lost: the judgements, or some of them")
        with pytest.raises(InputError, match="judgements are damaged"):
            Archive(copy).judgements()
        path.write_bytes(whole)
    path.write_bytes(whole + b"a torn tail")
    assert check(copy, repair=False) == []
    path.unlink()
    assert len(check(copy)) == 1


def test_reading_what_is_damaged_is_told(copy: Path) -> None:
    for table in ("documents", "statements"):
        path = copy / "segments" / Archive(copy).manifest.of(table)[0].name
        whole = path.read_bytes()
        path.write_bytes(whole[: len(whole) // 2])
        with pytest.raises(InputError, match=r"a segment is damaged; run `onrecord check`"):
            list(Archive(copy).commits())
        path.write_bytes(whole)


def test_damage_that_can_be_read_goes_no_further(copy: Path) -> None:
    """It is neither replayed nor gathered into another file, where it would have a hash of its own."""
    (segment, *_) = Archive(copy).manifest.of("documents")
    path = copy / "segments" / segment.name
    flip(path, 6, 1)
    with Archive(copy).writing() as writer:
        for number in range(100, 116):
            put(writer, [number])
    (finding,) = check(copy, repair=False)
    assert (finding.where, reports([finding])) == (path, keys(0, 1, 2))
    with pytest.raises(InputError, match="a segment is damaged"):
        list(Archive(copy).commits())
    assert held_from(copy, after=1) == by_key([10, 11, 12, 13, *range(100, 116)])


def test_no_record(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "no"):
        with pytest.raises(UsageError, match="is no record"):
            check(folder)


def test_mending_waits_for_no_writer(copy: Path) -> None:
    with Archive(copy).writing():
        with pytest.raises(UsageError, match="being written"):
            check(copy)
        assert check(copy, repair=False) == []


def test_a_check_that_a_writer_overtakes_begins_again(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the writer has gathered and removed meanwhile is not missing."""
    begun = Archive(copy).manifest
    with Archive(copy).writing() as writer:
        for n in range(100, 148, 6):
            put(writer, range(n, n + 6))
    with Archive(copy).writing():
        pass
    real, loads = onrecord.check._parsed, []

    def late(path: Path) -> Manifest | None:
        loads.append(path)
        return begun if len(loads) <= 2 else real(path)

    monkeypatch.setattr(onrecord.check, "_parsed", late)
    assert check(copy, repair=False) == []
    assert len(loads) > 2
