"""Events or claims found by their properties, with counts for each."""

from collections.abc import Callable
from dataclasses import dataclass

from onrecord.ask.browse import Browsed, Facet, Wanted, browse, facet_names
from onrecord.ask.claims import Claim, claim_row
from onrecord.ask.reports import Reports
from onrecord.merged import MergedClaim, MergedEvent, Sort
from onrecord.record import Act, Dates, EventType, Evidence, Medium, Status
from onrecord.view.answers.contacts import MEDIA
from onrecord.view.rows import ACTS
from onrecord.web import words
from onrecord.web.asked import Answer, Asked
from onrecord.wording import date_words

_SORTS = {"": Sort.EVENT, "events": Sort.EVENT, "claims": Sort.CLAIM}
_FORM = ("words", "since", "until", "page")  # what the form on the page has itself
_SENTENCES = 5  # of reports that hold the words, above the rows
NAMES = {
    "type": "What happened",
    "status": "Did it happen?",
    "medium": "How they spoke",
    "act": "What was done by saying it",
    "evidence": "Evidence",
    "denied": "Denied",
    "country": "Country",
    "outlet": "Outlet",
    "month": "Month",
}


@dataclass(frozen=True, slots=True)
class Line:
    """An event as a row of a table."""

    start: str | None
    end: str | None
    what: str
    status: Status
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    initiator: str | None
    place: str | None
    conflicts: tuple[str, ...]
    reports: int
    origins: int
    id: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet as a link that adds it to what is looked for, or takes it away."""

    label: str
    count: int
    chosen: bool
    href: str


def page(asked: Asked) -> Answer:
    """A page of what is looked for."""
    wanted = wanted_of(asked)
    found = browse(asked.store.view, wanted, of=asked.catalogue)
    sentences = asked.store.search(wanted.words, limit=_SENTENCES) if wanted.words else ()
    reports = Reports(asked.store.view)
    claims = [claim_row(reports, row) for row in found.rows if isinstance(row, MergedClaim)]
    lines = [line(row) for row in found.rows if isinstance(row, MergedEvent)]
    values = {
        "found": found,
        "sentence": sentence(found),
        "facets": [(NAMES[f.name], choices(asked, f), f.more) for f in found.facets if f.values],
        "sentences": sentences,
        "published": {claim.id: claim.published for claim in claims},
        "turn": {number: address(asked, page=str(number)) for number in (wanted.page - 1, wanted.page + 1)},
        "claims": wanted.sort is Sort.CLAIM,
        "kept": [(k, v) for k, given in asked.query.items() for v in given if k not in _FORM],
    }
    row, rows = (Claim, claims) if wanted.sort is Sort.CLAIM else (Line, lines)
    title = "Claims" if wanted.sort is Sort.CLAIM else "Events"
    feed = asked.link.to("/feed.atom", {"about": wanted.words}) if wanted.words else None
    return Answer(
        "search.html",
        title,
        {"shown": values["sentence"], "total": found.total, "rows": tuple(rows)},
        row,
        rows,
        values,
        feed,
    )


def wanted_of(asked: Asked) -> Wanted:
    """What a query looks for. Raises UsageError for a date or number that is none."""
    several = {name: asked.many(name) for name in facet_names()}
    return Wanted(
        sort=_SORTS.get(asked.one("sort"), Sort.EVENT),
        words=asked.one("words"),
        since=asked.day("since"),
        until=asked.day("until"),
        page=asked.number("page"),
        **several,
    )


def line(event: MergedEvent) -> Line:
    """An event as a row."""
    return Line(
        start=event.date.start if event.date else None,
        end=event.date.end if event.date else None,
        what=f"{event.type} {event.mode or event.medium or ''}".strip(),
        status=event.status,
        sources=tuple(p.name for p in event.sources),
        targets=tuple(p.name for p in event.targets),
        initiator=event.initiator.name if event.initiator else None,
        place=event.place,
        conflicts=tuple(c.field for c in event.conflicts),
        reports=len(event.accounts),
        origins=event.origins,
        id=event.id,
    )


def choices(asked: Asked, facet: Facet) -> list[Choice]:
    """The values of a facet as links."""
    found = []
    for value in facet.values:
        now = list(asked.many(facet.name))
        then = [v for v in now if v != value.value] if value.chosen else [*now, value.value]
        label = value_words(facet.name, value.value)
        found.append(Choice(label, value.count, value.chosen, address(asked, **{facet.name: then})))
    return found


def address(asked: Asked, **changed: str | list[str]) -> str:
    """This search with something changed, from its first page on unless that is said."""
    query: dict[str, str | list[str]] = {k: list(v) for k, v in asked.query.items() if k != "page"}
    return asked.link.to("/search", query | changed)


_WORDS: dict[str, Callable[[str], str]] = {
    "type": lambda v: words.TYPES[EventType(v)],
    "status": lambda v: words.STATUSES[Status(v)],
    "medium": lambda v: MEDIA[Medium(v)],
    "act": lambda v: ACTS[Act(v)],
    "evidence": lambda v: words.EVIDENCE[Evidence(v)],
    "denied": lambda v: {"yes": "denied", "no": "not denied"}.get(v, v),
    "country": words.country,
}


def value_words(facet: str, value: str) -> str:
    """A value of a facet in words."""
    return _WORDS.get(facet, str)(value)


def sentence(found: Browsed) -> str:
    """What is being shown, in words: "12 events: contact, by phone, between France and Russia, in 2024"."""
    wanted = found.wanted
    noun = "claim" if wanted.sort is Sort.CLAIM else "event"
    plain = [(name, getattr(wanted, name)) for name in ("type", "act", "medium", "status", "evidence", "denied")]
    parts = [" or ".join(value_words(name, v) for v in chosen) for name, chosen in plain if chosen]
    if wanted.country:
        names = words.listed([words.country(c) for c in wanted.country])
        parts.append(f"by speakers of {names}" if wanted.sort is Sort.CLAIM else f"with {names} taking part")
    if wanted.outlet:
        parts.append(f"told by {' or '.join(wanted.outlet)}")
    if wanted.words:
        parts.append(f"in reports that hold “{wanted.words}”")
    if wanted.month:
        parts.append("in " + " or ".join(wanted.month))
    if wanted.since or wanted.until:
        span = Dates(wanted.since, wanted.until)
        both = wanted.since and wanted.until
        parts.append(
            date_words(span) if both else f"from {wanted.since} on" if wanted.since else f"up to {wanted.until}"
        )
    count = words.plural(found.total, noun)
    return f"{count}: {', '.join(parts)}" if parts else f"All {count} on record"
