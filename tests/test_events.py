"""What happened, from triggers marked by hand."""

from dataclasses import replace

import pytest
from analyses import YES, Scene

from onrecord.extract.events import REACH
from onrecord.extract.participants import participants
from onrecord.extract.triggers import OTHER_TYPE, SURELY, gather
from onrecord.record import Dates, EventType, Figure, Medium, Status

TWO = [("Orlu", "person"), ("Tam", "person")]


def call(text: str = "Orlu rang Tam on Tuesday.", **fields: object) -> Scene:
    scene = Scene(text, mentions=TWO, triggers=[("rang", "CONSULT")])
    return replace(scene, **fields)  # type: ignore[arg-type]


# ---- gathering


def test_a_sure_link_joins_triggers_of_two_types() -> None:
    scene = Scene(
        "A raid began. The raid ended. The withdrawal was a raid.",
        triggers=[("raid", "ASSAULT"), ("raid#2", "ASSAULT"), ("withdrawal", "RETREAT")],
        links={"same_event": {(1, 0): YES, (2, 1): YES}},
    )
    assert [(e.type, len(e.mentions)) for e in scene.events] == [(EventType.ASSAULT, 3)]


def test_a_trigger_that_is_surely_of_two_happenings_makes_them_one() -> None:
    text = "They spoke. They discussed a war. The conversation was long."
    triggers = [("spoke", "CONSULT"), ("discussed", "CONSULT"), ("conversation", "CONSULT")]
    scene = Scene(text, triggers=triggers, links={"same_event": {(2, 0): SURELY + 1, (2, 1): SURELY + 2}})
    assert scene.groups == [[0, 1, 2]]
    unsure = Scene(text, triggers=triggers, links={"same_event": {(2, 0): SURELY - 1, (2, 1): SURELY + 2}})
    assert unsure.groups == [[0], [1, 2]]


def test_triggers_of_one_happening() -> None:
    text = "They met. The meeting ended; a strike followed. That meeting was the first."
    scene = Scene(
        text,
        triggers=[("met", "CONSULT"), ("meeting", "CONSULT"), ("strike", "ASSAULT"), ("meeting#2", "CONSULT")],
        links={"same_event": {(1, 0): YES, (2, 1): OTHER_TYPE / 2, (3, 0): 1.0, (3, 1): 2.0, (3, 2): OTHER_TYPE / 2}},
    )
    assert gather(scene.analysis, []) == [[0, 1, 3], [2]]  # across types only if sure
    assert [e.id for e in scene.events] == ["e1", "e2"]
    assert [[span.of(text) for span in e.mentions] for e in scene.events] == [["met", "meeting", "meeting"], ["strike"]]


def test_a_trigger_that_is_like_none_is_its_own_event() -> None:
    scene = Scene("They met and met.", triggers=[("met", "CONSULT"), ("met#2", "CONSULT")])
    assert gather(scene.analysis, []) == [[0], [1]]


def test_triggers_of_other_days_stay_apart() -> None:
    text = "They talked on 3 May 2024. The other contact was on 1 May 2024."
    links = {"same_event": {(1, 0): YES}, "date": {(0, 0): YES, (1, 1): YES}}
    scene = Scene(text, triggers=[("talked", "CONSULT"), ("contact", "CONSULT")], links=links)
    assert scene.groups == [[0], [1]]
    unsure = Scene(
        text, triggers=[("talked", "CONSULT"), ("contact", "CONSULT")], links={**links, "date": {(0, 0): YES}}
    )
    assert unsure.groups == [[0, 1]]


def test_a_contact_told_of_as_one_of_before_is_another() -> None:
    text = "Orlu spoke with Tam on Tuesday. They discussed their recent talks with Vek."
    scene = Scene(
        text,
        published="2024-04-02",
        mentions=[*TWO, ("Vek", "person")],
        triggers=[("spoke", "CONSULT"), ("discussed", "CONSULT"), ("talks", "CONSULT")],
        links={
            "same_event": {(1, 0): YES, (2, 0): YES},
            "source": {(0, 0): YES, (2, 0): YES},
            "object": {(0, 1): YES, (1, 2): YES, (2, 2): YES},
            "date": {(0, 0): YES, (2, 0): YES},
        },
    )
    talks, before = scene.events
    assert (talks.sources, talks.targets, talks.date) == (("a1",), ("a2",), Dates("2024-04-02", "2024-04-02"))
    assert (before.sources, before.targets, before.date) == (("a1",), ("a3",), None)


def test_those_whom_a_contact_is_first_told_of_took_part() -> None:
    scene = Scene(
        "Orlu spoke with Tam. Orlu discussed a summit with Vek.",
        mentions=[*TWO, ("Orlu#2", "person"), ("Vek", "person")],
        triggers=[("spoke", "CONSULT"), ("discussed", "CONSULT")],
        links={
            "source": {(0, 0): YES, (1, 2): YES},
            "object": {(0, 1): -1.5, (1, 3): -0.5},
            "same_event": {(1, 0): YES},
        },
    )
    call = scene.events[0]
    assert (call.sources, call.targets) == (("a1",), ("a2",))  # and not Vek, though likelier than Tam


def test_the_best_earlier_trigger_wins() -> None:
    scene = Scene(
        "Talks, talks, talks.",
        triggers=[("Talks", "CONSULT"), ("talks", "CONSULT"), ("talks#2", "CONSULT")],
        links={"same_event": {(2, 0): 1.0, (2, 1): 3.0}},
    )
    assert gather(scene.analysis, []) == [[0], [1, 2]]


def test_no_triggers() -> None:
    scene = Scene("Nothing happened on Tuesday; at least nine were killed, the first since 2020.")
    assert scene.groups == []
    assert scene.events == []


# ---- who


def test_sources_and_targets() -> None:
    text = "Troops of Russia struck Ukraine while Tam watched."
    scene = Scene(
        text,
        mentions=[("Russia", "state"), ("Ukraine", "state"), ("Tam", "person")],
        triggers=[("struck", "ASSAULT")],
        links={"source": {(0, 0): YES, (0, 2): -1.0}, "object": {(0, 1): YES}},
    )
    assert [(e.sources, e.targets) for e in scene.events] == [(("a1",), ("a2",))]


def test_the_surer_side_is_taken() -> None:
    scene = call(links={"source": {(0, 0): 2.0, (0, 1): 1.0}, "object": {(0, 0): 1.0, (0, 1): 2.0}})
    assert [(e.sources, e.targets) for e in scene.events] == [(("a1",), ("a2",))]


def test_any_mention_with_any_trigger_makes_a_participant() -> None:
    scene = Scene(
        "Orlu spoke. The talks with Tam ended; Orlu left.",
        mentions=[*TWO, ("Orlu#2", "person")],
        triggers=[("spoke", "CONSULT"), ("talks", "CONSULT")],
        links={"same_event": {(1, 0): YES}, "source": {(1, 2): YES}, "object": {(1, 1): YES}},
    )
    assert [(e.sources, e.targets) for e in scene.events] == [(("a1",), ("a2",))]


@pytest.mark.parametrize("kind", ["CONSULT", "AGREE"])
@pytest.mark.parametrize("side", ["source", "object"])
def test_a_reciprocal_event_has_both_sides(kind: str, side: str) -> None:
    scene = call(triggers=[("rang", kind)], links={side: {(0, 0): YES, (0, 1): YES}})
    (event,) = scene.events
    assert {*event.sources, *event.targets} == {"a1", "a2"}
    assert event.sources
    assert event.targets
    assert not set(event.sources) & set(event.targets)


def test_other_events_may_have_no_source() -> None:
    scene = call(triggers=[("rang", "ASSAULT")], links={"object": {(0, 0): YES, (0, 1): YES}})
    assert [(e.sources, e.targets) for e in scene.events] == [((), ("a1", "a2"))]


def test_nobody_takes_part_by_default() -> None:
    assert [(e.sources, e.targets) for e in call().events] == [((), ())]
    assert participants(call(mentions=[]).analysis, [0], [], EventType.CONSULT) == ((), ())


# ---- on whose initiative


def test_the_initiator_of_a_contact() -> None:
    assert [e.initiator for e in call(links={"initiator": {(0, 1): YES}}).events] == ["a2"]
    assert [e.initiator for e in call().events] == [None]
    assert [e.initiator for e in call(mentions=[]).events] == [None]
    assert [e.initiator for e in call(triggers=[("rang", "ASSAULT")], links={"initiator": {(0, 1): YES}}).events] == [
        None
    ]


def test_mentions_of_the_initiator_count_together() -> None:
    scene = Scene(
        "Orlu rang Tam; Orlu had asked.",
        mentions=[*TWO, ("Orlu#2", "person")],
        triggers=[("rang", "CONSULT")],
        links={"initiator": {(0, 0): 0.0, (0, 2): 0.0}},  # a third each, and a third for nobody
    )
    assert [e.initiator for e in scene.events] == ["a1"]


# ---- when and where


def test_the_date_of_an_event_is_that_of_the_time_it_is_tied_to() -> None:
    text = "Orlu rang Tam on Tuesday, after a visit in October 2022."
    assert [e.date for e in call(text, links={"date": {(0, 0): YES}}).events] == [Dates("2024-04-02", "2024-04-02")]
    assert [e.date for e in call(text, links={"date": {(0, 1): YES}}).events] == [Dates("2022-10-01", "2022-10-31")]


def test_no_date_is_filled_in() -> None:
    assert [e.date for e in call().events] == [None]
    assert [e.date for e in call("Orlu rang Tam.").events] == [None]
    assert [e.date for e in call(published=None).events] == [None]


@pytest.mark.parametrize(("status", "day"), [("reported", None), ("planned", Dates("2024-04-09", "2024-04-09"))])
def test_what_is_reported_to_have_happened_has_no_day_after_its_report(status: str, day: Dates | None) -> None:
    scene = Scene(
        "They agreed to meet on 9 April.",
        triggers=[("agreed", "AGREE")],
        links={"date": {(0, 0): YES}},
        labels={"status": {0: status}},
    )
    assert [e.date for e in scene.events] == [day]


def test_the_trigger_that_has_a_date_dates_the_event() -> None:
    scene = Scene(
        "They spoke. The call on Tuesday was short.",
        triggers=[("spoke", "CONSULT"), ("call", "CONSULT")],
        links={"same_event": {(1, 0): YES}, "date": {(1, 0): YES}},
    )
    assert [e.date for e in scene.events] == [Dates("2024-04-02", "2024-04-02")]


def test_the_place_is_in_the_words_of_the_report() -> None:
    text = "Orlu rang Tam from Port Ruel near Halden."
    scene = call(text, places=["Port Ruel", "Halden"], links={"place": {(0, 1): YES}})
    assert [e.place for e in scene.events] == ["Halden"]
    assert [e.place for e in call(text, places=["Port Ruel"]).events] == [None]


# ---- what sort


def test_labels() -> None:
    scene = call(labels={"status": {0: "claimed"}, "mode": {0: "phone"}, "medium": {0: "phone"}})
    (event,) = scene.events
    assert (event.type, event.status, event.mode, event.medium) == (
        EventType.CONSULT, Status.CLAIMED, "phone", Medium.PHONE,
    )  # fmt: skip
    (plain,) = call().events
    assert (plain.status, plain.mode, plain.medium) == (Status.REPORTED, None, None)


def test_only_a_contact_has_a_medium() -> None:
    scene = call(triggers=[("rang", "ASSAULT")], labels={"medium": {0: "phone"}})
    assert [e.medium for e in scene.events] == [None]


def test_triggers_decide_together() -> None:
    scene = Scene(
        "A strike, the strike, their strike.",
        triggers=[("strike", "ASSAULT"), ("strike#2", "ASSAULT"), ("strike#3", "ASSAULT")],
        links={"same_event": {(1, 0): YES, (2, 0): YES}},
        labels={"status": {0: "planned", 1: "claimed", 2: "claimed"}},
    )
    assert [e.status for e in scene.events] == [Status.CLAIMED]


# ---- figures


def test_figures_of_the_nearest_event_that_can_have_them() -> None:
    text = "Orlu rang Tam after the attack, in which at least 144 people were killed and 20 wounded."
    scene = call(text, triggers=[("rang", "CONSULT"), ("attack", "ASSAULT")])
    assert [e.figures for e in scene.events] == [(), (Figure("killed", 144, None), Figure("wounded", 20, 20))]


def test_figures_of_a_sentence_soon_after_and_never_of_one_before() -> None:
    text = "There was an attack. Nine people were killed."
    assert [e.figures for e in Scene(text, triggers=[("attack", "ASSAULT")]).events] == [(Figure("killed", 9, 9),)]
    far = "There was an attack. " + "It rained. " * REACH + "Nine people were killed."
    assert [e.figures for e in Scene(far, triggers=[("attack", "ASSAULT")]).events] == [()]
    later = "Nine people were killed. There was an attack."
    assert [e.figures for e in Scene(later, triggers=[("attack", "ASSAULT")]).events] == [()]


def test_of_conflicting_tolls_the_first() -> None:
    text = "The attack killed nine people. Police said that eleven people were killed."
    assert [e.figures for e in Scene(text, triggers=[("attack", "ASSAULT")]).events] == [(Figure("killed", 9, 9),)]


def test_a_date_is_no_figure() -> None:
    text = "The attack of March 22, 2024 killed nobody."
    assert [e.figures for e in Scene(text, triggers=[("attack", "ASSAULT")]).events] == [()]


# ---- first since


def test_first_since() -> None:
    text = "Orlu rang Tam on Tuesday, the first call between them since October 2022."
    assert [e.first_since for e in call(text).events] == ["2022-10"]
    ever = "Orlu rang Tam, the first ever call between them."
    assert [e.first_since for e in call(ever).events] == ["ever"]
    assert [e.first_since for e in call().events] == [None]


def test_first_since_is_of_the_event_that_it_stands_with() -> None:
    text = "An attack shook Halden. Orlu rang Tam. The call was the first since 2019. Talks may follow."
    scene = call(text, triggers=[("attack", "ASSAULT"), ("rang", "CONSULT"), ("call", "CONSULT"), ("Talks", "CONSULT")])
    assert [e.first_since for e in scene.events] == [None, None, "2019", None]


@pytest.mark.parametrize(
    "before",
    [
        "Orlu looks forward to a",
        "Looking forward to their next",
        "They spoke of preparations for a",
        "They announced their intent to hold a",
    ],
)
def test_what_somebody_looks_forward_to_is_planned(before: str) -> None:
    scene = call(f"{before} meeting with Tam. Orlu left.", triggers=[("meeting", "CONSULT")])
    assert [e.status for e in scene.events] == [Status.PLANNED]


def test_what_stands_in_the_next_sentence_is_not() -> None:
    scene = call("Orlu looks forward to it. A meeting with Tam was held.", triggers=[("meeting", "CONSULT")])
    assert [e.status for e in scene.events] == [Status.REPORTED]
