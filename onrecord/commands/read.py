"""`onrecord read`: reports, each by itself, for people or as JSON."""

# ruff: noqa: PLC0415 - heavy parts are imported where they are used, so that --help answers at once
import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.commands import FINE, SOME_FAILED
from onrecord.commands.streams import for_people, json_line, prepare_output, say
from onrecord.errors import InputError

if TYPE_CHECKING:
    from onrecord.commands import Subparsers
    from onrecord.record import Document, Record

SOURCES = "a file, a folder, a URL, or - for standard input; @ before it: fetch the addresses that a list in it names"


def add(subparsers: "Subparsers") -> None:
    """Declare the command."""
    read = subparsers.add_parser(
        "read",
        help="read reports and show what is on record in each",
        description="Read reports and show what is on record in each.",
    )
    read.add_argument("sources", nargs="+", metavar="SOURCE", help=SOURCES)
    read.add_argument("--published", metavar="DATE", help="publication date (YYYY-MM-DD) of every report")
    read.add_argument("--outlet", metavar="NAME", help="outlet of every report")
    add_actors(read)
    add_allow_private(read)
    read.add_argument("--json", action="store_true", help="print one JSON object a line for each report")
    read.add_argument("--jobs", type=jobs, metavar="N", help="processes to use (default: one for each core)")


def add_actors(parser: argparse.ArgumentParser) -> None:
    """`--actors`."""
    parser.add_argument(
        "--actors",
        type=Path,
        default=os.environ.get("ONRECORD_ACTORS") or None,
        metavar="FILE",
        help="your own table of who held which office when (default: $ONRECORD_ACTORS)",
    )


def add_allow_private(parser: argparse.ArgumentParser) -> None:
    """`--allow-private`."""
    parser.add_argument(
        "--allow-private", action="store_true", help="also fetch from addresses that are not public, as of this machine"
    )


def jobs(words: str) -> int:
    """The number of processes that an argument gives."""
    if not words.isdecimal() or not int(words):
        raise argparse.ArgumentTypeError(f"{words!r} is not a number of processes; give 1 or more")
    return int(words)


def run(options: argparse.Namespace) -> int:
    """Read and show; the exit code."""
    from onrecord.documents import read_inputs

    found = read_inputs(
        options.sources, published=options.published, outlet=options.outlet, allow_private=options.allow_private
    )
    inputs = _Inputs(found)
    prepare_output(for_programs=options.json)
    for number, record in enumerate(_records(inputs, options), 1):
        inputs.clear_progress()
        if options.json:
            json_line(record.as_json())
        else:
            _view(record, first=number == 1)
        inputs.show_progress(number)
    inputs.clear_progress()
    return SOME_FAILED if inputs.failed else FINE


class _Inputs:
    """The documents among the inputs; what failed is told on stderr and counted."""

    def __init__(self, inputs: "Iterator[Document | InputError]") -> None:
        self._inputs = inputs
        # On a terminal the records themselves show how far things are.
        self._shows_progress = sys.stderr.isatty() and not sys.stdout.isatty()
        self.failed = 0

    def __iter__(self) -> "Iterator[Document]":
        for item in self._inputs:
            if isinstance(item, InputError):
                self.fail(item)
            else:
                yield item

    def fail(self, error: InputError) -> None:
        """Count an input that failed, and say why."""
        self.failed += 1
        self.clear_progress()
        say(f"onrecord: {error}")

    def show_progress(self, done: int) -> None:
        """How many are read and failed, on a line that the next one overwrites."""
        if self._shows_progress:
            failed = f", {self.failed} failed" if self.failed else ""
            print(f"\r{done} read{failed}", end="", file=sys.stderr, flush=True)  # noqa: T201

    def clear_progress(self) -> None:
        """Free the line for something else."""
        if self._shows_progress:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)  # noqa: T201


def _records(documents: "_Inputs", options: argparse.Namespace) -> "Iterator[Record]":
    """The records in order."""
    from onrecord.reader import Reader

    for item in Reader(actors=options.actors).read_many(iter(documents), jobs=options.jobs):
        if isinstance(item, InputError):
            documents.fail(item)
        else:
            yield item


def _view(record: "Record", *, first: bool) -> None:
    from onrecord.view.page import render

    if not first:
        print()  # noqa: T201
    for_people(render, record)
