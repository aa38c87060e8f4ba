"""From text to word-pieces and back."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.language.pieces import WINDOW, Pieces, cut


def words(text: str) -> list[str]:
    pieces = cut(text)
    return [text[start:end] for start, end in zip(pieces.starts, pieces.ends, strict=True)]


def check(text: str, pieces: Pieces) -> None:
    count = len(pieces)
    assert len(pieces.starts) == len(pieces.ends) == len(pieces.first) == len(pieces.sentence) == count
    assert len(pieces.ids) == len(pieces.casing)
    assert all(0 <= start < end <= len(text) for start, end in zip(pieces.starts, pieces.ends, strict=True))
    assert (np.diff(pieces.starts) > 0).all()
    assert (pieces.ends[:-1] <= pieces.starts[1:]).all()
    assert (np.diff(pieces.first) > 0).all()
    assert pieces.first[:1].tolist() == [0][:count]
    assert (np.diff(pieces.sentence) >= 0).all()
    assert set(pieces.casing.tolist()) <= set(range(5))
    assert [n for a, b in pieces.windows for n in range(a, b)] == list(range(len(pieces.ids)))
    assert all(0 < b - a <= WINDOW - 2 for a, b in pieces.windows)


def test_words_are_runs_of_letters_and_single_marks() -> None:
    text = "“Lecornu’s aides—three—left Kyiv at 5:30,” she said."
    assert words(text) == [
        "“", "Lecornu", "’", "s", "aides", "—", "three", "—", "left", "Kyiv", "at", "5", ":", "30", ",", "”", "she",
        "said", ".",
    ]  # fmt: skip


def test_a_word_of_several_pieces_is_one_word() -> None:
    pieces = cut("Odobescu left")
    assert len(pieces) == 2
    assert len(pieces.ids) > 2
    assert pieces.first.tolist() == [0, len(pieces.ids) - 1]
    assert len(set(pieces.casing[:-1].tolist())) == 1


@pytest.mark.parametrize(
    ("word", "casing"),
    [
        ("said", 0), ("Paris", 1), ("É", 1), ("A", 1), ("NATO", 2), ("МИД", 2), ("3D", 2), ("McDonald", 3),
        ("iPhone", 3), ("2024", 4), ("—", 4), ("😀", 4), ("وزير", 3), ("北", 3),
    ],
)  # fmt: skip
def test_casing(word: str, casing: int) -> None:
    assert set(cut(word).casing.tolist()) == {casing}


def test_offsets_are_code_points_whatever_the_encoder_drops() -> None:
    text = "😀 Élysée — İzmir, ﬁnally: naïve 東京"
    assert words(text) == ["😀", "Élysée", "—", "İzmir", ",", "ﬁnally", ":", "naïve", "東", "京"]


def test_every_word_has_the_sentence_it_stands_in() -> None:
    text = "Orlu left. Tam stayed.\nNobody spoke"
    pieces = cut(text)
    assert [text[a:b] for a, b in pieces.sentences] == ["Orlu left.", "Tam stayed.", "Nobody spoke"]
    assert pieces.sentence.tolist() == [0, 0, 0, 1, 1, 1, 2, 2]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u200b"])
def test_a_text_without_words(text: str) -> None:
    pieces = cut(text)
    assert len(pieces) == len(pieces.ids) == 0
    assert pieces.windows == ()


def test_windows_hold_whole_sentences() -> None:
    sentence = "The envoy told them that both sailors had come home to Halden. "
    pieces = cut(sentence * 100)
    check(sentence * 100, pieces)
    begins = {
        int(pieces.first[i]) for i in range(len(pieces)) if i == 0 or pieces.sentence[i] != pieces.sentence[i - 1]
    }
    assert {a for a, _ in pieces.windows} <= begins
    assert len(pieces.windows) <= -(-len(pieces.ids) // (WINDOW - 2)) + 1


def test_a_sentence_longer_than_a_window_is_cut_and_nothing_of_it_lost() -> None:
    text = "Short one. " + "And then on " * 3000 + "it ended. Short two."
    pieces = cut(text)
    check(text, pieces)
    assert len(pieces) == 9000 + 9
    assert pieces.sentence.max() == 2


@given(st.text(max_size=300))
@settings(deadline=None)
def test_any_text(text: str) -> None:
    check(text, cut(text))


@given(st.lists(st.integers(1, 500), max_size=12))
@settings(deadline=None, max_examples=50)
def test_sentences_of_any_length(lengths: list[int]) -> None:
    text = " ".join("Off " + "on " * n + "end." for n in lengths)
    pieces = cut(text)
    check(text, pieces)
    assert len(pieces.sentences) == len(lengths)
