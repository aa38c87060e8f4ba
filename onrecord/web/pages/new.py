"""What is new."""

from onrecord.ask.claims import claim_row
from onrecord.ask.fresh import Change, fresh, months, pairs
from onrecord.ask.reports import Reports, outlet_of
from onrecord.merged import Sort
from onrecord.web import words
from onrecord.web.asked import Answer, Asked
from onrecord.web.charts.matrix import matrix
from onrecord.web.charts.months import multiples

_MONTHS = 12


def page(asked: Asked) -> Answer:
    """Pairs with more or less contact than usual, the latest contacts, claims and denials, and pictures of all."""
    found = fresh(asked.store.view, of=asked.catalogue)
    events, claims = asked.catalogue(Sort.EVENT), asked.catalogue(Sort.CLAIM)
    by_month, by_pair = months(events, _MONTHS), pairs(events)
    reports = Reports(asked.store.view)
    values = {
        "found": found,
        "changes": [(words.country(c.a), words.country(c.b), c) for c in found.changes],
        "published": {c.id: claim_row(reports, c).published for c in (*found.claims, *found.denied)},
        "outlets": {source.document: outlet_of(source) for source in found.reports},
        "months": by_month,
        "multiples": multiples(by_month),
        "pairs": [(words.country(p.a), words.country(p.b), p) for p in by_pair[:20]],
        "matrix": matrix(by_pair),
        "events": len(events.ids),
        "claims": len(claims.ids),
    }
    return Answer("new.html", "What is new", found, Change, found.changes, values)
