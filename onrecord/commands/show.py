"""`onrecord show`: anything by its id, and what is in the record as a whole."""

# ruff: noqa: PLC0415 - heavy parts are imported where they are used, so that --help answers at once
import argparse
from functools import partial
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
        "show",
        "what is in the record, or anything by its id",
        "Anything by its id, with the sentences that it comes from and the reasons why reports' rows are one. Without "
        "an id: what the record holds, in numbers.",
    )
    parser.add_argument("id", nargs="?", metavar="ID", help="of an event, claim, actor or report, or DOCUMENT#ROW")


def run(options: argparse.Namespace) -> int:
    """Ask and show; the exit code."""
    return _overview(options) if options.id is None else _show(options)


def _show(options: argparse.Namespace) -> int:
    from onrecord.ask.reports import Passage

    with opened(options) as store:
        found = store.show(options.id)
    if not for_programs(options, found, Passage, found.passages, snapshot=store.snapshot):
        from onrecord.view.answers.show import render

        for_people(render, found)
    return FINE


def _overview(options: argparse.Namespace) -> int:
    from onrecord.ask.overview import Number, numbers

    with opened(options) as store:
        found = store.overview()
    if not for_programs(options, found, Number, numbers(found), snapshot=store.snapshot):
        from onrecord.view.answers.overview import render

        for_people(partial(render, record=str(options.record)), found)
    return FINE
