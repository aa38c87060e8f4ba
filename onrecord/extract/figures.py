"""Figures: how many were killed, wounded, held, missing, driven out or took part, and sums of money."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from onrecord.extract.numerals import Numeral, find_numerals
from onrecord.record import Span

What = Literal["killed", "wounded", "detained", "missing", "displaced", "participants", "amount"]
_PEOPLE: tuple[What, ...] = ("killed", "wounded", "detained", "missing", "displaced", "participants")


@dataclass(frozen=True, slots=True)
class FoundFigure:
    """A number of `what` kind with its words; `min` and `max` are equal for an exact one, None where open."""

    span: Span
    what: What
    min: int | None
    max: int | None


@dataclass(frozen=True, slots=True)
class _Patterns:
    before: re.Pattern[str]
    after: re.Pattern[str]
    nouns: re.Pattern[str]
    sub_count: re.Pattern[str]
    not_counted: re.Pattern[str]


_OBJECT = (
    r"(?= (?:at least|more than|up to|about|some|the|an?|his|her|its|their|one|two|three|four|five|"
    r"six|\d+|[A-Z]\w*)\b)"
)
_WHOLE = re.compile(r"\b(?:[oO]ne|[tT]wo|[tT]hree|\d) of the $")
_CLAUSE_END = re.compile(r"[.!?]['”\"]?\s+[A-Z“\"]|[;:]\s|, in which\b|\n")
_REACH = 130  # letters from a number to the verb that says what it counts


@cache
def _patterns() -> _Patterns:
    lists = json.loads((files(__package__) / "figures.json").read_text(encoding="utf-8"))

    def one(key: str) -> str:
        return "|".join(f"(?P<{what}>{'|'.join(lists[what][key]) or '(?!)'})" for what in _PEOPLE)

    direct = {word for what in _PEOPLE for word in lists[what]["open_after"]}
    transitive = rf"(?!(?<!were )(?<!was )(?<!been )(?<!being )(?<!are )(?:{'|'.join(sorted(direct))}){_OBJECT})"
    return _Patterns(
        before=re.compile(
            rf"\b(?:{one('before')}) (?:(?:the|between|a total of|his|her|its|their|last|other|all|dead) )*$", re.I
        ),
        after=re.compile(rf"\b{transitive}(?:{one('after')})\b"),
        nouns=re.compile(rf"(?:[ -]\w+){{0,3}}? (?:{'|'.join(lists['crowd_nouns'] + lists['force_nouns'])})\b"),
        sub_count=re.compile(rf" (?:{'|'.join(lists['sub_counts'])})\b"),
        not_counted=re.compile(rf"[ -](?:(?:\w+ )?(?:{'|'.join(lists['not_counted'])})\b|year-)"),
    )


def find_figures(text: str, start: int, end: int, *, skip: Sequence[Span] = ()) -> list[FoundFigure]:
    """The figures between two offsets (a sentence), in order.

    `skip` are spans whose numbers are something else: dates. A number whose kind the words do not give is left out.
    """
    numerals = [n for n in find_numerals(text, start, end) if not any(n.span.overlaps(s) for s in skip)]
    heads = [n for n in numerals if not _is_part(text, n)]
    found = []
    for i, numeral in enumerate(heads):
        stop = heads[i + 1].span.start if i + 1 < len(heads) else end
        what = _kind(text, numeral, Span(start, stop))
        if what:
            found.append(FoundFigure(numeral.span, what, numeral.min, numeral.max))
    return found


def _is_part(text: str, numeral: Numeral) -> bool:
    """Whether it counts a part of what was counted before, or a whole of which a part is counted, or is an age."""
    start, end = numeral.span.start, numeral.span.end
    left = text[max(0, start - 12) : start]
    if left.endswith((", ", "(", "– ", "— ")) and numeral.max is not None:
        return bool(_patterns().sub_count.match(text, end)) or text[end : end + 1] in ",)"
    return bool(_WHOLE.search(left))


def _kind(text: str, numeral: Numeral, within: Span) -> What | None:
    """What the number counts: a verb right before it, else its noun's verb, else the noun itself."""
    if numeral.money:
        return "amount"
    at, patterns = numeral.span, _patterns()
    if patterns.not_counted.match(text, at.end) or text[at.end : at.end + 1] in "-%":
        return None
    before = patterns.before.search(text, max(within.start, at.start - 60), at.start)
    if before:
        return _named(before)
    stop = min(within.end, at.end + _REACH)
    clause = _CLAUSE_END.search(text, at.end, stop)
    stop = clause.start() if clause else stop
    after = patterns.after.search(text, at.end, stop + 16)  # an object may follow the verb
    if after and after.end() <= stop:
        return _named(after)
    return "participants" if patterns.nouns.match(text, at.end, stop) else None


def _named(match: re.Match[str]) -> What | None:
    return next((what for what in _PEOPLE if match[what]), None)
