"""The commands, a module each: `add(subparsers)` declares its options, `run(options)` does it and gives the exit code.

A module imports nothing heavy at its top, as all of them are imported for `onrecord --help`. `onrecord.cli` gives
every command `--debug` and turns errors into words and exit codes.
"""

import argparse
from typing import TYPE_CHECKING, TypeAlias

FINE, SOME_FAILED, WRONG_USE = 0, 1, 2
EXIT_CODES = "exit codes: 0 fine, 1 some inputs failed, 2 wrong use"

if TYPE_CHECKING:
    Subparsers: TypeAlias = argparse._SubParsersAction[argparse.ArgumentParser]

__all__ = ["EXIT_CODES", "FINE", "SOME_FAILED", "WRONG_USE"]
