"""From an answer to HTML: the templates, and what they may call."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Self
from urllib.parse import quote, urlencode

from jinja2 import Environment, FunctionLoader, StrictUndefined

from onrecord.record import RECIPROCAL
from onrecord.view.safe import safe
from onrecord.web import words
from onrecord.web.asked import Answer, Asked
from onrecord.web.links import Links
from onrecord.web.problems import TITLES
from onrecord.wording import ACTS, MEDIA, UNSURE, figure_words

SHORT = 12  # digits of a snapshot's id in addresses and on the page
_FILTERS = {
    "safe_text": lambda text: safe(str(text)),
    "what": words.what,
    "who": words.who,
    "bare": lambda text: text.strip(" ,;:"),
    "when": words.when,
    "country": words.country,
    "office": words.office,
    "marked": words.marked,
    "figure": figure_words,
    "event_title": words.title,
    "claim_title": words.claim_title,
    "plural": words.plural,
    "moment": lambda since: since[:16].replace("T", " ") or "no date",
}
_GLOBALS = {
    "TYPES": words.TYPES,
    "STATUSES": words.STATUSES,
    "UNSURE": UNSURE,
    "EVIDENCE": words.EVIDENCE,
    "MEDIA": MEDIA,
    "ACTS": ACTS,
    "RECIPROCAL": RECIPROCAL,
    "VERDICTS": words.VERDICTS,
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
        path = quote(path, safe="/")
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

    def page(self, answer: Answer, asked: Asked, around: Surroundings, made: Sequence[object] = ()) -> str:
        """A whole page; `made` are judgements on what it shows, to be taken back there."""
        frame: dict[str, Any] = {"title": answer.title, "asked": asked, "link": asked.link, "around": around}
        frame |= {"feed": answer.feed, "made_here": made}
        return self._environment.get_template(answer.template).render({**answer.values, **frame})

    def problem(self, status: int, what: str, back: str = "") -> str:
        """A page that says what is wrong; `back` is the path that a form was sent from."""
        frame: dict[str, Any] = {"title": TITLES.get(status, "Not possible"), "asked": None, "link": Links()}
        frame |= {"around": None, "feed": None, "made_here": (), "what": what, "back": back}
        return self._environment.get_template("error.html").render(frame)
