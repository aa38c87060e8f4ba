"""What a search shows, in words: "Contacts by phone between France and Russia in 2024, reported: 3"."""

from collections.abc import Callable, Mapping, Sequence

from onrecord.ask.browse import Browsed, Wanted
from onrecord.ask.fresh import two
from onrecord.merged import Sort
from onrecord.record import Act, Dates, EventType, Evidence, Medium, Status
from onrecord.web import words
from onrecord.wording import ACTS, MEDIA, date_words

_NAMED = 4  # values of one property, before "or 3 more"
_WORD = 60  # letters of one
_TYPES = {
    EventType.AGREE: "agreements",
    EventType.CONSULT: "contacts",
    EventType.SUPPORT: "acts of support",
    EventType.CONCEDE: "concessions",
    EventType.COOPERATE: "acts of cooperation",
    EventType.AID: "aid",
    EventType.RETREAT: "withdrawals, truces or releases",
    EventType.REQUEST: "requests",
    EventType.ACCUSE: "accusations",
    EventType.REJECT: "rejections",
    EventType.THREATEN: "threats",
    EventType.PROTEST: "protests",
    EventType.SANCTION: "sanctions",
    EventType.MOBILIZE: "mobilisations",
    EventType.COERCE: "arrests or coercion",
    EventType.ASSAULT: "attacks",
}
_ACTS = {
    Act.ASSERT: "assertions",
    Act.DENY: "denials",
    Act.CONDEMN: "condemnations",
    Act.ACCUSE: "accusations",
    Act.SUPPORT: "statements of support",
    Act.PROMISE: "promises",
    Act.DEMAND: "demands",
    Act.THREATEN: "threats",
    Act.CLAIM_RESPONSIBILITY: "claims of responsibility",
    Act.SILENCE: "refusals to comment",
}
_STATUSES = {
    Status.REPORTED: "reported",
    Status.CLAIMED: "only claimed",
    Status.PLANNED: "planned",
    Status.UNREALIZED: "ruled out or not come about",
}
_DENIED = {"yes": "denied", "no": "not denied"}


def sentence(found: Browsed, names: Mapping[str, str]) -> str:
    """What is shown of a search, and how much; `names` are those of the actors that it asks for."""
    wanted = found.wanted
    claims = wanted.sort is Sort.CLAIM
    chosen = _claims(wanted, names) if claims else _events(wanted, names)
    noun = ("Claims" if claims else "Events") if chosen else f"All {'claims' if claims else 'events'} on record"
    if kinds := wanted.act if claims else wanted.type:
        noun = _either(kinds, (lambda v: _ACTS[Act(v)]) if claims else (lambda v: _TYPES[EventType(v)]))
        noun = noun[0].upper() + noun[1:]
    return f"{noun}{chosen}: {found.total:,}"


def value_words(facet: str, value: str) -> str:
    """A value of a facet in words."""
    return _WORDS.get(facet, str)(value)


def month_words(month: str) -> str:
    """A month, "2024-04", as "April 2024"; anything else as it stands."""
    year, _, number = month.partition("-")
    known = number.isdecimal() and 0 < int(number) <= len(_MONTHS)
    return f"{_MONTHS[int(number) - 1]} {year}" if known else month


def time_words(since: str, until: str) -> str:
    """From a day to a day, ISO, either of which may be "": "in 2024", "since 2024-04-04"."""
    if not since or not until:
        return f"since {since}" if since else f"until {until}" if until else ""
    span = date_words(Dates(since, until))
    if len(span) == len("2024-04"):
        return f"in {month_words(span)}"
    return f"from {span}" if " to " in span else f"{'on' if since == until else 'in'} {span}"


def _events(wanted: Wanted, names: Mapping[str, str]) -> str:
    parts = [
        _either(wanted.medium, lambda v: MEDIA[Medium(v)]),
        _said("between", wanted.pair, lambda v: words.listed([words.country(c) for c in two(v)])),
        _said("done by", wanted.by, words.country),
        _said("done to", wanted.to, words.country),
        _said("with", wanted.country, words.country, "taking part"),
        _said("with", wanted.actor, lambda v: names[v], "taking part"),
        *_common(wanted),
    ]
    return _joined(parts, [_either(wanted.status, lambda v: _STATUSES[Status(v)])])


def _claims(wanted: Wanted, names: Mapping[str, str]) -> str:
    parts = [
        _said("by speakers of", wanted.country, words.country),
        _said("by", wanted.actor, lambda v: names[v]),
        _said("of one about the other of", wanted.pair, lambda v: words.listed([words.country(c) for c in two(v)])),
        *_common(wanted),
    ]
    evidence = _either(wanted.evidence, lambda v: words.EVIDENCE[Evidence(v)])
    return _joined(parts, [evidence, _either(wanted.denied, lambda v: _DENIED.get(v, v))])


def _common(wanted: Wanted) -> list[str]:
    return [
        _said("in", wanted.month, month_words),
        time_words(wanted.since, wanted.until),
        f"in reports with the words “{wanted.words}”" if wanted.words else "",
        _said("told by", wanted.outlet, str),
    ]


def _said(before: str, values: Sequence[str], word: Callable[[str], str], after: str = "") -> str:
    return " ".join(part for part in (before, _either(values, word), after) if part) if values else ""


def _either(values: Sequence[str], word: Callable[[str], str]) -> str:
    """Values in a row: "this, that or 3 more"."""
    named = [word(value) for value in values]
    named = [name if len(name) <= _WORD else f"{name[:_WORD]}…" for name in named]
    if len(named) > _NAMED:
        named = [*named[: _NAMED - 1], f"{len(named) - _NAMED + 1} more"]
    return f"{', '.join(named[:-1])} or {named[-1]}" if len(named) > 1 else "".join(named)


def _joined(parts: Sequence[str], after: Sequence[str]) -> str:
    """Parts with a blank before each, then others with a comma."""
    return "".join(f" {part}" for part in parts if part) + "".join(f", {part}" for part in after if part)


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_WORDS: dict[str, Callable[[str], str]] = {
    "type": lambda v: words.TYPES[EventType(v)],
    "status": lambda v: words.STATUSES[Status(v)],
    "medium": lambda v: MEDIA[Medium(v)],
    "act": lambda v: ACTS[Act(v)],
    "evidence": lambda v: words.EVIDENCE[Evidence(v)],
    "denied": lambda v: _DENIED.get(v, v),
    "country": words.country,
    "pair": lambda v: words.listed([words.country(c) for c in two(v)]),
    "month": month_words,
}
