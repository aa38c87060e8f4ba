"""`make demo` shows what it says, in a page or two."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.skipif(shutil.which("make") is None, reason="no make")
def test_the_demo(tmp_path: Path) -> None:
    ran = subprocess.run(  # noqa: S603
        ["make", "-o", "install", "demo", f"BIN={Path(sys.executable).parent}", f"DEMO={tmp_path}"],  # noqa: S607
        cwd=ROOT, env=os.environ | {"COLUMNS": "80"}, capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    lines = ran.stdout.splitlines()
    assert len(lines) <= 125
    assert "≠ initiator Pakistan India" in {" ".join(line.split()) for line in lines}
    assert any("denied by Vikram Misri" in line for line in lines)
    assert any("first since 2022-10" in line for line in lines)
    assert any(line.endswith(f"onrecord show {tmp_path}/record") for line in lines)
    assert any(
        "http://127.0.0.1:8000/" in line and line.endswith(f"onrecord serve {tmp_path}/record") for line in lines
    )
    assert "12 new, 0 there already, 0 failed" in ran.stderr
