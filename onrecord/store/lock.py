"""One writer at a time. The lock is the kernel's: it goes when the process that holds it ends, however it ends."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from onrecord.errors import BusyError
from onrecord.refusals import refused


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the record's lock.

    Raises:
        BusyError: Somebody else holds it. At once.
        InputError: The folder cannot be written.
    """
    # flock, not lockf: it also keeps out a second writer in this process, and closing another handle keeps it.
    try:
        file = (folder / "lock").open("ab")
    except OSError as error:
        raise refused(error, folder) from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            message = f"{folder} is being written by another process; wait until it is done (reading is possible)"
            raise BusyError(message) from None
        yield
