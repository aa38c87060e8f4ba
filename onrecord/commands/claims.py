"""`onrecord claims`: who claimed what, on what evidence, and who denies it."""

# ruff: noqa: PLC0415 - heavy parts are imported where they are used, so that --help answers at once
import argparse
from typing import TYPE_CHECKING

from onrecord.commands import FINE
from onrecord.commands.asking import PARTY, add_period, add_question, for_programs, opened
from onrecord.commands.streams import for_people
from onrecord.record import Act, Evidence

if TYPE_CHECKING:
    from onrecord.commands import Subparsers

ACTS = [str(act) for act in Act]
EVIDENCE = [str(kind) for kind in Evidence]


def add(subparsers: "Subparsers") -> None:
    """Declare the command."""
    parser = add_question(
        subparsers,
        "claims",
        "who claimed what, on what evidence, and who denies it",
        "Who claimed what, on what evidence, and who denies it. An option given more than once means either.",
    )
    parser.add_argument("--speaker", metavar="PARTY", help=PARTY)
    parser.add_argument("--about", metavar="WORDS", help="words that the claim holds")
    parser.add_argument("--act", action="append", choices=ACTS, metavar="ACT", help=f"one of {', '.join(ACTS)}")
    parser.add_argument(
        "--evidence", action="append", choices=EVIDENCE, metavar="KIND", help=f"one of {', '.join(EVIDENCE)}"
    )
    denied = parser.add_mutually_exclusive_group()
    denied.add_argument("--denied", action="store_true", default=None, help="only what somebody denies")
    denied.add_argument("--undenied", action="store_false", dest="denied", default=None, help="only what nobody denies")
    add_period(parser)


def run(options: argparse.Namespace) -> int:
    """Ask and show; the exit code."""
    from onrecord.ask.claims import Claim

    with opened(options) as store:
        found = store.claims(
            speaker=options.speaker,
            about=options.about,
            acts=[Act(act) for act in options.act or ()],
            evidence=[Evidence(kind) for kind in options.evidence or ()],
            denied=options.denied,
            since=options.since,
            until=options.until,
        )
    if not for_programs(options, found, Claim, found, snapshot=store.snapshot):
        from onrecord.view.answers.claims import render

        for_people(render, found)
    return FINE
