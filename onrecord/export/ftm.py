"""The record as FollowTheMoney entities, a JSON object a line, for tools like Aleph and OpenAleph.

A report is an Article, an actor a Person, PublicBody, Organization or LegalEntity, a happening an Event, what one
actor did to another an UnknownLink as well, and a claim a Note on its speaker and target. `proof` leads from each to
its reports. Ids are the record's own, so that a second import replaces the first.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import TextIO

from onrecord.ask.protocol import View
from onrecord.export.documents import web_address
from onrecord.export.event_rows import text_of
from onrecord.merged import MergedActor, MergedClaim, MergedEvent, Party, Source, Telling
from onrecord.record import RECIPROCAL, Dates, Kind, Status

Properties = dict[str, Iterable[str | None]]
Entity = dict[str, object]

# Sectors of bodies that belong to a state.
_PUBLIC = {"GOV", "MIL", "COP", "SPY", "JUD", "LEG"}
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def write_ftm(view: View, out: TextIO) -> None:
    """Write every report, actor, happening and claim."""
    for entity in entities(view):
        out.write(json.dumps(entity, ensure_ascii=False, separators=(",", ":")) + "\n")


def entities(view: View) -> Iterator[Entity]:
    """What is written, an entity at a time."""
    yield from map(_article, view.sources())
    yield from map(_actor, view.actors())
    for event in view.events():
        yield _event(event)
        yield from _links(event)
    text = text_of(view)
    for claim in view.claims():
        yield _note(claim, text)


def _entity(id_: str, schema: str, properties: Properties) -> Entity:
    """Each value is given once; empty ones are left out, and control characters, which the model does not hold."""
    given = {n: list(dict.fromkeys(c for v in values if v and (c := _clean(v)))) for n, values in properties.items()}
    return {"id": _id(id_), "schema": schema, "properties": {name: values for name, values in given.items() if values}}


def _clean(value: str) -> str:
    return _CONTROLS.sub("", value).strip()


def _id(id_: str) -> str:
    return f"onrecord-{id_}"


def _article(source: Source) -> Entity:
    return _entity(
        source.document,
        "Article",
        {
            "title": [source.title],
            "sourceUrl": [web_address(source)],
            "publisher": [source.outlet],
            "publishedAt": [source.published],
        },
    )


def _actor(actor: MergedActor) -> Entity:
    schema = _schema(actor)
    properties: Properties = {
        "name": [actor.name],
        "country": [_alpha2().get(actor.country or "")],
        "sector": [actor.sector],
        "proof": _proof(row.document for row in actor.rows),
    }
    if schema == "Person":
        properties["position"] = [tenure.office for tenure in actor.offices]
    return _entity(actor.id, schema, properties)


def _schema(actor: MergedActor) -> str:
    match actor.kind:
        case Kind.PERSON:
            return "Person"
        case Kind.STATE:
            return "PublicBody"
        case Kind.ORGANIZATION:
            return "PublicBody" if actor.country and actor.sector in _PUBLIC else "Organization"
        case Kind.GROUP:
            return "Organization"
        case Kind.PEOPLE:
            return "LegalEntity"


def _event(event: MergedEvent) -> Entity:
    parties = [*event.sources, *event.targets]
    return _entity(
        event.id,
        "Event",
        {
            "name": [_event_name(event, parties)],
            "involved": [_id(party.actor) for party in parties],
            "location": [event.place],
            "keywords": [str(event.type), event.mode, event.medium and str(event.medium), str(event.status)],
            "notes": [
                *(
                    f"Reports disagree on {conflict.field}: {' / '.join(r.value for r in conflict.readings)}"
                    for conflict in event.conflicts
                ),
                *event.notes,
            ],
            "recordId": [event.id],
            "proof": _proof(account.document for account in event.accounts),
            **_when(event.date),
        },
    )


def _event_name(event: MergedEvent, parties: list[Party]) -> str:
    """What is not reported to have happened says so in its name: it is all that a graph shows."""
    status = "" if event.status is Status.REPORTED else f", {event.status}"
    names = ", ".join(dict.fromkeys(party.name for party in parties)) or "parties unknown"
    return f"{event.type}{status}: {names}"


def _links(event: MergedEvent) -> Iterator[Entity]:
    if event.type in RECIPROCAL:
        return
    for source in event.sources:
        for target in event.targets:
            yield _entity(
                f"{event.id}-{source.actor}-{target.actor}",
                "UnknownLink",
                {
                    "subject": [_id(source.actor)],
                    "object": [_id(target.actor)],
                    "role": [str(event.type)],
                    "status": [str(event.status)],
                    "recordId": [event.id],
                    "proof": _proof(account.document for account in event.accounts),
                    **_when(event.date),
                },
            )


def _note(claim: MergedClaim, text: Callable[[str], str]) -> Entity:
    speaker = claim.speaker.name if claim.speaker else "somebody"
    return _entity(
        claim.id,
        "Note",
        {
            "name": [f"{speaker}: {claim.act}"],
            "description": [claim.words],
            "entity": [_id(party.actor) for party in (claim.speaker, claim.target) if party],
            "keywords": [str(claim.act), claim.evidence and str(claim.evidence)],
            "notes": [_denial(denial, text) for denial in claim.denials],
            "proof": _proof(telling.document for telling in (*claim.tellings, *claim.denials)),
        },
    )


def _denial(denial: Telling, text: Callable[[str], str]) -> str:
    content = denial.statement.content
    words = f": {content.of(text(denial.document))}" if content else ""
    return f"Denied by {denial.speaker.name if denial.speaker else 'somebody'}{words}"


def _when(dates: Dates | None) -> Properties:
    if dates is None:
        return {}
    return {"date": [dates.start]} if dates.start == dates.end else {"startDate": [dates.start], "endDate": [dates.end]}


def _proof(documents: Iterable[str]) -> list[str | None]:
    return [_id(document) for document in sorted(set(documents))]


@cache
def _alpha2() -> dict[str, str]:
    lines = (files("onrecord.export") / "data" / "alpha2.tsv").read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t") for line in lines if not line.startswith("#"))
