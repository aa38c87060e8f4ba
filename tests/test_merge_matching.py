"""Which rows of which reports are one, and why."""

from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from dispatches import ANA, KARIM, LUIS, MOROCCO, YOUSSEF, contact, dispatch, happening, kept, key, somebody, viewed
from hypothesis import given
from hypothesis import strategies as st
from merge_story import ATLAS, BLAST, BLAST_TOO, COAST, DOZEN, GAZETA, LATER, LATER_TOO, MATIN

from onrecord.merge.actors import ActorFacts
from onrecord.merge.claims import ClaimFacts
from onrecord.merge.events import EventFacts, event_facts, event_forbidden
from onrecord.merge.sorts import MERGINGS, Merging
from onrecord.merged import MergedEvent, Reason, Row, Sort
from onrecord.record import Act, Actor, EventType, Figure, Kind, Medium, Record, Status


def events(folder: Path, *records: Record) -> list[MergedEvent]:
    with viewed(kept(folder / "record", records)) as view:
        return list(view.events())


def reports_of(told: list[MergedEvent]) -> list[set[str]]:
    return [{a.document for a in event.accounts} for event in told]


# Near misses


def test_one_call_told_by_three_outlets_is_one(tmp_path: Path) -> None:
    (call,) = events(tmp_path, MATIN, GAZETA, ATLAS)
    assert {a.document for a in call.accounts} == set(map(key, (MATIN, GAZETA, ATLAS)))
    assert call.origins == 3


def test_a_copy_of_a_wire_is_one_origin_with_it(tmp_path: Path) -> None:
    (call,) = events(tmp_path, ATLAS, COAST, MATIN)
    assert len(call.accounts) == 3
    assert call.origins == 2


def test_two_calls_of_the_same_ministers_two_days_apart_are_two(tmp_path: Path) -> None:
    told = events(tmp_path, MATIN, GAZETA, LATER, LATER_TOO)
    assert reports_of(told) == [{key(MATIN), key(GAZETA)}, {key(LATER), key(LATER_TOO)}]
    assert [e.date and e.date.start for e in told] == ["2024-04-03", "2024-04-05"]


def test_two_calls_told_in_the_same_words_are_two(tmp_path: Path) -> None:
    reports = [
        dispatch(
            "Le Matin", published, f"Ana Costa telephoned Karim Haddad on {weekday}, her office said.", [ANA, KARIM],
            events=[contact("telephoned", ANA, KARIM, medium="phone", date=day)],
        )
        for published, weekday, day in (
            ("2024-04-04", "Wednesday", "2024-04-03"), ("2024-04-06", "Friday", "2024-04-05"),
        )
    ]  # fmt: skip
    assert len(events(tmp_path, *reports)) == 2


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (contact("met", ANA, KARIM, date="2024-04-03"), contact("met", ANA, KARIM, date="2024-04-09")),
        (contact("met", ANA, KARIM, date="2024-04-03"), happening("ACCUSE", "met", ANA, date="2024-04-03")),
        (contact("met", ANA, KARIM), happening("PROTEST", "met", ANA, whom=[KARIM])),
    ],
)  # fmt: skip
def test_what_can_never_be_one(first: Any, second: Any) -> None:
    rows = [
        event_facts(dispatch(o, "2024-04-10", "They met.", [ANA, KARIM], events=[told]))[0][1]
        for o, told in (("Le Matin", first), ("Gazeta", second))
    ]
    assert event_forbidden(*rows)
    assert event_forbidden(*reversed(rows))


# Actors


def merged(folder: Path, *actors: Actor) -> list[set[str]]:
    records = [
        dispatch("Le Matin", "2024-04-04", f"{n}: {a.name} spoke.", [a], id_=f"r{n}") for n, a in enumerate(actors)
    ]
    with viewed(kept(folder / "record", records)) as view:
        return [{view.record(row.document).actors[0].name for row in actor.rows} for actor in view.actors()]


@pytest.mark.parametrize(
    "names",
    [
        ("Ana Costa", "Costa"), ("Ana Costa", "A. Costa"), ("Sergei Shoigu", "Sergey Shoygu"),
    ],
)  # fmt: skip
def test_one_person(tmp_path: Path, names: tuple[str, ...]) -> None:
    assert merged(tmp_path, *(somebody(name, "PRT") for name in names)) == [set(names)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (somebody("Ana Costa", "PRT"), somebody("Rui Costa", "PRT")),
        (somebody("Ana Costa", "PRT"), somebody("Ana Costa", "BRA")),
        (somebody("Ana Costa", "PRT"), somebody("Ana Pereira", "PRT")),
        (somebody("Maroua", "MAR"), somebody("Maroua", "MAR", "organization")),
        (somebody("Portugal", "PRT", "state"), somebody("Morocco", "MAR", "state")),
    ],
)
def test_two_people(tmp_path: Path, one: Actor, other: Actor) -> None:
    assert len(merged(tmp_path, one, other)) == 2


def test_a_name_that_two_bear_joins_neither_to_the_other(tmp_path: Path) -> None:
    """Costa alone is either of them, but they are two."""
    groups = merged(tmp_path, somebody("Ana Costa", "PRT"), somebody("Rui Costa", "PRT"), somebody("Costa", "PRT"))
    assert len(groups) == 2


# Blocks: whichever comes second must find the first

words = st.frozensets(st.sampled_from(["accord", "boat", "trawler", "fish", "coast", "war"]), max_size=4)
states = st.frozensets(st.sampled_from(["PRT", "MAR", "FRA"]), max_size=2)
days = st.integers(738_900, 738_940)
numbers = st.tuples(st.integers(0, 3), st.integers(0, 3)).map(lambda pair: Figure("killed", *pair))

EVENTS = st.builds(
    EventFacts,
    type=st.sampled_from([EventType.CONSULT, EventType.COOPERATE, EventType.REQUEST, EventType.ASSAULT]),
    status=st.sampled_from(Status),
    mode=st.sampled_from([None, "meet"]),
    medium=st.sampled_from([None, Medium.PHONE]),
    days=st.none() | st.tuples(days, st.sampled_from([0, 3, 40])).map(lambda d: (d[0], sum(d))),
    published=st.none() | days,
    place=st.sampled_from(["", "faro", "old faro"]),
    figures=st.lists(numbers, max_size=2).map(tuple),
    people=st.frozensets(st.sampled_from(["costa", "haddad", "prado"]), max_size=2),
    bodies=st.frozensets(st.sampled_from(["navy"])),
    countries=states,
    near=states,
    triggers=words,
    around=words,
)
CLAIMS = st.builds(
    ClaimFacts,
    act=st.sampled_from([Act.ASSERT, Act.DENY]),
    speaker=st.sampled_from(["", "costa", "haddad"]),
    person=st.booleans(),
    country=st.sampled_from([None, "PRT", "MAR"]),
    about=states,
    published=st.none() | days,
    words=words,
    numbers=st.frozensets(st.sampled_from(["2", "14"])),
    negated=st.booleans(),
    refutes=st.booleans(),
    silent=st.booleans(),
)
ACTORS = st.builds(
    ActorFacts,
    kind=st.sampled_from(Kind),
    name=st.sampled_from(["ana costa", "a costa", "costa", "rui costa", "navy"]),
    country=st.sampled_from([None, "PRT", "MAR"]),
    office=st.sampled_from(["", "minister"]),
)


@given(
    st.sampled_from([(Sort.EVENT, EVENTS), (Sort.CLAIM, CLAIMS), (Sort.ACTOR, ACTORS)]).flatmap(
        lambda kind: st.tuples(st.just(MERGINGS[kind[0]]), kind[1], kind[1])
    )
)
def test_each_finds_the_other_or_neither_does(pair: tuple[Merging, Any, Any]) -> None:
    merging, a, b = pair
    assert bool({*merging.keys(a)} & {*merging.lookups(b)}) == bool({*merging.keys(b)} & {*merging.lookups(a)})
    assert {*merging.keys(a)} <= {*merging.lookups(a)}
    assert bool(merging.forbidden(a, b)) == bool(merging.forbidden(b, a))


# Why


def test_every_two_rows_that_were_compared_are_explained(tmp_path: Path) -> None:
    with viewed(kept(tmp_path / "record", DOZEN)) as view:
        call = view.merged_id(Sort.EVENT, Row(key(MATIN), "e1"))
        told = view.explain(call)
        rows = view.members(call)
        assert {(a, b) for a, b, _ in told} == {(a, b) for n, a in enumerate(rows) for b in rows[n + 1 :]}
        alike = {reasons for a, b, reasons in told if {a.document, b.document} == {key(ATLAS), key(COAST)}}
        assert alike == {(Reason("the same in all that is compared", 0.0),)}
        (weighed,) = [reasons for a, b, reasons in told if {a.document, b.document} == {key(MATIN), key(GAZETA)}]
        assert sum(reason.weight for reason in weighed) > 0
        assert "same day" in {reason.feature for reason in weighed}
        assert view.explain(view.merged_id(Sort.ECHO, Row(key(ATLAS), "")))[0][2] != ()


@pytest.mark.parametrize("order", list(permutations((BLAST, BLAST_TOO, MATIN))))
def test_ids_do_not_hang_on_the_order(tmp_path: Path, order: tuple[Record, ...]) -> None:

    one, other = events(tmp_path / "one", *order), events(tmp_path / "other", BLAST, BLAST_TOO, MATIN)
    assert [e.id for e in one] == [e.id for e in other]
    assert all(e.id.startswith("E") and len(e.id) == 11 for e in one)


def test_people_and_their_states_are_not_one(tmp_path: Path) -> None:
    report = dispatch(
        "Le Matin", "2024-04-04", "Luis Prado met Youssef Alami in Morocco.", [LUIS, YOUSSEF, MOROCCO],
        events=[contact("met", LUIS, YOUSSEF)],
    )  # fmt: skip
    with viewed(kept(tmp_path / "record", [report])) as view:
        assert sorted(a.name for a in view.actors()) == ["Luis Prado", "Morocco", "Youssef Alami"]


def test_a_contact_without_a_date_is_one_of_the_days_before_its_report() -> None:
    def spoke(published: str, day: str | None) -> EventFacts:
        events = [contact("spoke", ANA, KARIM, **({"date": day} if day else {}))]
        report = dispatch("Le Matin", published, "Ana Costa spoke to Karim Haddad.", [ANA, KARIM], events=events)
        return event_facts(report)[0][1]

    undated = spoke("2024-04-11", None)
    assert event_forbidden(undated, spoke("2024-04-05", "2024-04-05")) == "days apart"
    assert event_forbidden(undated, spoke("2024-04-05", None)) == "days apart"
    assert event_forbidden(undated, spoke("2024-04-11", "2024-04-09")) is None
    assert event_forbidden(undated, spoke("2024-04-30", "2024-04-11")) is None
