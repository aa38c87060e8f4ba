"""Who is who, from mentions marked by hand."""

from dataclasses import replace

import pytest
from analyses import YES, Scene

from onrecord.extract.actors import gather
from onrecord.record import Kind


def groups(scene: Scene) -> list[list[str]]:
    """The words of each actor's mentions."""
    return [[span.of(scene.text) for span in actor.mentions] for actor in scene.actors]


def test_ids_are_in_the_order_of_first_mentions() -> None:
    scene = Scene(
        "Orlu met Tam and the army; Orlu left.",
        mentions=[("Orlu", "person"), ("Tam", "person"), ("the army", "organization"), ("Orlu#2", "person")],
    )
    assert [actor.id for actor in scene.actors] == ["a1", "a2", "a3"]
    assert scene.cast[1] == ["a1", "a2", "a3", "a1"]
    firsts = [actor.mentions[0] for actor in scene.actors]
    assert firsts == sorted(firsts)


def test_a_family_name_is_the_person_named_in_full_whatever_the_model_says() -> None:
    scene = Scene(
        "Premier Ana Orlu met Bo Tam. Tam thanked Ms. Orlu.",
        mentions=[("Premier Ana Orlu", "person"), ("Bo Tam", "person"), ("Tam#2", "person"), ("Ms. Orlu", "person")],
    )
    assert groups(scene) == [["Premier Ana Orlu", "Ms. Orlu"], ["Bo Tam", "Tam"]]
    assert [actor.name for actor in scene.actors] == ["Ana Orlu", "Bo Tam"]


def test_a_misspelt_name_is_the_one_that_it_nearly_spells() -> None:
    mentions = [("Ana Orlueva", "person"), ("Bo Tam", "person"), ("Orlueba", "person")]
    text = "Ana Orlueva met Bo Tam. Orlueba left."
    scene = Scene(text, mentions=mentions)
    assert groups(scene) == [["Ana Orlueva", "Orlueba"], ["Bo Tam"]]
    assert scene.actors[0].name == "Ana Orlueva"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("Ana Orlu", "person"), ("Bo Tam", "person")),
        (("the French premier", "person"), ("the German premier", "person")),
        (("the French premier", "person"), ("the French defence minister", "person")),
        (("the French army", "organization"), ("the Russian army", "organization")),
        (("France", "state"), ("Russia", "state")),
        (("Ana Orlu", "person"), ("the army", "organization")),
    ],
)
def test_what_words_forbid_no_model_may_join(first: tuple[str, str], second: tuple[str, str]) -> None:
    scene = Scene(
        f"{first[0]} saw {second[0]}.", mentions=[first, second], links={"same_actor": {(1, 0): YES}}
    )  # fmt: skip
    assert groups(scene) == [[first[0]], [second[0]]]


def test_a_mention_fits_all_of_an_actor_or_none() -> None:
    # The envoy may be either; the German cannot be whom the French one already is.
    scene = Scene(
        "The French envoy came. The envoy left. The German envoy stayed.",
        mentions=[("The French envoy", "person"), ("The envoy", "person"), ("The German envoy", "person")],
        links={"same_actor": {(1, 0): YES, (2, 1): YES}},
    )
    assert groups(scene) == [["The French envoy", "The envoy"], ["The German envoy"]]


def test_groups_and_peoples_may_be_one() -> None:
    scene = Scene(
        "Rebels came. The fighters left.",
        mentions=[("Rebels", "group"), ("The fighters", "people")],
        links={"same_actor": {(1, 0): YES}},
    )
    assert groups(scene) == [["Rebels", "The fighters"]]


def test_a_state_is_one_by_all_its_names() -> None:
    scene = Scene(
        "France spoke. Paris agreed, the French side said. Moscow and the Kremlin did not; Russia left.",
        mentions=[(w, "state") for w in ("France", "Paris", "the French side", "Moscow", "the Kremlin", "Russia")],
    )
    assert groups(scene) == [["France", "Paris", "the French side"], ["Moscow", "the Kremlin", "Russia"]]
    assert [(a.name, a.kind, a.country, a.sector, a.office) for a in scene.actors] == [
        ("France", Kind.STATE, "FRA", "GOV", None),
        ("Russia", Kind.STATE, "RUS", "GOV", None),
    ]


def test_a_body_of_the_same_name_is_the_same_and_of_the_same_description_may_be_another() -> None:
    scene = Scene(
        "Planet Labs and the ministry spoke. The ministry left, Planet Labs stayed.",
        mentions=[
            ("Planet Labs", "organization"), ("the ministry", "organization"), ("The ministry", "organization"),
            ("Planet Labs#2", "organization"),
        ],
    )  # fmt: skip
    assert groups(scene) == [["Planet Labs", "Planet Labs"], ["the ministry"], ["The ministry"]]


# ---- persons


RUSSIAN = "The Russian defence minister spoke."


@pytest.mark.parametrize(("published", "name"), [("2024-04-04", "Sergei Shoigu"), ("2024-06-01", "Andrei Belousov")])
def test_an_office_is_its_holder_on_the_date(published: str, name: str) -> None:
    scene = Scene(RUSSIAN, published, mentions=[("The Russian defence minister", "person")])
    (actor,) = scene.actors
    assert (actor.name, actor.kind, actor.country, actor.sector) == (name, Kind.PERSON, "RUS", "MIL")
    assert actor.office == "Minister of Defence"
    assert actor.basis is not None
    assert published in actor.basis


@pytest.mark.parametrize("published", [None, "1850-01-01"])
def test_without_a_known_holder_an_office_has_no_name(published: str | None) -> None:
    (actor,) = Scene(RUSSIAN, published, mentions=[("The Russian defence minister", "person")]).actors
    assert actor.name == "Russian defence minister"
    assert (actor.country, actor.sector, actor.office, actor.basis) == ("RUS", "MIL", "Minister of Defence", None)


def test_a_former_minister_holds_no_office_and_is_not_looked_up() -> None:
    (actor,) = Scene(
        "A former French foreign minister spoke.", mentions=[("A former French foreign minister", "person")]
    ).actors
    assert (actor.name, actor.office, actor.country) == ("former French foreign minister", None, "FRA")
    assert actor.basis is None


def test_a_family_name_and_an_office_give_the_full_name() -> None:
    (actor,) = Scene(
        "Russian Defence Minister Shoigu spoke.", mentions=[("Russian Defence Minister Shoigu", "person")]
    ).actors
    assert actor.name == "Sergei Shoigu"
    assert actor.basis


def test_the_spelling_of_the_report_is_kept_where_it_names_in_full() -> None:
    (actor,) = Scene(
        "Russian Defence Minister Sergey Shoygu spoke.", mentions=[("Russian Defence Minister Sergey Shoygu", "person")]
    ).actors
    assert actor.name == "Sergey Shoygu"


def test_somebody_unknown_has_what_the_report_gives() -> None:
    (actor,) = Scene(
        "Peruvian Mining Minister Lana Tolova spoke; Tolova left.",
        mentions=[("Peruvian Mining Minister Lana Tolova", "person"), ("Tolova#2", "person")],
    ).actors
    assert (actor.name, actor.country, actor.basis) == ("Lana Tolova", "PER", None)
    assert actor.office is not None


def test_a_counterpart_holds_the_same_office_elsewhere() -> None:
    scene = Scene(
        "French Defence Minister Sébastien Lecornu rang his Russian counterpart.",
        mentions=[("French Defence Minister Sébastien Lecornu", "person"), ("his Russian counterpart", "person")],
    )
    assert [(a.name, a.country) for a in scene.actors] == [("Sébastien Lecornu", "FRA"), ("Sergei Shoigu", "RUS")]


def test_a_counterpart_of_somebody_known_only_by_name() -> None:
    scene = Scene(
        "Sébastien Lecornu rang his Russian counterpart.",
        mentions=[("Sébastien Lecornu", "person"), ("his Russian counterpart", "person")],
    )
    assert scene.actors[1].name == "Sergei Shoigu"


def test_a_counterpart_of_nobody_is_nobody() -> None:
    (actor,) = Scene("The Russian counterpart spoke.", mentions=[("The Russian counterpart", "person")]).actors
    assert (actor.name, actor.country, actor.office) == ("Russian counterpart", "RUS", None)


def test_the_state_of_a_person_may_stand_elsewhere() -> None:
    scene = Scene(
        "Ana Orlova spoke in Halden for Germany.",
        mentions=[("Ana Orlova", "person")],
        links={"country": {(0, 0): YES}},
    )
    assert scene.actors[0].country == "DEU"
    assert Scene(scene.text, mentions=scene.mentions).actors[0].country is None


# ---- bodies and peoples


def test_a_known_body_has_its_name_and_a_described_one_is_composed() -> None:
    scene = Scene(
        "The U.N. and Germany's foreign ministry spoke; so did the Halden Trust.",
        mentions=[
            ("The U.N.", "organization"), ("Germany's foreign ministry", "organization"),
            ("the Halden Trust", "organization"),
        ],
        labels={"sector": {2: "NGO"}},
    )  # fmt: skip
    un, ministry, trust = scene.actors
    assert (un.name, un.country, un.sector) == ("United Nations", None, "IGO")
    assert (ministry.name, ministry.country) == ("Ministry of Foreign Affairs of Germany", "DEU")
    assert (trust.name, trust.country, trust.sector, trust.kind) == ("Halden Trust", None, "NGO", Kind.ORGANIZATION)


def test_an_institution_is_of_the_state_that_the_model_gives() -> None:
    scene = Scene(
        "Germany was told so. The foreign ministry left.",
        mentions=[("The foreign ministry", "organization")],
        links={"country": {(0, 0): YES}},
    )
    assert scene.actors[0].name == "Ministry of Foreign Affairs of Germany"


def test_people_are_described_without_their_number() -> None:
    scene = Scene(
        "Eighteen left. At least nine French dock workers were killed. Protesters came.",
        mentions=[("At least nine French dock workers", "people"), ("Protesters", "people")],
        labels={"sector": {0: "LAB", 1: "CVL"}},
    )
    workers, protesters = scene.actors
    assert (workers.name, workers.country, workers.sector) == ("French dock workers", "FRA", "LAB")
    assert (protesters.name, protesters.kind, protesters.country) == ("Protesters", Kind.PEOPLE, None)


def test_no_sector_is_none() -> None:
    (actor,) = Scene("The Halden Trust spoke.", mentions=[("The Halden Trust", "organization")]).actors
    assert actor.sector is None


def test_no_mentions() -> None:
    scene = Scene("Nobody came.")
    assert scene.cast == ([], [])
    assert gather(scene.analysis, []) == []


def test_two_who_turn_out_to_be_one_person() -> None:
    scene = Scene(
        "The French president spoke. Emmanuel Macron left.",
        mentions=[("The French president", "person"), ("Emmanuel Macron", "person")],
    )
    assert [(a.name, len(a.mentions)) for a in scene.actors] == [("Emmanuel Macron", 2)]


@pytest.mark.parametrize(
    ("text", "mentions", "name"),
    [
        (
            "Abdel Fattah al-Sisi spoke. Egypt's president Sisi left.",
            [("Abdel Fattah al-Sisi", "person"), ("Egypt's president Sisi", "person")],
            "Abdel Fattah al-Sisi",
        ),
        ("The Kremlin spoke. Russia left.", [("The Kremlin", "state"), ("Russia", "state")], "Russia"),
        (
            "The Security Service of Ukraine spoke. The SBU left.",
            [("The Security Service of Ukraine", "organization"), ("The SBU", "organization")],
            "Security Service of Ukraine",
        ),
    ],
)
def test_who_turn_out_to_be_one(text: str, mentions: list[tuple[str, str]], name: str) -> None:
    assert [(a.name, len(a.mentions)) for a in Scene(text, mentions=mentions).actors] == [(name, 2)]


def test_a_government_without_a_name_is_its_state() -> None:
    links = {"country": {(0, 0): YES, (1, 0): YES}}
    scene = Scene("Russia spoke. The authorities left.", mentions=[("Russia", "state"), ("The authorities", "state")])
    assert [(a.name, len(a.mentions)) for a in replace(scene, links=links).actors] == [("Russia", 2)]
