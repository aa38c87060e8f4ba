"""Running a command and watching its processes: time, memory, cores."""

import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from resource import RUSAGE_CHILDREN, getpagesize, getrusage
from threading import Event, Thread
from time import perf_counter

_EVERY = 0.02  # seconds between looks at the memory


@dataclass(frozen=True, slots=True)
class Watched:
    """`seconds` by the clock; `cores` kept busy on average; `peak` bytes resident in all processes at once.

    Memory that processes share is counted for each of them. Where there is no /proc, `peak` is 0.
    """

    output: bytes
    seconds: float
    cores: float
    peak: int


def watch(command: Sequence[str]) -> Watched:
    """Run a command that has to succeed."""
    peak, done, before = 0, Event(), _cpu()

    def look() -> None:
        nonlocal peak
        while not done.wait(_EVERY):
            peak = max(peak, _resident(process.pid))

    began = perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:  # noqa: S603 - our own commands
        looking = Thread(target=look)
        looking.start()
        output, _ = process.communicate()
        seconds = perf_counter() - began
        done.set()
        looking.join()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Watched(output, seconds, (_cpu() - before) / seconds, peak)


def _cpu() -> float:
    used = getrusage(RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _resident(pid: int) -> int:
    at = Path("/proc") / str(pid)
    try:
        own = int((at / "statm").read_text().split()[1]) * getpagesize()
        children = [child for task in at.glob("task/*/children") for child in task.read_text().split()]
    except OSError:  # it has ended
        return 0
    return own + sum(_resident(int(child)) for child in children)
