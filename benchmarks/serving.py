"""How fast a record is served: the first page from the start, each kind of page, and how large pages are.

    python benchmarks/serving.py RECORD [--each 40]

Addresses are drawn at random, always the same, from those that the pages themselves link to.
"""

import argparse
import random
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import quantiles
from urllib.request import urlopen

from markdown import machine, table

_ONRECORD = str(Path(sys.executable).with_name("onrecord"))
_PACKAGES = ("onrecord", "starlette", "jinja2", "uvicorn", "numpy")
_FACETS = (
    "/search", "/search?type=CONSULT", "/search?sort=claims", "/search?country=USA&type=CONSULT&status=reported",
    "/search?sort=claims&denied=yes", "/search?type=CONSULT&medium=phone&since=2024-01-01", "/search?words=minister",
    "/search?sort=claims&act=deny&act=accuse&words=border", "/search?page=2",
)  # fmt: skip
_PLAIN = ("/", "/network", "/geography", "/limits", "/judgements")
_HREF = re.compile(r'href="(/(event|claim|actor|report|pair)/[^"#]+)')
_SEED = 20240404


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("record", type=Path)
    parser.add_argument("--each", type=int, default=40, metavar="N", help="pages of a kind (default: 40)")
    options = parser.parse_args()
    print(f"{machine(_PACKAGES)}\n\n{measured(options.record, options.each)}")


def measured(record: Path, each: int) -> str:
    """The table for a record."""
    began = time.perf_counter()
    with served(record) as address:
        _, size = fetched(address + "/")
        ready = time.perf_counter() - began
        rows = [["first page, from the start", 1, f"{1000 * ready:.0f}", "", f"{size / 1000:.0f}"]]
        for name, paths in kinds(address, each).items():
            times, sizes = zip(*(fetched(address + path) for path in paths), strict=True)
            rows.append([name, len(times), *shares(times), f"{max(sizes) / 1000:.0f}"])
    return table(["page", "requests", "median, ms", "95 % under, ms", "largest, kB"], rows)


@contextmanager
def served(record: Path) -> Iterator[str]:
    """The address of a server of its own."""
    command = [_ONRECORD, "serve", str(record), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:  # noqa: S603 - our own
        try:
            assert server.stderr is not None
            found = re.search(r"http://127\.0\.0\.1:\d+", server.stderr.readline())
            assert found
            yield found[0]
        finally:
            server.terminate()


def fetched(url: str) -> tuple[float, int]:
    """Seconds that an answer took, and its size in bytes."""
    began = time.perf_counter()
    with urlopen(url) as answer:  # noqa: S310 - our own server
        body = answer.read()
    return time.perf_counter() - began, len(body)


def kinds(address: str, each: int) -> dict[str, list[str]]:
    """Addresses of each kind of page."""
    chance = random.Random(_SEED)  # noqa: S311
    found: dict[str, set[str]] = {}
    pages = [f"/search?page={n}" for n in range(1, 40, 4)] + [f"/search?sort=claims&page={n}" for n in range(1, 40, 4)]
    waiting = [*_FACETS, *_PLAIN, *pages]
    for path in waiting:
        try:
            with urlopen(address + path) as answer:  # noqa: S310
                text = answer.read().decode()
        except OSError:  # a record of fewer pages
            continue
        for href, kind in _HREF.findall(text):
            found.setdefault(kind, set()).add(href.replace("&amp;", "&"))
        if path in pages and "event" in found:
            waiting.append(chance.choice(sorted(found["event"])))
    chosen = {kind: chance.sample(sorted(paths), min(each, len(paths))) for kind, paths in sorted(found.items())}
    return {"facets": list(_FACETS) * 4, "what is new, network, countries": list(_PLAIN) * 4} | chosen


def shares(times: tuple[float, ...]) -> tuple[str, str]:
    """The median, and what 95 of 100 are under, in milliseconds."""
    cuts = quantiles(times, n=20) if len(times) > 1 else [times[0]] * 19
    return f"{1000 * cuts[9]:.0f}", f"{1000 * cuts[18]:.0f}"


if __name__ == "__main__":
    main()
