"""Accounts of one happening side by side: what each says, and what each leaves out."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from onrecord.ask.contacts import parties
from onrecord.ask.protocol import View
from onrecord.ask.reports import Passage, Reports
from onrecord.errors import UsageError
from onrecord.merged import Account, MergedClaim, MergedEvent, Sort, Standing
from onrecord.record import RECIPROCAL, Act, Event, Statement
from onrecord.wording import date_words, figure_words


class Agreement(StrEnum):
    """How accounts stand to each other on one point."""

    SAME = "same"  # two or more say it, none says otherwise
    VARIES = "varies"  # in other words, or less exactly, without contradiction
    CONFLICT = "conflict"
    ALONE = "alone"  # one says it, the others leave it out


@dataclass(frozen=True, slots=True)
class Column:
    """An account that is compared; `copies` are other reports of the same origin."""

    document: str
    outlet: str
    published: str | None
    title: str | None
    origin: str
    copies: int


@dataclass(frozen=True, slots=True)
class Point:
    """What one account says on one point; None as `value` where it leaves it out.

    `field` is a field of the event, or "statement"; `subject` tells apart points of one field: what a figure counts,
    who made a statement. `act` and `id` are the merged claim's, for a statement.
    """

    field: str
    subject: str
    agreement: Agreement
    document: str
    outlet: str
    value: str | None
    passages: tuple[Passage, ...]
    act: Act | None
    id: str | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Points of a merged event, each with a row for every account, in the order of `accounts`."""

    event: MergedEvent
    accounts: tuple[Column, ...]
    rows: tuple[Point, ...]


def compare(view: View, event: str, documents: Sequence[str] | None = None) -> Comparison:
    """The accounts of an event field by field, with the statements of those who took part.

    `documents` are keys or ids of reports; without them it is the earliest article of each origin, in its latest
    version. Raises UsageError where the event or a document is not in the record, or a document does not tell of it.
    """
    merged, reports = view.event(event), Reports(view)
    accounts = _chosen(view, reports, merged, documents)
    groups = [*_fields(reports, accounts), *_statements(view, reports, merged, accounts)]
    contested = {str(conflict.field) for conflict in merged.conflicts}
    return Comparison(
        merged,
        tuple(_column(reports, merged, account) for account in accounts),
        tuple(point for group in groups for point in _judged(group, contested)),
    )


def _chosen(view: View, reports: Reports, event: MergedEvent, documents: Sequence[str] | None) -> list[Account]:
    by_document = {account.document: account for account in event.accounts}
    if documents:
        keys = [view.document(words) for words in documents]
        for words, key in zip(documents, keys, strict=True):
            if key not in by_document:
                raise UsageError(f"{words} does not tell of {event.id}; onrecord coverage lists the reports that do")
        return [by_document[key] for key in dict.fromkeys(keys)]
    first: dict[str, Account] = {}
    spoken = [account for account in event.accounts if account.standing is not Standing.SUPERSEDED]
    for account in sorted(spoken, key=lambda a: (reports.source(a.document).published or "9999", a.document)):
        first.setdefault(reports.source(account.document).origin, account)
    return list(first.values())


def _column(reports: Reports, event: MergedEvent, account: Account) -> Column:
    source = reports.source(account.document)
    sources = (reports.source(a.document) for a in event.accounts)
    same = len({s.article for s in sources if s.origin == source.origin and s.article != source.article})
    outlet = reports.outlet(account.document)
    return Column(source.document, outlet, source.published, source.title, source.origin, same)


def _fields(reports: Reports, accounts: list[Account]) -> Iterator[list[Point]]:
    """The points of the event itself that any account speaks of."""

    def group(field: str, subject: str, value: Callable[[Account], str | None]) -> list[Point]:
        return [_point(reports, field, subject, account.document, value(account)) for account in accounts]

    groups = [group(field, "", _reader(reports, read)) for field, read in _READ.items()]
    counted = dict.fromkeys(f.what for account in accounts for e in account.events for f in e.figures)
    groups += [group("figures", what, _counter(what)) for what in counted]
    for at, points in enumerate(groups):
        if any(point.value for point in points):
            yield [_with_telling(reports, p, a) for p, a in zip(points, accounts, strict=True)] if at == 0 else points


def _with_telling(reports: Reports, point: Point, account: Account) -> Point:
    found = [p for e in account.events for p in reports.passages(account.document, e.id, e.mentions)]
    return replace(point, passages=tuple({(p.start, p.end): p for p in found}.values()))


def _reader(
    reports: Reports, read: Callable[[Event, Callable[[str], str]], Sequence[str]]
) -> Callable[[Account], str | None]:
    def value(account: Account) -> str | None:
        def name(actor: str) -> str:
            found = reports.actor(account.document, actor)
            return found.name if found else actor

        return ", ".join(dict.fromkeys(words for e in account.events for words in read(e, name))) or None

    return value


def _counter(what: str) -> Callable[[Account], str | None]:
    def value(account: Account) -> str | None:
        found = [figure_words(f) for e in account.events for f in e.figures if f.what == what]
        return ", ".join(dict.fromkeys(found)) or None

    return value


def _who(event: Event, name: Callable[[str], str]) -> list[str]:
    """Of a contact everybody by name, in whatever order the account has them; else who acts, and on whom."""
    sources, targets = [name(i) for i in event.sources], [name(i) for i in event.targets]
    if event.type in RECIPROCAL:
        return sorted({*sources, *targets})
    sides = [", ".join(side) for side in (sources, targets)]
    return [" → ".join(side or "?" for side in sides)] if targets else [*sources]


# fmt: off
_READ: dict[str, Callable[[Event, Callable[[str], str]], Sequence[str]]] = {
    "what": lambda e, _: [f"{e.type} {e.mode or e.medium or ''}".strip()],
    "status": lambda e, _: [e.status],
    "date": lambda e, _: [date_words(e.date)] if e.date else [],
    "place": lambda e, _: [e.place] if e.place else [],
    "participants": _who,
    "initiator": lambda e, name: [name(e.initiator)] if e.initiator else [],
    "first since": lambda e, _: [e.first_since] if e.first_since else [],
}
# fmt: on


def _statements(view: View, reports: Reports, event: MergedEvent, accounts: list[Account]) -> Iterator[list[Point]]:
    """What those who took part said in the accounts, or others of the happening: a group for each claim."""
    states = {party.country for party in parties(event) if party.country}
    carried: dict[str, dict[str, Statement]] = {}
    for account in accounts:
        for statement in reports.record(account.document).statements:
            if statement.content and _concerns(reports, account, statement, states):
                claim = reports.merged(Sort.CLAIM, account.document, statement.id)
                if claim:
                    carried.setdefault(claim, {})[account.document] = statement
    for claim, statements in carried.items():
        told = view.claim(claim)
        yield [_said(reports, told, account.document, statements) for account in accounts]


def _concerns(reports: Reports, account: Account, statement: Statement, states: set[str]) -> bool:
    speaker = reports.actor(account.document, statement.speaker)
    if speaker and speaker.country and speaker.country in states:
        return True
    content = statement.content
    return any(
        statement.replies_to == event.id or any(content and content.overlaps(m) for m in event.mentions)
        for event in account.events
    )


def _said(reports: Reports, claim: MergedClaim, document: str, statements: Mapping[str, Statement]) -> Point:
    own = statements.get(document)
    speaker = claim.speaker.name if claim.speaker else "(not said)"
    point = replace(_point(reports, "statement", speaker, document, None), act=claim.act, id=claim.id)
    if own is None or own.content is None:
        return point
    passages = reports.passages(document, own.id, [own.content])
    return replace(point, value=own.content.of(reports.text(document)), passages=passages)


def _point(reports: Reports, field: str, subject: str, document: str, value: str | None) -> Point:
    return Point(field, subject, Agreement.ALONE, document, reports.outlet(document), value, (), None, None)


def _judged(group: list[Point], contested: set[str]) -> list[Point]:
    given = [point.value for point in group if point.value]
    if len(given) < 2:
        agreement = Agreement.ALONE
    elif len(set(given)) == 1 or group[0].field == "statement":
        agreement = Agreement.SAME
    else:
        agreement = Agreement.CONFLICT if group[0].field in contested else Agreement.VARIES
    return [replace(point, agreement=agreement) for point in group]
