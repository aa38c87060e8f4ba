"""The index of a record: every row matched and merged, commit by commit, in one SQLite file that can be made again.

A commit is taken in whole or not at all. What comes out depends on the reports and judgements alone, not on how they
were spread over commits.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Self

from onrecord.merge.articles import divided
from onrecord.merge.database import FILE, FORMAT
from onrecord.merge.doubts import Doubts
from onrecord.merge.lines import dumps, loads
from onrecord.merge.matching import Matcher, digest
from onrecord.merge.outlines import Outlines
from onrecord.merge.reports import ReportFacts, version, version_blocks
from onrecord.merge.rows import NEVER, IndexRow, index_rows
from onrecord.merge.sorts import MERGINGS
from onrecord.merged import Row, Sort
from onrecord.record import Record
from onrecord.store import Archive, Commit, Entry, Judgement, Verdict


class Index:
    """The index of an archive, for the one process that writes it."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._path = archive.folder / FILE
        self._db = self._opened()
        self._matchers = {sort: Matcher(self._db, merging) for sort, merging in MERGINGS.items()}
        self._doubts = Doubts(self._db, self._matchers[Sort.CLAIM])
        self._outlines = Outlines(self._db)
        # Merged rows whose members this commit has changed.
        self._changed: dict[Sort, set[str]] = {sort: set() for sort in Sort}

    @classmethod
    def open(cls, archive: Archive) -> Self:
        """The index of an archive, begun anew where it is missing, older than this version or of another archive."""
        return cls(archive)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()

    def _opened(self) -> sqlite3.Connection:
        self._path.parent.mkdir(exist_ok=True)
        if (known := self._known()) is not None:
            return known
        for path in self._path.parent.glob(f"{self._path.name}*"):
            path.unlink()
        database = connect(self._path)
        database.executescript(files("onrecord.merge").joinpath("index.sql").read_text(encoding="utf-8"))
        database.execute(f"PRAGMA user_version = {FORMAT}")
        return database

    def _known(self) -> sqlite3.Connection | None:
        """The index that is there, if it is of this version and this archive."""
        try:
            database = connect(self._path)
        except sqlite3.DatabaseError:
            return None
        if self._fits(database):
            return database
        database.close()
        return None

    def _fits(self, database: sqlite3.Connection) -> bool:
        try:
            if database.execute("PRAGMA user_version").fetchone()[0] != FORMAT:
                return False
            known = database.execute("SELECT number, id FROM snapshots ORDER BY number").fetchall()
        except sqlite3.DatabaseError:
            return False
        return [id_ for _, id_ in known] == list(self._archive.snapshots[: len(known)])

    @property
    def number(self) -> int:
        """The last commit taken in, 0 before the first."""
        return int(self._db.execute("SELECT coalesce(max(number), 0) FROM snapshots").fetchone()[0])

    def catch_up(self) -> None:
        """Take in every commit of the archive that is not in yet."""
        for commit in self._archive.commits(after=self.number):
            with self._db:  # commits or rolls back
                self._db.execute("BEGIN IMMEDIATE")
                self._take_in(commit)

    def _take_in(self, commit: Commit) -> None:
        for entry in commit.entries:
            self._store(entry, commit.number)
        for judgement in commit.judgements:
            self._judge(judgement, commit.number)
        for sort in self._matchers:
            self._regroup(sort, commit.number)
        self._outlines.renew(commit.number)
        self._db.execute("INSERT INTO snapshots VALUES (?, ?)", (commit.number, commit.snapshot))

    def _store(self, entry: Entry, number: int) -> None:
        document = entry.record.document
        given = (entry.key, document.id, document.outlet, document.url, document.published, document.title)
        place = self._db.execute(
            "INSERT INTO documents VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*given, document.appeared, number),
        ).lastrowid
        self._db.execute("INSERT INTO records VALUES (?, ?)", (entry.key, dumps(entry.record)))
        words = (place, document.title, document.text)
        self._db.execute("INSERT INTO words (rowid, title, text) VALUES (?, ?, ?)", words)
        facts = {(sort, id_): f for sort, m in MERGINGS.items() for id_, f in m.facts(entry.record)}
        claims = {}
        for row in index_rows(entry.key, entry.record):
            node = self._matchers[row.sort].place(Row(row.document, row.id), facts[row.sort, row.id])
            self._insert(row, node)
            if row.sort is Sort.CLAIM:
                claims[row.id] = node
        self._doubts.add(entry.record, claims)

    def _insert(self, row: IndexRow, node: int) -> None:
        values = (row.sort, row.document, row.id, node, row.published, row.kind, row.start, row.stop, row.countries)
        self._db.execute("INSERT INTO rows VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (*values, row.words, row.body))

    def _judge(self, judgement: Judgement, number: int) -> None:
        """Take a judgement in or back; rows that it parts or strikes out change their node."""
        if judgement.verdict is Verdict.UNDO:
            taken = self._db.execute("SELECT sort, rows FROM judgements WHERE id = ?", (judgement.undoes,)).fetchone()
            if taken is None:
                return
            self._db.execute("DELETE FROM judgements WHERE id = ?", (judgement.undoes,))
            sort, rows = Sort(taken[0]), [Row(*pair) for pair in json.loads(taken[1])]
        else:
            sort, rows = judgement.sort, list(judgement.rows)
            pairs = json.dumps([[r.document, r.id] for r in rows])
            self._db.execute(
                "INSERT INTO judgements VALUES (?, ?, ?, ?)", (judgement.id, judgement.verdict, sort, pairs)
            )
        for row in rows:
            self._settle(sort, row, number)

    def _settle(self, sort: Sort, row: Row, number: int) -> None:
        """Put a row where the judgements that hold now want it."""
        at = (sort, row.document, row.id)
        before = self._db.execute("SELECT node FROM rows WHERE sort = ? AND document = ? AND id = ?", at).fetchone()
        if before is None:
            return
        verdicts = {verdict for verdict, rows in self._held(sort) if row in rows}
        node, matcher = None, self._matchers[sort]
        if Verdict.WRONG not in verdicts:
            facts = dict(MERGINGS[sort].facts(self._record(row.document)))[row.id]
            node = matcher.place(row, facts, alone=Verdict.DIFFERENT in verdicts)
        self._db.execute("UPDATE rows SET node = ? WHERE sort = ? AND document = ? AND id = ?", (node, *at))
        if before[0] == node:
            return
        if sort is Sort.CLAIM:
            self._doubt_again({before[0], node} - {None})
        if before[0] is not None:
            matcher.leave(before[0])
        if node is None:
            self._move([row], sort, None, number)
            if sort is Sort.CLAIM:
                self._doubts.strike(row, number)

    def _doubt_again(self, nodes: set[int]) -> None:
        """Find anew what statements answer and what answers them, by the rows that are left of each."""
        for node in nodes:
            self._doubts.forget(node)
        listed = ", ".join(map(str, sorted(nodes)))
        documents = self._db.execute(f"SELECT DISTINCT document FROM rows WHERE node IN ({listed})")  # noqa: S608
        for (document,) in sorted(documents):
            at = (Sort.CLAIM, document)
            sql = "SELECT id, node FROM rows WHERE sort = ? AND document = ? AND node IS NOT NULL"
            self._doubts.add(self._record(document), dict(self._db.execute(sql, at)))

    def _record(self, document: str) -> Record:
        line = self._db.execute("SELECT record FROM records WHERE document = ?", (document,)).fetchone()[0]
        return loads(Record, line)

    def _held(self, sort: Sort) -> list[tuple[str, list[Row]]]:
        held = self._db.execute("SELECT verdict, rows FROM judgements WHERE sort = ? ORDER BY id", (sort,))
        return [(verdict, [Row(*pair) for pair in json.loads(rows)]) for verdict, rows in held]

    def _pairs(self, sort: Sort, verdict: Verdict) -> list[tuple[int, int]]:
        """The nodes of the first row of each judgement with those of its others."""
        found = []
        for given, rows in self._held(sort):
            nodes = [self._node(sort, row) for row in rows] if given == verdict else []
            if verdict is Verdict.SAME:  # of which one was wrong, the others are still the same
                nodes = [n for n in nodes if n is not None]
            first = nodes[0] if nodes else None
            found += [(first, n) for n in nodes[1:] if first is not None and n is not None and n != first]
        return found

    def _node(self, sort: Sort, row: Row) -> int | None:
        at = (sort, row.document, row.id)
        found = self._db.execute("SELECT node FROM rows WHERE sort = ? AND document = ? AND id = ?", at).fetchone()
        return None if found is None or found[0] is None else int(found[0])

    def _regroup(self, sort: Sort, number: int) -> None:
        together, apart = self._pairs(sort, Verdict.SAME), self._pairs(sort, Verdict.DIFFERENT)
        prefix = MERGINGS[sort].prefix
        for rows in self._matchers[sort].regroup(together, apart):
            if rows:
                self._move(rows, sort, prefix + digest(f"{rows[0].document} {rows[0].id}"), number)
        if sort is Sort.ECHO:
            self._divide(sorted(self._changed[sort]), number)
        self._retell(sort, number)

    def _divide(self, origins: Sequence[str], number: int) -> None:
        """Find anew which reports of some origins are versions of one article."""
        for origin in origins:
            for group in divided(self._blocks(origin), self._are_versions):
                self._move([Row(d, "") for d in group], Sort.ARTICLE, "V" + digest(group[0]), number)
        self._changed[Sort.ARTICLE].clear()

    def _blocks(self, origin: str) -> dict[str, list[str]]:
        """The reports of an origin, the earliest first, with the blocks in which their versions lie."""
        sql = (
            "SELECT document, outlet, url FROM members JOIN rows USING (sort, document, id) "
            "JOIN documents USING (document) WHERE merged = ? AND until IS NULL ORDER BY rows.published, document"
        )
        return {document: version_blocks(*about) for document, *about in self._db.execute(sql, (origin,))}

    def _are_versions(self, a: str, b: str) -> bool:
        return version(self._facts(a), self._facts(b)) is not None

    def _facts(self, document: str) -> ReportFacts:
        found: ReportFacts = self._matchers[Sort.ECHO].facts(self._node(Sort.ECHO, Row(document, "")) or 0)
        return found

    def _move(self, rows: Sequence[Row], sort: Sort, merged: str | None, number: int) -> None:
        """Make rows members of a merged row from this commit on."""
        sql = "SELECT document, id FROM members WHERE merged = ? AND until IS NULL"
        there = set(self._db.execute(sql, (merged,)))
        for row in rows:
            if (row.document, row.id) in there:  # nearly all of an actor that every other report has
                continue
            at = (sort, row.document, row.id)
            where = "sort = ? AND document = ? AND id = ? AND until IS NULL"
            now = self._db.execute(f"SELECT merged FROM members WHERE {where}", at).fetchone()  # noqa: S608
            if now is not None:
                # A membership that came in this commit leaves no trace.
                self._db.execute(f"DELETE FROM members WHERE {where} AND since = ?", (*at, number))  # noqa: S608
                self._db.execute(f"UPDATE members SET until = ? WHERE {where}", (number, *at))  # noqa: S608
                self._changed[sort].add(now[0])
            if sort in (Sort.ECHO, Sort.ARTICLE, Sort.ACTOR):
                self._outlines.touch(row.document)
            if merged is not None:
                self._db.execute("INSERT INTO members VALUES (?, ?, ?, ?, ?, NULL)", (*at, merged, number))
                self._changed[sort].add(merged)

    def _retell(self, sort: Sort, number: int) -> None:
        """Renew what each merged row is found by, where its members have changed in this commit."""
        for merged in sorted(self._changed[sort]):
            rows = self._db.execute(
                "SELECT kind, start, stop, countries, words, count(*) "
                "FROM members JOIN rows USING (sort, document, id) WHERE merged = ? AND until IS NULL "
                "GROUP BY kind, start, stop, countries, words",
                (merged,),
            ).fetchall()
            self._db.execute("UPDATE merged SET until = ? WHERE id = ? AND until IS NULL", (number, merged))
            self._db.execute("DELETE FROM merged WHERE id = ? AND since = until", (merged,))
            if rows:
                self._db.execute(
                    "INSERT INTO merged VALUES (?, ?, ?, NULL, ?, ?, ?, ?, ?)", (merged, sort, number, *_found_by(rows))
                )
            if sort is Sort.ACTOR:
                self._outlines.actor(merged, [(row[0], row[3], row[5]) for row in rows], number)
        if sort is Sort.CLAIM:
            self._doubts.choose(sorted(self._changed[sort]), number)
        self._outlines.change(sort, self._changed[sort])
        self._changed[sort].clear()


def _found_by(rows: list[tuple[str, str, str, str, str, int]]) -> tuple[str, str, str, str, str]:
    """What most members have, the least among equals, and all their countries and words; of rows alike the count."""
    kinds, dates = Counter[str](), Counter[tuple[str, str]]()
    for kind, start, stop, *_, count in rows:
        kinds[kind] += count
        dates[start, stop] += count * (start != NEVER)
    start, stop = max(sorted(dates), key=dates.__getitem__)
    countries = sorted({c for r in rows for c in r[3].split(",") if c})
    words = " | ".join(sorted({r[4] for r in rows if r[4]}))
    return max(sorted(kinds), key=kinds.__getitem__), start, stop, "," + "".join(f"{c}," for c in countries), words


def connect(path: Path) -> sqlite3.Connection:
    """A connection that writes; a commit that a power cut takes away is taken in again."""
    database = sqlite3.connect(path, isolation_level=None)
    try:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = NORMAL")
    except sqlite3.DatabaseError:
        database.close()
        raise
    return database
