"""When two reports' events are one happening: what is compared, and what forbids it."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from onrecord.knowledge.fold import fold, sound
from onrecord.language.sentences import split_sentences
from onrecord.merge.weights import reasons
from onrecord.merge.words import containment, content_words
from onrecord.merged import Reason
from onrecord.record import RECIPROCAL, Actor, Event, EventType, Figure, Kind, Medium, Record, Span, Status

TABLE = "event"

# Types that two reports, or two readings, give to one happening.
ALIKE = {
    frozenset((EventType(one), EventType(other)))
    for one, others in {
        "AGREE": "RETREAT CONSULT COOPERATE AID",
        "ASSAULT": "COERCE PROTEST MOBILIZE",
        "COERCE": "SANCTION PROTEST REJECT MOBILIZE",
        "CONSULT": "COOPERATE REQUEST",
        "AID": "SUPPORT COOPERATE",
        "SANCTION": "REJECT ACCUSE",
        "RETREAT": "CONCEDE",
    }.items()
    for other in others.split()
}
WEEK, MONTH, YEAR = 7, 31, 366  # days
FRESH = 3  # days: what a report tells without a date is of the last few
LIKE = 4  # first letters by which spellings of a name agree
SHORT_NAME = 2  # letters; a Chinese given name, rarely a family name
NEVER_APART = 5  # days between the dates that two accounts give of one happening
CONTACTS_APART = 1  # the same of a contact: two ministers speak again after two days, but reports err by one
MAIN = 2  # countries that a report is about
AROUND = 2  # sentences at most that describe a happening


@dataclass(frozen=True, slots=True)
class EventFacts:
    """What tells one happening from another, of one report's event. Days are ordinals of `datetime.date`."""

    type: EventType
    status: Status
    mode: str | None
    medium: Medium | None
    days: tuple[int, int] | None
    published: int | None
    place: str
    figures: tuple[Figure, ...]
    people: frozenset[str]
    named: frozenset[str]  # all persons in the report
    bodies: frozenset[str]
    countries: frozenset[str]
    by: frozenset[str]  # countries of those who did it to others; of a contact none
    to: frozenset[str]
    near: frozenset[str]  # countries of whoever its sentences name, and the report's main ones
    triggers: frozenset[str]
    around: frozenset[str]


def day(iso: str | None) -> int | None:
    """An ISO date as a number of days."""
    return date.fromisoformat(iso).toordinal() if iso else None


def person_key(name: str) -> str:
    """A person's family name, near enough, however it is spelt; "Wang Yi" goes by his first."""
    words = sound(name).split(" ")
    return words[-1] if len(words[-1]) > SHORT_NAME else words[0]


def event_facts(record: Record) -> list[tuple[str, EventFacts]]:
    """The facts of every event of a report, by its id there."""
    sentences = split_sentences(record.document.text)
    told = Counter(a.country for a in record.actors for _ in a.mentions if a.country)
    about = frozenset(c for c, _ in sorted(told.items(), key=lambda item: (-item[1], item[0]))[:MAIN])
    return [(e.id, _facts(record, e, sentences_of(e.mentions, sentences), about)) for e in record.events]


def _facts(record: Record, event: Event, sentences: list[tuple[int, int]], about: frozenset[str]) -> EventFacts:
    actors = {a.id: a for a in record.actors}
    parties = [actors[i] for i in (*event.sources, *event.targets) if i in actors]
    by, to = (
        frozenset(c for i in side if i in actors and (c := actors[i].country) and event.type not in RECIPROCAL)
        for side in (event.sources, event.targets)
    )
    text = record.document.text
    start, end = (day(event.date.start), day(event.date.end)) if event.date else (None, None)
    return EventFacts(
        event.type, event.status, event.mode, event.medium,
        (start, end) if start is not None and end is not None else None,
        day(record.document.published),
        fold(event.place or ""),
        event.figures,
        frozenset(person_key(a.name) for a in parties if a.kind is Kind.PERSON),
        frozenset(person_key(a.name) for a in record.actors if a.kind is Kind.PERSON),
        frozenset(sound(a.name) for a in parties if a.kind in (Kind.ORGANIZATION, Kind.GROUP)),
        frozenset(a.country for a in parties if a.country),
        by, to,
        frozenset(a.country for a in record.actors if a.country and _stands_in(a, sentences)) | about,
        frozenset().union(*(content_words(m.of(text)) for m in event.mentions)),
        frozenset().union(*(content_words(text[a:b]) for a, b in sentences[:AROUND])),
    )  # fmt: skip


def sentences_of(mentions: tuple[Span, ...], sentences: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The sentences in which something stands, in order."""
    return [(a, b) for a, b in sentences if any(a <= m.start < b for m in mentions)]


def _stands_in(actor: Actor, sentences: list[tuple[int, int]]) -> bool:
    return any(a <= m.start < b for m in actor.mentions for a, b in sentences)


def event_keys(facts: EventFacts) -> list[str]:
    """The blocks of an event: each of its parties and its place, by type and week."""
    return [f"{facts.type} {who} {when}" for who in _who_keys(facts) for when in _when_keys(facts)]


def event_lookups(facts: EventFacts) -> list[str]:
    """Where what it is compared with lies: types alike, and the weeks beside its own."""
    types = [t for t in EventType if t is facts.type or frozenset((t, facts.type)) in ALIKE]
    times = {k if k.startswith("y") else str(int(k) + n) for k in _when_keys(facts) for n in (-1, 0, 1)}
    return [f"{t} {who} {when}" for t in types for who in _who_keys(facts) for when in sorted(times)]


def _who_keys(facts: EventFacts) -> list[str]:
    place = {facts.place} if facts.place else set()
    return sorted(facts.people | facts.bodies | facts.countries | facts.near | place)


def _when_keys(facts: EventFacts) -> list[str]:
    """The weeks in which it begins and ends, the years of a wide date, of an undated event the week of the report."""
    if facts.days and facts.days[1] - facts.days[0] > MONTH:
        return [f"y{facts.days[0] // YEAR}"]
    days = facts.days or ((facts.published, facts.published) if facts.published else (0, 0))
    return sorted({str(d // WEEK) for d in days})


def event_forbidden(a: EventFacts, b: EventFacts) -> str | None:
    """Why two events can never be one."""
    if a.type is not b.type and frozenset((a.type, b.type)) not in ALIKE:
        return "types"
    contacts = a.type in RECIPROCAL and b.type in RECIPROCAL
    if a.days and b.days and apart(a.days, b.days) > (CONTACTS_APART if contacts else NEVER_APART):
        return "dates"
    if contacts and not (a.days and b.days) and (x := _fresh(a)) and (y := _fresh(b)) and apart(x, y) > CONTACTS_APART:
        return "days apart"
    if contacts and a.countries - b.countries and b.countries - a.countries:
        return "other counterparts"
    if contacts and _strangers(a, b) and _strangers(b, a):
        return "other people"
    return None


def _fresh(facts: EventFacts) -> tuple[int, int] | None:
    """When a contact was: without a date, in the last days before its report."""
    if facts.days or facts.published is None:
        return facts.days
    return facts.published - FRESH, facts.published


def _strangers(a: EventFacts, b: EventFacts) -> bool:
    """Whether somebody takes part in the one whom the other's report does not name at all."""
    near = {name[:LIKE] for name in b.named}  # a name may be misspelt
    return bool(a.people - b.people) and not any(name[:LIKE] in near for name in a.people - b.people)


def apart(a: tuple[int, int], b: tuple[int, int]) -> int:
    """Days between two intervals, 0 where they overlap."""
    return max(0, a[0] - b[1], b[0] - a[1])


def event_compare(a: EventFacts, b: EventFacts) -> tuple[Reason, ...]:
    """The reasons for and against one happening."""
    return reasons(TABLE, event_features(a, b))


def event_features(a: EventFacts, b: EventFacts) -> dict[str, float]:
    """What is weighed, by name; 0 where a feature does not hold."""
    found: dict[str, float] = {"event": 1.0}
    found["other type"] = float(a.type is not b.type)
    found["same trigger"] = float(bool(a.triggers & b.triggers))
    found["words"] = containment(a.around, b.around)
    found["mode"] = float(bool(a.mode and a.mode == b.mode)) - float(bool(a.mode and b.mode and a.mode != b.mode))
    found["other status"] = float((a.status is Status.REPORTED) != (b.status is Status.REPORTED))
    found |= _when(a, b) | _who(a, b) | _where(a, b) | _how_many(a, b)
    return found


def _when(a: EventFacts, b: EventFacts) -> dict[str, float]:
    if a.days and b.days:
        gap, wide = apart(a.days, b.days), max(a.days[1] - a.days[0], b.days[1] - b.days[0])
        return {
            "same day": float(gap == 0 and wide == 0),
            "dates overlap": float(gap == 0 and 0 < wide <= MONTH),
            "wide dates overlap": float(gap == 0 and wide > MONTH),
            "next day": float(gap == 1),
            "days apart": float(gap > 1),
            "many days apart": float(gap > FRESH),
        }
    known, published = (a.days or b.days), (b.published if a.days else a.published)
    if known and published:
        near = -1 <= published - known[1] <= FRESH and known[1] - known[0] <= MONTH
        return {"undated, fresh": float(near), "undated, old": float(not near)}
    if a.published and b.published:
        near = abs(a.published - b.published) <= FRESH
        return {"both undated, near": float(near), "both undated, far": float(not near)}
    return {}


def _who(a: EventFacts, b: EventFacts) -> dict[str, float]:
    people, countries = a.people & b.people, a.countries & b.countries
    others = bool(a.people - b.people and b.people - a.people)
    return {
        "one person": float(len(people) == 1), "two people": float(len(people) > 1),
        "other people": float(bool(a.people and b.people and not people)),
        "extra people": float(others),
        "one country": float(len(countries) == 1), "two countries": float(len(countries) > 1),
        "other countries": float(bool(a.countries and b.countries and not countries)),
        "extra countries": float(bool(a.countries - b.countries and b.countries - a.countries)),
        "the other way round": float(_reversed(a, b)),
        "bodies": float(bool(a.bodies & b.bodies)),
        "contact of other people": float({a.type, b.type} <= RECIPROCAL and others),
    }  # fmt: skip


def _reversed(a: EventFacts, b: EventFacts) -> bool:
    """Whether who did it in the one suffered it in the other."""
    return bool(a.by and b.by and not a.by & b.by and (a.by & b.to or b.by & a.to))


def _where(a: EventFacts, b: EventFacts) -> dict[str, float]:
    if not a.place or not b.place:
        return {}
    same = a.place == b.place or a.place in b.place or b.place in a.place
    return {"same place": float(same), "other place": float(not same)}


def _how_many(a: EventFacts, b: EventFacts) -> dict[str, float]:
    one_thing = bool({f.what for f in a.figures} & {f.what for f in b.figures})
    same = bool(set(a.figures) & set(b.figures))
    return {"same figure": float(same), "other figure": float(one_thing and not same)}
