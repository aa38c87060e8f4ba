"""`onrecord actors`: who is who, and the user's own file of who held which office when."""

# ruff: noqa: PLC0415 - heavy parts are imported where they are used, so that --help answers at once
import argparse
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.commands import FINE, SOME_FAILED
from onrecord.commands.asking import csv_rows, day
from onrecord.commands.read import add_actors
from onrecord.commands.streams import for_people, json_line, prepare_output, say
from onrecord.errors import UsageError

if TYPE_CHECKING:
    from onrecord.commands import Subparsers

_CELLS = {
    "country": ("STATE", "its name or its ISO code of three letters"),
    "office": ("TITLE", 'the usual English title, such as "Minister of Defence"'),
    "person": ("NAME", 'the usual spelling; others after it, with "|" between'),
    "start": ("DATE", "first day: YYYY-MM-DD, YYYY-MM or YYYY"),
    "end": ("DATE", "last day; without it until another row of yours says otherwise"),
    "source": ("WORDS", "where you know it from"),
}
_NEEDED = ("office", "person", "start")


def add(subparsers: "Subparsers") -> None:
    """Declare the command."""
    parser = subparsers.add_parser(
        "actors",
        help="who is who, from the tables and from your own file",
        description="Who is who: a person, an office, a state, an organisation or an outlet, from the table that ships "
        "with Onrecord and your own file. `actors add` puts a row into your file, `actors check` says what is wrong "
        "with it.",
        usage="%(prog)s WHO [--on DATE] [--actors FILE] [--json | --csv]\n"
        "       %(prog)s add --to FILE --country STATE --office TITLE --person NAME --start DATE [OPTIONS]\n"
        "       %(prog)s check FILE",
    )
    parser.add_argument(
        "words", nargs="+", metavar="WHO", help='"Lavrov", "Japanese foreign minister", "FRA", "Reuters"'
    )
    parser.add_argument("--on", type=day, metavar="DATE", help="on this day (YYYY-MM-DD)")
    add_actors(parser)
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print the answer as JSON, on one line")
    form.add_argument("--csv", action="store_true", help="print its rows as CSV, safe to open in a spreadsheet")
    row = parser.add_argument_group("of add")
    row.add_argument("--to", type=Path, metavar="FILE", help="your file, made if need be")
    for name, (shown, says) in _CELLS.items():
        row.add_argument(f"--{name}", metavar=shown, help=says)


def run(options: argparse.Namespace) -> int:
    """Look up, add or check; the exit code."""
    command, *others = options.words
    if command == "add":
        return _add(options, others)
    if command == "check":
        return _check(others)
    if options.to or any(getattr(options, name) for name in _CELLS):
        raise UsageError("--to and the options of a row are of `onrecord actors add`")
    return _look_up(options)


def _look_up(options: argparse.Namespace) -> int:
    from onrecord.ask.lookup import Held, look_up
    from onrecord.record import plain

    found = look_up(" ".join(options.words), on=options.on, actors=options.actors)
    prepare_output(for_programs=options.json or options.csv)
    if options.json:
        json_line({"on": options.on, "rows": plain(found)})
    elif options.csv:
        csv_rows(Held, [row for known in found for row in known.rows])
    else:
        from onrecord.view.answers.lookup import render

        for_people(partial(render, on=options.on), found)
    return FINE


def _add(options: argparse.Namespace, others: list[str]) -> int:
    from onrecord.knowledge import load
    from onrecord.knowledge.actors_file import add, read

    missing = [name for name in ("to", *_NEEDED) if not getattr(options, name)]
    if others or missing:
        raise UsageError("actors add takes no words" if others else f"actors add needs --{' and --'.join(missing)}")
    before = load(read(options.to) if options.to.exists() else None)
    line = add(options.to, {name: getattr(options, name) or "" for name in _CELLS})
    say(f"added to {options.to}, line {line}")
    own = read(options.to)
    held, country = own.rows[-1].office_class, own.rows[-1].country
    left = load(own).holders(held, country)
    for tenure in before.holders(held, country):
        if tenure not in left:
            say(f"corrected: {tenure.person}, {tenure.start} to {tenure.end or tenure.as_of} ({tenure.basis})")
    return FINE


def _check(files: list[str]) -> int:
    from onrecord.knowledge.actors_file import check

    if not files:
        raise UsageError("actors check needs a FILE")
    problems = [problem for file in files for problem in check(Path(file))]
    for problem in problems:
        say(str(problem))
    if not problems:
        say("sound")
    return SOME_FAILED if problems else FINE
