"""What is new."""

from onrecord.ask.claims import claim_row
from onrecord.ask.fresh import Change, fresh
from onrecord.ask.reports import Reports, outlet_of
from onrecord.web import words
from onrecord.web.asked import Answer, Asked
from onrecord.web.charts.matrix import matrix
from onrecord.web.charts.months import multiples
from onrecord.web.rows import line

_PAIRS = 20


def page(asked: Asked) -> Answer:
    """Pairs with more or less contact than usual, the latest contacts, claims and denials, and pictures of all."""
    found = fresh(asked.store.view)
    reports = Reports(asked.store.view)
    said = {c.id: claim_row(reports, c) for c in (*found.claims, *(d.claim for d in found.denied))}
    picture = matrix(found.pairs, address=lambda a, b: asked.link.page("pair", a, b))
    values = {
        "found": found,
        "changes": [(words.country(c.a), words.country(c.b), c) for c in found.changes],
        "published": {id_: row.published for id_, row in said.items()},
        "outlets": {source.document: outlet_of(source) for source in found.reports},
        "months": found.months,
        "multiples": multiples(found.months) if len({c.month for c in found.months}) > 1 else "",
        "pairs": [(words.country(p.a), words.country(p.b), p) for p in found.pairs[:_PAIRS]],
        "more_pairs": max(0, len(found.pairs) - _PAIRS),
        "matrix": picture if len(found.pairs) > 1 else "",
        "events": found.event_count,
        "claims": found.claim_count,
    }
    whole = {
        "until": found.until,
        "days_before": found.before,
        "changes": found.changes,
        "contacts": tuple(line(event) for event in found.contacts),
        "denied": tuple(said[d.claim.id] for d in found.denied),
        "claims": tuple(said[claim.id] for claim in found.claims),
        "reports": found.reports,
        "months": found.months,
        "pairs": found.pairs[:_PAIRS],
    }
    return Answer("new.html", "What is new", whole, Change, found.changes, values)
