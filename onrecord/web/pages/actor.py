"""Somebody: offices over time, contacts and other events, claims by and about."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.ask.basis import looked_up
from onrecord.ask.catalogue import UNDATED, Catalogue
from onrecord.ask.claims import claim_row
from onrecord.ask.contacts import HAPPENED, parties
from onrecord.ask.reports import Reports
from onrecord.errors import UsageError
from onrecord.merged import MergedActor, MergedClaim, MergedEvent, Party, Sort, Source
from onrecord.record import EventType
from onrecord.web.alike import actors_alike
from onrecord.web.asked import Answer, Asked
from onrecord.web.rows import Line, line

PARTS = {"contacts": "Contacts", "events": "Other events", "said": "Claims by", "about": "Claims about"}
_LATEST, _PAGE = 8, 25  # rows of each part beside the others, and of one part alone
_PARTNERS, _LOOKED_AT = 8, 60  # counterparts named, and latest contacts among which they are counted
_REPORTS = 8


@dataclass(frozen=True, slots=True)
class Section:
    """A part of what is on record of somebody: its rows here, the latest first, and how many there are."""

    name: str
    title: str
    rows: tuple[MergedEvent | MergedClaim, ...]
    total: int
    href: str


def page(asked: Asked) -> Answer:
    """The actor of an id: the latest of each part, or a page of the one that `show` names."""
    actor = asked.store.actor(asked.path["actor"])
    shown, number = asked.one("show"), asked.number("page")
    if shown and shown not in PARTS:
        raise UsageError(f"{shown[:40]!r} is no part of an actor's page; there are {', '.join(PARTS)}")
    ids = _ids(asked, actor.id)
    first = (number - 1) * _PAGE
    sections = [
        _section(asked, name, ids[name], ids[name][first : first + _PAGE] if shown else ids[name][:_LATEST])
        for name in ([shown] if shown else PARTS)
    ]
    reports = Reports(asked.store.view)
    claims = [row for s in sections for row in s.rows if isinstance(row, MergedClaim)]
    sources = [reports.source(d) for d in dict.fromkeys(row.document for row in actor.rows)]
    sources.sort(key=lambda s: (s.published or "", s.id), reverse=True)
    values = {
        "actor": actor,
        "sections": sections,
        "shown": shown,
        "number": number,
        "pages": -(-sections[0].total // _PAGE) if shown else 1,
        "partners": [] if shown else _partners(asked, actor.id, ids["contacts"]),
        "published": {c.id: claim_row(reports, c).published for c in claims},
        "reports": len(sources),
        "documents": sources[:_REPORTS],
        "looked_up": () if shown else looked_up(reports, _within(actor, sources[:_REPORTS])),
        "alike": [] if shown else actors_alike(asked.store.view, actor),
    }
    lines = tuple(line(row) for s in sections for row in s.rows if isinstance(row, MergedEvent))
    found = {name: tuple(row for s in sections if s.name == name for row in s.rows) for name in ("said", "about")}
    whole = {"actor": actor, "events": lines, "claims": found["said"], "claims_about": found["about"]}
    return Answer("actor.html", actor.name, whole, Line, lines, values)


def _within(actor: MergedActor, sources: Sequence[Source]) -> MergedActor:
    """The actor as some reports have it."""
    documents = {source.document for source in sources}
    return replace(actor, rows=tuple(row for row in actor.rows if row.document in documents))


def _ids(asked: Asked, actor: str) -> dict[str, list[str]]:
    """The ids of each part, the latest first, those without a date last."""
    view, catalogue = asked.store.view, asked.catalogue(Sort.EVENT)
    mask = catalogue.columns["type"].any_of([EventType.CONSULT], len(catalogue.ids))
    contacts = {catalogue.ids[at] for at in mask.nonzero()[0]}
    events = _latest(view.of_actor(Sort.EVENT, actor), catalogue)
    claims = asked.catalogue(Sort.CLAIM)
    return {
        "contacts": [i for i in events if i in contacts],
        "events": [i for i in events if i not in contacts],
        "said": _latest(view.of_actor(Sort.CLAIM, actor), claims),
        "about": _latest(view.about_actor(actor), claims),
    }


def _latest(ids: Sequence[str], catalogue: Catalogue) -> list[str]:
    dated = {catalogue.ids[at] for at in (catalogue.starts < UNDATED).nonzero()[0]}
    return [*(i for i in reversed(ids) if i in dated), *(i for i in ids if i not in dated)]


def _section(asked: Asked, name: str, ids: Sequence[str], here: Sequence[str]) -> Section:
    view = asked.store.view
    told = view.event if name in ("contacts", "events") else view.claim
    href = asked.link.page("actor", asked.path["actor"], show=name)
    return Section(name, PARTS[name], tuple(told(i) for i in here), len(ids), href)


def _partners(asked: Asked, actor: str, contacts: Sequence[str]) -> list[tuple[Party, int]]:
    """Who took part in the latest contacts that took place, the most frequent first."""
    counts: Counter[str] = Counter()
    named: dict[str, Party] = {}
    for event in map(asked.store.view.event, contacts[:_LOOKED_AT]):
        if event.status not in HAPPENED:
            continue
        for party in parties(event):
            if party.actor != actor:
                named[party.actor] = party
                counts[party.actor] += 1
    ordered = sorted(counts, key=lambda a: (-counts[a], named[a].name))
    return [(named[a], counts[a]) for a in ordered[:_PARTNERS]]
