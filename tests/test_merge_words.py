"""Words as passages are compared by them."""

from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.merge.words import containment, content_words, likeness, stem, stems, weight

sets = st.frozensets(st.sampled_from(["accord", "account", "fish", "boat", "trawler", "1", "00", "abba", "unheard"]))


@pytest.mark.parametrize(
    "words", [("attacked", "attacks", "attack", "attackers", "attacking"), ("fly", "fly"), ("ministers", "minister")]
)
def test_endings_part_nothing(words: tuple[str, ...]) -> None:
    assert len({stem(word) for word in words}) == 1


@pytest.mark.parametrize("word", ["war", "wars", "does", "1,000", "says", "bed"])
def test_short_words_stay(word: str) -> None:
    assert len(stem(word)) >= min(4, len(word))


def test_what_says_nothing_is_left_out() -> None:
    assert content_words("It was said to have been about the War of 1812") == {"war", "1812"}
    assert stems("Boats, boats and more boats; 3 of them in Évora") == ["boat", "boat", "boat", "3", "evora"]
    assert content_words("") == frozenset()


def test_rare_words_weigh_more() -> None:
    assert weight(content_words("unheardofword")) > weight(content_words("according")) > 0
    assert weight(frozenset()) == 0.0


@given(sets, sets)
def test_likeness_is_the_same_both_ways(a: frozenset[str], b: frozenset[str]) -> None:
    assert likeness(a, b) == likeness(b, a)
    assert containment(a, b) == containment(b, a)
    assert 0.0 <= likeness(a, b) <= containment(a, b) or isclose(likeness(a, b), containment(a, b))
    assert containment(a, b) <= 1.0


@given(sets)
def test_a_set_is_like_itself_alone(a: frozenset[str]) -> None:
    assert likeness(a, a) == (1.0 if a else 0.0)
    assert containment(a, a | {"more"}) == (1.0 if a else 0.0)
    assert likeness(a, frozenset({"elsewhere"})) == 0.0
