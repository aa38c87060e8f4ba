"""Who met or spoke with whom."""

from onrecord.ask.fresh import PairCount, pairs
from onrecord.merged import Sort
from onrecord.web import words
from onrecord.web.asked import Answer, Asked
from onrecord.web.charts.network import network

_LISTED = 100


def page(asked: Asked) -> Answer:
    """Pairs of countries by how often they were in contact, drawn and listed."""
    found = pairs(asked.catalogue(Sort.EVENT))
    rows = [(words.country(p.a), words.country(p.b), p) for p in found[:_LISTED]]
    values = {"rows": rows, "more": max(0, len(found) - _LISTED), "total": len(found), "picture": network(found)}
    return Answer("network.html", "Who met or spoke with whom", found, PairCount, found, values)
