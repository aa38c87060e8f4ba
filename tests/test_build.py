"""Building: what is new is read once and committed, whatever the order, the parts and the number of runs."""

import gzip
import io
import json
import random
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest
from stored import held

import onrecord.build
from onrecord.build import Progress, Summary, build, count
from onrecord.errors import InputError, UsageError
from onrecord.record import Dates, Document, Event, EventType, Figure, Record, Span, Status
from onrecord.store import Archive

TEXT = "The harbour master of {} said on Tuesday that boat number {} was to be sold to the town for one crown."
TOWNS = ("Halden", "Tamsk", "Orlu", "Breda", "Quito")
FRENCH = "La ministre a téléphoné mardi à son homologue et lui a demandé de laisser rentrer les marins chez eux."


def text(number: int) -> str:
    return TEXT.format(TOWNS[number % 5], number)


def line(number: int) -> str:
    return json.dumps({"id": f"r{number}", "text": text(number), "published": "2024-04-03"}) + "\n"


def stub_record(document: Document) -> Record:
    """As a reader would: it depends on the document alone."""
    event = Event(
        "e1", EventType.CONSULT, None, (), (), None, None, Dates("2024-04-02", "2024-04-02"), None, Status.REPORTED,
        (Figure("boats", len(document.text), None),), None, (Span(0, 3),),
    )  # fmt: skip
    return Record(document, (), (event,) * (len(document.text) % 3))


class Stubs:
    """What stands for the reader and the merge, and what they were asked."""

    def __init__(self) -> None:
        self.read: list[str] = []
        self.merged: list[int] = []

    def read_many(self, documents: Iterator[Document], *_: object) -> Iterator[Record | InputError]:
        """Reads ahead, as processes do."""
        ahead = list[Document]()
        for document in documents:
            self.read.append(document.id)
            ahead.append(document)
            if len(ahead) > 5:
                yield self.result(ahead.pop(0))
        yield from map(self.result, ahead)

    def result(self, document: Document) -> Record | InputError:
        if "number 13 " in document.text:
            return InputError("reading failed: it is unlucky", where=document.id, advice="please report it")
        return stub_record(document)

    @contextmanager
    def merging(self, archive: Archive) -> Iterator[Callable[[], None]]:
        yield lambda: self.merged.append(archive.number)


@pytest.fixture(autouse=True)
def stubs(monkeypatch: pytest.MonkeyPatch) -> Stubs:
    stubs = Stubs()
    monkeypatch.setattr(onrecord.build, "read_many", stubs.read_many)
    monkeypatch.setattr(onrecord.build, "merging", stubs.merging)
    return stubs


def put(folder: Path, name: str, content: str | bytes) -> str:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(path)


def records(folder: Path) -> list[tuple[str, Record]]:
    return [(e.key, e.record) for e in held(Archive(folder))]


def counts(summary: Summary) -> tuple[int, int, int]:
    return summary.new, summary.known, len(summary.failures)


def test_each_report_is_kept_with_its_bytes(tmp_path: Path) -> None:
    lines = put(tmp_path, "in/b.jsonl", line(1) + "\n" + line(2))
    plain = put(tmp_path, "in/a.txt", text(3))
    packed = put(tmp_path, "c.txt.gz", gzip.compress(text(4).encode()))
    wide = put(tmp_path, "d.txt", text(5).encode("utf-16"))
    summary = build([str(tmp_path / "in"), packed, wide], tmp_path / "r")
    assert counts(summary) == (5, 0, 0)
    archive = Archive(tmp_path / "r")
    assert summary.snapshot == archive.snapshot
    found = {e.where: (archive.raw(e.key), e.record.document.text) for e in held(archive)}
    assert found == {
        plain: (text(3).encode(), text(3)),
        f"{lines}:1": (line(1).encode(), text(1)),
        f"{lines}:3": (line(2).encode(), text(2)),
        packed: (text(4).encode(), text(4)),
        wide: (text(5).encode("utf-16"), text(5)),
    }
    assert all(e.record == stub_record(e.record.document) for e in held(archive))


def test_a_second_run_adds_and_reads_nothing(tmp_path: Path, stubs: Stubs, monkeypatch: pytest.MonkeyPatch) -> None:
    source = put(tmp_path, "a.jsonl", "".join(map(line, range(20))) + line(3))
    first = build([source], tmp_path / "r")
    assert counts(first) == (19, 1, 1)
    before = (tmp_path / "r" / "manifest.json").read_bytes()
    read = len(stubs.read)
    put(tmp_path, "a.jsonl", "".join(map(line, range(20))).replace(line(13), ""))
    monkeypatch.setattr(onrecord.build, "finished", lambda *_: pytest.fail("what is known was cleaned again"))
    second = build([source], tmp_path / "r")
    assert counts(second) == (0, 19, 0)
    assert second.snapshot == first.snapshot
    assert (tmp_path / "r" / "manifest.json").read_bytes() == before
    assert len(stubs.read) == read


def test_new_reports_join_the_old(tmp_path: Path, stubs: Stubs) -> None:
    build([put(tmp_path, "a.jsonl", "".join(map(line, range(5))))], tmp_path / "r")
    summary = build([put(tmp_path, "a.jsonl", "".join(map(line, range(7))))], tmp_path / "r")
    assert counts(summary) == (2, 5, 0)
    assert stubs.read == [f"r{n}" for n in range(7)]


def test_what_the_user_says_of_a_report_makes_another_of_it(tmp_path: Path) -> None:
    source = put(tmp_path, "a.txt", text(1))
    assert counts(build([source], tmp_path / "r")) == (1, 0, 0)
    assert counts(build([source], tmp_path / "r", outlet="Gazette", published="2024-04-03")) == (1, 0, 0)
    assert counts(build([source], tmp_path / "r", outlet="Gazette", published="2024-04-03")) == (0, 1, 0)
    assert [r.document.outlet for _, r in records(tmp_path / "r")].count("Gazette") == 1


def test_parts_and_order_make_no_difference(tmp_path: Path) -> None:
    numbers = [n for n in range(40) if n != 13]
    shuffled = random.Random(5).sample(numbers, len(numbers))  # noqa: S311
    build([put(tmp_path, "whole.jsonl", "".join(map(line, numbers)))], tmp_path / "whole")
    build([put(tmp_path, "shuffled.jsonl", "".join(map(line, shuffled)))], tmp_path / "shuffled")
    for part in range(5):
        build([put(tmp_path, f"{part}.jsonl", "".join(map(line, shuffled[part::5])))], tmp_path / "parts")
    assert len(records(tmp_path / "whole")) == 39
    assert records(tmp_path / "whole") == records(tmp_path / "shuffled") == records(tmp_path / "parts")


def test_a_report_given_in_two_ways_stands_once(tmp_path: Path, stubs: Stubs) -> None:
    """Twice at once, again while it is being read, and again later."""
    copies = [json.dumps({"id": "r1", "text": text(1)}), json.dumps({"text": text(1), "id": "r1"})]
    source = put(tmp_path, "a.jsonl", "\n".join([*copies, *map(line, range(20, 30)), copies[0] + " "]))
    assert counts(build([source], tmp_path / "r")) == (11, 2, 0)
    later = put(tmp_path, "b.jsonl", "  " + copies[1])
    assert counts(build([later], tmp_path / "r")) == (0, 1, 0)
    assert stubs.read.count("r1") == 1
    before = Archive(tmp_path / "r").snapshot
    assert counts(build([source, later], tmp_path / "r")) == (0, 14, 0)
    assert Archive(tmp_path / "r").snapshot == before


def test_the_same_id_with_other_words_is_another_report(tmp_path: Path) -> None:
    lines = [json.dumps({"id": "x", "text": text(n)}) for n in (1, 2)]
    assert counts(build([put(tmp_path, "a.jsonl", "\n".join(lines))], tmp_path / "r")) == (2, 0, 0)


def test_failures_are_told_and_kept_once(tmp_path: Path) -> None:
    source = put(tmp_path, "in/a.jsonl", line(1) + "{\n" + line(13) + json.dumps({"text": FRENCH}) + "\n" + line(2))
    put(tmp_path, "in/empty.txt", "")
    inputs = [str(tmp_path / "in"), str(tmp_path / "no.txt")]
    for new in (2, 0):
        summary = build(inputs, tmp_path / "r")
        assert counts(summary) == (new, 2 - new, 5)
        assert {(f.where, f.what.split(":")[0]) for f in summary.failures} == {
            (f"{source}:2", "the line is cut off"),
            (f"{source}:3", "reading failed"),
            (f"{source}:4", "the report is in French (fr); Onrecord reads English only"),
            (str(tmp_path / "in/empty.txt"), "the file is empty"),
            (str(tmp_path / "no.txt"), "no such file"),
        }
        assert set(Archive(tmp_path / "r").failures()) == set(summary.failures)
    assert Archive(tmp_path / "r").number == 1


def test_each_input_of_a_report_that_cannot_be_read_fails(tmp_path: Path) -> None:
    source = put(tmp_path, "a.jsonl", line(13) + line(13).replace("{", "{ "))
    summary = build([source], tmp_path / "r")
    assert [f.where for f in summary.failures] == [f"{source}:1", f"{source}:2"]
    assert records(tmp_path / "r") == []


def test_a_number_too_large_costs_its_report_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def read_many(documents: Iterator[Document], *_: object) -> Iterator[Record | InputError]:
        for document in documents:
            record = stub_record(document)
            event = Event(
                "e1", EventType.AID, None, (), (), None, None, None, None, Status.REPORTED,
                (Figure("crowns", 1, 2**63),), None, (),
            )  # fmt: skip
            yield Record(document, (), (event,)) if document.id == "r1" else record

    monkeypatch.setattr(onrecord.build, "read_many", read_many)
    summary = build([put(tmp_path, "a.jsonl", line(1) + line(2))], tmp_path / "r")
    assert counts(summary) == (1, 0, 1)
    assert summary.failures[0].what == "a figure is too large"


def test_commits_come_every_so_many_reports(tmp_path: Path, stubs: Stubs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(onrecord.build, "_REPORTS", 8)
    build([put(tmp_path, "a.jsonl", "".join(map(line, range(20, 45))))], tmp_path / "r")
    assert [len(c.entries) for c in Archive(tmp_path / "r").commits()] == [8, 8, 8, 1]
    assert stubs.merged == [0, 1, 2, 3, 4]


def test_commits_come_after_so_many_bytes_and_after_a_while(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = put(tmp_path, "a.jsonl", "".join(map(line, range(20, 26))))
    with monkeypatch.context() as patch:
        patch.setattr(onrecord.build, "_BYTES", 2 * min(len(line(n)) for n in range(20, 26)))
        build([source], tmp_path / "r")
    assert [len(c.entries) for c in Archive(tmp_path / "r").commits()] == [2, 2, 2]
    clock = iter(range(0, 1000, 16))
    monkeypatch.setattr(time, "monotonic", lambda: float(next(clock)))
    build([source], tmp_path / "s")
    assert [len(c.entries) for c in Archive(tmp_path / "s").commits()] == [2, 2, 2]


def test_the_merge_catches_up_even_where_nothing_is_new(tmp_path: Path, stubs: Stubs) -> None:
    source = put(tmp_path, "a.txt", text(1))
    build([source], tmp_path / "r")
    stubs.merged.clear()
    build([source], tmp_path / "r")
    assert stubs.merged == [1]


def test_progress_counts_up_to_all(tmp_path: Path) -> None:
    source = put(tmp_path, "a.jsonl", "".join(map(line, range(10, 15))) + line(10) + "{\n")
    seen: list[Progress] = []
    build([source], tmp_path / "r", progress=seen.append)
    done = [p.new + p.known + p.failed for p in seen]
    assert done == sorted(done)
    assert seen[-1] == Progress(new=4, known=1, failed=2)
    assert count([source]) == 7
    assert count([source, "-"]) is count(["https://a.example/"]) is None


def test_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = io.BufferedReader(io.BytesIO((line(1) + line(2)).encode()))
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=content))
    assert counts(build(["-"], tmp_path / "r")) == (2, 0, 0)


def test_wrong_use(tmp_path: Path) -> None:
    source = put(tmp_path, "in/a.txt", text(1))
    with pytest.raises(UsageError, match="tomorrow"):
        build([source], tmp_path / "r", published="tomorrow")
    assert not (tmp_path / "r").exists()
    with pytest.raises(UsageError, match="is no record and holds"):
        build([source], tmp_path / "in")
    with pytest.raises(UsageError, match="lies within the input"):
        build([str(tmp_path / "in")], tmp_path / "in" / "r")
    build([source], tmp_path / "r")
    with Archive(tmp_path / "r").writing(), pytest.raises(UsageError, match="being written"):
        build([source], tmp_path / "r")


def test_a_build_that_is_stopped_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(onrecord.build, "_REPORTS", 8)
    source = put(tmp_path, "a.jsonl", "".join(map(line, range(20, 60))))

    def stop(progress: Progress) -> None:
        if progress.new == 21:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build([source], tmp_path / "r", progress=stop)
    assert len(records(tmp_path / "r")) == 16
    assert counts(build([source], tmp_path / "r")) == (24, 16, 0)
    build([source], tmp_path / "whole")
    assert records(tmp_path / "r") == records(tmp_path / "whole")
