"""The record in POLECAT's columns."""

import io

import pytest
from export_desk import FORMULAS, Story, hostile, story

from onrecord.ask.protocol import View
from onrecord.export.polecat import COLUMNS, QUAD_OF, write_polecat
from onrecord.record import EventType

# The first line of POLECAT's weekly files.
HEADING = (  # noqa: SIM905 - as the file has it
    "Event ID|Event Date|Event Type|Event Mode|Intensity|Quad Code|Contexts|Actor Name|Actor Country|Actor COW|"
    "Primary Actor Sector|Actor Sectors|Actor Title|Actor Name Raw|Wikipedia Actor ID|Recipient Name|"
    "Recipient Country|Recipient COW|Primary Recipient Sector|Recipient Sectors|Recipient Title|Recipient Name Raw|"
    "Wikipedia Recipient ID|Placename|City|District|Province|Country|Latitude|Longitude|GeoNames ID|Raw Placename|"
    "Feature Type|Source|Publication Date|Story People|Story Organizations|Story Locations|Language|Version"
).split("|")


def written(view: View) -> tuple[list[dict[str, str]], int]:
    out = io.StringIO()
    left_out = write_polecat(view, out)
    heading, *lines = out.getvalue().removesuffix("\n").split("\n")
    assert heading.split("\t") == HEADING
    return [dict(zip(HEADING, line.split("\t"), strict=True)) for line in lines], left_out


@pytest.fixture(scope="module")
def told() -> Story:
    return story()


def test_forty_columns() -> None:
    assert len(HEADING) == 40
    assert list(COLUMNS) == HEADING


def test_only_what_is_reported(told: Story) -> None:
    rows, left_out = written(told.desk)
    assert {row["Event ID"] for row in rows} == {told.call.id, told.attack.id}
    assert left_out == 1


def test_contact(told: Story) -> None:
    (call,) = [row for row in written(told.desk)[0] if row["Event ID"] == told.call.id]
    assert (
        call
        | {
            "Event Date": "2024-05-02",
            "Event Type": "CONSULT",
            "Event Mode": "phone",
            "Quad Code": "VERBAL COOPERATION",
            "Actor Name": "Ana Ferreira; Karim Haddad",
            "Actor Country": "PRT; MAR",
            "Actor Title": "Minister of Foreign Affairs; Minister of Foreign Affairs",
            "Actor Name Raw": "Ferreira; Haddad",
            "Recipient Name": "",
            "Source": "Tagus Post",
            "Publication Date": "2024-05-02",
            "Story People": "Ana Ferreira; Karim Haddad",
        }
        == call
    )


def test_unknown_stays_empty(told: Story) -> None:
    rows, _ = written(told.desk)
    empty = [name for name, column in COLUMNS.items() if column.meaning.startswith("empty")]
    assert {"Latitude", "Intensity", "Actor COW"} <= set(empty)
    assert {row[name] for row in rows for name in empty} == {""}
    (attack,) = [row for row in rows if row["Event ID"] == told.attack.id]
    assert attack["Event Date"] == ""  # a month is no day
    assert (attack["Recipient Name"], attack["Raw Placename"]) == ("Morocco", "the border")


def test_every_type_has_a_class() -> None:
    assert set(QUAD_OF) == set(EventType)


def test_hostile_words_break_no_line() -> None:
    rows, _ = written(hostile())
    assert len(rows) == len(FORMULAS) + 1
    for row in rows:
        for cell in row.values():
            assert not cell.startswith(("=", "+", "-", "@", "＝", "\t"))
