"""Anything by its id, and words in reports."""

import pytest
from sample_view import sample

from onrecord.ask.search import search
from onrecord.ask.show import Kind, show
from onrecord.errors import UsageError
from onrecord.merged import MergedActor, MergedClaim, MergedEvent, Row
from onrecord.record import Event, Record, Statement


def test_an_event_with_its_sentences_and_reasons() -> None:
    s = sample()
    found = show(s.desk, s.call)
    assert (found.kind, type(found.it)) == (Kind.EVENT, MergedEvent)
    assert [part.row for part in found.parts] == [Row(s.wire, "e1"), *sorted([Row(s.copy, "e1"), Row(s.moscow, "e1")])]
    assert [p.sentence[p.at[0].start : p.at[0].end] for p in found.passages if p.document == s.moscow] == [
        "telephone conversation"
    ]
    assert {link.first for link in found.links} == {Row(s.wire, "e1")}
    assert len(found.conflicts) == 2


def test_a_claim_ends_with_its_denials() -> None:
    s = sample()
    found = show(s.desk, s.accusation)
    assert isinstance(found.it, MergedClaim)
    assert found.passages[-1].sentence == "Kyiv rejects the accusation."
    assert all(part.row.id == "s2" for part in found.parts)


def test_an_actor() -> None:
    s = sample()
    shoigu = s.desk.find_actors("Shoigu")[0].id
    found = show(s.desk, shoigu)
    assert isinstance(found.it, MergedActor)
    assert {p.document for p in found.passages} == {s.wire, s.copy, s.moscow, s.older}


def test_a_report_and_its_rows() -> None:
    s = sample()
    whole = show(s.desk, "wire-1")
    assert (whole.kind, type(whole.it)) == (Kind.REPORT, Record)
    assert {part.row.id: part.merged for part in whole.parts}["e1"] == s.call
    row = show(s.desk, f"{s.wire}#e1")
    assert (row.kind, type(row.it)) == (Kind.EVENT_ROW, Event)
    assert row.parts[0].merged == s.call
    assert [p.sentence for p in row.passages] == [p.sentence for p in show(s.desk, "wire-1#e1").passages]
    assert isinstance(show(s.desk, "wire-1#s2").it, Statement)


@pytest.mark.parametrize("words", ["E0000000000", "C0000000000", "A0000000000", "none-1", "wire-1#e9", "wire-1#x"])
def test_what_is_not_there(words: str) -> None:
    with pytest.raises(UsageError):
        show(sample().desk, words)


def test_search_leads_to_rows() -> None:
    s = sample()
    found = search(s.desk, "concert hall")
    assert {row.document for row in found} == {s.wire, s.copy}
    assert found[0].rows == (s.accusation,)
    at = found[0].start - found[0].sentence_start
    assert found[0].sentence[at:].startswith("concert hall")
    assert search(s.desk, "no such words") == ()
    assert len(search(s.desk, "concert hall", limit=1)) == 1
