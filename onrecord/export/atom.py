"""New contacts and claims as an Atom feed (RFC 4287), of a question that a feed reader asks again and again.

Times come from the reports and never from the clock, so that the same record gives the same feed. A report gives a
day, taken as its midnight in UTC. Words from reports are text, never markup.
"""

import heapq
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TextIO
from urllib.parse import quote
from xml.etree import ElementTree as ET

from onrecord.ask.protocol import View
from onrecord.export.documents import earliest_first, given_ids, web_address
from onrecord.export.question import Question, claims_asked, contacts_asked
from onrecord.merged import MergedClaim, MergedEvent, Source
from onrecord.record import Status
from onrecord.wording import date_words

ENTRIES = 100
"""How many entries a feed holds: the newest."""

_ATOM = "http://www.w3.org/2005/Atom"
# Tag URIs (RFC 4151) name somebody's domain on a day; .invalid is nobody's (RFC 2606).
_TAG = "tag:onrecord.invalid,2024:"
# Atom wants a date of every entry. This one says that no report gives any.
_UNDATED = "1970-01-01"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class _Entry:
    id: str
    title: str
    content: str
    category: str
    reports: tuple[Source, ...]

    @property
    def updated(self) -> str:
        return max((s.published for s in self.reports if s.published), default=_UNDATED)

    @property
    def published(self) -> str:
        return min((s.published for s in self.reports if s.published), default=_UNDATED)


def write_atom(view: View, out: TextIO, question: Question) -> None:
    """Write the feed.

    Raises:
        UsageError: A party or the speaker is no one party.
    """
    entries = heapq.nsmallest(ENTRIES, _entries(view, question), key=lambda e: (_newest_first(e.updated), e.id))
    feed = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": "en"})
    _text(feed, "id", _TAG + "feed/" + quote(_name(question), safe="/"))
    _text(feed, "title", f"On record: {_title(question)}")
    _text(feed, "updated", _time(max((entry.updated for entry in entries), default=_UNDATED)))
    _text(ET.SubElement(feed, "author"), "name", "Onrecord")
    _text(feed, "generator", "Onrecord")
    for entry in entries:
        _append(feed, entry)
    ET.indent(feed)
    out.write('<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(feed, encoding="unicode") + "\n")


def _newest_first(day: str) -> tuple[int, ...]:
    return tuple(-int(part) for part in day.split("-"))


def _entries(view: View, question: Question) -> Iterator[_Entry]:
    sources = {source.document: source for source in view.sources()}
    ids = given_ids(sources.values())

    def reports(documents: Iterable[str]) -> tuple[Source, ...]:
        return tuple(earliest_first((sources[document] for document in set(documents)), ids))

    for event in contacts_asked(view, question):
        yield _of_event(event, reports(account.document for account in event.accounts))
    for claim in claims_asked(view, question):
        answers = reports(telling.document for telling in (*claim.denials, *claim.replies))
        yield _of_claim(claim, reports(telling.document for telling in claim.tellings), answers)


def _of_event(event: MergedEvent, reports: tuple[Source, ...]) -> _Entry:
    names = ", ".join(dict.fromkeys(p.name for p in (*event.sources, *event.targets))) or "parties unknown"
    status = "" if event.status is Status.REPORTED else f" ({event.status})"
    when = f", {date_words(event.date)}" if event.date else ""
    lines = [
        f"Medium: {event.medium}" if event.medium else "",
        f"On the initiative of: {event.initiator.name}" if event.initiator else "",
        f"Place: {event.place}" if event.place else "",
        *(f"Reports disagree on {c.field}: {' / '.join(r.value for r in c.readings)}" for c in event.conflicts),
        *event.notes,
    ]
    return _Entry(
        event.id, f"Contact{status}: {names}{when}", _content(lines, reports, event.origins), "contact", reports
    )


def _of_claim(claim: MergedClaim, reports: tuple[Source, ...], answers: tuple[Source, ...]) -> _Entry:
    speaker = claim.speaker.name if claim.speaker else "speaker unknown"
    target = f", on {claim.target.name}" if claim.target else ""
    denied_by = dict.fromkeys(denial.speaker.name if denial.speaker else "somebody" for denial in claim.denials)
    lines = [
        claim.words,
        f"Evidence: {claim.evidence}" if claim.evidence else "",
        f"Denied by: {', '.join(denied_by)}" if denied_by else "",
    ]
    title, content = f"{speaker}: {claim.act}{target}", _content(lines, reports, claim.origins)
    return _Entry(claim.id, title, content, "claim", (*reports, *answers))


def _content(lines: Iterable[str], reports: tuple[Source, ...], origins: int) -> str:
    outlets = ", ".join(dict.fromkeys(s.outlet or s.id for s in reports))
    told = f"Independent reports: {origins}; told by: {outlets}"
    return "\n".join([*(line for line in lines if line), told])


def _append(feed: ET.Element, entry: _Entry) -> None:
    element = ET.SubElement(feed, "entry")
    _text(element, "id", _TAG + entry.id)
    _text(element, "title", entry.title)
    _text(element, "updated", _time(entry.updated))
    _text(element, "published", _time(entry.published))
    ET.SubElement(element, "category", term=entry.category)
    for number, url in enumerate(dict.fromkeys(filter(None, map(web_address, entry.reports)))):
        ET.SubElement(element, "link", rel="related" if number else "alternate", href=_clean(url))
    _text(element, "content", entry.content).set("type", "text")


def _text(parent: ET.Element, name: str, text: str) -> ET.Element:
    element = ET.SubElement(parent, name)
    element.text = _clean(text)
    return element


def _clean(text: str) -> str:
    """Without what XML 1.0 cannot hold."""
    return _NOT_XML.sub("\ufffd", text)


def _time(day: str) -> str:
    return f"{day}T00:00:00Z"


def _name(question: Question) -> str:
    """The question as the last part of the feed's id."""
    parts = {"between": question.between, "speaker": question.speaker, "about": question.about}
    given = [f"{key}/{value if isinstance(value, str) else '/'.join(value)}" for key, value in parts.items() if value]
    return "/".join(given) or "all"


def _title(question: Question) -> str:
    parts = [
        f"{question.between[0]} and {question.between[1]}" if question.between else "",
        f"said by {question.speaker}" if question.speaker else "",
        f"about {question.about}" if question.about else "",
    ]
    return ", ".join(part for part in parts if part) or "everything"
