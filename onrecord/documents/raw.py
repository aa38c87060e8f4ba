"""A report's bytes as they were found, before anything is made of them."""

from dataclasses import dataclass

from onrecord.record import Notice


@dataclass(frozen=True, slots=True)
class Raw:
    """A whole file or page, or a line of JSONL (`is_line`).

    `where` is for messages; `url` is the address that it was fetched from, `charset` what the server says of it,
    `published` and `modified` what the feed says that led to it, `fetched` when an archive says that it fetched it,
    `warnings` what was odd about finding it.
    """

    data: bytes
    where: str
    url: str | None = None
    charset: str | None = None
    is_line: bool = False
    published: str | None = None
    modified: str | None = None
    fetched: str | None = None
    warnings: tuple[Notice, ...] = ()
