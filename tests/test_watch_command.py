"""`onrecord watch`: what it says, where it says it, what it writes, and its exit codes."""

import argparse
import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from outlets import Outlets, Reply, outlets

import onrecord.build
from onrecord.cli import main
from onrecord.commands.watch import every
from onrecord.record import Record
from onrecord.store import Archive, files
from onrecord.watch import manners


@contextmanager
def merging(_: Archive) -> Iterator[Callable[[], None]]:
    yield lambda: None


@pytest.fixture
def stubs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(onrecord.build, "read_many", lambda documents, *_: map(Record, documents))
    monkeypatch.setattr(onrecord.build, "merging", merging)


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Outlets]:
    monkeypatch.setattr(manners, "Manners", partial(manners.Manners, pause=0.0))
    with outlets(monkeypatch) as found:
        yield found


def ran(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    code = main(["watch", *map(str, arguments)])
    return code, *capsys.readouterr()


@pytest.mark.usefixtures("stubs")
def test_a_line_says_what_is_new(site: Outlets, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record = tmp_path / "r"
    feeds = tmp_path / "feeds.txt"
    feeds.write_text(f"{site.sound('gazette', 1, 2)}\n{site.sound('herald', 3)}\n")
    words = (feeds, "--to", record, "--once", "--allow-private")
    code, out, err = ran(capsys, *words)
    snapshot = Archive(record).snapshot[:12]
    assert (code, err) == (0, "")
    assert out == f"3 new, 0 there already, 0 failed, 0 waiting; 2 of 2 feeds answered; snapshot {snapshot}\n"
    assert ran(capsys, *words) == (0, "0 new, 0 there already, 0 failed, 0 waiting; 2 of 2 feeds answered\n", "")


@pytest.mark.usefixtures("stubs")
def test_troubles_are_told(site: Outlets, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    missing = site.put("gazette", "/feed", Reply(b"", 404))
    feed = site.sound("herald", 3, 4)
    site.put("herald", "/boats/4", b"<html><body></body></html>")
    code, out, err = ran(capsys, missing, feed, "--to", tmp_path / "r", "--once", "--allow-private", "--json")
    assert code == 1
    trouble, failure = err.splitlines()
    assert trouble.startswith(f"onrecord: {missing}: the server answered 404 Not Found; ")
    assert failure.startswith(f"onrecord: http://{site.host('herald')}/boats/4: no report can be found on the page")
    told = json.loads(out)
    assert list(told) == ["new", "known", "waiting", "feeds", "answered", "troubles", "failures", "snapshot"]
    assert (told["new"], told["feeds"], told["answered"]) == (1, 2, 1)
    assert [t["where"] for t in told["troubles"]] == [missing]
    assert [f["where"] for f in told["failures"]] == [f"http://{site.host('herald')}/boats/4"]
    assert told["snapshot"] == Archive(tmp_path / "r").snapshot


@pytest.mark.usefixtures("stubs")
def test_what_is_not_public_is_refused(site: Outlets, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = ran(capsys, site.sound("gazette", 1), "--to", tmp_path / "r", "--once")
    assert (code, site.asked) == (1, [])
    assert "127.0.0.1 is not a public address (loopback)" in err
    assert out.endswith("0 of 1 feeds answered\n")


@pytest.mark.usefixtures("stubs")
def test_rounds_go_on_until_it_is_stopped(
    site: Outlets, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    record, slept = tmp_path / "r", list[float]()
    Archive.create(record)
    writing = Archive(record).writing()

    def sleep(seconds: float) -> None:
        if seconds < 60:
            return
        slept.append(seconds)
        if len(slept) == 1:
            writing.__exit__(None, None, None)
        if len(slept) == 3:
            raise KeyboardInterrupt

    monkeypatch.setattr(time, "sleep", sleep)
    writing.__enter__()
    code, out, err = ran(capsys, site.sound("gazette", 1), "--to", record, "--every", "2h", "--allow-private")
    assert code == 130
    assert "is being written by another process" in err
    assert [line.split(",")[0] for line in out.splitlines()] == ["1 new", "0 new"]
    assert all(7100 < seconds <= 7200 for seconds in slept)


def test_the_newest_contacts_as_a_feed(
    site: Outlets, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    report = (Path(__file__).parents[1] / "samples" / "paris-moscow-call.txt").read_bytes()
    feed = site.sound("gazette", 1)
    site.put("gazette", "/boats/1", report)
    atom = tmp_path / "new.xml"
    words = (feed, "--to", tmp_path / "r", "--once", "--allow-private", "--atom", atom, "--jobs", "1")
    assert ran(capsys, *words)[0] == 0
    written = atom.read_text(encoding="utf-8")
    assert "<title>Contact: Sébastien Lecornu, Sergei Shoigu" in written
    atom.write_text("mine")
    assert ran(capsys, *words)[0] == 0
    assert atom.read_text() == "mine"  # nothing is new
    atom.unlink()
    assert ran(capsys, *words)[0] == 0
    assert atom.read_text(encoding="utf-8") == written

    def full(_path: Path, _data: bytes) -> None:
        raise OSError(28, "No space left on device")

    atom.unlink()
    monkeypatch.setattr(files, "replace_file", full)
    code, _, err = ran(capsys, *words)
    assert code == 1
    assert f"{atom}: cannot be written: No space left on device; mend this" in err


@pytest.mark.usefixtures("stubs")
def test_wrong_use_is_2(site: Outlets, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "letter.txt").write_text("Dear sir")
    feed = site.sound("gazette", 1)
    for words, message in (
        ((tmp_path / "none.opml", "--to", tmp_path / "r"), "cannot be read"),
        ((feed, "--to", other), "is no record and holds 'letter.txt'"),
        ((feed, "--to", tmp_path / "r", "--atom", other / "none" / "new.xml"), "there is no such folder"),
    ):
        code, _, err = ran(capsys, *words, "--once")
        assert code == 2
        assert message in err
    assert site.asked == []


def test_times() -> None:
    assert [every(words) for words in ("60s", "15m", "2h", "1d")] == [60, 900, 7200, 86_400]
    for words in ("59s", "0m", "15", "m", "-5m", "1.5h", "1w", "15 m", "٣m"):
        with pytest.raises(argparse.ArgumentTypeError, match="15m, 2h or 1d"):
            every(words)
