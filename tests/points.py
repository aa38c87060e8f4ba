"""Points at which a process meets the disk: each write, fsync, rename and the like, before it, midway and after.

`points.c` does it, in whatever library the call is made; it takes Linux and a C compiler.
"""

import ctypes
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

_SOURCE = Path(__file__).with_suffix(".c")
COMPILER = shutil.which("cc") if sys.platform == "linux" else None
CHANGES = ("create", "write", "truncate", "fsync", "rename", "unlink", "mkdir")
"""The calls that change what is on the disk."""


class When(IntEnum):
    """Where in a call a process is killed; midway in a write, half of the bytes are written."""

    BEFORE = 0
    MIDWAY = 1
    AFTER = 2


@dataclass(frozen=True, slots=True, order=True)
class Point:
    """A call, and the files that it is made on, as a pattern of paths below a folder."""

    call: str
    files: str

    def __str__(self) -> str:
        return f"{self.call} {self.files}"

    @property
    def whens(self) -> list[When]:
        """Where in it a process can be killed."""
        return [when for when in When if when is not When.MIDWAY or self.call == "write"]


def environment(folder: Path) -> dict[str, str]:
    """What a process has to be started with so that `arm` works in it and in what it forks."""
    assert COMPILER
    library = folder / "points.so"
    subprocess.run([COMPILER, "-O1", "-shared", "-fPIC", "-o", str(library), str(_SOURCE)], check=True)  # noqa: S603
    return os.environ | {"LD_PRELOAD": str(library)}


def arm(folder: Path, point: Point, nth: int = 1, when: When = When.BEFORE, *, error: int = 0, into: int = -1) -> None:
    """From now on the nth call at a point kills this process; with `error`, it and all later ones fail with that.

    Every call on a file under the folder is written into the open file `into`.
    """
    words = (os.fsencode(folder), point.call.encode(), point.files.encode())
    ctypes.CDLL(None).points_arm(*words, ctypes.c_long(nth), int(when), error, into)


def logged(lines: Iterator[str]) -> Iterator[Point]:
    """The points of a log, in the order in which a process came by."""
    for line in lines:
        call, _, path = line.rstrip("\n").partition(" ")
        yield Point(call, re.sub(r"-\d+-\d+(?=\.)|-[0-9a-f]{16}(?=\.)", "-*", path))
