"""What the asking commands have in common: RECORD first, a snapshot, and an answer as text, JSON or CSV."""

# ruff: noqa: PLC0415 - heavy parts are imported where they are used, so that --help answers at once
import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.commands.streams import json_line, prepare_output

if TYPE_CHECKING:
    from onrecord.ask.store import Store
    from onrecord.commands import Subparsers


PARTY = 'a country ("FRA", "France"), an office ("French defence minister") or a person\'s name or id'


def add_question(subparsers: "Subparsers", name: str, summary: str, description: str) -> argparse.ArgumentParser:
    """A command that asks a record; its own arguments come after RECORD."""
    parser = subparsers.add_parser(name, help=summary, description=description)
    parser.add_argument("record", type=Path, metavar="RECORD", help="the folder of a record")
    parser.add_argument("--snapshot", metavar="ID", help="ask the record as it was then")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print the answer as JSON, on one line")
    form.add_argument("--csv", action="store_true", help="print its rows as CSV, safe to open in a spreadsheet")
    return parser


def add_period(parser: argparse.ArgumentParser) -> None:
    """`--since` and `--until`."""
    parser.add_argument("--since", type=day, metavar="DATE", help="from this day on (YYYY-MM-DD)")
    parser.add_argument("--until", type=day, metavar="DATE", help="up to this day (YYYY-MM-DD)")


def day(words: str) -> str:
    """The ISO date that an argument gives."""
    try:
        return date.fromisoformat(words).isoformat()
    except ValueError:
        raise argparse.ArgumentTypeError(f"{words!r} is no date; give YYYY-MM-DD") from None


def share(words: str) -> float:
    """The number from 0 to 1 that an argument gives."""
    try:
        given = float(words)
    except ValueError:
        given = -1.0
    if not 0 <= given <= 1:
        raise argparse.ArgumentTypeError(f"{words!r} is no number from 0 to 1")
    return given


def count(words: str) -> int:
    """The number of rows that an argument gives."""
    if not words.isdecimal() or not int(words):
        raise argparse.ArgumentTypeError(f"{words!r} is no number; give 1 or more")
    return int(words)


def opened(options: argparse.Namespace) -> "Store":
    """The record that is asked."""
    from onrecord.ask.store import Store

    return Store.open(options.record, options.snapshot)


def for_programs(options: argparse.Namespace, whole: Any, row: type, rows: Sequence[Any], *, snapshot: str) -> bool:
    """Print an answer as JSON, `whole`, or as CSV, its `rows` of class `row`; False where neither is asked for.

    In JSON the snapshot comes first; of an answer that is nothing but rows they stand under "rows".
    """
    prepare_output(for_programs=options.json or options.csv)
    if options.json:
        from onrecord.record import plain

        answer = plain(whole)
        json_line({"snapshot": snapshot} | (answer if isinstance(answer, dict) else {"rows": answer}))
    elif options.csv:
        csv_rows(row, rows)
    return bool(options.json or options.csv)


def csv_rows(row: type, rows: Sequence[Any]) -> None:
    """Print rows of a class as CSV."""
    import csv

    from onrecord.ask.plain import table
    from onrecord.export.cells import safe_cell

    writer = csv.writer(sys.stdout, lineterminator="\n")
    for cells in table(row, rows):
        writer.writerow([safe_cell(cell) for cell in cells])
