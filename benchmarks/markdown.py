"""The parts of a report in Markdown."""

import os
import platform
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from pathlib import Path


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table whose first column is of words, the others of figures."""
    lines = [header, ["---"] + ["---:"] * (len(header) - 1), *rows]
    return "\n".join(f"| {' | '.join(str(cell) for cell in line)} |" for line in lines)


def machine(packages: Iterable[str]) -> str:
    """What it was measured on, and the versions of some packages."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    cpu = next((line.partition(": ")[2] for line in lines if line.startswith("model name")), platform.processor())
    versions = ", ".join(f"{name} {version(name)}" for name in packages)
    about = f"{cpu}, {os.cpu_count()} cores, load before the first run {os.getloadavg()[0]:.1f}; {platform.system()}"
    return f"{about}; Python {platform.python_version()}, {versions}."
