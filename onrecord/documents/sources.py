"""What the user names — files, folders, addresses, standard input — told apart by content and read one by one."""

import difflib
import gzip
import io
import os
import re
import sys
import zlib
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Protocol, cast

from onrecord.documents import encoding
from onrecord.documents.characters import inline
from onrecord.documents.draft import Given, finish, given
from onrecord.documents.fetch import fetch
from onrecord.documents.jsonl import is_jsonl, raw_lines
from onrecord.documents.limits import LIMITS
from onrecord.documents.raw import Raw
from onrecord.documents.report import draft
from onrecord.errors import FetchError, InputError, LimitError
from onrecord.record import Document

_GZIP = b"\x1f\x8b"
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
_HEAD = 512
_SIBLINGS = 10_000


def read_inputs(
    sources: Iterable[str], *, published: str | None = None, outlet: str | None = None, allow_network: bool = True
) -> Iterator[Document | InputError]:
    """A document or an error for each report in `sources`, in order.

    A source is a file, a folder (its files by name, those in folders within too, hidden ones not), an http or https
    address, or "-" for standard input. Files are plain text, HTML or JSONL, each also gzipped. `published` and
    `outlet` hold for every report and go before what it says of itself.

    Raises:
        UsageError: `published` is no date. At once; once reading has begun, every failure is yielded.
    """
    return _read(sources, given(published, outlet), allow_network)


def _read(sources: Iterable[str], user: Given, allow_network: bool) -> Iterator[Document | InputError]:
    for raw in find_raw(sources, allow_network=allow_network):
        if isinstance(raw, InputError):
            yield raw
            continue
        try:
            document: Document | InputError = finish(draft(raw), user)
        except InputError as error:
            document = error
        yield document


def find_raw(sources: Iterable[str], *, allow_network: bool = True) -> Iterator[Raw | InputError]:
    """The bytes of each report in `sources`, as `read_inputs` finds them, or what keeps them from being had."""
    for source in sources:
        yield from _contained(source, allow_network)


def _contained(source: str, allow_network: bool) -> Iterator[Raw | InputError]:
    if source == "-":
        return _ended(_standard_input(), "standard input")
    where = inline(source)
    if _SCHEME.match(source):
        return _ended(_address(source, where, allow_network), where)
    return _ended(_path(source, where), where, Path(source))


def _ended(reports: Iterator[Raw | InputError], where: str, path: Path | None = None) -> Iterator[Raw | InputError]:
    """The reports of one source; whatever ends it early is the last item."""
    try:
        yield from reports
    except InputError as error:
        yield error
    except (OSError, ValueError) as error:
        if isinstance(error, FileNotFoundError) and path:
            yield _missing(path, where)
        else:
            yield InputError(f"cannot be read: {getattr(error, 'strerror', None) or error}", where=where)


def _standard_input() -> Iterator[Raw | InputError]:
    yield from _stream(cast(_Stream, sys.stdin.buffer), "standard input")


def _address(source: str, where: str, allow_network: bool) -> Iterator[Raw | InputError]:
    if not allow_network:
        raise FetchError("the network is not to be used", where=where, advice="save the page and give the file")
    page = fetch(source)
    with io.BufferedReader(io.BytesIO(page.data)) as stream:
        yield from _stream(stream, where, url=page.url, declared=page.charset)


def _path(source: str, where: str) -> Iterator[Raw | InputError]:
    if not source:
        raise InputError("an empty name names no file", where="the inputs")
    path = Path(source)
    yield from _folder(path, where) if path.is_dir() else _file(path, where)


def _folder(folder: Path, where: str) -> Iterator[Raw | InputError]:
    def refuse(error: OSError) -> None:
        raise error

    empty = True
    for parent, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for path in (Path(parent, name) for name in sorted(names) if not name.startswith(".")):
            if path.is_file() or not path.exists():  # a pipe or a device would wait for ever
                empty = False
                yield from _ended(_file(path, inline(str(path))), inline(str(path)), path)
    if empty:
        raise InputError("the folder holds no files", where=where)


def _file(path: Path, where: str) -> Iterator[Raw | InputError]:
    with path.open("rb") as file:
        yield from _stream(file, where)


class _Stream(Protocol):
    """Bytes that can be looked at before they are read."""

    def peek(self, size: int, /) -> bytes: ...

    def read(self, size: int, /) -> bytes: ...

    def readline(self, size: int, /) -> bytes: ...


def _stream(
    stream: _Stream, where: str, *, url: str | None = None, declared: str | None = None
) -> Iterator[Raw | InputError]:
    """The reports in a file, which may be gzipped."""
    if not stream.peek(2).startswith(_GZIP):
        yield from _unpacked(stream, where, url=url, declared=declared)
        return
    try:
        with gzip.GzipFile(fileobj=cast(BinaryIO, stream)) as unpacked:
            yield from _unpacked(unpacked, where, url=url, declared=declared)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        what = "the gzip file ends early" if isinstance(error, EOFError) else "the gzip file is damaged"
        raise InputError(what, where=where, advice="get a whole copy") from None


def _unpacked(stream: _Stream, where: str, *, url: str | None, declared: str | None) -> Iterator[Raw | InputError]:
    if is_jsonl(stream.peek(_HEAD)):
        yield from raw_lines(stream, where)
        return
    data = stream.read(LIMITS.report_bytes + 1)
    if len(data) > LIMITS.report_bytes:
        what = f"larger than {LIMITS.report_bytes:,} bytes"
        raise LimitError(what, where=where, advice="for many reports use JSONL, one a line")
    if is_jsonl((text := encoding.as_utf8(data, where=where))[:_HEAD]):
        yield from raw_lines(io.BytesIO(text), where)
        return
    yield Raw(data, where, url, declared)


def _missing(path: Path, where: str) -> InputError:
    """No such file; perhaps one of a similar name."""
    folder = path.parent
    names = [entry.name for entry in islice(folder.iterdir(), _SIBLINGS)] if folder.is_dir() else []
    close = difflib.get_close_matches(path.name, names, n=1)
    return InputError(
        "no such file", where=where, advice=f"did you mean {inline(str(folder / close[0]))}?" if close else ""
    )
