"""The merged record: what many reports put on record together, each happening once.

Built from the rows of single reports (`onrecord.record`), which stay as they were read: an account or a telling is
always a report's own row, with its own offsets. `None` means that no report says. All classes are frozen.
`document` is a document's key, unique in a record; `Source.id` is the id that the input gave it.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from onrecord.record import (
    Act,
    Dates,
    Event,
    EventType,
    Evidence,
    Figure,
    Kind,
    Medium,
    Statement,
    Status,
)  # fmt: skip


class Field(StrEnum):
    """In what accounts of one happening may disagree."""

    DATE = "date"
    FIGURES = "figures"
    INITIATOR = "initiator"
    PARTICIPANTS = "participants"
    PLACE = "place"
    STATUS = "status"


class Sort(StrEnum):
    """What is merged, each sort by its own weights."""

    ECHO = "echo"
    ARTICLE = "article"
    ACTOR = "actor"
    EVENT = "event"
    CLAIM = "claim"


class Standing(StrEnum):
    """How a report's word stands among the versions of its article."""

    CURRENT = "current"  # the latest version has it, or there is but one
    SUPERSEDED = "superseded"  # a later version has it, too, and speaks for the article
    DROPPED = "dropped"  # only earlier versions have it; this is the latest of them


@dataclass(frozen=True, slots=True, order=True)
class Row:
    """A row of one report: an actor, event or statement by its id there; of a document as a whole the id is ""."""

    document: str
    id: str


@dataclass(frozen=True, slots=True)
class Source:
    """A report in the record. Reports of one `origin` are copies or rewrites of one text, of one `article` versions.

    `since` sorts versions by when they appeared: a time in UTC, else a day, else "".
    """

    document: str
    id: str
    outlet: str | None
    url: str | None
    published: str | None
    title: str | None
    origin: str
    article: str = ""
    since: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody in a merged row; `actor` is the merged actor's id."""

    actor: str
    name: str
    kind: Kind
    country: str | None
    office: str | None


@dataclass(frozen=True, slots=True)
class Reading:
    """One value of a field in conflict, and the reports that give it."""

    value: str
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field on which accounts disagree, with what each says."""

    field: Field
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Revision:
    """What a later version of an article says otherwise than the one before: no conflict, as the later one stands.

    `earlier` and `document` are the two versions' keys, `since` is when the later one appeared, in UTC.
    """

    field: Field
    before: str
    after: str
    earlier: str
    document: str
    since: str

    def __str__(self) -> str:
        when = self.since[:16].replace("T", " ")
        return f"{self.field}: revised from {self.before} to {self.after} in the version of {when}"


@dataclass(frozen=True, slots=True)
class Account:
    """What one report tells of a happening: its own event rows, as read."""

    document: str
    events: tuple[Event, ...]
    standing: Standing = Standing.CURRENT


@dataclass(frozen=True, slots=True)
class MergedEvent:
    """One happening. `origins` counts independent reports: copies of one text count once.

    `confidence` is that of the surest report.

    `notes` say where the record itself contradicts what a report says of it ("first since", "last spoke").
    """

    id: str
    type: EventType
    mode: str | None
    sources: tuple[Party, ...]
    targets: tuple[Party, ...]
    initiator: Party | None
    medium: Medium | None
    date: Dates | None
    place: str | None
    status: Status
    figures: tuple[Figure, ...]
    first_since: str | None
    conflicts: tuple[Conflict, ...]
    origins: int
    accounts: tuple[Account, ...]
    notes: tuple[str, ...] = ()
    confidence: float | None = None
    revisions: tuple[Revision, ...] = ()

    @property
    def reports(self) -> int:
        """How many reports tell of it: versions of one article are one."""
        return sum(account.standing is not Standing.SUPERSEDED for account in self.accounts)


@dataclass(frozen=True, slots=True)
class Telling:
    """A statement as one report has it, who speaks there and about or to whom."""

    document: str
    statement: Statement
    speaker: Party | None
    target: Party | None = None
    standing: Standing = Standing.CURRENT


@dataclass(frozen=True, slots=True)
class MergedClaim:
    """Something said, once, with every report that carries it and everything said against it."""

    id: str
    speaker: Party | None
    act: Act
    target: Party | None
    evidence: Evidence | None
    words: str  # its content, as the earliest report has it that gives this speaker and act; "" for a silence
    origins: int
    tellings: tuple[Telling, ...]
    denials: tuple[Telling, ...]
    replies: tuple[Telling, ...]  # answers that are no denial

    @property
    def reports(self) -> int:
        """How many reports carry it: versions of one article are one."""
        return len({t.document for t in self.tellings if t.standing is not Standing.SUPERSEDED})


@dataclass(frozen=True, slots=True)
class Tenure:
    """An office as reports give it, from the first to the last day on which one does."""

    office: str
    start: str | None
    end: str | None


@dataclass(frozen=True, slots=True)
class MergedActor:
    """Somebody, across reports; `rows` are the reports' own."""

    id: str
    name: str
    kind: Kind
    country: str | None
    sector: str | None
    offices: tuple[Tenure, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why two rows are one or are not: a feature and its weight in log-odds (base e)."""

    feature: str
    weight: float


class Outline(NamedTuple):  # ten times as fast to make as a frozen class, and all of a record are made at once
    """A merged event or claim in short, as it is told.

    `kind` is its type or act, `value` an event's status or a claim's evidence, `start` and `stop` its first and
    last day, of a claim that of its first report; "9999-99-99" where none is known. Each between commas, `sources`
    and `targets` are ISO codes of states, of a claim the speaker's and that of whom it is about; `who` and `whom`
    are the ids of the actors, and `people` those of persons of a state among them.
    """

    id: str
    kind: str
    value: str
    medium: str
    start: str
    stop: str
    sources: str
    targets: str
    who: str
    whom: str
    people: str
