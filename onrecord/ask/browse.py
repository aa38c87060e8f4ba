"""Events or claims by any of their properties, counted by each, a page at a time."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, fields
from enum import StrEnum
from functools import cache

import numpy as np
from numpy.typing import NDArray

from onrecord.ask.catalogue import UNDATED, Catalogue, Mask, catalogue
from onrecord.ask.protocol import View
from onrecord.errors import UsageError
from onrecord.merged import MergedClaim, MergedEvent, Sort
from onrecord.record import Act, EventType, Evidence, Medium, Status

PAGE = 25  # rows on a page
_SHOWN = 12  # values of a facet, besides those chosen
_ALL_OF = "country"  # chosen countries all take part; of other facets any chosen value will do
_FACETS = {
    Sort.EVENT: ("type", "status", "medium", "country", "outlet", "month"),
    Sort.CLAIM: ("act", "evidence", "denied", "country", "outlet", "month"),
}
_KNOWN: dict[str, type[StrEnum]] = {
    "type": EventType,
    "status": Status,
    "medium": Medium,
    "act": Act,
    "evidence": Evidence,
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for. Of `country` (ISO 3166 alpha-3) all must take part, or speak; of the rest any value will do.

    `words` must all stand in a report that tells of it; `since` and `until` are ISO dates, "" where open.
    """

    sort: Sort = Sort.EVENT
    words: str = ""
    country: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    medium: tuple[str, ...] = ()
    act: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    denied: tuple[str, ...] = ()
    outlet: tuple[str, ...] = ()
    month: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a facet, and how many of what is shown have it, or would with it added."""

    value: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A property with its values, the most frequent first; `more` are not listed."""

    name: str
    values: tuple[Value, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Browsed:
    """A page of what was looked for: how many there are in all, and how many have each value."""

    wanted: Wanted
    total: int
    pages: int
    rows: tuple[MergedEvent | MergedClaim, ...]
    facets: tuple[Facet, ...] = field(default=())


def browse(view: View, wanted: Wanted, *, of: Callable[[Sort], Catalogue] | None = None) -> Browsed:
    """Events or claims, the latest first. `of` gives the view's catalogue of a sort, where it is kept.

    Raises UsageError for a value that a property cannot have, or a page that there is not.
    """
    _check(wanted)
    found = (of or cache(lambda sort: catalogue(view, sort)))(wanted.sort)
    base = found.dated(wanted.since, wanted.until)
    if wanted.words:
        base &= found.columns["report"].any_of(sorted(view.holding(wanted.words)), len(base))
    masks = {name: _chosen(found, name, getattr(wanted, name)) for name in _FACETS[wanted.sort]}
    mask = base & np.logical_and.reduce(list(masks.values()))
    total = int(mask.sum())
    pages = max(1, -(-total // PAGE))
    if wanted.page > pages:
        raise UsageError(f"there is no page {wanted.page} of {pages}")
    at = _latest_first(found, mask)[(wanted.page - 1) * PAGE : wanted.page * PAGE]
    tell: Callable[[str], MergedEvent | MergedClaim] = view.event if wanted.sort is Sort.EVENT else view.claim
    rows = tuple(tell(found.ids[i]) for i in at)
    return Browsed(wanted, total, pages, rows, tuple(_facets(found, wanted, base, masks)))


def _latest_first(found: Catalogue, mask: Mask) -> NDArray[np.int64]:
    """The rows of a mask, the latest first, those without a date last; they stand by date."""
    at = np.flatnonzero(mask)
    dated = int(np.searchsorted(found.starts, UNDATED))
    return np.concatenate([at[at < dated][::-1], at[at >= dated]])


def _check(wanted: Wanted) -> None:
    for name, kind in _KNOWN.items():
        for value in getattr(wanted, name):
            if value not in set(kind):
                raise UsageError(f"{value[:40]!r} is no {name}; there are {', '.join(kind)}")


def _chosen(found: Catalogue, name: str, values: Sequence[str]) -> Mask:
    """The rows that have the chosen values of a facet; all where none is chosen."""
    size = len(found.ids)
    if not values:
        return np.ones(size, dtype=np.bool_)
    column = found.columns[name]
    if name == _ALL_OF:
        every: Mask = np.logical_and.reduce([column.any_of([value], size) for value in values])
        return every
    return column.any_of(values, size)


def _facets(found: Catalogue, wanted: Wanted, base: Mask, masks: dict[str, Mask]) -> Iterator[Facet]:
    for name in masks:
        # A value that would be added to others of its facet is counted as if none were chosen there.
        others = [mask for other, mask in masks.items() if other != name or name == _ALL_OF]
        counted = found.columns[name].counted(base & np.logical_and.reduce(others))
        chosen = getattr(wanted, name)
        if name == "month":
            counted.sort(reverse=True)
        shown = [pair for k, pair in enumerate(counted) if k < _SHOWN or pair[0] in chosen]
        missing = [(value, 0) for value in chosen if value not in dict(counted)]
        values = [Value(v, n, v in chosen) for v, n in (*shown, *missing)]
        yield Facet(name, tuple(values), len(counted) - len(shown))


def facet_names() -> tuple[str, ...]:
    """Every property of `Wanted` that takes several values."""
    return tuple(f.name for f in fields(Wanted) if f.type == tuple[str, ...])
