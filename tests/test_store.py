"""The store: what is written comes back, once, in the snapshot it belongs to."""

import dataclasses
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stored import by_key, entries, entry, filled, held, put, raw, report

from onrecord.errors import InputError, UsageError
from onrecord.merged import Row, Sort
from onrecord.record import Actor, Document, Event, Figure, Record, Span, Statement
from onrecord.store import Archive, Entry, Failure, Verdict, document_key, input_hash, manifest

INTEGERS = st.integers(-(2**63), 2**63 - 1)
SPANS = st.builds(Span, INTEGERS, INTEGERS)
MENTIONS = st.lists(SPANS, max_size=2).map(tuple)
FIGURES = st.lists(st.builds(Figure, st.text(), st.none() | INTEGERS, st.none() | INTEGERS), max_size=2).map(tuple)


def some(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(strategy, max_size=3).map(tuple)


RECORDS = st.builds(
    Record,
    document=st.from_type(Document),
    actors=some(st.builds(Actor, mentions=MENTIONS)),
    events=some(st.builds(Event, mentions=MENTIONS, figures=FIGURES)),
    statements=some(st.builds(Statement, cue=st.none() | SPANS, content=st.none() | SPANS)),
)


@given(RECORDS)
def test_a_record_comes_back_from_json(record: Record) -> None:
    assert Record.from_json(json.loads(json.dumps(record.as_json()))) == record


@pytest.mark.parametrize("damage", [{"document": {}}, {"actors": None}, {"events": [{"id": "e1"}]}])
def test_what_is_no_record_is_refused(damage: dict[str, object]) -> None:
    with pytest.raises((ValueError, KeyError, TypeError)):
        Record.from_json(report(1).as_json() | damage)


@settings(max_examples=12, deadline=None)
@given(st.lists(RECORDS, max_size=5, unique_by=lambda r: document_key(r.document)), st.binary())
def test_any_records_come_back_as_they_were(
    tmp_path_factory: pytest.TempPathFactory, records: list[Record], data: bytes
) -> None:
    folder = tmp_path_factory.mktemp("any") / "record"
    written = [Entry(document_key(r.document), input_hash(data, str(n)), "a\x00b", r) for n, r in enumerate(records)]
    with Archive.create(folder).writing() as writer:
        writer.commit(written, {e.input: data for e in written})
    archive = Archive(folder)
    assert held(archive) == sorted(written, key=lambda e: e.key)
    assert all(archive.entry(e.key) == e and archive.raw(e.key) == data for e in written)


def test_keys_tell_reports_apart() -> None:
    document = report(1).document
    changes: dict[str, Any] = {
        "id": "x",
        "url": "https://a.example/",
        "outlet": None,
        "published": None,
        "title": None,
        "text": "x",
    }
    keys = {document_key(dataclasses.replace(document, **{name: value})) for name, value in changes.items()}
    assert len(keys | {document_key(document)}) == 7
    assert document_key(dataclasses.replace(document, warnings=(), published_from=None)) == document_key(document)
    assert len({input_hash(b"a"), input_hash(b"b"), input_hash(b"a", "b"), input_hash(b"a", None, "b")}) == 4


def test_commits_are_replayed_in_order(tmp_path: Path) -> None:
    archive = filled(tmp_path / "r", range(5), range(5, 7), range(7, 20))
    for known in (archive, Archive(tmp_path / "r")):
        commits = list(known.commits())
        assert [c.number for c in commits] == [1, 2, 3]
        assert [c.snapshot for c in commits] == list(known.snapshots)
        assert [list(c.entries) for c in commits] == [by_key(range(5)), by_key(range(5, 7)), by_key(range(7, 20))]
        assert list(known.commits(after=2)) == commits[2:]
        assert list(known.commits(after=3)) == []
        assert (known.number, known.snapshot) == (3, commits[-1].snapshot)


def test_what_is_there_is_not_added_again(tmp_path: Path) -> None:
    archive = filled(tmp_path / "r", range(5))
    before = archive.snapshot
    with archive.writing() as writer:
        commit = put(writer, range(5))
    assert (commit.entries, commit.number, archive.snapshot) == ((), 1, before)
    with archive.writing() as writer:
        assert list(put(writer, [4, 5, 5]).entries) == entries([5])
    assert held(archive) == by_key(range(6))


def test_a_report_from_a_second_input_stands_once(tmp_path: Path) -> None:
    archive = filled(tmp_path / "r", [1])
    first = entries([1])[0]
    second = Entry(first.key, input_hash(b"other"), "elsewhere", Record(first.record.document))
    with archive.writing() as writer:
        assert second.input not in writer.inputs
        assert writer.commit([second], {second.input: b"other"}).entries == ()
    with archive.writing() as writer:
        assert writer.inputs == {first.input, second.input}
    assert held(archive) == [first]
    assert archive.raw(first.key) == raw(first.record)


def test_of_two_inputs_in_one_commit_the_first_counts(tmp_path: Path) -> None:
    first = entries([1])[0]
    second = Entry(first.key, input_hash(b"other"), "elsewhere", Record(first.record.document))
    archive = Archive.create(tmp_path / "r")
    with archive.writing() as writer:
        writer.commit([first, second], {})
    assert held(archive) == [first]


def test_large_and_odd_bytes_are_kept(tmp_path: Path) -> None:
    data = bytes(range(256)) * 90_000
    given = entry(report(1))
    archive = Archive.create(tmp_path / "r")
    with archive.writing() as writer:
        writer.commit([given], {given.input: data})
    assert archive.raw(given.key) == data
    assert archive.raw("d0") is None
    assert archive.entry("d0") is None


def test_failures_are_kept_once(tmp_path: Path) -> None:
    archive = Archive.create(tmp_path / "r")
    failures = [Failure("b", "the file is empty", "give another"), Failure("a", "no", "")]
    with archive.writing() as writer:
        writer.commit([], {}, failures * 2)
        writer.commit([], {}, [*failures, Failure("a", "not that either", "")])
        assert archive.number == 2
        writer.commit([], {}, failures)
        assert archive.number == 2
    with Archive(tmp_path / "r").writing() as writer:
        assert writer.commit([], {}, failures).number == 2
    assert archive.failures() == (failures[1], Failure("a", "not that either", ""), failures[0])


def test_judgements_are_kept_in_order(tmp_path: Path) -> None:
    archive = filled(tmp_path / "r", range(3))
    rows = [Row("d1", "e1"), Row("d2", "")]
    with archive.writing() as writer:
        first = writer.judgement(Verdict.SAME, Sort.EVENT, rows)
        writer.commit([], {}, judgements=[first])
        undo = writer.judgement(Verdict.UNDO, Sort.EVENT, [], undoes=first.id)
        again = writer.judgement(Verdict.SAME, Sort.EVENT, rows)
        writer.commit(entries([8]), {}, judgements=[undo, again])
    assert len({first.id, undo.id, again.id}) == 3
    archive = Archive(tmp_path / "r")
    assert archive.judgements() == (first, undo, again)
    assert [c.judgements for c in archive.commits()] == [(), (first,), (undo, again)]
    assert list(archive.commits())[2].entries == tuple(entries([8]))


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in "ab":
        filled(tmp_path / name, range(9), range(9, 30))
    files = [sorted(p.relative_to(tmp_path / n) for p in (tmp_path / n).rglob("*")) for n in "ab"]
    assert files[0] == files[1]
    assert all((tmp_path / "a" / f).read_bytes() == (tmp_path / "b" / f).read_bytes() for f in files[0] if f.suffix)


# ---- snapshots and gathering


def test_many_commits_are_gathered_into_few_files(tmp_path: Path) -> None:
    archive = filled(tmp_path / "r", *([n] for n in range(70)))
    segments = archive.manifest.of("documents")
    assert [(s.level, s.first, s.last, s.rows) for s in segments] == [
        (2, 1, 64, 64), *((0, n, n, 1) for n in range(65, 71)),
    ]  # fmt: skip
    assert held(archive) == by_key(range(70))
    assert [c.number for c in archive.commits() if list(c.entries) == entries([c.number - 1])] == list(range(1, 71))
    assert next(archive.commits(after=40)).entries == tuple(entries([40]))
    with archive.writing():  # which removes what was gathered
        named = {s.name for s in archive.manifest.segments}
        assert {p.name for p in (tmp_path / "r" / "segments").iterdir()} == named


def test_old_snapshots_can_still_be_told(tmp_path: Path) -> None:
    archive = filled(tmp_path / "r", *([n] for n in range(20)))
    assert len(set(archive.snapshots)) == 20
    assert [archive.number_of(s[:12]) for s in archive.snapshots] == list(range(1, 21))
    for wrong in ("", "zz", archive.snapshot + "0"):
        with pytest.raises(UsageError, match="no snapshot"):
            archive.number_of(wrong)
    first = next(d for d in "0123456789abcdef" if sum(s[0] == d for s in archive.snapshots) > 1)
    with pytest.raises(UsageError, match="several"):
        archive.number_of(first)


def test_an_open_record_does_not_change(tmp_path: Path) -> None:
    filled(tmp_path / "r", range(3))
    reader = Archive(tmp_path / "r")
    other = Archive(tmp_path / "r")
    with other.writing() as writer:
        writer.commit(entries([7]), {}, [Failure("a", "b", "")], [writer.judgement(Verdict.WRONG, Sort.CLAIM, [])])
    assert (reader.number, other.number) == (1, 2)
    assert held(reader) == by_key(range(3))
    assert not reader.judgements()
    assert not reader.failures()
    with reader.writing():
        assert reader.number == 2  # a writer goes on from the latest
    assert held(reader) == by_key([0, 1, 2, 7])


# ---- folders


def test_no_record(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for folder in (tmp_path / "no", tmp_path, tmp_path / "file"):
        with pytest.raises(UsageError, match="is no record"):
            Archive(folder)


def test_a_record_is_made_only_where_nothing_else_is(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("x")
    with pytest.raises(UsageError, match=r"holds 'letter\.txt'"):
        Archive.create(tmp_path)
    with pytest.raises(UsageError, match="is a file"):
        Archive.create(tmp_path / "letter.txt")
    with pytest.raises(UsageError, match="cannot be written"):
        Archive.create(tmp_path / "letter.txt" / "r")
    (tmp_path / "empty").mkdir()
    assert Archive.create(tmp_path / "empty").number == Archive.create(tmp_path / "empty").number == 0
    assert list(Archive(tmp_path / "empty").commits()) == []


def test_a_record_without_its_manifest_is_not_made_anew(tmp_path: Path) -> None:
    filled(tmp_path / "r", range(3))
    (tmp_path / "r" / "manifest.json").unlink()
    with pytest.raises(UsageError, match="onrecord check"):
        Archive.create(tmp_path / "r")


def test_a_later_format_is_told_from_damage(tmp_path: Path) -> None:
    archive = filled(tmp_path / "r", range(3))
    manifest.save(archive.folder, dataclasses.replace(archive.manifest, format=2))
    with pytest.raises(InputError, match="newer version"):
        Archive(archive.folder)


def test_a_record_can_be_moved_and_copied(tmp_path: Path) -> None:
    filled(tmp_path / 'it\'s a "record"', range(3))
    shutil.move(tmp_path / 'it\'s a "record"', tmp_path / "[b]*")
    assert held(Archive(tmp_path / "[b]*")) == by_key(range(3))
    with Archive(tmp_path / "[b]*").writing() as writer:
        put(writer, [5])
    assert len(held(Archive(tmp_path / "[b]*"))) == 4
