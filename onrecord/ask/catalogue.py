"""Every event or claim of a snapshot by what it is found by, so that any choice of them is counted at once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.ask.protocol import View
from onrecord.ask.reports import outlet_of
from onrecord.merged import Line, Sort
from onrecord.record import Status

_STATUSES = (Status.REPORTED, Status.CLAIMED, Status.UNREALIZED, Status.PLANNED)  # what one report says has happened
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
        pairs = [(numbers.setdefault(v, len(numbers)), row) for row, given in enumerate(values) for v in given]
        codes, rows = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
        return cls(tuple(numbers), codes, rows)

    def any_of(self, values: Sequence[str], size: int) -> Mask:
        """Of `size` rows those that have one of the values."""
        wanted = [code for code, label in enumerate(self.labels) if label in values]
        mask = np.zeros(size, dtype=np.bool_)
        mask[self.rows[np.isin(self.codes, wanted)]] = True
        return mask

    def counted(self, mask: Mask) -> list[tuple[str, int]]:
        """How many of the rows in a mask have each value, the most frequent first."""
        counts = np.bincount(self.codes[mask[self.rows]], minlength=len(self.labels))
        found = [(label, int(n)) for label, n in zip(self.labels, counts, strict=True) if n]
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Merged rows by date and id: `ids`; first and last days as ISO dates, "9999-99-99" for none; their properties."""

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
    outlets = {source.document: outlet_of(source) for source in view.headings()}
    groups = list(_grouped(view.lines(sort)))
    firsts = [lines[0] for lines in groups]
    columns = {
        "type" if sort is Sort.EVENT else "act": Column.of((line.kind,) for line in firsts),
        "country": Column.of([c for c in line.countries.split(",") if c] for line in firsts),
        "month": Column.of([line.start[:7]] if line.start < UNDATED else [] for line in firsts),
        "outlet": Column.of(dict.fromkeys(outlets[line.document] for line in lines) for lines in groups),
        "report": Column.of(dict.fromkeys(line.document for line in lines) for lines in groups),
    }
    if sort is Sort.EVENT:
        columns["status"] = Column.of(_status(lines) for lines in groups)
        columns["medium"] = Column.of(dict.fromkeys(line.medium for line in lines if line.medium) for lines in groups)
    else:
        denied = view.denied_claims()
        columns["evidence"] = Column.of(dict.fromkeys(line.value for line in lines if line.value) for lines in groups)
        columns["denied"] = Column.of(("yes" if line.merged in denied else "no",) for line in firsts)
    days = np.array([(line.start, line.stop) for line in firsts], dtype=np.str_).reshape(-1, 2)
    return Catalogue(tuple(line.merged for line in firsts), days[:, 0], days[:, 1], columns)


def _grouped(lines: Iterator[Line]) -> Iterator[list[Line]]:
    """The lines of each merged row; those of one stand together."""
    group: list[Line] = []
    for line in lines:
        if group and group[0].merged != line.merged:
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _status(lines: Sequence[Line]) -> tuple[str, ...]:
    return (str(min((Status(line.value) for line in lines if line.value), key=_STATUSES.index)),)
