"""Every event or claim of a snapshot by what it is found by, so that any choice of them is counted at once."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from onrecord.ask.protocol import View
from onrecord.ask.reports import outlet_of
from onrecord.merged import Outline, Sort
from onrecord.record import RECIPROCAL, EventType

UNDATED = "9999-99-99"
Mask = NDArray[np.bool_]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Column:
    """One property: `labels` of its values; row `rows[k]` has value `codes[k]`, and may have several or none."""

    labels: tuple[str, ...]
    codes: Ints
    rows: Ints

    @classmethod
    def of(cls, values: Iterable[Iterable[str]]) -> "Column":
        """From the values of each row."""
        numbers: dict[str, int] = {}
        codes, rows = [], []
        for row, given in enumerate(values):
            for value in given:
                codes.append(numbers.setdefault(value, len(numbers)))
                rows.append(row)
        return cls(tuple(numbers), np.array(codes, dtype=np.int64), np.array(rows, dtype=np.int64))

    @classmethod
    def single(cls, values: Iterable[str]) -> "Column":
        """From the value of each row, "" for none."""
        return cls.of((value,) if value else () for value in values)

    def any_of(self, values: Collection[str], size: int) -> Mask:
        """Of `size` rows those that have one of the values."""
        wanted = np.fromiter((label in values for label in self.labels), dtype=np.bool_, count=len(self.labels))
        mask = np.zeros(size, dtype=np.bool_)
        mask[self.rows[wanted[self.codes]]] = True
        return mask

    def counted(self, mask: Mask) -> list[tuple[str, int]]:
        """How many of the rows in a mask have each value, the most frequent first."""
        counts = np.bincount(self.codes[mask[self.rows]], minlength=len(self.labels))
        found = [(label, int(n)) for label, n in zip(self.labels, counts, strict=True) if n]
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))


class Columns(Mapping[str, Column]):
    """Columns by name, each made when it is first asked for: most pages need few of them."""

    def __init__(self, makers: Mapping[str, Callable[[], Column]]) -> None:
        self._makers = dict(makers)
        self._made: dict[str, Column] = {}

    def __getitem__(self, name: str) -> Column:
        """A column."""
        if name not in self._made:
            self._made[name] = self._makers[name]()
        return self._made[name]

    def __contains__(self, name: object) -> bool:
        """Whether there is such a column."""
        return name in self._makers

    def __iter__(self) -> Iterator[str]:
        """The names."""
        return iter(self._makers)

    def __len__(self) -> int:
        """How many."""
        return len(self._makers)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Merged rows by date and id: `ids`; first and last days as ISO dates, "9999-99-99" for none; their properties.

    What stands in the columns is what is told of each. Of claims the day is that of the first report.
    """

    ids: tuple[str, ...]
    starts: NDArray[np.str_]
    stops: NDArray[np.str_]
    columns: Mapping[str, Column]

    def dated(self, since: str, until: str) -> Mask:
        """The rows whose days touch a time; "" is open."""
        mask: Mask = np.ones(len(self.ids), dtype=np.bool_)
        if since:
            mask &= self.stops >= since
        if until:
            mask &= self.starts <= until
        return mask & (self.starts < UNDATED) if since or until else mask


def catalogue(view: View, sort: Sort) -> Catalogue:
    """All events, or all claims, of a snapshot."""
    told = list(view.outlines(sort))
    ids = tuple(outline.id for outline in told)
    own = _of_events(told) if sort is Sort.EVENT else _of_claims(told, view.denied_claims())
    makers = own | {
        "month": lambda: Column.single(o.start[:7] if o.start < UNDATED else "" for o in told),
        "report": lambda: _reports(view, sort, ids),
        "outlet": lambda: _outlets(view, columns["report"]),
    }
    columns: Columns = Columns(makers)
    starts, stops = (np.array(days, dtype="U10") for days in ([o.start for o in told], [o.stop for o in told]))
    return Catalogue(ids, starts, stops, columns)


def _of_events(told: list[Outline]) -> dict[str, Callable[[], Column]]:
    return {
        "type": lambda: Column.single(o.kind for o in told),
        "status": lambda: Column.single(o.value for o in told),
        "medium": lambda: Column.single(o.medium for o in told),
        "country": lambda: Column.of(_states(o) for o in told),
        "pair": lambda: Column.of(map("-".join, combinations(_states(o), 2)) for o in told),
        "actor": lambda: Column.of({*_parts(o.who), *_parts(o.whom)} for o in told),
        "by": lambda: Column.of(_doers(o) for o in told),
        "to": lambda: Column.of([] if o.kind in RECIPROCAL else _parts(o.targets) for o in told),
    }


def _of_claims(told: list[Outline], denied: Collection[str]) -> dict[str, Callable[[], Column]]:
    return {
        "act": lambda: Column.single(o.kind for o in told),
        "evidence": lambda: Column.single(o.value for o in told),
        "denied": lambda: Column.single("yes" if o.id in denied else "no" for o in told),
        "country": lambda: Column.of(_parts(o.sources) for o in told),
        "actor": lambda: Column.of(_parts(o.who) for o in told),
        "pair": lambda: Column.of(map("-".join, combinations(_states(o), 2)) for o in told),
    }


def _reports(view: View, sort: Sort, ids: tuple[str, ...]) -> Column:
    """By the reports that tell of them, each as often as it does."""
    at = {id_: row for row, id_ in enumerate(ids)}
    pairs = list(view.tellers(sort))
    numbers: dict[str, int] = {}
    codes = np.array([numbers.setdefault(document, len(numbers)) for _, document in pairs], dtype=np.int64)
    rows = np.array([at[id_] for id_, _ in pairs], dtype=np.int64)
    return Column(tuple(numbers), codes, rows)


def _outlets(view: View, reports: Column) -> Column:
    """By who published the reports, each once."""
    named = {source.document: outlet_of(source) for source in view.headings()}
    labels = tuple(dict.fromkeys(named[document] for document in reports.labels))
    numbers = {label: code for code, label in enumerate(labels)}
    of_report = np.array([numbers[named[document]] for document in reports.labels], dtype=np.int64)
    if not labels:
        return reports
    both = np.unique(reports.rows * len(labels) + of_report[reports.codes])
    return Column(labels, both % len(labels), both // len(labels))


def _states(told: Outline) -> list[str]:
    """Every state on either side, in order."""
    return sorted({*_parts(told.sources), *_parts(told.targets)})


def _doers(told: Outline) -> list[str]:
    """The states that did it: of an agreement all, of a contact none."""
    if told.kind in RECIPROCAL:
        return _states(told) if told.kind == EventType.AGREE else []
    return _parts(told.sources)


def _parts(words: str) -> list[str]:
    """What stands between commas."""
    return [word for word in words.split(",") if word]
