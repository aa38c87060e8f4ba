"""One sort of rows, matched: nodes, blocks, scores and groups, kept up to date as rows come and go.

Every step depends on the set of rows and judgements alone, never on their order: nodes are named by their facts, an
edge is a function of its two nodes, and a group is made anew from all edges of its component.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from sqlite3 import Connection
from typing import Any

from onrecord.merge.cluster import FORBIDDEN, THRESHOLD, cluster
from onrecord.merge.lines import dumps, loads
from onrecord.merge.sorts import Merging
from onrecord.merged import Row

MOST, STEP = 250, 1000  # nodes in a part, and thousandths of log-odds from one level to the next
FAR = -4000  # thousandths of log-odds below which how unlike two are is no longer of interest


class Matcher:
    """The rows of one sort in the index; `number` is the commit that is being taken in."""

    def __init__(self, index: Connection, merging: Merging) -> None:
        self._index, self._merging = index, merging
        self._known: dict[int, tuple[str, Any]] = {}  # names and facts of nodes
        self._touched: set[int] = set()

    def place(self, row: Row, facts: Any, *, alone: bool = False) -> int:
        """The node of a row; one that is `alone` shares it with no other row of the same facts."""
        line = dumps(facts)
        name = digest(line if not alone else f"{line} {row.document} {row.id}", 24)
        sort = self._merging.sort
        found = self._index.execute("SELECT node FROM nodes WHERE sort = ? AND name = ?", (sort, name)).fetchone()
        node = self._new(name, line, facts) if found is None else int(found[0])
        self._touched.add(node)
        return node

    def _new(self, name: str, line: str, facts: Any) -> int:
        execute = self._index.execute
        made = execute("INSERT INTO nodes (sort, name, facts) VALUES (?, ?, ?)", (self._merging.sort, name, line))
        node = int(made.lastrowid or 0)
        self._keep(node, name, facts)
        prefix = self._merging.prefix
        lookups = [f"{prefix} {key}" for key in self._merging.lookups(facts)]
        found: set[int] = set()
        for key in lookups:
            found.update(n for (n,) in execute("SELECT node FROM keys WHERE key = ?", (key,)))
        for other in sorted(found):
            score = self._score((name, facts), self._named(other))
            if score > FAR or score == FORBIDDEN:
                execute("INSERT INTO edges VALUES (?, ?, ?), (?, ?, ?)", (node, other, score, other, node, score))
        keys = {f"{prefix} {key}" for key in self._merging.keys(facts)}
        self._index.executemany("INSERT INTO keys VALUES (?, ?)", [(key, node) for key in sorted(keys)])
        return node

    def _score(self, one: tuple[str, Any], other: tuple[str, Any]) -> int:
        # Whichever came first: not every feature is the same both ways.
        (_, a), (_, b) = sorted((one, other), key=itemgetter(0))
        if self._merging.forbidden(a, b):
            return FORBIDDEN
        return round(1000 * sum(r.weight for r in self._merging.compare(a, b)))

    def _keep(self, node: int, name: str, facts: Any) -> None:
        if len(self._known) >= self._merging.kept:
            self._known.pop(next(iter(self._known)))
        self._known[node] = (name, facts)

    def facts(self, node: int) -> Any:
        """A node's facts."""
        return self._named(node)[1]

    def _named(self, node: int) -> tuple[str, Any]:
        if node not in self._known:
            name, line = self._index.execute("SELECT name, facts FROM nodes WHERE node = ?", (node,)).fetchone()
            self._keep(node, name, loads(self._merging.facts_type, line))
        return self._known[node]

    def leave(self, node: int) -> None:
        """A row has left a node; with its last row the node goes too."""
        if self._index.execute("SELECT 1 FROM rows WHERE node = ?", (node,)).fetchone():
            self._touched.add(node)
            return
        self._touched.update(n for (n,) in self._index.execute("SELECT b FROM edges WHERE a = ?", (node,)))
        self._touched.discard(node)
        self._known.pop(node, None)
        self._index.execute("DELETE FROM edges WHERE a = ? OR b = ?", (node, node))
        self._index.execute("DELETE FROM keys WHERE node = ?", (node,))
        self._index.execute("DELETE FROM nodes WHERE node = ?", (node,))

    def regroup(self, together: Sequence[tuple[int, int]], apart: Sequence[tuple[int, int]]) -> list[list[Row]]:
        """The groups of all rows that what has come or gone may have moved; `together` and `apart` are judged pairs."""
        groups = [rows for part in self._components(together) for rows in self._groups(part, together, apart)]
        self._touched.clear()
        return groups

    def _components(self, together: Sequence[tuple[int, int]]) -> Iterator[list[int]]:
        """The parts that what was touched lies in, each to be grouped by itself.

        A part is what edges above THRESHOLD hold together; where that is more than MOST nodes, as of a war that is
        reported day by day, what edges above the next level hold together, and so on. The lowest levels go first: their
        nodes climb where they have joined a part that was too large before.
        """
        bound: dict[int, set[int]] = {}
        for a, b in together:
            bound.setdefault(a, set()).add(b)
            bound.setdefault(b, set()).add(a)
        seen: set[int] = set()
        for _, start in sorted((self._level(node), node) for node in self._touched):
            yield from self._parts(start, bound, seen)

    def _parts(self, start: int, bound: Mapping[int, set[int]], seen: set[int]) -> Iterator[list[int]]:
        waiting = [start]
        while waiting:
            node = waiting.pop()
            if node in seen:
                continue
            level = self._level(node)
            part, climbs = self._reached(node, level, bound)
            if climbs or len(part) > MOST:
                raised = [(level + 1, n) for n in sorted(part)]
                self._index.executemany("UPDATE nodes SET level = ? WHERE node = ?", raised)
                waiting.extend(part)
            else:
                seen |= part
                yield sorted(part)

    def _reached(self, start: int, level: int, bound: Mapping[int, set[int]]) -> tuple[set[int], bool]:
        """What a node is held together with at a level, and whether that touches a part which was too large for it."""
        part, waiting, climbs = {start}, [start], False
        while waiting:
            node = waiting.pop()
            above = THRESHOLD + STEP * level
            edges = self._index.execute("SELECT b FROM edges WHERE a = ? AND score > ?", (node, above))
            for other in ({n for (n,) in edges} | bound.get(node, set())) - part:
                if self._level(other) > level:
                    climbs = True
                else:
                    part.add(other)
                    waiting.append(other)
        return part, climbs

    def _level(self, node: int) -> int:
        return int(self._index.execute("SELECT level FROM nodes WHERE node = ?", (node,)).fetchone()[0])

    def _groups(
        self, part: list[int], together: Sequence[tuple[int, int]], apart: Sequence[tuple[int, int]]
    ) -> Iterable[list[Row]]:
        if len(part) == 1:
            yield self._rows(part)
            return
        inside = set(part)
        name, number = {}, {}
        for node in part:
            name[node] = str(self._index.execute("SELECT name FROM nodes WHERE node = ?", (node,)).fetchone()[0])
            number[name[node]] = node
        scores = {}
        for a in part:
            for b, score in self._index.execute("SELECT b, score FROM edges WHERE a = ?", (a,)):
                if b in inside and name[a] < name[b]:
                    scores[name[a], name[b]] = int(score)
        for a, b in apart:
            if a in inside and b in inside:
                scores[min(name[a], name[b]), max(name[a], name[b])] = FORBIDDEN
        must = [(name[a], name[b]) for a, b in together if a in inside and b in inside]
        for group in cluster(number, scores, together=must):
            yield self._rows([number[n] for n in group])

    def _rows(self, nodes: list[int]) -> list[Row]:
        found = []
        for node in nodes:
            found += self._index.execute("SELECT published, document, id FROM rows WHERE node = ?", (node,)).fetchall()
        return [Row(document, row) for _, document, row in sorted(found)]


def digest(words: str, length: int = 10) -> str:
    """A name for some words: hexadecimal digits of their SHA-256."""
    return hashlib.sha256(words.encode()).hexdigest()[:length]
