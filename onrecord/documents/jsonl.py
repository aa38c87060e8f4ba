"""JSON Lines: one report a line, with `text`, `html` or `summary`, and what is known of it; or a ninjs item a line."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain
from typing import Protocol

from onrecord.documents import ninjs
from onrecord.documents.blocks import text_of_html
from onrecord.documents.draft import Draft
from onrecord.documents.limits import LIMITS
from onrecord.documents.page import read_page
from onrecord.documents.raw import Raw
from onrecord.errors import InputError, LimitError
from onrecord.record import Notice

_RECORD = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*"')
# A list, an object whose first line does not end it, or an article list.
_OTHER_JSON = re.compile(rb'(?:\xef\xbb\xbf)?\s*(?:\[\s*\{|\{[^\n]*[,{\[]\s*\n|\{\s*\n\s*"|\{\s*"articles"\s*:\s*\[)')
_NAMES = {str: "a string", bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object"}
_CHUNK = 1 << 20


class Lines(Protocol):
    """Bytes that can be read line by line."""

    def readline(self, size: int, /) -> bytes:
        """The next line, or as many bytes of it."""


def is_jsonl(head: bytes) -> bool:
    """Whether a file that begins like this is one JSON object a line."""
    return _RECORD.match(head) is not None and not is_other_json(head)


def is_other_json(head: bytes) -> bool:
    """Whether it is JSON in another layout: a list, an object over several lines, or an article list."""
    return _OTHER_JSON.match(head) is not None


def raw_lines(stream: Lines, where: str) -> Iterator[Raw | InputError]:
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
            skip_line(stream, here)
        elif line.strip():
            yield Raw(line, here, is_line=True)


def line_of(row: Mapping[str, object], where: str) -> Raw:
    """A report of another format as the line that it amounts to; what is empty is left out."""
    known = {key: value for key, value in row.items() if value not in (None, "")}
    return Raw(json.dumps(known, ensure_ascii=False).encode("utf-8", "replace"), where, is_line=True)


def read_line(line: bytes, where: str) -> Draft:
    """The draft of one line.

    Raises:
        InputError: The line is no JSON object, or lacks a text, or holds a value of the wrong type.
    """
    row = _parse(line, where)
    if ninjs.is_item(row):
        row = dict(ninjs.row_of(row, where))
    text, html, summary = (_string(row, key, where) for key in ("text", "html", "summary"))
    number, modified = row.get("id"), _date(row, "modified")
    draft = Draft(
        text=text or "",
        where=where,
        id=str(number) if type(number) is int else _string(row, "id", where),
        title=_string(row, "title", where),
        url=_string(row, "url", where),
        outlet=_string(row, "outlet", where),
        published=_date(row, "published"),
        modified=modified,
        instead=modified,
    )
    if text is not None:
        return draft
    if html is not None:
        return read_page(html, draft)
    if summary is None:
        raise InputError("the record has neither `text` nor `html`", where=where)
    notice = Notice("summary-only", "the source gives a summary, not the whole report")
    return replace(draft, text=text_of_html(summary, where), warnings=(notice,))


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
    except RecursionError:
        raise _too_deep(where) from None
    except ValueError:
        raise InputError("the line holds a number that is too long", where=where) from None
    if _is_deep(row):
        raise _too_deep(where)
    if not isinstance(row, dict):
        what = f"the line is {_NAMES.get(type(row), 'null')}, not a JSON object"
        raise InputError(what, where=where, advice='write {"text": …} on each line')
    return row


def _is_deep(value: object) -> bool:
    """Whether lists and objects are nested beyond the limit."""
    level: list[object] = [value]
    for _ in range(LIMITS.nesting):
        inner = (v.values() if isinstance(v, dict) else v if isinstance(v, list) else () for v in level)
        level = list(chain.from_iterable(inner))
        if not level:
            return False
    return True


def _too_deep(where: str) -> LimitError:
    return LimitError(f"the line holds JSON nested more than {LIMITS.nesting} levels deep", where=where)


def _string(row: dict[str, object], key: str, where: str) -> str | None:
    value = row.get(key)
    if value is None or isinstance(value, str):
        return value
    raise InputError(f"`{key}` is {_NAMES[type(value)]}; a string is expected", where=where)


def _date(row: Mapping[str, object], key: str) -> str | None:
    return None if row.get(key) is None else str(row[key])


def skip_line(stream: Lines, where: str) -> None:
    """Pass over the rest of a line; LimitError where that goes on for too long."""
    skipped = 0
    while chunk := stream.readline(_CHUNK):
        if chunk.endswith(b"\n"):
            return
        skipped += len(chunk)
        if skipped > LIMITS.skip_bytes:
            what = f"the line goes on for more than {LIMITS.skip_bytes:,} bytes; the rest of the file is not read"
            raise LimitError(what, where=where)
