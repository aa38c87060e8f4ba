"""The rows of a report as the index keeps them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.knowledge.fold import fold
from onrecord.merge.lines import dumps
from onrecord.merged import Sort
from onrecord.record import Actor, Event, Record, Statement

NEVER = "9999-99-99"  # sorts what has no date last
LAST = "last"
# "When the two last spoke", but not "last week's call".
_LAST = re.compile(
    r"\blast (?!week|month|year|night|spring|summer|autumn|fall|winter|(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b)(?:\w+ )?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class IndexRow:
    """A row with what it is found by.

    `kind` is a type, act or kind of actor; `start` and `stop` are ISO dates or NEVER. `countries` are ISO codes with a
    comma before and after each. `words` is a claim's content, an actor's folded name, or LAST for an event that the
    report calls the last of its kind.
    """

    sort: Sort
    document: str
    id: str
    published: str
    kind: str
    start: str
    stop: str
    countries: str
    words: str
    body: str


def index_rows(document: str, record: Record) -> Iterator[IndexRow]:
    """Every row of a report, the report itself first."""
    published = record.document.published or NEVER
    yield IndexRow(Sort.ECHO, document, "", published, "", published, published, ",", "", "")
    country, text = {a.id: a.country for a in record.actors}, record.document.text

    def row(sort: Sort, body: Actor | Event | Statement, kind: str, **more: str) -> IndexRow:
        found = {"start": published, "stop": published, "countries": ",", "words": ""} | more
        return IndexRow(sort, document, body.id, published, kind, body=dumps(body), **found)

    for actor in record.actors:
        yield row(Sort.ACTOR, actor, actor.kind, countries=joined([actor.country]), words=fold(actor.name))
    for event in record.events:
        dates = (event.date.start, event.date.end) if event.date else (NEVER, NEVER)
        countries = joined([country.get(i) for i in (*event.sources, *event.targets)])
        last = any(_LAST.search(text, 0, m.start) for m in event.mentions)
        yield row(Sort.EVENT, event, event.type, start=dates[0], stop=dates[1], countries=countries, words=LAST * last)
    for said in record.statements:
        words = said.content.of(text) if said.content else ""
        yield row(Sort.CLAIM, said, said.act, countries=joined([country.get(said.speaker or "")]), words=words)


def joined(countries: list[str | None]) -> str:
    """Codes with a comma before and after each, so that one can be searched for."""
    return "," + "".join(f"{c}," for c in sorted({c for c in countries if c}))
