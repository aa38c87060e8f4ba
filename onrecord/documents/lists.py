"""Lists of addresses: sitemaps, OPML, GDELT's article lists, an address a line. Nothing is fetched here."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from onrecord.documents import xmltree
from onrecord.documents.draft import is_web
from onrecord.documents.xmltree import name, named, words
from onrecord.errors import InputError, LimitError

_MOST = 50_000  # as many as sitemaps.org allows in one
_WORDS = {"text", "html", "summary"}


@dataclass(frozen=True, slots=True)
class Addresses:
    """The addresses that a list holds, each once: of reports, feeds or further lists. `kind` is for messages."""

    kind: str
    urls: tuple[str, ...]
    where: str


def addresses(kind: str, found: Iterable[str | None], where: str) -> Addresses:
    """A list of what is http or https among some words.

    Raises:
        InputError: Nothing is.
        LimitError: There are too many.
    """
    urls = tuple(islice(dict.fromkeys(u for words in found if words and is_web(u := words.strip())), _MOST + 1))
    if not urls:
        raise InputError(f"this is {kind}, but no address in it is http or https", where=where)
    if len(urls) > _MOST:
        raise LimitError(f"this is {kind} with more than {_MOST:,} addresses", where=where, advice="split it")
    return Addresses(kind, urls, where)


def in_sitemap(text: str, where: str) -> Iterator[Addresses | InputError]:
    """The pages of a sitemap, or the sitemaps of an index of them; then what is wrong with it, if it is."""
    tree = xmltree.parse(text, where)
    kind = "an index of sitemaps" if name(tree.root) == "sitemapindex" else "a sitemap"
    # An image or a video may have a `loc` of its own.
    places = (words(xmltree.first(entry, "loc")) for entry in tree.root)
    yield addresses(kind, places, where)
    yield from _damaged(tree.damage, where)


def in_opml(text: str, where: str) -> Iterator[Addresses | InputError]:
    """The feeds of an OPML file; then what is wrong with it, if it is."""
    tree = xmltree.parse(text, where)
    yield addresses("a list of feeds (OPML)", (outline.get("xmlUrl") for outline in named(tree.root, "outline")), where)
    yield from _damaged(tree.damage, where)


def in_articles(articles: list[object], where: str) -> Addresses:
    """The pages of an article list, as GDELT's DOC API gives it."""
    return addresses("an article list", (_url(article) for article in articles), where)


def is_lines(head: bytes) -> bool:
    """Whether a file that begins like this has an address a line, bare or in a JSON object without words."""
    lines = [line for line in head.removeprefix(b"\xef\xbb\xbf").splitlines() if line.strip() and line[:1] != b"#"]
    whole, last = (lines[:-1], lines[-1]) if len(lines) > 1 else (lines, b"{")  # which may go on
    return bool(whole) and last.startswith((b"http", b"{")) and all(map(_in_line, whole))


def in_lines(data: bytes, where: str) -> Addresses:
    """The addresses of such a file. Other lines are passed over."""
    return addresses("a list", map(_in_line, data.splitlines()), where)


def _in_line(line: bytes) -> str | None:
    text = line.decode("utf-8", "replace").strip()
    if is_web(text):
        return text
    try:
        row: object = json.loads(text) if text.startswith("{") else None
    except (ValueError, RecursionError):
        return None
    return None if not isinstance(row, dict) or not _WORDS.isdisjoint(row) else _url(row)


def _url(row: object) -> str | None:
    url = row.get("url") if isinstance(row, dict) else None
    return url if isinstance(url, str) else None


def _damaged(damage: str | None, where: str) -> Iterator[InputError]:
    if damage:
        yield InputError(damage, where=where, advice="get a whole copy")
