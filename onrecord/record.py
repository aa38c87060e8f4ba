"""The record of one document: the contract between the reading and everything that uses it.

Offsets are Unicode code points into `Document.text`. `None` means "the document does not say".
All classes are frozen; sequences are tuples. `as_json` gives plain dicts in the field order below.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, Self, get_args, get_origin, get_type_hints


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


RECIPROCAL = frozenset({EventType.CONSULT, EventType.AGREE})
"""Types in which all take part alike: their sources and targets are one set."""


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
    "dateline", "modified" or None. `modified` is the date of the last change, `modified_from` "metadata", "dateline" or
    None. `moment` is when this version appeared, ISO 8601 to the second, where the metadata has a time: of the last
    change, else of publication, else when a web archive fetched it. `language` is an ISO 639-1 code. `id` is the
    input's own, else the hash of its text.
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
    modified: str | None = None
    modified_from: str | None = None
    moment: str | None = None

    @property
    def appeared(self) -> str:
        """What sorts versions of one article: the moment in UTC, else the day of the last date, else ""."""
        return utc(self.moment) if self.moment else max(self.modified or "", self.published or "")


def utc(moment: str) -> str:
    """A moment in UTC without its zone, so that moments sort; one that has no zone is taken for UTC."""
    when = datetime.fromisoformat(moment)
    return (when.astimezone(UTC) if when.tzinfo else when).replace(tzinfo=None).isoformat(timespec="seconds")


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
    """Something done; participants are actor ids, `mentions` its trigger words.

    `confidence`, 0 to 1, is how likely the text says that it happened as it is on record: its type, and who did it to
    whom. None where an earlier version read it.
    """

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
    confidence: float | None = None


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
        return {f.name: plain(getattr(self, f.name)) for f in fields(self)}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """The record that `as_json` gave; ValueError or KeyError where it is none."""
        kind: Any = cls
        record: Self = made(kind)(value)
        return record


def plain(value: Any) -> Any:
    """A dataclass, or a tuple of them, as dicts, lists and strings; sets are sorted."""
    kind: Any = type(value)
    if kind is tuple:
        return [plain(v) for v in value]
    if names := _names(kind):
        return {name: plain(getattr(value, name)) for name in names}
    if kind is frozenset:
        return sorted(value)
    return str(value) if isinstance(value, StrEnum) else value


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(f.name for f in fields(kind)) if is_dataclass(kind) else ()


@cache
def made(kind: Any) -> Callable[[Any], Any]:
    """What makes a `kind` from its plain form: a class, an enumeration, a tuple or set of one, or one or None."""
    # Fields that are their own plain form, most of them, cost no call: a record of some size is made of thousands.
    if get_origin(kind) is UnionType:
        inner = made(get_args(kind)[0])
        return inner if inner is _itself else lambda value: None if value is None else inner(value)
    if get_origin(kind) is frozenset:
        inner = made(get_args(kind)[0])
        return lambda value: frozenset(map(inner, value))
    if get_origin(kind) is tuple:
        inner = made(get_args(kind)[0])
        return tuple if inner is _itself else lambda value: tuple([inner(v) for v in value])
    if is_dataclass(kind):
        build: Any = kind
        parts = [(name, made(hint)) for name, hint in get_type_hints(kind).items()]
        later = {f.name: None for f in fields(kind) if f.default is None}  # an earlier version may not have written it

        def whole(value: Any) -> Any:
            value = value if later.keys() <= value.keys() else {**later, **value}
            return build(*[value[name] if make is _itself else make(value[name]) for name, make in parts])

        return whole
    return kind if issubclass(kind, StrEnum) else _itself


def _itself(value: Any) -> Any:
    return value
