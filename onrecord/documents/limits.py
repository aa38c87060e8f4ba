"""Every limit on what is read, in one table."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes or code points, times in seconds."""

    report_bytes: int = 20_000_000
    """One report as a file, a page, a download or a line of JSONL, unpacked."""
    packed_bytes: int = 20_000_000
    """A download as it comes over the network."""
    expansion: int = 200
    """How many times its own size something packed may grow once it is past `report_bytes`; news grows five times, the
    same line over and over two hundred times, a bomb a thousand times."""
    text_chars: int = 150_000
    """The text of one report: some 25,000 words, more than the longest transcript of a press conference."""
    page_chars: int = 5_000_000
    """An HTML page; it takes about a second a million."""
    nesting: int = 256
    """Levels of elements within each other in a page, a feed or a list of feeds, of lists and objects in JSON."""
    name_chars: int = 2_000
    """An id, a title, an outlet, an address."""
    skip_bytes: int = 64_000_000
    """How much of one overlong line is passed over in search of the next before the file is given up."""
    document_seconds: float = 30.0
    """Processor time to find one report in its page, and again to read it. A report of 600 words takes a tenth of a
    second; one of 12,000 words that names 600 parties took nine."""
    redirects: int = 5
    connect_seconds: float = 20.0
    """Also the longest silence while reading."""
    fetch_seconds: float = 60.0
    """A whole download with its redirects, however steadily it drips."""
    feed_bytes: int = 5_000_000
    """A feed, or a list of feeds."""
    feed_entries: int = 200
    """Entries of a feed, the first ones; most feeds have ten to fifty."""
    feeds: int = 10_000
    """Feeds in a list."""
    robots_bytes: int = 512_000
    """A robots.txt; RFC 9309 asks for 500 KiB at the least."""


LIMITS = Limits()
