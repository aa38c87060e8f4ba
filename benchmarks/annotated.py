"""Records without a model: the annotated reports told again of other states, people, numbers and dates.

The same every time. A happening is told by one to six outlets, each with some paragraphs of the report; some copy
another. Few tellings agree as much as real ones do, but every kind of row is there, as often as in the news.
"""

import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from onrecord.knowledge.table import rows
from onrecord.record import Event, Kind, Record, Span, Statement
from renaming import Renaming, renamed_record
from reports import DAYS, FIRST, MOST, OUTLETS, PAIRS, ROLES, SEED, STATES, full_name

WORDS = 80  # after which a telling ends, at the end of a paragraph
_ANNOTATED = Path(__file__).resolve().parent.parent / "training" / "annotated" / "train"
_NULL: dict[str, dict[str, Any]] = {
    "actors": {"country": None, "sector": None, "office": None, "mentions": [], "basis": None},
    "events": {
        "mode": None, "sources": [], "targets": [], "initiator": None, "medium": None, "date": None, "place": None,
        "figures": [], "first_since": None, "mentions": [],
    },
    "statements": {
        "speaker": None, "target": None, "via": None, "cue": None, "content": None, "quoted": False, "evidence": None,
        "replies_to": None,
    },
}  # fmt: skip


def make(number: int) -> Iterator[Record]:
    """So many records, a happening after the other."""
    bases = [_read(path) for path in sorted(_ANNOTATED.glob("*.json"))]
    happening = 0
    while number > 0:
        happening += 1
        told = _told(random.Random(f"{SEED} {happening}"), f"h{happening}", bases)[:number]  # noqa: S311
        number -= len(told)
        yield from told


def _read(path: Path) -> Record:
    """An annotated report, spans as offsets, and null where nothing was annotated."""
    given, text = json.loads(path.read_text("utf-8")), path.with_suffix(".txt").read_text("utf-8").strip()

    def spans(value: Any, key: str) -> Any:
        if key == "mentions":
            return [_span(text, words) for words in value]
        return _span(text, value) if key in ("cue", "content") and value is not None else value

    document = {
        "id": path.stem, "url": None, "outlet": None, "published_from": "metadata", "text": text, "warnings": [],
        "title": text.partition("\n")[0], "published": given["document"].get("published") or FIRST.isoformat(),
        "language": "en",
    }  # fmt: skip
    parts = {
        name: [{key: spans(value, key) for key, value in (null | row).items()} for row in given.get(name, [])]
        for name, null in _NULL.items()
    }
    for event in parts["events"]:
        event["figures"] = [{"min": None, "max": None} | figure for figure in event["figures"]]
    return Record.from_json({"document": document, **parts})


def _span(text: str, words: Any) -> dict[str, int]:
    wanted, nth = (words["text"], words.get("nth", 1)) if isinstance(words, dict) else (words, 1)
    at = -1
    for _ in range(nth):
        at = text.index(wanted, at + 1)
    return {"start": at, "end": at + len(wanted)}


def _told(chance: random.Random, name: str, bases: Sequence[Record]) -> list[Record]:
    """All tellings of one happening."""
    whole = _renamed(chance.choice(bases), chance)
    paragraphs = whole.document.text.count("\n\n")
    found: list[Record] = []
    windows: list[int] = []
    for number in range(1, chance.randint(1, MOST) + 1):
        copied = windows and chance.random() < 1 / 3
        windows.append(chance.choice(windows) if copied else chance.randrange(max(1, paragraphs - 1)))
        outlet = chance.choice(OUTLETS)
        published = date.fromisoformat(whole.document.published or "") + timedelta(chance.randrange(2))
        told = _cut(whole, windows[-1])
        url = f"https://{outlet.lower().replace(' ', '-')}.example/{name}-{number}"
        more = {"id": f"{name}-{number}", "outlet": outlet, "url": url, "published": published.isoformat()}
        found.append(replace(told, document=replace(told.document, **more)))
    return found


def _renamed(base: Record, chance: random.Random) -> Record:
    """A report of other states, people, numbers and dates."""
    pair, more = chance.randrange(PAIRS), chance.randint(1, 40)
    first = pair % len(STATES)
    chosen = list(dict.fromkeys((first + n) % len(STATES) for n in (0, 1 + 2 * (pair // len(STATES)), 7, 12, 15, 18)))
    countries = [code for code, _ in Counter(a.country for a in base.actors if a.country).most_common()]
    state_of = dict(zip(countries, chosen, strict=False))
    words: dict[str, str] = {}
    for code, state in state_of.items():
        words |= {form: STATES[state][kind] for form, kind in _forms().get(code, ())}
    for actor in base.actors:
        if actor.kind is Kind.PERSON and actor.country in state_of:
            name = full_name(state_of[actor.country], sum(map(ord, actor.name)) % ROLES)
            words |= {actor.name: name, actor.name.split()[-1]: name.split()[-1]}
    published = base.document.published or ""
    days = (FIRST - date.fromisoformat(published)).days + chance.randrange(DAYS)
    codes = {code: STATES[state][3] for code, state in state_of.items()}
    return renamed_record(Renaming(words, days, lambda n: n + more), codes, base)


@cache
def _forms() -> dict[str, list[tuple[str, int]]]:
    """The words for each state, and whether they are a name, an adjective or a place of it."""
    found: dict[str, list[tuple[str, int]]] = {}
    for form, code, kind, *_ in rows("countries.tsv"):
        found.setdefault(code, []).append((form, {"name": 0, "adjective": 1, "demonym": 1}.get(kind, 2)))
    return found


def _cut(record: Record, paragraph: int) -> Record:
    """The title and the paragraphs from one on, and what is read in them."""
    text = record.document.text
    title, *rest = text.split("\n\n")
    start = len(title) + sum(len(part) + 2 for part in rest[:paragraph])
    kept: list[str] = []
    while len(kept) < len(rest) - paragraph and sum(len(part.split()) for part in kept) < WORDS:
        kept.append(rest[paragraph + len(kept)])
    shorter = "\n\n".join([title, *kept])
    by, end = start - len(title), start + len(shorter) - len(title)

    def moved(span: Span | None) -> Span | None:
        if span is None or span.end <= len(title):
            return span
        return Span(span.start - by, span.end - by) if start <= span.start and span.end <= end else None

    def all_of(spans: Sequence[Span]) -> tuple[Span, ...]:
        return tuple(sorted({span for span in map(moved, spans) if span}))

    actors = [replace(a, mentions=all_of(a.mentions)) for a in record.actors]
    there = {a.id for a in actors if a.mentions}
    events = [_event(replace(e, mentions=all_of(e.mentions)), there) for e in record.events]
    said = [_statement(replace(s, cue=moved(s.cue), content=moved(s.content)), there) for s in record.statements]
    rows_left = {e.id for e in events if e.mentions} | {s.id for s in said if s.cue or s.content}
    said = [replace(s, replies_to=s.replies_to if s.replies_to in rows_left else None) for s in said]
    return Record(
        replace(record.document, text=shorter),
        tuple(a for a in actors if a.id in there),
        tuple(e for e in events if e.id in rows_left),
        tuple(s for s in said if s.id in rows_left),
    )


def _event(event: Event, there: set[str]) -> Event:
    sides = [tuple(i for i in side if i in there) for side in (event.sources, event.targets)]
    initiator = event.initiator if event.initiator in there else None
    return replace(event, sources=sides[0], targets=sides[1], initiator=initiator)


def _statement(said: Statement, there: set[str]) -> Statement:
    return replace(
        said,
        speaker=said.speaker if said.speaker in there else None,
        target=said.target if said.target in there else None,
    )
