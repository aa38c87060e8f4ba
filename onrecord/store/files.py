"""Files that are whole or absent, whatever happens: written aside, flushed to disk, renamed."""

import errno
import hashlib
import os
import re
from pathlib import Path

from onrecord.errors import InputError, OnrecordError, UsageError

TEMPORARY = ".new-"  # what such a file's name begins with until it is whole
_DISK = (errno.ENOSPC, errno.EDQUOT, errno.EIO)  # another place on the disk would not help, and trying again may


def replace_file(path: Path, data: bytes) -> None:
    """Put `data` where `path` is, at once and for good."""
    aside = path.with_name(TEMPORARY + path.name)
    with aside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)
    flush_folder(path.parent)


def refused(error: OSError, where: Path, done: str = "cannot be written") -> InputError:
    """What the system refuses, told with the name of the file, or where the error has none `where`."""
    name = error.filename if isinstance(error.filename, str) else str(where)
    advice = "what was committed before is safe; mend this and run again"
    return InputError(f"{done}: {error.strerror or error}", where=name, advice=advice)


def out_of_place(error: OSError, where: Path, advice: str) -> OnrecordError:
    """What the system refuses at a place that the user gave: the disk's fault, else the user's, with `advice`."""
    if error.errno in _DISK:
        return refused(error, where)
    return UsageError(f"{where} cannot be written: {error.strerror or error}; {advice}")


def of_duckdb(error: Exception) -> OSError:
    """What DuckDB says, or where it has that from the system what the system says: the rest is of no use to anybody."""
    number = re.search(r'"errno":"(\d+)"', str(error))
    return OSError(int(number[1]), os.strerror(int(number[1]))) if number else OSError(0, str(error))


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
