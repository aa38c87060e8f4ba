"""A feed's own words in place of a page that cannot be had, or that holds only the beginning of the report."""

import json
from dataclasses import replace

from onrecord.documents.raw import Raw
from onrecord.documents.report import draft
from onrecord.documents.timing import in_time
from onrecord.errors import InputError
from onrecord.record import Notice

_STUB = 0.5  # of the feed's words; what a paywall leaves of an article is a paragraph or two


def better(page: Raw, line: str | None) -> Raw:
    """The page, or the feed's own entry (`line`, None where it has no whole report) where that has far more."""
    if line is None:
        return page
    try:
        found = in_time(lambda: draft(page), where=page.where)
    except InputError as error:
        return fed(line, page.where, error)
    words = len(json.loads(line)["text"].split())
    return page if len(found.text.split()) >= _STUB * words else fed(line, page.where, None)


def fed(line: str, where: str, error: InputError | None) -> Raw:
    """The feed's entry, with a warning that it stands in for its page."""
    why = f"the page could not be read ({error.what})" if error else "the page holds less than half as much"
    notice = Notice("feed-text", f"{why}; the text is the feed's own")
    return replace(Raw(line.encode("utf-8", "replace"), where, is_line=True), warnings=(notice,))
