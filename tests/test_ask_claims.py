"""Claims and timelines."""

import pytest
from sample_view import sample

from onrecord.ask.claims import claims
from onrecord.ask.timeline import Sort, timeline
from onrecord.errors import UsageError
from onrecord.record import Act, Evidence


def test_a_claim_with_its_evidence_and_denial() -> None:
    s = sample()
    found = claims(s.desk, speaker="RUS", acts=[Act.ACCUSE])
    assert [row.id for row in found] == [s.accusation]
    row = found[0]
    assert (row.published, row.speaker, row.country, row.target) == ("2024-04-03", "Sergei Shoigu", "RUS", "Ukraine")
    assert (row.evidence, row.denied_by, row.answered_by) == (Evidence.NONE_OFFERED, ("Ukraine",), ())
    assert (row.outlets, row.reports, row.origins) == (("Agence Exemple", "The Daily Copy"), 2, 1)


def test_each_filter_narrows() -> None:
    s = sample()
    everything = {row.id for row in claims(s.desk)}
    assert {s.accusation, s.promise} < everything
    assert [row.id for row in claims(s.desk, denied=True)] == [s.accusation]
    assert {row.id for row in claims(s.desk, denied=False)} == everything - {s.accusation}
    assert [row.id for row in claims(s.desk, evidence=[Evidence.NONE_OFFERED])] == [s.accusation]
    assert [row.id for row in claims(s.desk, about="helping ukraine")] == [s.promise]
    assert [row.id for row in claims(s.desk, until="2023-01-01")] == [s.promise]
    assert [row.id for row in claims(s.desk, speaker="Emmanuel Macron")] == [s.promise]
    assert [row.id for row in claims(s.desk, speaker="Russian defence minister")] == [s.accusation]
    with pytest.raises(UsageError):
        claims(s.desk, speaker="Nobody Known")


def test_a_timeline_has_events_and_statements_by_date() -> None:
    s = sample()
    found = timeline(s.desk, "Emmanuel Macron")
    assert [(row.start, row.sort, row.what) for row in found.rows] == [
        ("2022-10-24", Sort.STATEMENT, "promise"),
        ("2024-06-01", Sort.EVENT, "CONSULT in-person"),
        (None, Sort.EVENT, "CONSULT visit"),
    ]
    assert found.actor.name == "Emmanuel Macron"


def test_a_timeline_of_a_state_tells_of_conflicts_and_denials() -> None:
    s = sample()
    rows = {row.id: row for row in timeline(s.desk, "RUS", since="2024-01-01").rows}
    assert rows[s.call].conflicts == ("date",)
    assert rows[s.accusation].denied_by == ("Ukraine",)
    assert s.earlier not in rows
    assert s.promise not in rows
