"""The merged record as one JSON object, a row a line.

The same content gives the same bytes, in whatever order the record was built: reports are sorted by id, what stands
within a row by document and offset, and happenings and claims come in the view's order, by date and id.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TextIO

from onrecord.ask.protocol import View
from onrecord.export.documents import given_ids
from onrecord.merged import Account, MergedActor, MergedClaim, MergedEvent, Party, Source, Telling
from onrecord.record import plain

Ids = Mapping[str, str]
Plain = dict[str, Any]


def write_json(view: View, out: TextIO) -> None:
    """Write `{"documents": […], "events": […], "claims": […], "actors": […]}`; the codebook has every key."""
    sources = list(view.sources())
    ids = given_ids(sources)
    sections: dict[str, Iterable[Plain]] = {
        "documents": _documents(view, sources, ids),
        "events": (_event(event, ids) for event in view.events()),
        "claims": (_claim(claim, ids) for claim in view.claims()),
        "actors": map(_actor, sorted(view.actors(), key=lambda a: a.id)),
    }
    for number, (name, rows) in enumerate(sections.items()):
        out.write(f'{"," if number else "{"}\n"{name}": [')
        for row_number, row in enumerate(rows):
            out.write(",\n" if row_number else "\n")
            out.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")))
        out.write("\n]")
    out.write("\n}\n")


def _documents(view: View, sources: Iterable[Source], ids: Ids) -> Iterator[Plain]:
    sources = sorted(sources, key=lambda s: ids[s.document])
    sizes = Counter(source.origin for source in sources)
    for source in sources:
        yield {
            "id": ids[source.document],
            "key": source.document,
            "outlet": source.outlet,
            "url": source.url,
            "published": source.published,
            "title": source.title,
            "echo_group": source.origin if sizes[source.origin] > 1 else None,
            "article": source.article if len(view.versions(source.document)) > 1 else None,
            "appeared": source.since or None,
            "text": view.record(source.document).document.text,
        }


def _event(event: MergedEvent, ids: Ids) -> Plain:
    parties = [("source", p) for p in event.sources] + [("target", p) for p in event.targets]
    conflicts = sorted(event.conflicts, key=lambda c: c.field)
    return {
        "id": event.id,
        "type": str(event.type),
        "mode": event.mode,
        "status": str(event.status),
        "date": plain(event.date),
        "place": event.place,
        "medium": plain(event.medium),
        "participants": [
            {"role": role, **plain(party)}
            for role, party in sorted(parties, key=lambda p: (p[0], p[1].name, p[1].actor))
        ],
        "initiator": plain(event.initiator),
        "figures": [plain(f) for f in sorted(event.figures, key=lambda f: (f.what, f.min or 0, f.max or 0))],
        "first_since": event.first_since,
        "origins": event.origins,
        "confidence": event.confidence,
        "conflicts": [str(conflict.field) for conflict in conflicts],
        "conflict_readings": [
            {
                "field": str(conflict.field),
                "readings": [
                    {"value": reading.value, "documents": sorted(ids[d] for d in reading.documents)}
                    for reading in sorted(conflict.readings, key=lambda r: r.value)
                ],
            }
            for conflict in conflicts
        ],
        "revisions": [{**plain(r), "earlier": ids[r.earlier], "document": ids[r.document]} for r in event.revisions],
        "notes": sorted(event.notes),
        "reports": _by_document([_account(account, ids) for account in event.accounts]),
    }


def _account(account: Account, ids: Ids) -> Plain:
    mentions = {span for event in account.events for span in event.mentions}
    return {
        "document": ids[account.document],
        "standing": str(account.standing),
        "events": [event.id for event in account.events],
        "mentions": [plain(span) for span in sorted(mentions)],
    }


def _claim(claim: MergedClaim, ids: Ids) -> Plain:
    """What has no words, a silence or a bare "he denied it", stands apart: the other lists hold contents."""
    sides = {"denial": claim.denials, "reply": claim.replies, "report": claim.tellings}
    wordless = [
        {**_telling(telling, ids), "role": role}
        for role, tellings in sides.items()
        for telling in tellings
        if telling.statement.content is None
    ]
    return {
        "id": claim.id,
        "speaker": claim.speaker and claim.speaker.name,
        "speaker_party": _party(claim.speaker),
        "act": str(claim.act),
        "target": _party(claim.target),
        "evidence": plain(claim.evidence),
        "words": claim.words,
        "origins": claim.origins,
        "reports": _said(claim.tellings, ids),
        "denials": _said(claim.denials, ids),
        "replies": _said(claim.replies, ids),
        "wordless": _by_document(wordless),
    }


def _said(tellings: Iterable[Telling], ids: Ids) -> list[Plain]:
    return _by_document([_telling(t, ids) for t in tellings if t.statement.content is not None])


def _telling(telling: Telling, ids: Ids) -> Plain:
    statement = telling.statement
    return {
        "document": ids[telling.document],
        "standing": str(telling.standing),
        "statement": statement.id,
        "speaker": telling.speaker and telling.speaker.name,
        "act": str(statement.act),
        "cue": plain(statement.cue),
        "content": plain(statement.content),
        "quoted": statement.quoted,
        "evidence": plain(statement.evidence),
    }


def _actor(actor: MergedActor) -> Plain:
    return {**plain(actor), "rows": [plain(row) for row in sorted(actor.rows)]}


def _party(party: Party | None) -> Plain | None:
    return None if party is None else dict(plain(party))


def _by_document(rows: list[Plain]) -> list[Plain]:
    def where(row: Plain) -> tuple[str, int, str]:
        spans = row.get("mentions") or [row.get("content") or row.get("cue") or {"start": 0}]
        return row["document"], spans[0]["start"], row.get("statement", "")

    return sorted(rows, key=where)
