"""How spans lie to each other and how alike names are, worked out by hand."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from onrecord.language.features import AFTER, BEFORE, GEOMETRY, LIKENESS, Name, around, folded, geometry, likeness

Ints = NDArray[np.int64]

# Columns of a pair's geometry.
BEFORE_IT, AFTER_IT, TOUCHING = 0, 9, 18  # nine distances before, nine after, and none
INSIDE, AROUND = 19, 20
SENTENCES_APART = 25  # 0; up to four either way
NEAREST_BEFORE, SECOND_BEFORE, NEAREST_AFTER, SECOND_AFTER = 30, 31, 32, 33
LEFT_IN_CONTENT, RIGHT_IN_CONTENT, SAME_CONTENT = 34, 35, 36


def spans(*rows: tuple[int, int]) -> Ints:
    return np.array(rows, dtype=np.int64).reshape(-1, 2)


def ones(left: Ints, right: Ints, sentence: Ints, content: Ints) -> list[list[list[int]]]:
    table = geometry(left, right, sentence, content)
    assert set(np.unique(table)) <= {0, 1}
    return [[np.flatnonzero(cell).tolist() for cell in row] for row in table]


def test_geometry_of_one_span_with_five_others() -> None:
    # Words:      0  1  2  3  4  5  6  7  8  9 10 11
    sentence = [0, 0, 0, 1, 1, 1, 1, 1, 1, 2, 2, 3]
    content = [0, 0, 0, 0, 1, 1, 1, 0, 0, 2, 2, 0]
    left, right = spans((4, 5)), spans((0, 1), (3, 3), (5, 5), (4, 6), (10, 11))
    assert ones(left, right, np.array(sentence), np.array(content)) == [
        [
            [BEFORE_IT + 2, SENTENCES_APART - 1, SECOND_BEFORE, LEFT_IN_CONTENT],  # 3 words from 1 to 4
            [BEFORE_IT, SENTENCES_APART, NEAREST_BEFORE, LEFT_IN_CONTENT],  # next to it
            [TOUCHING, INSIDE, SENTENCES_APART, LEFT_IN_CONTENT, RIGHT_IN_CONTENT, SAME_CONTENT],
            [TOUCHING, AROUND, SENTENCES_APART, LEFT_IN_CONTENT, RIGHT_IN_CONTENT, SAME_CONTENT],
            [AFTER_IT + 3, SENTENCES_APART + 1, NEAREST_AFTER, LEFT_IN_CONTENT, RIGHT_IN_CONTENT],  # 5 from 5 to 10
        ]
    ]


def test_distances_roughly_double() -> None:
    count = 400
    flat, none = np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.int64)
    gaps = [1, 2, 3, 4, 5, 8, 9, 16, 17, 32, 33, 64, 65, 128, 129, 399]
    after = ones(spans((0, 0)), spans(*((gap, gap) for gap in gaps)), flat, none)[0]
    assert [row[0] - AFTER_IT for row in after] == [0, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8]
    before = ones(spans((399, 399)), spans(*((399 - gap, 399 - gap) for gap in gaps)), flat, none)[0]
    assert [row[0] - BEFORE_IT for row in before] == [0, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8]


def test_sentences_apart_are_counted_up_to_four() -> None:
    sentence = np.arange(12)
    rows = ones(
        spans((6, 6)), spans((0, 0), (2, 2), (3, 3), (6, 6), (9, 9), (11, 11)), sentence, np.zeros(12, dtype=np.int64)
    )
    assert [[c - SENTENCES_APART for c in row if 21 <= c <= 29] for row in rows[0]] == [[-4], [-4], [-3], [0], [3], [4]]


def test_only_the_nearest_two_on_each_side_are_near() -> None:
    sentence = content = np.zeros(9, dtype=np.int64)
    rows = ones(spans((4, 4)), spans((8, 8), (6, 6), (5, 5), (3, 3), (1, 1), (0, 0)), sentence, content)[0]
    assert [[c for c in row if 30 <= c <= 33] for row in rows] == [
        [], [SECOND_AFTER], [NEAREST_AFTER], [NEAREST_BEFORE], [SECOND_BEFORE], [],
    ]  # fmt: skip


def test_overlapping_without_nesting() -> None:
    flat = np.zeros(9, dtype=np.int64)
    assert ones(spans((2, 4)), spans((3, 6), (2, 4)), flat, flat)[0] == [
        [TOUCHING, SENTENCES_APART],
        [TOUCHING, INSIDE, AROUND, SENTENCES_APART],
    ]


@pytest.mark.parametrize(("left", "right"), [(0, 0), (0, 3), (2, 0)])
def test_geometry_of_nothing(left: int, right: int) -> None:
    some, flat = spans(*[(1, 1)] * 3), np.zeros(2, dtype=np.int64)
    assert geometry(some[:left], some[:right], flat, flat).shape == (left, right, GEOMETRY)


pairs = st.lists(st.tuples(st.integers(0, 29), st.integers(0, 5)).map(lambda p: (p[0], min(29, sum(p)))), max_size=6)


@given(pairs, pairs, st.lists(st.integers(0, 1), min_size=30, max_size=30))
@settings(deadline=None)
def test_every_pair_has_one_distance_and_one_count_of_sentences(
    left: list[tuple[int, int]], right: list[tuple[int, int]], steps: list[int]
) -> None:
    table = geometry(spans(*left), spans(*right), np.cumsum(steps), np.zeros(30, dtype=np.int64))
    assert table.shape == (len(left), len(right), GEOMETRY)
    assert (table[..., : TOUCHING + 1].sum(axis=2) == 1).all()
    assert (table[..., 21:30].sum(axis=2) == 1).all()
    assert (table[..., 30:34].sum(axis=1) <= 1).all()


def test_around() -> None:
    assert (BEFORE, AFTER) == (15, 35)
    inner, head, tail, whole = around(spans((20, 22), (1, 1), (98, 99), (0, 99)), 100)
    assert inner.tolist() == [*range(5, 20), *range(23, 58)]
    assert head.tolist() == [0, *range(2, 37)]
    assert tail.tolist() == [*range(83, 98)]
    assert whole.tolist() == [*range(100)]  # nothing around it: itself
    assert around(spans(), 100) == []


# Columns of a likeness.
SAME, LAST, LAST_NAME, FIRST, SUBSET, SHARE, ACRONYM, ACRONYM_OF, SPELLING, KIND, CAPITAL, OTHER_CAPITAL = range(12)


def like(a: str, b: str, kinds: tuple[str, str] = ("person", "person")) -> dict[int, float]:
    values = Name(a, kinds[0]).like(Name(b, kinds[1]))
    assert len(values) == LIKENESS
    return {i: float(v) for i, v in enumerate(values) if v}


CAPITALS = {CAPITAL: 1, OTHER_CAPITAL: 1}


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("Orlu", "Orlu", {SAME, LAST, LAST_NAME, FIRST, SUBSET, SHARE}),
        ("Premier Ana Orlu", "Orlu", {LAST, LAST_NAME, SUBSET, SHARE}),
        ("Ana Orlu’s", "the Ana Orlú", {SAME, LAST, LAST_NAME, FIRST, SUBSET, SHARE}),
        ("Lecornu", "Lecorne", {SPELLING}),
        ("Shoigu", "Shoygu", {SPELLING}),
        ("Sergei Shoigu", "Sergei Lavrov", {FIRST}),
        ("European Union", "EU", {ACRONYM}),
        ("EU", "the European Union", {ACRONYM_OF}),
        ("U.N.", "United Nations", {ACRONYM_OF}),
        ("Tam", "Tim", set()),
        ("Halden", "Hilda", set()),
    ],
)
def test_likeness_of_names(a: str, b: str, expected: set[int]) -> None:
    found = like(a, b)
    assert found.items() >= (CAPITALS | {KIND: 1}).items()
    near = {i for i, v in found.items() if v == 1} - {KIND, *CAPITALS}
    assert near == expected


def test_likeness_counts_shared_words() -> None:
    assert like("Russian Defence Ministry", "Ministry of Defence")[SHARE] == pytest.approx(2 / 3)
    assert SUBSET not in like("Russian Defence Ministry", "Ministry of Defence")


def test_descriptions_share_no_name() -> None:
    assert like("the ministry", "its ministry", ("organization", "state")) == {
        SAME: 1, LAST: 1, FIRST: 1, SUBSET: 1, SHARE: 1,
    }  # fmt: skip


def test_likeness_of_all_pairs() -> None:
    table = likeness(["Ana Orlu", "Orlu", "the army", "Orlu"], ["person", "person", "organization", "person"])
    assert table.shape == (4, 4, LIKENESS)
    assert (table[1] == table[3]).all()
    assert (table[:, 1] == table[:, 3]).all()
    assert table[0, 1].tolist() == [0, 1, 1, 0, 1, 1, 0, 0, 0, 1, 1, 1]
    assert table[0, 2].tolist() == [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0]
    assert likeness([], []).shape == (0, 0, LIKENESS)


@pytest.mark.parametrize("text", ["", "“”", "’s", "The", "...", "😀", "وزير"])
def test_any_words_are_alike_to_themselves(text: str) -> None:
    values = likeness([text], ["person"])
    assert values[0, 0, SAME] == 1
    assert ((values >= 0) & (values <= 1)).all()


def test_folded() -> None:
    assert folded("Élysée ŠKODA Straße") == "elysee skoda strasse"
