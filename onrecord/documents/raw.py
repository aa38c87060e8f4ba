"""A report's bytes as they were found, before anything is made of them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Raw:
    """A whole file or page, or a line of JSONL (`is_line`).

    `where` is for messages; `url` is the address that it was fetched from, `charset` what the server says of it.
    """

    data: bytes
    where: str
    url: str | None = None
    charset: str | None = None
    is_line: bool = False
