"""The terminal view: readable at any width, with and without colour, and deaf to what a report may smuggle in."""

import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from onrecord.record import (
    Act,
    Actor,
    Dates,
    Document,
    Event,
    EventType,
    Evidence,
    Figure,
    Kind,
    Medium,
    Notice,
    Record,
    Span,
    Statement,
    Status,
)
from onrecord.view.page import render
from onrecord.view.safe import safe
from onrecord.wording import date_words, figure_words

TEXT = (
    "Ardland and Borland speak by phone\n\n"
    "President Ana Orlu telephoned Premier Bo Tam on Tuesday, the first call since 2019. "
    "She promised “full support” after a blast that killed at least nine people in Corve. "
    "Borland's army said, without offering proof, that Ardland had planned it; Ardland denies this."
)


def span(words: str, nth: int = 1) -> Span:
    at = -1
    for _ in range(nth):
        at = TEXT.index(words, at + 1)
    return Span(at, at + len(words))


def sample() -> Record:
    document = Document(
        "d1", "Ardland and Borland speak by phone", "https://example.org/a", "The Herald", "2024-04-04", "dateline",
        "en", TEXT, (Notice("repeated-title", "The title stood twice."),),
    )  # fmt: skip
    actors = (
        Actor("orlu", "Ana Orlu", Kind.PERSON, "ARD", "GOV", "President", (span("President Ana Orlu"), span("She"))),
        Actor("tam", "Bo Tam", Kind.PERSON, "BOR", "GOV", "Premier", (span("Premier Bo Tam"),), "office holders"),
        Actor("army", "Army of Borland", Kind.ORGANIZATION, "BOR", "MIL", None, (span("Borland's army"),)),
        Actor("ardland", "Ardland", Kind.STATE, "ARD", "GOV", None, (span("Ardland"), span("Ardland", 2))),
        Actor("dead", "nine people", Kind.PEOPLE, None, None, None, (span("nine people"),)),
    )
    events = (
        Event("call", EventType.CONSULT, "phone", ("orlu",), ("tam",), "orlu", Medium.PHONE,
              Dates("2024-04-02", "2024-04-02"), None, Status.REPORTED, (), "2019",
              (span("speak by phone"), span("telephoned"))),
        Event("blast", EventType.ASSAULT, None, (), ("dead",), None, None, Dates("2024-03-01", "2024-03-31"),
              "Corve", Status.CLAIMED, (Figure("killed", 9, None),), None, (span("blast"),)),
    )  # fmt: skip
    statements = (
        Statement("promise", "orlu", Act.PROMISE, "tam", None, span("promised"), span("“full support”"), True, None,
                  None),
        Statement("accuse", "army", Act.ACCUSE, "ardland", "The Herald", span("said"), span("Ardland had planned it"),
                  False, Evidence.NONE_OFFERED, None),
        Statement("deny", "ardland", Act.DENY, None, None, span("denies"), span("this"), False, None, "accuse"),
        Statement("silent", None, Act.SILENCE, None, None, None, None, False, None, None),
    )  # fmt: skip
    return Record(document, actors, events, statements)


def shown(record: Record, width: int = 80, *, colour: bool = False) -> str:
    out = io.StringIO()
    console = Console(
        file=out, width=width, force_terminal=colour, no_color=not colour, color_system="standard" if colour else None
    )
    render(record, console)
    return out.getvalue()


def plain(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("width", [24, 60, 80, 140, 300])
def test_fits_its_width(width: int) -> None:
    for line in shown(sample(), width).splitlines():
        assert cell_len(line) <= width


@pytest.mark.parametrize("width", [60, 80])
def test_says_it_all(width: int) -> None:
    text = plain(shown(sample(), width))
    for words in (
        "The Herald · 2024-04-04 (from the dateline) · en",
        "! The title stood twice. [repeated-title]",
        "CONSULT phone · reported",
        "Ana Orlu and Bo Tam",
        "2024-04-02 · first since 2019 · on the initiative of Ana Orlu",
        "ASSAULT · claimed",
        "(not said) → nine people",
        "2024-03 · in Corve · at least 9 killed",
        "Ana Orlu · promise",
        "about Bo Tam · quoted",
        "Army of Borland · accusation",
        "via The Herald · evidence: none offered · denied by Ardland (s3)",
        "answers s2",
        "(not said) · no comment",
        "Bo Tam (office holders) · Premier",
        "BOR · person · GOV · 1 mention",
    ):
        assert words in text


def test_wide_has_columns() -> None:
    text = shown(sample(), 140)
    assert re.search(r"what +who +when +where +more", text)
    assert re.search(r"e1 +CONSULT phone · reported +Ana Orlu and Bo Tam +2024-04-02", text)


def test_marks_without_colour() -> None:
    text = plain(shown(sample(), 80))
    assert "President Ana Orlu[a1] telephoned[e1] Premier Bo Tam[a2]" in text
    assert "promised ‹“full support”›[s1] after a blast[e2]" in text
    assert "\x1b" not in text


def test_marks_with_colour() -> None:
    text = shown(sample(), 80, colour=True)
    assert "\x1b[1;35mtelephoned\x1b[0m" in text
    assert "‹" not in text


def test_empty_record() -> None:
    text = shown(Record(Document("d", None, None, None, None, None, "en", "Nothing here.")))
    assert "(no title)" in text
    assert "outlet unknown · date unknown" in text
    assert "Nothing was done or said on record." in text


def hostile(words: str) -> Record:
    document = Document("d", words, words, words, "2024-01-01", "user", "en", words, (Notice("x", words),))
    actor = Actor("a", words or "a", Kind.PERSON, None, None, words, (Span(0, len(words)),))
    event = Event("e", EventType.PROTEST, words, ("a",), ("gone",), "a", None, None, words, Status.PLANNED, (), None,
                  (Span(0, 3), Span(2, 5), Span(5, 2), Span(-4, 1), Span(0, 10**6)))  # fmt: skip
    statement = Statement("s", "a", Act.ASSERT, "gone", words, Span(0, 2), Span(1, len(words)), True, None, "nowhere")
    return Record(document, (actor,), (event,), (statement,))


@pytest.mark.parametrize("colour", [True, False])
def test_hostile_text_does_nothing(colour: bool) -> None:
    record = hostile(
        "[bold red]x[/] [link=http://e.org]y[/link] "
        "\x1b]0;pwned\x07\x1b[2J \r\x08 \u202egnp.exe \x9b31m :smile: \ud800z"
    )
    text = shown(record, 80, colour=colour)
    assert "[bold red]x[/]" in text
    assert ":smile:" in text
    assert not re.search(r"[\x00-\x09\x0b-\x1a\x1c-\x1f\x7f-\x9f\u202e\ud800]", text)
    assert not re.sub(r"\x1b\[[\d;]*m", "", text).count("\x1b")
    assert "\x1b" in text if colour else "\x1b" not in text
    text.encode()


@given(st.text(max_size=60), st.integers(10, 130))
def test_any_text_at_any_width(words: str, width: int) -> None:
    text = shown(hostile(words), width)
    assert "\x1b" not in text
    text.encode()


@given(st.text())
def test_safe_keeps_offsets(text: str) -> None:
    assert len(safe(text)) == len(text)
    assert safe(safe(text)) == safe(text)


@pytest.mark.parametrize(
    ("dates", "words"),
    [
        (Dates("2024-04-03", "2024-04-03"), "2024-04-03"),
        (Dates("2024-02-01", "2024-02-29"), "2024-02"),
        (Dates("2024-01-01", "2024-12-31"), "2024"),
        (Dates("2024-04-01", "2024-04-07"), "2024-04-01 to 2024-04-07"),
        (Dates("2024-01-01", "2024-01-28"), "2024-01-01 to 2024-01-28"),
    ],
)
def test_date_words(dates: Dates, words: str) -> None:
    assert date_words(dates) == words


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        (Figure("killed", 144, 144), "144 killed"),
        (Figure("killed", 1440, None), "at least 1,440 killed"),
        (Figure("wounded", 30, 40), "30 to 40 wounded"),
        (Figure("detained", None, 50), "up to 50 detained"),
        (Figure("amount", 300_000_000, 300_000_000), "amount: 300,000,000"),
    ],
)
def test_figure_words(figure: Figure, words: str) -> None:
    assert figure_words(figure) == words
