"""What a record holds, as its users see it: reports read, inputs that failed, and the user's judgements."""

import hashlib
import json
from dataclasses import dataclass
from enum import StrEnum

from onrecord.merged import Row, Sort
from onrecord.record import Document, Record


class Verdict(StrEnum):
    """What the user says of rows; UNDO takes an earlier judgement back."""

    SAME = "same"
    DIFFERENT = "different"
    WRONG = "wrong"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Entry:
    """A report in a record: `input` is the hash of what it was read from, `where` the place it was found in."""

    key: str
    input: str
    where: str
    record: Record


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that could not be read: where it is, what is wrong, and what to do (or "")."""

    where: str
    what: str
    advice: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """The user's word on some rows of one sort; `undoes` is the id of the judgement that it takes back."""

    id: str
    verdict: Verdict
    sort: Sort
    rows: tuple[Row, ...]
    undoes: str | None = None


@dataclass(frozen=True, slots=True)
class Commit:
    """What one commit added: the entries by key, the judgements in the order in which they were made."""

    number: int
    snapshot: str
    entries: tuple[Entry, ...]
    judgements: tuple[Judgement, ...]


def document_key(document: Document) -> str:
    """The key of a report: reports with the same id and other words have two."""
    d = document
    return "d" + _hash((d.id, d.url, d.outlet, d.published, d.title, d.text))[:12]


def input_hash(data: bytes, *said: str | None) -> str:
    """The hash of an input's bytes and of what is `said` of it from outside: address, date, outlet."""
    return _hash((hashlib.sha256(data).hexdigest(), *said))


def new_judgement(verdict: Verdict, sort: Sort, rows: tuple[Row, ...], undoes: str | None, number: int) -> Judgement:
    """A judgement with an id of its own; `number` is how many there were before."""
    words = [verdict, sort, undoes, number, *(f"{row.document}#{row.id}" for row in rows)]
    return Judgement("J" + _hash(tuple(map(str, words)))[:10], verdict, sort, rows, undoes)


def _hash(parts: tuple[str | None, ...]) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
