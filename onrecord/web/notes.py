"""What the record says against a report, with the events that it names as links."""

import re

from markupsafe import Markup, escape

from onrecord.view.safe import safe
from onrecord.web.links import Links

_EVENT = re.compile(r"\b(E[0-9a-f]{10})\b")


def linked(note: str, link: Links) -> Markup:
    """A note of a merged row; each event's id in it leads to the event."""
    anchor = Markup('<a href="{}">another</a>')
    parts = _EVENT.split(safe(note))  # at odd places stand ids
    return Markup("").join(anchor.format(link.of(part)) if at % 2 else escape(part) for at, part in enumerate(parts))
