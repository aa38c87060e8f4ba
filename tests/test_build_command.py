"""`onrecord build` and `onrecord check`: what they say, where they say it, and their exit codes."""

import json
import os
import pty
import select
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from stored import held

import onrecord.build
import onrecord.check
from onrecord.cli import main
from onrecord.record import Record
from onrecord.store import Archive

SAMPLES = Path(__file__).parents[1] / "samples"
TEXT = "The harbour master of Halden said that boat number {} was to be sold to the town for one crown."


@contextmanager
def merging(_: Archive) -> Iterator[Callable[[], None]]:
    yield lambda: None


@pytest.fixture
def stubs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(onrecord.build, "read_many", lambda documents, *_: map(Record, documents))
    monkeypatch.setattr(onrecord.build, "merging", merging)
    monkeypatch.setattr(onrecord.check, "merging", merging)


@pytest.fixture
def source(tmp_path: Path) -> str:
    path = tmp_path / "a.jsonl"
    path.write_text("".join(json.dumps({"text": TEXT.format(n)}) + "\n" for n in range(3)))
    return str(path)


def ran(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(arguments)
    return code, *capsys.readouterr()


@pytest.mark.usefixtures("stubs")
def test_build_says_what_it_did(tmp_path: Path, source: str, capsys: pytest.CaptureFixture[str]) -> None:
    record = str(tmp_path / "r")
    code, out, err = ran(capsys, "build", source, "--to", record)
    short = Archive(tmp_path / "r").snapshot[:12]
    assert (code, out, err) == (0, "", f"3 new, 0 there already, 0 failed; snapshot {short}\n")
    code, out, err = ran(capsys, "build", source, source, "--to", record)
    assert (code, out, err) == (0, "", f"0 new, 6 there already, 0 failed; snapshot {short}\n")


@pytest.mark.usefixtures("stubs")
def test_build_tells_what_failed_and_why(tmp_path: Path, source: str, capsys: pytest.CaptureFixture[str]) -> None:
    missing = f"{source}x\x1b[2J"
    code, out, err = ran(capsys, "build", source, missing, "--to", str(tmp_path / "r"), "--json")
    first, last = err.splitlines()
    assert code == 1
    assert first.startswith(f"onrecord: {source}x")
    assert first.endswith(f"no such file; did you mean {source}?")
    assert "\x1b" not in err
    assert last.startswith("3 new, 0 there already, 1 failed; snapshot ")
    summary = json.loads(out)
    assert (summary["new"], summary["known"]) == (3, 0)
    assert [f["what"] for f in summary["failures"]] == ["no such file"]
    assert summary["snapshot"] == Archive(tmp_path / "r").snapshot


@pytest.mark.usefixtures("stubs")
def test_options_hold_for_all_reports(tmp_path: Path, source: str, capsys: pytest.CaptureFixture[str]) -> None:
    options = ("--published", "2024-04-03", "--outlet", "Gazette", "--jobs", "1")
    assert ran(capsys, "build", source, "--to", str(tmp_path / "r"), *options)[0] == 0
    documents = [e.record.document for e in held(Archive(tmp_path / "r"))]
    assert {(d.published, d.published_from, d.outlet) for d in documents} == {("2024-04-03", "user", "Gazette")}


@pytest.mark.usefixtures("stubs")
def test_wrong_use_is_2(tmp_path: Path, source: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert ran(capsys, "build", source, "--to", source)[::2] == (
        2,
        f"onrecord: {source} is a file; a record is a folder\n",
    )
    assert ran(capsys, "build", source, "--to", str(tmp_path / "r"), "--published", "soon")[0] == 2
    main(["build", source, "--to", str(tmp_path / "r")])
    with Archive(tmp_path / "r").writing():
        code, _, err = ran(capsys, "build", source, "--to", str(tmp_path / "r"))
    assert code == 2
    assert "is being written by another process" in err
    assert ran(capsys, "check", str(tmp_path))[0] == 2


@pytest.mark.usefixtures("stubs")
def test_check_says_what_is_lost(tmp_path: Path, source: str, capsys: pytest.CaptureFixture[str]) -> None:
    record = tmp_path / "r"
    main(["build", source, "--to", str(record)])
    capsys.readouterr()
    assert ran(capsys, "check", str(record)) == (0, "", "sound\n")
    (manifest,) = record.glob("manifest.json")
    manifest.write_bytes(manifest.read_bytes()[:-1])
    code, out, err = ran(capsys, "check", str(record), "--no-repair")
    assert (code, out) == (1, "")
    assert err.splitlines()[0] == f"{manifest}: the manifest is damaged; its copy is whole; nothing is lost"
    code, _, err = ran(capsys, "check", str(record))
    assert (code, err.splitlines()[1]) == (0, "sound again")
    (segment,) = record.glob("segments/documents-*")
    segment.write_bytes(b"PAR1")
    code, _, err = ran(capsys, "check", str(record))
    first, *lost, last = err.splitlines()
    assert (code, first) == (1, f"{segment}: the file is damaged; lost: these reports' texts")
    assert sorted(words.split()[1] for words in lost) == [f"{source}:{n}" for n in (1, 2, 3)]
    assert "building a new record" in last


def on_a_terminal(*command: str) -> str:
    """What a command shows where stderr is a terminal."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=theirs, env=os.environ | {"TERM": "xterm"})  # noqa: S603
    os.close(theirs)
    shown = b""
    while select.select([ours], [], [], 60)[0]:
        try:
            shown += os.read(ours, 1 << 16)
        except OSError:  # the other end is closed
            break
    os.close(ours)
    assert process.wait() == 0
    return shown.decode()


def test_progress_is_shown_on_a_terminal(tmp_path: Path, source: str) -> None:
    code = (
        "import sys, contextlib, onrecord.build, onrecord.cli, onrecord.record\n"
        "onrecord.build.read_many = lambda documents, *_: map(onrecord.record.Record, documents)\n"
        "onrecord.build.merging = lambda _: contextlib.nullcontext(lambda: None)\n"
        "sys.exit(onrecord.cli.main(sys.argv[1:]))"
    )
    shown = on_a_terminal(sys.executable, "-c", code, "build", source, "--to", str(tmp_path / "r"))
    assert "3/3" in shown
    assert "/s" in shown
    assert "3 new, 0 there already" in shown


def test_the_samples_are_built_for_real(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record = str(tmp_path / "r")
    code, out, _ = ran(capsys, "build", str(SAMPLES), "--to", record, "--jobs", "1", "--json")
    new = json.loads(out)["new"]
    assert (code, new >= 3) == (0, True)
    code, out, _ = ran(capsys, "build", str(SAMPLES), "--to", record, "--jobs", "1", "--json")
    assert (code, json.loads(out)["new"], json.loads(out)["known"]) == (0, 0, new)
    entries = held(Archive(tmp_path / "r"))
    assert sum(len(e.record.events) for e in entries) > len(entries)
    assert ran(capsys, "check", record) == (0, "", "sound\n")
