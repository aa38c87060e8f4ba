"""Every page by its path. An address is for good: change none, as links to it are out there."""

from collections.abc import Callable
from importlib import import_module

from onrecord.web.asked import Answer, Asked

Page = Callable[[Asked], Answer]

PAGES: dict[str, str] = {
    "/": "new",
    "/search": "search",
    "/event/{event}": "event",
    "/event/{event}/coverage": "coverage",
    "/event/{event}/compare": "compare",
    "/claim/{claim}": "claim",
    "/actor/{actor}": "actor",
    "/pair": "pair",
    "/pair/{a}/{b}": "pair",
    "/report/{report}": "report",
    "/geography": "geography",
    "/network": "network",
    "/limits": "limits",
    "/judgements": "judgements",
}
"""A path, and the module of `onrecord.web.pages` whose `page` answers it."""

JUDGED = frozenset({"event", "claim", "actor", "report"})
"""Pages of one thing, named in the path by the page's own name, on which the user may have made judgements."""


def page_of(name: str) -> Page:
    """The function behind a page."""
    page: Page = import_module(f"onrecord.web.pages.{name}").page
    return page
