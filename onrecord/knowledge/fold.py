"""Spellings brought to one form, so that accents, hyphens and romanisations do not part a name from itself."""

import re
import unicodedata
from functools import cache, lru_cache

from .table import rows

# Letters that have no decomposition in Unicode.
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ə": "a", "ŋ": "ng"}
)
_DROPPED = re.compile(r"['’‘`ʻʼʿʾ´.\"“”]")
_BREAKS = re.compile(r"[^\w]+")

# Romanisations of one sound, met in news agencies' spellings of Russian, Ukrainian, Arabic and Persian names.
# Applied in order to a folded word.
_SOUNDS = (
    (re.compile(r"dj|dzh|zh"), "j"),
    (re.compile(r"(?:iy|ij|yj|yy|ii|iyi|yi)\b"), "y"),
    (re.compile(r"(?<=[a-z])ei\b|(?<=[a-z])ej\b"), "ey"),
    (re.compile(r"i\b|(?<=[aeou])i(?![aeiou])"), "y"),
    (re.compile(r"\by(?=[eo])|(?<=[aeiouy])y(?=[eo])"), ""),
    (re.compile(r"iy(?=[aeou])|i(?=[aou])|j(?=[aou])"), "y"),
    (re.compile(r"kh|h(?=[^aeiouy\s])"), "h"),
    (re.compile(r"w"), "v"),
    (re.compile(r"tch|tsch|ch|cz"), "c"),
    (re.compile(r"sch|sh|sz"), "s"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"ou|oo"), "u"),
    (re.compile(r"ee"), "i"),
    (re.compile(r"ck|q|k"), "k"),
    (re.compile(r"(.)\1"), r"\1"),
)


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """Lower case without accents, apostrophes and dots; other marks become a space: "Sergueï-K." is "serguei k"."""
    plain = name.casefold()
    if not plain.isascii():
        plain = plain.translate(_LETTERS)
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return _BREAKS.sub(" ", _DROPPED.sub("", plain)).strip()


@lru_cache(maxsize=65536)
def sound(name: str) -> str:
    """A folded name with the usual romanisations of one sound made the same: "Sergei Shoigu" and "Sergey Shoygu" agree.

    Given names that are forms of one name agree too ("Volodymyr", "Vladimir"), by `given_names.tsv`.
    """
    key = _sound(fold(name))
    given = _given_names()
    return " ".join([given.get(word, word) for word in key.split()])


def _sound(key: str) -> str:
    for pattern, letter in _SOUNDS:
        key = pattern.sub(letter, key)
    return key


@cache
def _given_names() -> dict[str, str]:
    return {
        _sound(fold(other)): _sound(form) for form, others in rows("given_names.tsv") for other in others.split("|")
    }
