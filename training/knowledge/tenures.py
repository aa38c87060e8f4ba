"""Tenures told by several sources, brought to one row each."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from onrecord.knowledge.fold import fold
from onrecord.knowledge.offices import Office

# Offices of one class that are not one office: an envoy here and an envoy there.
MANY = {
    "ambassador", "spokesperson", "other", "un-envoy", "special-envoy", "minister", "deputy-foreign", "army-chief",
    "deputy-army-chief", "group-leader",
}  # fmt: skip
# Offices that one person holds at a time.
SINGLE = {"head-of-state", "head-of-government", "foreign", "defence", "interior", "finance", "justice"}
# Words of a label that do not tell offices apart.
SMALL = {"the", "of", "for", "and", "acting", "interim"}
FAR = date(2100, 1, 1)
MONTH = timedelta(days=31)
YEAR = timedelta(days=366)
BY_HAND = 4  # the rank of the project's own rows


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
    """Rows of one person in one office whose times touch become one; the better source gives the office's name.

    A tenure written by hand is told whole: it stands in place of what other sources say of that time.
    """
    seats: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in rows:
        seats[row.person, row.country, row.office.office_class].append(row)
    for key in sorted(seats):
        others = [row for row in seats[key] if row.rank < BY_HAND]
        ours = [_exact(row, others) for row in seats[key] if row.rank >= BY_HAND]
        left = [kept for row in others if (kept := _left(row, ours))]
        yield from ours
        yield from _joined_up(left)


def _many(row: Row) -> bool:
    return row.office.office_class in MANY or row.office.office_class.startswith("regional-")


def _plain(row: Row) -> str:
    """The label of an office without the words that sources leave out or write otherwise."""
    words = fold(row.office.label).replace("defense", "defence").split()
    return " ".join("spokes" if word.startswith("spokes") else word for word in words if word not in SMALL)


def _joined_up(rows: list[Row]) -> Iterator[Row]:
    """Rows in order, those joined that are less than a month apart; of two offices, only if they overlap."""
    told: dict[str, list[Row]] = defaultdict(list)
    for row in sorted(rows, key=lambda r: (r.start[:4], -r.rank, r.start, r.end, r.office.label)):
        known = told[_plain(row) if _many(row) else ""]
        if known and known[-1].horizon >= row.first - (MONTH if _plain(known[-1]) == _plain(row) else timedelta(0)):
            known[-1] = _joined(known[-1], row)
        else:
            known.append(row)
    for label in sorted(told):
        yield from told[label]


def _near(a: Row, b: Row) -> bool:
    return a.horizon >= b.first - MONTH and b.horizon >= a.first - MONTH


def _left(row: Row, ours: list[Row]) -> Row | None:
    """What tenures written by hand leave of another source's row: nothing, where they are of one office and meet.

    Of two offices the other source's may be the one held before: then it ended where ours began.
    """
    for of in ours:
        overlap = min(row.horizon, of.horizon) > max(row.first, of.first) + MONTH
        if _plain(row) == _plain(of) and _near(row, of):
            return None
        if _plain(row) != _plain(of) and overlap and row.office.office_class == "army-chief":
            return replace(row, end=of.start, as_of="") if row.first < of.first - MONTH else None
        if overlap and not _many(row):
            return None
    return row


def _exact(row: Row, others: list[Row]) -> Row:
    """A tenure written by hand, with the day of a year or month and the later end where other sources have them."""
    near = [other for other in others if _near(other, row) and (not _many(row) or _plain(other) == _plain(row))]
    starts = [row.start, *(o.start for o in near if row.start and o.start.startswith(row.start))]
    start = min(starts, key=lambda day: (-len(day), day))
    ends = [o.end for o in near if o.end and (o.end.startswith(row.end) if row.end else o.end > row.as_of)]
    end = max([row.end, *ends], key=lambda day: (len(day), day))
    return replace(row, start=start, end=end, as_of="" if end else max([row.as_of, *(o.as_of for o in near)]))


def closed(rows: list[Row]) -> Iterator[Row]:
    """In an office that one person holds at a time, a row without an end ends where a better-sourced one begins."""
    seats: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        seats[row.country, row.office.office_class].append(row)
    for (_, office_class), seat in seats.items():
        seat.sort(key=lambda r: (r.start, r.person, r.office.label))
        for row in seat:
            after = "" if row.end or office_class not in SINGLE else _successors_start(row, seat)
            yield replace(row, end=after, as_of="", basis=f"{row.basis}+") if after else row


def _successors_start(row: Row, seat: list[Row]) -> str:
    """When the next holder took over from one whose end is not told; empty where that is not sure."""
    others = [other for other in seat if other.person != row.person and other.start > row.start]
    for other in others:
        if other.start > row.as_of:
            soon = other.first - row.horizon < YEAR  # else another may have held it between
            return other.start if other.rank >= 3 and soon else ""
        back = other.horizon < _first_day(row.as_of) and not any(
            other.start < third.start and _near(other, third) for third in others
        )
        if not back:  # who only stood in for a while took nothing over
            return other.start if other.rank > row.rank or other.rank == row.rank < 3 else ""
    return ""


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
