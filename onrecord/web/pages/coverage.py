"""Who carried a happening: origins, and copies with what they share."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from onrecord.ask.coverage import Carrier
from onrecord.ask.reports import Reports
from onrecord.record import Span
from onrecord.web import words
from onrecord.web.asked import Answer, Asked
from onrecord.web.quotes import Excerpt, excerpts

_PAGE = 25  # reports
_SENTENCES = 3  # in which a report tells of it
_LONGEST = 2_500  # code points of a copy's text
_PARAGRAPH = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Carried:
    """A report: of the earliest of an origin the sentences that tell of it, of a copy its text with what is shared.

    `titled` is whether these begin with its title.
    """

    it: Carrier
    original: str | None
    excerpts: tuple[Excerpt, ...]
    text: tuple[Markup, ...]
    cut: bool
    titled: bool


def page(asked: Asked) -> Answer:
    """The reports of an event by origin, a page of them at a time."""
    found, number = asked.store.coverage(asked.path["event"]), asked.number("page")
    reports = Reports(asked.store.view)
    here = found.rows[(number - 1) * _PAGE : number * _PAGE]
    numbers = {origin: n for n, origin in enumerate(dict.fromkeys(row.origin for row in found.rows), 1)}
    sizes = {origin: sum(row.origin == origin for row in found.rows) for origin in numbers}
    origins = [
        (numbers[origin], sizes[origin], [_carried(reports, row) for row in group])
        for origin, group in groupby(here, key=lambda row: row.origin)
    ]
    values = {
        "found": found,
        "origins": origins,
        "count": len(numbers),
        "number": number,
        "pages": -(-len(found.rows) // _PAGE),
    }
    title = f"Who carried it: {words.title(found.event)}"
    return Answer("coverage.html", title, found, Carrier, found.rows, values)


def _carried(reports: Reports, row: Carrier) -> Carried:
    if row.copies is None:
        told = row.passages[:_SENTENCES]
        titled = bool(told) and told[0].start == 0 and told[0].sentence == row.title
        return Carried(row, None, excerpts(reports, told), (), cut=False, titled=titled)
    text = reports.text(row.document)
    shown = tuple(_paragraphs(text[:_LONGEST], _union(Span(s.start, s.end) for s in row.shared)))
    titled = text.startswith(f"{row.title}\n")
    return Carried(row, reports.outlet(row.copies), (), shown, cut=len(text) > _LONGEST, titled=titled)


def _paragraphs(text: str, marked: list[Span]) -> Iterator[Markup]:
    """The paragraphs of a text with what is marked in each."""
    for found in _PARAGRAPH.finditer(text):
        start, end = found.span()
        inside = [Span(max(s.start, start) - start, min(s.end, end) - start) for s in marked]
        yield words.marks(found[0], tuple(s for s in inside if s.start < s.end))


def _union(spans: Iterable[Span]) -> list[Span]:
    """Spans without overlaps, in order."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found
