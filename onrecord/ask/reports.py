"""Reports behind merged rows: what to call them, and the sentences in which something stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from onrecord.ask.protocol import View
from onrecord.errors import UsageError
from onrecord.language.sentences import split_sentences
from onrecord.merged import Row, Sort, Source
from onrecord.record import Actor, Span

_TITLE = 40  # letters of a title that stands for an outlet


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of a report, with the words in it that a row comes from.

    `start` and `end` are code points of the report's text; `at` are the words' places within the sentence.
    """

    document: str
    outlet: str
    published: str | None
    row: str
    sentence: str
    start: int
    end: int
    at: tuple[Span, ...]

    def __str__(self) -> str:
        return f"“{self.sentence}” ({self.outlet})"


@dataclass(frozen=True, slots=True)
class Edition:
    """A version of an article: its report's key, when it appeared (UTC, or a day, or ""), and its title."""

    document: str
    since: str
    title: str | None

    def __str__(self) -> str:
        return f"{self.since[:16].replace('T', ' ') or 'no date'} {self.document}"


class Reports:
    """The reports of one view, each fetched once while a question is answered."""

    def __init__(self, view: View) -> None:
        self.record = cache(view.record)
        self.source = cache(view.source)
        self._merged_id = view.merged_id
        self._versions = view.versions
        self._sentences = cache(lambda document: split_sentences(self.text(document)))
        self._actors = cache(lambda document: {actor.id: actor for actor in self.record(document).actors})

    def text(self, document: str) -> str:
        """The text of a report."""
        return self.record(document).document.text

    def actor(self, document: str, actor: str | None) -> Actor | None:
        """Somebody in a report, by the id there."""
        return self._actors(document).get(actor) if actor else None

    def merged(self, sort: Sort, document: str, row: str) -> str | None:
        """The id of what a report's row is merged into; None where it is in nothing, as it was judged wrong."""
        try:
            return self._merged_id(sort, Row(document, row))
        except UsageError:
            return None

    def editions(self, document: str) -> tuple[Edition, ...]:
        """The versions of a report's article, itself among them, the earliest first."""
        sources = (self.source(version) for version in self._versions(document))
        return tuple(Edition(s.document, s.since, s.title) for s in sources)

    def outlet(self, document: str) -> str:
        """Who published a report, as `outlet_of` calls it."""
        return outlet_of(self.source(document))

    def outlets(self, documents: Iterable[str]) -> tuple[str, ...]:
        """Who published reports, each once, the earliest first."""
        ordered = sorted(set(documents), key=lambda d: (self.source(d).published or "9999", d))
        return tuple(dict.fromkeys(self.outlet(document) for document in ordered))

    def passages(self, document: str, row: str, spans: Iterable[Span]) -> tuple[Passage, ...]:
        """The sentences in which words stand, in order."""
        found: dict[tuple[int, int], list[Span]] = {}
        for span in sorted(set(spans)):
            found.setdefault(self._around(document, span), []).append(span)
        source, text = self.source(document), self.text(document)
        return tuple(
            Passage(
                document, outlet_of(source), source.published, row, text[start:end], start, end,
                tuple(Span(span.start - start, span.end - start) for span in within),
            )
            for (start, end), within in found.items()
        )  # fmt: skip

    def _around(self, document: str, span: Span) -> tuple[int, int]:
        """From the beginning of the first to the end of the last sentence that words are in."""
        touched = [(start, end) for start, end in self._sentences(document) if span.overlaps(Span(start, end))]
        if not touched:
            return span.start, span.end
        return min(touched[0][0], span.start), max(touched[-1][1], span.end)


def outlet_of(source: Source) -> str:
    """Who published a report: its outlet, else the host of its address, else its title in quotation marks."""
    host = urlsplit(source.url).hostname if source.url else None
    named = source.outlet or (host or "").removeprefix("www.")
    if named or not source.title:
        return named or source.id
    title = source.title if len(source.title) <= _TITLE else f"{source.title[:_TITLE].rsplit(' ', 1)[0]} …"
    return f"“{title}”"
