"""Files that are whole or absent, whatever happens: written aside, flushed to disk, renamed."""

import hashlib
import os
from pathlib import Path

TEMPORARY = ".new-"  # what such a file's name begins with until it is whole


def replace_file(path: Path, data: bytes) -> None:
    """Put `data` where `path` is, at once and for good."""
    aside = path.with_name(TEMPORARY + path.name)
    with aside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)
    flush_folder(path.parent)


def flush(path: Path) -> None:
    """Make sure that a file's bytes are on the disk."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def flush_folder(folder: Path) -> None:
    """Make sure that the names in a folder are on the disk."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def sha256(path: Path) -> str:
    """The hash of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
