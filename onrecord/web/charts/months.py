"""Month by month, a small picture for each type of event; as many stand side by side as there is room for."""

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from onrecord.ask.fresh import Count
from onrecord.record import EventType
from onrecord.web import words
from onrecord.web.charts.dates import Period, periods
from onrecord.web.charts.drawing import line, picture, rect, text
from onrecord.web.charts.letters import wide

_WIDTH, _HEIGHT = 290, 112  # of the picture of one type
_LEFT, _TOP, _LOW = 4, 36, 22  # room around its bars
_PERIODS = 36  # more months than these are put together to quarters, more quarters to years
_BROAD = 26.0  # the broadest bar
_ONE_SCALE = 20  # with a higher bar than that, what is rare would not be seen on one scale


def multiples(rows: Sequence[Count]) -> Markup:
    """A picture of each type that occurs, the most frequent first; every month from first to last has its place.

    Where there are many months a bar stands for a quarter or a year. Nothing where there is no row.
    """
    rows = [row for row in rows if row.count]
    if not rows:
        return Markup("")
    first, last = (date.fromisoformat(f"{of(row.month for row in rows)}-01") for of in (min, max))
    spans = periods(first, last, _PERIODS, days=False)
    index = {month: n for n, span in enumerate(spans) for month in _months(span)}
    counts: dict[EventType, list[int]] = {}
    for row in rows:
        if row.month in index:
            counts.setdefault(row.type, [0] * len(spans))[index[row.month]] += row.count
    most = max(max(found) for found in counts.values())
    types = sorted(counts, key=lambda t: (-sum(counts[t]), t))
    if most <= _ONE_SCALE:
        tops, scale = [most] * len(types), "All have one scale"
    else:
        tops, scale = [max(counts[t]) for t in types], "Each has a scale of its own"
    pictures = [
        _small(type_, list(zip(spans, counts[type_], strict=True)), top) for type_, top in zip(types, tops, strict=True)
    ]
    by = {4: "year", 7: "month"}.get(len(spans[0].name), "quarter")
    note = f"A bar is a {by}. {scale}; the number is the highest bar’s."
    return Markup("{}<figcaption>{}</figcaption>").format(Markup("").join(pictures), note)


def _small(type_: EventType, counts: list[tuple[Period, int]], top: int) -> Markup:
    """One type: its name and number, its bars, the number on the highest, the first and the last period."""
    room = _HEIGHT - _TOP - _LOW
    step = min((_WIDTH - 2 * _LEFT) / len(counts), _BROAD)
    floor = _TOP + room
    total, name = sum(count for _, count in counts), words.TYPES[type_]
    parts = [text(_LEFT, 14, f"{name}: {total:,}", kind="head", room=_WIDTH - 2 * _LEFT)]
    parts.append(line(_LEFT, floor, _WIDTH - _LEFT, floor, "axis"))
    highest = max(range(len(counts)), key=lambda n: (counts[n][1], -n))
    for n, (span, count) in enumerate(counts):
        if count:
            high, at = max(1.5, count / top * room), _LEFT + n * step
            parts.append(rect(at + step * 0.1, floor - high, step * 0.8, high, "bar", f"{span.name}: {count:,}"))
            if n == highest:
                half = wide(f"{count:,}") / 2
                middle = min(max(at + step / 2, half), _WIDTH - half)
                parts.append(text(middle, floor - high - 4, f"{count:,}", kind="small", anchor="middle"))
    (first, _), (last, _) = counts[0], counts[-1]
    parts.append(text(_LEFT, floor + 14, first.name, kind="small"))
    # Under a few bars there is no room for two names.
    if step * len(counts) > 130:
        parts.append(text(_LEFT + step * len(counts), floor + 14, last.name, kind="small", anchor="end"))
    elif len(counts) > 1:
        parts.append(text(_LEFT + 62, floor + 14, f"to {last.name}", kind="small"))
    said = f"From {first.name} to {last.name}; the most are {counts[highest][1]:,} in {counts[highest][0].name}."
    return picture(_WIDTH, _HEIGHT, f"{name.capitalize()}: {words.plural(total, 'event')}", parts, said)


def _months(span: Period) -> list[str]:
    """The months that a period holds, such as "2024-04"."""
    at, end = span.start.year * 12 + span.start.month - 1, span.end.year * 12 + span.end.month - 1
    return [f"{n // 12:04}-{n % 12 + 1:02}" for n in range(at, end + 1)]
