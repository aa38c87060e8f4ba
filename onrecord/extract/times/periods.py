"""Calendar periods: a first and a last day, and how fine the wording was.

Conventions (the contract's): a week runs Monday to Sunday; "early April" is the whole month; seasons are
the meteorological ones of the northern hemisphere.
"""

from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import Literal, Self

from onrecord.record import Dates

Granularity = Literal[
    "day", "weekend", "week", "month", "quarter", "season", "half", "year", "decade", "century", "range"
]
Unit = Literal["day", "week", "month", "year", "decade"]
Way = Literal["past", "future", "nearest", "before", "after", "last", "next"]

SEASON_STARTS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}


@dataclass(frozen=True, slots=True)
class Period:
    """Days `first` to `last`, both included."""

    first: date
    last: date
    granularity: Granularity

    @property
    def dates(self) -> Dates:
        """ISO first and last day."""
        return Dates(self.first.isoformat(), self.last.isoformat())

    @property
    def days(self) -> int:
        """How many."""
        return (self.last - self.first).days + 1

    def until(self, other: Self) -> Self | None:
        """From the start of this to the end of the other, None if that runs backwards."""
        return type(self)(self.first, other.last, "range") if self.first <= other.last else None


def day(d: date) -> Period:
    """One day."""
    return Period(d, d, "day")


def week(d: date) -> Period:
    """The week, Monday to Sunday, that holds `d`."""
    monday = d - timedelta(days=d.weekday())
    return Period(monday, monday + timedelta(days=6), "week")


def weekend(d: date) -> Period:
    """Saturday and Sunday of the week that holds `d`."""
    saturday = d + timedelta(days=5 - d.weekday())
    return Period(saturday, saturday + timedelta(days=1), "weekend")


def months(year: int, month: int, count: int, granularity: Granularity) -> Period:
    """`count` whole months from `month` on; `month` may lie outside 1..12. ValueError outside years 1..9999."""
    return Period(_first_of(year, month), _first_of(year, month + count) - timedelta(days=1), granularity)


def month(year: int, number: int) -> Period:
    """A calendar month."""
    return months(year, number, 1, "month")


def years(year: int, count: int = 1, granularity: Granularity = "year") -> Period:
    """`count` whole years from `year` on."""
    return months(year, 1, 12 * count, granularity)


def season(year: int, name: str) -> Period:
    """Three months; a winter starts in `year` and ends in the next."""
    return months(year, SEASON_STARTS[name], 3, "season")


def shift(d: date, unit: Unit, count: int) -> date:
    """`d` moved by calendar units; 31 January plus a month is the last day of February."""
    if unit in ("day", "week"):
        return d + timedelta(days=count * (7 if unit == "week" else 1))
    by = count * {"month": 1, "year": 12, "decade": 120}[unit]
    start, end = _first_of(d.year, d.month + by), _first_of(d.year, d.month + by + 1)
    return min(start + timedelta(days=d.day - 1), end - timedelta(days=1))


def around(d: date, unit: Unit) -> Period:
    """The calendar unit that holds `d`."""
    match unit:
        case "day":
            return day(d)
        case "week":
            return week(d)
        case "month":
            return month(d.year, d.month)
        case "year":
            return years(d.year)
        case "decade":
            return years(d.year - d.year % 10, 10, "decade")


def weekday_near(weekday: int, anchor: date, way: Way) -> date:
    """The weekday nearest to `anchor`.

    "before" and "after" leave out the day itself, "last" and "next" its neighbour too: nobody says "last Thursday" on
    a Friday and means yesterday.
    """
    back = (anchor.weekday() - weekday) % 7
    ahead = -back % 7
    match way:
        case "past":
            days = -back
        case "future":
            days = ahead
        case "nearest":
            days = -back if back <= ahead else ahead
        case "before":
            days = -(back or 7)
        case "after":
            days = ahead or 7
        case "last":
            days = -back if back > 1 else -back - 7
        case "next":
            days = ahead if ahead > 1 else ahead + 7
    return anchor + timedelta(days=days)


def easter(year: int) -> date:
    """Western Easter Sunday (the anonymous Gregorian computus, Nature, 20 April 1876)."""
    a, b, c = year % 19, year // 100, year % 100
    g = (8 * b + 13) // 25
    h = (19 * a + b - b // 4 - g + 15) % 30
    m = (a + 11 * h) // 319
    r = (2 * (b % 4) + 2 * (c // 4) - c % 4 - h + m + 32) % 7
    n = (h - m + r + 90) // 25
    return date(year, n, (h - m + r + n + 19) % 32)


def _first_of(year: int, month: int) -> date:
    extra, index = divmod(month - 1, 12)
    if not MINYEAR <= year + extra <= MAXYEAR:
        raise ValueError(f"year {year + extra} is outside the calendar")
    return date(year + extra, index + 1, 1)
