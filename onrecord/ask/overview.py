"""What is in a record, in numbers, and what to ask it next."""

from collections import Counter
from dataclasses import dataclass
from itertools import combinations

from onrecord.ask.contacts import HAPPENED
from onrecord.ask.proposals import Question, proposals
from onrecord.ask.protocol import View
from onrecord.ask.reports import outlet_of
from onrecord.knowledge import load
from onrecord.merged import Sort
from onrecord.record import EventType, Status
from onrecord.store import Failure

_PAIRS = 8  # given of the pairs in contact


@dataclass(frozen=True, slots=True)
class Happenings:
    """How many events there are of a type, by status."""

    type: EventType
    reported: int
    claimed: int
    planned: int
    unrealized: int

    @property
    def count(self) -> int:
        """Whatever their status."""
        return self.reported + self.claimed + self.planned + self.unrealized


@dataclass(frozen=True, slots=True)
class Pair:
    """Two states (ISO 3166 alpha-3), and how many contacts between them took place."""

    a: str
    b: str
    contacts: int

    def __str__(self) -> str:
        return " and ".join(load().country_name(state) for state in (self.a, self.b))


@dataclass(frozen=True, slots=True)
class Overview:
    """A record in numbers. `snapshots` counts those up to this one, `origins` the reports that are independent.

    `first` and `last` are the ISO dates between which the reports were published. `contacts` took place; `pairs` are
    the eight most frequent. `failures` are inputs that were not read.
    """

    snapshot: str
    snapshots: int
    reports: int
    origins: int
    outlets: int
    first: str | None
    last: str | None
    events: tuple[Happenings, ...]
    contacts: int
    pairs: tuple[Pair, ...]
    claims: int
    denied: int
    actors: int
    failures: tuple[Failure, ...]
    next: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Number:
    """One number of an overview: of what, and of which of them."""

    what: str
    which: str
    count: int


def overview(view: View) -> Overview:
    """What a record holds, and three questions that it answers."""
    counted = view.tally()
    by_type = Counter[tuple[EventType, Status]]()
    pairs = Counter[tuple[str, str]]()
    for (type_, status, countries), count in counted.items():
        by_type[type_, status] += count
        if type_ is EventType.CONSULT and status in HAPPENED:
            pairs.update(dict.fromkeys(combinations(sorted(countries), 2), count))
    most = sorted(pairs.items(), key=lambda pair: (-pair[1], pair[0]))[:_PAIRS]
    claims, denied = view.count(Sort.CLAIM), view.denied()
    sources = list(view.sources())
    days = [source.published for source in sources if source.published]
    return Overview(
        snapshot=view.snapshot,
        snapshots=view.number,
        reports=len(sources),
        origins=len({source.origin for source in sources}),
        outlets=len({outlet_of(source) for source in sources}),
        first=min(days, default=None),
        last=max(days, default=None),
        events=_by_type(by_type),
        contacts=sum(by_type[EventType.CONSULT, status] for status in HAPPENED),
        pairs=tuple(Pair(a, b, count) for (a, b), count in most),
        claims=claims,
        denied=denied,
        actors=view.count(Sort.ACTOR),
        failures=tuple(view.failures()),
        next=proposals(view, most[0][0] if most else (), denied=bool(denied)),
    )


def numbers(found: Overview) -> tuple[Number, ...]:
    """An overview as a table: each number in a row, and each input that failed."""
    rows = [("snapshots", found.snapshot, found.snapshots)]
    rows += [("reports", "", found.reports), ("origins", "", found.origins), ("outlets", "", found.outlets)]
    rows += [
        ("events", f"{of.type} {status}", count)
        for of in found.events
        for status in Status
        if (count := getattr(of, status))
    ]
    rows += [("contacts", "", found.contacts)]
    rows += [("contacts", f"{pair.a} {pair.b}", pair.contacts) for pair in found.pairs]
    rows += [("claims", "", found.claims), ("claims", "denied", found.denied), ("actors", "", found.actors)]
    rows += [("failures", f"{failure.where}: {failure.what}", 1) for failure in found.failures]
    return tuple(Number(*row) for row in rows)


def _by_type(counted: Counter[tuple[EventType, Status]]) -> tuple[Happenings, ...]:
    found = [
        Happenings(type_, **{status: counted[type_, status] for status in Status})
        for type_ in dict.fromkeys(type_ for type_, _ in counted)
    ]
    return tuple(sorted(found, key=lambda happenings: (-happenings.count, happenings.type)))
