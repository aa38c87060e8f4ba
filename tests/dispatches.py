"""Reports written by hand as they are read, and records made of them, for the tests of the merge.

call = dispatch("Le Matin", "2024-04-04", "Ana Costa telephoned Karim Haddad on Wednesday.", [ANA, KARIM],
                events=[contact("telephoned", ANA, KARIM, date="2024-04-03")])
folder = kept(tmp_path, [call], [...])   # a commit for each list
"""

import io
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from stored import entry, raw

from onrecord.export.merged_json import write_json
from onrecord.merge.index import Index
from onrecord.merge.view import View
from onrecord.merged import Row, Sort
from onrecord.record import (
    Act,
    Actor,
    Dates,
    Document,
    Event,
    EventType,
    Figure,
    Kind,
    Medium,
    Record,
    Span,
    Statement,
    Status,
)
from onrecord.store import Archive, Judgement, Verdict, document_key


@dataclass(frozen=True, slots=True)
class Happening:
    """An event before it stands in a report: its trigger words, who takes part, and its fields."""

    words: tuple[str, ...]
    who: tuple[Actor, ...]
    whom: tuple[Actor, ...]
    by: Actor | None
    fields: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Saying:
    """A statement before it stands in a report; `words` are its content, "" for none."""

    speaker: Actor | None
    act: Act
    words: str
    target: Actor | None
    replies_to: str | None


def somebody(name: str, country: str | None = None, kind: str = "person", office: str | None = None) -> Actor:
    return Actor("", name, Kind(kind), country, None, office, ())


ANA = somebody("Ana Costa", "PRT", office="foreign minister")
KARIM = somebody("Karim Haddad", "MAR", office="foreign minister")
LUIS = somebody("Luis Prado", "PRT")
YOUSSEF = somebody("Youssef Alami", "MAR")
PORTUGAL, MOROCCO = somebody("Portugal", "PRT", "state"), somebody("Morocco", "MAR", "state")


def happening(type_: str, words: str | tuple[str, ...], *who: Actor, **fields: Any) -> Happening:
    """An event by its trigger; fields are `whom`, `by` (who started it), `date` (a day, or two with a "/" between),
    `figures` ("144 killed", "100+ killed"), `status`, `medium`, `place`, `mode`, `first_since`, `confidence`.
    """
    whom, by = fields.pop("whom", ()), fields.pop("by", None)
    kind = {"type": EventType(type_)}
    return Happening((words,) if isinstance(words, str) else words, who, tuple(whom), by, kind | fields)


def contact(words: str | tuple[str, ...], *who: Actor, **fields: Any) -> Happening:
    return happening("CONSULT", words, *who, **fields)


def says(
    speaker: Actor | None, act: str, words: str, *, target: Actor | None = None, replies_to: str | None = None
) -> Saying:
    return Saying(speaker, Act(act), words, target, replies_to)


def dispatch(
    outlet: str | None,
    published: str | None,
    text: str,
    who: Sequence[Actor] = (),
    *,
    events: Sequence[Happening] = (),
    statements: Sequence[Saying] = (),
    id_: str = "",
    title: str | None = None,
) -> Record:
    """A report. Actors are mentioned wherever their last name stands."""
    ids = {actor: f"a{n}" for n, actor in enumerate(who, 1)}
    document = Document(id_ or f"{outlet} {published}", title, None, outlet, published, "user", "en", text)
    actors = tuple(replace(a, id=ids[a], mentions=_spans(text, a.name.split()[-1])) for a in who)
    rows = [_event(f"e{n}", h, text, ids) for n, h in enumerate(events, 1)]
    said = [_statement(f"s{n}", s, text, ids) for n, s in enumerate(statements, 1)]
    return Record(document, actors, tuple(rows), tuple(said))


def _event(id_: str, told: Happening, text: str, ids: dict[Actor, str]) -> Event:
    f = told.fields
    return Event(
        id_, f["type"], f.get("mode"), tuple(ids[a] for a in told.who), tuple(ids[a] for a in told.whom),
        ids[told.by] if told.by else None, Medium(f["medium"]) if "medium" in f else None, _dates(f.get("date")),
        f.get("place"), Status(f.get("status", "reported")), tuple(map(_figure, f.get("figures", ()))),
        f.get("first_since"), tuple(_span(text, words) for words in told.words), f.get("confidence"),
    )  # fmt: skip


def _statement(id_: str, said: Saying, text: str, ids: dict[Actor, str]) -> Statement:
    return Statement(
        id_, ids[said.speaker] if said.speaker else None, said.act, ids[said.target] if said.target else None, None,
        None, _span(text, said.words) if said.words else None, False, None, said.replies_to,
    )  # fmt: skip


def _span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def _spans(text: str, word: str) -> tuple[Span, ...]:
    starts = [n for n in range(len(text)) if text.startswith(word, n)]
    return tuple(Span(n, n + len(word)) for n in starts)


def _dates(words: str | None) -> Dates | None:
    start, _, end = (words or "").partition("/")
    return Dates(start, end or start) if start else None


def _figure(words: str) -> Figure:
    number, _, what = words.partition(" ")
    return Figure(what, int(number.removesuffix("+")), None if number.endswith("+") else int(number))


def key(record: Record) -> str:
    return document_key(record.document)


# Records of them


def kept(folder: Path, *commits: Sequence[Record]) -> Path:
    """A record of these reports, or more for one: a commit for each sequence, merged as it comes."""
    archive = Archive.create(folder)
    for records in commits:
        _commit(archive, records)
    return folder


def _commit(archive: Archive, records: Sequence[Record] = (), judgements: Sequence[Judgement] = ()) -> None:
    given = [entry(record) for record in records]
    with archive.writing() as writer:
        writer.commit(given, {e.input: raw(e.record) for e in given}, judgements=judgements)
        with Index.open(archive) as index:
            index.catch_up()


def judged(folder: Path, verdict: Verdict, sort: Sort, *rows: Row) -> str:
    """Judge, and merge anew; the judgement's id."""
    return _judged(folder, verdict, sort, rows, None)


def taken_back(folder: Path, judgement: str) -> None:
    (sort,) = {j.sort for j in Archive(folder).judgements() if j.id == judgement}
    _judged(folder, Verdict.UNDO, sort, (), judgement)


def _judged(folder: Path, verdict: Verdict, sort: Sort, rows: tuple[Row, ...], undoes: str | None) -> str:
    archive = Archive(folder)
    with archive.writing() as writer:
        judgement = writer.judgement(verdict, sort, rows, undoes)
    _commit(archive, judgements=[judgement])
    return judgement.id


def rebuilt(folder: Path) -> Path:
    """The same record, its index made anew."""
    for path in (folder / "derived").iterdir():
        path.unlink()
    return folder


@contextmanager
def viewed(folder: Path, snapshot: str | None = None) -> Iterator[View]:
    with closing(View.open(folder, snapshot)) as view:
        yield view


def answers(folder: Path, snapshot: str | None = None) -> dict[str, Any]:
    """All that a view says."""
    with viewed(folder, snapshot) as view:
        ids = {
            sort: [row.id for row in rows]
            for sort, rows in (
                (Sort.EVENT, list(view.events())), (Sort.CLAIM, list(view.claims())), (Sort.ACTOR, list(view.actors())),
            )
        }  # fmt: skip
        return {
            "sources": list(view.sources()),
            "events": list(view.events()),
            "claims": list(view.claims()),
            "actors": list(view.actors()),
            "members": {id_: view.members(id_) for listed in ids.values() for id_ in listed},
            "found": {state: [e.id for e in view.events(countries=[state])] for state in ("PRT", "MAR", "FRA")},
            "exported": exported(view),
        }


def exported(view: View) -> str:
    out = io.StringIO()
    write_json(view, out)
    return out.getvalue()
