"""`onrecord watch`: what is new in feeds, into a record, again and again."""

# ruff: noqa: PLC0415 - heavy parts are imported where they are used, so that --help answers at once
import argparse
import io
import re
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.commands import FINE, SOME_FAILED
from onrecord.commands.read import add_actors, add_allow_private, jobs
from onrecord.commands.streams import json_line, prepare_output, say
from onrecord.errors import BusyError, InputError, UsageError

if TYPE_CHECKING:
    from onrecord.commands import Subparsers
    from onrecord.watch.rounds import Round

_UNITS = {"s": 1.0, "m": 60.0, "h": 3600.0, "d": 86_400.0}
_SHORTEST = 60.0  # seconds; more often is of no use to anybody
_EVERY = "15m"


def add(subparsers: "Subparsers") -> None:
    """Declare the command."""
    watch = subparsers.add_parser(
        "watch",
        help="build what is new in feeds into a record, again and again",
        description="Ask feeds again and again, and build the reports that are new in them into a record. It may be "
        "stopped at any moment, with Ctrl-C; the next one goes on.",
    )
    watch.add_argument(
        "feeds", nargs="+", metavar="FEEDS", help="the address of a feed, or a file of them: one a line, or OPML"
    )
    watch.add_argument("--to", required=True, type=Path, metavar="RECORD", help="the record's folder, made if need be")
    watch.add_argument(
        "--every", type=every, default=_EVERY, metavar="TIME", help=f"from one round to the next (default: {_EVERY})"
    )
    watch.add_argument("--once", action="store_true", help="one round, and end")
    watch.add_argument("--atom", type=Path, metavar="FILE", help="keep the newest contacts and claims there, as a feed")
    add_actors(watch)
    watch.add_argument("--jobs", type=jobs, metavar="N", help="processes to use (default: one for each core)")
    add_allow_private(watch)
    watch.add_argument("--json", action="store_true", help="print one JSON object a line for each round")


def every(words: str) -> float:
    """The seconds that an argument gives: 15m, 2h, 1d."""
    found = re.fullmatch(r"([0-9]{1,6})([smhd])", words)
    seconds = int(found[1]) * _UNITS[found[2]] if found else 0.0
    if seconds < _SHORTEST:
        raise argparse.ArgumentTypeError(f"{words!r} is no time of a minute or more; write it as 15m, 2h or 1d")
    return seconds


def run(options: argparse.Namespace) -> int:
    """Watch until interrupted; the exit code."""
    from onrecord.build import build
    from onrecord.watch.lists import feed_addresses
    from onrecord.watch.manners import Manners
    from onrecord.watch.rounds import Watch
    from onrecord.watch.state import held

    if options.atom and not options.atom.absolute().parent.is_dir():
        raise UsageError(f"{options.atom}: there is no such folder; give --atom a file that can be written")
    prepare_output(for_programs=options.json)
    feeds = feed_addresses(options.feeds)
    add_reports = partial(build, to=options.to, actors=options.actors, jobs=options.jobs)
    with held(options.to):
        manners = Manners(allow_private=options.allow_private)
        watch = Watch(feeds, options.to, every=options.every, manners=manners, build=add_reports)
        while True:
            began = time.monotonic()
            try:
                done = watch.round()
            except BusyError as error:
                if options.once:
                    raise
                say(f"onrecord: {error}")
            else:
                _tell(done, len(feeds), options)
                if options.once:
                    return SOME_FAILED if done.troubles or done.failures else FINE
            time.sleep(max(0.0, began + options.every - time.monotonic()))


def _tell(done: "Round", feeds: int, options: argparse.Namespace) -> None:
    """Say what is new, and write it."""
    for trouble in done.troubles:
        say(f"onrecord: {trouble}")
    for failure in done.failures:
        say(f"onrecord: {failure.where}: {failure.what}" + (f"; {failure.advice}" if failure.advice else ""))
    if options.atom and (done.snapshot or not options.atom.exists()):
        _write_atom(options.to, options.atom)
    if options.json:
        json_line(_plain(done, feeds))
        return
    reports = f"{done.new} new, {done.known} there already, {len(done.failures)} failed, {done.waiting} waiting"
    snapshot = f"; snapshot {done.snapshot[:12]}" if done.snapshot else ""
    print(f"{reports}; {done.answered} of {feeds} feeds answered{snapshot}", flush=True)  # noqa: T201


def _plain(done: "Round", feeds: int) -> dict[str, object]:
    troubles = [{"where": e.where, "what": e.what, "advice": e.advice} for e in done.troubles]
    failures = [{"where": f.where, "what": f.what, "advice": f.advice} for f in done.failures]
    counts = {"new": done.new, "known": done.known, "waiting": done.waiting, "feeds": feeds, "answered": done.answered}
    return counts | {"troubles": troubles, "failures": failures, "snapshot": done.snapshot}


def _write_atom(record: Path, path: Path) -> None:
    from onrecord.ask.store import Store
    from onrecord.export.atom import write_atom
    from onrecord.export.question import Question
    from onrecord.store.files import replace_file

    out = io.StringIO()
    with Store.open(record) as store:
        write_atom(store.view, out, Question())
    try:
        replace_file(path, out.getvalue().encode("utf-8", "replace"))
    except OSError as error:
        what = f"cannot be written: {error.strerror or error}"
        raise InputError(what, where=str(path), advice="mend this and run again; nothing is lost") from error
