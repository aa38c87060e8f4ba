"""Whom words mean."""

import pytest
from views import Desk

from onrecord.ask.parties import Side, side
from onrecord.errors import UsageError
from onrecord.merged import Party
from onrecord.record import Kind


def desk() -> Desk:
    desk = Desk()
    desk.somebody("Sergei Ivanov", "RUS", "Presidential Envoy")
    desk.somebody("Viktor Ivanov", "RUS")
    desk.somebody("Emmanuel Macron", "FRA", "President")
    desk.somebody("Macron Fan Club", "FRA", kind="organization")
    desk.somebody("NATO", None, kind="organization")
    return desk


@pytest.mark.parametrize(
    ("words", "country"),
    [
        ("FRA", "FRA"), ("fra", "FRA"), ("France", "FRA"), ("france", "FRA"), ("French", "FRA"), ("Paris", "FRA"),
        ("the United States", "USA"), ("us", "USA"), ("south korea", "KOR"), ("the Kremlin", "RUS"),
    ],
)  # fmt: skip
def test_a_state_in_many_forms(words: str, country: str) -> None:
    found = side(desk(), words)
    assert (found.country, found.office, found.actor) == (country, None, None)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("French defence minister", Side("Minister of Defence of France", "FRA", "defence")),
        ("foreign minister of Russia", Side("Minister of Foreign Affairs of Russia", "RUS", "foreign")),
        ("US Secretary of State", Side("Secretary of State", "USA", "foreign")),
    ],
)
def test_an_office_of_a_state(words: str, expected: Side) -> None:
    assert side(desk(), words) == expected


@pytest.mark.parametrize("words", ["Emmanuel Macron", "macron", "President Macron", "French President Emmanuel Macron"])
def test_a_person_with_and_without_title(words: str) -> None:
    found = side(desk(), words)
    assert (found.name, found.country, found.office) == ("Emmanuel Macron", "FRA", None)
    assert found == side(desk(), found.actor or "")


def test_a_name_is_no_code() -> None:
    desk = Desk()
    desk.somebody("Ben Wallace", "GBR")
    assert side(desk, "Ben").country == "GBR"
    assert side(desk, "ben").country == "BEN"


def test_a_misread_namesake_does_not_stand_in_the_way_but_a_true_one_does() -> None:
    desk = Desk()
    true, misread = desk.somebody("Jane Doe", "USA"), desk.somebody("Jane Doe", "OMN")
    for n in range(4):
        desk.says(true, "assert", {desk.report("Paper", f"2024-05-0{n + 1}", "It is."): "It is"})
    desk.says(misread, "assert", {desk.report("Other", "2024-05-01", "It is not."): "It is not"})
    assert side(desk, "Jane Doe").country == "USA"
    desk.says(misread, "assert", {desk.report("Other", "2024-05-02", "It is not so."): "It is not so"})
    with pytest.raises(UsageError, match=r"4 reports.*2 reports"):
        side(desk, "Jane Doe")
    assert side(desk, misread.actor).country == "OMN"


def test_a_body_by_its_name() -> None:
    assert side(desk(), "NATO").name == "NATO"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Ivanov", "Sergei Ivanov (Presidential Envoy, Russia, 0 reports) A"),
        ("Korea", "North Korea (PRK) or South Korea (KOR)"),
        ("defence minister", "say of which state"),
        ("Nobody Known", "nobody of that name"),
    ],
)
def test_what_is_no_one_party_is_told_with_the_candidates(words: str, told: str) -> None:
    with pytest.raises(UsageError) as error:
        side(desk(), words)
    assert told in str(error.value)


def minister(name: str, office: str | None, country: str = "RUS") -> Party:
    return Party("A0", name, Kind.PERSON, country, office)


def test_an_office_is_held_on_a_date() -> None:
    defence = side(desk(), "Russian defence minister")
    assert defence.holds(minister("Sergei Shoigu", None), "2024-04-03")
    assert not defence.holds(minister("Sergei Shoigu", "Minister of Defence"), "2024-09-03")
    assert defence.holds(minister("Andrei Belousov", None), "2024-09-03")
    assert not defence.holds(minister("Sébastien Lecornu", "Minister of Defence", "FRA"), "2024-04-03")


def test_of_an_unknown_holder_the_title_counts() -> None:
    foreign = side(desk(), "foreign minister of Russia")
    assert foreign.holds(minister("Somebody New", "Minister of Foreign Affairs"), "2024-04-03")
    assert not foreign.holds(minister("Somebody New", "former Foreign Minister"), "2024-04-03")
    assert not foreign.holds(minister("Somebody New", "Deputy Foreign Minister"), "2024-04-03")
