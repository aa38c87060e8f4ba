"""A web archive of reports on pages of a dozen layouts: how fast it is read, and which words are kept.

What the figures mean is in docs/reference/benchmarks.md.
"""

import argparse
import gzip
import json
import random
import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median
from time import process_time

from trafilatura import extract

from layouts import LAYOUTS, Report, obscured
from markdown import machine, table
from onrecord.documents import clean, read_inputs
from onrecord.errors import InputError
from onrecord.record import Document

SEED = 7
LEAST_KEPT, MOST_OTHERS, LEAST_SPEED = 0.95, 0.05, 0.7
_ROOT = Path(__file__).resolve().parent.parent
_PACKAGES = ("onrecord", "trafilatura", "lxml", "fastwarc")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Page:
    """A page: where it is, in which layout, with which report's words."""

    url: str
    layout: str
    words: Counter[str]
    html: bytes


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=2000, metavar="N", help="how many (default: 2000)")
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="how often they are read (default: 3)")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the report here too")
    options = parser.parse_args()
    pages, about = make(options.pages), machine(_PACKAGES)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pages.warc.gz"
        path.write_bytes(b"".join(map(_record, pages)))
        times = [(_extract(pages), _read(path)) for _ in range(options.runs)]
        found = {d.url: d.text for d in read_inputs([str(path)]) if isinstance(d, Document)}
    report = "\n\n".join([
        f"{len(pages)} pages in {len(LAYOUTS)} layouts; runs: {options.runs}.",
        about,
        _speeds(times, len(pages)),
        _words(pages, found),
    ])  # fmt: skip
    print(report)
    if options.out:
        options.out.write_text(report + "\n", encoding="utf-8")


def make(number: int) -> list[Page]:
    """So many pages, the same every time: every report in one layout after the other."""
    reports = _reports()
    titles = [report.title or "" for report in reports]
    pages = []
    for n in range(number):
        report, layout = reports[n % len(reports)], LAYOUTS[(n + n // len(reports)) % len(LAYOUTS)]
        chance = random.Random(f"{SEED} {n}")  # noqa: S311
        title, *paragraphs = [p.replace("\n", " ").strip() for p in report.text.split("\n\n") if p.strip()]
        day = report.published or "2024-04-03"
        url = f"https://news{n % 97}.example/{day.replace('-', '/')}/report-{n}"
        others = [t for t in chance.sample(titles, 16) if t != title]
        page = layout(Report(title, paragraphs, day, url, others, chance))
        named = chance.random() < 1 / 2
        name = layout.__name__ if named else f"{layout.__name__}, names obscured"
        pages.append(Page(url, name, _counted(report.text), (page if named else obscured(page)).encode()))
    return pages


def _reports() -> list[Document]:
    """Every report at hand that has a title, without what stands around it."""
    texts = [(path.read_text(encoding="utf-8"), None) for path in sorted((_ROOT / "samples").glob("*.txt"))]
    lines = (_ROOT / "samples" / "stories.jsonl").read_text(encoding="utf-8").splitlines()
    texts += [(row["text"], row["title"]) for row in map(json.loads, lines)]
    texts += [
        (path.read_text(encoding="utf-8"), None) for path in sorted((_ROOT / "training").glob("annotated/*/*.txt"))
    ]
    return [report for text, title in texts if (report := clean(text, title=title)).title]


def _record(page: Page) -> bytes:
    """The page as crawlers store it, each record compressed by itself."""
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page.html
    head = (
        f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {page.url}\r\nWARC-Date: 2025-01-01T00:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + answer + b"\r\n\r\n")


def _extract(pages: Sequence[Page]) -> float:
    """Processor seconds of trafilatura alone."""
    extract(pages[0].html)
    began = process_time()
    for page in pages:
        extract(page.html)
    return process_time() - began


def _read(path: Path) -> float:
    """Processor seconds of reading the archive into documents."""
    began = process_time()
    failed = [found for found in read_inputs([str(path)]) if isinstance(found, InputError)]
    seconds = process_time() - began
    for error in failed:
        print(error)
    return seconds


def _speeds(times: Sequence[tuple[float, float]], number: int) -> str:
    own, ours = zip(*times, strict=True)
    rows = [
        (name, f"{number / min(seconds):.0f}", f"{number / median(seconds):.0f}")
        for name, seconds in (("trafilatura, text from pages", own), ("Onrecord, documents from the archive", ours))
    ]
    ratio = median(a / b for a, b in times)
    shown = table(["", "pages/s, best", "median"], rows)
    return f"{shown}\n\nOnrecord's speed ÷ trafilatura's, median of the runs: {ratio:.2f} (aim: {LEAST_SPEED})"


def _words(pages: Sequence[Page], found: Mapping[str | None, str]) -> str:
    """By layout the share of the report's words that was kept, and the share of others among what was kept."""
    shares: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)
    for page in pages:
        kept = _counted(found.get(page.url, ""))
        both = (kept & page.words).total()
        shares[page.layout].append((both / page.words.total(), 1 - both / max(1, kept.total())))
    shares["~all"] = [pair for of_layout in shares.values() for pair in of_layout]
    rows = []
    for layout, pairs in sorted(shares.items()):
        good = sum(kept >= LEAST_KEPT and others <= MOST_OTHERS for kept, others in pairs)
        kept, others = zip(*pairs, strict=True)
        figures = (mean(kept), min(kept), mean(others), max(others), good / len(pairs))
        rows.append((layout.lstrip("~"), len(pairs), *(f"{100 * figure:.1f}" for figure in figures)))
    header = ["layout", "pages", "words kept, %", "least", "other words, %", "most", "pages within the aims, %"]
    return table(header, rows)


def _counted(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text.lower()))


if __name__ == "__main__":
    main()
