"""Builds and watches on a disk that is full, fails or may not be written, each then done again on one that is well.

    python tests/faults.py FOLDER

prints for each fault how the command ended, what it said, and what is wrong with the record afterwards.
"""

import errno
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from killed import Desk, acknowledge, apart, exported, looked_at, prepared
from killing import build
from newswire import Author, Newsstand, stub
from points import Point, arm

FULL, ILL, READ_ONLY, FORBIDDEN = errno.ENOSPC, errno.EIO, errno.EROFS, errno.EACCES
BEFORE, AFTER, COMMIT = 8, 2, 4  # commits that the record has, and that are to be added; reports of each


@dataclass(frozen=True, slots=True)
class Fault:
    """What fails from the nth time on, in a record that is there or a `new` one, of a command that ends with `code`."""

    call: str
    files: str
    error: int
    nth: int = 1
    command: str = "build"
    new: bool = False
    code: int = 1

    def __str__(self) -> str:
        new = "new record, " if self.new else ""
        return f"{self.command}, {new}{self.call} {self.files} {errno.errorcode[self.error]}"


FAULTS = (
    Fault("create", "record/segments/.new-raw.jsonl", FULL),
    Fault("write", "record/segments/.new-documents.jsonl", FULL),
    Fault("write", "record/segments/.new-events-*.parquet", FULL),
    Fault("write", "record/segments/.new-raw-*.parquet", ILL, 2),
    Fault("fsync", "record/segments/.new-statements-*.parquet", ILL),
    Fault("rename", "record/segments/inputs-*.parquet", ILL, 2),
    Fault("fsync", "record/segments", ILL),
    Fault("create", "record/.new-manifest.copy.json", READ_ONLY),
    Fault("write", "record/.new-manifest.copy.json", FULL, 2),
    Fault("fsync", "record/.new-manifest.json", ILL),
    Fault("rename", "record/manifest.json", ILL, 2),
    Fault("fsync", "record", ILL, 3),
    Fault("unlink", "record/segments/*", READ_ONLY),
    Fault("create", "record/lock", READ_ONLY),
    Fault("open", "record/manifest.json", FORBIDDEN),
    Fault("read", "record/manifest.json", ILL),
    Fault("read", "record/segments/inputs-*.parquet", ILL),
    Fault("read", "record/segments/events-*.parquet", ILL),
    Fault("write", "record/derived/index.sqlite-wal", FULL),
    Fault("write", "record/derived/index.sqlite-wal", ILL, 20),
    Fault("read", "record/derived/index.sqlite", ILL, 3),
    Fault("create", "record/derived/index.sqlite*", READ_ONLY),
    Fault("open", "reports.jsonl", FORBIDDEN),
    Fault("read", "reports.jsonl", ILL, 2),
    Fault("mkdir", "record", FULL, new=True),
    Fault("mkdir", "record/segments", FORBIDDEN, new=True, code=2),
    Fault("mkdir", "record/derived", FULL, new=True),
    Fault("write", "record/.new-manifest.json", FULL, new=True),
    Fault("write", "record/derived/index.sqlite*", FULL, new=True),
    Fault("mkdir", "record/watch", READ_ONLY, command="watch", code=2),
    Fault("create", "record/watch/lock", FORBIDDEN, command="watch"),
    Fault("write", "record/watch/.new-state.json", FULL, command="watch"),
    Fault("fsync", "record/watch/.new-state.json", ILL, 2, command="watch"),
    Fault("rename", "record/watch/state.json", READ_ONLY, 2, command="watch"),
    Fault("rename", "record/manifest.json", FULL, 2, command="watch"),
)


class Trial:
    """A record that is copied for each fault, and what it becomes where there is none."""

    def __init__(self, folder: Path) -> None:
        author = Author(0)
        reports = [author.report(number) for number in range((BEFORE + AFTER) * COMMIT)]
        self._stand: Any = Newsstand(reports[BEFORE * COMMIT :])
        self._folder, self._ready = folder, folder / "ready"
        self._ready.mkdir()
        (self._ready / "acknowledged").touch()
        source = self._ready / "reports.jsonl"
        source.write_text("\n".join(map(json.dumps, reports[: BEFORE * COMMIT])), encoding="utf-8")
        assert Desk(folder, build(source), self._ready / "record").run() == 0
        source.write_text("\n".join(map(json.dumps, reports)), encoding="utf-8")
        self._well = {key: self._afterwards(*key) for key in {(f.command, f.new) for f in FAULTS}}

    def _afterwards(self, command: str, new: bool) -> tuple[int, str]:
        place = self._place("well", new=new)
        code, words = self.run(command, place)
        assert code == 0, words
        done: tuple[int, str] = tuple(apart(lambda: exported(place / "record")))
        return done

    def _place(self, name: str, *, new: bool) -> Path:
        place = self._folder / name
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(self._ready, place)
        if new:
            shutil.rmtree(place / "record")
            (place / "acknowledged").unlink()
        return place

    def run(self, command: str, place: Path, prepare: Callable[[], None] = lambda: None) -> tuple[int, str]:
        """The command's exit code, and what it said."""
        words = place / "said"
        what = [str(place / "reports.jsonl")] if command == "build" else [*self._stand.feeds, "--once"]
        number = os.fork()
        if number == 0:
            from onrecord import cli  # noqa: PLC0415
            from onrecord.watch import manners  # noqa: PLC0415

            said = os.open(words, os.O_CREAT | os.O_TRUNC | os.O_WRONLY)
            os.dup2(said, 1)
            os.dup2(said, 2)
            setattr(manners, "Manners", lambda **_: self._stand)  # noqa: B010
            acknowledge(place / "acknowledged")
            prepare()
            os._exit(cli.main([command, *what, "--to", str(place / "record")]))
        return os.waitstatus_to_exitcode(os.waitpid(number, 0)[1]), words.read_text(encoding="utf-8")

    def of(self, fault: Fault) -> dict[str, object]:
        """What comes of a fault."""
        place = self._place("faulty", new=fault.new)
        point = Point(fault.call, fault.files)
        code, words = self.run(fault.command, place, lambda: arm(place, point, fault.nth, error=fault.error))
        return self._told(str(fault), place, (fault.command, fault.new), (code, words))

    def of_small_disk(self) -> Iterator[dict[str, object]]:
        """What comes of a disk that is really full, where one can be made."""
        place = self._place("small", new=True)
        disk = place / "record"
        disk.mkdir()
        mount = ["mount", "-t", "tmpfs", "-o", "size=600k", "none", str(disk)]
        if subprocess.run(mount, check=False, capture_output=True).returncode:  # noqa: S603
            return
        try:
            ended = self.run("build", place)
            subprocess.run(["mount", "-o", "remount,size=64m", str(disk)], check=True)  # noqa: S603, S607
            yield self._told("build, a small disk", place, ("build", True), ended)
        finally:
            subprocess.run(["umount", str(disk)], check=True)  # noqa: S603, S607

    def _told(self, name: str, place: Path, key: tuple[str, bool], ended: tuple[int, str]) -> dict[str, object]:
        _, problem = apart(lambda: looked_at(place / "record"))
        again, words = self.run(key[0], place)
        if again:
            problem += f" the next run ended with {again}: {words}"
        elif tuple(apart(lambda: exported(place / "record"))) != self._well[key]:
            problem += " the export differs"
        return {"fault": name, "code": ended[0], "said": ended[1], "problem": problem}


def main(folder: Path) -> None:
    prepared(folder)
    stub(COMMIT)
    trial = Trial(folder.absolute())
    for fault in FAULTS:
        sys.stdout.write(json.dumps(trial.of(fault)) + "\n")
        sys.stdout.flush()
    for found in trial.of_small_disk():
        sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
