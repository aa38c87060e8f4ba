"""The manifest: what belongs to the record. Replacing it is the commit; its hash is the snapshot's id."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from onrecord.errors import InputError
from onrecord.record import made, plain
from onrecord.refusals import refused
from onrecord.store.files import replace_file

NAME = "manifest.json"
# Written just before the manifest, so that it is never behind it: `check` mends one from the other.
COPY = "manifest.copy.json"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Segment:
    """A Parquet file of `table`'s rows of the commits `first` to `last`; its name ends in its hash.

    `level` is 0 as committed, and one more than its parts' for a file into which others were gathered.
    """

    table: str
    name: str
    sha256: str
    size: int
    rows: int
    first: int
    last: int
    level: int


@dataclass(frozen=True, slots=True)
class Extent:
    """How far an append-only file is committed: so many bytes with this hash."""

    size: int
    sha256: str


NOTHING = Extent(0, hashlib.sha256(b"").hexdigest())


@dataclass(frozen=True, slots=True)
class Manifest:
    """A snapshot of the record: segments by table and then by commit; `earlier` are ids, `earlier[n]` of snapshot n."""

    format: int = FORMAT
    number: int = 0
    earlier: tuple[str, ...] = ()
    segments: tuple[Segment, ...] = ()
    judgements: Extent = NOTHING

    @property
    def id(self) -> str:
        """The snapshot's id, 64 hexadecimal digits."""
        return hashlib.sha256(_written(plain(self))).hexdigest()

    def of(self, table: str) -> tuple[Segment, ...]:
        """A table's segments in the order of their commits."""
        return tuple(s for s in self.segments if s.table == table)


def to_bytes(manifest: Manifest) -> bytes:
    """The manifest as it is stored, with its own hash, by which damage shows."""
    return _written({"snapshot": manifest.id, **plain(manifest)})


def from_bytes(data: bytes) -> Manifest:
    """The manifest that `to_bytes` wrote; ValueError where a byte of it is another."""
    try:
        manifest: Manifest = made(Manifest)(json.loads(data))
    except (KeyError, TypeError) as error:
        raise ValueError from error
    if to_bytes(manifest) != data:
        raise ValueError
    return manifest


def load(folder: Path) -> Manifest:
    """The current manifest.

    Raises:
        FileNotFoundError: There is none.
        InputError: It is damaged, cannot be read, or a later version of Onrecord wrote it.
    """
    path = folder / NAME
    try:
        manifest = from_bytes(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        raise
    except OSError as error:
        raise refused(error, path, "cannot be read") from error
    except ValueError:
        advice = "run `onrecord check` on the record"
        raise InputError("the manifest is damaged", where=str(path), advice=advice) from None
    if manifest.format != FORMAT:
        what = f"the record has format {manifest.format}; this version reads format {FORMAT}"
        raise InputError(what, where=str(path), advice="use a newer version of Onrecord")
    return manifest


def save(folder: Path, manifest: Manifest) -> None:
    """Make it the current manifest. When this returns, the commit is on the disk."""
    data = to_bytes(manifest)
    replace_file(folder / COPY, data)
    replace_file(folder / NAME, data)


def mend_copy(folder: Path, manifest: Manifest) -> None:
    """Have the copy of a manifest be that of the current one, whatever a stopped writer left."""
    data, copy = to_bytes(manifest), folder / COPY
    if not copy.exists() or copy.read_bytes() != data:
        replace_file(copy, data)


def _written(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode() + b"\n"
