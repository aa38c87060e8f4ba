"""What the tests of sources share: sentences of a report, and what comes of a file's bytes."""

from collections.abc import Iterable
from pathlib import Path

from onrecord.documents import read_inputs
from onrecord.errors import InputError
from onrecord.record import Document

REPORT = "The minister said on Tuesday that the two sailors had come home and that they were well."
SECOND = "The harbour master of Halden said that the boat was to be sold to the town for one crown."
LONG = " ".join(
    f"On day {n} of the talks the envoys of both sides met in Halden, and nothing was settled." for n in range(20)
)


def reports_in(folder: Path, data: str | bytes, name: str = "input", at: str = "") -> list[Document | InputError]:
    """All that comes of a file with these bytes."""
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return list(read_inputs([f"{at}{path}"]))


def documents(found: Iterable[Document | InputError]) -> list[Document]:
    return [item for item in found if isinstance(item, Document)]


def errors(found: Iterable[Document | InputError]) -> list[InputError]:
    return [item for item in found if isinstance(item, InputError)]


def only(found: list[Document | InputError]) -> Document:
    """The one document; nothing else came."""
    (item,) = found
    assert isinstance(item, Document), item
    return item


def only_error(found: list[Document | InputError]) -> InputError:
    (item,) = found
    assert isinstance(item, InputError), item
    return item


def body(document: Document) -> str:
    """The text below the title."""
    return document.text.removeprefix(f"{document.title}\n\n")


def codes(document: Document) -> list[str]:
    return [notice.code for notice in document.warnings]
