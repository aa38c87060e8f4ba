"""RSS and Atom: a report for each entry, as the line of JSONL that it amounts to."""

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any

from onrecord.documents import xmltree
from onrecord.documents.blocks import text_of_html
from onrecord.documents.draft import is_web
from onrecord.documents.jsonl import line_of
from onrecord.documents.raw import Raw
from onrecord.errors import InputError

# A description of so many words is a report, if it does not break off: nine in ten of 457 annotated reports, which are
# short ones, have as many; summaries in feeds are of one or two sentences.
_REPORT_WORDS = 200
_BREAKS_OFF = re.compile(
    r"(?:…|\.\.\.|\[(?:…|\.\.\.)\]|(?:read|see) (?:more|the full \w+)|continue reading\b.{0,200})[\s.»>→]*$",
    re.IGNORECASE,
)
_AROUND = {
    "item": b'<rss version="2.0"><channel>%b</channel></rss>',
    "entry": b'<feed xmlns="http://www.w3.org/2005/Atom">%b</feed>',
}


def entries(text: str, where: str) -> Iterator[Raw | InputError]:
    """A line for each entry, in order; at the end what is wrong with the feed, if it is.

    Raises:
        InputError: It cannot be read at all.
    """
    tree = xmltree.parse(text, where)
    number = 0
    for number, (entry, feed) in enumerate(_entries(tree), 1):
        here = f"{where}, entry {number}"
        try:
            yield line_of(_row(entry, feed, here), here) if entry else InputError("the entry is damaged", where=here)
        except InputError as error:
            yield error
    if tree.damage:
        raise InputError(f"{tree.damage}; {number} entries were read", where=where, advice="get a whole copy")
    if not number:
        raise InputError("the feed has no entries", where=where)


def whole(element: xmltree.Element, where: str) -> Raw | None:
    """The line that one entry amounts to, where it has a whole report of some length."""
    found = _parsed(element)
    if not found or not found["entries"]:
        return None
    try:
        row = _row(found["entries"][0], found, where)
    except InputError:
        return None
    return line_of(row, where) if len((row.get("text") or "").split()) >= _REPORT_WORDS else None


def _entries(tree: xmltree.Parsed) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """Each entry, or nothing for one that is damaged, with the feed that it is in."""
    if whole := _parsed(tree.root):
        yield from ((entry, whole) for entry in whole["entries"])
        return
    for element in xmltree.named(tree.root, "item", "entry"):  # feedparser gives all up for one that is odd
        alone = _parsed(element) or {"entries": [{}]}
        yield from ((entry, alone) for entry in alone["entries"])


def _parsed(element: xmltree.Element) -> Mapping[str, Any] | None:
    """What feedparser makes of a feed, or of an entry alone; None where it fails."""
    import feedparser  # noqa: PLC0415 - heavy, and only feeds need them
    from lxml import etree  # noqa: PLC0415

    # Written anew by a parser that expands and fetches nothing. As a stream: a string may be taken for an address.
    data = etree.tostring(element, encoding="utf-8", with_tail=False)
    if (around := _AROUND.get(xmltree.name(element))) is not None:
        data = around % data
    headers = {"content-type": "application/xml; charset=utf-8"}
    try:
        found: Mapping[str, Any] = feedparser.parse(
            io.BytesIO(data), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except Exception:  # whatever an odd feed leads it to
        return None
    return found


def _row(entry: Mapping[str, Any], feed: Mapping[str, Any], where: str) -> dict[str, str | None]:
    """The entry as a row of JSONL. Values are the feed's words as they are."""
    dates = dict(entry)  # which, unlike the entry, does not give one date for another
    published, updated = dates.get("published"), dates.get("updated")
    if published is None and not feed["version"].startswith("atom"):  # `dc:date`, which is the date of the entry
        published, updated = updated, None
    source = entry.get("source") or {}
    row = {
        "id": entry.get("id"),
        "url": next((url for url in (entry.get("link"), entry.get("id")) if url and is_web(url)), None),
        "outlet": _plain(source.get("title") or feed["feed"].get("title"), where),
        "published": published,
        "modified": updated,
        "title": _plain(entry.get("title"), where),
    }
    return row | _words(entry, where)


def _words(entry: Mapping[str, Any], where: str) -> dict[str, str | None]:
    """The whole report as `text`, or what there is of it as `summary`."""
    whole = max((_text(content, where) for content in entry.get("content", ())), key=len, default="")
    summary = _text(entry.get("summary_detail") or {"value": entry.get("summary")}, where)
    if whole and not _BREAKS_OFF.search(whole[-300:]):
        return {"text": whole}
    found = max(whole, summary, key=len)
    if not found:
        link = entry.get("link") or ""
        advice = f"give the address of its page, {link[:200]}" if is_web(link) else ""
        raise InputError("the entry has no text, only a title", where=where, advice=advice)
    if not whole and len(found.split()) >= _REPORT_WORDS and not _BREAKS_OFF.search(found[-300:]):
        return {"text": found}
    return {"summary": found}


def _text(content: Mapping[str, Any], where: str) -> str:
    words = content.get("value") or ""
    return words.strip() if content.get("type") == "text/plain" else text_of_html(words, where)


def _plain(words: str | None, where: str) -> str | None:
    return (text_of_html(words, where) if words else "") or None
