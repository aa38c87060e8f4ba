"""One writer at a time. The lock is the kernel's: it goes when the process that holds it ends, however it ends."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from onrecord.errors import BusyError


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the record's lock.

    Raises:
        BusyError: Somebody else holds it. At once.
    """
    # flock, not lockf: it also keeps out a second writer in this process, and closing another handle keeps it.
    with (folder / "lock").open("ab") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            message = f"{folder} is being written by another process; wait until it is done (reading is possible)"
            raise BusyError(message) from None
        yield
