"""The user's judgements: what they say of which rows, and that they can be taken back."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest
from sample_view import Sample, sample

from onrecord import cli
from onrecord.ask.judging import judge, judgements, undo
from onrecord.errors import UsageError
from onrecord.merge import index
from onrecord.merge import view as merged
from onrecord.merged import Row, Sort
from onrecord.store import Archive, Verdict

CAUGHT_UP: list[int] = []


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Sample]:
    """A folder that judgements are written to, and the view on which they are made."""
    made, folder = sample(), tmp_path / "record"
    Archive.create(folder)
    CAUGHT_UP.clear()

    @contextmanager
    def opened(archive: Archive) -> Iterator[SimpleNamespace]:
        yield SimpleNamespace(catch_up=lambda: CAUGHT_UP.append(archive.number))

    monkeypatch.setattr(index.Index, "open", opened)
    monkeypatch.setattr(merged.View, "open", lambda _folder: made.desk)
    return folder, made


def test_events_are_said_to_be_the_same(record: tuple[Path, Sample]) -> None:
    folder, s = record
    judged = judge(folder, s.desk, Verdict.SAME, [s.earlier, s.call])
    assert (judged.verdict, judged.sort, judged.holds) == (Verdict.SAME, Sort.EVENT, True)
    assert set(judged.rows) == {Row(s.older, "e1"), Row(s.wire, "e1"), Row(s.copy, "e1"), Row(s.moscow, "e1")}
    assert judgements(folder) == (judged,)
    assert CAUGHT_UP == [1]


def test_different_parts_one_row_from_the_rows_of_the_other(record: tuple[Path, Sample]) -> None:
    folder, s = record
    whole_and_part = judge(folder, s.desk, Verdict.DIFFERENT, [s.call, f"{s.moscow}#e1"])
    assert whole_and_part.rows[1:] == (Row(s.moscow, "e1"),)
    assert whole_and_part.rows[0] in {Row(s.wire, "e1"), Row(s.copy, "e1")}
    part_and_whole = judge(folder, s.desk, Verdict.DIFFERENT, ["mod-1#e1", s.call])
    assert part_and_whole.rows[0] == Row(s.moscow, "e1")
    assert set(part_and_whole.rows[1:]) == {Row(s.wire, "e1"), Row(s.copy, "e1")}
    two = judge(folder, s.desk, Verdict.DIFFERENT, [s.earlier, s.call])
    assert two.rows[0] == Row(s.older, "e1")
    assert len(two.rows) == 4


def test_each_sort(record: tuple[Path, Sample]) -> None:
    folder, s = record
    assert judge(folder, s.desk, Verdict.WRONG, ["wire-1#s2"]).sort is Sort.CLAIM
    assert judge(folder, s.desk, Verdict.WRONG, [s.accusation]).rows == (Row(s.wire, "s2"), Row(s.copy, "s2"))
    actors = [a.id for a in s.desk.actors() if a.rows]
    assert judge(folder, s.desk, Verdict.SAME, actors[:2]).sort is Sort.ACTOR
    reports = judge(folder, s.desk, Verdict.SAME, ["wire-1", "mod-1"])
    assert (reports.sort, reports.rows) == (Sort.ECHO, (Row(s.wire, ""), Row(s.moscow, "")))


@pytest.mark.parametrize(
    ("verdict", "ids"),
    [
        (Verdict.SAME, ["call", "accusation"]), (Verdict.SAME, ["wire-1#e1", "wire-1#e1"]),
        (Verdict.DIFFERENT, ["wire-1#e1", "wire-1#e1"]), (Verdict.WRONG, ["wire-1"]), (Verdict.WRONG, ["wire-1#e9"]),
        (Verdict.WRONG, ["E0000000000"]), (Verdict.WRONG, ["nowhere"]),
    ],
)  # fmt: skip
def test_what_cannot_be_said(record: tuple[Path, Sample], verdict: Verdict, ids: list[str]) -> None:
    folder, s = record
    known = {"call": s.call, "accusation": s.accusation}
    with pytest.raises(UsageError):
        judge(folder, s.desk, verdict, [known.get(i, i) for i in ids])
    assert judgements(folder) == ()


def test_a_judgement_is_taken_back_once(record: tuple[Path, Sample]) -> None:
    folder, s = record
    first = judge(folder, s.desk, Verdict.WRONG, [s.call])
    again = judge(folder, s.desk, Verdict.WRONG, [s.call])
    assert first.id != again.id
    assert not undo(folder, first.id).holds
    assert [(j.id, j.holds) for j in judgements(folder)] == [(first.id, False), (again.id, True)]
    assert CAUGHT_UP == [1, 2, 3]
    with pytest.raises(UsageError, match="no judgement that holds"):
        undo(folder, first.id)


def test_the_command(record: tuple[Path, Sample], capsys: pytest.CaptureFixture[str]) -> None:
    folder, s = record
    assert cli.main(["judge", str(folder), "list"]) == 0
    assert "No judgement" in capsys.readouterr().out
    assert cli.main(["judge", str(folder), "same", s.earlier, s.call]) == 0
    out, err = capsys.readouterr()
    assert out == ""
    id_ = judgements(folder)[0].id
    assert err.splitlines() == [
        f"judged same; to take it back: onrecord judge {folder} undo {id_}",
        f"snapshot {Archive(folder).snapshot[:12]}",
    ]
    assert cli.main(["judge", str(folder), "list", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["snapshot"] == Archive(folder).snapshot
    listed = answer["rows"]
    assert [(j["id"], j["verdict"], j["holds"], len(j["rows"])) for j in listed] == [(id_, "same", True, 4)]
    assert cli.main(["judge", str(folder), "undo", id_]) == 0
    capsys.readouterr()
    assert cli.main(["judge", str(folder), "list"]) == 0
    assert "(taken back)" in capsys.readouterr().out
    assert cli.main(["judge", str(folder), "same", "wire-1", "mod-1"]) == 0
    assert cli.main(["judge", str(folder), "list"]) == 0
    out = capsys.readouterr().out
    assert "report" in out
    assert "echo" not in out


@pytest.mark.parametrize(
    "words", [["same", "one"], ["different", "a", "b", "c"], ["wrong"], ["undo"], ["list", "x"], ["undo", "J0"]]
)
def test_wrong_use(record: tuple[Path, Sample], words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["judge", str(record[0]), *words]) == 2
    assert capsys.readouterr().out == ""
