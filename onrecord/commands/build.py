"""`onrecord build`: a corpus into a record, with progress."""

# ruff: noqa: PLC0415 - heavy parts are imported where they are used, so that --help answers at once
import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.commands import FINE, SOME_FAILED
from onrecord.commands.read import SOURCES, add_actors, add_allow_private, jobs
from onrecord.commands.streams import json_line, prepare_output, say

if TYPE_CHECKING:
    from onrecord.build import Progress, Summary
    from onrecord.commands import Subparsers


def add(subparsers: "Subparsers") -> None:
    """Declare the command."""
    build = subparsers.add_parser(
        "build",
        help="read reports into a record, each happening once",
        description="Read reports into a record, each happening once. What the record has is not read again; a build "
        "that was stopped goes on where it was.",
    )
    build.add_argument("inputs", nargs="+", metavar="INPUT", help=SOURCES)
    build.add_argument("--to", required=True, type=Path, metavar="RECORD", help="the record's folder, made if need be")
    build.add_argument("--published", metavar="DATE", help="publication date (YYYY-MM-DD) of every report")
    build.add_argument("--outlet", metavar="NAME", help="outlet of every report")
    add_actors(build)
    build.add_argument("--jobs", type=jobs, metavar="N", help="processes to use (default: one for each core)")
    add_allow_private(build)
    build.add_argument("--json", action="store_true", help="print the summary as one JSON object")


def run(options: argparse.Namespace) -> int:
    """Build; the exit code."""
    from onrecord.build import build

    prepare_output(for_programs=options.json)
    with _shown(options.inputs) as progress:
        summary = build(
            options.inputs,
            options.to,
            published=options.published,
            outlet=options.outlet,
            actors=options.actors,
            jobs=options.jobs,
            allow_private=options.allow_private,
            progress=progress,
        )
    for failure in summary.failures:
        say(f"onrecord: {failure.where}: {failure.what}" + (f"; {failure.advice}" if failure.advice else ""))
    counts = f"{summary.new} new, {summary.known} there already, {len(summary.failures)} failed"
    say(f"{counts}; snapshot {summary.snapshot[:12]}")
    if summary.otherwise:
        say(f"read with other actors before: {summary.otherwise}; a new record reads them with these")
    if options.json:
        json_line(_plain(summary))
    return SOME_FAILED if summary.failures else FINE


def _plain(summary: "Summary") -> dict[str, object]:
    failures = [{"where": f.where, "what": f.what, "advice": f.advice} for f in summary.failures]
    counts = {"new": summary.new, "known": summary.known, "otherwise": summary.otherwise}
    return counts | {"failures": failures, "snapshot": summary.snapshot}


@contextmanager
def _shown(inputs: list[str]) -> "Iterator[Callable[[Progress], None] | None]":
    """What shows on a terminal how far the build is, how fast, and how long it will take."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    from onrecord.build import count

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Bar(*columns, TextColumn("{task.fields[rate]}"), TimeRemainingColumn(), console=Console(stderr=True)) as bar:
        task = bar.add_task("reading", total=count(inputs), rate="")

        def show(progress: "Progress") -> None:
            done = progress.new + progress.known + progress.failed
            speed = bar.tasks[task].speed
            failed = f", {progress.failed} failed" if progress.failed else ""
            bar.update(task, completed=done, rate=f"{speed:.1f}/s{failed}" if speed else failed.lstrip(", "))

        yield show
