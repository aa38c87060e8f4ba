"""From scores of pairs to groups: average linkage, with pairs that must and pairs that may not be together.

The result depends on the set of nodes, edges and orders alone, never on the sequence in which they came.
"""

import heapq
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

Pair = tuple[str, str]
# Scores are whole thousandths of log-odds: sums of floats would depend on their order.
UNKNOWN = -1000  # of a pair that shares no block and was never compared
# Below even odds: else rows of one happening that were misread would be left out. Calibrated on the stories in
# training/stories and the yardstick's dev set.
THRESHOLD = -300
FORBIDDEN = -1_000_000_000


@dataclass(slots=True)
class _Group:
    members: list[str]
    links: dict[str, tuple[int, int]] = field(default_factory=dict)  # to other groups: sum and count of known scores


def cluster(nodes: Iterable[str], scores: Mapping[Pair, int], *, together: Sequence[Pair] = ()) -> list[list[str]]:
    """Groups of `nodes`, each sorted, in the order of their first members.

    `scores` are thousandths of log-odds of ordered pairs (a < b), FORBIDDEN where two may never be in one group; groups
    merge, best first, while the mean over all pairs between them is above THRESHOLD. `together` go before all else.
    """
    groups = {n: _Group([n]) for n in sorted(nodes)}
    for (a, b), score in scores.items():
        groups[a].links[b] = groups[b].links[a] = (score, 1)
    name = {n: n for n in groups}
    for a, b in sorted(together):
        first, second = sorted((name[a], name[b]))
        if first != second:
            _join(groups, first, second)
            for member in groups[first].members:
                name[member] = first
    entries = (_entry(groups, a, b) for a in groups for b in groups[a].links if a < b)
    heap = [entry for entry in entries if -entry[0] > THRESHOLD]
    heapq.heapify(heap)
    while heap:
        _, a, b, sizes = heapq.heappop(heap)
        if a not in groups or b not in groups or sizes != (len(groups[a].members), len(groups[b].members)):
            continue
        _join(groups, a, b)
        for other in groups[a].links:
            entry = _entry(groups, a, other) if a < other else _entry(groups, other, a)
            if -entry[0] > THRESHOLD:
                heapq.heappush(heap, entry)
    return sorted(sorted(g.members) for g in groups.values())


def _entry(groups: Mapping[str, _Group], a: str, b: str) -> tuple[float, str, str, tuple[int, int]]:
    total, known = groups[a].links[b]
    sizes = (len(groups[a].members), len(groups[b].members))
    pairs = sizes[0] * sizes[1]
    return -(total + (pairs - known) * UNKNOWN) / pairs, a, b, sizes


def _join(groups: dict[str, _Group], first: str, second: str) -> None:
    """The second group goes into the first."""
    kept, gone = groups[first], groups.pop(second)
    kept.members += gone.members
    kept.links.pop(second, None)
    gone.links.pop(first, None)
    for other, (total, known) in gone.links.items():
        before, count = kept.links.get(other, (0, 0))
        kept.links[other] = groups[other].links[first] = (before + total, count + known)
        del groups[other].links[second]
