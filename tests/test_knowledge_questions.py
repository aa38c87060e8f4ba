"""Who held an office on a day, asked in the words of reports. The answers are from general knowledge, not the table.

"not known" is the answer after the time that the table tells of, of a vacant office, and of one that a state has not.
"""

from pathlib import Path

import pytest

from onrecord.knowledge import Tenure, load

NOT_KNOWN = "not known"
LINES = (Path(__file__).parent / "knowledge_questions.tsv").read_text(encoding="utf-8").splitlines()
QUESTIONS = [tuple(line.split("\t")) for line in LINES[1:]]


def asked(office: str, on: str) -> Tenure | None:
    """The holder as reading looks it up: of the office by that name, else of the one office of the class."""
    knowledge = load()
    found = knowledge.office(office)
    assert found is not None
    home = found.country or knowledge.country_forms(office)[0].iso3
    named = knowledge.holder(found.office_class, home, on=on, label=found.label)
    return named or knowledge.holder(found.office_class, home, on=on)


@pytest.mark.parametrize(("on", "office", "holder"), QUESTIONS)
def test_who_held_it(on: str, office: str, holder: str) -> None:
    tenure = asked(office, on)
    if holder == NOT_KNOWN:
        assert tenure is None
    else:
        assert tenure is not None
        meant = load().person(holder, on=on, country=tenure.country)
        assert meant is not None
        assert meant.person == tenure.person


def test_enough_is_asked() -> None:
    assert len(QUESTIONS) >= 200
    assert sum(holder == NOT_KNOWN for *_, holder in QUESTIONS) >= 20
    assert {on[:4] for on, *_ in QUESTIONS} >= {str(year) for year in range(2010, 2026)}
    assert (
        len({load().country_forms(office)[0].iso3 for _, office, _ in QUESTIONS if load().country_forms(office)}) >= 60
    )
