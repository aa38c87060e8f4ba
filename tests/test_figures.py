"""Numbers and what they count."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.extract.figures import find_figures
from onrecord.extract.numerals import find_numerals
from onrecord.record import Span


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("144", 144, 144),
        ("1,400", 1400, 1400),
        ("at least 144", 144, None),
        ("more than 11 million", 11_000_000, None),
        ("up to 2,500", None, 2500),
        ("as many as forty", None, 40),
        ("about 300,000", 300_000, 300_000),
        ("twenty-five", 25, 25),
        ("two hundred and fifty", 250, 250),
        ("a hundred", 100, 100),
        ("a dozen", 12, 12),
        ("two dozen", 24, 24),
        ("dozens", 24, None),
        ("scores", 40, None),
        ("hundreds", 200, None),
        ("several hundred", 200, None),
        ("thousands", 2000, None),
        ("tens of thousands", 20_000, None),
        ("hundreds of thousands", 200_000, None),
        ("80 thousand", 80_000, 80_000),
        ("3,000 to 4,000", 3000, 4000),
        ("10-12", 10, 12),
        ("1.5 million", 1_500_000, 1_500_000),
        ("50 or more", 50, None),
    ],
)
def test_numerals(text: str, low: int | None, high: int | None) -> None:
    sentence = f"They counted {text} there."
    (found,) = find_numerals(sentence, 0, len(sentence))
    assert (found.min, found.max) == (low, high)


FIGURES = [
    ("The blast killed at least nine people and wounded more than 30.", [("killed", 9, None), ("wounded", 30, None)]),
    ("At least five people were killed and 31 wounded.", [("killed", 5, None), ("wounded", 31, 31)]),
    ("All 298 people on board were killed.", [("killed", 298, 298)]),
    ("In the raid two gunmen killed six people.", [("killed", 6, 6)]),
    ("The Red Cross counted one dead and eight hurt.", [("killed", 1, 1), ("wounded", 8, 8)]),
    ("The siege cost more than 330 lives.", [("killed", 330, None)]),
    ("The prosecutor put the dead at 169.", [("killed", 169, 169)]),
    ("At least 87 people, 31 of them children, perished.", [("killed", 87, None)]),
    ("One of the two pilots was killed.", [("killed", 1, 1)]),
    ("Between 10 and 20 men were shot dead.", [("killed", 10, 20)]),
    ("Police rounded up dozens of suspects.", [("detained", 24, None)]),
    ("The 24 sailors are being held.", [("detained", 24, 24)]),
    ("More than 3,000 have been detained.", [("detained", 3000, None)]),
    ("About 300,000 fled their homes.", [("displaced", 300_000, 300_000)]),
    ("Seven miners are still missing.", [("missing", 7, 7)]),
    ("Some 2,500 soldiers have arrived.", [("participants", 2500, 2500)]),
    ("Hundreds of inhabitants came out on the square.", [("participants", 200, None)]),
    ("Tens of thousands marched.", [("participants", 20_000, None)]),
    ("It gave more than $300 million in aid.", [("amount", 300_000_000, None)]),
    ("Funds of 6 billion dollars moved.", [("amount", 6 * 10**9, 6 * 10**9)]),
    ("It will send up to €450m.", [("amount", None, 450_000_000)]),
    ("Ann Bee, 42, was arrested with a 19-year-old student.", []),
    ("They were killed in five days of fighting near Mi-8 pads.", []),
    ("The army captured three villages and 12 tanks.", []),
    ("By 143 votes to five the draft was adopted.", []),
    ("A ship rammed two trawlers, in which a cook was injured.", []),
]


@pytest.mark.parametrize(("text", "expected"), FIGURES)
def test_figures(text: str, expected: list[tuple[str, int | None, int | None]]) -> None:
    assert [(f.what, f.min, f.max) for f in find_figures(text, 0, len(text))] == expected


def test_span_and_skipped_dates() -> None:
    text = "On May 12 four tankers burned. In 2014 they killed at least 12 men."
    (found,) = find_figures(text, 31, len(text), skip=[Span(34, 38)])
    assert found.span.of(text) == "at least 12"


WORDS = [
    "a",
    "dozen",
    "of",
    "12",
    "killed",
    ",",
    "3",
    "to",
    "and",
    "hundreds",
    "were",
    "the",
    "dead",
    "$",
    "m",
    ".",
    ",",
    "half",
    "many",
]


@given(st.text(max_size=200) | st.lists(st.sampled_from(WORDS)).map(" ".join))
def test_any_text(text: str) -> None:
    for figure in find_figures(text, 0, len(text)):
        assert 0 <= figure.span.start < figure.span.end <= len(text)
        assert figure.min is not None or figure.max is not None
        assert figure.min is None or figure.max is None or figure.min <= figure.max
