"""A record that is killed again and again while it is being written, and what is looked for in it each time."""

import hashlib
import io
import json
import os
import random
import shutil
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from importlib import import_module
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from points import COMPILER, environment

SEED = 3
Work = Callable[[Path], None]


@dataclass(slots=True)
class Tally:
    """What came of kills: how often at which point, after which commits, on how many records, and what went wrong."""

    killed: Counter[str] = field(default_factory=Counter)
    commits: set[int] = field(default_factory=set)
    records: int = 0
    documents: int = 0
    problems: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Alone:
    """A work that nothing stopped: documents, the hash of the export, its seconds, and those of doing it once more."""

    documents: int
    export: str
    seconds: float
    again: float


class Desk:
    """A work and the record that it is killed on."""

    def __init__(self, folder: Path, work: Work, record: Path | None = None) -> None:
        self._folder, self._work, self.tally = folder, work, Tally()
        self.chance = random.Random(SEED)  # noqa: S311
        self._record = record or self._new()

    @cached_property
    def alone(self) -> Alone:
        """What comes of the work where nothing stops it."""
        desk = Desk(self._folder, self._work)
        began = time.monotonic()
        assert desk.run() == 0
        built = time.monotonic()
        assert desk.run() == 0
        return Alone(*desk.exported(), built - began, time.monotonic() - built)

    def begin(self) -> None:
        """Have a new record."""
        shutil.rmtree(self._record.parent)
        self._record = self._new()

    def _new(self) -> Path:
        return Path(mkdtemp(dir=self._folder)) / "record"

    def run(self, prepare: Callable[[Path], None] = lambda _: None, seconds: float | None = None) -> int:
        """Work in a process of its own, killed after some seconds; how it ended, as `os.waitpid` has it."""
        number = os.fork()
        if number == 0:
            try:
                acknowledge(self._record.with_name("acknowledged"))
                prepare(self._record)
                self._work(self._record)
                os._exit(0)
            except BaseException as error:
                sys.stderr.write(f"{error!r}\n")
                os._exit(1)
        if seconds is not None:
            time.sleep(seconds)
            os.kill(number, signal.SIGKILL)
        return os.waitpid(number, 0)[1]

    def kill(self, name: str, prepare: Callable[[Path], None] = lambda _: None, seconds: float | None = None) -> bool:
        """Work until killed at what has this name, and look at what is there; False where it was not killed."""
        status = self.run(prepare, seconds)
        if not os.WIFSIGNALED(status):
            if status:
                self.tally.problems.append(f"{name}: the run ended with {status}")
            return False
        self.tally.killed[name] += 1
        number, problem = apart(lambda: looked_at(self._record))
        if problem:
            self.tally.problems.append(f"{name}, commit {number}: {problem}")
        self.tally.commits.add(number)
        return True

    def end(self, name: str) -> None:
        """Let the work come to its end, and compare."""
        status = self.run()
        if status:
            self.tally.problems.append(f"the run after {name} ended with {status}")
            return
        _, problem = apart(lambda: looked_at(self._record))
        if problem:
            self.tally.problems.append(f"at the end, after {name}: {problem}")
        if self.exported() != (self.alone.documents, self.alone.export):
            self.tally.problems.append(f"the export differs, after {name}")
        self.tally.records += 1
        self.tally.documents += self.alone.documents
        self.begin()

    def exported(self) -> tuple[int, str]:
        """How many documents the export has, and its hash."""
        documents, digest = apart(lambda: exported(self._record))
        return documents, digest


def apart(job: Callable[[], Any]) -> Any:
    """What a job gives in a process of its own, as what it loads would not survive a fork."""
    reading, writing = os.pipe()
    number = os.fork()
    if number == 0:
        try:
            with os.fdopen(writing, "w") as out:
                json.dump(job(), out)
            os._exit(0)
        finally:
            os._exit(1)
    os.close(writing)
    with os.fdopen(reading) as told:
        words = told.read()
    assert os.waitpid(number, 0)[1] == 0
    return json.loads(words)


def acknowledge(path: Path) -> None:
    """Write down what each commit of this process has added, once it has returned."""
    from onrecord.store import Writer  # noqa: PLC0415

    real = Writer.commit
    told = os.open(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY)

    def commit(*arguments: Any, **options: Any) -> Any:
        done = real(*arguments, **options)
        line = {"snapshot": done.snapshot, "keys": [entry.key for entry in done.entries]}
        os.write(told, json.dumps(line).encode() + b"\n")
        return done

    setattr(Writer, "commit", commit)  # noqa: B010


def looked_at(record: Path) -> tuple[int, str]:
    """How many commits a record has, and what is wrong with it."""
    from onrecord.errors import OnrecordError  # noqa: PLC0415
    from onrecord.store import Archive, manifest  # noqa: PLC0415

    path = record.with_name("acknowledged")
    lines = path.read_bytes().split(b"\n")[:-1] if path.exists() else []  # the last may be torn
    told = [json.loads(line) for line in lines]
    if not (record / manifest.NAME).exists():
        return 0, "the record is gone" if told else ""
    try:
        archive = Archive(record)
        held = Counter(row["key"] for row in archive.rows("documents", "key"))
    except OnrecordError as error:
        return -1, str(error)
    acknowledged = Counter(key for line in told for key in line["keys"])
    wrong = [
        ("lost", sum(not held[key] for key in acknowledged)),
        ("doubled", sum(n > 1 for n in held.values())),
        ("acknowledged twice", sum(n > 1 for n in acknowledged.values())),
        ("snapshots lost", len({line["snapshot"] for line in told} - {*archive.snapshots})),
    ]
    return archive.number, ", ".join(f"{n} {what}" for what, n in wrong if n)


def exported(record: Path) -> tuple[int, str]:
    """How many documents a record's export has, and its hash."""
    from onrecord.export.merged_json import write_json  # noqa: PLC0415
    from onrecord.merge.view import View  # noqa: PLC0415

    out = io.StringIO()
    view = View.open(record)
    write_json(view, out)
    words = out.getvalue()
    return len(json.loads(words)["documents"]), hashlib.sha256(words.encode()).hexdigest()


def prepared(folder: Path) -> None:
    """Have this program be one in which points can be armed and that has imported what it is going to fork."""
    if COMPILER and "LD_PRELOAD" not in os.environ:  # which a process has from its start or not at all
        folder.mkdir(exist_ok=True)
        os.execve(sys.executable, [sys.executable, *sys.argv], environment(folder))  # noqa: S606
    for name in ("duckdb", "onrecord.export.merged_json", "onrecord.merge.index", "onrecord.merge.view"):
        import_module(name)
