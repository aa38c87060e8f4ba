"""A merged record in memory, made from a few words: what a View answers, without a folder behind it.

desk = Desk()
lecornu = desk.somebody("Sébastien Lecornu", "FRA", "Minister of Defence")
le_monde = desk.report("Le Monde", "2024-04-04", "Sébastien Lecornu telephoned Sergei Shoigu on Wednesday.")
call = desk.happens("CONSULT", [lecornu, shoigu], {le_monde: "telephoned"}, date="2024-04-03", medium="phone")
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any, TypeVar

from onrecord.errors import UsageError
from onrecord.knowledge.fold import fold
from onrecord.merged import (
    Account,
    Conflict,
    Field,
    MergedActor,
    MergedClaim,
    MergedEvent,
    Outline,
    Party,
    Reading,
    Reason,
    Row,
    Sort,
    Source,
    Telling,
    Tenure,
)
from onrecord.record import (
    Act,
    Actor,
    Dates,
    Document,
    Event,
    EventType,
    Evidence,
    Figure,
    Kind,
    Medium,
    Record,
    Span,
    Statement,
    Status,
)
from onrecord.store import Failure

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Hit:
    document: str
    span: Span
    snippet: str


class Desk:
    """A view, and the means to put things into it. Rows of reports are made along with the merged ones."""

    snapshot = "0" * 64
    number = 1

    def __init__(self) -> None:
        self.closed = False
        self.failed: list[Failure] = []
        self._sources: dict[str, Source] = {}
        self._records: dict[str, Record] = {}
        self._events: dict[str, MergedEvent] = {}
        self._claims: dict[str, MergedClaim] = {}
        self._actors: dict[str, MergedActor] = {}
        self._merged: dict[tuple[Sort, Row], str] = {}
        self._reasons: dict[str, list[tuple[Row, Row, tuple[Reason, ...]]]] = defaultdict(list)

    def versions(self, document: str) -> tuple[str, ...]:
        article = self._sources[document].article
        found = [s for s in self._sources.values() if s.article == article]
        return tuple(s.document for s in sorted(found, key=lambda s: (s.since, s.document)))

    # Making it

    def report(self, outlet: str | None, published: str | None, text: str, **more: str) -> str:
        """The key of a report; `more` are id, title, url, and the origin that it shares with others."""
        key = "d" + digest(f"{outlet} {published} {text}")[:12]
        known = len(self._sources) + 1
        source = Source(
            key, more.get("id", f"report-{known}"), outlet, more.get("url"), published, more.get("title"),
            more.get("origin", key), more.get("article", key), more.get("since", published or ""),
        )  # fmt: skip
        self._sources[key] = source
        document = Document(source.id, source.title, source.url, outlet, published, None, "en", text)
        self._records[key] = Record(document)
        return key

    def somebody(self, name: str, country: str | None = None, office: str | None = None, kind: str = "person") -> Party:
        """Somebody, the same for the same name and country."""
        actor = "A" + digest(f"{name} {country}")[:10]
        offices = (Tenure(office, None, None),) if office else ()
        self._actors.setdefault(actor, MergedActor(actor, name, Kind(kind), country, None, offices, ()))
        return Party(actor, name, Kind(kind), country, office)

    def happens(
        self,
        type_: str,
        who: Sequence[Party],
        told: Mapping[str, str | tuple[str, ...] | Mapping[str, Any]],
        **more: Any,
    ) -> MergedEvent:
        """An event as reports tell it by their trigger words, or by a mapping of `words` and what is another there.

        `more` are fields of the event, with `whom` for its targets; dates are an ISO date or two with a "/" between,
        figures "144 killed", conflicts a mapping of field to {value: reports}.
        """
        accounts = []
        for document, words in told.items():
            own = {**more, **({"words": words} if not isinstance(words, Mapping) else words)}
            accounts.append(Account(document, (self._event_row(document, EventType(type_), who, own),)))
        event = MergedEvent(
            id="E" + digest(f"{type_} {accounts}")[:10],
            type=EventType(type_),
            mode=more.get("mode"),
            sources=tuple(who),
            targets=tuple(more.get("whom", ())),
            initiator=more.get("initiator"),
            confidence=more.get("confidence"),
            medium=Medium(more["medium"]) if "medium" in more else None,
            date=interval(more.get("date")),
            place=more.get("place"),
            status=Status(more.get("status", "reported")),
            figures=tuple(map(figure, more.get("figures", ()))),
            first_since=more.get("first_since"),
            conflicts=tuple(
                Conflict(Field(f), tuple(Reading(value, tuple(docs)) for value, docs in readings.items()))
                for f, readings in more.get("conflicts", {}).items()
            ),
            origins=len({self._sources[a.document].origin for a in accounts}),
            accounts=tuple(accounts),
            notes=tuple(more.get("notes", ())),
        )
        self._events[event.id] = event
        self._join(Sort.EVENT, event.id, [Row(a.document, e.id) for a in accounts for e in a.events])
        return event

    def says(self, speaker: Party | None, act: str, told: Mapping[str, str], **more: Any) -> MergedClaim:
        """A claim by its words in each report ("" for a silence). `more`: target, via, cue, evidence, quoted, and
        `denied` and `answered`, lists of (speaker, act, {report: words}).
        """
        tellings = tuple(self._told(document, speaker, act, words, more) for document, words in told.items())
        answers = {
            sort: tuple(
                telling
                for who, how, carried in more.get(sort, ())
                for telling in self.says(who, how, carried, replies_to=tellings[0].statement.id).tellings
            )
            for sort in ("denied", "answered")
        }
        claim = MergedClaim(
            id="C" + digest(f"{speaker} {act} {told}")[:10],
            speaker=speaker,
            act=Act(act),
            target=more.get("target"),
            evidence=Evidence(more["evidence"]) if "evidence" in more else None,
            words=next(iter(told.values())),
            origins=len({self._sources[document].origin for document in told}),
            tellings=tellings,
            denials=answers["denied"],
            replies=answers["answered"],
        )
        self._claims[claim.id] = claim
        self._join(Sort.CLAIM, claim.id, [Row(t.document, t.statement.id) for t in tellings])
        return claim

    def _event_row(self, document: str, type_: EventType, who: Sequence[Party], own: Mapping[str, Any]) -> Event:
        record = self._records[document]
        initiator = own.get("initiator")
        event = Event(
            f"e{len(record.events) + 1}", type_, own.get("mode"),
            tuple(self._actor_row(document, p) for p in own.get("who", who)),
            tuple(self._actor_row(document, p) for p in own.get("whom", ())),
            self._actor_row(document, initiator) if initiator else None,
            Medium(own["medium"]) if own.get("medium") else None,
            interval(own.get("date")), own.get("place"), Status(own.get("status", "reported")),
            tuple(map(figure, own.get("figures", ()))), own.get("first_since"),
            tuple(self._span(document, w) for w in listed(own["words"])),
        )  # fmt: skip
        record = self._records[document]
        self._records[document] = replace(record, events=(*record.events, event))
        return event

    def _told(self, document: str, speaker: Party | None, act: str, words: str, more: Mapping[str, Any]) -> Telling:
        row = self._actor_row(document, speaker) if speaker else None
        target, via, evidence = more.get("target"), more.get("via"), more.get("evidence")
        record = self._records[document]
        statement = Statement(
            f"s{len(record.statements) + 1}", row, Act(act),
            self._actor_row(document, target) if target else None,
            self._actor_row(document, via) if via else None,
            self._span(document, more["cue"]) if "cue" in more else None,
            self._span(document, words) if words else None, bool(more.get("quoted")),
            Evidence(evidence) if evidence else None, more.get("replies_to"),
        )  # fmt: skip
        record = self._records[document]
        self._records[document] = replace(record, statements=(*record.statements, statement))
        return Telling(document, statement, speaker, target)

    def _actor_row(self, document: str, party: Party) -> str:
        record = self._records[document]
        for actor in record.actors:
            if actor.name == party.name:
                return actor.id
        last = party.name.split()[-1]
        mentions = (self._span(document, last),) if last in record.document.text else ()
        row = f"a{len(record.actors) + 1}"
        actor = Actor(row, party.name, party.kind, party.country, None, party.office, mentions)
        self._records[document] = replace(record, actors=(*record.actors, actor))
        merged = self._actors[party.actor]
        self._actors[party.actor] = replace(merged, rows=(*merged.rows, Row(document, row)))
        self._merged[Sort.ACTOR, Row(document, row)] = party.actor
        return row

    def _span(self, document: str, words: str) -> Span:
        start = self._records[document].document.text.index(words)
        return Span(start, start + len(words))

    def _join(self, sort: Sort, merged: str, rows: list[Row]) -> None:
        self._merged |= {(sort, row): merged for row in rows}
        for row in rows[1:]:
            self._reasons[merged].append((rows[0], row, (Reason("same trigger", 1.5), Reason("other status", -0.5))))

    # Asking it

    def close(self) -> None:
        self.closed = True

    def sources(self) -> Iterator[Source]:
        yield from sorted(self._sources.values(), key=lambda s: (s.published or "9999", s.id))

    def source(self, document: str) -> Source:
        return found(self._sources, document)

    def document(self, words: str) -> str:
        keys = [k for k, s in self._sources.items() if words in (k, s.id) or k.startswith(words)]
        if len(keys) != 1:
            raise UsageError(f"{words!r} is no report of the record")
        return keys[0]

    def record(self, document: str) -> Record:
        return found(self._records, document)

    def events(
        self,
        *,
        types: Iterable[EventType] = (),
        countries: Iterable[str] = (),
        actor: str | None = None,
        since: str | None = None,
        until: str | None = None,
    ) -> Iterator[MergedEvent]:
        kinds, states = set(types), set(countries)
        for event in sorted(self._events.values(), key=lambda e: (e.date.start if e.date else "9999", e.id)):
            parties = (*event.sources, *event.targets)
            fits = (not kinds or event.type in kinds) and states <= {p.country for p in parties}
            if fits and (actor is None or actor in {p.actor for p in parties}) and within(event.date, since, until):
                yield event

    def event(self, event: str) -> MergedEvent:
        return found(self._events, event)

    def told(self, event: str) -> MergedEvent:
        return replace(self.event(event), notes=())

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
        kinds = set(acts)

        def published(claim: MergedClaim) -> str:
            return min(self._sources[t.document].published or "9999" for t in claim.tellings)

        for claim in sorted(self._claims.values(), key=lambda c: (published(c), c.id)):
            speaker = claim.speaker
            day = published(claim)
            if (
                (not kinds or claim.act in kinds)
                and (speaker_country is None or (speaker and speaker.country == speaker_country))
                and (actor is None or (speaker and speaker.actor == actor))
                and (about is None or fold(about) in fold(claim.words))
                and within(Dates(day, day), since, until)
            ):
                yield claim

    def claim(self, claim: str) -> MergedClaim:
        return found(self._claims, claim)

    def tally(self) -> Counter[tuple[EventType, Status, frozenset[str]]]:
        return Counter(
            (e.type, e.status, frozenset(p.country for p in (*e.sources, *e.targets) if p.country))
            for e in self.events()
        )

    def count(self, sort: Sort, /) -> int:
        if sort is Sort.ACTOR:
            return len(list(self.actors()))
        return len(list(self.claims())) if sort is Sort.CLAIM else len(list(self.events()))

    def denied(self) -> int:
        return sum(bool(claim.denials) for claim in self.claims())

    def denied_claims(self) -> dict[str, str]:
        days = {c.id: [self._sources[t.document].published or "" for t in c.denials] for c in self.claims()}
        return {claim: max(given) for claim, given in days.items() if given}

    def per_month(self, until: str | None = None) -> Counter[tuple[EventType, Status, str]]:
        return Counter(
            (e.type, e.status, e.date.start[:7] if e.date and (not until or e.date.start <= until) else "")
            for e in self.events()
        )

    def together(self, days: tuple[str, ...] = ()) -> Counter[tuple[int, frozenset[str]]]:
        return Counter(
            (
                sum(day < (e.date.start if e.date else "9999-99-99") for day in days),
                frozenset(p.country for p in (*e.sources, *e.targets) if p.country),
            )
            for e in self.events(types=[EventType.CONSULT])
            if e.status in (Status.REPORTED, Status.CLAIMED)
        )

    def latest(self, sort: Sort, most: int, until: str | None = None) -> list[str]:
        denied, happened = self.denied_claims(), (Status.REPORTED, Status.CLAIMED)
        kind = EventType.CONSULT if sort is Sort.EVENT else ""
        found = [
            o
            for o in self.outlines(sort, kind=kind)
            if o.id not in denied and (sort is Sort.CLAIM or o.value in happened)
        ]
        dated = [o.id for o in found if o.start < "9999-99-99" and (not until or o.start <= until)]
        return (dated or [o.id for o in found if not until])[: -most - 1 : -1]

    def first_day(self) -> str | None:
        return min((s.published for s in self.sources() if s.published), default=None)

    def initiatives(self, events: Sequence[str]) -> dict[str, tuple[Party | None, str | None]]:
        return {e: (self.event(e).initiator, self.event(e).first_since) for e in events}

    def outlines(self, sort: Sort, *, kind: str = "", countries: Iterable[str] = ()) -> Iterator[Outline]:
        for outline in self._outlines(sort):
            states = outline.sources + outline.targets
            if kind in ("", outline.kind) and all(f",{country}," in states for country in countries):
                yield outline

    def _outlines(self, sort: Sort) -> Iterator[Outline]:
        if sort is Sort.EVENT:
            for event in self.events():
                days = (event.date.start, event.date.end) if event.date else ("9999-99-99", "9999-99-99")
                by, to = (between_commas(p.country for p in side) for side in (event.sources, event.targets))
                who, whom = (between_commas(p.actor for p in side) for side in (event.sources, event.targets))
                both = (*event.sources, *event.targets)
                people = between_commas(p.actor for p in both if p.kind is Kind.PERSON and p.country)
                yield Outline(
                    event.id, event.type, event.status, event.medium or "", *days, by, to, who, whom, people
                )  # fmt: skip
            return
        for claim in self.claims():
            day = min(self._sources[t.document].published or "9999-99-99" for t in claim.tellings)
            by, to = (between_commas([p.country if p else None]) for p in (claim.speaker, claim.target))
            who, whom = (between_commas([p.actor if p else None]) for p in (claim.speaker, claim.target))
            yield Outline(claim.id, claim.act, claim.evidence or "", "", day, day, by, to, who, whom, ",")

    def tellers(self, sort: Sort) -> Iterator[tuple[str, str]]:
        if sort is Sort.EVENT:
            yield from ((event.id, account.document) for event in self.events() for account in event.accounts)
        else:
            yield from ((claim.id, told.document) for claim in self.claims() for told in claim.tellings)

    def headings(self) -> Iterator[Source]:
        yield from reversed(list(self.sources()))

    def holding(self, words: str) -> frozenset[str]:
        wanted = set(fold(words).split())
        return frozenset(k for k, r in self._records.items() if wanted <= set(fold(r.document.text).split()))

    def of_actor(self, sort: Sort, actor: str) -> list[str]:
        rows = self.events(actor=actor) if sort is Sort.EVENT else self.claims(actor=actor)
        return [row.id for row in rows]

    def about_actor(self, actor: str) -> list[str]:
        return [claim.id for claim in self.claims() if claim.target and claim.target.actor == actor]

    def actors(self) -> Iterator[MergedActor]:
        yield from self._actors.values()

    def actor(self, actor: str) -> MergedActor:
        return found(self._actors, actor)

    def find_actors(self, words: str) -> list[MergedActor]:
        return [a for a in self._actors.values() if set(fold(words).split()) <= set(fold(a.name).split())]

    def merged_id(self, sort: Sort, row: Row) -> str:
        return found(self._merged, (sort, row))

    def explain(self, merged: str) -> list[tuple[Row, Row, tuple[Reason, ...]]]:
        return self._reasons[merged]

    def failures(self) -> tuple[Failure, ...]:
        return tuple(self.failed)

    def search(self, words: str, *, limit: int = 20) -> list[Hit]:
        hits = []
        for key, record in self._records.items():
            text = record.document.text
            start = text.casefold().find(words.casefold())
            if start >= 0:
                hits.append(Hit(key, Span(start, start + len(words)), text[max(0, start - 20) : start + 40]))
        return hits[:limit]


def found(items: Mapping[K, V], key: K) -> V:
    if key not in items:
        raise UsageError(f"{key} is not in the record")
    return items[key]


def within(dates: Dates | None, since: str | None, until: str | None) -> bool:
    if dates is None:
        return not since and not until
    return (not since or dates.end >= since) and (not until or dates.start <= until)


def between_commas(values: Iterable[str | None]) -> str:
    return "," + "".join(f"{value}," for value in sorted({v for v in values if v}))


def listed(words: str | tuple[str, ...]) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else words


def interval(words: str | None) -> Dates | None:
    if words is None:
        return None
    start, _, end = words.partition("/")
    return Dates(start, end or start)


def figure(words: str) -> Figure:
    number, what = words.split()
    return Figure(what, int(number), int(number))


def digest(words: str) -> str:
    return sha256(words.encode()).hexdigest()
