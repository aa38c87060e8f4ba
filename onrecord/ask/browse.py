"""Events or claims by any of their properties, counted by each, a page at a time."""

import re
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
_SHOWN, _UNFOLDED = 8, 200  # values of a facet, besides those chosen; and of one that is unfolded
_FACETS = {
    Sort.EVENT: ("type", "status", "medium", "country", "pair", "outlet", "month"),
    Sort.CLAIM: ("act", "evidence", "denied", "country", "pair", "outlet", "month"),
}
_UNCOUNTED = {Sort.EVENT: ("actor", "by", "to"), Sort.CLAIM: ("actor",)}  # looked for, but no facet
_KNOWN: dict[str, type[StrEnum]] = {
    "type": EventType,
    "status": Status,
    "medium": Medium,
    "act": Act,
    "evidence": Evidence,
}
_PAIR = re.compile(r"([A-Z]{3})-([A-Z]{3})")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: of one property any of its values will do, and all properties must fit.

    `country` takes part, or speaks (ISO 3166 alpha-3); `pair` ("FRA-RUS") are two that both take part, or of which one
    speaks about the other; `actor` (an id) takes part, or speaks. Events other than contacts are done `by` a country
    and `to` a country. All of `words` must stand in a report that tells of it; `since` and `until` are ISO dates, ""
    where open. `unfold` names a facet of which more values are listed.
    """

    sort: Sort = Sort.EVENT
    words: str = ""
    country: tuple[str, ...] = ()
    pair: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
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
    unfold: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a facet, and how many of what is shown have it, or would if it were chosen too."""

    value: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A property with its values, the most frequent first, months the latest first; `more` are not listed."""

    name: str
    values: tuple[Value, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Browsed:
    """A page of what was looked for: how many there are in all, and how many have each value.

    Events are without notes.
    """

    wanted: Wanted
    total: int
    pages: int
    rows: tuple[MergedEvent | MergedClaim, ...]
    facets: tuple[Facet, ...] = field(default=())


def browse(view: View, wanted: Wanted, *, of: Callable[[Sort], Catalogue] | None = None) -> Browsed:
    """Events or claims, the latest first, those without a date last.

    `of` gives the view's catalogue of a sort, where it is kept. Raises UsageError for a value that a property cannot
    have, or a page that there is not.
    """
    _check(wanted)
    found = (of or cache(lambda sort: catalogue(view, sort)))(wanted.sort)
    base = found.dated(wanted.since, wanted.until)
    for name in _UNCOUNTED[wanted.sort]:
        base &= _chosen(found, name, getattr(wanted, name))
    if wanted.words:
        base &= found.columns["report"].any_of(view.holding(wanted.words), len(base))
    masks = {name: _chosen(found, name, _values(wanted, name)) for name in _FACETS[wanted.sort]}
    mask = base & np.logical_and.reduce(list(masks.values()))
    total = int(mask.sum())
    pages = max(1, -(-total // PAGE))
    if wanted.page > pages:
        raise UsageError(f"there is no page {wanted.page} of {pages}")
    at = _latest_first(found, mask)[(wanted.page - 1) * PAGE : wanted.page * PAGE]
    tell: Callable[[str], MergedEvent | MergedClaim] = view.told if wanted.sort is Sort.EVENT else view.claim
    rows = tuple(tell(found.ids[i]) for i in at)
    return Browsed(wanted, total, pages, rows, tuple(_facets(found, wanted, base, masks)))


def facet_names() -> tuple[str, ...]:
    """Every property of `Wanted` that takes several values."""
    return tuple(f.name for f in fields(Wanted) if f.type == tuple[str, ...])


def pair_of(a: str, b: str) -> str:
    """Two states as a value of `pair`."""
    return "-".join(sorted((a, b)))


def _latest_first(found: Catalogue, mask: Mask) -> NDArray[np.int64]:
    """The rows of a mask, the latest first, those without a date last; they stand by date."""
    at = np.flatnonzero(mask)
    dated = int(np.searchsorted(found.starts[at], UNDATED))
    return np.concatenate([at[:dated][::-1], at[dated:]])


def _check(wanted: Wanted) -> None:
    for name, kind in _KNOWN.items():
        for value in getattr(wanted, name):
            if value not in set(kind):
                raise UsageError(f"{value[:40]!r} is no {name}; there are {', '.join(kind)}")
    for value in wanted.pair:
        if not _PAIR.fullmatch(value):
            raise UsageError(f"{value[:40]!r} is no pair; give two codes of countries, such as FRA-RUS")


def _values(wanted: Wanted, name: str) -> tuple[str, ...]:
    """What is chosen of a facet, pairs in the order of their codes."""
    chosen: tuple[str, ...] = getattr(wanted, name)
    return tuple(pair_of(*value.split("-")) for value in chosen) if name == "pair" else chosen


def _chosen(found: Catalogue, name: str, values: Sequence[str]) -> Mask:
    """The rows that have one of the chosen values of a facet; all where none is chosen."""
    size = len(found.ids)
    return found.columns[name].any_of(values, size) if values else np.ones(size, dtype=np.bool_)


def _facets(found: Catalogue, wanted: Wanted, base: Mask, masks: dict[str, Mask]) -> Iterator[Facet]:
    for name in masks:
        # Any value of a facet will do, so each is counted as if none were chosen there.
        others = [mask for other, mask in masks.items() if other != name]
        counted = found.columns[name].counted(base & np.logical_and.reduce(others))
        chosen = _values(wanted, name)
        if name == "month":
            counted.sort(reverse=True)
        most = _UNFOLDED if wanted.unfold == name else _SHOWN
        shown = [pair for k, pair in enumerate(counted) if k < most or pair[0] in chosen]
        missing = [(value, 0) for value in dict.fromkeys(chosen) if value not in dict(counted)]
        values = [Value(v, n, v in chosen) for v, n in (*shown, *missing)]
        yield Facet(name, tuple(values), len(counted) - len(shown))
