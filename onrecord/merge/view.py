"""A snapshot of the merged record, to read: every question is answered from here."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache, partial
from pathlib import Path
from sqlite3 import Connection
from typing import Any, Self

from onrecord.errors import InputError, UsageError
from onrecord.knowledge.fold import fold
from onrecord.merge import counts
from onrecord.merge.articles import standings
from onrecord.merge.conflicts import Version
from onrecord.merge.counts import HELD as _HELD
from onrecord.merge.database import FILE, reading
from onrecord.merge.hits import WORD, Hit, hit
from onrecord.merge.lines import loads
from onrecord.merge.notes import notes
from onrecord.merge.rows import LAST, NEVER
from onrecord.merge.tell import best_name, most, tell_actor, tell_claim, tell_event
from onrecord.merged import (
    MergedActor,
    MergedClaim,
    MergedEvent,
    Outline,
    Party,
    Reason,
    Row,
    Sort,
    Source,
    Standing,
    Telling,
)
from onrecord.record import Act, Actor, Event, EventType, Kind, Record, Statement, Status
from onrecord.store import Archive, Failure


def newest(folder: Path) -> str | None:
    """The id of the newest snapshot that is merged; None where none is."""
    database = reading(folder / FILE)
    if database is None:
        return None
    found = database.execute("SELECT id FROM snapshots ORDER BY number DESC LIMIT 1").fetchone()
    database.close()
    return str(found[0]) if found else None


class View:
    """A snapshot of a record. Ids that it does not hold raise UsageError."""

    def __init__(self, archive: Archive, index: Connection, snapshot: str | None = None) -> None:
        self._archive, self._db = archive, index
        self.number, self.snapshot = self._chosen(snapshot)
        if self.number > archive.number:  # which was opened before the last commit
            archive = Archive(archive.folder)
        self._archive = archive.at(self.number)
        self.source = lru_cache(maxsize=100_000)(self._source)
        self.versions = lru_cache(maxsize=100_000)(self._versions)
        self._text = lru_cache(maxsize=1_000)(lambda document: self.record(document).document.text)
        self._party = lru_cache(maxsize=100_000)(self._party_of)
        self._name = lru_cache(maxsize=100_000)(self._name_of)
        self._told = lru_cache(maxsize=20_000)(self._tell)
        self._contacts = lru_cache(maxsize=1_000)(self._contacts_of)
        self.holding = lru_cache(maxsize=20)(self._holding)
        self.denied_claims = cache(self._denied_claims)
        self.per_month = lru_cache(maxsize=20)(partial(counts.per_month, index, self.number))
        self.together = lru_cache(maxsize=20)(partial(counts.together, index, self.number))
        self.latest = partial(counts.latest, index, self.number)
        self.first_day = partial(counts.first_day, index, self.number)

    @classmethod
    def open(cls, folder: Path, snapshot: str | None = None) -> Self:
        """The record in a folder, as it is now or as it was in an earlier snapshot.

        Raises:
            UsageError: There is no record, or no such snapshot.
        """
        archive = Archive(folder)
        database = reading(folder / FILE)
        if database is None:
            from onrecord.merge.index import Index  # noqa: PLC0415 - brings what builds a record

            with archive.writing(), Index.open(archive) as index:
                index.catch_up()
                database = reading(folder / FILE)
        if database is None:
            raise InputError("the index cannot be read", where=str(folder / FILE), advice="run `onrecord check`")
        try:
            return cls(archive, database, snapshot)
        except UsageError:
            database.close()
            raise

    def close(self) -> None:
        """Let go of the index."""
        self._db.close()

    def _chosen(self, snapshot: str | None) -> tuple[int, str]:
        """The snapshot asked for; else the newest that the index has."""
        empty = (0, self._archive.at(0).snapshot)
        if snapshot is not None:
            number = self._archive.number_of(snapshot)
            if number == 0:
                return empty
            found = self._db.execute("SELECT number, id FROM snapshots WHERE number = ?", (number,)).fetchone()
        else:
            found = self._db.execute("SELECT number, id FROM snapshots ORDER BY number DESC").fetchone()
        if found is None and snapshot is not None:
            raise UsageError(f"snapshot {snapshot} is not merged yet; build again or run `onrecord check`")
        return (int(found[0]), str(found[1])) if found else empty

    def _rows(self, sql: str, **values: Any) -> list[tuple[Any, ...]]:
        return self._db.execute(sql, {"n": self.number, **values}).fetchall()

    # Reports

    def sources(self) -> Iterator[Source]:
        """Every report, by date and id."""
        sql = "SELECT document FROM documents WHERE since <= :n ORDER BY coalesce(published, :never), id, document"
        for (document,) in self._rows(sql, never=NEVER):
            yield self.source(document)

    def _source(self, document: str) -> Source:
        about = "id, outlet, url, published, title, appeared"
        sql = f"SELECT {about} FROM documents WHERE document = :document AND since <= :n"  # noqa: S608
        found = self._rows(sql, document=document)
        if not found:
            raise UsageError(f"the record has no report {document}")
        id_, outlet, url, published, title, since = found[0]
        origin, article = (self.merged_id(sort, Row(document, "")) for sort in (Sort.ECHO, Sort.ARTICLE))
        return Source(document, id_, outlet, url, published, title, origin, article, since)

    def _versions(self, document: str) -> tuple[str, ...]:
        """The versions of a report's article, itself among them, the earliest first: keys."""
        sql = f"SELECT document FROM members WHERE merged = :m AND {_HELD}"  # noqa: S608
        found = [d for (d,) in self._rows(sql, m=self.source(document).article)]
        return tuple(sorted(found, key=lambda d: (self.source(d).since, d)))

    def _standings(self, documents: Iterable[str]) -> dict[str, Standing]:
        told = {d: (self.source(d).article, self.source(d).since) for d in documents}
        return standings(told, lambda d: self.source(self.versions(d)[-1]).since)

    def document(self, words: str) -> str:
        """The key of a report, by its key, the id that it was given, or the beginning of either."""
        sql = "SELECT document FROM documents WHERE since <= :n AND (document = :w OR id = :w)"
        found = self._rows(sql, w=words)
        if not found and words:
            begins = "substr(document, 1, length(:w)) = :w OR substr(id, 1, length(:w)) = :w"
            found = self._rows(f"SELECT document FROM documents WHERE since <= :n AND ({begins}) LIMIT 9", w=words)  # noqa: S608
        if len(found) == 1:
            return str(found[0][0])
        if found:
            raise UsageError(f"{words!r} is more than one report: {', '.join(sorted(d for (d,) in found))}")
        raise UsageError(f"the record has no report {words!r}")

    def record(self, document: str) -> Record:
        """A report as read, by its key."""
        found = self._rows(
            "SELECT record FROM records JOIN documents USING (document) WHERE document = :d AND since <= :n", d=document
        )
        if not found:
            raise UsageError(f"the record has no report {document}")
        return loads(Record, found[0][0])

    def failures(self) -> tuple[Failure, ...]:
        """The inputs that could not be read."""
        return self._archive.failures()

    def search(self, words: str, *, limit: int = 20) -> list[Hit]:
        """Reports that hold all the words, best first; the words are no query language."""
        terms = [f'"{w}"' for w in WORD.findall(words)]
        if not terms:
            raise UsageError("give a word to search for")
        sql = (
            "SELECT d.document FROM words w JOIN documents d ON d.place = w.rowid "
            "WHERE words MATCH :q AND d.since <= :n ORDER BY rank, d.document LIMIT :limit"
        )
        return [hit(d, self._text(d), words) for (d,) in self._rows(sql, q=" ".join(terms), limit=limit)]

    # Merged rows

    def merged_id(self, sort: Sort, row: Row) -> str:
        """The id of the merged row that a report's row is in."""
        if merged := self._merged(sort, row):
            return merged
        raise UsageError(f"the record has no {sort} {row.document}#{row.id}")

    def _merged(self, sort: Sort, row: Row) -> str | None:
        sql = f"SELECT merged FROM members WHERE sort = :s AND document = :d AND id = :i AND {_HELD}"  # noqa: S608
        found = self._rows(sql, s=sort, d=row.document, i=row.id)
        return str(found[0][0]) if found else None

    def members(self, merged: str) -> list[Row]:
        """The reports' rows that are one, the earliest report's first."""
        return [row for row, _, _ in self._members(merged)]

    def _members(self, merged: str) -> list[tuple[Row, str, str]]:
        joined = "members m JOIN rows r USING (sort, document, id)"
        order = "r.published, r.document, r.id"
        sql = f"SELECT r.document, r.id, r.body, r.words FROM {joined} WHERE m.merged = :m AND {_HELD} ORDER BY {order}"  # noqa: S608
        found = [(Row(document, id_), body, words) for document, id_, body, words in self._rows(sql, m=merged)]
        if not found:
            raise UsageError(f"the record has no {merged}")
        return found

    def _listed(self, sort: Sort, where: str = "true", **values: Any) -> list[str]:
        sql = f"SELECT id FROM merged WHERE sort = :sort AND {_HELD} AND ({where}) ORDER BY start, id"  # noqa: S608
        return [i for (i,) in self._rows(sql, sort=sort, **values)]

    # Actors

    def actors(self) -> Iterator[MergedActor]:
        """Everybody, by id."""
        for merged in sorted(self._listed(Sort.ACTOR)):
            yield self.actor(merged)

    def actor(self, actor: str) -> MergedActor:
        """Somebody."""
        return tell_actor(actor, [(row, day, as_read) for row, day, as_read in self._actor_rows(actor)])

    def _actor_rows(self, actor: str) -> list[tuple[Row, str | None, Actor]]:
        """A merged actor's rows without their mentions, the earliest report's first, and the days of these reports."""
        # A state has a row in nearly every report: no more is read of each than is needed.
        parts = ", ".join(f"json_extract(r.body, '$.{name}')" for name in ("name", "country", "sector", "office"))
        joined = "members m JOIN rows r USING (sort, document, id)"
        sql = (
            f"SELECT r.document, r.id, r.published, r.kind, {parts} FROM {joined} "  # noqa: S608
            f"WHERE m.merged = :m AND {_HELD} ORDER BY r.published, r.document, r.id"
        )
        found = [
            (
                Row(document, id_),
                None if day == NEVER else day,
                Actor(id_, name, Kind(kind), country, sector, office, ()),
            )
            for document, id_, day, kind, name, country, sector, office in self._rows(sql, m=actor)
        ]
        if not found:
            raise UsageError(f"the record has no {actor}")
        return found

    def find_actors(self, words: str) -> list[MergedActor]:
        """By name or a part of it: whole names first, then those that most reports have."""
        wanted = fold(words)
        found = [self.actor(i) for i in self._listed(Sort.ACTOR, "instr(words, :w) > 0", w=wanted)]
        return sorted(found, key=lambda a: (fold(a.name) != wanted, -len(a.rows), a.id))

    def _party_of(self, row: Row) -> Party | None:
        """Who a report's actor is; None where that is judged wrong."""
        merged = self._merged(Sort.ACTOR, row)
        return self._name(merged) if merged else None

    def _name_of(self, merged: str) -> Party:
        parts = ", ".join(f"json_extract(r.body, '$.{name}') AS {name}" for name in ("name", "country", "office"))
        place = "r.published || ' ' || r.document || ' ' || r.id"  # sorts them, the earliest report's first
        sql = (
            f"SELECT {parts}, r.kind, count(*), min({place}), max({place}) FROM members m "  # noqa: S608
            f"JOIN rows r USING (sort, document, id) WHERE m.merged = :m AND {_HELD} GROUP BY 1, 2, 3, 4"
        )
        names, countries, said = Counter[str](), Counter[str](), self._rows(sql, m=merged)
        if not said:
            raise UsageError(f"the record has no {merged}")
        for name, country, _, _, count, *_ in said:
            names[name] += count
            countries[country or ""] += count * bool(country)
        country = max(sorted(countries), key=countries.__getitem__) or None
        offices = [(last, office) for _, _, office, *_, last in said if office]
        kind = Kind(min((first, kind) for _, _, _, kind, _, first, _ in said)[1])
        return Party(merged, best_name(kind, names.elements()), kind, country, max(offices)[1] if offices else None)

    # Events

    def events(
        self,
        *,
        types: Iterable[EventType] = (),
        countries: Iterable[str] = (),
        actor: str | None = None,
        since: str | None = None,
        until: str | None = None,
    ) -> Iterator[MergedEvent]:
        """Happenings by date, the undated last; each of the countries (ISO 3166 alpha-3), and the actor, takes part."""
        where, values = ["start <= :until AND stop >= :since"], {"until": until or NEVER, "since": since or ""}
        _among("kind", types, where, values)
        for k, country in enumerate(sorted(set(countries))):
            where.append(f"instr(sources || targets, :c{k}) > 0")
            values[f"c{k}"] = f",{country},"
        if actor is not None:
            where.append("instr(who || whom, :a) > 0")
            values["a"] = f",{actor},"
        return map(self.event, self._ids(Sort.EVENT, " AND ".join(where), **values))

    def told(self, event: str) -> MergedEvent:
        """One happening without notes, which take a look at many others."""
        return self._told(event)[0]

    def event(self, event: str) -> MergedEvent:
        """One happening."""
        told, last = self._told(event)
        return replace(told, notes=notes(told, last, self._contacts, self._tells))

    def _tell(self, event: str) -> tuple[MergedEvent, tuple[Version, ...]]:
        """A happening without notes, and the versions that call it the last of its kind."""
        members = self._members(event)
        standing = self._standings({row.document for row, _, _ in members})
        versions = [
            replace(self._version(row.document, loads(Event, body)), standing=standing[row.document])
            for row, body, _ in members
        ]
        last = tuple(v for v, (_, _, words) in zip(versions, members, strict=True) if words == LAST)
        return tell_event(event, versions, self._party, self._text), last

    def _version(self, document: str, event: Event) -> Version:
        source = self.source(document)
        ids = {i for i in (*event.sources, *event.targets, event.initiator) if i and self._party(Row(document, i))}
        sql = "SELECT body FROM rows WHERE sort = :s AND document = :d AND id = :i"
        actors = {i: loads(Actor, self._rows(sql, s=Sort.ACTOR, d=document, i=i)[0][0]) for i in ids}
        said = self._said(document, event)
        return Version(document, source.origin, source.published, event, actors, said, source.article, source.since)

    def _said(self, document: str, event: Event) -> bool:
        """Whether an event that did not happen stands only in what somebody says."""
        if event.status is not Status.UNREALIZED:
            return False
        sql = "SELECT body FROM rows WHERE sort = :s AND document = :d"
        found = (loads(Statement, body) for (body,) in self._rows(sql, s=Sort.CLAIM, d=document))
        contents = [said.content for said in found if said.content]
        return all(any(content.holds(mention) for content in contents) for mention in event.mentions)

    def _contacts_of(self, countries: tuple[str, ...]) -> list[Outline]:
        """Contacts in which all of some countries take part, and which are reported to have taken place."""
        found = self.outlines(Sort.EVENT, kind=EventType.CONSULT, countries=countries)
        return [told for told in found if told.value == Status.REPORTED and told.start < NEVER]

    def _tells(self, document: str, merged: str) -> bool:
        """Whether a report tells of a merged row."""
        sql = f"SELECT 1 FROM members WHERE merged = :m AND document = :d AND {_HELD} LIMIT 1"  # noqa: S608
        return bool(self._rows(sql, m=merged, d=document))

    def tally(self) -> Counter[tuple[EventType, Status, frozenset[str]]]:
        """How many happenings there are of a type and status between states."""
        return Counter(
            (EventType(told.kind), Status(told.value), frozenset(f"{told.sources}{told.targets}".split(",")) - {""})
            for told in self.outlines(Sort.EVENT)
        )

    def initiatives(self, events: Sequence[str]) -> dict[str, tuple[Party | None, str | None]]:
        """Of events who initiated them and since when they are the first, where a report says either."""
        said: dict[str, list[tuple[str, Party | None, str | None]]] = {}
        for event, document, by, since in counts.of_initiative(self._db, self.number, events):
            who = self._party(Row(document, by)) if by else None
            said.setdefault(event, []).append((self.source(document).origin, who, since))
        return {
            event: (most((o, who) for o, who, _ in given), most((o, since) for o, _, since in given))
            for event, given in said.items()
        }

    def outlines(self, sort: Sort, *, kind: str = "", countries: Iterable[str] = ()) -> Iterator[Outline]:
        """Events or claims in short, as they are told, by date and id: all, or of one kind and with all the states."""
        where, values = ["kind = :kind"] if kind else ["true"], {"kind": kind}
        for k, country in enumerate(countries):
            where.append(f"instr(sources || targets, :c{k}) > 0")
            values[f"c{k}"] = f",{country},"
        return self._outlined(sort, " AND ".join(where), **values)

    def _outlined(self, sort: Sort, where: str = "true", **values: str) -> Iterator[Outline]:
        sql = (
            "SELECT id, kind, value, medium, start, stop, sources, targets, who, whom, people FROM told "  # noqa: S608
            f"WHERE sort = :sort AND {_HELD} AND ({where}) ORDER BY start, id"
        )
        return map(Outline._make, self._db.execute(sql, {"n": self.number, "sort": sort, **values}))

    def _ids(self, sort: Sort, where: str, **values: str) -> list[str]:
        """Merged rows by date and id, chosen by what is told of them."""
        sql = f"SELECT id FROM told WHERE sort = :sort AND {_HELD} AND ({where}) ORDER BY start, id"  # noqa: S608
        return [id_ for (id_,) in self._rows(sql, sort=sort, **values)]

    def tellers(self, sort: Sort) -> Iterator[tuple[str, str]]:
        """Every event or claim with each report that tells of it, once for each row there: ids and keys."""
        sql = f"SELECT merged, document FROM members WHERE sort = :sort AND {_HELD}"  # noqa: S608
        return iter(self._db.execute(sql, {"n": self.number, "sort": sort}))

    def _denied_claims(self) -> dict[str, str]:
        """The claims that somebody denies, each with the day of the latest denial; "" where none has a date."""
        sql = (
            "SELECT claim, max(coalesce(d.published, '')) FROM answers a JOIN documents d USING (document) "  # noqa: S608
            f"WHERE denial AND {_held_in('a')} GROUP BY claim"
        )
        return dict(self._rows(sql))

    def of_actor(self, sort: Sort, actor: str) -> list[str]:
        """The events in which an actor takes part, or the claims that one makes, by date: ids."""
        return self._ids(sort, "instr(who, :a) > 0 OR sort = 'event' AND instr(whom, :a) > 0", a=f",{actor},")

    def about_actor(self, actor: str) -> list[str]:
        """The claims about somebody, by date: ids."""
        return self._ids(Sort.CLAIM, "instr(whom, :a) > 0", a=f",{actor},")

    def headings(self) -> Iterator[Source]:
        """Every report by date and id, the latest first, without its origin."""
        sql = (
            "SELECT document, id, outlet, url, published, title FROM documents WHERE since <= :n "
            "ORDER BY coalesce(published, '') DESC, id, document"
        )
        found = self._db.execute(sql, {"n": self.number})
        return (Source(document, i, outlet, url, day, title, "") for document, i, outlet, url, day, title in found)

    def _holding(self, words: str) -> frozenset[str]:
        """The reports that hold all the words."""
        terms = [f'"{w}"' for w in WORD.findall(words)]
        sql = (
            "SELECT d.document FROM words w JOIN documents d ON d.place = w.rowid "
            "WHERE words MATCH :q AND d.since <= :n"
        )
        return frozenset(d for (d,) in self._rows(sql, q=" ".join(terms))) if terms else frozenset()

    def count(self, sort: Sort) -> int:
        """How many merged rows of a sort there are."""
        sql = f"SELECT count(*) FROM merged WHERE sort = :sort AND {_HELD}"  # noqa: S608
        return int(self._rows(sql, sort=sort)[0][0])

    def denied(self) -> int:
        """How many claims somebody denies."""
        return len(self.denied_claims())

    # Claims

    def claims(
        self,
        *,
        speaker_country: str | None = None,
        actor: str | None = None,
        about: str | None = None,
        acts: Iterable[Act] = (),
        since: str | None = None,
        until: str | None = None,
    ) -> Iterator[MergedClaim]:
        """Claims by the date of their first report; `actor` speaks, `about` are words that a report of it holds."""
        where, values = ["start <= :until AND start >= :since"], {"until": until or NEVER, "since": since or ""}
        _among("kind", acts, where, values)
        if speaker_country:
            where.append("instr(sources, :c) > 0")
            values["c"] = f",{speaker_country},"
        if actor is not None:
            where.append("instr(who, :a) > 0")
            values["a"] = f",{actor},"
        wanted = set(fold(about or "").split())
        for merged in self._ids(Sort.CLAIM, " AND ".join(where), **values):
            claim = self.claim(merged)
            target = fold(claim.target.name).split() if claim.target else []
            if any(wanted <= {*fold(words).split(), *target} for _, _, words in self._members(merged)):
                yield claim

    def claim(self, claim: str) -> MergedClaim:
        """One claim, with the denials and replies to it from every report."""
        members = self._members(claim)
        standing = self._standings({row.document for row, _, _ in members})
        tellings = [replace(self._telling(row, body), standing=standing[row.document]) for row, body, _ in members]
        words = [w for _, _, w in members]
        joined = "answers a JOIN rows r ON r.sort = :s AND r.document = a.document AND r.id = a.id"
        order = "r.published, a.document, a.id"
        sql = f"SELECT a.document, a.id, r.body, a.denial FROM {joined} WHERE claim = :c AND {_HELD} ORDER BY {order}"  # noqa: S608
        answers = [(d, self._telling(Row(k, i), body)) for k, i, body, d in self._rows(sql, s=Sort.CLAIM, c=claim)]
        denials, replies = ([t for d, t in answers if bool(d) is wanted] for wanted in (True, False))
        origins = len({self.source(t.document).origin for t in tellings})
        return tell_claim(claim, words, origins, tellings, denials, replies)

    def _telling(self, row: Row, body: str) -> Telling:
        said = loads(Statement, body)
        speaker = self._party(Row(row.document, said.speaker)) if said.speaker else None
        target = self._party(Row(row.document, said.target)) if said.target else None
        return Telling(row.document, said, speaker, target)

    # Why

    def explain(self, merged: str) -> list[tuple[Row, Row, tuple[Reason, ...]]]:
        """Why the rows of a merged row are one: every two of them that were compared, and the reasons."""
        from onrecord.merge.explain import explain  # noqa: PLC0415 - brings what builds a record

        sort = self._rows("SELECT sort FROM merged WHERE id = :m LIMIT 1", m=merged)
        return explain(self._db, self.members(merged), Sort(sort[0][0])) if sort else []


def _held_in(table: str) -> str:
    """SQL for what a table that is joined with others has in the snapshot."""
    return _HELD.replace("since", f"{table}.since").replace("until", f"{table}.until")


def _among(column: str, wanted: Iterable[str], where: list[str], values: dict[str, str]) -> None:
    """Add that a column has one of some values; nothing where none are given."""
    if given := [str(value) for value in wanted]:
        where.append(f"{column} IN ({', '.join(f':t{k}' for k in range(len(given)))})")
        values |= {f"t{k}": value for k, value in enumerate(given)}
