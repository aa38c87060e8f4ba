"""Pictures: nothing outside, nothing over something else, words as words, the same bytes again."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from lxml import etree
from markupsafe import Markup
from sample_view import sample

from onrecord.ask.contacts import Contact, contacts
from onrecord.ask.fresh import Count, PairCount
from onrecord.knowledge.table import rows
from onrecord.record import EventType, Medium, Status
from onrecord.web.charts.bars import Bar, bars
from onrecord.web.charts.contacts import timeline
from onrecord.web.charts.matrix import matrix
from onrecord.web.charts.months import between, multiples
from onrecord.web.charts.network import network
from onrecord.web.charts.opposition import opposition

STATES = [code for code, *_ in rows("states.tsv") if len(code) == 3][:40]
HOSTILE = "</text><script>pwned()</script>\"'&"


def some_contacts(number: int, years: float) -> list[Contact]:
    one = contacts(sample().desk, "France", "Russia").rows[0]
    found = []
    for n in range(number):
        day = int(n * years * 365 / max(number - 1, 1))
        date = f"{2004 + day // 365}-{day % 365 // 31 + 1:02}-{day % 365 % 31 % 28 + 1:02}"
        found.append(
            replace(
                one, start=date, end=date, medium=[*Medium, None][n % 5], status=list(Status)[n % 4],
                initiated_by=[None, "a", "b"][n % 3], id=f"E{n:010x}",
            )
        )  # fmt: skip
    return found


def some_pairs(states: int) -> list[PairCount]:
    chosen = STATES[:states]
    return [PairCount(a, b, (i * j) % 7 + 1) for i, a in enumerate(chosen) for j, b in enumerate(chosen[:i])]


def some_months(years: int) -> list[Count]:
    return [
        Count(f"{2010 + m // 12}-{m % 12 + 1:02}", type_, m % 5 + 1)
        for m in range(0, years * 12, 2)
        for type_ in list(EventType)[:9]
    ]


def drawn() -> Iterator[tuple[str, Markup]]:
    yield "bars", bars([Bar(f"{HOSTILE} name {n}", n * 37 % 100) for n in range(15)])
    for number, years in ((1, 0), (2, 0.01), (60, 0.2), (80, 3), (2000, 20)):
        yield f"timeline {number}", timeline(some_contacts(number, years), a="France", b=HOSTILE, address=str)
    for states in (2, 5, 40):
        yield f"matrix {states}", matrix(some_pairs(states))
        yield f"network {states}", network(some_pairs(states))
    for years in (1, 20):
        yield f"months {years}", multiples(some_months(years))
    accused = sample()
    claim = accused.desk.claim(accused.accusation)
    yield "opposition", opposition(claim)
    first = claim.tellings[0]
    assert first.speaker
    named = [replace(first.speaker, name=f"{HOSTILE} {n} {'long ' * 20}") for n in range(9)]
    names = [replace(first, speaker=speaker) for speaker in named]
    yield "opposition of many", opposition(replace(claim, tellings=tuple(names), denials=tuple(names)))


PICTURES = list(drawn())


def parsed(picture: Markup) -> etree._Element:
    return etree.fromstring(str(picture))


@pytest.mark.parametrize(("name", "picture"), PICTURES, ids=[name for name, _ in PICTURES])
def test_words_stay_inside_and_apart(name: str, picture: Markup) -> None:
    root = parsed(picture)
    _, _, width, height = map(float, root.get("viewBox").split())
    boxes = []
    for text in root.iter("text"):
        size = 11 if text.get("class") == "small" else 12
        long = len(text.text or "") * size * 0.5
        x, y = float(text.get("x")), float(text.get("y"))
        left = x - {"start": 0, "middle": long / 2, "end": long}[text.get("text-anchor")]
        boxes.append((left, y - size * 0.8, left + long, y + 2, text.text))
        assert left > -12, (name, text.text)
        assert left + long < width + 12, (name, text.text)
        assert 0 <= y <= height, (name, text.text)
    for n, (left, top, right, bottom, words) in enumerate(boxes):
        for x, y, to_x, to_y, other in boxes[n + 1 :]:
            assert min(right, to_x) - max(left, x) < 4 or min(bottom, to_y) - max(top, y) < 3, (name, words, other)


@pytest.mark.parametrize(("name", "picture"), PICTURES, ids=[name for name, _ in PICTURES])
def test_words_are_words(name: str, picture: Markup) -> None:
    root = parsed(picture)
    assert {e.tag for e in root.iter()} <= {"svg", "title", "desc", "text", "rect", "line", "circle", "polygon", "a"}
    assert not [key for e in root.iter() for key in e.attrib if key.startswith("on") or key == "style"]
    assert root.findtext("title")
    assert len(str(picture)) < 60_000, name


def test_a_picture_is_the_same_again() -> None:
    assert [str(picture) for _, picture in drawn()] == [str(picture) for _, picture in PICTURES]


def test_nothing_to_draw() -> None:
    assert timeline([], a="a", b="b", address=str) == matrix([]) == network([]) == multiples([]) == Markup("")
    assert "svg" in bars([])


def test_how_a_contact_is_drawn() -> None:
    one = some_contacts(1, 0)[0]
    done = timeline([replace(one, medium=Medium.PHONE, status=Status.REPORTED)], a="a", b="b", address=str)
    ruled_out = timeline([replace(one, medium=Medium.IN_PERSON, status=Status.UNREALIZED)], a="a", b="b", address=str)
    assert parsed(done).xpath("//a/circle[@class='done']")
    assert parsed(ruled_out).xpath("//a/rect[@class='open']")
    assert "hollow: planned, or did not take place" in ruled_out
    assert "on the initiative of b" in timeline([replace(one, initiated_by="b")], a="a", b="b", address=str)


def test_every_month_has_its_place() -> None:
    assert between("2023-11", "2024-02") == ["2023-11", "2023-12", "2024-01", "2024-02"]
    picture = multiples([Count("2024-01", EventType.AID, 4), Count("2024-03", EventType.AID, 2)])
    heights = [float(bar.get("height")) for bar in parsed(picture).iter("rect")]
    assert heights[0] == pytest.approx(2 * heights[1])
