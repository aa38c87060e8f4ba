"""What the system refuses, as errors of our own."""

import errno
import os
import re
from pathlib import Path

from onrecord.errors import InputError, OnrecordError, UsageError

DISK = (errno.ENOSPC, errno.EDQUOT, errno.EIO)
"""Another place on the disk would not help, and trying again may."""


def refused(error: OSError, where: Path, done: str = "cannot be written") -> InputError:
    """What the system refuses, told with the name of the file, or where the error has none `where`."""
    name = error.filename if isinstance(error.filename, str) else str(where)
    advice = "what was committed before is safe; mend this and run again"
    return InputError(f"{done}: {error.strerror or error}", where=name, advice=advice)


def out_of_place(error: OSError, where: Path, advice: str) -> OnrecordError:
    """What the system refuses at a place that the user gave: the disk's fault, else the user's, with `advice`."""
    if error.errno in DISK:
        return refused(error, where)
    return UsageError(f"{where} cannot be written: {error.strerror or error}; {advice}")


def of_duckdb(error: Exception) -> OSError:
    """What DuckDB says, or where it has that from the system what the system says: the rest is of no use to anybody."""
    number = re.search(r'"errno":"(\d+)"', str(error))
    return OSError(int(number[1]), os.strerror(int(number[1]))) if number else OSError(0, str(error))
