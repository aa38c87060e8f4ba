"""`onrecord export`: the record in the formats of other tools."""

# ruff: noqa: PLC0415 - heavy parts are imported where they are used, so that --help answers at once
import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from onrecord.commands import FINE
from onrecord.commands.streams import prepare_output, say
from onrecord.errors import UsageError

if TYPE_CHECKING:
    from onrecord.ask.protocol import View
    from onrecord.commands import Subparsers

FILES, FOLDERS = ("json", "polecat", "ftm", "atom"), ("csv", "parquet")
_OF_ATOM = ("between", "speaker", "about")


def add(subparsers: "Subparsers") -> None:
    """Declare the command."""
    export = subparsers.add_parser(
        "export",
        help="write the record in formats that other tools read",
        description="Write the merged record in formats that other tools read.",
    )
    export.add_argument("record", metavar="RECORD", type=Path, help="folder of the record")
    export.add_argument("--format", required=True, choices=[*FILES, *FOLDERS], help="what to write")
    export.add_argument("--to", metavar="PATH", type=Path, help="a file, or a folder for csv and parquet")
    export.add_argument("--snapshot", metavar="ID", help="an earlier state of the record (default: the newest)")
    export.add_argument(
        "--level", choices=["report", "event"], help="csv and parquet: rows as read, or merged (default)"
    )
    export.add_argument("--between", nargs=2, metavar=("A", "B"), help="atom: contacts and claims of two parties")
    export.add_argument("--speaker", metavar="WHO", help="atom: claims of a speaker")
    export.add_argument("--about", metavar="WORDS", help="atom: claims about something")


def run(options: argparse.Namespace) -> int:
    """Write; the exit code."""
    _check(options)
    from onrecord.merge.view import View

    with closing(View.open(options.record, options.snapshot)) as view:
        if options.format in FOLDERS:
            _write_folder(view, options)
        elif options.to is None:
            prepare_output(for_programs=True)
            _write_file(view, options, sys.stdout)
        else:
            with _whole(options.to) as out:
                _write_file(view, options, out)
    return FINE


def _check(options: argparse.Namespace) -> None:
    """Say which options do not go together, before anything is opened."""
    if options.format in FOLDERS and options.to is None:
        raise UsageError(f"--format {options.format} writes several files; say where with --to FOLDER")
    if options.format not in FOLDERS and options.level:
        raise UsageError(f"--level is for csv and parquet, not for {options.format}")
    if options.format != "atom" and (given := [name for name in _OF_ATOM if getattr(options, name)]):
        raise UsageError(f"--{given[0]} is for atom, not for {options.format}")


def _write_folder(view: "View", options: argparse.Namespace) -> None:
    from onrecord.export.folder import write_csv, write_parquet
    from onrecord.export.tables import Level

    write = {"csv": write_csv, "parquet": write_parquet}[options.format]
    write(view, options.to, Level(options.level or Level.EVENT))


def _write_file(view: "View", options: argparse.Namespace, out: TextIO) -> None:
    match options.format:
        case "json":
            from onrecord.export.merged_json import write_json

            write_json(view, out)
        case "ftm":
            from onrecord.export.ftm import write_ftm

            write_ftm(view, out)
        case "polecat":
            from onrecord.export.polecat import write_polecat

            if left_out := write_polecat(view, out):
                say(f"onrecord: {left_out} left out that no report says to have happened; see the codebook")
        case "atom":
            from onrecord.export.atom import write_atom
            from onrecord.export.question import Question

            between = tuple(options.between) if options.between else None
            write_atom(view, out, Question(between, options.speaker, options.about))


@contextmanager
def _whole(path: Path) -> Iterator[TextIO]:
    """A file that takes the place of an older one only when it is written to its end."""
    new = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with new.open("w", encoding="utf-8", errors="replace", newline="\n") as out:
            yield out
        new.replace(path)
    except OSError as error:
        from onrecord.refusals import out_of_place

        raise out_of_place(error, path, "give --to a file that can be") from error
    finally:
        with suppress(OSError):
            new.unlink(missing_ok=True)
