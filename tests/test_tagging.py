"""Decoding, against every sequence of tags there is."""

from collections.abc import Iterator
from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from onrecord.language.tagging import Tagged, decode, softmax

Floats = NDArray[np.float32]


def valid(tags: tuple[int, ...]) -> bool:
    """Whether every I (even, above 0) follows its own B or I."""
    return all(tag == 0 or tag % 2 == 1 or (t > 0 and tags[t - 1] in {tag, tag - 1}) for t, tag in enumerate(tags))


def tags_of(found: list[Tagged], count: int) -> tuple[int, ...]:
    tags = [0] * count
    for span in found:
        tags[span.first : span.last + 1] = [2 + 2 * span.label] * (span.last + 1 - span.first)
        tags[span.first] = 1 + 2 * span.label
    return tuple(tags)


def total(scores: Floats, tags: tuple[int, ...]) -> float:
    return float(np.log(softmax(scores))[np.arange(len(tags)), list(tags)].sum())


def of(*rows: tuple[float, ...]) -> Floats:
    return np.array(rows, dtype=np.float32)


@st.composite
def tables(draw: st.DrawFn) -> Floats:
    """Scores near enough to each other that no word is surely O, which would end a stretch."""
    words, labels = draw(st.integers(1, 5)), draw(st.integers(1, 2))
    score = st.floats(-2.5, 2.5, width=32)
    return of(*draw(st.lists(st.tuples(*[score] * (1 + 2 * labels)), min_size=words, max_size=words)))


@given(tables())
@settings(deadline=None, max_examples=300)
def test_no_sequence_is_better(scores: Floats) -> None:
    count, width = scores.shape
    best = max(total(scores, tags) for tags in product(range(width), repeat=count) if valid(tags))
    chosen = tags_of(decode(scores), count)
    assert valid(chosen)
    assert total(scores, chosen) == pytest.approx(best, abs=1e-4)


wide = st.lists(st.tuples(*[st.floats(-40, 40, width=32)] * 7), max_size=30).map(
    lambda rows: np.array(rows, dtype=np.float32).reshape(-1, 7)
)


def stretches(found: list[Tagged]) -> Iterator[int]:
    for span in found:
        yield from (span.first, span.last)


@given(wide)
@settings(deadline=None)
def test_spans_are_in_order_and_disjoint(scores: Floats) -> None:
    found = decode(scores)
    assert list(stretches(found)) == sorted(stretches(found))
    assert all(a.last < b.first for a, b in pairwise(found))
    assert all(span.first >= 0 and span.last < len(scores) and 0 <= span.label < 3 for span in found)
    assert all(0 < span.confidence <= 1 for span in found)


@given(wide, st.floats(0, 20))
@settings(deadline=None)
def test_leaning_only_changes_the_score_of_no_tag(scores: Floats, lean: float) -> None:
    leaning = scores.copy()
    leaning[:, 0] += np.float32(lean)
    assert decode(scores, lean=lean) == decode(leaning)
    assert decode(scores, lean=1000.0) == []


def test_decoding_leaves_the_scores_alone() -> None:
    scores = of((0, 3, 0), (0, 0, 3))
    before = scores.copy()
    assert [(span.first, span.last, span.label) for span in decode(scores, lean=-1.0)] == [(0, 1, 0)]
    assert (scores == before).all()


def test_an_inside_that_cannot_stand_is_mended_by_what_costs_least() -> None:
    first = decode(of((0, 2, 2.5), (0, 0, 2)))  # I I: the first becomes B
    assert [(span.first, span.last) for span in first] == [(0, 1)]
    other = decode(of((0, 3, 0, 0, 0), (0, 0, 1, 0, 2)))  # B of one label, I of another
    assert [(span.first, span.last, span.label) for span in other] == [(0, 1, 0)]
    lone = decode(of((4, 0, 0), (1, 0, 1.5)))  # O I: a B there is dearer than no tag
    assert lone == []


def test_neighbours_of_one_label_stay_two() -> None:
    found = decode(of((0, 5, 0), (0, 5, 0), (0, 0, 5)))
    assert [(span.first, span.last) for span in found] == [(0, 0), (1, 2)]


def test_a_word_that_is_surely_none_parts_spans() -> None:
    found = decode(of((0, 5, 0), (20, 0, 0), (0, 1, 5)))
    assert [(span.first, span.last) for span in found] == [(0, 0), (2, 2)]


def test_confidence_is_the_mean_probability_of_the_tags() -> None:
    scores = of((0, 2, 1), (0, 1, 3))
    probable = softmax(scores)
    (span,) = decode(scores)
    assert span.confidence == pytest.approx((probable[0, 1] + probable[1, 2]) / 2, abs=1e-6)


def test_no_words() -> None:
    assert decode(np.zeros((0, 5), dtype=np.float32)) == []


def test_softmax() -> None:
    assert softmax(of((0, 0), (1000, 1000), (0, 1000))).tolist() == [[0.5, 0.5], [0.5, 0.5], [0, 1]]
    assert softmax(of((0, float(np.log(3))))).tolist() == [[pytest.approx(0.25), pytest.approx(0.75)]]
    assert softmax(np.zeros((0, 4), dtype=np.float32)).shape == (0, 4)
    assert softmax(np.zeros((2, 3, 4), dtype=np.float32)).sum(axis=-1).tolist() == [[1.0] * 3] * 2


def test_a_whole_goes_on_where_that_is_likely_enough() -> None:
    # Of each word the odds of O, B and I.
    scores = np.log(of((0.1, 0.8, 0.1), (0.55, 0.0, 0.45), (0.0, 0.8, 0.2), (0.8, 0.0, 0.2), (0.0, 0.99, 0.01)) + 1e-6)
    assert [(t.first, t.last) for t in decode(scores)] == [(0, 0), (2, 2), (4, 4)]
    assert [(t.first, t.last) for t in decode(scores, whole=True)] == [(0, 2), (4, 4)]
