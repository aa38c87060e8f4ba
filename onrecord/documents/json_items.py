"""JSON that is not one object a line: one object, a list of them, or an article list."""

import json
import re
from collections.abc import Iterator

from onrecord.documents.jsonl import line_of
from onrecord.documents.lists import Addresses, in_articles
from onrecord.documents.raw import Raw
from onrecord.errors import InputError

_BETWEEN = re.compile(r"[\s,]*")
_DECODER = json.JSONDecoder()


def items(text: str, where: str) -> Iterator[Raw | Addresses | InputError]:
    """A line for each object, in order, or the addresses of an article list.

    Raises:
        InputError: It is no JSON, from some place on.
    """
    text = text.removeprefix("\ufeff").strip()
    if text.startswith("["):
        yield from _listed(text, where)
        return
    value, end = _value(text, 0, where)
    if end < len(text):
        raise InputError("something follows the JSON object", where=where, advice="write one object a line (JSONL)")
    articles = value.get("articles") if isinstance(value, dict) else None
    yield in_articles(articles, where) if isinstance(articles, list) else _line(value, where)


def _listed(text: str, where: str) -> Iterator[Raw | InputError]:
    """One by one, so that no more than one is in memory."""
    number, at = 0, _next(text, 1)
    while at < len(text) and text[at] != "]":
        number += 1
        here = f"{where}, item {number}"
        value, end = _value(text, at, here)
        yield _line(value, here)
        at = _next(text, end)
    if not number:
        raise InputError("the JSON list is empty", where=where)
    if at >= len(text):
        raise InputError("the JSON list is cut off", where=where, advice="get a whole copy")


def _next(text: str, at: int) -> int:
    found = _BETWEEN.match(text, at)
    return found.end() if found else at


def _line(value: object, where: str) -> Raw | InputError:
    return line_of(value, where) if isinstance(value, dict) else InputError("this is no JSON object", where=where)


def _value(text: str, at: int, where: str) -> tuple[object, int]:
    try:
        return _DECODER.raw_decode(text, at)
    except json.JSONDecodeError as error:
        what = f"the JSON is broken: {error.msg.lower()} in line {error.lineno}"
        raise InputError(what, where=where, advice="write one object a line (JSONL)") from None
    except (ValueError, RecursionError):
        raise InputError("the JSON is nested too deeply or holds a number too long", where=where) from None
