"""What holds of the record of any report, whatever the model makes of it."""

from contextlib import suppress

import pytest
from fuzz_targets import Choices, check_document, check_record, imagined
from hypothesis import given
from hypothesis import strategies as st
from tries import few

from onrecord.documents import clean
from onrecord.errors import InputError
from onrecord.reader import Reader
from onrecord.record import Document

WORDS = """the minister of defence French Russian Moscow Paris said that told denied it met spoke with by telephone on
Thursday last week in March 2024 without offering evidence “ ” , . ? - ( ) killed at least 14 people attack first since
October 2022 he his they had no comment according to would rejected accused Ukraine NATO Islamic State claimed behind
Sébastien Lecornu General 3,000 troops"""
REPORTS = st.lists(st.sampled_from([*WORDS.split(), "\n\n"]), min_size=1, max_size=80).map(" ".join)
TEXTS = REPORTS | st.text(max_size=80)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def document(text: str) -> Document:
    return Document("d", None, None, None, "2024-04-04", "user", "en", text)


@few(20)
@given(TEXTS)
def test_rows_point_at_words_and_at_each_other(reader: Reader, text: str) -> None:
    check_record(reader.read(document(text)))


@few(10)
@given(TEXTS)
def test_a_text_is_read_the_same_way_again(reader: Reader, text: str) -> None:
    assert reader.read(document(text)) == reader.read(document(text))


@few(60)
@given(TEXTS, st.binary(max_size=120))
def test_whatever_a_model_sees_rows_point_at_words(text: str, seen: bytes) -> None:
    check_record(imagined(text, Choices(seen)))


@few(60)
@given(TEXTS)
def test_a_clean_document_is_as_it_says(text: str) -> None:
    with suppress(InputError):
        check_document(clean(text))
