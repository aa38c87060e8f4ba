"""Where words that are searched for stand in a report."""

import re
from dataclasses import dataclass

from onrecord.record import Span

WORD = re.compile(r"\w+")
_AROUND = 80  # characters shown on either side


@dataclass(frozen=True, slots=True)
class Hit:
    """Words found in a report: where, and what stands around."""

    document: str
    span: Span
    snippet: str


def hit(document: str, text: str, words: str) -> Hit:
    """Where the first of the words stands, or what begins like it."""
    folded = [w.casefold() for w in WORD.findall(words)]
    for word in WORD.finditer(text):
        if any(word[0].casefold().startswith(w[: max(4, len(w) - 3)]) for w in folded):
            span = Span(word.start(), word.end())
            return Hit(document, span, text[max(0, span.start - _AROUND) : span.end + _AROUND].replace("\n", " "))
    return Hit(document, Span(0, 0), text[: 2 * _AROUND].replace("\n", " "))
