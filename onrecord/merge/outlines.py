"""Merged rows in short, as they are told, kept in the index so that all of them can be counted at once.

What is told of an event hangs on more than its members: on who their actors are merged into, and on which reports are
copies. So after a commit every event and claim of a report is told anew in which any of that has changed.
"""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from itertools import groupby

from onrecord.merge.articles import standings
from onrecord.merge.conflicts import Version
from onrecord.merge.lines import loads
from onrecord.merge.rows import NEVER, joined
from onrecord.merge.tell import date_of, most, sides_of, status_of
from onrecord.merged import Party, Row, Sort, Standing
from onrecord.record import Event, Kind, Statement

_AT_ONCE = 400  # merged rows told at a time; SQLite takes 999 values
_Members = Sequence[tuple[Row, str, str]]  # rows with the dates of publication of their reports, the earliest first


@dataclass(frozen=True, slots=True)
class _Outline:
    """The columns of `told` that can change."""

    kind: str
    value: str = ""
    medium: str = ""
    start: str = NEVER
    stop: str = NEVER
    sources: str = ","
    targets: str = ","
    who: str = ","
    whom: str = ","
    people: str = ","


@dataclass(frozen=True, slots=True)
class _Known:
    """What is merged around: each report's origin, its article and when it appeared, and who its actors are."""

    origins: Mapping[str, str]
    articles: Mapping[str, tuple[str, str]]
    actors: Mapping[Row, Party]


class Outlines:
    """Keeps `told` true to the merge, for the one process that writes the index."""

    def __init__(self, index: sqlite3.Connection) -> None:
        self._db = index
        self._changed: dict[Sort, set[str]] = {Sort.EVENT: set(), Sort.CLAIM: set()}
        self._touched: set[str] = set()  # reports of which anything has come to be another's

    def touch(self, document: str) -> None:
        """Note that a row of a report, or the report itself, is merged otherwise."""
        self._touched.add(document)

    def change(self, sort: Sort, merged: Iterable[str]) -> None:
        """Note merged rows whose members have changed."""
        if sort in self._changed:
            self._changed[sort] |= set(merged)

    def actor(self, actor: str, rows: Sequence[tuple[str, str, int]], number: int) -> None:
        """Tell who somebody is, from the kind and the countries of its members, and how many have these."""
        told = None
        if rows:
            kinds, countries = {kind for kind, *_ in rows}, Counter[str]()
            for _, country, count in rows:
                countries[country] += count
            known = sorted(countries.keys() - {","})
            kind = kinds.pop() if len(kinds) == 1 else self._first_kind(actor)
            told = _Outline(kind, sources=max(known, key=countries.__getitem__, default=","))
        if self._write(Sort.ACTOR, {actor: told}, number):
            sql = "SELECT DISTINCT document FROM members WHERE merged = ? AND until IS NULL"
            self._touched |= {document for (document,) in self._db.execute(sql, (actor,))}

    def renew(self, number: int) -> None:
        """Tell anew what has changed since the last time, in a commit of this number."""
        documents = sorted(self._touched)
        for sort, tell in ((Sort.EVENT, self._event), (Sort.CLAIM, self._claim)):
            ids = self._changed[sort]
            sql = "SELECT DISTINCT merged FROM members WHERE sort = ? AND until IS NULL AND document IN"
            ids |= {merged for (merged,) in self._among(sql, documents, sort)}
            for some in _parts(sorted(ids)):
                self._write(sort, dict.fromkeys(some) | self._told(some, tell), number)
            ids.clear()
        self._touched.clear()

    def _told(self, some: Sequence[str], tell: Callable[[_Members, _Known], _Outline]) -> dict[str, _Outline]:
        sql = (
            "SELECT m.merged, r.document, r.id, r.published, r.body FROM members m JOIN rows r "
            "ON r.sort = m.sort AND r.document = m.document AND r.id = m.id WHERE m.until IS NULL AND m.merged IN"
        )
        rows = sorted(self._among(sql, some), key=lambda row: (row[0], row[3], row[1], row[2]))
        known = self._known(sorted({document for _, document, *_ in rows}))
        return {
            merged: tell([(Row(d, i), published, body) for _, d, i, published, body in members], known)
            for merged, members in groupby(rows, key=lambda row: str(row[0]))
        }

    def _known(self, documents: Sequence[str]) -> _Known:
        sql = "SELECT document, id, merged FROM members WHERE sort = ? AND until IS NULL AND document IN"
        origins = {document: merged for document, _, merged in self._among(sql, documents, Sort.ECHO)}
        articles = {document: merged for document, _, merged in self._among(sql, documents, Sort.ARTICLE)}
        appeared = self._among("SELECT document, appeared FROM documents WHERE document IN", documents)
        actors = {Row(document, id_): merged for document, id_, merged in self._among(sql, documents, Sort.ACTOR)}
        sql = "SELECT id, kind, sources FROM told WHERE sort = ? AND until IS NULL AND id IN"
        parties = {
            id_: Party(id_, "", Kind(kind), country.strip(",") or None, None)
            for id_, kind, country in self._among(sql, sorted(set(actors.values())), Sort.ACTOR)
        }
        since = {document: (articles[document], day) for document, day in appeared}
        return _Known(origins, since, {row: parties[merged] for row, merged in actors.items()})

    def _first_kind(self, actor: str) -> str:
        sql = (
            "SELECT r.kind FROM members m JOIN rows r ON r.sort = m.sort AND r.document = m.document AND r.id = m.id "
            "WHERE m.merged = ? AND m.until IS NULL ORDER BY r.published, r.document, r.id LIMIT 1"
        )
        return str(self._db.execute(sql, (actor,)).fetchone()[0])

    def _write(self, sort: Sort, told: Mapping[str, _Outline | None], number: int) -> bool:
        """Whether any of them was told otherwise before."""
        sql = (
            "SELECT id, kind, value, medium, start, stop, sources, targets, who FROM told WHERE until IS NULL AND id IN"
        )
        before = {id_: _Outline(*rest) for id_, *rest in self._among(sql, sorted(told))}
        changed = [(id_, now) for id_, now in told.items() if now != before.get(id_)]
        for id_, now in changed:
            self._db.execute("UPDATE told SET until = ? WHERE id = ? AND until IS NULL", (number, id_))
            # What was told only within this commit leaves no trace.
            self._db.execute("DELETE FROM told WHERE id = ? AND since = until", (id_,))
            if now:
                values = (id_, sort, number, *astuple(now))
                self._db.execute("INSERT INTO told VALUES (?, ?, ?, NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values)
        return any(id_ in before for id_, _ in changed)

    def _among(self, sql: str, values: Sequence[str], *first: str) -> Iterator[tuple[str, ...]]:
        """What a question that ends in "IN" answers for any number of values."""
        for some in _parts(values):
            yield from self._db.execute(f"{sql} ({', '.join('?' * len(some))})", (*first, *some))

    @staticmethod
    def _event(members: _Members, known: _Known) -> _Outline:
        versions = [
            Version(row.document, known.origins[row.document], published, loads(Event, body), {})
            for row, published, body in _speaking(members, known)
        ]
        sources, targets = sides_of(versions, known.actors.get)
        date = date_of(versions)
        return _Outline(
            str(most((v.origin, v.event.type) for v in versions)),
            str(status_of(v.event for v in versions)),
            str(most((v.origin, v.event.medium) for v in versions) or ""),
            date.start if date else NEVER,
            date.end if date else NEVER,
            joined([party.country for party in sources]),
            joined([party.country for party in targets]),
            joined([party.actor for party in sources]),
            joined([party.actor for party in targets]),
            joined([p.actor for p in (*sources, *targets) if p.country and p.kind is Kind.PERSON]),
        )

    @staticmethod
    def _claim(members: _Members, known: _Known) -> _Outline:
        said = [(str(n), row, loads(Statement, body)) for n, (row, _, body) in enumerate(_speaking(members, known))]

        def party(row: Row, actor: str | None) -> Party | None:
            return known.actors.get(Row(row.document, actor)) if actor else None

        speaker = most((n, party(row, s.speaker)) for n, row, s in said)
        target = most((n, party(row, s.target)) for n, row, s in said)
        published = members[0][1]
        return _Outline(
            str(most((n, s.act) for n, _, s in said)),
            str(most((n, s.evidence) for n, _, s in said) or ""),
            "",
            published,
            published,
            joined([speaker.country if speaker else None]),
            joined([target.country if target else None]),
            joined([speaker.actor if speaker else None]),
            joined([target.actor if target else None]),
        )


def _speaking(members: _Members, known: _Known) -> _Members:
    """The rows of reports that no later version of their article supersedes."""
    told = {row.document: known.articles[row.document] for row, *_ in members}
    standing = standings(told, lambda document: told[document][1])
    return [member for member in members if standing[member[0].document] is not Standing.SUPERSEDED]


def _parts(values: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(values), _AT_ONCE):
        yield values[start : start + _AT_ONCE]
