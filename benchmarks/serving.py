"""How fast a record is served: the first page from the start, facets, each kind of page, and how large pages are.

    python benchmarks/serving.py [--reports 20000] [--each 60] [--out FILE]
    python benchmarks/serving.py RECORD

Without a record it makes one, of annotated reports told again (`annotated.py`), without the language model. Addresses
are drawn at random, always the same, from those that the pages themselves link to.
"""

import argparse
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from html import unescape
from itertools import islice
from pathlib import Path
from statistics import quantiles
from urllib.error import HTTPError
from urllib.request import urlopen

from annotated import make
from markdown import machine, table
from onrecord.merge.index import Index
from onrecord.merge.view import View
from onrecord.store import Archive, Entry, document_key

COMMIT = 256  # reports, as a build commits them
_ONRECORD = str(Path(sys.executable).with_name("onrecord"))
_PACKAGES = ("onrecord", "starlette", "jinja2", "uvicorn", "numpy")
_STARTS = ("/search", "/search?sort=claims", "/search?words=minister", "/search?sort=claims&words=border+attack")
_PLAIN = ("/", "/network", "/geography", "/limits", "/judgements")
_ROWS = re.compile(r'href="(/(event|claim|actor|report|pair)/[^"#?./]+(?:(?<=/pair/...)/[^"#?./]+)?)["#?]')
_FACET = re.compile(r'<li><a href="(/search\?[^"]+)"')
_TWINS = (".json", ".csv")
_STEPS = 4  # facets chosen one after the other, before beginning anew
_SEED = 20240404


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("record", type=Path, nargs="?", help="serve this one; without it, one is made")
    parser.add_argument("--reports", type=int, default=20_000, metavar="N", help="to make (default: 20000)")
    parser.add_argument("--each", type=int, default=60, metavar="N", help="pages of a kind (default: 60)")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the report here too")
    options = parser.parse_args()
    about = machine(_PACKAGES)
    with tempfile.TemporaryDirectory() as folder:
        record = options.record or made(Path(folder, "record"), options.reports)
        with closing(View.open(record)) as view:
            count = sum(1 for _ in view.headings())
        report = f"{count:,} reports.\n\n{about}\n\n{measured(record, options.each)}"
    print(report)
    if options.out:
        options.out.write_text(report + "\n", encoding="utf-8")


def made(folder: Path, number: int) -> Path:
    """A record of so many reports, in the order of their publication."""
    print(f"making a record of {number} reports", file=sys.stderr)
    records = iter(sorted(make(number), key=lambda r: (r.document.published or "", r.document.id)))
    archive = Archive.create(folder)
    with archive.writing() as writer, Index.open(archive) as index:
        while batch := list(islice(records, COMMIT)):
            keys = [document_key(record.document) for record in batch]
            entries = [Entry(key, key, r.document.id, r) for key, r in zip(keys, batch, strict=True)]
            writer.commit(entries, {})
            index.catch_up()
    return folder


def measured(record: Path, each: int) -> str:
    """The table for a record."""
    began = time.perf_counter()
    with served(record) as address:
        _, body = fetched(address + "/")
        rows = [row("first page, from the start of the server", [time.perf_counter() - began], [len(body)])]
        first = [fetched(address + path) for path in _STARTS[:2]]
        rows.append(row("first search for events, for claims", [s for s, _ in first], [len(b) for _, b in first]))
        for name, paths in kinds(address, each).items():
            answers = [fetched(address + path) for path in paths]
            rows.append(row(name, [seconds for seconds, _ in answers], [len(body) for _, body in answers]))
    header = ["page", "requests", "median, ms", "95 % under, ms", "slowest, ms", "largest, kB"]
    return table(header, rows)


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


def fetched(url: str) -> tuple[float, bytes]:
    """Seconds that an answer took, and the answer."""
    began = time.perf_counter()
    try:
        with urlopen(url) as answer:  # noqa: S310 - our own server
            body = answer.read()
    except HTTPError as error:  # such as the page of an actor whose name may mean two
        body = error.read()
        print(f"{error.code} {url}", file=sys.stderr)
    return time.perf_counter() - began, body


def kinds(address: str, each: int) -> dict[str, list[str]]:
    """Addresses of each kind of page. They are found by reading pages, but none that is timed first here."""
    chance = random.Random(_SEED)  # noqa: S311
    facets, found = walked(address, chance, 4 * each)
    events = chance.sample(found["event"], min(each, len(found["event"])))
    for event in events[:10]:
        linked(text(address + event), found)
    chosen = {kind: chance.sample(paths, min(each, len(paths))) for kind, paths in sorted(found.items())}
    parts = {part: [f"{path}/{part}" for path in chosen["event"]] for part in ("compare", "coverage")}
    twins = [path.replace("?", f"{end}?", 1) if "?" in path else path + end for path in facets[:20] for end in _TWINS]
    return {"facets": facets, "what is new, network, countries, …": list(_PLAIN) * 8, **chosen, **parts, "twins": twins}


def walked(address: str, chance: random.Random, number: int) -> tuple[list[str], dict[str, list[str]]]:
    """Searches, each a facet further than the one before, and the pages that their rows link to."""
    facets: list[str] = []
    found: dict[str, list[str]] = {}
    path, steps = _STARTS[0], 0
    while len(facets) < number:
        facets.append(path)
        page = text(address + path)
        linked(page, found)
        further = [unescape(href) for href in _FACET.findall(page)]
        steps = (steps + 1) % _STEPS
        path = chance.choice(further) if further and steps else chance.choice(_STARTS)
    linked(text(address + "/network"), found)
    return facets, {kind: list(dict.fromkeys(paths)) for kind, paths in found.items()}


def linked(page: str, found: dict[str, list[str]]) -> None:
    """Add the pages that one links to, by kind."""
    for href, kind in _ROWS.findall(page):
        if unescape(href) not in found.setdefault(kind, []):
            found[kind].append(unescape(href))


def text(url: str) -> str:
    """A page."""
    return fetched(url)[1].decode()


def row(name: str, seconds: list[float], sizes: list[int]) -> list[object]:
    """A row of the table."""
    cuts = quantiles(seconds, n=20, method="inclusive") if len(seconds) > 1 else seconds * 19
    times = [f"{1000 * value:.0f}" for value in (cuts[9], cuts[18], max(seconds))]
    return [name, len(seconds), *times, f"{max(sizes) / 1000:.0f}"]


if __name__ == "__main__":
    main()
