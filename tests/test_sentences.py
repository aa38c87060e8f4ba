"""Where sentences end."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.language.sentences import split_sentences


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


@pytest.mark.parametrize(
    "text",
    [
        "The boat sank. | Nobody was hurt.",
        "Is that so? | Yes! | It is.",
        "Mr. Orlu met Gen. Tam and Mrs. Vik. | They spoke for an hour.",
        "J. R. Orlu spoke first. | A. Tam listened.",
        "The U.S. Navy sailed on. | The U.K. Foreign Office was told.",
        "He came at 5 p.m. | The talks were over by then.",
        "It was No. 5 on the list. | On Jan. 5 she left.",
        "She waited... | Then she left… | And that was all.",
        "“We will stop.” | He then stopped. | (Nobody saw it.) | She did not.",
        "He cried “Stop!” | Then he ran.",
        "It cost 3.5 million. | 12 people came, by St. John's Road.",
        "See example.org for more. | Or ask at the door.",
        "The report, dated 4.4.2024, is long. | “Too long,” she said.",
        "She spoke in Kyiv. | Она осталась. | Élodie left.",
        "No stop at the end",
        "One line | \n| Another line, of its own | \n\n\n | A third.",
        "It ended at the U.N. | \n| Then they left",
    ],
)
def test_sentences(text: str) -> None:
    expected = [part.strip() for part in text.split("|") if part.strip()]
    assert split(text.replace(" | ", " ").replace("|", "")) == expected


def test_nothing_to_split() -> None:
    assert split_sentences("") == split_sentences(" \n \t\n") == []


def test_white_space_is_left_out_and_offsets_are_into_the_whole_text() -> None:
    text = "\n\n   First here.  \t Second there. \n  Third. "
    assert split(text) == ["First here.", "Second there.", "Third."]
    assert split_sentences(text)[0] == (5, 16)


def test_one_line_of_a_whole_book() -> None:
    sentence = "The envoy said at 5 p.m. on Tuesday that the two sailors had come home. "
    assert split(sentence * 8000) == [sentence.strip()] * 8000  # linear in its length: quadratic would take minutes


WORDS = [
    "Orlu",
    "said",
    "U.S.",
    "Mr.",
    "p.m.",
    "No.",
    "5",
    "3.5",
    "stop.",
    "Stop!”",
    "“Why?",
    "(a",
    "b).",
    "…",
    "\n",
    "é",
]
texts = st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join) | st.text(max_size=120)


@given(texts)
@settings(deadline=None)
def test_sentences_hold_every_letter_once(text: str) -> None:
    spans = split_sentences(text)
    assert [at for span in spans for at in span] == sorted(at for span in spans for at in span)
    assert all(start < end for start, end in spans)
    assert all(text[start:end] == text[start:end].strip() and "\n" not in text[start:end] for start, end in spans)
    assert "".join("".join(part.split()) for part in split(text)) == "".join(text.split())


@given(texts)
@settings(deadline=None)
def test_a_sentence_by_itself_is_one_sentence(text: str) -> None:
    assert all(split(sentence) == [sentence] for sentence in split(text))
