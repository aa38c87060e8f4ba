"""Who carried a happening, which reports are independent and which are copies of which."""

from dataclasses import dataclass

from onrecord.ask.protocol import View
from onrecord.ask.reports import Edition, Passage, Reports
from onrecord.merged import Account, MergedEvent, Standing
from onrecord.record import Span


@dataclass(frozen=True, slots=True)
class Shared:
    """Words of a copy that stand in the other report too; offsets into both texts."""

    words: str
    start: int
    end: int
    other_start: int
    other_end: int

    def __str__(self) -> str:
        return f"“{self.words}”"


@dataclass(frozen=True, slots=True)
class Carrier:
    """An article on a happening, by its latest version that tells of it.

    `copies` is the report whose text it shares, None for the earliest of its origin, and `share` how much of its own
    text it has in common with that one, from 0 to 1; `passages` are the sentences in which it tells of the happening.
    `versions` are all of the article's, the earliest first, where there are several; `standing` is "dropped" where the
    latest of them no longer tells of it.
    """

    published: str | None
    outlet: str
    title: str | None
    origin: str
    copies: str | None
    share: float | None
    shared: tuple[Shared, ...]
    passages: tuple[Passage, ...]
    url: str | None
    id: str
    document: str
    standing: Standing
    versions: tuple[Edition, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """The articles on a merged event by origin, in each the earliest first."""

    event: MergedEvent
    outlets: int
    rows: tuple[Carrier, ...]


def coverage(view: View, event: str) -> Coverage:
    """Who carried an event. Raises UsageError where the record holds none of that id."""
    merged, reports = view.event(event), Reports(view)

    def age(account: Account) -> tuple[str, str]:
        return reports.source(account.document).published or "9999", account.document

    groups: dict[str, list[Account]] = {}
    spoken = [account for account in merged.accounts if account.standing is not Standing.SUPERSEDED]
    for account in sorted(spoken, key=age):
        groups.setdefault(reports.source(account.document).origin, []).append(account)
    rows = [_carrier(reports, account, accounts[0].document) for accounts in groups.values() for account in accounts]
    return Coverage(merged, len({row.outlet for row in rows}), tuple(rows))


def _carrier(reports: Reports, account: Account, first: str) -> Carrier:
    document = account.document
    source, text, editions = reports.source(document), reports.text(document), reports.editions(document)
    shared = () if document == first else _shared(reports.text(first), text)
    spans = [mention for event in account.events for mention in event.mentions]
    return Carrier(
        published=source.published,
        outlet=reports.outlet(document),
        title=source.title,
        origin=source.origin,
        copies=None if document == first else first,
        share=None if document == first else round(_covered(shared) / max(len(text), 1), 3),
        shared=shared,
        passages=reports.passages(document, account.events[0].id if account.events else "", spans),
        url=source.url,
        id=source.id,
        document=document,
        standing=account.standing,
        versions=editions if len(editions) > 1 else (),
    )


def _shared(original: str, copy: str) -> tuple[Shared, ...]:
    from onrecord.merge.echoes import shared  # noqa: PLC0415 - brings numpy

    pairs: list[tuple[Span, Span]] = shared(original, copy)
    found = [Shared(here.of(copy), here.start, here.end, there.start, there.end) for there, here in pairs]
    return tuple(sorted(found, key=lambda s: s.start))


def _covered(shared: tuple[Shared, ...]) -> int:
    """Code points of the copy, each counted once."""
    total, reached = 0, 0
    for passage in shared:
        total += max(0, passage.end - max(passage.start, reached))
        reached = max(reached, passage.end)
    return total
