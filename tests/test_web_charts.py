"""Pictures: nothing outside, nothing over something else, words as words, the same bytes again."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from drawings import ARABIC, ONE, PICTURES, drawn, some_contacts, some_pairs
from lxml import etree
from markupsafe import Markup

import onrecord.web
from onrecord.ask.fresh import Count, PairCount
from onrecord.record import EventType, Medium, Status
from onrecord.web.charts.bars import Bar, bars
from onrecord.web.charts.contacts import timeline
from onrecord.web.charts.dates import Axis, periods
from onrecord.web.charts.drawing import text
from onrecord.web.charts.letters import fitted, folded, wide
from onrecord.web.charts.matrix import matrix
from onrecord.web.charts.months import multiples
from onrecord.web.charts.network import network

SVG = {"svg", "title", "desc", "text", "rect", "line", "circle", "polygon", "path", "a"}
EACH = pytest.mark.parametrize("picture", [picture for _, picture in PICTURES], ids=[name for name, _ in PICTURES])
STYLES = Path(onrecord.web.__file__).parent / "static"


def parsed(picture: Markup) -> etree._Element:
    """All that is drawn: a picture, or several and a line under them."""
    return etree.fromstring(f"<figure>{picture}</figure>")


def each(picture: Markup) -> Iterator[tuple[etree._Element, float, float]]:
    """Each picture with its width and height."""
    for svg in parsed(picture).iter("svg"):
        left, top, width, height = map(float, svg.get("viewBox").split())
        assert (left, top, svg.get("width"), svg.get("height")) == (0, 0, f"{width:g}", f"{height:g}")
        yield svg, width, height


def boxes(root: etree._Element) -> Iterator[tuple[float, float, float, float, str]]:
    """Where words stand: left, top, right, bottom."""
    for word in root.iter("text"):
        long = wide(word.text, 12, bold=word.get("class") == "head")
        x, y = float(word.get("x")), float(word.get("y"))
        left = x - {"start": 0, "middle": long / 2, "end": long}[word.get("text-anchor", "start")]
        yield left, y - 9, left + long, y + 3, word.text


@EACH
def test_words_stay_inside_and_apart(picture: Markup) -> None:
    for svg, width, height in each(picture):
        found = sorted(boxes(svg), key=lambda box: box[1])
        for n, (left, top, right, bottom, words) in enumerate(found):
            assert left >= 0, words
            assert right <= width, words
            assert top >= 0, words
            assert bottom <= height, words
            for x, y, to_x, to_y, other in found[n + 1 :]:
                assert min(right, to_x) <= max(left, x) or min(bottom, to_y) <= max(top, y), (words, other)


@EACH
def test_shapes_stay_inside(picture: Markup) -> None:
    keys = ("x", "y", "width", "height", "x1", "x2", "y1", "y2", "cx", "cy")
    for svg, width, height in each(picture):
        for shape in svg.iter("rect", "line", "circle"):
            at = {key: float(shape.get(key, 0)) for key in keys}
            assert min(at.values()) >= 0
            assert max(at["x"] + at["width"], at["x1"], at["x2"], at["cx"]) <= width
            assert max(at["y"] + at["height"], at["y1"], at["y2"], at["cy"]) <= height


def test_marks_stand_apart() -> None:
    for name, picture in PICTURES:
        if name.startswith("timeline"):
            places = [
                (
                    float(m.get("cx") or 0) or float(m.get("x") or 0) + 6,
                    float(m.get("cy") or 0) or float(m.get("y")) + 6,
                )
                for m in parsed(picture).xpath("//a/circle[not(@class='dot')] | //a/rect")
            ]
            for n, (x, y) in enumerate(places):
                assert all(abs(x - to_x) >= 12 or abs(y - to_y) >= 12 for to_x, to_y in places[n + 1 :]), name


@EACH
def test_words_are_words(picture: Markup) -> None:
    root = parsed(picture)
    assert {e.tag for e in root.iter()} <= SVG | {"figure", "figcaption"}
    assert not [key for e in root.iter() for key in e.attrib if key.startswith("on") or key in ("style", "fill")]
    assert all(a.get("href").startswith(("/", "E")) and a.get("aria-label") for a in root.iter("a"))
    for svg, _, _ in each(picture):
        assert svg.findtext("title") == svg.get("aria-label")
        assert svg.get("role") == ("group" if svg.find(".//a") is not None else "img")
    assert "\u202e" not in picture
    assert "\u200b" not in picture
    assert len(str(picture).encode()) < 70_000


def test_a_picture_is_the_same_again() -> None:
    assert [str(picture) for _, picture in drawn()] == [str(picture) for _, picture in PICTURES]


def test_nothing_to_draw() -> None:
    undated = replace(ONE, start=None, end=None)
    assert timeline([], a="a", b="b", address=str) == timeline([undated], a="a", b="b", address=str) == Markup("")
    assert matrix([]) == network([]) == multiples([]) == bars([]) == Markup("")


def one(**changes: Any) -> etree._Element:
    return parsed(timeline([replace(ONE, **changes)], a="Chad", b="Niger", address=str))


def test_how_a_contact_is_drawn() -> None:
    assert one(medium=Medium.PHONE, status=Status.REPORTED).xpath("//a/circle[@class='reported']")
    assert one(medium=Medium.VIDEO, status=Status.PLANNED).xpath("//a/polygon[@class='planned']")
    claimed = one(medium=Medium.IN_PERSON, status=Status.CLAIMED)
    assert claimed.xpath("//a[rect[@class='claimed']]/circle[@class='dot']")
    ruled_out = one(medium=None, status=Status.UNREALIZED)
    assert ruled_out.xpath("//a[polygon]/line[@class='strike']")
    assert "did not happen, or ruled out" in ruled_out.xpath("//text/text()")
    assert "medium not said" in ruled_out.xpath("//text/text()")
    assert one(initiated_by="b").xpath("//text[@class='head']/text()") == ["on the initiative of Niger"]


def test_a_contact_of_a_week_is_as_long_as_that() -> None:
    week = one(start="2024-04-01", end="2024-04-07").xpath("//line[@class='span']")[0]
    day = one(start="2024-04-01", end="2024-04-01")
    assert float(week.get("x2")) - float(week.get("x1")) > 50
    assert not day.xpath("//line[@class='span']")
    assert "2024-04-01" in day.xpath("//text[@class='small']/text()")


def test_many_contacts_are_counted() -> None:
    many = parsed(timeline(some_contacts(2000, 7300), a="a", b="b", address=str))
    numbers = [
        int(t.replace(",", "")) for t in many.xpath("//text/text()") if t.replace(",", "").isdigit() and len(t) < 4
    ]
    assert sum(numbers) == 2000
    assert not many.xpath("//a")
    assert [t for t in many.xpath("//text/text()") if t.startswith("2,000 contacts")]


@pytest.mark.parametrize(
    ("first", "last", "named"),
    [
        ("2024-02-28", "2024-03-01", ["2024-02-28", "2024-02-29", "2024-03-01"]),
        ("2024-03-01", "2024-04-01", ["2024-03-04", "2024-03-11", "2024-03-18", "2024-03-25", "2024-04-01"]),
        ("2023-11-15", "2024-04-02", ["2023-12", "2024-01", "2024-02", "2024-03", "2024-04"]),
        ("2020-02-01", "2023-03-01", ["2020-07", "2021-01", "2021-07", "2022-01", "2022-07", "2023-01"]),
        ("2004-05-01", "2024-04-01", ["2005", "2010", "2015", "2020"]),
    ],
)  # fmt: skip
def test_dates_that_are_named(first: str, last: str, named: list[str]) -> None:
    axis = Axis(date.fromisoformat(first), date.fromisoformat(last), 0, 100)
    ticks = axis.ticks(8)
    assert [name for _, name in ticks] == named
    assert all(0 <= axis.at(day) <= 100 and day.isoformat().startswith(name) for day, name in ticks)


def test_no_span_has_too_many_ticks() -> None:
    for years in (*range(1, 120), 500, 2000, 8000):
        axis = Axis(date(1900 if years < 8000 else 1, 1, 15), date(1900 + min(years, 8000), 1, 14), 0, 100)
        assert 2 <= len(axis.ticks(8)) <= 8, years


def test_periods_hold_every_day_once() -> None:
    for days in (0, 1, 23, 24, 100, 800, 2500, 7300, 40_000):
        first, last = date(1999, 12, 31), date(1999, 12, 31) + timedelta(days=days)
        spans = periods(first, last, 24)
        assert len(spans) <= 24
        assert spans[-1].start <= last <= spans[-1].end
        assert all(b.start - a.end == timedelta(days=1) for a, b in pairwise(spans))
        assert spans[0].start <= first <= spans[0].end or days > 24 * 365
    assert [p.name for p in periods(date(2023, 11, 1), date(2024, 2, 1), 24, days=False)] == [
        "2023-11", "2023-12", "2024-01", "2024-02",
    ]  # fmt: skip
    assert periods(date(9999, 12, 1), date.max, 3, days=False)[-1].end == date.max


def test_every_month_has_its_place() -> None:
    picture = parsed(multiples([Count("2024-01", EventType.AID, 4), Count("2024-03", EventType.AID, 2)]))
    first, third = picture.iter("rect")
    assert float(first.get("height")) == pytest.approx(2 * float(third.get("height")), abs=0.1)
    assert float(third.get("x")) - float(first.get("x")) == pytest.approx(52)
    assert "aid: 6" in picture.xpath("//text/text()")


def test_what_is_rare_is_seen_beside_what_is_frequent() -> None:
    def highest(frequent: int) -> list[float]:
        rows = [Count("2024-01", EventType.CONSULT, frequent), Count("2024-01", EventType.AID, 2)]
        return [float(bar.get("height")) for bar in parsed(multiples(rows)).iter("rect")]

    assert highest(20)[0] == pytest.approx(10 * highest(20)[1])
    assert highest(4000)[0] == highest(4000)[1]
    assert "Each has a scale of its own" in multiples(
        [Count("2024-01", EventType.CONSULT, 4000), Count("2024-01", EventType.AID, 2)]
    )


def test_the_rest_is_named() -> None:
    assert "and 3 more, 9 together" in bars([Bar("x", 3) for _ in range(23)])
    assert "The 12 countries with most contacts, of 63." in matrix(some_pairs(63))
    assert "of 63 countries, 48 of 1,953 pairs." in network(some_pairs(63))


def test_the_network_draws_only_who_is_tied() -> None:
    root = parsed(network([PairCount("FRA", "RUS", 3), PairCount("CHN", "USA", 1)]))
    assert len(root.xpath("//path")) == 2
    assert len(root.xpath("//circle")) == 4
    assert "Russia 3" in root.xpath("//text/text()")


def test_words_are_cut_to_their_room() -> None:
    assert fitted("a name", 100) == "a name"
    cut = fitted("a name that is far too long for its place", 100)
    assert cut.endswith("…")
    assert 80 < wide(cut) <= 100
    assert fitted(ARABIC, 500) == f"\u2068{ARABIC}\u2069"
    assert folded("Defence and Security Council", 110, 2) == ["Defence and", "Security Council"]
    assert folded("one", 100, 2) == ["one"]
    assert "<title>a name that is far too long" in text(0, 0, "a name that is far too long for its place", room=100)


def light_of(colour: str) -> float:
    """Relative luminance, as WCAG defines it."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one_: str, other: str) -> float:
    dark, light = sorted((light_of(one_), light_of(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_colours_can_be_told_from_their_ground(scheme: int) -> None:
    blocks = re.findall(r"svg\.chart \{(.*?)\}", (STYLES / "charts.css").read_text(), re.DOTALL)
    colour = {name: f"#{c * 2 if len(c) == 3 else c}" for name, c in re.findall(r"--c-(\w+): #(\w+)", blocks[scheme])}
    for words, ground in (
        ("ink", "back"),
        ("dim", "back"),
        ("link", "back"),
        ("ink", "1"),
        ("ink", "2"),
        ("on", "3"),
        ("on", "4"),
    ):
        assert contrast(colour[words], colour[ground]) >= 4.5, (words, ground)
    for shape in ("bar", "reported", "claimed", "planned", "not"):
        assert contrast(colour[shape], colour["back"]) >= 3, shape


def test_style_sheets_are_small() -> None:
    assert sum(path.stat().st_size for path in STYLES.glob("*.css")) < 20_000
