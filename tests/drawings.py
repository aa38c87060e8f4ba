"""Pictures to look at and to test: few rows and many, hostile words, a day's and twenty years' span."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from markupsafe import Markup
from sample_view import sample

from onrecord.ask.contacts import Contact, contacts
from onrecord.ask.fresh import Count, PairCount
from onrecord.knowledge.table import rows
from onrecord.record import EventType, Medium, Status
from onrecord.web.charts.bars import Bar, bars
from onrecord.web.charts.contacts import timeline
from onrecord.web.charts.matrix import matrix
from onrecord.web.charts.months import multiples
from onrecord.web.charts.network import network
from onrecord.web.charts.opposition import opposition

STATES = [code for code, *_ in rows("states.tsv") if len(code) == 3]
LONGEST = ["COD", "VCT", "BIH", "PRK", "FSM", "CAF", "STP", "ATG"]
HOSTILE = "</text><script>pwned()</script>\"'& \u202epot\u200b"
ARABIC = "رئيس الوزراء"
ONE = contacts(sample().desk, "France", "Russia").rows[0]


def some_contacts(number: int, days: int) -> list[Contact]:
    """So many over so many days, of all shapes; every seventh is only known to have been in a week."""
    found = []
    for n in range(number):
        day = date(2004, 2, 28) + timedelta(days=int(n * days / max(number - 1, 1)))
        end = day + timedelta(days=6 if n % 7 == 6 else 0)
        found.append(
            replace(
                ONE, start=day.isoformat(), end=end.isoformat(), medium=[*Medium, None][n % 5],
                status=list(Status)[n % 4], initiated_by=[None, "a", "b"][n % 3], id=f"E{n:010x}",
            )
        )  # fmt: skip
    return found


def some_pairs(states: int) -> list[PairCount]:
    chosen = [*LONGEST, *(s for s in STATES if s not in LONGEST)][:states]
    return [PairCount(a, b, (i * j) % 7 + 1) for i, a in enumerate(chosen) for j, b in enumerate(chosen[:i])]


def some_months(number: int, types: int = 16) -> list[Count]:
    return [
        Count(f"{2010 + m // 12}-{m % 12 + 1:02}", type_, m * 37 % 1234 + 1)
        for m in range(0, number, 2)
        for type_ in list(EventType)[:types]
    ]


def drawn() -> Iterator[tuple[str, Markup]]:
    for number in (1, 2, 15, 2000):
        yield f"bars {number}", bars([Bar(f"{HOSTILE} name {n}", n * 37 % 1000, "/x?a=1&b=2") for n in range(number)])
    for number, days in ((1, 0), (2, 1), (2, 4), (12, 0), (60, 80), (100, 0), (80, 1100), (2000, 20), (2000, 7300)):
        made = some_contacts(number, days)
        yield f"timeline {number} in {days}", timeline(made, a="France", b=HOSTILE * 5, address=str)
    yield (
        "timeline ages",
        timeline([*some_contacts(4, 7300), replace(ONE, start="0001-01-01")], a="a", b="b", address=str),
    )
    yield "network of a row", network([PairCount(a, b, 1) for a, b in pairwise([*LONGEST, *STATES[-16:]])])
    for states in (2, 5, 14, 63):  # 63: 1,953 pairs
        yield f"matrix {states}", matrix(some_pairs(states), address=lambda a, b: f"/pair/{a}/{b}")
        yield f"network {states}", network(some_pairs(states))
    yield "matrix large", matrix([PairCount("COD", "VCT", 9_999), PairCount("COD", "USA", 123_456)])
    for months in (1, 2, 12, 40, 240, 1000):
        yield f"months {months}", multiples(some_months(months, 16 if months > 2 else 1))
    accused = sample()
    claim = accused.desk.claim(accused.accusation)
    yield "opposition", opposition(claim)
    yield "opposition without denial", opposition(replace(claim, denials=()))
    first = claim.tellings[0]
    assert first.speaker
    named = [replace(first.speaker, name=f"{name} {n} {'long ' * 20}") for n in range(5) for name in (HOSTILE, ARABIC)]
    many = [replace(first, speaker=speaker, document=f"{n}") for speaker in named for n in range(300)][:2000]
    yield "opposition of many", opposition(replace(claim, tellings=tuple(many), denials=tuple(many[::-1])))


PICTURES = list(drawn())
