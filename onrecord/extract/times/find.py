"""Finding the time expressions of a text and resolving them in reading order."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import zip_longest
from typing import Literal

from onrecord.extract.times.grammar import CALENDAR_WORDS, Anchor, Place, Told
from onrecord.extract.times.hits import RULES, Hit, resolved
from onrecord.extract.times.joining import joined
from onrecord.extract.times.numbers import NUMBER_WORDS, ORDINALS, TENS
from onrecord.extract.times.periods import Granularity
from onrecord.extract.times.words import WORDS
from onrecord.record import Dates, Span

Relation = Literal["since", "until", "before", "after"]


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words that say when.

    `dates` is None where they were recognised but cannot be resolved ("a day after the attack"), and `granularity`
    with it. `anchor` is what they were resolved from: nothing but themselves, the day of publication, or a time told
    before, whose words are `origin`. `relation` is what the words before them say ("since 2014").
    """

    span: Span
    dates: Dates | None
    granularity: Granularity | None
    anchor: Anchor | None
    relation: Relation | None = None
    origin: Span | None = None


_RELATION = re.compile(
    r"\b(?:(?P<since>since)|(?P<until>until|till|up to)|(?P<before>before|ahead of|prior to|by)|"
    r"(?P<after>after|following))\s+(?:about |at least |around )?$",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"(?<![\w$£€#])(?:[A-Za-z]+|\d+)")


@cache
def _scanner() -> tuple[re.Pattern[str], tuple[re.Pattern[str], ...]]:
    """One alternation that tells which rule fits, and each rule's own pattern, which has the groups."""
    bare = (re.sub(r"\(\?P<\w+>", "(?:", rule.pattern) for rule in RULES)
    whole = "|".join(f"(?P<r{i}>{pattern})" for i, pattern in enumerate(bare))
    return re.compile(whole), tuple(re.compile(rule.pattern) for rule in RULES)


def find_times(text: str, published: date | None) -> list[TimeExpression]:
    """The time expressions of `text` in reading order; they never overlap.

    Relative ones and those without a year are resolved against `published` and abstain when it is None. Nothing
    that the words leave open is filled in: "early April" is the month, "several days ago" has no dates.
    """
    hits = joined(text, _hits(text, published))
    return [_expression(text, hit) for hit in hits]


@cache
def _openings() -> tuple[frozenset[str], dict[str, frozenset[str]]]:
    """Words that open an expression, and those that do so only before certain others."""
    plain = {w for word in (*WORDS["starts"], *ORDINALS) for w in (word, word.title())}
    counted = frozenset(WORDS["after_number"])
    before = {
        **dict.fromkeys([*NUMBER_WORDS, *WORDS["numbers"]], counted),
        **dict.fromkeys(TENS, counted.union(NUMBER_WORDS, ORDINALS)),
        "the": frozenset([*WORDS["after_the"], *ORDINALS]),
        "that": frozenset([*WORDS["after_that"], *CALENDAR_WORDS]),
    }
    return CALENDAR_WORDS | plain, before | {word.title(): followers for word, followers in before.items()}


def _starts(text: str) -> Iterator[int]:
    """Where an expression may begin: trying the alternation at every word took five times as long."""
    plain, before = _openings()
    tokens = list(_TOKEN.finditer(text))
    for token, beyond in zip_longest(tokens, tokens[1:]):
        word = token[0]
        opens = word in plain or word[0].isdigit()
        if not opens and beyond and (followers := before.get(word)):
            opens = beyond[0] in followers or (word.lower() == "the" and beyond[0].isdigit() and len(beyond[0]) < 3)
        if opens:
            yield token.start()


def _hits(text: str, published: date | None) -> list[Hit]:
    scanner, patterns = _scanner()
    hits: list[Hit] = []
    earlier: list[Told] = []
    at = 0
    for start in _starts(text):
        if start < at or not (found := scanner.match(text, start)):
            continue
        rule = int((found.lastgroup or "r0")[1:])
        match = patterns[rule].match(text, start)
        if match is None:
            continue
        place = Place(text, match.start(), match.end(), published, tuple(earlier))
        reading = resolved(rule, match, place)
        if reading is None:
            continue
        at = match.end()
        hits.append(Hit(rule, match, place, reading))
        period = reading.period
        if period and not _relation(text, match.start()):
            earlier.append(Told(period, reading.anchor, Span(match.start(), at)))
    return hits


def _relation(text: str, start: int) -> Relation | None:
    found = _RELATION.search(text, max(0, start - 28), start)
    match found.lastgroup if found else None:
        case "since" | "until" | "before" | "after" as relation:
            return relation
        case _:
            return None


def _expression(text: str, hit: Hit) -> TimeExpression:
    period, place = hit.reading.period, hit.place
    return TimeExpression(
        span=Span(place.start, place.end),
        dates=period.dates if period else None,
        granularity=period.granularity if period else None,
        anchor=hit.reading.anchor,
        relation=_relation(text, place.start),
        origin=hit.reading.origin,
    )
