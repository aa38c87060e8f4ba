"""`onrecord contacts`: when two parties spoke or met, on whose initiative, by whose account."""

# ruff: noqa: PLC0415 - heavy parts are imported where they are used, so that --help answers at once
import argparse
from typing import TYPE_CHECKING

from onrecord.commands import FINE
from onrecord.commands.asking import PARTY, add_period, add_question, for_programs, opened, share
from onrecord.commands.streams import for_people

if TYPE_CHECKING:
    from onrecord.commands import Subparsers


def add(subparsers: "Subparsers") -> None:
    """Declare the command."""
    parser = add_question(
        subparsers,
        "contacts",
        "when two countries, offices or people spoke or met",
        "When two countries, offices or people spoke or met: how, on whose initiative, who says so, how each side "
        "tells it, and how long after the contact before.",
    )
    parser.add_argument("a", metavar="A", help=PARTY)
    parser.add_argument("b", metavar="B", help="the other, in the same way")
    add_period(parser)
    parser.add_argument("--sure", type=share, default=0, metavar="LEAST", help="only what is as confident: 0 to 1")


def run(options: argparse.Namespace) -> int:
    """Ask and show; the exit code."""
    from onrecord.ask.contacts import Contact

    with opened(options) as store:
        found = store.contacts(options.a, options.b, since=options.since, until=options.until, sure=options.sure)
    if not for_programs(options, found, Contact, found.rows, snapshot=store.snapshot):
        from onrecord.view.answers.contacts import render

        for_people(render, found)
    return FINE
