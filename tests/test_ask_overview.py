"""A record in numbers, and what to ask it next."""

from itertools import combinations

from sample_view import sample
from views import Desk

from onrecord.ask.overview import Happenings, Pair, numbers, overview
from onrecord.ask.parties import side, state_words
from onrecord.ask.proposals import Question
from onrecord.knowledge.table import rows
from onrecord.record import EventType
from onrecord.store import Failure


def test_counts() -> None:
    s = sample()
    s.desk.failed.append(Failure("in/x.txt", "no such file", ""))
    found = overview(s.desk)
    assert (found.reports, found.origins, found.outlets) == (4, 3, 3)
    assert (found.first, found.last) == ("2022-10-24", "2024-04-04")
    assert found.events == (Happenings(EventType.CONSULT, reported=2, claimed=0, planned=1, unrealized=1),)
    assert (found.contacts, found.pairs) == (2, (Pair("FRA", "RUS", 2),))
    assert (found.claims, found.denied) == (5, 1)
    assert found.actors == len(list(s.desk.actors()))
    assert (found.snapshot, found.snapshots) == (s.desk.snapshot, 1)
    assert [failure.where for failure in found.failures] == ["in/x.txt"]


def test_the_proposals_name_what_is_there() -> None:
    s = sample()
    assert overview(s.desk).next == (
        Question("contacts", ("France", "Russia")),
        Question("compare", (s.call,)),
        Question("claims", ("--denied",)),
    )


def test_with_little_to_ask_a_report_is_proposed() -> None:
    desk = Desk()
    assert overview(desk).next == ()
    report = desk.report("Paper", None, "Rain.")
    assert overview(desk).next == (Question("show", (report,)),)
    ann = desk.somebody("Ann", "USA")
    blow = desk.happens("ASSAULT", [ann], {report: "Rain"})
    assert overview(desk).next == (
        Question("show", (blow.id,)),
        Question("timeline", ("United States",)),
        Question("show", (report,)),
    )


def test_a_contact_of_three_states_counts_for_each_pair_and_a_plan_for_none() -> None:
    desk = Desk()
    report = desk.report("Paper", "2024-05-01", "They met. They will talk.")
    people = [desk.somebody(name, country) for name, country in (("Ann", "USA"), ("Bob", "FRA"), ("Eve", "DEU"))]
    desk.happens("CONSULT", people, {report: "met"}, status="claimed")
    desk.happens("CONSULT", people[:2], {report: "talk"}, status="planned")
    found = overview(desk)
    assert found.pairs == tuple(Pair(a, b, 1) for a, b in combinations(("DEU", "FRA", "USA"), 2))
    assert str(found.pairs[0]) == "Germany and France"
    assert found.contacts == 1


def test_the_table_holds_every_number() -> None:
    s = sample()
    table = {(row.what, row.which): row.count for row in numbers(overview(s.desk))}
    assert table["events", "CONSULT planned"] == 1
    assert ("events", "CONSULT claimed") not in table
    assert table["contacts", ""] == table["contacts", "FRA RUS"] == 2
    assert table["claims", "denied"] == 1


def test_a_state_is_named_in_words_that_are_understood() -> None:
    for code, *_ in rows("states.tsv"):
        assert side(Desk(), state_words(code)).country == code
    assert state_words("FRA") == "France"
    assert state_words("BVT") == "BVT"
