"""`onrecord search`: words in the reports."""

# ruff: noqa: PLC0415 - heavy parts are imported where they are used, so that --help answers at once
import argparse
from typing import TYPE_CHECKING

from onrecord.commands import FINE
from onrecord.commands.asking import add_question, count, for_programs, opened
from onrecord.commands.streams import for_people

if TYPE_CHECKING:
    from onrecord.commands import Subparsers


def add(subparsers: "Subparsers") -> None:
    """Declare the command."""
    parser = add_question(
        subparsers,
        "search",
        "reports that hold words",
        "Reports that hold words, the best first, with the events and claims in the same sentence.",
    )
    parser.add_argument("words", nargs="+", metavar="WORDS", help="what to look for")
    parser.add_argument("--limit", type=count, default=20, metavar="N", help="reports at most (default: 20)")


def run(options: argparse.Namespace) -> int:
    """Ask and show; the exit code."""
    from onrecord.ask.search import Found

    with opened(options) as store:
        found = store.search(" ".join(options.words), limit=options.limit)
    if not for_programs(options, found, Found, found, snapshot=store.snapshot):
        from onrecord.view.answers.search import render

        for_people(render, found)
    return FINE
