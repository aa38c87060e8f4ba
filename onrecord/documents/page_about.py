"""What a page says of itself: title, outlet, address, and when it was published and changed."""

import json
import re
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit

# Names of meta elements, best first. Of dates htmldate would go on to guess from any date on the page, its copyright
# year and its neighbours' teasers; a wrong date is worse than none.
_META = {
    "title": ("og:title", "twitter:title", "headline", "dc.title", "dcterms.title", "parsely-title", "sailthru.title"),
    "outlet": ("og:site_name", "article:publisher", "dc.publisher", "dcterms.publisher", "application-name"),
    "url": ("og:url", "twitter:url"),
    "published": (
        "article:published_time",
        "og:article:published_time",
        "datepublished",
        "rnews:datepublished",
        "dc.date.issued",
        "dcterms.issued",
        "dc.date",
        "dcterms.date",
        "dcterms.created",
        "parsely-pub-date",
        "sailthru.date",
        "publication_date",
        "publish-date",
        "publishdate",
        "pubdate",
        "article.published",
        "date",
    ),
    "modified": (
        "article:modified_time",
        "og:article:modified_time",
        "datemodified",
        "rnews:datemodified",
        "og:updated_time",
        "dcterms.modified",
        "dc.date.modified",
        "last-modified",
    ),
}
_STRING = r'"((?:[^"\\]|\\.){1,1000})"'
_JSON_LD = {
    "title": re.compile(rf'"headline"\s*:\s*{_STRING}'),
    "outlet": re.compile(rf'"publisher"\s*:\s*\{{[^{{}}]{{0,1000}}"name"\s*:\s*{_STRING}'),
    "published": re.compile(rf'"datePublished"\s*:\s*{_STRING}'),
    "modified": re.compile(rf'"dateModified"\s*:\s*{_STRING}'),
}
_MARKED = {
    "published": "//*[@itemprop='datePublished'] | //time[@pubdate]",
    "modified": "//*[@itemprop='dateModified']",
}
_HEADLINE = 20  # letters that the name of a section seldom has
_PARTS = re.compile(r"\s+[|–—·»«-]\s+|\s+::\s+")


class Tree(Protocol):
    """What is used of lxml's elements, which have no types."""

    text: str | None

    def get(self, key: str) -> str | None:
        """The value of an attribute."""

    def xpath(self, path: str) -> "list[Tree]":
        """The elements at a path."""

    def text_content(self) -> str:
        """All texts within."""


@dataclass(frozen=True, slots=True)
class About:
    """What a page says of itself, in its words."""

    title: str | None
    outlet: str | None
    url: str | None
    published: str | None
    modified: str | None


NOTHING = About(None, None, None, None, None)


def about(tree: Tree) -> About:
    """What the page says of itself. Dates come only from where it declares them."""
    declared: dict[str, str] = {}
    for element in tree.xpath("//meta[@content]"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        declared.setdefault(name.lower(), (element.get("content") or "").strip())
    scripts = [element.text or "" for element in tree.xpath("//script[@type='application/ld+json']")]
    said = {key: _said(key, declared, scripts) for key in _META}
    url = said["url"] or next((link.get("href") for link in tree.xpath("//link[@rel='canonical']")), None)
    outlet = said["outlet"] or _host(url)
    published, modified = (said[key] or _marked(tree, key) for key in _MARKED)
    return About(_title(tree, said["title"], outlet), outlet, url, published, modified)


def _said(key: str, declared: dict[str, str], scripts: list[str]) -> str | None:
    """From the best of its meta elements, from JSON-LD, from another meta element."""
    best, *others = _META[key]
    if words := declared.get(best):
        return words
    found = (_JSON_LD[key].search(script) for script in scripts) if key in _JSON_LD else iter(())
    if words := next((_unescaped(match.group(1)) for match in found if match), ""):
        return words
    return next((declared[name] for name in others if declared.get(name)), None)


def _unescaped(string: str) -> str:
    try:
        return str(json.loads(f'"{string}"', strict=False))
    except ValueError:
        return string


def _marked(tree: Tree, key: str) -> str | None:
    marked = tree.xpath(_MARKED[key])
    return next((day for e in marked if (day := e.get("content") or e.get("datetime"))), None)


def _title(tree: Tree, said: str | None, outlet: str | None) -> str | None:
    """The title: what the page declares without the outlet's name at its end, its heading, or that of its window."""
    if said:
        *parts, last = _PARTS.split(said)
        return said[: -len(last)].rstrip(" |–—·»«-:") if parts and last == outlet else said
    window = next((words for e in tree.xpath("//title") if (words := _words(e))), "")
    headings = [words for level in ("//h1", "//h2") for e in tree.xpath(level) if (words := _words(e))]
    in_window = [words for words in headings if words in window]
    if in_window:
        return max(in_window, key=len)
    if headings and (len(tree.xpath("//h1")) == 1 or len(headings[0]) >= _HEADLINE):
        return headings[0]
    return _PARTS.split(window)[0] or None


def _words(element: Tree) -> str:
    return " ".join(element.text_content().split())


def _host(url: str | None) -> str | None:
    try:
        return ((urlsplit(url).hostname or "").removeprefix("www.") if url else "") or None
    except ValueError:
        return None
