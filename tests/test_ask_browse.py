"""Whatever is counted is what the merged rows say."""

from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from dispatches import kept, viewed
from merge_story import DOZEN
from views import Desk

from onrecord.ask.browse import Browsed, Wanted, browse, facet_names
from onrecord.ask.catalogue import catalogue
from onrecord.ask.fresh import fresh, months, pairs, states
from onrecord.ask.protocol import View
from onrecord.errors import UsageError
from onrecord.merged import MergedClaim, MergedEvent, Sort
from onrecord.record import EventType, Status


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return kept(tmp_path_factory.mktemp("browse") / "record", DOZEN[:5], DOZEN[5:])


def counted(found: Browsed, facet: str) -> dict[str, int]:
    return {v.value: v.count for f in found.facets if f.name == facet for v in f.values}


def tallied(rows: Iterable[MergedEvent | MergedClaim], of: Callable[..., Iterable[str | None]]) -> dict[str, int]:
    return dict(Counter(value for row in rows for value in set(of(row)) if value))


def test_events_are_counted_as_they_are_told(folder: Path) -> None:
    with viewed(folder) as view:
        found, events = browse(view, Wanted()), list(view.events())
        assert found.total == len(events) > 3
        assert counted(found, "type") == tallied(events, lambda e: [e.type])
        assert counted(found, "status") == tallied(events, lambda e: [e.status])
        assert counted(found, "medium") == tallied(events, lambda e: [e.medium])
        assert counted(found, "country") == tallied(events, lambda e: [p.country for p in (*e.sources, *e.targets)])
        assert counted(found, "month") == tallied(events, lambda e: [e.date.start[:7]] if e.date else [])
        outlets = counted(found, "outlet")
        assert outlets["Gazeta"] == sum(
            any(view.source(a.document).outlet == "Gazeta" for a in event.accounts) for event in events
        )


def test_claims_are_counted_as_they_are_told(folder: Path) -> None:
    with viewed(folder) as view:
        found, claims = browse(view, Wanted(sort=Sort.CLAIM)), list(view.claims())
        assert found.total == len(claims)
        assert counted(found, "act") == tallied(claims, lambda c: [c.act])
        assert counted(found, "evidence") == tallied(claims, lambda c: [c.evidence])
        assert counted(found, "denied") == tallied(claims, lambda c: ["yes" if c.denials else "no"])


@pytest.mark.parametrize(
    ("wanted", "fits"),
    [
        (Wanted(type=("CONSULT",)), lambda e: e.type == "CONSULT"),
        (Wanted(type=("CONSULT", "ASSAULT")), lambda e: e.type in ("CONSULT", "ASSAULT")),
        (Wanted(country=("PRT", "MAR")), lambda e: {"PRT", "MAR"} <= {p.country for p in (*e.sources, *e.targets)}),
        (Wanted(medium=("phone",), since="2024-04-04"), lambda e: e.medium == "phone" and e.date.start >= "2024-04-04"),
        (Wanted(until="2024-04-03"), lambda e: e.date is not None and e.date.start <= "2024-04-03"),
        (Wanted(status=("planned",)), lambda e: e.status == "planned"),
    ],
)
def test_what_is_looked_for_is_found(folder: Path, wanted: Wanted, fits: Callable[[MergedEvent], bool]) -> None:
    with viewed(folder) as view:
        assert {row.id for row in browse(view, wanted).rows} == {e.id for e in view.events() if fits(e)}


def test_the_latest_come_first_and_the_undated_last(folder: Path) -> None:
    with viewed(folder) as view:
        days = [
            row.date.start if row.date else "" for row in browse(view, Wanted()).rows if isinstance(row, MergedEvent)
        ]
    assert days == sorted(days, reverse=True)
    assert days[-1] == ""


def test_a_choice_leaves_the_counts_of_its_own_facet(folder: Path) -> None:
    with viewed(folder) as view:
        free, chosen = browse(view, Wanted()), browse(view, Wanted(type=("ASSAULT",)))
        assert counted(chosen, "type") == counted(free, "type")
        assert sum(counted(chosen, "medium").values()) == 0
        assert [v.value for f in chosen.facets for v in f.values if v.chosen] == ["ASSAULT"]


def test_a_choice_that_nothing_has_can_still_be_taken_away(folder: Path) -> None:
    with viewed(folder) as view:
        found = browse(view, Wanted(country=("FRA",)))
    assert found.total == 0
    assert [(v.value, v.count, v.chosen) for f in found.facets if f.name == "country" for v in f.values] == [
        ("FRA", 0, True)
    ]


def test_words_are_those_of_a_report(folder: Path) -> None:
    with viewed(folder) as view:
        assert {row.type for row in browse(view, Wanted(words="harbour")).rows if isinstance(row, MergedEvent)} == {
            "ASSAULT"
        }
        assert browse(view, Wanted(words="zeppelin")).total == 0
        assert browse(view, Wanted(words="?!")).total == 0


@pytest.mark.parametrize(
    "wanted", [Wanted(type=("WAR",)), Wanted(status=("so",)), Wanted(page=99), Wanted(act=("sing",))]
)
def test_what_cannot_be_is_refused(folder: Path, wanted: Wanted) -> None:
    with viewed(folder) as view, pytest.raises(UsageError):
        browse(view, wanted)


def test_the_names_of_facets() -> None:
    assert facet_names() == ("country", "type", "status", "medium", "act", "evidence", "denied", "outlet", "month")


# What is new


def test_what_is_new(folder: Path) -> None:
    with viewed(folder) as view:
        found = fresh(view)
        assert found.until == "2024-04-09"
        assert [e.date.start for e in found.contacts if e.date][:2] == ["2024-04-09", "2024-04-05"]
        assert all(c.denials for c in found.denied)
        assert not any(c.denials for c in found.claims)
        assert [s.published for s in found.reports] == sorted([s.published or "" for s in found.reports], reverse=True)


def test_more_contact_than_usual_and_less() -> None:
    desk = Desk()
    ana, karim = desk.somebody("Ana", "PRT"), desk.somebody("Karim", "MAR")
    luis = desk.somebody("Luis", "ESP")
    for month in range(1, 13):
        for day in (2, 6, 10, 14, 18, 22, 26):
            date = f"2023-{month:02}-{day:02}"
            report = desk.report("Matin", date, f"Ana met Luis on {date}.")
            desk.happens("CONSULT", [ana, luis], {report: "met"}, date=date)
    for day in (3, 9, 15):
        date = f"2024-01-{day:02}"
        report = desk.report("Matin", date, f"Ana met Karim on {date}.")
        desk.happens("CONSULT", [ana, karim], {report: "met"}, date=date)
    desk.report("Matin", "2024-01-30", "Rain.")
    view: View = desk
    changes = {(c.a, c.b): (c.recent, c.usual) for c in fresh(view).changes}
    assert changes == {("ESP", "PRT"): (0, 6.9), ("MAR", "PRT"): (3, 0.0)}


def test_pairs_months_and_states_agree_with_the_events(folder: Path) -> None:
    with viewed(folder) as view:
        events, claims = catalogue(view, Sort.EVENT), catalogue(view, Sort.CLAIM)
        happened = [e for e in view.events() if e.status in (Status.REPORTED, Status.CLAIMED)]
        met = [e for e in happened if e.type is EventType.CONSULT]
        assert [(p.a, p.b, p.count) for p in pairs(events)] == [("MAR", "PRT", len(met))]
        assert sum(m.count for m in months(events, 99)) == sum(e.date is not None for e in happened)
        by = {s.country: s for s in states(events, claims)}
        assert by["PRT"].contacts == len(met)
        assert by["MAR"].events == sum(e.type is EventType.ASSAULT for e in happened)
        assert by["MAR"].denied == sum(
            bool(c.denials) for c in view.claims() if c.speaker and c.speaker.country == "MAR"
        )
