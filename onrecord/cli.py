"""The command line. stdout is data, stderr is talk; exit codes 0 fine, 1 some inputs failed, 2 wrong use."""

# ruff: noqa: PLC0415 - heavy parts are imported where they are used, so that --help answers at once
import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from io import TextIOWrapper
from itertools import chain, islice
from typing import TYPE_CHECKING

from onrecord import __version__
from onrecord.errors import InputError, OnrecordError, UsageError

if TYPE_CHECKING:
    from onrecord.record import Document, Record

FINE, SOME_FAILED, WRONG_USE = 0, 1, 2
_PIPE_CLOSED, _INTERRUPTED = 141, 130  # 128 and the signal's number, as shells have it
# Starting processes takes about as long as reading this many reports in this one.
_WORTH_PROCESSES = 24


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; the exit code."""
    options = _parser().parse_args(arguments)
    try:
        code = _read(options)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader of our output has gone; nothing may be flushed to it at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _PIPE_CLOSED
    except KeyboardInterrupt:
        return _INTERRUPTED
    except OnrecordError as error:
        if options.debug:
            raise
        _say(f"onrecord: {error}")
        return WRONG_USE if isinstance(error, UsageError) else SOME_FAILED
    except Exception as error:
        if options.debug:
            raise
        _say(f"onrecord: this should not have happened: {error!r}; --debug shows where")
        return SOME_FAILED
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="onrecord",
        description="Reads the news and keeps a record you can check: who met whom, who did what, "
        "who claimed what on what evidence, who denied it.",
    )
    parser.add_argument("--version", action="version", version=f"onrecord {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    read = commands.add_parser(
        "read",
        help="read reports and show what is on record in each",
        description="Read reports and show what is on record in each.",
        epilog="exit codes: 0 fine, 1 some inputs failed, 2 wrong use",
    )
    read.add_argument("sources", nargs="+", metavar="SOURCE", help="a file, a folder, a URL, or - for standard input")
    read.add_argument("--published", metavar="DATE", help="publication date (YYYY-MM-DD) of every report")
    read.add_argument("--outlet", metavar="NAME", help="outlet of every report")
    read.add_argument("--json", action="store_true", help="print one JSON object a line for each report")
    read.add_argument("--jobs", type=_jobs, metavar="N", help="processes to use (default: one for each core)")
    read.add_argument("--debug", action="store_true", help="show a traceback when something goes wrong")
    return parser


def _jobs(words: str) -> int:
    if not words.isdecimal() or not int(words):
        raise argparse.ArgumentTypeError(f"{words!r} is not a number of processes; give 1 or more")
    return int(words)


def _read(options: argparse.Namespace) -> int:
    from onrecord.documents import read_inputs

    inputs = _Inputs(read_inputs(options.sources, published=options.published, outlet=options.outlet))
    _prepare_output(as_json=options.json)
    show = _json_line if options.json else _view
    for number, record in enumerate(_records(inputs, options.jobs), 1):
        inputs.clear_progress()
        show(record, first=number == 1)
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
        _say(f"onrecord: {error}")

    def show_progress(self, done: int) -> None:
        """How many are read and failed, on a line that the next one overwrites."""
        if self._shows_progress:
            failed = f", {self.failed} failed" if self.failed else ""
            print(f"\r{done} read{failed}", end="", file=sys.stderr, flush=True)  # noqa: T201

    def clear_progress(self) -> None:
        """Free the line for something else."""
        if self._shows_progress:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)  # noqa: T201


def _records(documents: "_Inputs", jobs: int | None) -> "Iterator[Record]":
    """The records in order; few documents are read in this process."""
    for item in _read_many(iter(documents), jobs):
        if isinstance(item, InputError):
            documents.fail(item)
        else:
            yield item


def _read_many(stream: "Iterator[Document]", jobs: int | None) -> "Iterator[Record | InputError]":
    if jobs is None:
        head = list(islice(stream, _WORTH_PROCESSES))
        stream, jobs = chain(head, stream), (1 if len(head) < _WORTH_PROCESSES else None)
        if not head:
            return
    from onrecord.reader import Reader

    yield from Reader().read_many(stream, jobs=jobs)


def _prepare_output(*, as_json: bool) -> None:
    """JSON is UTF-8 everywhere; a letter that the terminal cannot write never stops the reading."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    if as_json and isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace", newline="\n")


def _json_line(record: "Record", *, first: bool) -> None:  # noqa: ARG001
    line = json.dumps(record.as_json(), ensure_ascii=False, separators=(",", ":"))
    print(line, flush=sys.stdout.isatty())  # noqa: T201


def _view(record: "Record", *, first: bool) -> None:
    from rich.console import Console

    from onrecord.view import render

    console = Console()
    if not first:
        console.print()
    render(record, console)


def _say(words: str) -> None:
    """To stderr, on one line, with nothing in it that a terminal would act on."""
    print("".join(c if c.isprintable() else " " for c in words), file=sys.stderr)  # noqa: T201
