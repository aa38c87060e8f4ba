"""What a feed lists: the addresses of reports, each with the date that the feed gives it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urldefrag, urljoin

from onrecord.documents import encoding, xmltree
from onrecord.documents.draft import is_web
from onrecord.documents.feed import whole
from onrecord.documents.limits import LIMITS
from onrecord.documents.request import Answer
from onrecord.documents.xmltree import Element, first, name, named, words
from onrecord.errors import InputError

_FEEDS = ("rss", "feed", "rdf")
_DECLARED = re.compile(rb"\s*<\?xml[^>]{0,100}?\bencoding\s*=\s*[\"']([\w.:-]{2,40})")
_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_DATES = ("published", "pubDate", "date", "issued")  # of Atom, RSS, Dublin Core, Atom 0.3; a change is no publication
_CHANGES = ("updated", "modified")
_DATE_CHARS = 100
_LONG = 800  # letters; 200 words have as many


@dataclass(frozen=True, slots=True)
class Listed:
    """A report that a feed lists: its address, when it was published and changed, and the whole of it if that is there.

    `line` is the feed's entry as a line of JSONL.
    """

    url: str
    published: str | None
    changed: str | None = None
    line: str | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """What a feed lists, in its order, and what is wrong with it, or None."""

    reports: tuple[Listed, ...]
    damage: str | None


def listing(answer: Answer, where: str) -> Listing:
    """The reports that a feed lists, the first `feed_entries` of them.

    Raises:
        InputError: It is no feed, or nothing can be made of it.
    """
    declared = _DECLARED.match(answer.data)
    charset = answer.charset or (declared.group(1).decode() if declared else None)
    text, notice = encoding.decode(answer.data, where=where, declared=charset)
    if xmltree.root_name(text) not in _FEEDS:
        raise InputError("this is no feed", where=where, advice="give the address of an RSS or Atom feed")
    tree = xmltree.parse(text, where)
    base = _joined(answer.url, tree.root.get(_BASE) or "")
    entries = list(islice(named(tree.root, "item", "entry"), LIMITS.feed_entries))
    listed = (_listed(entry, base) for entry in entries)
    reports = {report.url: report for report in listed if report}
    if not reports and (entries or tree.damage):
        raise InputError(tree.damage or "the feed's entries have no addresses", where=where)
    return Listing(tuple(reports.values()), tree.damage or (notice.message if notice else None))


def _listed(entry: Element, base: str) -> Listed | None:
    for address in _addresses(entry):
        try:
            url = urldefrag(urljoin(_joined(base, entry.get(_BASE) or ""), address)).url
        except ValueError:
            continue
        if is_web(url) and len(url) <= LIMITS.name_chars:
            line = whole(entry, url) if _is_long(entry) else None
            text = line.data.decode() if line and len(line.data) <= LIMITS.text_chars else None
            return Listed(url, _date(entry, _DATES), _date(entry, _CHANGES), text)
    return None


def _joined(base: str, inner: str) -> str:
    """The address that those within begin at: `inner`, unless it is none."""
    try:
        return urljoin(base, inner)
    except ValueError:
        return base


def _date(entry: Element, kinds: Iterable[str]) -> str | None:
    dates = (words(first(entry, kind)) for kind in kinds)
    return next((day for day in dates if day and len(day) <= _DATE_CHARS), None)


def _is_long(entry: Element) -> bool:
    """Whether an entry can hold a report at all: most have a summary or less."""
    return sum(map(len, entry.itertext())) >= _LONG


def _addresses(entry: Element) -> Iterator[str]:
    """What may be the address of an entry's report, best first."""
    links = [child for child in entry if name(child) == "link"]
    found = [link.get("href") or words(link) for link in links if link.get("rel") in (None, "", "alternate")]
    ids = (words(first(entry, kind)) for kind in ("guid", "id"))
    yield from filter(None, (*found, *(id_ for id_ in ids if id_ and is_web(id_))))
