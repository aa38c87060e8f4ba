"""From an answer to HTML: the templates, and what they may call."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Self
from urllib.parse import urlencode

from jinja2 import Environment, FunctionLoader, StrictUndefined

from onrecord.view.answers.contacts import MEDIA
from onrecord.view.rows import ACTS
from onrecord.view.safe import safe
from onrecord.web import words
from onrecord.web.asked import Answer, Asked
from onrecord.web.links import Links
from onrecord.wording import figure_words

SHORT = 12  # digits of a snapshot's id in addresses and on the page
_FILTERS = {
    "safe_text": lambda text: safe(str(text)),
    "what": words.what,
    "who": words.who,
    "when": words.when,
    "country": words.country,
    "office": words.office,
    "marked": words.marked,
    "figure": figure_words,
    "event_title": words.title,
    "claim_title": words.claim_title,
    "plural": words.plural,
}
_GLOBALS = {
    "TYPES": words.TYPES,
    "STATUSES": words.STATUSES,
    "EVIDENCE": words.EVIDENCE,
    "MEDIA": MEDIA,
    "ACTS": ACTS,
    "SIDES": words.SIDES,
    "days": words.days,
}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around every page: the snapshot, and this page's other addresses."""

    snapshot: str
    newest: bool
    here: str
    permanent: str
    current: str
    json: str
    csv: str

    @classmethod
    def of(cls, path: str, query: Mapping[str, Sequence[str]], snapshot: str, *, newest: bool) -> Self:
        """Of a page at a path with what stands behind its "?"."""
        rest = urlencode([(k, v) for k, given in query.items() for v in given])
        pinned = "&".join(part for part in (rest, f"snapshot={snapshot[:SHORT]}") if part)
        bare = path.rstrip("/") or "/new"
        current = f"{path}?{rest}" if rest else path
        return cls(
            snapshot=snapshot,
            newest=newest,
            here=path,
            permanent=f"{path}?{pinned}",
            current=current,
            json=f"{bare}.json?{pinned}",
            csv=f"{bare}.csv?{pinned}",
        )


class Renderer:
    """Fills templates; whatever comes from a report is escaped."""

    def __init__(self) -> None:
        folder = files("onrecord.web") / "templates"
        self._environment = Environment(
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            loader=FunctionLoader(lambda name: (folder / name).read_text(encoding="utf-8")),
            auto_reload=False,
        )
        self._environment.filters |= _FILTERS
        self._environment.globals |= _GLOBALS

    def page(self, answer: Answer, asked: Asked, around: Surroundings) -> str:
        """A whole page."""
        values: dict[str, Any] = {"title": answer.title, "asked": asked, "link": asked.link, "around": around}
        return self._environment.get_template(answer.template).render(
            values | {"feed": answer.feed} | dict(answer.values)
        )

    def error(self, status: int, what: str) -> str:
        """A page that says what is wrong."""
        values = {"title": "Not found" if status == 404 else "Not possible", "what": what, "link": Links()}
        return self._environment.get_template("error.html").render(
            values | {"around": None, "feed": None, "asked": None}
        )
