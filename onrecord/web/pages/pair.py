"""Two parties: when they met or spoke, last and first, who asked for it, and how each side tells it."""

from onrecord.ask.contacts import Contact
from onrecord.web import words
from onrecord.web.asked import Answer, Asked
from onrecord.web.charts.contacts import timeline

_LISTED = 50


def page(asked: Asked) -> Answer:
    """Contacts of two states, offices or people, the latest first."""
    a, b = (asked.path.get(name) or asked.one(name) for name in ("a", "b"))
    since, until = asked.day("since"), asked.day("until")
    found = asked.store.contacts(a, b, since=since or None, until=until or None)
    rows = found.rows[::-1]
    one = found.a.home == found.b.home
    names = (found.a.name, found.b.name) if one else (found.a.home, found.b.home)
    values = {
        "found": found,
        "rows": rows[:_LISTED],
        "more": max(0, len(rows) - _LISTED),
        "names": dict(zip("ab", names, strict=True)),
        "last": next((row for row in rows if row.id == found.summary.last), None),
        "firsts": [row for row in rows if row.first_since],
        "picture": timeline(found.rows, a=names[0], b=names[1], address=asked.link.of),
        "since": since,
        "until": until,
    }
    feed = asked.link.to("/feed.atom", {"between": [a, b]})
    title = words.listed([found.a.name, found.b.name])
    return Answer("pair.html", title, found, Contact, found.rows, values, feed)
