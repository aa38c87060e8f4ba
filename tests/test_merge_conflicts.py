"""Where accounts of one happening disagree, and where they only seem to."""

from itertools import permutations

import pytest
from dispatches import ANA, KARIM, LUIS, MOROCCO, PORTUGAL, YOUSSEF, Happening, contact, dispatch, happening, key

from onrecord.merge.conflicts import Version, conflicts
from onrecord.merged import Field
from onrecord.record import Actor, Figure, Record
from onrecord.wording import figure_words

EVERYBODY = [ANA, KARIM, LUIS, YOUSSEF, PORTUGAL, MOROCCO]


def account(told: Happening, text: str = "They met.", outlet: str = "Le Matin") -> Record:
    """A report of 8 April 2024, a Monday."""
    return dispatch(outlet, "2024-04-08", text, EVERYBODY, events=[told])


def found(*records: Record, origins: str = "123456789") -> dict[Field, list[tuple[str, int]]]:
    """By field its readings and how many reports give each; the reports' origins are as told."""
    versions = []
    for record, origin in zip(records, origins, strict=False):
        actors = {a.id: a for a in record.actors}
        event = record.events[0]
        versions.append(Version(key(record), origin, record.document.published, event, actors))
    texts = {key(r): r.document.text for r in records}
    return {c.field: [(r.value, len(r.documents)) for r in c.readings] for c in conflicts(versions, texts.__getitem__)}


def met(*who: Actor, **fields: object) -> Happening:
    return contact("met", *(who or (ANA, KARIM)), **fields)


def blast(*figures: str, **fields: object) -> Happening:
    return happening("ASSAULT", "met", whom=[MOROCCO], figures=figures, **fields)


@pytest.mark.parametrize(
    ("one", "other", "conflict"),
    [
        (met(date="2024-04-05"), met(date="2024-04-06"), {Field.DATE: [("2024-04-05", 1), ("2024-04-06", 1)]}),
        (met(date="2024-04-05"), met(date="2024-04-06/2024-04-07"),
         {Field.DATE: [("2024-04-05", 1), ("2024-04-06/2024-04-07", 1)]}),
        (blast("14 killed"), blast("16 killed"), {Field.FIGURES: [("14 killed", 1), ("16 killed", 1)]}),
        (blast("14 killed"), blast("20+ killed"), {Field.FIGURES: [("14 killed", 1), ("at least 20 killed", 1)]}),
        (met(by=ANA), met(by=KARIM), {Field.INITIATOR: [("Ana Costa", 1), ("Karim Haddad", 1)]}),
        (met(ANA, KARIM), met(LUIS, YOUSSEF),
         {Field.PARTICIPANTS: [("Ana Costa and Karim Haddad", 1), ("Luis Prado and Youssef Alami", 1)]}),
        (happening("ASSAULT", "met", PORTUGAL), happening("ASSAULT", "met", MOROCCO),
         {Field.PARTICIPANTS: [("Morocco", 1), ("Portugal", 1)]}),
        (met(place="Faro"), met(place="Olhão"), {Field.PLACE: [("Faro", 1), ("Olhão", 1)]}),
        (
            met(place="Carmo Square"),
            met(place="Pombal Palace"),
            {Field.PLACE: [("Carmo Square", 1), ("Pombal Palace", 1)]},
        ),
        (met(place="Rabat"), met(place="Lisbon"), {Field.PLACE: [("Lisbon", 1), ("Rabat", 1)]}),
        (met(status="reported"), met(status="unrealized"), {Field.STATUS: [("reported", 1), ("unrealized", 1)]}),
    ],
)  # fmt: skip
def test_each_field(one: Happening, other: Happening, conflict: dict[Field, list[tuple[str, int]]]) -> None:
    reports = account(one), account(other, outlet="Gazeta")
    assert found(*reports) == conflict
    assert found(*reversed(reports)) == conflict
    assert found(*reports, origins="11") == {}  # copies of one text
    assert found(reports[0], account(met() if one.fields["type"] == "CONSULT" else blast())) == {}  # silence


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (met(date="2024-04-05"), met(date="2024-04-05")),
        (met(date="2024-04-05"), met(date="2024-04-01/2024-04-07")),
        (blast("14 killed"), blast("30 injured")),
        (blast("14+ killed"), blast("14+ killed")),
        (met(by=ANA), met(by=LUIS)),  # of one side
        (met(ANA, KARIM), met(ANA, YOUSSEF)),
        (met(ANA, KARIM), met(PORTUGAL, MOROCCO)),
        (happening("ASSAULT", "met", PORTUGAL), happening("ASSAULT", "met", LUIS)),
        (met(place="Faro"), met(place="the port of Faro")),
        (met(place="Faro"), met(place="Portugal")),  # a state holds its places
        (met(place="Lisbon"), met(place="the United Kingdom")),
        (met(place="Portuguese"), met(place="Rabat")),  # "on Portuguese soil"
        (met(place="Faro"), met(place="Carmo Square")),  # what may lie within
        (met(place="Faro"), met(place="Algarve region")),  # what may hold it
        (met(status="reported"), met(status="claimed")),
        (met(status="planned"), met(status="unrealized")),
    ],
)
def test_near_misses(one: Happening, other: Happening) -> None:
    assert found(account(one), account(other, outlet="Gazeta")) == {}


@pytest.mark.parametrize(
    ("words", "tells"),
    [
        ("They met on Saturday.", True), ("They met on April 6.", True), ("They met on April 6th.", True),
        ("They met on 6 April.", True), ("On the 6th of April they met.", True), ("They met on 06 Apr.", True),
        ("They met on Sunday.", False), ("They met on April 16.", False), ("They met on April 5.", False),
        ("They met in room 6.", False), ("They met yesterday.", False),
    ],
)  # fmt: skip
def test_a_report_that_has_the_others_day_too_does_not_disagree(words: str, tells: bool) -> None:
    mine = account(met(date="2024-04-05"), words)
    assert (found(mine, account(met(date="2024-04-06"), outlet="Gazeta")) == {}) is tells


def test_yesterday_is_the_day_before_the_report() -> None:
    mine = account(met(date="2024-04-05"), "They met yesterday.")
    assert found(mine, account(met(date="2024-04-07"), outlet="Gazeta")) == {}


def test_a_report_that_has_the_others_place_or_party_too_does_not_disagree() -> None:
    mine = account(met(place="Faro"), "They met in Faro, then in Tangier.")
    assert found(mine, account(met(place="Tangier"), outlet="Gazeta")) == {}
    blamed = account(happening("ASSAULT", "met", PORTUGAL), "They met; Moroccan guns fired, others said.")
    assert found(blamed, account(happening("ASSAULT", "met", MOROCCO), outlet="Gazeta")) == {}


def test_what_most_give_comes_first_and_order_changes_nothing() -> None:
    reports = [account(blast(f"{n} killed"), outlet=f"Paper {p}") for p, n in enumerate([16, 14, 16])]
    told = {str(found(*(reports[n] for n in order))) for order in permutations(range(3))}
    assert told == {str({Field.FIGURES: [("16 killed", 2), ("14 killed", 1)]})}


def test_a_copy_is_named_among_those_that_give_a_value() -> None:
    reports = [account(blast(f"{n} killed"), outlet=f"Paper {p}") for p, n in enumerate([16, 16, 14])]
    assert found(*reports, origins="112") == {Field.FIGURES: [("16 killed", 2), ("14 killed", 1)]}


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [(1440, 1440, "1,440 killed"), (3, None, "at least 3 killed"), (None, 3, "up to 3 killed"), (3, 5, "3 to 5 killed"),
     (0, 0, "0 killed")],
)  # fmt: skip
def test_figures_in_words(low: int | None, high: int | None, words: str) -> None:
    assert figure_words(Figure("killed", low, high)) == words
