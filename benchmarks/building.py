"""Speed and memory of building a record, of adding to it, of merging alone as it grows, and of asking it.

What the figures mean is in docs/reference/benchmarks.md.
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from markdown import machine, table
from process import Watched, watch
from reports import make

_ONRECORD = str(Path(sys.executable).with_name("onrecord"))
_PACKAGES = ("onrecord", "onnxruntime", "duckdb", "numpy")
_SHARE = 10  # per cent that are added
_ENDS = 2_000  # the first and the last reports, whose merging is compared
_BETWEEN = ("Norway", "Chile")
_QUESTIONS = {
    "`contacts RECORD Norway Chile`": ["contacts", "{}", *_BETWEEN],
    "`show RECORD`": ["show", "{}"],
    "`export --format json RECORD`": ["export", "--format", "json", "{}"],
}


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=20_000, metavar="N", help="how many to read (default: 20000)")
    parser.add_argument("--merge", type=int, metavar="N", help="merge so many, made out of those that were read")
    parser.add_argument("--runs", type=int, default=1, metavar="N", help="how often to ask (default: 1)")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the report here too")
    options = parser.parse_args()
    about = machine(_PACKAGES)
    with tempfile.TemporaryDirectory() as folder:
        parts = _measure(Path(folder), options)
    report = "\n\n".join([f"{options.reports} reports, and {_SHARE} % more.", about, *parts])
    print(report)
    if options.out:
        options.out.write_text(report + "\n", encoding="utf-8")


def _measure(folder: Path, options: argparse.Namespace) -> list[str]:
    more = options.reports * _SHARE // 100
    rows = make(options.reports + more)
    record, merged = folder / "record", folder / "merged"
    builds = {}
    for name, some in (("from nothing", rows[: options.reports]), (f"{_SHARE} % more", rows[options.reports :])):
        print(f"building: {name}", file=sys.stderr)
        path = folder / "reports.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in some), encoding="utf-8")
        builds[name] = _step("build", path, record)
    if options.merge:
        _step("multiply", record, options.merge, merged)
    else:
        merged = record
    print("merging", file=sys.stderr)
    alone = _step("merge", merged)
    return [_builds(builds), _merging(alone[1]), _questions(merged, options.runs)]


def _step(*words: object) -> tuple[Watched, Any]:
    done = watch([sys.executable, str(Path(__file__).with_name("steps.py")), *map(str, words)])
    return done, json.loads(done.output)


def _builds(builds: dict[str, tuple[Watched, Any]]) -> str:
    whole = next(iter(builds.values()))[1]["seconds"]
    rows = []
    for name, (done, built) in builds.items():
        stages = [f"{built['stages'].get(s, 0):.1f}" for s in ("reading", "storing", "merging")]
        speed, share = f"{built['reports'] / built['seconds']:.1f}", f"{100 * built['seconds'] / whole:.1f} %"
        memory = [f"{m / 1e6:.0f}" for m in (built["own"], built["child"], done.peak)]
        rows.append([name, built["reports"], f"{built['seconds']:.1f}", speed, share, *stages, *memory])
    header = [
        "build", "reports", "s", "reports/s", "of the first", "reading, s", "storing, s", "merging, s",
        "own peak memory, MB", "largest reader's, MB", "all at once, MB",
    ]  # fmt: skip
    return table(header, rows)


def _merging(alone: dict[str, Any]) -> str:
    total = sum(alone["reports"])
    rows = [
        [f"{first + 1}–{min(first + 1_000, total)}", f"{1000 * _each(alone, first, first + 1_000):.1f}"]
        for first in range(0, total, 1_000)
    ]
    ends = [_each(alone, 0, _ENDS), _each(alone, total - _ENDS, total)]
    rows += [
        [f"the first {_ENDS}", f"{1000 * ends[0]:.1f}"],
        [f"the last {_ENDS}", f"{1000 * ends[1]:.1f}, {ends[1] / ends[0]:.2f} times as much"],
        ["all", f"{1000 * _each(alone, 0, total):.1f}, {sum(alone['seconds']):.0f} s"],
        ["peak memory, MB", f"{alone['own'] / 1e6:.0f}"],
    ]
    return table(["merging alone, reports", "ms a report"], rows)


def _each(alone: dict[str, Any], start: int, stop: int) -> float:
    """Seconds a report, of those from `start` to `stop`; a commit that is partly among them counts for that part."""
    seconds = reports = 0.0
    at = 0
    for number, spent in zip(alone["reports"], alone["seconds"], strict=True):
        within = max(0, min(stop, at + number) - max(start, at))
        seconds, reports, at = seconds + spent * within / number, reports + within, at + number
    return seconds / reports


def _questions(record: Path, runs: int) -> str:
    rows = []
    for name, words in _QUESTIONS.items():
        done = [watch([_ONRECORD, *(w.format(record) for w in words)]) for _ in range(runs)]
        seconds = sorted(run.seconds for run in done)
        size, peak = len(done[0].output) / 1e6, max(run.peak for run in done) / 1e6
        rows.append([name, f"{seconds[0]:.2f}", f"{median(seconds):.2f}", f"{peak:.0f}", f"{size:.2f}"])
    return table(["question", "s, best", "median", "peak memory, MB", "answer, MB"], rows)


if __name__ == "__main__":
    main()
