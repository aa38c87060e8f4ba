"""Contacts: who of which side, how long after the one before, by whose account."""

from dataclasses import asdict, fields
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_view import sample
from views import Desk

from onrecord.ask.contacts import Brief, contacts, glance, whole
from onrecord.ask.official import of_state
from onrecord.ask.protocol import View
from onrecord.knowledge import load
from onrecord.merged import Source
from onrecord.record import Medium, Status


def test_what_two_states_have_on_record() -> None:
    s = sample()
    found = contacts(s.desk, "FRA", "Russia")
    assert [(row.start, row.status) for row in found.rows] == [
        ("2022-10-23", Status.REPORTED), ("2024-04-03", Status.REPORTED), ("2024-06-01", Status.PLANNED),
        (None, Status.UNREALIZED),
    ]  # fmt: skip
    call = found.rows[1]
    assert (call.id, call.medium, call.gap, call.gap_exact) == (s.call, Medium.PHONE, 528, True)
    assert [[p.name for p in side] for side in (call.a, call.b)] == [["Sébastien Lecornu"], ["Sergei Shoigu"]]
    assert (call.initiator, call.initiated_by) == ("Ministry of the Armed Forces", "a")
    assert call.outlets[0] == "Agence Exemple"
    assert set(call.outlets[1:]) == {"Russian Ministry of Defence", "The Daily Copy"}
    assert (call.reports, call.origins, call.first_since) == (3, 2, "2022-10")
    assert [row.gap for row in found.rows] == [None, 528, None, None]


def test_the_summary() -> None:
    s = sample()
    summary = contacts(s.desk, "RUS", "FRA").summary
    assert (summary.took_place, summary.planned, summary.unrealized) == (2, 1, 1)
    assert (summary.initiated_by_a, summary.initiated_by_b) == (0, 1)
    assert (summary.last, summary.last_start, summary.last_medium) == (s.call, "2024-04-03", Medium.PHONE)


def test_each_side_has_its_own_account() -> None:
    s = sample()
    call = contacts(s.desk, "FRA", "RUS").rows[1]
    assert [(v.speaker, v.outlet) for v in call.account_a] == [
        ("Ministry of the Armed Forces", "Agence Exemple"), ("Ministry of the Armed Forces", "The Daily Copy"),
    ]  # fmt: skip
    assert [(v.speaker, v.outlet, v.silent) for v in call.account_b] == [
        (None, "Russian Ministry of Defence", False), ("Russia", "The Daily Copy", True),
    ]  # fmt: skip


def test_who_disagrees_is_named() -> None:
    call = contacts(sample().desk, "FRA", "RUS").rows[1]
    assert [str(row) for row in call.conflicts] == [
        "date 2024-04-03 (Agence Exemple, The Daily Copy)",
        "date 2024-04-04 (Russian Ministry of Defence)",
    ]


def test_offices_and_people() -> None:
    s = sample()
    found = contacts(s.desk, "French defence minister", "Sergei Shoigu")
    assert [row.id for row in found.rows] == [s.earlier, s.call]
    assert contacts(s.desk, "Emmanuel Macron", "Sergei Shoigu").rows == ()
    own_state = contacts(s.desk, "Emmanuel Macron", "FRA")
    assert own_state.rows == ()


def test_a_period_cuts_rows_and_not_gaps() -> None:
    s = sample()
    found = contacts(s.desk, "FRA", "RUS", since="2024-01-01", until="2024-04-30")
    assert [(row.id, row.gap) for row in found.rows] == [(s.call, 528)]
    assert found.summary.took_place == 1


def test_what_is_unsure_can_be_left_out() -> None:
    desk = Desk()
    a, b = desk.somebody("Ann", "USA"), desk.somebody("Bob", "FRA")
    report = desk.report("Paper", "2024-05-01", "They met. They spoke. They talked.")
    for trigger, day, confidence in (("met", 10, 0.9), ("spoke", 12, 0.3), ("talked", 15, None)):
        desk.happens("CONSULT", [a, b], {report: trigger}, date=f"2024-03-{day}", confidence=confidence)
    every = contacts(desk, "USA", "FRA").rows
    assert [(row.confidence, row.gap) for row in every] == [(0.9, None), (0.3, 2), (None, 3)]
    sure = contacts(desk, "USA", "FRA", sure=0.5)
    assert [(row.confidence, row.gap) for row in sure.rows] == [(0.9, None), (None, 5)]
    assert sure.summary.took_place == 2


def test_an_inexact_gap_is_the_fewest_days() -> None:
    desk = Desk()
    a, b = desk.somebody("Ann", "USA"), desk.somebody("Bob", "FRA")
    report = desk.report("Paper", "2024-05-01", "They met. They spoke. They talked.")
    for trigger, date in (
        ("met", "2024-02-01/2024-02-29"),
        ("spoke", "2024-03-10"),
        ("talked", "2024-03-01/2024-03-31"),
    ):
        desk.happens("CONSULT", [a, b], {report: trigger}, date=date)
    rows = contacts(desk, "USA", "FRA").rows
    assert [(row.start, row.gap, row.gap_exact) for row in rows] == [
        ("2024-02-01", None, False), ("2024-03-01", 1, False), ("2024-03-10", None, False),
    ]  # fmt: skip


def test_third_parties_and_meetings_within_a_state() -> None:
    desk = Desk()
    a, b, c = (desk.somebody(name, country) for name, country in (("Ann", "USA"), ("Bob", "FRA"), ("Cid", "USA")))
    report = desk.report("Paper", "2024-05-01", "They met.")
    desk.happens("CONSULT", [a, b], {report: "met"}, whom=[c], date="2024-04-30")
    row = contacts(desk, "USA", "FRA").rows[0]
    assert ([p.name for p in row.a], [p.name for p in row.b], row.others) == (["Ann", "Cid"], ["Bob"], ())
    row = contacts(desk, "USA", "USA").rows[0]
    assert ([p.name for p in row.a], [p.name for p in row.b]) == (["Ann"], ["Cid"])
    assert [p.name for p in row.others] == ["Bob"]
    row = contacts(desk, "Ann", "USA").rows[0]
    assert ([p.name for p in row.a], [p.name for p in row.b]) == (["Ann"], ["Cid"])


@pytest.mark.parametrize(
    ("outlet", "url", "country"),
    [
        ("Kremlin", None, "RUS"), ("Russian Defence Ministry", None, "RUS"), (None, None, None),
        ("TASS", "https://tass.com/1", None), ("Le Monde", "https://lemonde.fr/1", None), ("Blog", "not a url", None),
        (None, "https://www.whitehouse.gov/briefing-room/1", "USA"), (None, "https://www.gov.uk/news/1", "GBR"),
        ("Pressestelle", "https://www.auswaertiges-amt.de/1", "DEU"), (None, "https://notgov.example/1", None),
        (None, "https://mygov.us/1", None), ("Human Rights Watch", None, None), ("Amnesty", None, None),
    ],
)  # fmt: skip
def test_a_state_speaks_through_its_institutions_alone(
    outlet: str | None, url: str | None, country: str | None
) -> None:
    assert of_state(Source("d0", "1", outlet, url, None, None, "d0")) == country


@pytest.mark.parametrize(
    ("outlet", "text", "country"),
    [
        ("Presidential Press Service", "Talks\n\nLima, 3 April 2024 - The president", "PER"),
        ("Ministry of Foreign Affairs", "LIMA, April 3 (Press Office) - The minister", "PER"),
        ("Prime Minister's Office", "Talks\n\n5 July 2024, Lima\n\nThe prime minister", "PER"),
        ("Government Press Office", "Talks\n\nGeneva, 5 July 2024 - The prime minister", None),  # no capital
        ("Government Press Office", "LIMA/QUITO, July 5 - The prime ministers", None),
        ("Government Press Office", "Peru, which was told, said - as ever - no", None),
        ("Armed Forces Journal", "Lima, 3 April 2024 - The general", None),
        ("Lima Press Office Supplies", "Lima, 3 April 2024 - The general", None),
        ("Peruvian Foreign Ministry", "Quito, 3 April 2024 - The minister", "PER"),
    ],
)
def test_an_institution_that_names_no_state_is_of_the_capital_that_it_writes_from(
    outlet: str, text: str, country: str | None
) -> None:
    assert of_state(Source("d0", "1", outlet, None, None, None, "d0"), text) == country


@pytest.mark.parametrize(
    ("title", "country"),
    [
        ("Statement by the Foreign Secretary of India", "IND"), ("Remarks by the Indian Foreign Secretary", "IND"),
        ("Press release of the Russian Foreign Ministry", "RUS"), ("Statement by the Council of Europe", None),
        ("Statement by the President of France angers Rome", None), ("Statement by Amnesty", None), ("Statement", None),
        ("Remarks by the Football Association of Ukraine", None), ("India's foreign secretary makes a statement", None),
    ],
)  # fmt: skip
def test_a_statement_is_of_the_state_whose_office_its_title_names(title: str, country: str | None) -> None:
    assert of_state(Source("d0", "1", "The Paper", None, None, title, "d0")) == country


def test_a_silence_is_on_what_is_told_around_it() -> None:
    desk = Desk()
    a, b = desk.somebody("Ann", "USA"), desk.somebody("Bob", "FRA")
    report = desk.report(
        "Paper", "2024-05-03",
        "They spoke on Monday.\n\nParis had no comment.\n\nThey met on Tuesday. Bob said nothing of it.",
    )  # fmt: skip
    desk.happens("CONSULT", [a, b], {report: "spoke"}, date="2024-04-29")
    desk.happens("CONSULT", [a, b], {report: "met"}, date="2024-04-30")
    desk.says(desk.somebody("Paris", "FRA", kind="state"), "silence", {report: ""}, cue="no comment")
    desk.says(b, "silence", {report: ""}, cue="said nothing")
    spoke, met = contacts(desk, "USA", "FRA").rows
    assert [v.speaker for v in spoke.account_b] == ["Paris"]
    assert [v.speaker for v in met.account_b] == ["Bob"]


def test_the_official_hosts_are_of_states_that_are_known() -> None:
    text = (files("onrecord.ask") / "data" / "official_hosts.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines()[1:]]
    assert [code for _, code in rows if load().country_name(code) == code] == []
    assert len({host for host, _ in rows}) == len(rows)


@given(st.lists(st.tuples(st.integers(0, 27), st.integers(0, 27)), max_size=6))
def test_gaps_are_never_negative_and_start_at_the_second(days: list[tuple[int, int]]) -> None:
    desk = Desk()
    a, b = desk.somebody("Ann", "USA"), desk.somebody("Bob", "FRA")
    text = " ".join(f"met{n}." for n in range(len(days)))
    report = desk.report("Paper", "2024-05-01", text)
    for n, pair in enumerate(days):
        start, end = sorted(pair)
        desk.happens("CONSULT", [a, b], {report: f"met{n}"}, date=f"2024-04-{start + 1:02}/2024-04-{end + 1:02}")
    rows = contacts(desk, "USA", "FRA").rows
    assert [row.start for row in rows] == sorted(row.start or "" for row in rows)
    assert all(row.gap is None or row.gap >= 0 for row in rows)
    assert not rows or rows[0].gap is None


def check_glance(view: View, a: str, b: str, since: str | None = None, until: str | None = None) -> None:
    """Hold the contacts in short against the same told whole."""
    full, short = contacts(view, a, b, since=since, until=until), glance(view, a, b, since=since, until=until)
    assert (short.a, short.b, short.summary) == (full.a, full.b, full.summary)
    assert [{f.name: getattr(row, f.name) for f in fields(Brief)} for row in full.rows] == [
        asdict(row) for row in short.rows
    ]
    assert tuple(whole(view, short, short.rows)) == full.rows


@pytest.mark.parametrize("within", [{}, {"since": "2023-01-01"}, {"until": "2024-05-01"}])
@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("FRA", "RUS"), ("RUS", "FRA"), ("FRA", "FRA"), ("Sébastien Lecornu", "Sergei Shoigu"),
        ("France", "Sergei Shoigu"),
        ("Sébastien Lecornu", "France"), ("French defence minister", "Russia"), ("Russia", "Sébastien Lecornu"),
    ],
)  # fmt: skip
def test_in_short_contacts_are_the_same(a: str, b: str, within: dict[str, str]) -> None:
    check_glance(sample().desk, a, b, **within)
