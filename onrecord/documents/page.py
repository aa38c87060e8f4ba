"""From an HTML page to the report on it, by trafilatura; dates only from where a page declares them."""

import re
from dataclasses import replace
from typing import Any

from onrecord.documents.draft import Draft
from onrecord.documents.furniture import same_line
from onrecord.documents.limits import LIMITS
from onrecord.documents.page_about import NOTHING, About, about
from onrecord.documents.surroundings import take_out
from onrecord.errors import InputError, LimitError

# Atomic, as comments could else be paired with each other's ends in exponentially many ways.
_HTML = re.compile(
    r"\s*+(?:<\?xml[^>]*>\s*+)?(?>(?:<!--.{0,2000}?-->\s*+)*+)"
    r"<(?:!doctype html|(?:html|head|body|main|article|section|div|title|meta|h1|p)\b)",
    re.IGNORECASE | re.DOTALL,
)
_HEAD = 4  # lines among which the title may stand: after the name of a section, a date


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
    try:
        tree, said, text = _taken_apart(html)
    except Exception as error:  # the parsers raise whatever a broken page leads them to
        what = f"the page cannot be taken apart ({type(error).__name__})"
        raise InputError(what, where=draft.where, advice="save its text as .txt") from error
    if not text.strip():
        if tree is not None and tree.xpath(f"boolean({'/*' * LIMITS.nesting})"):  # what is deeper was left out
            what = f"the page's elements are nested more than {LIMITS.nesting} levels deep"
            raise LimitError(what, where=draft.where, advice="save its text as .txt")
        raise InputError("no report can be found on the page", where=draft.where, advice="save its text as .txt")
    return replace(
        draft,
        text=_paragraphs(text, said.title),
        title=draft.title or said.title,
        outlet=draft.outlet or said.outlet,
        url=draft.url or said.url,
        published=draft.published or said.published,
        modified=draft.modified or said.modified,
    )


def _taken_apart(html: str) -> tuple[Any, About, str]:
    """The page's tree, what it says of itself, and the report's words, a paragraph a line."""
    from trafilatura import load_html  # noqa: PLC0415 - half a second, and only pages need it

    # Fragments need an element around them; in a whole page the parser drops it.
    whole = html if "<html" in html[:2000].lower() else f"<html><body>{html}</body></html>"
    tree = load_html(whole)
    if tree is None:
        return None, NOTHING, ""
    said = about(tree)
    take_out(tree)
    return tree, said, _extracted(tree) or _extracted(load_html(whole))


def _extracted(tree: Any) -> str:
    from trafilatura import bare_extraction  # noqa: PLC0415

    # Measured on pages of seven makes: precision, recall and fast modes keep the same paragraphs.
    found = bare_extraction(tree, include_comments=False)
    return "" if found is None or isinstance(found, dict) else (found.text or "").strip()


def _paragraphs(text: str, title: str | None) -> str:
    """The lines with a blank one between them, without the title."""
    lines = [line for line in text.split("\n") if line.strip()]
    head = [line for line in lines[:_HEAD] if not (title and same_line(line, title))]
    return "\n\n".join(head + lines[_HEAD:]) or text
