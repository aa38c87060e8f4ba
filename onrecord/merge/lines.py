"""Dataclasses as lines of JSON, the same line for the same value."""

import json
from typing import Any, TypeVar

from onrecord.record import made, plain

T = TypeVar("T")


def dumps(value: Any) -> str:
    """A dataclass as one line."""
    return json.dumps(plain(value), ensure_ascii=False, separators=(",", ":"))


def loads(kind: type[T], line: str) -> T:
    """A dataclass from what `dumps` gave."""
    value: T = made(kind)(json.loads(line))  # type: ignore[arg-type]  # a class is hashable
    return value
