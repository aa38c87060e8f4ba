"""Which reports are a state's own: read-outs and statements on the pages of its institutions."""

import re
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

from onrecord.knowledge import load
from onrecord.merged import Source

_OF_STATE = frozenset({"GOV", "MIL", "COP", "SPY", "JUD", "LEG"})  # sectors, not of its media, parties or societies
_HEAD = 400  # code points of a text, title and dateline among them
# "Paris, 3 April 2024 - ", "LIMA, June 4 (Press Office) - ", and the same or "5 July 2024, Lima" on a line of its own
_DATELINE = re.compile(
    r"^(?:\d{1,2} [A-Z][a-z]+ \d{4},? )?(?P<place>[A-ZÀ-Þ][\w.’'-]*(?: [A-ZÀ-Þ][\w.’'-]*){0,2})"
    r"(?:, [^\n.!?]{0,60})?(?: \([^()\n]{1,60}\))?(?: (?:-|–|—) |$)",
    re.M,
)


def of_state(source: Source, text: str = "") -> str | None:
    """The state (ISO 3166 alpha-3) whose institution published a report; None for a newspaper, an agency, a body.

    By the outlet, "Kremlin" or "Russian Defence Ministry", though not TASS or Human Rights Watch; else by the host of
    the address. A "Presidential Press Office" of no state is that of the capital in the dateline of its text, and a
    "Statement by the Foreign Secretary of India" is India's own wherever it stands.
    """
    return _by_outlet(source, text) or _by_title(source.title)


def _by_outlet(source: Source, text: str) -> str | None:
    if not source.outlet:
        return _by_host(source.url)
    if _is_institution(source.outlet) and (state := _by_dateline(text)):
        return state
    body = load().organisation(source.outlet)
    if body is not None:
        return body.country if body.sector in _OF_STATE else None
    return load().country(source.outlet) or _by_host(source.url)


def _is_institution(outlet: str) -> bool:
    """Whether an outlet is called as an institution of a state that it does not name."""
    return bool(_of("body").search(outlet) and _of("desk").search(outlet)) and not load().country_forms(outlet)


def _by_dateline(text: str) -> str | None:
    """The state of the capital that a text is dated from; None for any other place, or two."""
    for found in _DATELINE.finditer(text, 0, _HEAD):
        place = found["place"]
        forms = load().country_forms(place.title() if place.isupper() else place)
        if len(forms) == 1 and forms[0].kind == "capital":
            return forms[0].iso3
    return None


def _by_title(title: str | None) -> str | None:
    """The state of an office or institution whose own words a title announces."""
    words = _of("genre").match(title or "")
    if title is None or words is None:
        return None
    by = title[words.end() :].strip()
    body = load().organisation(by)
    if body is not None:
        return body.country if body.sector in _OF_STATE else None
    forms = load().country_forms(by)
    whole = len(forms) == 1 and (forms[0].start == 0 or forms[0].end == len(by))
    return forms[0].iso3 if whole and load().office(by) else None


def _by_host(url: str | None) -> str | None:
    parts = (urlsplit(url).hostname or "").split(".") if url else []
    hosts = (".".join(parts[at:]) for at in range(len(parts)))
    return next((_hosts()[host] for host in hosts if host in _hosts()), None)


@cache
def _hosts() -> dict[str, str]:
    """Hosts on which, and below which, institutions of a state publish; from general knowledge."""
    return dict(_rows("official_hosts.tsv"))


@cache
def _of(kind: str) -> re.Pattern[str]:
    """Words of a kind: "body" of a state's institutions, "desk" of who speaks for one, "genre" that begin a title."""
    words = "|".join(re.escape(row[1]) for row in _rows("official_words.tsv") if row[0] == kind)
    of = rf"(?:the )?(?:{words}) (?:by|of|from) (?:the )?" if kind == "genre" else rf"\b(?:{words})\b"
    return re.compile(of, re.I)


def _rows(name: str) -> list[list[str]]:
    text = (files("onrecord.ask") / "data" / name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines()[1:]]
