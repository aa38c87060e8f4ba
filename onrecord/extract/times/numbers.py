"""The numbers that expressions count with: a dozen, twenty-five, the third."""

from onrecord.extract.times.words import any_of

NUMBER_WORDS = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
]  # fmt: skip
TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_ORDINAL_WORDS = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
]  # fmt: skip
ORDINALS = {
    **{word: n for n, word in enumerate(_ORDINAL_WORDS, 1)},
    **{f"twenty-{word}": 20 + n for n, word in enumerate(_ORDINAL_WORDS[:9], 1)},
    "twentieth": 20,
    "thirtieth": 30,
    "thirty-first": 31,
}
ORDINAL = "(?:st|nd|rd|th)?"
ORDINAL_WORD = f"(?:{any_of(ORDINALS)})"
_VAGUE = ("a few", "several", "some", "many", "a couple of", "three or four", "two or three")
_VALUES = {word: n for n, word in enumerate(NUMBER_WORDS)} | {"a": 1, "an": 1, "a dozen": 12}
COUNT = (
    rf"(?:\d{{1,3}}|(?i:(?:{any_of(TENS)})(?:[-\s](?:{any_of(NUMBER_WORDS[1:10])}))?|{any_of([*_VAGUE, *_VALUES])}))"
)


def ordinal_number(word: str) -> int:
    """3 for "3", "third"."""
    return int(word) if word.isdigit() else ORDINALS[word.lower()]


def count_value(words: str) -> int | None:
    """The number, None for a vague one ("several")."""
    if words.isdigit():
        return int(words)
    tens, _, unit = words.lower().replace(" ", "-").partition("-")
    if tens in TENS:
        return TENS[tens] + (NUMBER_WORDS.index(unit) if unit else 0)
    return _VALUES.get(words.lower())
