"""Accounts side by side, and who copied whom."""

import pytest
from sample_view import WIRE, sample
from views import Desk

from onrecord.ask.compare import Agreement, Comparison, compare
from onrecord.ask.coverage import coverage
from onrecord.errors import UsageError
from onrecord.record import Act


def point(found: Comparison, field: str, subject: str = "") -> tuple[Agreement, list[str | None]]:
    rows = [row for row in found.rows if (row.field, row.subject) == (field, subject)]
    assert [row.document for row in rows] == [account.document for account in found.accounts]
    return rows[0].agreement, [row.value for row in rows]


def test_one_account_for_each_origin() -> None:
    s = sample()
    found = compare(s.desk, s.call)
    assert [(a.document, a.copies) for a in found.accounts] == [(s.wire, 1), (s.moscow, 0)]
    assert point(found, "date") == (Agreement.CONFLICT, ["2024-04-03", "2024-04-04"])
    assert point(found, "what") == (Agreement.SAME, ["CONSULT phone"] * 2)
    assert "place" not in {row.field for row in found.rows}


def test_what_one_says_and_the_other_leaves_out() -> None:
    s = sample()
    accusation = point(compare(s.desk, s.call), "statement", "Sergei Shoigu")
    assert accusation == (Agreement.ALONE, ["Kyiv was behind the concert hall attack", None])
    found = compare(s.desk, s.call, ["copy-1", "wire-1"])
    assert [a.document for a in found.accounts] == [s.copy, s.wire]
    assert point(found, "statement", "Sergei Shoigu")[0] is Agreement.SAME
    ids = {row.id for row in found.rows if row.subject == "Sergei Shoigu"}
    assert ids == {s.accusation}
    assert {row.act for row in found.rows if row.id} >= {Act.ACCUSE}
    assert {row.act for row in found.rows if not row.id} == {None}


def test_the_sentences_that_tell_of_it() -> None:
    s = sample()
    found = compare(s.desk, s.call)
    sentences = [p.sentence for row in found.rows if row.field == "what" for p in row.passages]
    assert sentences[0] == WIRE.split(". ")[0] + "."
    for row in found.rows:
        for passage in row.passages:
            text = s.desk.record(passage.document).document.text
            assert text[passage.start : passage.end] == passage.sentence


def test_figures_stand_by_what_they_count() -> None:
    desk = Desk()
    army = desk.somebody("Army", "UKR", kind="organization")
    one = desk.report("One", "2024-05-01", "It struck the port.")
    two = desk.report("Two", "2024-05-02", "A strike hit the port.")
    strike = desk.happens(
        "ASSAULT", [army],
        {
            one: {"words": "struck", "figures": ["2 killed"]},
            two: {"words": "strike", "figures": ["3 killed", "9 wounded"]},
        },
        conflicts={"figures": {"2 killed": [one], "3 killed": [two]}},
    )  # fmt: skip
    found = compare(desk, strike.id)
    assert point(found, "figures", "killed") == (Agreement.CONFLICT, ["2 killed", "3 killed"])
    assert point(found, "figures", "wounded") == (Agreement.ALONE, [None, "9 wounded"])


def test_a_difference_without_contradiction_varies() -> None:
    desk = Desk()
    ann, bob = desk.somebody("Ann", "USA"), desk.somebody("Bob", "FRA")
    one = desk.report("One", "2024-05-01", "They met.")
    two = desk.report("Two", "2024-05-02", "They talked.")
    told = {one: {"words": "met", "who": [ann, bob]}, two: {"words": "talked", "who": [ann]}}
    met = desk.happens("CONSULT", [ann, bob], told)
    assert point(compare(desk, met.id), "participants") == (Agreement.VARIES, ["Ann, Bob", "Ann"])


def test_a_report_that_does_not_tell_of_it() -> None:
    s = sample()
    with pytest.raises(UsageError, match="older-1 does not tell of"):
        compare(s.desk, s.call, ["older-1"])


def test_coverage_tells_copies_from_origins() -> None:
    s = sample()
    found = coverage(s.desk, s.call)
    assert [(row.document, row.copies) for row in found.rows] == [(s.wire, None), (s.copy, s.wire), (s.moscow, None)]
    copy = found.rows[1]
    assert copy.share is not None
    assert 0.8 < copy.share < 1
    text = s.desk.record(s.copy).document.text
    for shared in copy.shared:
        assert text[shared.start : shared.end] == shared.words
        assert WIRE[shared.other_start : shared.other_end].split() == shared.words.split()
    assert found.outlets == 3


def test_who_takes_part_is_the_same_in_any_order_and_who_acts_is_not() -> None:
    desk = Desk()
    ann, bob = desk.somebody("Ann", "USA"), desk.somebody("Bob", "FRA")
    one = desk.report("One", "2024-05-01", "They met. A blow.")
    two = desk.report("Two", "2024-05-02", "They talked. A hit.")
    met = desk.happens(
        "CONSULT", [ann, bob],
        {one: {"words": "met", "who": [ann, bob]}, two: {"words": "talked", "who": [bob], "whom": [ann]}},
    )  # fmt: skip
    assert point(compare(desk, met.id), "participants") == (Agreement.SAME, ["Ann, Bob"] * 2)
    blow = desk.happens(
        "ASSAULT", [ann],
        {one: {"words": "blow", "whom": [bob]}, two: {"words": "hit", "who": [], "whom": [bob]}}, whom=[bob],
    )  # fmt: skip
    assert point(compare(desk, blow.id), "participants") == (Agreement.VARIES, ["Ann → Bob", "? → Bob"])
