"""The command line: errors, exit codes and the parser; each command is a module of `onrecord.commands`."""

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Protocol, cast

from onrecord import __version__
from onrecord.commands import EXIT_CODES, SOME_FAILED, WRONG_USE
from onrecord.commands.streams import say
from onrecord.errors import OnrecordError, UsageError
from onrecord.refusals import DISK

if TYPE_CHECKING:
    from onrecord.commands import Subparsers

# In the order of --help.
COMMANDS = (
    "read", "build", "watch", "check", "judge",
    "contacts", "claims", "timeline", "compare", "coverage", "show", "search",
    "export", "serve", "actors",
)  # fmt: skip
_PIPE_CLOSED, _INTERRUPTED = 141, 130  # 128 and the signal's number, as shells have it


class Command(Protocol):
    """What a module of `onrecord.commands` holds."""

    def add(self, subparsers: "Subparsers") -> None:
        """Declare the command under its module's name."""

    def run(self, options: argparse.Namespace) -> int:
        """Do it; the exit code. May raise OnrecordError."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; the exit code."""
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
        sys.stdout.flush()
    except BrokenPipeError:
        _print_no_more()
        return _PIPE_CLOSED
    except KeyboardInterrupt:
        return _INTERRUPTED
    except OnrecordError as error:
        if options.debug:
            raise
        say(f"onrecord: {error}")
        return WRONG_USE if isinstance(error, UsageError) else SOME_FAILED
    except Exception as error:
        if options.debug:
            raise
        if isinstance(error, OSError) and error.errno in DISK:
            say(f"onrecord: the output cannot be written: {error.strerror}")
            _print_no_more()
        else:
            say(f"onrecord: this should not have happened: {error!r}; --debug shows where")
        return SOME_FAILED
    return code


def _print_no_more() -> None:
    """Nobody takes our output: nothing may be flushed to it at exit either."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="onrecord",
        description="Reads the news and keeps a record you can check: who met whom, who did what, "
        "who claimed what on what evidence, who denied it.",
    )
    parser.add_argument("--version", action="version", version=f"onrecord {__version__}")
    subparsers = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name, command in _commands():
        command.add(subparsers)
        own = subparsers.choices[name]
        own.add_argument("--debug", action="store_true", help="show a traceback when something goes wrong")
        own.set_defaults(run=command.run)
        own.epilog = own.epilog or EXIT_CODES
    return parser


def _commands() -> Iterator[tuple[str, Command]]:
    for name in COMMANDS:
        module = f"onrecord.commands.{name}"
        if find_spec(module):
            yield name, cast(Command, import_module(module))
