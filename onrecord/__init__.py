"""Onrecord reads the news and keeps a record that one can check."""

# ruff: noqa: PLC0415 - heavy parts are imported when first asked for, so that `onrecord --help` answers at once
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.errors import BusyError, FetchError, InputError, LanguageError, LimitError, OnrecordError, UsageError
from onrecord.record import Actor, Document, Event, Figure, Notice, Record, Span, Statement

if TYPE_CHECKING:
    from onrecord.ask.store import Store
    from onrecord.reader import Reader

__version__ = "0.1.0"
__all__ = [
    "Actor",
    "BusyError",
    "Document",
    "Event",
    "FetchError",
    "Figure",
    "InputError",
    "LanguageError",
    "LimitError",
    "Notice",
    "OnrecordError",
    "Reader",
    "Record",
    "Span",
    "Statement",
    "Store",
    "UsageError",
    "__version__",
    "open",
    "read",
]


def read(
    source: str | Path, *, published: str | None = None, outlet: str | None = None, actors: Path | None = None
) -> Record:
    """The record of one report: a path (as `Path`), or its text.

    `published` is an ISO date, from which "on Tuesday" is worked out; `actors` is the user's file of who held which
    office when. Raises InputError where there is no report that can be read, UsageError for a date that is none or a
    row of the file that is wrong.
    """
    from onrecord.documents import clean, read_inputs

    reader = _reader(actors)
    if isinstance(source, str):
        return reader.read(clean(source, published=published, outlet=outlet))
    for document in read_inputs([str(source)], published=published, outlet=outlet):
        if isinstance(document, InputError):
            raise document
        return reader.read(document)
    raise InputError("holds no report", where=str(source))


def open(path: str | Path, snapshot: str | None = None) -> "Store":  # noqa: A001 - as `gzip.open` and `tarfile.open`
    """The merged record in a folder, to be asked: as it is now, or as it was at a snapshot (its id or its beginning).

    Raises UsageError where there is no record or no such snapshot.
    """
    from onrecord.ask.store import Store

    return Store.open(path, snapshot)


def _reader(actors: Path | None) -> "Reader":
    from onrecord.knowledge.actors_file import read as own_actors
    from onrecord.reader import reader_with

    return reader_with(own_actors(actors) if actors else None)


def __getattr__(name: str) -> Any:
    if name == "Reader":
        from onrecord.reader import Reader

        return Reader
    if name == "Store":
        from onrecord.ask.store import Store

        return Store
    raise AttributeError(f"module 'onrecord' has no attribute {name!r}")
