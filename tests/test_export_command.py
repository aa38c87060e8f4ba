"""`onrecord export`."""

import errno
import json
import os
from pathlib import Path

import pytest
from export_desk import Story, story

from onrecord import cli
from onrecord.export.tables import TABLES, Level
from onrecord.merge.view import View


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Story:
    """A story in place of the record in any folder, whose snapshots are all the same."""
    made = story()
    monkeypatch.setattr(View, "open", lambda *_: made.desk)
    return made


def run(*words: str) -> int:
    return cli.main(["export", "RECORD", *words])


@pytest.mark.parametrize("form", ["json", "ftm", "polecat", "atom"])
def test_a_file_has_what_is_printed(told: Story, form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--format", form) == 0
    printed = capsys.readouterr().out
    assert told.call.id in printed
    assert run("--format", form, "--to", str(tmp_path / "out")) == 0
    assert (tmp_path / "out").read_text(encoding="utf-8") == printed
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert capsys.readouterr().out == ""


@pytest.mark.usefixtures("told")
def test_json_is_one_object(capsys: pytest.CaptureFixture[str]) -> None:
    run("--format", "json")
    assert list(json.loads(capsys.readouterr().out)) == ["documents", "events", "claims", "actors"]


@pytest.mark.usefixtures("told")
def test_what_is_left_out_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    run("--format", "polecat")
    assert capsys.readouterr().err.startswith("onrecord: 1 left out")


@pytest.mark.parametrize(("level", "given"), [(Level.EVENT, []), (Level.REPORT, ["--level", "report"])])
@pytest.mark.parametrize("form", ["csv", "parquet"])
@pytest.mark.usefixtures("told")
def test_a_folder(form: str, level: Level, given: list[str], tmp_path: Path) -> None:
    assert run("--format", form, "--to", str(tmp_path), *given) == 0
    assert {p.stem for p in tmp_path.glob(f"*.{form}")} == set(TABLES[level])


def test_feed_of_a_question(told: Story, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--format", "atom", "--between", "PRT", "MAR") == 0
    feed = capsys.readouterr().out
    assert told.call.id in feed
    assert told.silence.id not in feed
    assert run("--format", "atom", "--speaker", "Ana Ferreira", "--about", "port") == 0
    feed = capsys.readouterr().out
    assert told.claim.id in feed
    assert told.call.id not in feed


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--format", "csv"], "--to FOLDER"),
        (["--format", "json", "--level", "event"], "--level is for csv and parquet"),
        (["--format", "ftm", "--between", "PRT", "MAR"], "--between is for atom"),
        (["--format", "json", "--to", "/dev/null/x"], "/dev/null/x cannot be written: "),
        (["--format", "csv", "--to", "/dev/null/x"], "/dev/null/x cannot be written: "),
        (["--format", "atom", "--speaker", "Zebulon Quux"], "Zebulon Quux"),
    ],
)
@pytest.mark.usefixtures("told")
def test_wrong_use(words: list[str], says: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*words) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert says in err


def test_a_failed_export_leaves_the_older_file(
    told: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "out").write_text("older")

    def broken() -> None:
        raise RuntimeError

    monkeypatch.setattr(told.desk, "actors", broken)
    assert run("--format", "json", "--to", str(tmp_path / "out")) == 1
    assert (tmp_path / "out").read_text() == "older"
    assert len(list(tmp_path.iterdir())) == 1
    assert "should not have happened" in capsys.readouterr().err


@pytest.mark.parametrize("form", ["json", "csv", "parquet"])
def test_a_full_disk_is_the_disks_fault(
    told: Story, form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full() -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(told.desk, "actors", full)
    monkeypatch.setattr(told.desk, "events", full)
    assert run("--format", form, "--to", str(tmp_path / "out")) == 1
    assert capsys.readouterr().err == (
        f"onrecord: {tmp_path / 'out'}: cannot be written: No space left on device; "
        "what was committed before is safe; mend this and run again\n"
    )


def test_no_record(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["export", str(tmp_path / "none"), "--format", "json"]) == 2
    assert "none" in capsys.readouterr().err
