"""How long something had not happened, as the report puts it: "the first since October 2022"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from onrecord.extract.times import TimeExpression
from onrecord.extract.times.numbers import NUMBER_WORDS
from onrecord.record import Span

EVER = "ever"


@dataclass(frozen=True, slots=True)
class FirstSince:
    """`value` is "2022-10", "1979" or "ever"; `span` runs from "first" to the end of the time."""

    span: Span
    value: str


_CUE = re.compile(
    r"\b(?:first|worst|only|(?:big|larg|dead|high|low|bloodi|heavi|fierc|grav)(?:g?est|liest|est))\b", re.I
)
_NO_CUE = re.compile(r"\b(?:[Nn]ot (?:the|his|her|its|their)|[Aa]t|[Nn]ot) $")
_EVER = re.compile(r"[ -](?:time )?ever\b|[^.;:,]{0,60}?\bever (?:to|held|made|seen|recorded)\b")
_SINCE = re.compile(r"\bsince\b")
_FROM = re.compile(r"\bfrom $")
_UNITS = re.compile(r"\b(?:in|for)(?: the)?(?: last| past)? (?P<count>\w+)[ -](?P<unit>year|month|decade)s?\b")
# Letters of the ISO date kept: the month for anything up to a month, else the year.
_FINE = {"day": 7, "weekend": 7, "week": 7, "month": 7, "season": 4, "quarter": 4, "half": 4, "year": 4}
_REACH = 120  # letters between "since" and its time; beyond, the time is another clause's


def first_since(
    text: str, sentence: Span, times: Sequence[TimeExpression], published: date | None
) -> FirstSince | None:
    """What the sentence says that something is the first since, None if it does not.

    `times` are those of the whole text. "Ever" needs the word: "for the first time" may be the first this week.
    A length of time ("the first in seven years") counts back from `published`; a vague one gives nothing.
    """
    for cue in _CUE.finditer(text, sentence.start, sentence.end):
        if _NO_CUE.search(text, max(sentence.start, cue.start() - 12), cue.start()):
            continue
        rest = Span(cue.end(), sentence.end)
        if found := _told_from(text, rest, times) or _told_in_units(text, rest, published):
            end, value = found
            return FirstSince(Span(cue.start(), end), value)
        if cue[0].lower() == "first" and (ever := _EVER.match(text, cue.end(), sentence.end)):
            return FirstSince(Span(cue.start(), ever.end()), EVER)
    return None


def _told_from(text: str, rest: Span, times: Sequence[TimeExpression]) -> tuple[int, str] | None:
    since = _SINCE.search(text, rest.start, rest.end)
    for time in times:
        if not rest.holds(time.span) or time.dates is None or time.granularity is None:
            continue
        is_from = _FROM.search(text, max(rest.start, time.span.start - 6), time.span.start)
        if is_from or (since and since.end() <= time.span.start <= since.end() + _REACH):
            letters = _FINE.get(time.granularity)
            return (time.span.end, time.dates.start[:letters]) if letters else None
    return None


def _told_in_units(text: str, rest: Span, published: date | None) -> tuple[int, str] | None:
    found = _UNITS.search(text, rest.start, rest.end)
    if found is None or published is None:
        return None
    word = found["count"].lower()
    words = {word: n for n, word in enumerate(NUMBER_WORDS)} | {"a": 1}
    count = int(word) if word.isdigit() else words.get(word, 0)
    if not 0 < count < published.year:
        return None
    if found["unit"] == "month":
        years, month = divmod(published.year * 12 + published.month - 1 - count, 12)
        return found.end(), f"{years:04}-{month + 1:02}"
    return found.end(), f"{published.year - count * (10 if found['unit'] == 'decade' else 1):04}"
