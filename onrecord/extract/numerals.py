"""Numbers as reports give them: digits and words, exact and bounded ("at least 144", "dozens", "3,000 to 4,000")."""

import re
from dataclasses import dataclass, replace

from onrecord.record import Span

_TEENS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_SMALL = {w: n for n, w in enumerate(_TEENS.split())} | {
    w: 10 * n for n, w in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
_SCALES = {
    "dozen": 12, "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12,
    "mln": 10**6, "bln": 10**9, "m": 10**6, "bn": 10**9, "k": 1000,
}  # fmt: skip
# Lower bounds by the annotation guide: dozens 24, scores 40, hundreds 200, thousands 2000, and so upwards.
_PLURALS = {"dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2000, "millions": 2 * 10**6}
_TENS_OF = {"tens": 10, "dozens": 10, "scores": 10, "hundreds": 100}

_WORD = "|".join(sorted(_SMALL, key=len, reverse=True))
_SCALE = "hundred|thousand|million|billion|trillion|mln|bln|bn|m|k"
_PLURAL = "|".join(_PLURALS)
_NUMBER = (
    rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?)(?![\d%])(?:[ -]?(?:{_SCALE})\b)?"
    rf"|(?:(?:{'|'.join(_TENS_OF)}) of )?(?:{_PLURAL})\b(?! of (?:{_PLURAL}))"
    rf"|(?:several|a few|many) (?:dozen|hundred|thousand|million)\b|(?:half a|a|one|two|three) dozen\b"
    rf"|(?:(?:{_WORD})|a(?= (?:{_SCALE})\b)|(?:hundred|thousand)\b)(?:(?:[ -]| and )(?:{_WORD}|{_SCALE})\b)*\b"
)
_LEAST = "at least|no fewer than|not fewer than|no less than|not less than|more than|over|upwards of|in excess of"
_MOST = "up to|as many as|at most|no more than|not more than|fewer than|less than"
_ROUGH = (
    "about|around|some|nearly|almost|roughly|approximately|near to|close to|an estimated|additional|another|further"
)
_NUMERAL = re.compile(
    rf"(?<![\w.,/:'’-])(?:(?P<least>{_LEAST}) |(?P<most>{_MOST}) )?(?:(?:{_ROUGH}) )*"
    rf"(?P<money>(?:US|C|A|NZ)?\s?[$€£¥]\s?)?(?P<number>{_NUMBER})"
    rf"(?:(?:\s?[-–]\s?| to )(?P<high>{_NUMBER}))?(?P<or_more> or more\b)?",
    re.IGNORECASE,
)
_CURRENCY = re.compile(
    r"(?: of)?(?: (?:US|U\.S\.|Canadian|Australian))? "
    r"(?:dollars?|euros?|pounds?|ro?ubles?|yen|yuan|rupees|francs|hryvnia|lira|won)\b"
)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number and its bounds, None where open; `span` takes in the words that bound it."""

    span: Span
    min: int | None
    max: int | None
    money: bool


def find_numerals(text: str, start: int, end: int) -> list[Numeral]:
    """The numbers between two offsets, in order. Rough ones ("about 300") count as exact, as the guide has it."""
    found: list[Numeral] = []
    for m in _NUMERAL.finditer(text, start, end):
        numeral = _numeral(m, text)
        if found and _is_range(text, found[-1], numeral, start):
            low = found.pop()
            numeral = replace(numeral, span=Span(low.span.start, numeral.span.end), min=low.min)
        found.append(numeral)
    return found


def _is_range(text: str, low: Numeral, high: Numeral, start: int) -> bool:
    if low.min is None or high.max is None or low.min >= high.max:
        return False
    joined = text[low.span.end : high.span.start] == " and "
    return joined and text[max(start, low.span.start - 8) : low.span.start].lower() == "between "


def _numeral(m: re.Match[str], text: str) -> Numeral:
    words = m["number"].lower()
    value, is_open = _value(words)
    currency = _CURRENCY.match(text, m.end())
    low: int | None = value
    high: int | None = value
    if m["least"] or m["or_more"] or is_open:
        high = None
    elif m["most"]:
        low = None
    elif m["high"] and (top := _value(m["high"].lower())[0]) > value:
        high = top
    span = Span(m.start(), currency.end() if currency else m.end())
    return Numeral(span, low, high, bool(m["money"] or currency))


def _value(words: str) -> tuple[int, bool]:
    """The number, and whether it is only a lower bound."""
    parts = re.split(r"[ -]+", words)
    if (plural := _PLURALS.get(parts[-1])) is not None:
        tens = _TENS_OF[parts[0]] if len(parts) > 1 else 1
        return plural * tens, True
    if parts[0] in ("several", "few", "many") or parts[:2] == ["a", "few"]:
        return 2 * _SCALES[parts[-1]], True
    if parts[:2] == ["half", "a"]:
        return 6, False
    total, group = 0, 0.0
    for part in re.findall(r"[\d.,]+|[a-z]+", words):
        if part[0].isdigit():
            group += float(part.replace(",", ""))
        elif part in _SMALL:
            group += _SMALL[part]
        elif (scale := _SCALES.get(part)) == 100 or part == "dozen":
            group = (group or 1) * scale  # type: ignore[operator]
        elif scale:
            total, group = total + round((group or 1) * scale), 0
    return total + round(group), False
