"""`onrecord coverage`: who carried a happening, and who copied whom."""

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
        "coverage",
        "who carried a happening, and who copied whom",
        "Who carried a happening, which reports are independent, and which are copies of which.",
    )
    parser.add_argument("event", metavar="EVENT", help="id of an event, as contacts and timeline show it")


def run(options: argparse.Namespace) -> int:
    """Ask and show; the exit code."""
    from onrecord.ask.coverage import Carrier

    with opened(options) as store:
        found = store.coverage(options.event)
    if not for_programs(options, found, Carrier, found.rows, snapshot=store.snapshot):
        from onrecord.view.answers.coverage import render

        for_people(render, found)
    return FINE
