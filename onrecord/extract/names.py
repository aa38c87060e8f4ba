"""A person's name within a mention: "Russian Defense Minister Sergei Shoigu" names Sergei Shoigu."""

import re
from functools import cache, lru_cache
from importlib.resources import files

from onrecord.knowledge import Knowledge
from onrecord.language.features import folded
from onrecord.record import Span

_WORD = re.compile(r"[^\W\d_][\w'’.-]*")
_BETWEEN = re.compile(r"[,;:()]|\s[–—-]\s|\s(?=(?:of|for|in|at|to|from|with|who)\s)")
_AFTER = re.compile(r"\s*(?:of|for|in|at|to|from|with|who)\s")
_PARTICLES = frozenset((
    "al", "ad", "an", "as", "at", "ash", "ben", "bin", "ibn", "bint", "da", "das", "de", "del", "della", "den", "der",
    "di", "do", "dos", "du", "el", "la", "le", "ould", "ter", "van", "von", "y", "zu",
))  # fmt: skip
_WITHIN = frozenset(("sheikh", "shah", "mullah", "imam", "prince"))  # "Mohamed Ahmed Sheikh Ali": no title there
_POSSESSIVE = re.compile(r"['’]s$|(?<=s)['’]$")
_SUFFIX = re.compile(r",?\s*\b(?:Jr|Sr)\b\.?")
_NICKNAME = re.compile(r"\s*[“\"'‘(][^”\"'’)]*[”\"'’)]\s*")


@cache
def _title_words() -> frozenset[str]:
    text = (files("onrecord.extract") / "data" / "title_words.txt").read_text(encoding="utf-8")
    return frozenset(w for line in text.splitlines() if not line.startswith("#") for w in line.split())


def _ends_name(word: str, knowledge: Knowledge) -> bool:
    """Whether a word is of a title or names a state, so that the name is to its right."""
    parts = [p.rstrip(".") for p in folded(word).split("-")]
    return (
        "-".join(parts) in _title_words()
        or parts[-1] in _title_words()
        or (len(word) > 2 and knowledge.country(word) is not None)
    )


def _in_name(word: str, *, last: bool) -> bool:
    """Whether a word can stand in a name: a capital, "al-Ansari", or a particle before the rest."""
    first, *rest = word.split("-")
    if word[:1].isupper() or (first in _PARTICLES and rest and rest[0][:1].isupper()):
        return True
    return not last and word in _PARTICLES


def _tail(segment: str, knowledge: Knowledge) -> list[str]:
    """The words of a name, read from the right until a title, a state or a word in lower case."""
    taken: list[str] = []
    words = [_POSSESSIVE.sub("", word) for word in _WORD.findall(segment)]
    for at, bare in reversed(list(enumerate(words))):
        before = words[at - 1] if at else ""
        within = folded(bare) in _WITHIN and before[:1].isupper() and not _ends_name(before, knowledge)
        if (_ends_name(bare, knowledge) and not (taken and within)) or not _in_name(bare, last=not taken):
            break
        taken.insert(0, bare)
        if len(taken) > 1 and knowledge.country(" ".join(taken[:2])):  # "North Korea Kang Chol"
            taken = taken[2:]
            break
    while taken and taken[0] in _PARTICLES:
        taken.pop(0)
    while len(taken) > 1 and knowledge.organisation(taken[0]):
        taken.pop(0)
    if _AFTER.match(segment) and len(taken) < 2:  # "Minister of Mines"
        return []
    return [] if knowledge.organisation(" ".join(taken)) else taken


@lru_cache(maxsize=65536)
def person_name(mention: str, knowledge: Knowledge) -> str | None:
    """The name in a mention of a person, without titles; None where there is only a title or a description."""
    bare = _SUFFIX.sub("", _NICKNAME.sub(" ", mention))
    segments = [s for s in _BETWEEN.split(bare) if s.strip()]
    found = [
        (words, len(words) == len(_WORD.findall(segment)))
        for segment in segments
        if (words := _tail(segment, knowledge))
    ]
    # A part that is nothing but a name, and of several words, is the surest; of equals the first.
    best, _ = max(found, key=lambda f: (len(f[0]) > 1 and f[1], len(f[0]) > 1, f[1]), default=([], False))
    return " ".join(best) or None


# Parts of the names of places: the model sometimes marks only the other part.
_BEFORE = re.compile(
    r"(?:\b(?:St\.|San|Santa|Saint|North|South|East|West|Northern|Southern|Eastern|Western|New|Port|Fort|Mount|Lake|Cape|El|Al|"
    r"Abu|Tel|Ras|Bab|Deir|Dar|Nova|Rio|Sierra|Costa|Gulf of|Strait of|Bay of|Sea of) )+$"
)
_BESIDE = re.compile(r"(?:near|outside|around|off|in|at)\s+([A-Z][\w'’-]*)")  # the model sometimes marks only "near"
_AFTER_PLACE = re.compile(r"(?:[ -][A-Z][\w'’-]*)+")


def whole_place(text: str, span: Span) -> str:
    """The name of a place, with the capitalised words that go with it: "Galwan" in "Galwan Valley"."""
    beside = _BESIDE.match(text, span.start)
    if beside and beside.start(1) >= span.end:
        span = Span(*beside.span(1))
    before = _BEFORE.search(text, max(0, span.start - 30), span.start)
    after = _AFTER_PLACE.match(text, span.end) if text[span.start : span.start + 1].isupper() else None
    name = text[before.start() if before else span.start : after.end() if after else span.end]
    return without_article(re.sub(r"\s+", " ", name))


_QUOTED = re.compile(r"[“\"«]([^”\"»]+)[”\"»]")
_CAPITAL_TAIL = re.compile(r"^(?:[a-z][\w'’-]*\s+|(?:[A-Z][\w.'’-]*\s+)?[a-z][\w'’-]*\s+)+(?=[A-Z])")


def body_name(mention: str, knowledge: Knowledge) -> str:
    """The proper name in a mention of a body or group, if it has one; else its description.

    "the American company Maxar" is Maxar, "the youth movement “Nashi”" Nashi.
    """
    if found := _QUOTED.search(mention):
        return found[1]
    text = without_article(mention)
    text = text.split(", ")[0] if text[:1].isupper() else text
    tail = _CAPITAL_TAIL.sub("", text, count=1)
    return tail if tail and not knowledge.country(tail) and " of " not in text else text


_COUNT = re.compile(
    r"^(?:and|own|so-called|about|around|some|over|nearly|almost|more than|(?:at )?least|up to|as many as|another|all|"
    r"many|several|both|these|those|other|any|of|(?:dozens|scores|hundreds|(?:tens of )?thousands) of|"
    r"(?:[\d.,]+ )?(?:m|b)illion|[\d.,]+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|twenty|"
    r"group of|members of|one of|the)\s+",
    re.IGNORECASE,
)


def description(mention: str) -> str:
    """A description of people without how many they are: "18 Russian diplomats" are Russian diplomats."""
    text = without_article(mention)
    while (shorter := _COUNT.sub("", text, count=1)) != text:
        text = shorter
    return text


def is_number(text: str) -> bool:
    """Whether a description is nothing but how many: "five"."""
    return bool(_COUNT.fullmatch(f"{text} "))


def without_article(text: str) -> str:
    """A description as one would list it: no article or possessive pronoun before it."""
    return re.sub(r"^(?:the|a|an|its|his|her|their|our|this|these|some)\s+", "", text.strip(), flags=re.IGNORECASE)
