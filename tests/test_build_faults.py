"""A full disk, one that fails, what may not be read or written: a clear message, nothing lost, the next run goes on.

`faults.py` does it, with real commands in processes of their own.
"""

import json
import os
import subprocess
import sys
from errno import EIO
from pathlib import Path
from typing import Any

import pytest
from faults import FAULTS, Fault
from points import COMPILER

pytestmark = pytest.mark.skipif(not COMPILER, reason="named points need a C compiler, and Linux")


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    command = [sys.executable, str(Path(__file__).with_name("faults.py")), str(tmp_path_factory.mktemp("faults"))]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)  # noqa: S603
    assert ran.returncode == 0, ran.stderr
    return {told["fault"]: told for told in map(json.loads, ran.stdout.splitlines())}


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_a_fault_is_told_and_costs_nothing(found: dict[str, dict[str, Any]], fault: Fault) -> None:
    told = found[str(fault)]
    assert told["problem"] == ""
    message = told["said"].splitlines()[0]
    assert told["code"] == fault.code
    assert message.startswith("onrecord: /")
    assert fault.files.split("/")[0].split(".")[0] in message
    sqlite = "database or disk is full", "disk I/O error", "unable to open database file"
    assert any(words in message for words in (os.strerror(fault.error), *sqlite))
    assert not any(words in told["said"] for words in ("Traceback", "should not have happened", "damaged", "{"))


def test_points_are_many_and_of_all_kinds() -> None:
    assert len(FAULTS) >= 20
    calls = {fault.call for fault in FAULTS}
    assert calls == {"create", "open", "read", "write", "fsync", "rename", "unlink", "mkdir"}
    assert EIO in {fault.error for fault in FAULTS}


def test_a_disk_that_is_really_full(found: dict[str, dict[str, Any]]) -> None:
    told = found.get("build, a small disk")
    if told is None:
        pytest.skip("a small disk can be mounted by root alone")
    assert (told["code"], told["problem"]) == (1, "")
    assert "No space left on device" in told["said"] or "disk is full" in told["said"]
