"""What a file or a page holds, told by its content: one report, many, or a list of addresses."""

import io
from collections.abc import Callable, Iterator
from typing import Protocol

from onrecord.documents import encoding, feed, json_items, lists, newsml, table, warc
from onrecord.documents.jsonl import is_jsonl, is_other_json, raw_lines
from onrecord.documents.limits import LIMITS
from onrecord.documents.lists import Addresses
from onrecord.documents.raw import Raw
from onrecord.documents.timing import each_in_time
from onrecord.documents.xmltree import root_name
from onrecord.errors import InputError, LimitError

Found = Raw | Addresses | InputError

_HEAD = 4096


class Stream(Protocol):
    """Bytes that can be looked at before they are read."""

    def peek(self, size: int, /) -> bytes:
        """The next bytes, some of them at least."""

    def read(self, size: int, /) -> bytes:
        """So many bytes, or those that are left."""

    def readline(self, size: int, /) -> bytes:
        """The next line, or as many bytes of it."""


class _Parts(Protocol):
    def read(self, size: int, /) -> bytes: ...

    def readline(self, size: int, /) -> bytes: ...


# Formats that are read part by part, however long the file is.
_STREAMED: tuple[tuple[Callable[[bytes], bool], Callable[[_Parts, str], Iterator[Found]]], ...] = (
    (is_jsonl, raw_lines),
    (warc.is_warc, warc.pages),
    (table.is_table, table.rows),
)
# XML by its first element.
_XML: dict[str, Callable[[str, str], Iterator[Found]]] = {
    "rss": feed.entries,
    "feed": feed.entries,
    "rdf": feed.entries,
    "newsmessage": newsml.items,
    "newsitem": newsml.items,
    "packageitem": newsml.items,
    "urlset": lists.in_sitemap,
    "sitemapindex": lists.in_sitemap,
    "opml": lists.in_opml,
}


def reports(stream: Stream, where: str, *, url: str | None = None, declared: str | None = None) -> Iterator[Found]:
    """The reports in a file or page, or the lists of addresses. `declared` is the encoding that the server names.

    Raises:
        InputError: The rest cannot be read.
    """
    if read := _streamed(stream.peek(_HEAD)):
        yield from read(stream, where)
        return
    data = stream.read(LIMITS.report_bytes + 1)
    if len(data) > LIMITS.report_bytes:
        what = f"larger than {LIMITS.report_bytes:,} bytes"
        raise LimitError(what, where=where, advice="for many reports use JSONL, one a line")
    text = encoding.as_utf8(data, where=where)
    if read := _streamed(text[:_HEAD]):
        yield from read(io.BytesIO(text), where)
    elif lists.is_lines(text[:_HEAD]):
        yield lists.in_lines(text, where)
    elif is_other_json(text[:_HEAD]):
        found = json_items.items(encoding.decode(text, where=where)[0], where)
        yield from each_in_time(found, where=where)
    elif name := root_name(text[:_HEAD].decode("utf-8-sig", "replace")):
        yield from _xml(name, Raw(data, where, url, declared))
    else:
        yield Raw(data, where, url, declared)


def _streamed(head: bytes) -> Callable[[_Parts, str], Iterator[Found]] | None:
    return None if lists.is_lines(head) else next((read for fits, read in _STREAMED if fits(head)), None)


def _xml(name: str, raw: Raw) -> Iterator[Found]:
    """What a file that begins with an element of this name holds."""
    if (read := _XML.get(name)) is None:
        yield raw
        return
    text, _ = encoding.decode(raw.data, where=raw.where, declared=raw.charset)
    yield from each_in_time(read(text, raw.where), where=raw.where)
