"""From an HTML page to the report on it, by trafilatura; the date only from where a page declares it."""

import re
from dataclasses import replace
from typing import Protocol

from onrecord.documents.draft import Draft
from onrecord.documents.limits import LIMITS
from onrecord.errors import InputError, LimitError

# Where pages declare when they were published, best first. htmldate would go on to guess from any date on the page,
# its copyright year and its neighbours' teasers; a wrong date is worse than none.
_META = (
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
)
_JSON_LD = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')
# Atomic, as comments could else be paired with each other's ends in exponentially many ways.
_HTML = re.compile(
    r"\s*+(?:<\?xml[^>]*>\s*+)?(?>(?:<!--.{0,2000}?-->\s*+)*+)"
    r"<(?:!doctype html|(?:html|head|body|main|article|section|div|title|meta|h1|p)\b)",
    re.IGNORECASE | re.DOTALL,
)


class _Element(Protocol):
    """What is used of lxml's elements, which have no types."""

    text: str | None

    def get(self, key: str) -> str | None: ...

    def xpath(self, path: str) -> "list[_Element]": ...


def is_html(text: str) -> bool:
    """Whether a text begins as an HTML page or a fragment of one."""
    return _HTML.match(text) is not None


def read_page(html: str, draft: Draft) -> Draft:
    """The draft with the page's report as its text, and with what the page says of itself where the draft is silent.

    Raises:
        InputError: There is no page, or no report on it.
        LimitError: The page is too long.
    """
    if len(html) > LIMITS.page_chars:
        what = f"the page has {len(html):,} characters; the limit is {LIMITS.page_chars:,}"
        raise LimitError(what, where=draft.where, advice="save its text as .txt")
    from trafilatura import bare_extraction, load_html  # noqa: PLC0415 - half a second, and only pages need it

    try:
        # Fragments need an element around them; in a whole page the parser drops it.
        tree = load_html(html if "<html" in html[:2000].lower() else f"<html><body>{html}</body></html>")
        day = None if tree is None else _published(tree)
        # Measured on pages of seven makes: precision, recall and fast modes keep the same paragraphs.
        found = bare_extraction(
            tree,
            with_metadata=True,
            include_comments=False,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except Exception as error:  # the parsers raise whatever a broken page leads them to
        what = f"the page cannot be taken apart ({type(error).__name__})"
        raise InputError(what, where=draft.where, advice="save its text as .txt") from error
    if found is None or isinstance(found, dict) or not (found.text or "").strip():
        raise InputError("no report can be found on the page", where=draft.where, advice="save its text as .txt")
    return replace(
        draft,
        # trafilatura writes a paragraph a line; texts have a blank line between paragraphs.
        text=re.sub(r"\n+", "\n\n", found.text or ""),
        title=draft.title or found.title,
        outlet=draft.outlet or found.sitename,
        url=draft.url or found.url,
        published=draft.published or day,
    )


def _published(tree: _Element) -> str | None:
    declared: dict[str, str] = {}
    for element in tree.xpath("//meta[@content]"):
        key = element.get("property") or element.get("name") or element.get("itemprop") or ""
        declared.setdefault(key.lower(), element.get("content") or "")
    if day := declared.get(_META[0]):
        return day
    for element in tree.xpath("//script[@type='application/ld+json']"):
        if found := _JSON_LD.search(element.text or ""):
            return found.group(1)
    if day := next((declared[key] for key in _META[1:] if declared.get(key)), None):
        return day
    marked = tree.xpath("//*[@itemprop='datePublished'] | //time[@pubdate]")
    return next((day for e in marked if (day := e.get("content") or e.get("datetime"))), None)
