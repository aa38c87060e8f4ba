"""Sentences of reports in their context: the paragraph around them, with the words marked that a row comes from."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup, escape

from onrecord.ask.reports import Passage, Reports
from onrecord.record import Span
from onrecord.view.safe import safe
from onrecord.web.words import marks

_BEFORE, _AFTER, _BETWEEN = 160, 120, 240  # letters of a paragraph around and between its sentences
_SENTENCE = re.compile(r"[.!?][”\"’)]? (?=[A-ZÀ-Þ“\"‘])")  # that one ends and another begins here
_GONE = Markup('<span class="around"> … </span>')


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A piece of a paragraph; `row` is the report's row to go to."""

    document: str
    outlet: str
    published: str | None
    row: str
    words: Markup


@dataclass(frozen=True, slots=True)
class Told:
    """All excerpts of one report."""

    document: str
    outlet: str
    published: str | None
    excerpts: tuple[Excerpt, ...]


def excerpts(reports: Reports, passages: Iterable[Passage]) -> tuple[Excerpt, ...]:
    """One for each paragraph that a sentence stands in, in the order of the first of its sentences."""
    groups: dict[tuple[str, int, int], list[Passage]] = {}
    for passage in passages:
        around = _paragraph(reports.text(passage.document), passage)
        groups.setdefault((passage.document, *around), []).append(passage)
    return tuple(
        Excerpt(document, own[0].outlet, own[0].published, own[0].row, _words(reports, own, start, end))
        for (document, start, end), own in groups.items()
    )


def by_report(reports: Reports, passages: Iterable[Passage]) -> list[Told]:
    """Excerpts of each report together."""
    found: dict[str, list[Excerpt]] = {}
    for excerpt in excerpts(reports, passages):
        found.setdefault(excerpt.document, []).append(excerpt)
    return [Told(document, own[0].outlet, own[0].published, tuple(own)) for document, own in found.items()]


def _paragraph(text: str, passage: Passage) -> tuple[int, int]:
    end = text.find("\n", passage.end)
    return text.rfind("\n", 0, passage.start) + 1, len(text) if end < 0 else end


def _words(reports: Reports, passages: list[Passage], start: int, end: int) -> Markup:
    """The sentences with their words marked, and as much of the paragraph around as helps."""
    text = safe(reports.text(passages[0].document))
    sentences = _apart(passages)
    first, last = sentences[0][0].start, sentences[-1][0].end
    parts = [_around(_end_of(text[start:first], _BEFORE))]
    reached = first
    for span, at in sentences:
        between = text[reached : span.start]
        parts.append(_around(between) if len(between) <= _BETWEEN else _GONE)
        parts.append(marks(span.of(text), tuple(Span(a.start - span.start, a.end - span.start) for a in at)))
        reached = span.end
    parts.append(_around(_beginning_of(text[last:end], _AFTER)))
    return Markup("").join(parts)


def _apart(passages: list[Passage]) -> list[tuple[Span, list[Span]]]:
    """The sentences, each once and none within another, with the places in the report that are marked in them."""
    found: list[tuple[Span, list[Span]]] = []
    for passage in sorted(passages, key=lambda p: (p.start, p.end)):
        at = [Span(passage.start + a.start, passage.start + a.end) for a in passage.at]
        if found and passage.start < found[-1][0].end:
            before, marked = found[-1]
            found[-1] = (Span(before.start, max(before.end, passage.end)), sorted({*marked, *at}))
        else:
            found.append((Span(passage.start, passage.end), at))
    return found


def _around(words: str) -> Markup:
    return Markup('<span class="around">{}</span>').format(words) if words.strip() else escape(words)


def _end_of(text: str, most: int) -> str:
    """As much of the end as there is room for, from the beginning of a sentence if one begins in it."""
    if len(text) <= most:
        return text
    end = text[-most:].partition(" ")[2]
    begun = _SENTENCE.search(end)
    return f"… {end[begun.end() :] if begun else end}"


def _beginning_of(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[:most].rpartition(' ')[0]} …"
