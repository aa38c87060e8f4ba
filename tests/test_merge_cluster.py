"""Groups from scores of pairs: by the mean, whatever the order, with what must and what may not be together."""

from collections.abc import Mapping, Sequence
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.merge.cluster import FORBIDDEN, THRESHOLD, UNKNOWN, Pair, cluster

NODES = "abcdefg"
STRONG, WEAK = THRESHOLD + 5000, THRESHOLD - 5000


def group_of(groups: Sequence[Sequence[str]], node: str) -> Sequence[str]:
    return next(group for group in groups if node in group)


@pytest.mark.parametrize(
    ("scores", "groups"),
    [
        ({}, [["a"], ["b"], ["c"]]),
        ({("a", "b"): THRESHOLD + 1}, [["a", "b"], ["c"]]),
        ({("a", "b"): THRESHOLD}, [["a"], ["b"], ["c"]]),
        # a chain whose ends were never compared holds by its mean, or not
        ({("a", "b"): 3000, ("b", "c"): -UNKNOWN + 2 * THRESHOLD + 2}, [["a", "b", "c"]]),
        ({("a", "b"): 3000, ("b", "c"): -UNKNOWN + 2 * THRESHOLD}, [["a", "b"], ["c"]]),
        # nor where the ends are unlike
        ({("a", "b"): 3000, ("b", "c"): 2000, ("a", "c"): -4000}, [["a", "b"], ["c"]]),
        # best first: "b" goes where it fits best
        ({("a", "b"): 1000, ("b", "c"): 2000, ("a", "c"): -4000}, [["a"], ["b", "c"]]),
        ({("a", "b"): 3000, ("b", "c"): 3000, ("a", "c"): FORBIDDEN}, [["a", "b"], ["c"]]),
    ],
)
def test_the_mean_decides(scores: Mapping[Pair, int], groups: list[list[str]]) -> None:
    assert cluster("abc", scores) == groups


def test_what_must_be_together_is() -> None:
    unlike = dict.fromkeys(combinations("abcd", 2), WEAK)
    assert cluster("abcd", unlike, together=[("a", "b"), ("d", "b")]) == [["a", "b", "d"], ["c"]]
    assert cluster("abc", {("a", "c"): FORBIDDEN}, together=[("c", "a")]) == [["a", "c"], ["b"]]


def test_what_must_be_together_is_compared_as_one() -> None:
    """Its pairs count for the mean with a third."""
    scores = {("a", "c"): 1000, ("b", "c"): WEAK}
    assert cluster("abc", scores) == [["a", "c"], ["b"]]
    assert cluster("abc", scores, together=[("a", "b")]) == [["a", "b"], ["c"]]


Scores = dict[Pair, int]
# Few values, so that there are ties.
pairs = st.dictionaries(
    st.sampled_from(list(combinations(NODES, 2))), st.sampled_from([STRONG, 1000, 0, THRESHOLD, -1000, WEAK, FORBIDDEN])
)
orders = st.lists(st.sampled_from(list(combinations(NODES, 2))), max_size=3)


@given(pairs, orders, st.data())
def test_the_order_changes_nothing(scores: Scores, together: list[Pair], data: st.DataObject) -> None:
    shuffled = dict(data.draw(st.permutations(list(scores.items()))))
    nodes = data.draw(st.permutations(NODES))
    bound = [(b, a) if data.draw(st.booleans()) else (a, b) for a, b in data.draw(st.permutations(together))]
    assert cluster(nodes, shuffled, together=bound) == cluster(NODES, scores, together=together)


@given(pairs, orders)
def test_every_node_is_in_one_group(scores: Scores, together: list[Pair]) -> None:
    groups = cluster(NODES, scores, together=together)
    assert sorted(node for group in groups for node in group) == sorted(NODES)
    assert groups == sorted(sorted(group) for group in groups)
    assert all(b in group_of(groups, a) for a, b in together)


@given(pairs)
def test_the_forbidden_are_apart(scores: Scores) -> None:
    groups = cluster(NODES, scores)
    assert all(b not in group_of(groups, a) for (a, b), score in scores.items() if score == FORBIDDEN)


@given(pairs)
def test_only_what_is_linked_above_the_threshold_meets(scores: Scores) -> None:
    """So a component of such links can be grouped without the others."""
    reached = {n: {n} for n in NODES}
    for (a, b), score in scores.items():
        if score > THRESHOLD:
            joined = reached[a] | reached[b]
            for node in joined:
                reached[node] = joined
    assert all(set(group) <= reached[group[0]] for group in cluster(NODES, scores))


@given(pairs)
def test_nothing_that_is_left_would_still_merge(scores: Scores) -> None:
    groups = cluster(NODES, scores)
    for one, other in combinations(groups, 2):
        between = [scores.get((min(a, b), max(a, b)), UNKNOWN) for a in one for b in other]
        assert sum(between) / len(between) <= THRESHOLD
