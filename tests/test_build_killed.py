"""Builds and watches that are killed, at named points and at any moment, end in the record of one left alone.

`killing.py` does it; what 500 kills over 10,000 reports found is in docs/reference/benchmarks.md.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from points import COMPILER

NAMED, WATCHED, RANDOM = 30, 10, 12
REPORTS = 240


@pytest.fixture(scope="module")
def tallies(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    kills = {"--named": NAMED, "--watched": WATCHED, "--random": RANDOM, "--records": 1, "--reports": REPORTS}
    options = [word for name, number in kills.items() for word in (name, str(number))]
    program = Path(__file__).with_name("killing.py")
    command = [sys.executable, str(program), str(tmp_path_factory.mktemp("killed")), *options]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=900, check=False)  # noqa: S603
    assert ran.stdout, ran.stderr
    return [json.loads(line) for line in ran.stdout.splitlines()]


@pytest.mark.skipif(not COMPILER, reason="named points need a C compiler, and Linux")
def test_killed_at_named_points_and_at_any_moment(tallies: list[dict[str, Any]]) -> None:
    """Nothing acknowledged is lost or doubled, no snapshot is lost, and the export is byte-identical."""
    assert [problem for tally in tallies for problem in tally["problems"]] == []
    killed = {kind: [t["killed"] for t in tallies if t["kind"].startswith(kind)] for kind in ("build", "watch")}
    kills = {kind: sum(sum(points.values()) for points in found) for kind, found in killed.items()}
    assert kills == {"build": NAMED + RANDOM, "watch": WATCHED}
    points = {point for found in killed.values() for points in found for point in points}
    assert len(points) > (NAMED + WATCHED) // 2
    assert {point.split()[0] for point in points} >= {"write", "fsync", "rename", "create", "unlink"}
    assert len({number for tally in tallies for number in tally["commits"]}) > 4, "killed in too few states"
