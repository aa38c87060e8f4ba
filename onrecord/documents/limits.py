"""Every limit on what is read, in one table."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes or code points, times in seconds."""

    report_bytes: int = 20_000_000
    """One report as a file, a page, a download or a line of JSONL."""
    text_chars: int = 150_000
    """The text of one report: some 25,000 words, more than the longest transcript of a press conference."""
    page_chars: int = 5_000_000
    """An HTML page; it takes about a second a million."""
    name_chars: int = 2_000
    """An id, a title, an outlet, an address."""
    skip_bytes: int = 512_000_000
    """How much of one overlong line is passed over in search of the next before the file is given up."""
    redirects: int = 5
    connect_seconds: float = 20.0
    """Also the longest silence while reading."""
    fetch_seconds: float = 60.0
    """A whole download, however steadily it drips."""


LIMITS = Limits()
