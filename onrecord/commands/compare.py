"""`onrecord compare`: the accounts of one happening side by side."""

# ruff: noqa: PLC0415 - heavy parts are imported where they are used, so that --help answers at once
import argparse
from typing import TYPE_CHECKING

from onrecord.commands import FINE
from onrecord.commands.asking import add_question, for_programs, opened
from onrecord.commands.streams import for_people

if TYPE_CHECKING:
    from onrecord.commands import Subparsers


def add(subparsers: "Subparsers") -> None:
    """Declare the command."""
    parser = add_question(
        subparsers,
        "compare",
        "the accounts of one happening side by side",
        "The accounts of one happening side by side, field by field: what each says, and what each leaves out.",
    )
    parser.add_argument("event", metavar="EVENT", help="id of an event, as contacts and timeline show it")
    parser.add_argument(
        "documents",
        nargs="*",
        metavar="DOCUMENT",
        help="reports to compare (default: the earliest of each independent origin)",
    )


def run(options: argparse.Namespace) -> int:
    """Ask and show; the exit code."""
    from onrecord.ask.compare import Point

    with opened(options) as store:
        found = store.compare(options.event, options.documents or None)
    if not for_programs(options, found, Point, found.rows, snapshot=store.snapshot):
        from onrecord.view.answers.compare import render

        for_people(render, found)
    return FINE
