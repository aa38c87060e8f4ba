"""How long something had not happened."""

from datetime import date

import pytest

from onrecord.extract.first_since import FirstSince, first_since
from onrecord.extract.times import find_times
from onrecord.record import Span

PUBLISHED = date(2018, 7, 10)


def read(text: str, published: date | None = PUBLISHED) -> FirstSince | None:
    return first_since(text, Span(0, len(text)), find_times(text, published), published)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It is the first call between the two since October 2016.", "2016-10"),
        ("The visit, the first since 1979, lasted an hour.", "1979"),
        ("The first talks since the war ended in 1953 opened.", "1953"),
        ("The first such capture since the rebels broke out last month.", "2018-06"),
        ("The first call since the shooting of 24 November 2015.", "2015-11"),
        ("The first strike since the war began six years ago.", "2012"),
        ("It is the worst attack in the region since Larnok in 1988.", "1988"),
        ("The first visit on such a level from 2011!", "2011"),
        ("The first such step in eleven years, London said.", "2007"),
        ("It became the first visit for the last two decades.", "1998"),
        ("The first visit in a decade.", "2008"),
        ("It was the first meeting in five months.", "2018-02"),
        ("It is the first time ever that the pact sent troops.", "ever"),
        ("Its first-ever direct attack followed.", "ever"),
        ("She was the first premier ever to set foot there.", "ever"),
    ],
)
def test_value(text: str, value: str) -> None:
    found = read(text)
    assert found is not None
    assert found.value == value
    assert found.span.of(text).lower().startswith(("first", "worst"))


@pytest.mark.parametrize(
    "text",
    [
        "For the first time he spoke of it.",
        "It was not the first meeting since 2011.",
        "At first they had met in 2011.",
        "The first visit in more than a year ended.",
        "The first talks since the dispute began ended.",
        "They have quarrelled since 1979.",
        "The first lady spoke in 2011.",
    ],
)
def test_none(text: str) -> None:
    assert read(text) is None


def test_needs_a_date_to_count_back_from() -> None:
    assert read("The first such step in eleven years.", None) is None


def test_keeps_to_its_sentence() -> None:
    text = "It was the first call. They had not met since 2011."
    assert first_since(text, Span(0, 22), find_times(text, PUBLISHED), PUBLISHED) is None
