"""Somebody: offices over time, contacts and other events, claims by and about."""

from onrecord.ask.reports import Reports
from onrecord.merged import MergedClaim, MergedEvent, Sort
from onrecord.record import EventType
from onrecord.web.asked import Answer, Asked
from onrecord.web.pages.search import Line, line

_LISTED = 15  # of each sort, the latest
_LOOKED_AT = 60  # latest events among which contacts are sought
_SENTENCES = 8


def page(asked: Asked) -> Answer:
    """The actor of an id."""
    view = asked.store.view
    actor = asked.store.actor(asked.path["actor"])
    ids = view.of_actor(Sort.EVENT, actor.id)
    events: list[MergedEvent] = [view.event(i) for i in ids[-_LOOKED_AT:][::-1]]
    said = view.of_actor(Sort.CLAIM, actor.id)
    about = view.about_actor(actor.id)
    by: list[MergedClaim] = [view.claim(i) for i in said[-_LISTED:][::-1]]
    of: list[MergedClaim] = [view.claim(i) for i in about[-_LISTED:][::-1]]
    contacts = [e for e in events if e.type is EventType.CONSULT][:_LISTED]
    others = [e for e in events if e.type is not EventType.CONSULT][:_LISTED]
    reports = Reports(view)
    first = {c.id: reports.source(c.tellings[0].document).published for c in (*by, *of)}
    values = {
        "actor": actor,
        "contacts": contacts,
        "others": others,
        "by": by,
        "about": of,
        "published": first,
        "counts": (len(ids), len(said), len(about)),
        "reports": len({row.document for row in actor.rows}),
        "documents": [reports.source(d) for d in dict.fromkeys(row.document for row in actor.rows[-_SENTENCES:])],
    }
    rows = tuple(line(e) for e in (*contacts, *others))
    whole = {"actor": actor, "events": rows, "claims": tuple(by), "claims_about": tuple(of)}
    return Answer("actor.html", actor.name, whole, Line, rows, values)
