"""Along time: where dates stand, which of them are named, and the periods that a span falls into."""

from dataclasses import dataclass
from datetime import date, timedelta

_LAST = date.max.year


@dataclass(frozen=True, slots=True)
class Period:
    """A day, month, quarter or year: its name, first and last day."""

    name: str
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Axis:
    """Days from left to right between two places."""

    first: date
    last: date
    left: float
    right: float

    def at(self, day: date) -> float:
        """Where a day stands."""
        share = (day - self.first).days / max((self.last - self.first).days, 1)
        return self.left + share * (self.right - self.left)

    def ticks(self, most: int) -> list[tuple[date, str]]:
        """At most so many days to name, each the first of something: of a week, a month, a year, a decade."""
        long = (self.last - self.first).days + 1
        for step in (1, 2, 7, 14):
            if long <= step * most:
                return [(day, day.isoformat()) for day in _days(self.first, self.last, step)]
        for step in (1, 2, 3, 6):
            if found := _months(self.first, self.last, step, most):
                return [(day, f"{day:%Y-%m}") for day in found]
        for step in (12, 24, 60, 120, 240, 600, 1200, 6000, 12000, 24000):
            if found := _months(self.first, self.last, step, most):
                return [(day, f"{day.year:04}") for day in found]
        return []


def periods(first: date, last: date, most: int, *, days: bool = True) -> list[Period]:
    """From the day, month, quarter or year that holds `first` to the one that holds `last`.

    The shortest that make no more than `most`; of more years than that, the latest. Not days, if so wished.
    """
    if days and (last - first).days < most:
        return [Period(day.isoformat(), day, day) for day in _days(first, last, 1)]
    for step in (1, 3, 12):
        begin, end = _number(first) // step, _number(last) // step
        if end - begin < most:
            break
    return [_period(n * step, step) for n in range(max(begin, end - most + 1), end + 1)]


def _period(number: int, step: int) -> Period:
    start = _month(number)
    end = date.max if start.year == _LAST else _month(number + step) - timedelta(days=1)
    name = {
        1: f"{start.year:04}-{start.month:02}",
        3: f"{start.year:04} Q{start.month // 3 + 1}",
        12: f"{start.year:04}",
    }
    return Period(name[step], start, end)


def _days(first: date, last: date, step: int) -> list[date]:
    """Every so many days; whole weeks begin on Monday."""
    begin = first + timedelta(days=-first.weekday() % 7 if step >= 7 else 0)
    return [begin + timedelta(days=n) for n in range(0, (last - begin).days + 1, step)]


def _months(first: date, last: date, step: int, most: int) -> list[date]:
    """The first days of every so many months, if there are few enough."""
    begin = -(-(_number(first) + (first.day > 1)) // step) * step
    numbers = range(begin, _number(last) + 1, step)
    return [_month(n) for n in numbers] if len(numbers) <= most else []


def _number(day: date) -> int:
    return day.year * 12 + day.month - 1


def _month(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)
