"""The record of one document: the contract between the reading and everything that uses it.

Offsets are Unicode code points into `Document.text`. `None` means "the document does not say".
All classes are frozen; sequences are tuples. `as_json` gives plain dicts in the field order below.
"""

from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum
from typing import Any, Self


class Kind(StrEnum):
    """What sort of actor."""

    PERSON = "person"
    STATE = "state"
    ORGANIZATION = "organization"
    GROUP = "group"
    PEOPLE = "people"


class EventType(StrEnum):
    """PLOVER's sixteen event types."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"


class Status(StrEnum):
    """Whether an event happened, as far as the report goes."""

    REPORTED = "reported"
    CLAIMED = "claimed"
    PLANNED = "planned"
    UNREALIZED = "unrealized"


class Medium(StrEnum):
    """How a contact was made."""

    PHONE = "phone"
    VIDEO = "video"
    IN_PERSON = "in-person"
    WRITTEN = "written"


class Act(StrEnum):
    """What a speaker did by speaking."""

    ASSERT = "assert"
    DENY = "deny"
    CONDEMN = "condemn"
    ACCUSE = "accuse"
    SUPPORT = "support"
    PROMISE = "promise"
    DEMAND = "demand"
    THREATEN = "threaten"
    CLAIM_RESPONSIBILITY = "claim-responsibility"
    SILENCE = "silence"


class Evidence(StrEnum):
    """What the report says about the evidence for a claim."""

    NONE_OFFERED = "none-offered"
    OFFERED = "offered"
    CONFIRMED = "confirmed"
    UNCONFIRMED = "unconfirmed"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Code points `start` to `end` (exclusive) of the document's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words."""
        return text[self.start : self.end]

    def overlaps(self, other: Self) -> bool:
        """Whether the two share a code point."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: Self) -> bool:
        """Whether `other` lies wholly within."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Notice:
    """Something about the input that a reader should know, with a code for programs."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Document:
    """A report, cleaned.

    `published` is an ISO date (YYYY-MM-DD), `published_from` where it comes from: "user", "metadata", "url",
    "dateline" or None. `language` is an ISO 639-1 code. `id` is the input's own, else the hash of its text.
    """

    id: str
    title: str | None
    url: str | None
    outlet: str | None
    published: str | None
    published_from: str | None
    language: str
    text: str
    warnings: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Dates:
    """First and last day, ISO; the same for a single day."""

    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that the report gives: `min` and `max` are equal for an exact one, None where open."""

    what: str
    min: int | None
    max: int | None


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who acts or speaks or is acted upon.

    `country` is ISO 3166 alpha-3, `sector` a PLOVER code; `basis` says where a name that the report does not
    give was looked up.
    """

    id: str
    name: str
    kind: Kind
    country: str | None
    sector: str | None
    office: str | None
    mentions: tuple[Span, ...]
    basis: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """Something done; participants are actor ids, `mentions` its trigger words."""

    id: str
    type: EventType
    mode: str | None
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    initiator: str | None
    medium: Medium | None
    date: Dates | None
    place: str | None
    status: Status
    figures: tuple[Figure, ...]
    first_since: str | None
    mentions: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """Something said, or a silence; `replies_to` is a statement's or an event's id."""

    id: str
    speaker: str | None
    act: Act
    target: str | None
    via: str | None
    cue: Span | None
    content: Span | None
    quoted: bool
    evidence: Evidence | None
    replies_to: str | None


@dataclass(frozen=True, slots=True)
class Record:
    """What is on record in one document."""

    document: Document
    actors: tuple[Actor, ...] = ()
    events: tuple[Event, ...] = ()
    statements: tuple[Statement, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Plain dicts, lists and strings, ready for `json.dumps`."""
        return {f.name: _plain(getattr(self, f.name)) for f in fields(self)}


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, tuple):
        return [_plain(v) for v in value]
    return str(value) if isinstance(value, StrEnum) else value
