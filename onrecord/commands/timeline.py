"""`onrecord timeline`: what somebody did and said, by date."""

# ruff: noqa: PLC0415 - heavy parts are imported where they are used, so that --help answers at once
import argparse
from typing import TYPE_CHECKING

from onrecord.commands import FINE
from onrecord.commands.asking import PARTY, add_period, add_question, for_programs, opened
from onrecord.commands.streams import for_people

if TYPE_CHECKING:
    from onrecord.commands import Subparsers


def add(subparsers: "Subparsers") -> None:
    """Declare the command."""
    parser = add_question(
        subparsers,
        "timeline",
        "what a country, an office or somebody did and said, by date",
        "What a country, an office or somebody did and said, by date.",
    )
    parser.add_argument("actor", metavar="ACTOR", help=PARTY)
    add_period(parser)


def run(options: argparse.Namespace) -> int:
    """Ask and show; the exit code."""
    from onrecord.ask.timeline import Moment

    with opened(options) as store:
        found = store.timeline(options.actor, since=options.since, until=options.until)
    if not for_programs(options, found, Moment, found.rows, snapshot=store.snapshot):
        from onrecord.view.answers.timeline import render

        for_people(render, found)
    return FINE
