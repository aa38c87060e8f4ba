"""Who carried a happening: origins and copies."""

from itertools import groupby

from onrecord.ask.coverage import Carrier
from onrecord.web import words
from onrecord.web.asked import Answer, Asked


def page(asked: Asked) -> Answer:
    """The reports of an event by origin."""
    found = asked.store.coverage(asked.path["event"])
    origins = [list(group) for _, group in groupby(found.rows, key=lambda row: row.origin)]
    title = f"Who carried it: {words.title(found.event)}"
    return Answer("coverage.html", title, found, Carrier, found.rows, {"found": found, "origins": origins})
