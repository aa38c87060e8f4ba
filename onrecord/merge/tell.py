"""One telling of a happening or an actor from the rows of many reports.

What most independent reports give is told; among equals what the earliest gives. Copies of one text count once.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import compress
from typing import TypeVar

from onrecord.merge.conflicts import Version, conflicts
from onrecord.merge.revisions import revisions
from onrecord.merged import Account, MergedActor, MergedClaim, MergedEvent, Party, Row, Standing, Telling, Tenure
from onrecord.record import RECIPROCAL, Actor, Dates, Event, Figure, Kind, Status

T = TypeVar("T", bound=Hashable)
Naming = Callable[[Row], Party | None]
# What one report says has happened, no other's plan or doubt undoes; the conflict is shown beside it.
STATUSES = (Status.REPORTED, Status.CLAIMED, Status.UNREALIZED, Status.PLANNED)
NAMED_BY = 1 / 3  # of the origins that name anybody: fewer may have misread a party


def tell_event(merged: str, versions: Sequence[Version], party: Naming, text_of: Callable[[str], str]) -> MergedEvent:
    """A happening from its versions, the earliest report's first. Those that are superseded have no say.

    `party` gives the merged actor of a report's (None if that is wrong), `text_of` a report's text by its key.
    """
    every, versions = versions, [v for v in versions if v.standing is not Standing.SUPERSEDED]
    events = [v.event for v in versions]
    sides = sides_of(versions, party)
    initiators = [(v.origin, party(Row(v.document, v.event.initiator))) for v in versions if v.event.initiator]
    return MergedEvent(
        id=merged,
        type=most((v.origin, v.event.type) for v in versions) or events[0].type,
        mode=most((v.origin, v.event.mode) for v in versions),
        sources=sides[0],
        targets=sides[1],
        initiator=most(initiators),
        medium=most((v.origin, v.event.medium) for v in versions),
        date=date_of(versions),
        place=most((v.origin, v.event.place) for v in versions),
        status=status_of(events),
        figures=_figures(versions),
        first_since=most((v.origin, v.event.first_since) for v in versions),
        conflicts=conflicts(versions, text_of),
        origins=len({v.origin for v in every}),
        accounts=_accounts(every),
        confidence=max((e.confidence for e in events if e.confidence is not None), default=None),
        revisions=revisions(every),
    )


def status_of(events: Iterable[Event]) -> Status:
    """What one of them says has happened has."""
    return min((e.status for e in events), key=STATUSES.index)


def most(given: Iterable[tuple[str, T | None]]) -> T | None:
    """The value of the most origins, the first given among equals; None where there is none."""
    origins: dict[T, set[str]] = {}
    for origin, value in given:
        if value is not None:
            origins.setdefault(value, set()).add(origin)
    return max(origins, key=lambda v: len(origins[v])) if origins else None


def date_of(versions: Sequence[Version]) -> Dates | None:
    """The date of most origins among the narrowest."""
    given = [(v.origin, v.event.date) for v in versions if v.event.date]
    days = [(o, d) for o, d in given if d.start == d.end]
    return most(days or given)


def _figures(versions: Sequence[Version]) -> tuple[Figure, ...]:
    """Of each thing counted one figure."""
    kinds = dict.fromkeys(f.what for v in versions for f in v.event.figures)
    told = [most((v.origin, f) for v in versions for f in v.event.figures if f.what == what) for what in kinds]
    return tuple(f for f in told if f)


def sides_of(versions: Sequence[Version], party: Naming) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """Sources and targets that enough origins name, each on the side on which most have it."""
    named: dict[Party, tuple[set[str], set[str]]] = {}
    for v in versions:
        for side, ids in enumerate((v.event.sources, v.event.targets)):
            for id_ in ids:
                if who := party(Row(v.document, id_)):
                    named.setdefault(who, (set(), set()))[side].add(v.origin)
    origins = set().union(*(a | b for a, b in named.values())) if named else set()
    enough = [p for p, (a, b) in named.items() if len(a | b) >= NAMED_BY * len(origins)]
    persons = [p for p in enough if p.kind is Kind.PERSON and not p.name.islower()]
    if versions[0].event.type in RECIPROCAL and len({p.country for p in persons}) > 1:
        # Where persons with a name met, states are what they spoke of, and "officials" who spoke of it.
        enough = [p for p in enough if p in persons or p.kind not in (Kind.STATE, Kind.PEOPLE, Kind.PERSON)]
    sources = tuple(p for p in enough if len(named[p][0]) >= len(named[p][1]))
    return sources, tuple(p for p in enough if p not in sources)


def _accounts(versions: Sequence[Version]) -> tuple[Account, ...]:
    by_document: dict[str, list[Event]] = {}
    for v in versions:
        by_document.setdefault(v.document, []).append(v.event)
    standing = {v.document: v.standing for v in versions}
    return tuple(Account(document, tuple(events), standing[document]) for document, events in by_document.items())


def tell_claim(
    merged: str,
    words: Sequence[str],
    origins: int,
    tellings: Sequence[Telling],
    denials: Sequence[Telling],
    replies: Sequence[Telling],
) -> MergedClaim:
    """A claim from its tellings, the earliest report's first; `words` are each telling's content."""
    every, standing = tellings, [t.standing is not Standing.SUPERSEDED for t in tellings]
    tellings, words = list(compress(tellings, standing)), list(compress(words, standing))
    said = [(str(n), t) for n, t in enumerate(tellings)]
    speaker = most((n, t.speaker) for n, t in said)
    act = most((n, t.statement.act) for n, t in said) or tellings[0].statement.act
    # Words that this speaker said in this way, where a telling that was misread stands first.
    fitting = [w for w, t in zip(words, tellings, strict=True) if w and (t.speaker, t.statement.act) == (speaker, act)]
    return MergedClaim(
        id=merged,
        speaker=speaker,
        act=act,
        target=most((n, t.target) for n, t in said),
        evidence=most((n, t.statement.evidence) for n, t in said),
        words=next(iter(fitting or [w for w in words if w]), ""),
        origins=origins,
        tellings=tuple(every),
        denials=tuple(denials),
        replies=tuple(replies),
    )


def tell_actor(merged: str, rows: Sequence[tuple[Row, str | None, Actor]]) -> MergedActor:
    """An actor from its rows with each report's date of publication, the earliest first."""
    actors = [a for _, _, a in rows]
    offices: dict[str, list[str]] = {}
    for _, published, actor in rows:
        if actor.office:
            offices.setdefault(actor.office, []).extend([published] if published else [])
    return MergedActor(
        id=merged,
        name=best_name(actors[0].kind, (a.name for a in actors)),
        kind=actors[0].kind,
        country=most((str(n), a.country) for n, a in enumerate(actors)),
        sector=most((str(n), a.sector) for n, a in enumerate(actors)),
        offices=tuple(
            Tenure(office, min(days, default=None), max(days, default=None)) for office, days in offices.items()
        ),
        rows=tuple(row for row, _, _ in rows),
    )


def best_name(kind: Kind, given: Iterable[str]) -> str:
    """The name that most reports give, of a person one with a given name if there is one."""
    names = Counter(given)
    full = [n for n in names if " " in n] if kind is Kind.PERSON else []
    return max(sorted(full or names), key=names.__getitem__)
