"""How tenures that several sources tell are brought together, by the module that builds the tables."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from onrecord.knowledge.offices import Office

MODULE = Path(__file__).parents[1] / "training" / "knowledge" / "tenures.py"
LIST, WIKIDATA, OVERLAY, BY_HAND = 0, 1, 3, 4
# start, end, as_of, rank, person and class of office, label
Told = tuple[str, str, str, int, str, str]


@pytest.fixture(scope="module")
def tenures() -> ModuleType:
    spec = importlib.util.spec_from_file_location("tenures", MODULE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def rows(tenures: ModuleType, told: list[Told], office_class: str) -> list[object]:
    return [
        tenures.Row(person, "XXX", Office(office_class, "GOV", label), start, end, as_of, "", rank)
        for start, end, as_of, rank, person, label in told
    ]


def merged(tenures: ModuleType, office_class: str, *told: Told) -> list[tuple[str, str, str]]:
    found = tenures.merged(rows(tenures, list(told), office_class))
    return sorted((row.start, row.end or f"({row.as_of})", row.office.label) for row in found)


def ended(tenures: ModuleType, *told: Told) -> dict[str, str]:
    found = tenures.closed(rows(tenures, list(told), "foreign"))
    return {row.person: row.end + row.basis for row in found}


FOREIGN = "Minister of Foreign Affairs"


def test_a_tenure_by_hand_stands_in_place_of_others_and_takes_their_days(tenures: ModuleType) -> None:
    assert merged(
        tenures,
        "foreign",
        ("2014-06", "2019", "", BY_HAND, "a", FOREIGN),
        ("2014-06-19", "2016-04-14", "", WIKIDATA, "a", "Minister for Foreign Affairs"),
        ("2016-04-14", "2019-08-29", "", WIKIDATA, "a", FOREIGN),
    ) == [("2014-06-19", "2019-08-29", FOREIGN)]


def test_what_others_know_of_the_end_of_an_open_tenure_is_kept(tenures: ModuleType) -> None:
    by_hand = ("2020-01-02", "", "2022-05", BY_HAND, "a", FOREIGN)
    assert merged(tenures, "foreign", by_hand, ("2020", "2023-02-01", "", OVERLAY, "a", FOREIGN)) == [
        ("2020-01-02", "2023-02-01", FOREIGN)
    ]
    assert merged(tenures, "foreign", by_hand, ("2020", "", "2023-01", OVERLAY, "a", FOREIGN)) == [
        ("2020-01-02", "(2023-01)", FOREIGN)
    ]


def test_two_spells_by_hand_stay_two_and_a_third_elsewhere_stays(tenures: ModuleType) -> None:
    spells = [("2015-01-26", "2015-08-27", FOREIGN), ("2015-09-21", "2019-07-08", FOREIGN)]
    assert merged(
        tenures,
        "foreign",
        *((start, end, "", BY_HAND, "a", label) for start, end, label in spells),
        ("2015-01-26", "2019-07-08", "", WIKIDATA, "a", FOREIGN),
        ("2009", "2010", "", WIKIDATA, "a", FOREIGN),
    ) == [("2009", "2010", FOREIGN), *spells]


def test_an_earlier_office_of_the_class_ends_where_the_next_begins(tenures: ModuleType) -> None:
    joint, army = "Chief of the Defence Staff", "Chief of Staff of the Army"
    by_hand = ("2021-07-22", "2025-09", "", BY_HAND, "a", joint)
    kept = [("2019-07-31", "2021-07-22", army), ("2021-07-22", "2025-09", joint)]
    assert merged(tenures, "army-chief", by_hand, ("2019-07-31", "", "2022-07-23", WIKIDATA, "a", army)) == kept
    assert merged(tenures, "army-chief", by_hand, ("2019-07-31", "2021-07-22", "", WIKIDATA, "a", army)) == kept


def test_two_offices_of_a_class_are_not_one_tenure(tenures: ModuleType) -> None:
    told = [
        ("2014-11-05", "2015-05-14", "Minister of the Interior"),
        ("2015-05-25", "2020-05-17", "Minister of Police"),
    ]
    assert merged(tenures, "interior", *((s, e, "", WIKIDATA, "a", label) for s, e, label in told)) == told


def test_a_successor_ends_a_tenure_whose_end_is_not_told(tenures: ModuleType) -> None:
    open_row = ("2019", "", "2022-07-01", WIKIDATA, "a", FOREIGN)
    assert ended(tenures, open_row, ("2022-10-04", "", "2025-06", OVERLAY, "b", FOREIGN))["a"] == "2022-10-04+"
    assert ended(tenures, open_row, ("2021-03-01", "", "2022-07-01", WIKIDATA, "b", FOREIGN))["a"] == "2021-03-01+"


@pytest.mark.parametrize(
    "other",
    [
        ("2020-03-01", "2020-05-01", "", OVERLAY, "b", FOREIGN),  # stood in
        ("2024-01-01", "", "2025-06", OVERLAY, "b", FOREIGN),  # another may have held it between
        ("2022-10-04", "", "2022-12-01", LIST, "b", FOREIGN),  # no better source
    ],
)
def test_who_ends_no_tenure(tenures: ModuleType, other: Told) -> None:
    assert ended(tenures, ("2019", "", "2022-07-01", WIKIDATA, "a", FOREIGN), other)["a"] == ""


def test_a_day_in_office_by_hand_is_not_taken_back(tenures: ModuleType) -> None:
    by_hand = ("2019", "", "2025-12", BY_HAND, "a", FOREIGN)
    assert ended(tenures, by_hand, ("2024-01-01", "", "2025-12", BY_HAND, "b", FOREIGN))["a"] == ""
    assert ended(tenures, by_hand, ("2026-02-01", "", "2026-03", BY_HAND, "b", FOREIGN))["a"] == "2026-02-01+"
