"""The reports of a record under the ids by which their readers know them."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from onrecord.merged import Source

# What a reader may be sent to: no script, no file.
_WEB = re.compile(r"https?://[^\s\x00-\x20\x7f\"<>]+", re.IGNORECASE)


def given_ids(sources: Iterable[Source]) -> dict[str, str]:
    """By key the id that the input gave a report, where no other report has it too, else `id~key`."""
    sources = list(sources)
    times = Counter(source.id for source in sources)
    return {s.document: s.id if times[s.id] == 1 else f"{s.id}~{s.document}" for s in sources}


def earliest_first(sources: Iterable[Source], ids: Mapping[str, str]) -> list[Source]:
    """By date of publication, those without one last, then by id."""
    return sorted(sources, key=lambda s: (s.published or "9999", ids[s.document]))


def web_address(source: Source) -> str | None:
    """A report's address, where it is one of the web."""
    return source.url if source.url and _WEB.fullmatch(source.url) else None
