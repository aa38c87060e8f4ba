"""What the user names — files, folders, addresses, standard input — told apart by content and read one by one."""

import difflib
import io
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import cast

from onrecord.documents import contents
from onrecord.documents.characters import inline
from onrecord.documents.contents import Found, Stream
from onrecord.documents.draft import Given, finish, given
from onrecord.documents.fetch import fetch
from onrecord.documents.lists import Addresses
from onrecord.documents.packed import PIECE, Unpacked, unpacked
from onrecord.documents.raw import Raw
from onrecord.documents.report import draft
from onrecord.documents.timing import in_time
from onrecord.errors import FetchError, InputError
from onrecord.record import Document

_GZIP = b"\x1f\x8b"
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
LISTED = "@"
"""What stands before a source whose lists of addresses are to be fetched."""
_LISTS_DEEP = 3  # an index of sitemaps leads to sitemaps, and these to pages
_SIBLINGS = 10_000


def read_inputs(
    sources: Iterable[str],
    *,
    published: str | None = None,
    outlet: str | None = None,
    allow_network: bool = True,
    allow_private: bool = False,
) -> Iterator[Document | InputError]:
    """A document or an error for each report in `sources`, in order.

    A source is a file, a folder (its files by name, those in folders within too, hidden ones not), an http or https
    address, or "-" for standard input. What a file holds is told by its content: one report or many, or a list of
    addresses, which are fetched only where "@" stands before the source. `published` and `outlet` hold for every report
    and go before what it says of itself. With `allow_private` addresses that are not public are fetched too.

    Raises:
        UsageError: `published` is no date. At once; once reading has begun, every failure is yielded.
    """
    found = find_raw(sources, allow_network=allow_network, allow_private=allow_private)
    return _read(found, given(published, outlet))


def _read(found: Iterable[Raw | InputError], user: Given) -> Iterator[Document | InputError]:
    for raw in found:
        if isinstance(raw, InputError):
            yield raw
            continue
        try:
            document: Document | InputError = finished(raw, user)
        except InputError as error:
            document = error
        yield document


def finished(raw: Raw, user: Given) -> Document:
    """The document in the bytes.

    Raises:
        InputError: There is none, or finding it takes too long.
    """
    return in_time(lambda: finish(draft(raw), user), where=raw.where)


def find_raw(
    sources: Iterable[str], *, allow_network: bool = True, allow_private: bool = False
) -> Iterator[Raw | InputError]:
    """The bytes of each report in `sources`, as `read_inputs` finds them, or what keeps them from being had."""
    for source in sources:
        name = source.removeprefix(LISTED)
        found = _contained(name, allow_network, allow_private)
        if name == source:
            yield from map(_not_asked_for, found)
        else:
            yield from _followed(found, lambda url: _contained(url, allow_network, allow_private))


def _not_asked_for(found: Found) -> Raw | InputError:
    """Of a list an error: nobody has asked for its addresses."""
    if not isinstance(found, Addresses):
        return found
    number = len(found.urls)
    what = f"this is {found.kind} ({number:,} address{'es' if number > 1 else ''}), no report"
    return InputError(what, where=found.where, advice=f"to have them fetched, write {LISTED} before its name")


def _followed(
    found: Iterator[Found], ask: Callable[[str], Iterator[Found]], depth: int = 0
) -> Iterator[Raw | InputError]:
    """What lists lead to, in the place of each."""
    for item in found:
        if not isinstance(item, Addresses):
            yield item
        elif depth == _LISTS_DEEP:
            yield InputError(f"this is {item.kind}, in a list of lists of lists", where=item.where)
        else:
            for url in item.urls:
                yield from _followed(ask(url), ask, depth + 1)


def _contained(source: str, allow_network: bool, allow_private: bool) -> Iterator[Found]:
    if source == "-":
        return _ended(_standard_input(), "standard input")
    where = inline(source)
    if _SCHEME.match(source):
        return _ended(_address(source, where, allow_network, allow_private), where)
    return _ended(_path(source, where), where, Path(source))


def _ended(reports: Iterator[Found], where: str, path: Path | None = None) -> Iterator[Found]:
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


def _standard_input() -> Iterator[Found]:
    yield from _stream(cast(Stream, sys.stdin.buffer), "standard input")


def _address(source: str, where: str, allow_network: bool, allow_private: bool) -> Iterator[Found]:
    if not allow_network:
        raise FetchError("the network is not to be used", where=where, advice="save the page and give the file")
    page = fetch(source, allow_private=allow_private)
    with io.BufferedReader(io.BytesIO(page.data)) as stream:
        yield from _stream(stream, where, url=page.url, declared=page.charset)


def _path(source: str, where: str) -> Iterator[Found]:
    if not source:
        raise InputError("an empty name names no file", where="the inputs")
    path = Path(source)
    yield from _folder(path, where) if path.is_dir() else _file(path, where)


def _folder(folder: Path, where: str) -> Iterator[Found]:
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


def _file(path: Path, where: str) -> Iterator[Found]:
    with path.open("rb") as file:
        yield from _stream(file, where)


def _stream(stream: Stream, where: str, *, url: str | None = None, declared: str | None = None) -> Iterator[Found]:
    """The reports in a file, which may be gzipped."""
    if not stream.peek(2).startswith(_GZIP):
        yield from contents.reports(stream, where, url=url, declared=declared)
        return
    pieces = unpacked(iter(lambda: stream.read(PIECE), b""), where=where)
    with io.BufferedReader(Unpacked(pieces), PIECE) as whole:
        yield from contents.reports(whole, where, url=url, declared=declared)


def _missing(path: Path, where: str) -> InputError:
    """No such file; perhaps one of a similar name."""
    folder = path.parent
    names = [entry.name for entry in islice(folder.iterdir(), _SIBLINGS)] if folder.is_dir() else []
    close = difflib.get_close_matches(path.name, names, n=1)
    return InputError(
        "no such file", where=where, advice=f"did you mean {inline(str(folder / close[0]))}?" if close else ""
    )
