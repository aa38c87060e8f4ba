"""Keep of a corpus what it takes to reach every line: `python fuzz/distil.py feed FOLDER …`.

The smallest inputs first: one stays in `fuzz/corpus` if it goes from one line to another as none before it did.
"""

import argparse
import contextlib
import hashlib
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

HERE = Path(__file__).parent
CODE = str(HERE.parent / "onrecord")
MOST = 120_000  # bytes of one target's corpus

Step = tuple[str, int, int]


def main() -> None:
    """Write the corpus of one target anew."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target")
    parser.add_argument("folders", type=Path, nargs="*", help="more inputs, such as --corpus of run.py")
    options = parser.parse_args()
    sys.path[:0] = [str(HERE.parent), str(HERE.parent / "tests")]
    from fuzz_targets import TARGETS  # noqa: PLC0415 - found by the path above

    here = HERE / "corpus" / options.target
    inputs = {path.read_bytes() for folder in (here, *options.folders) for path in folder.iterdir()}
    TARGETS[options.target](b"")  # what is loaded once is no input's doing
    seen: set[Step] = set()
    kept: list[bytes] = []
    for data in sorted(inputs, key=lambda data: (len(data), data)):
        steps = traced(TARGETS[options.target], data)
        if steps - seen and sum(map(len, kept)) + len(data) <= MOST:
            seen |= steps
            kept.append(data)
    for path in here.iterdir():
        path.unlink()
    for data in kept:
        (here / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)
    print(f"{options.target}: {len(kept)} of {len(inputs)} inputs, {sum(map(len, kept)):,} bytes, {len(seen):,} steps")


def traced(target: Callable[[bytes], None], data: bytes) -> set[Step]:
    """Every step from line to line of the package that an input leads to."""
    steps: set[Step] = set()

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        if not frame.f_code.co_filename.startswith(CODE):
            return None
        last = frame.f_lineno

        def local(frame: FrameType, event: str, _: Any) -> Any:
            nonlocal last
            if event == "line":
                steps.add((frame.f_code.co_filename, last, frame.f_lineno))
                last = frame.f_lineno
            return local

        return local if event == "call" else None

    sys.settrace(trace)
    with contextlib.suppress(Exception):
        target(data)
    sys.settrace(None)
    return steps


if __name__ == "__main__":
    main()
