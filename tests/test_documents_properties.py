"""What holds of every text, whatever is in it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.documents import clean
from onrecord.documents.characters import normalise
from onrecord.documents.furniture import strip
from onrecord.errors import InputError, LanguageError

PROSE = [
    "The minister said on Tuesday that the two sailors had been freed and that they were on the way to Halden.",
    "Nobody in Port Ruel would say why the boat had been stopped, and the coastguard did not answer questions.",
    "“We asked for both of them, by name,” she told the reporters who had waited for her at the ministry.",
    "He left without a word to the press.",
    "It was the first call since March, according to the ministry.",
]
TITLES = ["Sailors freed", "Karsia lets two sailors go home", "LIVE: the sailors' case"]
FURNITURE = [
    "Share | Print",
    "Read also: Storm due on Friday",
    "READ MORE",
    "Original Source Link",
    "By Nora Vik",
    "HOME | WORLD | SPORT",
    "© 2024 Halden Courier",
    "Advertisement",
    "We use cookies to make this site work.",
    "Tags: Karsia, fishing",
    "HALDEN, April 2",
    "Five soups for autumn",
    "",
]
pages = st.lists(st.sampled_from(PROSE + TITLES + FURNITURE), min_size=1, max_size=14).map("\n".join)


@given(pages)
@settings(max_examples=300, deadline=None)
def test_prose_survives_in_order(page: str) -> None:
    kept, _ = strip(page)
    prose = [line for line in page.split("\n") if line in PROSE]
    assert [line for line in kept.split("\n") if line in PROSE] == prose


@given(pages)
@settings(max_examples=300, deadline=None)
def test_nothing_is_added(page: str) -> None:
    kept = [line for line in strip(page)[0].split("\n") if line]
    lines = iter(page.split("\n"))
    assert all(any(line == other for other in lines) for line in kept)


@given(pages)
@settings(max_examples=300, deadline=None)
def test_cleaning_twice_is_cleaning_once(page: str) -> None:
    try:
        once = clean(page)
    except InputError:
        return
    assert clean(once.text).text == once.text


@given(st.text(max_size=400))
@settings(max_examples=300, deadline=None)
def test_any_text_with_letters_is_cleaned_or_is_foreign(text: str) -> None:
    try:
        document = clean(text)
    except LanguageError:
        return
    except InputError:
        assert not any(c.isalpha() for c in normalise(text)[0])
        return
    assert clean(document.text).text == document.text
    assert document.text.encode().decode() == document.text
    assert any(c.isalpha() for c in document.text)


@given(st.text())
@settings(max_examples=200, deadline=None)
def test_normalising_settles(text: str) -> None:
    once, _ = normalise(text)
    assert normalise(once) == (once, 0)


@pytest.mark.parametrize(
    "line", ["By " + "Aa " * 100, "share " * 50, "| " * 150, "a  " * 100, "(" * 300, "A" * 150 + "/" * 100]
)
def test_no_line_takes_long(line: str) -> None:
    page = "\n".join([PROSE[0], *[line] * 3000, "x"])
    assert strip(page)[0].count(line.strip()) == 3000
