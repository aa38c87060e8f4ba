"""Finding the time expressions of a text and resolving them in reading order."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from itertools import zip_longest
from typing import Literal

from onrecord.extract.times import anaphora, dates, periods, relative
from onrecord.extract.times.grammar import CALENDAR_WORDS, Anchor, Place, Reading
from onrecord.extract.times.periods import Granularity, Period
from onrecord.extract.times.words import WORDS
from onrecord.record import Dates, Span

Relation = Literal["since", "until", "before", "after"]


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words that say when.

    `dates` is None where they were recognised but cannot be resolved ("a day after the attack"), and `granularity`
    with it. `anchor` is what they were resolved from; `relation` what the words before them say ("since 2014").
    """

    span: Span
    dates: Dates | None
    granularity: Granularity | None
    anchor: Anchor | None
    relation: Relation | None = None


@dataclass(frozen=True, slots=True)
class _Hit:
    rule: int
    match: re.Match[str]
    place: Place
    reading: Reading


_RULES = (*anaphora.FIRST, *dates.RULES, *relative.RULES, *anaphora.RULES)
_RELATION = re.compile(
    r"\b(?:(?P<since>since)|(?P<until>until|till|up to)|(?P<before>before|ahead of|prior to|by)|"
    r"(?P<after>after|following))\s+(?:about |at least |around )?$",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"(?<![\w$£€#])(?:[A-Za-z]+|\d+)")
_JOINS_RANGE = re.compile(r"\s+(?:to|through|until|till|up to)(?:\s+the)?\s+|\s?[-–—]\s?")
_JOINS_PAIR = re.compile(r"\s+and\s+|,\s+")
_BETWEEN = re.compile(r"\bbetween\s+(?:the\s+)?$", re.IGNORECASE)


@cache
def _scanner() -> tuple[re.Pattern[str], tuple[re.Pattern[str], ...]]:
    """One alternation that tells which rule fits, and each rule's own pattern, which has the groups."""
    bare = (re.sub(r"\(\?P<\w+>", "(?:", rule.pattern) for rule in _RULES)
    whole = "|".join(f"(?P<r{i}>{pattern})" for i, pattern in enumerate(bare))
    return re.compile(whole), tuple(re.compile(rule.pattern) for rule in _RULES)


def find_times(text: str, published: date | None) -> list[TimeExpression]:
    """The time expressions of `text` in reading order; they never overlap.

    Relative ones and those without a year are resolved against `published` and abstain when it is None. Nothing
    that the words leave open is filled in: "early April" is the month, "several days ago" has no dates.
    """
    hits = _joined(text, _hits(text, published))
    return [_expression(text, hit) for hit in hits]


@cache
def _openings() -> tuple[frozenset[str], dict[str, frozenset[str]]]:
    """Words that open an expression, and those that do so only before certain others."""
    plain = {w for word in WORDS["starts"] for w in (word, word.title())}
    numbers, the, that = WORDS["numbers"], frozenset(WORDS["after_the"]), frozenset(WORDS["after_that"])
    before = dict.fromkeys([*numbers, *(n.title() for n in numbers)], frozenset(WORDS["after_number"]))
    return CALENDAR_WORDS | plain, before | {"the": the, "The": the, "that": that, "That": that}


def _starts(text: str) -> Iterator[int]:
    """Where an expression may begin: trying the alternation at every word took five times as long."""
    plain, before = _openings()
    tokens = list(_TOKEN.finditer(text))
    for token, beyond in zip_longest(tokens, tokens[1:]):
        word = token[0]
        if (
            word in plain
            or word[0].isdigit()
            or ((followers := before.get(word)) and beyond and beyond[0] in followers)
        ):
            yield token.start()


def _hits(text: str, published: date | None) -> list[_Hit]:
    scanner, patterns = _scanner()
    hits: list[_Hit] = []
    previous: Period | None = None
    previous_end: int | None = None
    previous_day: date | None = None
    at = 0
    for start in _starts(text):
        if start < at or not (found := scanner.match(text, start)):
            continue
        rule = int((found.lastgroup or "r0")[1:])
        match = patterns[rule].match(text, start)
        if match is None:
            continue
        place = Place(text, match.start(), match.end(), published, previous, previous_end, previous_day)
        reading = _RULES[rule].resolve(match, place)
        if reading is None:
            continue
        at = match.end()
        hits.append(_Hit(rule, match, place, reading))
        period = reading.period
        if period and not _relation(text, match.start()):
            previous, previous_end = period, at
            previous_day = period.first if period.granularity == "day" else previous_day
    return hits


def _joined(text: str, hits: list[_Hit]) -> list[_Hit]:
    """Ranges made one ("from Thursday to Sunday"), and years shared ("February 26 and March 4, 2022")."""
    result: list[_Hit] = []
    for hit in hits:
        last = result[-1] if result else None
        gap = text[last.place.end : hit.place.start] if last else ""
        if last is None or len(gap) > 12:
            result.append(hit)
            continue
        before = text[max(0, last.place.start - 14) : last.place.start]
        is_range = _JOINS_RANGE.fullmatch(gap) or (gap.strip() == "and" and _BETWEEN.search(before))
        if is_range and (merged := _range(last, hit)):
            result[-1] = merged
            continue
        if _JOINS_PAIR.fullmatch(gap):
            result[-1] = _sharing_year(last, hit)
        result.append(hit)
    return result


def _has_year(hit: _Hit) -> bool:
    groups = hit.match.groupdict()
    return bool(groups.get("year") or groups.get("which_year"))


def _sharing_year(hit: _Hit, other: _Hit) -> _Hit:
    """`hit`, read in the year of `other` where only that has one."""
    if other.reading.period is None or _has_year(hit) or not _has_year(other) or "month" not in hit.match.groupdict():
        return hit
    return _in_year(hit, other.reading.period.first.year)


def _in_year(hit: _Hit, year: int) -> _Hit:
    place = replace(hit.place, year=year)
    reading = _RULES[hit.rule].resolve(hit.match, place)
    return replace(hit, place=place, reading=reading) if reading else hit


def _range(first: _Hit, last: _Hit) -> _Hit | None:
    """The two as one stretch, None if they are of different kinds or run backwards."""
    first, last = _sharing_year(first, last), _sharing_year(last, first)
    a, b = first.reading.period, last.reading.period
    if a is None or b is None or a.granularity != b.granularity:
        return None
    if b.first < a.first:
        if _has_year(first) and not _has_year(last) and "month" in last.match.groupdict():
            b = _in_year(last, a.first.year + 1).reading.period
        elif _has_year(last) and not _has_year(first) and "month" in first.match.groupdict():
            a = _in_year(first, b.first.year - 1).reading.period
        elif "weekday" in last.match.groupdict() and (a.first - b.first).days < 7:
            b = periods.day(b.first + timedelta(days=7))
    period = a.until(b) if a and b else None
    if period is None:
        return None
    anchor = first.reading.anchor if first.reading.anchor == last.reading.anchor else "published"
    return replace(first, place=replace(first.place, end=last.place.end), reading=Reading(period, anchor))


def _relation(text: str, start: int) -> Relation | None:
    found = _RELATION.search(text, max(0, start - 28), start)
    match found.lastgroup if found else None:
        case "since" | "until" | "before" | "after" as relation:
            return relation
        case _:
            return None


def _expression(text: str, hit: _Hit) -> TimeExpression:
    period, place = hit.reading.period, hit.place
    return TimeExpression(
        span=Span(place.start, place.end),
        dates=period.dates if period else None,
        granularity=period.granularity if period else None,
        anchor=hit.reading.anchor,
        relation=_relation(text, place.start),
    )
