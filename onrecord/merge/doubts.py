"""Denials joined to the claims that they answer, kept up to date in the index.

Scores are between nodes, the best of all their rows; which claim a merged statement denies is chosen anew whenever
either side has changed.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from math import exp, log
from sqlite3 import Connection

from onrecord.merge.answers import Place, denies
from onrecord.merge.claims import ClaimFacts, rejects, topic_keys, topic_lookups
from onrecord.merge.matching import Matcher
from onrecord.merged import Row, Sort
from onrecord.record import Act, Record

# Calibrated on the stories in training/stories and the yardstick's dev set.
DENIES = -2000  # thousandths of log-odds; most statements deny nothing, and the right claim is one of many
LEAST = -4500  # below which a pair is not kept
LINKED = 0  # the least of an answer, no denial, that the reading itself ties to a claim
COMMON = 2  # words of ten that two reports on one matter have in common
CLAIMS, ANSWERS = "DC", "DA"  # beginnings of keys: what may be denied, and what may deny
DENIABLE = frozenset({Act.ASSERT, Act.ACCUSE, Act.DENY, Act.DEMAND, Act.PROMISE, Act.CLAIM_RESPONSIBILITY})


class Doubts:
    """Who denies what."""

    def __init__(self, index: Connection, matcher: Matcher) -> None:
        self._index, self._matcher = index, matcher
        self._touched: set[int] = set()  # nodes of answers

    def add(self, record: Record, nodes: dict[str, int]) -> None:
        """Take in a report's statements; `nodes` are those of its rows, of a wrong one there is none."""
        said = [(n, s, self._matcher.facts(nodes[s.id])) for n, s in enumerate(record.statements) if s.id in nodes]
        for n, statement, facts in said:
            node = nodes[statement.id]
            for m, other, claim in said:
                if m != n and other.content is not None:
                    place = Place(n - m, statement.replies_to == other.id)
                    self._weigh((node, facts), (nodes[other.id], claim), place)
            self._meet(node, facts)

    def forget(self, node: int) -> None:
        """Drop what a node answers and what answers it; reports that still have rows there are to be added again."""
        self._touched.add(node)
        self._touched.update(n for (n,) in self._index.execute("SELECT answer FROM doubts WHERE claim = ?", (node,)))
        self._index.execute("DELETE FROM doubts WHERE answer = ? OR claim = ?", (node, node))
        self._index.execute("DELETE FROM keys WHERE node = ? AND substr(key, 1, 2) IN (?, ?)", (node, CLAIMS, ANSWERS))

    def strike(self, row: Row, number: int) -> None:
        """A wrong row answers nothing."""
        self._settle((row.document, row.id), None, number)

    def _meet(self, node: int, facts: ClaimFacts) -> None:
        """Compare a statement with those of other reports, as an answer and as a claim; once a node."""
        denial, claim = rejects(facts), facts.act in DENIABLE
        own = [(f"{side} {key}", node) for side, held in ((ANSWERS, denial), (CLAIMS, claim)) if held
               for key in topic_keys(facts)]  # fmt: skip
        if not own or self._index.execute("SELECT 1 FROM keys WHERE key = ? AND node = ?", own[0]).fetchone():
            return
        self._index.executemany("INSERT INTO keys VALUES (?, ?)", own)
        lookups = topic_lookups(facts)
        for other in self._on_one_matter(CLAIMS, lookups) if denial else ():
            self._weigh((node, facts), (other, self._matcher.facts(other)), None)
        for other in self._on_one_matter(ANSWERS, lookups) if claim else ():
            self._weigh((other, self._matcher.facts(other)), (node, facts), None)

    def _on_one_matter(self, side: str, lookups: Sequence[str]) -> list[int]:
        """Statements in reports that are about some of the same."""
        shared: Counter[int] = Counter()
        for key in lookups:
            shared.update(n for (n,) in self._index.execute("SELECT node FROM keys WHERE key = ?", (f"{side} {key}",)))
        return sorted(n for n, count in shared.items() if count >= COMMON)

    def _weigh(self, answer: tuple[int, ClaimFacts], claim: tuple[int, ClaimFacts], place: Place | None) -> None:
        linked = place is not None and place.linked
        denial = rejects(answer[1])
        if answer[0] == claim[0] or not (denial or linked) or (_one_side(answer[1], claim[1]) and not linked):
            return
        score = round(1000 * sum(r.weight for r in denies(answer[1], claim[1], place)))
        if linked and not denial:
            score = max(score, LINKED)
        if score > LEAST:
            self._index.execute(
                "INSERT INTO doubts VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET "
                "score = max(score, excluded.score), denial = max(denial, excluded.denial)",
                (answer[0], claim[0], score, int(denial)),
            )
            self._touched.add(answer[0])

    def choose(self, changed: Iterable[str], number: int) -> None:
        """Renew what statements answer, where they or what they may answer has changed in this commit."""
        nodes = {node for merged in changed for node in self._nodes(merged)}
        asked = nodes | self._touched
        for node in nodes:
            asked.update(n for (n,) in self._index.execute("SELECT answer FROM doubts WHERE claim = ?", (node,)))
        for node in sorted(asked):
            best = self._best(node)
            for row in self._index.execute("SELECT document, id FROM rows WHERE node = ?", (node,)).fetchall():
                self._settle(row, best, number)
        self._touched.clear()

    def _best(self, node: int) -> tuple[str, int] | None:
        """The merged claim that a statement answers most likely, and whether it denies it."""
        odds: dict[str, float] = {}
        denial: dict[str, int] = {}
        own = self._merged(node)
        sql = (
            "SELECT DISTINCT m.merged, d.claim, d.score, d.denial FROM doubts d "
            # In this order, which SQLite would turn round: into reading every claim of the record.
            "CROSS JOIN rows r ON r.node = d.claim AND r.sort = :sort CROSS JOIN members m USING (sort, document, id) "
            "WHERE d.answer = :node AND m.until IS NULL ORDER BY m.merged, d.score, d.denial"
        )
        for merged, _, score, denies_it in self._index.execute(sql, {"sort": Sort.CLAIM, "node": node}):
            if merged not in own:
                odds[merged] = odds.get(merged, 0.0) + exp(score / 1000)
                denial[merged] = max(denial.get(merged, 0), denies_it)
        if not odds:
            return None
        best = max(sorted(odds), key=lambda merged: round(odds[merged], 9))
        return (best, denial[best]) if log(odds[best]) > DENIES / 1000 else None

    def _settle(self, row: tuple[str, str], best: tuple[str, int] | None, number: int) -> None:
        held = "document = ? AND id = ? AND until IS NULL"
        now = self._index.execute(f"SELECT claim, denial FROM answers WHERE {held}", row).fetchone()  # noqa: S608
        if now == best:
            return
        self._index.execute(f"DELETE FROM answers WHERE {held} AND since = ?", (*row, number))  # noqa: S608
        self._index.execute(f"UPDATE answers SET until = ? WHERE {held}", (number, *row))  # noqa: S608
        if best is not None:
            self._index.execute("INSERT INTO answers VALUES (?, ?, ?, ?, ?, NULL)", (*row, *best, number))

    def _nodes(self, merged: str) -> set[int]:
        sql = (
            "SELECT DISTINCT r.node FROM members m JOIN rows r USING (sort, document, id) "
            "WHERE m.merged = ? AND m.until IS NULL AND r.node IS NOT NULL"
        )
        return {n for (n,) in self._index.execute(sql, (merged,))}

    def _merged(self, node: int) -> set[str]:
        sql = (
            "SELECT DISTINCT m.merged FROM rows r JOIN members m USING (sort, document, id) "
            "WHERE r.node = ? AND r.sort = ? AND m.until IS NULL"
        )
        return {m for (m,) in self._index.execute(sql, (node, Sort.CLAIM))}


def _one_side(answer: ClaimFacts, claim: ClaimFacts) -> bool:
    """Whether both speak for one state and the answer is no plain denial, which opponents at home give too."""
    return answer.act is not Act.DENY and bool(answer.country) and answer.country == claim.country
