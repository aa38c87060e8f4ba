"""Who met or spoke with whom."""

from onrecord.ask.fresh import PairCount, pairs
from onrecord.web import words
from onrecord.web.asked import Answer, Asked
from onrecord.web.charts.network import network

_LISTED, _ALL = 100, 1_000  # pairs in the table, and in that of the whole


def page(asked: Asked) -> Answer:
    """Pairs of countries by how often they were in contact, drawn and listed; `all` lists more of them."""
    found = pairs(asked.store.view)
    most = _ALL if asked.one("all") else _LISTED
    shown = found[:most]
    values = {
        "rows": [(words.country(p.a), words.country(p.b), p) for p in shown],
        "more": len(found) - len(shown),
        "all": asked.link.page("network", all="yes") if most == _LISTED else None,
        "total": len(found),
        "picture": network(found),
    }
    return Answer("network.html", "Who met or spoke with whom", shown, PairCount, shown, values)
