"""What is packed with gzip, unpacked piece by piece, so that a bomb is known for one before it has grown."""

import io
import zlib
from collections.abc import Iterable, Iterator

from onrecord.documents.limits import LIMITS
from onrecord.errors import InputError, LimitError

PIECE = 1 << 16
"""The most bytes that are unpacked at a time."""
_GZIP = 31  # zlib's number for the format, checksum and length verified


def unpacked(chunks: Iterable[bytes], *, where: str) -> Iterator[bytes]:
    """The pieces that packed chunks hold; gzip files may follow each other, and zeros the last of them.

    Raises:
        InputError: The data are damaged or end early.
        LimitError: They grow like a bomb.
    """
    member = zlib.decompressobj(_GZIP)
    size = packed = 0
    try:
        for chunk in chunks:
            packed += len(chunk)
            rest, full = chunk, False
            while rest or full:
                if member.eof:
                    rest = rest.lstrip(b"\0")
                    if not rest:
                        break
                    member = zlib.decompressobj(_GZIP)
                piece = member.decompress(rest, PIECE)
                rest, full = member.unconsumed_tail or member.unused_data, len(piece) == PIECE
                size += len(piece)
                if size > max(LIMITS.report_bytes, LIMITS.expansion * packed):
                    what = f"it unpacks to more than {LIMITS.report_bytes:,} bytes, {LIMITS.expansion} times its size"
                    raise LimitError(what, where=where, advice="such files are made to do harm; leave it out")
                if piece:
                    yield piece
    except zlib.error:
        raise InputError("the gzip file is damaged", where=where, advice="get a whole copy") from None
    if not member.eof:
        raise InputError("the gzip file ends early", where=where, advice="get a whole copy")


class Unpacked(io.RawIOBase):
    """Pieces of bytes as a file; `io.BufferedReader` makes one of it that can be looked at before it is read."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._rest = pieces, b""

    def readable(self) -> bool:
        """As io asks."""
        return True

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]
        """Fill the buffer with what there is; 0 at the end."""
        self._rest = self._rest or next(self._pieces, b"")
        taken = self._rest[: len(buffer)]
        buffer[: len(taken)] = taken
        self._rest = self._rest[len(taken) :]
        return len(taken)
