"""`onrecord judge`: the user's word on the merge."""

# ruff: noqa: PLC0415 - heavy parts are imported where they are used, so that --help answers at once
import argparse
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.commands import FINE
from onrecord.commands.asking import for_programs
from onrecord.commands.streams import for_people, say
from onrecord.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from onrecord.ask.judging import Judged
    from onrecord.commands import Subparsers

_FEWEST = {"same": 2, "different": 2, "wrong": 1, "undo": 1, "list": 0}
_MOST = {"different": 2, "wrong": 1, "list": 0}


def add(subparsers: "Subparsers") -> None:
    """Declare the command."""
    parser = subparsers.add_parser(
        "judge",
        help="say that rows are the same, are different or are wrong, or take that back",
        description="Say that events, claims, actors or reports are the same, that two are different, or that one is "
        "wrong; take judgements back; list them. The reports themselves never change, and a judgement outlives a "
        "rebuild.",
    )
    parser.add_argument("record", type=Path, metavar="RECORD", help="the folder of a record")
    parser.add_argument("verdict", choices=list(_FEWEST), metavar="VERDICT", help=f"one of {', '.join(_FEWEST)}")
    parser.add_argument("ids", nargs="*", metavar="ID", help="as show takes them; of undo those of judgements")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print the judgements as JSON")
    form.add_argument("--csv", action="store_true", help="print the judgements as CSV")


def run(options: argparse.Namespace) -> int:
    """Judge, or list judgements; the exit code."""
    from onrecord.ask.judging import Judged
    from onrecord.store import Archive

    _check(options.verdict, options.ids)
    judged = _JUDGE.get(options.verdict, _judge)(options)
    snapshot = Archive(options.record).snapshot
    if not for_programs(options, judged, Judged, judged, snapshot=snapshot) and options.verdict == "list":
        from onrecord.view.answers.judgements import render

        for_people(render, judged)
    if options.verdict != "list":
        _tell(judged, options.record)
        say(f"snapshot {snapshot[:12]}")
    return FINE


def _tell(judged: "tuple[Judged, ...]", record: Path) -> None:
    for judgement in judged:
        if judgement.holds:
            say(f"judged {judgement.verdict}; to take it back: onrecord judge {record} undo {judgement.id}")
        else:
            say(f"taken back: {judgement.verdict} {judgement.id}")


def _check(verdict: str, ids: list[str]) -> None:
    fewest, most = _FEWEST[verdict], _MOST.get(verdict)
    if len(ids) < fewest or (most is not None and len(ids) > most):
        asked = f"{fewest} ID" + ("s" if fewest != 1 else "") + ("" if most is not None else " or more")
        raise UsageError(f"judge {verdict} takes {asked}")


def _list(options: argparse.Namespace) -> "tuple[Judged, ...]":
    from onrecord.ask.judging import judgements

    return judgements(options.record)


def _undo(options: argparse.Namespace) -> "tuple[Judged, ...]":
    from onrecord.ask.judging import undo

    return tuple(undo(options.record, judgement) for judgement in options.ids)


def _judge(options: argparse.Namespace) -> "tuple[Judged, ...]":
    from onrecord.ask.judging import judge
    from onrecord.merge.view import View
    from onrecord.store import Verdict

    with closing(View.open(options.record)) as view:
        return (judge(options.record, view, Verdict(options.verdict), options.ids),)


_JUDGE: "dict[str, Callable[[argparse.Namespace], tuple[Judged, ...]]]" = {"list": _list, "undo": _undo}
