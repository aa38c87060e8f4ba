"""JSON Lines: one report a line, with `text` or `html`, and any of `id`, `url`, `outlet`, `published`, `title`."""

import json
import re
from collections.abc import Iterator
from typing import Protocol

from onrecord.documents.draft import Draft
from onrecord.documents.limits import LIMITS
from onrecord.documents.page import read_page
from onrecord.documents.raw import Raw
from onrecord.errors import InputError, LimitError

_RECORD = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*"')
_OTHER_JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\[\s*\{|\{\s*\n\s*\")")
_NAMES = {str: "a string", bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object"}
_CHUNK = 1 << 20


class _Lines(Protocol):
    def readline(self, size: int, /) -> bytes: ...


def is_jsonl(head: bytes) -> bool:
    """Whether a file that begins like this is one JSON object a line."""
    return _RECORD.match(head) is not None and not is_other_json(head)


def is_other_json(head: bytes) -> bool:
    """Whether it is JSON in another layout: a list, or an object over several lines."""
    return _OTHER_JSON.match(head) is not None


def raw_lines(stream: _Lines, where: str) -> Iterator[Raw | InputError]:
    """The bytes of each line that is not blank, or an error, in order; memory is bounded by one line.

    Raises:
        LimitError: One line is so long that the rest of the file is out of reach.
    """
    number = 0
    while line := stream.readline(LIMITS.report_bytes + 1):
        number += 1
        here = f"{where}:{number}"
        if len(line) > LIMITS.report_bytes:
            what = f"the line is longer than {LIMITS.report_bytes:,} bytes"
            yield LimitError(what, where=here, advice="split it into reports, one a line")
            del line
            _skip_line(stream, here)
        elif line.strip():
            yield Raw(line, here, is_line=True)


def read_line(line: bytes, where: str) -> Draft:
    """The draft of one line.

    Raises:
        InputError: The line is no JSON object, or lacks a text, or holds a value of the wrong type.
    """
    row = _parse(line, where)
    text, html = (_string(row, key, where) for key in ("text", "html"))
    if text is None and html is None:
        raise InputError("the record has neither `text` nor `html`", where=where)
    number = row.get("id")
    draft = Draft(
        text=text or "",
        where=where,
        id=str(number) if type(number) is int else _string(row, "id", where),
        title=_string(row, "title", where),
        url=_string(row, "url", where),
        outlet=_string(row, "outlet", where),
        published=None if row.get("published") is None else str(row["published"]),
    )
    return read_page(html, draft) if text is None and html is not None else draft


def _parse(line: bytes, where: str) -> dict[str, object]:
    try:
        row: object = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        what = f"byte {error.start + 1} of the line is not UTF-8"
        raise InputError(what, where=where, advice="save the file as UTF-8") from None
    except json.JSONDecodeError as error:
        cut = error.pos >= len(error.doc.rstrip()) or error.msg.startswith("Unterminated")
        what = "the line is cut off" if cut else f"the line is no JSON: {error.msg} at character {error.pos + 1}"
        raise InputError(what, where=where, advice="write one whole JSON object a line") from None
    except (ValueError, RecursionError):
        raise InputError("the line holds JSON that is nested too deeply or a number too long", where=where) from None
    if not isinstance(row, dict):
        what = f"the line is {_NAMES.get(type(row), 'null')}, not a JSON object"
        raise InputError(what, where=where, advice='write {"text": …} on each line')
    return row


def _string(row: dict[str, object], key: str, where: str) -> str | None:
    value = row.get(key)
    if value is None or isinstance(value, str):
        return value
    raise InputError(f"`{key}` is {_NAMES[type(value)]}; a string is expected", where=where)


def _skip_line(stream: _Lines, where: str) -> None:
    skipped = 0
    while chunk := stream.readline(_CHUNK):
        if chunk.endswith(b"\n"):
            return
        skipped += len(chunk)
        if skipped > LIMITS.skip_bytes:
            what = f"the line goes on for more than {LIMITS.skip_bytes:,} bytes; the rest of the file is not read"
            raise LimitError(what, where=where)
