"""Tenures told by several sources, brought to one row each."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from onrecord.knowledge.offices import Office

# Offices of one class that are not one office: an envoy here and an envoy there.
MANY = {"ambassador", "spokesperson", "other", "un-envoy", "special-envoy", "minister", "deputy-foreign"}
# Offices that one person holds at a time.
SINGLE = {"head-of-state", "head-of-government", "foreign", "defence", "interior", "finance", "justice"}
FAR = date(2100, 1, 1)


@dataclass(frozen=True, slots=True)
class Row:
    """One tenure. Dates are ISO, cut to the precision known; `as_of` is set where the end is not known.

    `rank` is that of the source: 0 lists of years, 1 Wikidata, 2 registers of a state, 3 and 4 by hand.
    """

    person: str
    country: str
    office: Office
    start: str
    end: str
    as_of: str
    basis: str
    rank: int

    @property
    def first(self) -> date:
        """The first day that `start` may mean."""
        return _first_day(self.start) if self.start else date(1900, 1, 1)

    @property
    def horizon(self) -> date:
        """The last day of which the row tells."""
        text = self.end or self.as_of
        return _first_day(text) + timedelta(days={4: 365, 7: 30}.get(len(text), 0)) if text else FAR


def merged(rows: list[Row]) -> Iterator[Row]:
    """Rows of one person in one office whose times touch become one; the better source gives the office's name."""
    groups: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in rows:
        office = row.office.office_class
        told_apart = office in MANY or office.startswith("regional-")
        groups[row.person, row.country, office + (row.office.label if told_apart else "")].append(row)
    for key in sorted(groups):
        first, *others = sorted(groups[key], key=lambda r: (r.start[:4], -r.rank, r.start, r.end, r.office.label))
        current = first
        for row in others:
            if current.horizon >= row.first - timedelta(days=31):
                current = _joined(current, row)
            else:
                yield current
                current = row
        yield current


def closed(rows: list[Row]) -> Iterator[Row]:
    """In an office that one person holds at a time, a row without an end ends where a better-sourced one begins."""
    seats: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        seats[row.country, row.office.office_class].append(row)
    for (_, office_class), seat in seats.items():
        seat.sort(key=lambda r: (r.start, r.person, r.office.label))
        if office_class not in SINGLE:
            yield from seat
            continue
        for row, following in pairwise([*seat, seat[-1]]):
            open_ended = not row.end and following.start > row.start and following.person != row.person
            better = following.rank >= 3 or (following.start < row.as_of and following.rank >= row.rank)
            if open_ended and better:
                yield replace(row, end=following.start, as_of="", basis=f"{row.basis}+")
            else:
                yield row


def _joined(a: Row, b: Row) -> Row:
    """One tenure of two rows, `a` beginning no later than `b`: the more exact start, and the later end."""
    best = max(a, b, key=lambda r: r.rank)
    start = a.start if a.start[:4] < b.start[:4] else max(a.start, b.start, key=lambda d: (len(d), d == best.start))
    worse = b if best is a else a
    if best.rank > worse.rank and best.rank >= 2 and (a.start[:4] == b.start[:4] or worse.first < best.horizon < FAR):
        end = best.end  # one tenure told twice: the better source knows
    elif a.end and b.end:
        end = max(a.end, b.end, key=lambda d: (d[:4], len(d), d))
    else:
        ended, opened = (a, b) if a.end else (b, a)
        end = ended.end if ended.end and opened.as_of and ended.horizon >= _first_day(opened.as_of) else ""
    return replace(best, start=start, end=end, as_of="" if end else max(a.as_of, b.as_of))


def _first_day(text: str) -> date:
    year, month, day = ([int(part) for part in text.split("-")] + [1, 1])[:3]
    return date(year, month, day)
