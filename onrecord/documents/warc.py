"""Web archives (WARC): the pages in them, each as it was fetched."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from onrecord.documents.characters import inline
from onrecord.documents.limits import LIMITS
from onrecord.documents.raw import Raw
from onrecord.errors import InputError, LimitError

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

_VERSION = re.compile(rb"WARC/1\.\d{1,3}\r?\n")
_LENGTH = re.compile(rb"^content-length:[ \t]*(\d{1,15})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_NEXT = re.compile(rb"\n(?=WARC/1\.\d{1,3}\r?\n)")
_HEAD_BYTES = 65_536  # of the header lines of a record, and of one line
_PIECE = 1 << 20
_PAGES = ("text/html", "application/xhtml+xml")
_LONGEST_URL = 200  # in messages
_ADVICE = "get a whole copy"


class _Stream(Protocol):
    def read(self, size: int, /) -> bytes: ...

    def readline(self, size: int, /) -> bytes: ...


def is_warc(head: bytes) -> bool:
    """Whether a file that begins like this is a web archive."""
    return head.startswith(b"WARC/")


def pages(stream: _Stream, where: str) -> Iterator[Raw | InputError]:
    """Each page that was fetched with success, and each text that was taken out of one, or an error, in order.

    Requests, redirects, pictures and the like are passed over. Memory is bounded by one record.

    Raises:
        InputError: The archive holds no page.
        LimitError: A record is so long that the rest of the archive is out of reach.
    """
    found = False
    for record in _records(_Tape(stream), where):
        try:
            page = record if isinstance(record, InputError) else _page(record)
        except InputError as error:
            page = error
        if page is not None:
            found = True
            yield page
    if not found:
        raise InputError("the web archive holds no page", where=where)


class _Tape:
    """A stream to which bytes can be put back."""

    def __init__(self, stream: _Stream) -> None:
        self._stream, self._back = stream, io.BytesIO()

    def read(self, size: int) -> bytes:
        data = bytearray(self._back.read(size))
        while len(data) < size and (more := self._stream.read(min(size - len(data), _PIECE))):
            data += more
        return bytes(data)

    def readline(self) -> bytes:
        line = self._back.readline(_HEAD_BYTES)
        if line.endswith(b"\n") or len(line) == _HEAD_BYTES:
            return line
        return line + self._stream.readline(_HEAD_BYTES - len(line))

    def put_back(self, data: bytes) -> None:
        self._back = io.BytesIO(data + self._back.read())


def _records(tape: _Tape, where: str) -> Iterator[Raw | InputError]:
    """The bytes of each record; where one is not as long as it says, the next is looked for."""
    here, number, passed = where, 0, 0
    record: Raw | InputError | None = None
    while line := tape.readline():
        if not _VERSION.fullmatch(line):
            passed = _passed(passed, line, here)
            continue
        yield from _left_over(passed, record, here)
        number, passed = number + 1, 0
        here = f"{where}, record {number}"
        record = _record(tape, line, here)
        yield record
    yield from _left_over(passed, record, here)


def _left_over(passed: int, record: Raw | InputError | None, where: str) -> Iterator[InputError]:
    """What to say of bytes between records: nothing where the one before them is broken anyway."""
    if passed and not isinstance(record, InputError):
        yield InputError(f"{passed:,} bytes after it belong to no record", where=where, advice=_ADVICE)


def _record(tape: _Tape, version: bytes, where: str) -> Raw | InputError:
    """The record that begins with this line."""
    head = version
    while len(head) < _HEAD_BYTES and (line := tape.readline()):
        head += line
        if not line.strip():
            break
    declared = _LENGTH.search(head)
    if declared is None:
        return InputError("the record does not say how long it is", where=where, advice=_ADVICE)
    length = int(declared.group(1))
    if length > LIMITS.report_bytes:
        return _too_long(tape, length, where)
    body = tape.read(length)
    end = tape.read(4)
    tape.put_back(end.lstrip(b"\r\n"))
    if len(body) == length and b"WARC".startswith(end.strip(b"\r\n")):
        return Raw(head + body, where)
    if following := _NEXT.search(body):
        tape.put_back(body[following.end() :])
    what = "the record is cut off" if len(body) < length or following else "the record is longer than it says"
    return InputError(what, where=where, advice=_ADVICE)


def _too_long(tape: _Tape, length: int, where: str) -> LimitError:
    """Pass over a record that is too long.

    Raises:
        LimitError: It is far too long.
    """
    what = f"the record has {length:,} bytes; the limit is {LIMITS.report_bytes:,}"
    if length > LIMITS.skip_bytes:
        raise LimitError(f"{what}; the rest of the archive is not read", where=where)
    while length > 0:
        length -= len(tape.read(min(length, _PIECE))) or length
    return LimitError(what, where=where)


def _passed(before: int, line: bytes, where: str) -> int:
    """How many bytes were passed over in search of a record.

    Raises:
        LimitError: Too many.
    """
    if not line.strip():
        return before + (len(line) if before else 0)
    if before + len(line) > LIMITS.skip_bytes:
        what = f"more than {LIMITS.skip_bytes:,} bytes after it belong to no record; the rest is not read"
        raise LimitError(what, where=where, advice=_ADVICE)
    return before + len(line)


def _page(raw: Raw) -> Raw | None:
    """The page in a record, or the text that was taken out of one; None where it holds neither.

    Raises:
        InputError: It is damaged.
    """
    from fastwarc.warc import WarcRecord, WarcRecordType  # noqa: PLC0415 - heavy, and only archives need it

    try:
        record = WarcRecord.from_bytes(raw.data)
        url = (record.headers.get("WARC-Target-URI") or "").strip("<> ")
        where = f"{raw.where}, {inline(url)[:_LONGEST_URL]}" if url else raw.where
        said = (record.headers.get("Content-Type") or "").lower()
        fetched = record.headers.get("WARC-Date")
        if record.record_type == WarcRecordType.response and record.is_http:
            page = _answer(raw.data, where, url)
            return replace(page, fetched=fetched) if page else None
        told = record.record_type in (WarcRecordType.resource, WarcRecordType.conversion)
        if told and said.startswith((*_PAGES, "text/plain")):
            return Raw(record.reader.read(), where, url or None, _charset(said), fetched=fetched)
    except OSError as error:
        raise InputError(f"the record is damaged: {inline(str(error))[:80]}", where=raw.where) from error
    return None


def _answer(data: bytes, where: str, url: str) -> Raw | None:
    """The page in a server's answer; None where it holds another thing, or was no success."""
    answer, body = _unchunked(data)
    status, kind = answer.http_headers.status_code, (answer.http_content_type or "").lower()
    if status is None:
        raise InputError("the record holds no whole answer of a server", where=where, advice=_ADVICE)
    if not 200 <= status < 300 or not (kind in _PAGES or (not kind and body.lstrip()[:1] == b"<")):
        return None
    packed = answer.http_headers.get("Content-Encoding") or ""
    return Raw(_unpacked(body, packed, where), where, url or None, _charset(f"charset={answer.http_charset or ''}"))


def _unchunked(data: bytes) -> "tuple[WarcRecord, bytes]":
    """An answer, its HTTP headers read, and its body in one piece.

    Many archives have bodies that were put together and unpacked, under the headers of before.
    """
    from fastwarc.warc import WarcRecord  # noqa: PLC0415

    try:
        record = WarcRecord.from_bytes(data)
        record.parse_http(auto_decode="transfer")
        return record, record.reader.read()
    except OSError:
        record = WarcRecord.from_bytes(data)
        record.parse_http()
        return record, record.reader.read()


def _unpacked(body: bytes, packed: str, where: str) -> bytes:
    """The body as it is, or unpacked where it is as its headers say.

    Raises:
        LimitError: It is too large.
    """
    import urllib3  # noqa: PLC0415 - heavy, and only archives need it

    if not packed or packed.strip().lower() == "identity":
        return body
    answer = urllib3.HTTPResponse(io.BytesIO(body), {"content-encoding": packed}, preload_content=False)
    try:
        data = answer.read(LIMITS.report_bytes + 1)
    except urllib3.exceptions.HTTPError:
        return body
    if len(data) > LIMITS.report_bytes:
        raise LimitError(f"the page unpacks to more than {LIMITS.report_bytes:,} bytes", where=where)
    return data


def _charset(said: str) -> str | None:
    return said.partition("charset=")[2].partition(";")[0].strip(" \"'") or None
