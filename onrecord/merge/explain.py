"""Why rows are one: the pairs that were compared, with the reasons for each."""

from sqlite3 import Connection
from typing import Any

from onrecord.merge.lines import loads
from onrecord.merge.sorts import MERGINGS
from onrecord.merged import Reason, Row, Sort

MOST = 200  # pairs that anybody would read


def explain(index: Connection, rows: list[Row], sort: Sort) -> list[tuple[Row, Row, tuple[Reason, ...]]]:
    """Every two of these rows that share a block, in order, with the reasons for and against their being one.

    Rows with the same facts have nothing to weigh: their one reason is that they are alike in all.
    """
    merging = MERGINGS[sort]
    facts: dict[Row, Any] = {}
    for row in rows:
        sql = "SELECT facts FROM rows JOIN nodes USING (node) WHERE rows.sort = ? AND document = ? AND id = ?"
        found = index.execute(sql, (sort, row.document, row.id)).fetchone()
        if found:
            facts[row] = loads(merging.facts_type, found[0])
    told: list[tuple[Row, Row, tuple[Reason, ...]]] = []
    given = list(facts.items())
    for n, (a, one) in enumerate(given):
        for b, other in given[n + 1 :]:
            if len(told) == MOST:
                return told
            if one == other:
                told.append((a, b, (Reason("the same in all that is compared", 0.0),)))
            elif set(merging.keys(one)) & set(merging.lookups(other)):
                told.append((a, b, merging.compare(one, other)))
    return told
