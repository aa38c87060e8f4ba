"""Cells that no spreadsheet runs."""

import re
import time

import pytest
from export_desk import FORMULAS
from hypothesis import given
from hypothesis import strategies as st

from onrecord.export.cells import safe_cell
from onrecord.record import EventType


def test_there_are_thirty() -> None:
    assert len(set(FORMULAS)) >= 30


@pytest.mark.parametrize("words", FORMULAS, ids=ascii)
def test_formula_becomes_text(words: str) -> None:
    assert safe_cell(words).startswith("'")
    assert safe_cell(words).replace("'", "") == words.replace("'", "")


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ""), ("", ""), (True, "true"), (False, "false"), (0, "0"), (-5, "-5"), (-0.5, "-0.5"),
        (EventType.CONSULT, "CONSULT"), ("Lecornu", "Lecornu"), ("Saint-Denis", "Saint-Denis"), ("a = b", "a = b"),
        ("who@example.org", "who@example.org"), ("two\nlines", "two\nlines"),
        ("\u2018quoted\u2019", "\u2018quoted\u2019"), (" padded", " padded"),
    ],
)  # fmt: skip
def test_what_is_no_formula_stays(value: object, cell: str) -> None:
    assert safe_cell(value) == cell


@pytest.mark.parametrize(
    ("words", "cell"),
    [
        ("a;=1", "a;'=1"), ("a; =1", "a;' =1"), ("a\n=1", "a\n'=1"), ("a\t@b", "a\t'@b"), ("a\r\n-b", "a\r\n'-b"),
        ("a;\u200b＝1", "a;'\u200b＝1"), ("a; b", "a; b"), ("a;b=1", "a;b=1"),
    ],
)  # fmt: skip
def test_a_cell_within_a_cell(words: str, cell: str) -> None:
    """Where semicolons separate cells, one in the words begins the next cell."""
    assert safe_cell(words) == cell


@given(st.text())
def test_no_cell_runs(words: str) -> None:
    cell = safe_cell(words)
    assert not re.match("[\\s\u200b\ufeff\\x00-\\x1f]*[=+@\\-＝＋－＠]", cell)
    assert cell.replace("'", "") == words.replace("'", "")


@pytest.mark.parametrize("words", [" " * 200_000, "\t" * 200_000 + "x", "; " * 200_000, "\n" * 200_000])
def test_takes_time_by_length(words: str) -> None:
    begun = time.perf_counter()
    safe_cell(words)
    assert time.perf_counter() - begun < 1
