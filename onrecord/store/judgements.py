"""The file of the user's judgements: JSON lines, only ever added to.

What lies beyond the committed extent is a tail that a writer left when it was stopped; it does not count, and the
next writer cuts it off.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from onrecord.errors import InputError
from onrecord.record import made, plain
from onrecord.refusals import refused
from onrecord.store.entries import Judgement
from onrecord.store.manifest import Extent

NAME = "judgements.jsonl"


def committed(folder: Path, extent: Extent) -> bytes:
    """The committed bytes.

    Raises:
        InputError: They are not what was committed, or cannot be read.
    """
    path = folder / NAME
    try:
        with path.open("rb") as file:
            data = file.read(extent.size)
    except FileNotFoundError:
        data = b""
    except OSError as error:
        raise refused(error, path, "cannot be read") from error
    if len(data) != extent.size or hashlib.sha256(data).hexdigest() != extent.sha256:
        raise InputError("the judgements are damaged", where=str(path), advice="run `onrecord check` on the record")
    return data


def read(folder: Path, extent: Extent) -> Iterator[tuple[int, Judgement]]:
    """The judgements with the numbers of their commits, in order; InputError where they are damaged."""
    for line in committed(folder, extent).splitlines():
        value = json.loads(line)
        yield value["commit"], made(Judgement)(value)


def append(folder: Path, extent: Extent, commit: int, judgements: Iterable[Judgement]) -> Extent:
    """Write judgements after the committed ones, and flush them; the new extent, which is still to be committed."""
    data = committed(folder, extent)
    added = b"".join(json.dumps({"commit": commit, **plain(j)}).encode() + b"\n" for j in judgements)
    if not added:
        return extent
    with (folder / NAME).open("ab") as file:
        file.truncate(extent.size)
        file.write(added)
        file.flush()
        os.fsync(file.fileno())
    return Extent(extent.size + len(added), hashlib.sha256(data + added).hexdigest())
