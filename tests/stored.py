"""Records and archives for the tests of the store: small reports that differ, and ways to write them."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from onrecord.record import (
    Act,
    Actor,
    Dates,
    Document,
    Event,
    EventType,
    Evidence,
    Figure,
    Kind,
    Medium,
    Notice,
    Record,
    Span,
    Statement,
    Status,
)
from onrecord.store import Archive, Commit, Entry, Writer, document_key, input_hash

TOWNS = ("Halden", "Tamsk", "Orlu", "Breda", "Quito", "Nampula", "Sucre")


def report(number: int) -> Record:
    """A report that differs from those of other numbers; number 3 of seven has no rows at all."""
    town = TOWNS[number % 7]
    text = (
        f"Envoys meet in {town}\n\nThe two envoys met in {town} for the {number}th time, and {number} men were freed."
    )
    title = f"Envoys meet in {town}"
    document = Document(
        f"r{number}", title, None, f"Gazette of {town}", "2024-04-03", "metadata", "en", text, (Notice("a", "b"),)
    )
    if number % 7 == 3:
        return Record(document)
    actor = Actor("a1", "the envoys", Kind.GROUP, "FRA", None, None, (Span(27, 37), Span(0, 6)))
    figures = (Figure("people", number, None), Figure("men", None, 2**63 - 1))
    event = Event(
        "e1", EventType.CONSULT, "meet", ("a1",), (), "a1", Medium.IN_PERSON, Dates("2024-04-02", "2024-04-03"), town,
        Status.REPORTED, figures, None, (Span(7, 11),),
    )  # fmt: skip
    said = Statement("s1", "a1", Act.DENY, None, None, Span(0, 2), None, False, Evidence.OFFERED, "e1")
    return Record(document, (actor,), (event,) * (number % 3), (said,) * (number % 2))


def entry(record: Record, where: str = "") -> Entry:
    return Entry(document_key(record.document), input_hash(raw(record)), where or f"in/{record.document.id}", record)


def raw(record: Record) -> bytes:
    return f"raw {record.document.text}".encode()


def entries(numbers: Iterable[int]) -> list[Entry]:
    return [entry(report(number)) for number in numbers]


def put(writer: Writer, numbers: Iterable[int]) -> Commit:
    """Commit reports by their numbers."""
    given = entries(numbers)
    return writer.commit(given, {e.input: raw(e.record) for e in given})


def filled(folder: Path, *commits: Iterable[int]) -> Archive:
    """A new record with these commits."""
    archive = Archive.create(folder)
    with archive.writing() as writer:
        for numbers in commits:
            put(writer, numbers)
    return archive


def held(archive: Archive) -> list[Entry]:
    """All that is in it, by key."""
    return sorted((e for commit in archive.commits() for e in commit.entries), key=lambda e: e.key)


def by_key(numbers: Iterable[int]) -> list[Entry]:
    return sorted(entries(numbers), key=lambda e: e.key)


class Killed(BaseException):
    """What a process that is killed does not live to see."""


@contextmanager
def killed() -> Iterator[None]:
    """Where a writer may be killed."""
    try:
        yield
    except Killed:
        return
