"""`onrecord check`: is a record as it was written, and what is lost where it is not."""

# ruff: noqa: PLC0415 - heavy parts are imported where they are used, so that --help answers at once
import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.commands import FINE, SOME_FAILED
from onrecord.commands.streams import prepare_output, say

if TYPE_CHECKING:
    from onrecord.check import Finding
    from onrecord.commands import Subparsers

_SHOWN = 20  # reports by name for each damaged file


def add(subparsers: "Subparsers") -> None:
    """Declare the command."""
    check = subparsers.add_parser(
        "check",
        help="verify every byte of a record and mend what can be",
        description="Verify every byte of a record, say what is lost where one is damaged, and make anew what is "
        "derived from the rest.",
        epilog="exit codes: 0 sound or mended, 1 something is damaged, 2 wrong use",
    )
    check.add_argument("record", type=Path, metavar="RECORD", help="the record's folder")
    check.add_argument("--no-repair", action="store_true", help="change nothing")


def run(options: argparse.Namespace) -> int:
    """Check; the exit code."""
    from onrecord.check import check

    prepare_output(for_programs=False)
    findings = check(options.record, repair=not options.no_repair)
    for finding in findings:
        _tell(finding)
    left = [finding for finding in findings if not finding.mended]
    if any(finding.reports for finding in left):
        say("what is lost can only come back from a copy of the named file, or by building a new record")
    if not left:
        say("sound" if not findings else "sound again")
    return SOME_FAILED if left else FINE


def _tell(finding: "Finding") -> None:
    say(f"{finding.where}: {finding.what}" + ("; mended" if finding.mended else ""))
    for report in finding.reports[:_SHOWN]:
        say(f"  {report}")
    if len(finding.reports) > _SHOWN:
        say(f"  and {len(finding.reports) - _SHOWN} more")
