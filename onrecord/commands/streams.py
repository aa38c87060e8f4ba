"""stdout is data, stderr is talk."""

# ruff: noqa: PLC0415 - heavy parts are imported where they are used, so that --help answers at once
import json
import re
import sys
from collections.abc import Callable
from io import TextIOWrapper
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from rich.console import Console

T = TypeVar("T")
_PADDING = re.compile(r" +$", re.MULTILINE)


def prepare_output(*, for_programs: bool) -> None:
    """A letter that the terminal cannot write stops nothing; what programs read is UTF-8 with plain line ends."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    if for_programs and isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace", newline="\n")


def json_line(value: Any) -> None:
    """One JSON value on a line of its own."""
    line = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    print(line, flush=sys.stdout.isatty())  # noqa: T201


def for_people(render: "Callable[[T, Console], None]", found: T) -> None:
    """Print what people read; the spaces that fill its lines up go to terminals alone."""
    from rich.console import Console

    console = Console()
    if console.is_terminal:
        render(found, console)
        return
    with console.capture() as captured:
        render(found, console)
    sys.stdout.write(_PADDING.sub("", captured.get()))


def say(words: str) -> None:
    """To stderr, on one line, with nothing in it that a terminal would act on."""
    print("".join(c if c.isprintable() else " " for c in words), file=sys.stderr)  # noqa: T201
