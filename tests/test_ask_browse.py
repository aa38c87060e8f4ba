"""Whatever is counted is what the merged rows say."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from itertools import combinations
from pathlib import Path

import pytest
from dispatches import kept, viewed
from merge_story import DOZEN
from views import Desk

from onrecord.ask.browse import Browsed, Wanted, browse, facet_names
from onrecord.ask.catalogue import catalogue
from onrecord.ask.fresh import fresh, months, pairs
from onrecord.ask.geography import states
from onrecord.ask.protocol import View
from onrecord.ask.reports import Reports
from onrecord.build import build
from onrecord.errors import UsageError
from onrecord.merge.view import View as Merged
from onrecord.merged import MergedClaim, MergedEvent, Party, Sort
from onrecord.record import EventType, Status

SAMPLES = Path(__file__).resolve().parents[1] / "samples" / "stories.jsonl"
HAPPENED = (Status.REPORTED, Status.CLAIMED)
ALL = 999


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return kept(tmp_path_factory.mktemp("browse") / "record", DOZEN[:5], DOZEN[5:])


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    """The record of the sample reports, as the model reads them."""
    folder = tmp_path_factory.mktemp("samples") / "record"
    build([str(SAMPLES)], folder, jobs=1)
    with closing(Merged.open(folder)) as view:
        yield view


def counted(found: Browsed, facet: str) -> dict[str, int]:
    return {v.value: v.count for f in found.facets if f.name == facet for v in f.values}


def tallied(rows: Iterable[MergedEvent | MergedClaim], of: Callable[..., Iterable[str | None]]) -> dict[str, int]:
    return dict(Counter(value for row in rows for value in set(of(row)) if value))


def states_of(event: MergedEvent) -> list[str]:
    return sorted({p.country for p in (*event.sources, *event.targets) if p.country})


def check_events(view: View) -> int:
    """Hold every facet against counting the events one by one."""
    reports, events, facets = Reports(view), list(view.events()), {}
    for name in ("type", "status", "medium", "country", "pair", "outlet", "month"):
        facets[name] = counted(browse(view, Wanted(unfold=name)), name)
    assert facets == {
        "type": tallied(events, lambda e: [e.type]),
        "status": tallied(events, lambda e: [e.status]),
        "medium": tallied(events, lambda e: [e.medium]),
        "country": tallied(events, states_of),
        "pair": tallied(events, lambda e: [f"{a}-{b}" for a, b in combinations(states_of(e), 2)]),
        "outlet": tallied(events, lambda e: [reports.outlet(a.document) for a in e.accounts]),
        "month": tallied(events, lambda e: [e.date.start[:7]] if e.date else []),
    }
    assert browse(view, Wanted()).total == len(events)
    return len(events)


def check_claims(view: View) -> int:
    """The same of the claims."""
    reports, claims, facets = Reports(view), list(view.claims()), {}
    for name in ("act", "evidence", "denied", "country", "pair", "outlet", "month"):
        facets[name] = counted(browse(view, Wanted(sort=Sort.CLAIM, unfold=name)), name)

    def about(claim: MergedClaim) -> list[str]:
        sides = {party.country for party in (claim.speaker, claim.target) if party and party.country}
        return ["-".join(sorted(sides))] if len(sides) > 1 else []

    def day(claim: MergedClaim) -> str:
        return min(view.source(t.document).published or "9999" for t in claim.tellings)

    assert facets == {
        "act": tallied(claims, lambda c: [c.act]),
        "evidence": tallied(claims, lambda c: [c.evidence]),
        "denied": tallied(claims, lambda c: ["yes" if c.denials else "no"]),
        "country": tallied(claims, lambda c: [c.speaker.country] if c.speaker else []),
        "pair": tallied(claims, about),
        "outlet": tallied(claims, lambda c: [reports.outlet(t.document) for t in c.tellings]),
        "month": tallied(claims, lambda c: [day(c)[:7]] if day(c) < "9999" else []),
    }
    assert browse(view, Wanted(sort=Sort.CLAIM)).total == len(claims)
    return len(claims)


def test_what_is_counted_is_what_is_told(folder: Path) -> None:
    with viewed(folder) as view:
        assert check_events(view) > 3
        assert check_claims(view) > 3


def test_what_is_counted_of_the_samples_is_what_is_told(read: View) -> None:
    assert check_events(read) > 15
    assert check_claims(read) > 30


@pytest.mark.parametrize(
    ("wanted", "fits"),
    [
        (Wanted(type=("CONSULT",)), lambda e: e.type == "CONSULT"),
        (Wanted(type=("CONSULT", "ASSAULT")), lambda e: e.type in ("CONSULT", "ASSAULT")),
        (Wanted(country=("PRT", "MAR")), lambda e: {"PRT", "MAR"} & set(states_of(e))),
        (Wanted(country=("PRT",), type=("ASSAULT",)), lambda _: False),
        (Wanted(pair=("PRT-MAR",)), lambda e: {"PRT", "MAR"} <= set(states_of(e))),
        (Wanted(to=("MAR",)), lambda e: e.type == "ASSAULT"),
        (Wanted(by=("MAR",)), lambda _: False),
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
    assert [(v.value, v.count, v.chosen) for f in found.facets if f.name == "country" for v in f.values][2:] == [
        ("FRA", 0, True)
    ]


def test_words_are_those_of_a_report(folder: Path) -> None:
    with viewed(folder) as view:
        assert {row.type for row in browse(view, Wanted(words="harbour")).rows if isinstance(row, MergedEvent)} == {
            "ASSAULT"
        }
        assert browse(view, Wanted(words="zeppelin")).total == 0
        assert browse(view, Wanted(words="?!")).total == 0


def test_an_actor_takes_part_or_speaks(folder: Path) -> None:
    with viewed(folder) as view:
        (ana,) = view.find_actors("Ana Costa")
        for sort in (Sort.EVENT, Sort.CLAIM):
            found = browse(view, Wanted(sort=sort, actor=(ana.id,)))
            every = view.events(actor=ana.id) if sort is Sort.EVENT else view.claims(actor=ana.id)
            assert {row.id for row in found.rows} == {row.id for row in every} != set()


def test_a_facet_is_unfolded(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.ask.browse._SHOWN", 2)
    with viewed(folder) as view:
        facets = {f.name: f for f in browse(view, Wanted(unfold="type", outlet=("Port News",))).facets}
    outlets = facets["outlet"]
    assert [v.value for v in outlets.values] == ["Gazeta", "Le Matin", "Port News"]  # what is chosen is always there
    assert outlets.more > 0
    assert facets["type"].more == 0


def test_pages_hold_every_row_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.ask.browse.PAGE", 3)
    with viewed(folder) as view:
        first = browse(view, Wanted())
        rows = [row.id for page in range(1, first.pages + 1) for row in browse(view, Wanted(page=page)).rows]
        assert len(rows) == len(set(rows)) == first.total == len(list(view.events()))
        assert first.pages == -(-first.total // 3) > 1


@pytest.mark.parametrize(
    "wanted",
    [Wanted(type=("WAR",)), Wanted(status=("so",)), Wanted(page=99), Wanted(act=("sing",)), Wanted(pair=("FRA",))],
)
def test_what_cannot_be_is_refused(folder: Path, wanted: Wanted) -> None:
    with viewed(folder) as view, pytest.raises(UsageError):
        browse(view, wanted)


def test_the_names_of_facets() -> None:
    assert set(facet_names()) == {
        "country", "pair", "actor", "by", "to", "type", "status", "medium", "act", "evidence", "denied", "outlet",
        "month",
    }  # fmt: skip


# What is new


def test_what_is_new(folder: Path) -> None:
    with viewed(folder) as view:
        found = fresh(view)
        assert found.until == "2024-04-09"
        assert [e.date.start for e in found.contacts if e.date][:2] == ["2024-04-09", "2024-04-05"]
        assert [d.day for d in found.denied] == ["2024-04-05"]
        assert all(d.claim.denials for d in found.denied)
        assert not any(c.denials for c in found.claims)
        assert (found.changes, found.before) == ((), 0)  # five days tell nobody what is usual
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


def test_pairs_months_and_states_agree_with_the_events(folder: Path, read: View) -> None:
    with viewed(folder) as view:
        check_pictures(view)
    check_pictures(read)


def check_pictures(view: View) -> None:
    """Hold what is drawn against counting the rows one by one."""
    events, claims = catalogue(view, Sort.EVENT), catalogue(view, Sort.CLAIM)
    happened = [e for e in view.events() if e.status in HAPPENED]
    met = [e for e in happened if e.type is EventType.CONSULT]
    others = [e for e in happened if e.type is not EventType.CONSULT]
    assert {(p.a, p.b): p.count for p in pairs(view)} == Counter(
        pair for e in met for pair in combinations(states_of(e), 2)
    )
    assert {(m.month, m.type): m.count for m in months(view, ALL)} == Counter(
        (e.date.start[:7], e.type) for e in happened if e.date
    )
    alike = EventType.AGREE
    said = [c.speaker.country if c.speaker else None for c in view.claims()]
    denied = [c.speaker.country if c.speaker else None for c in view.claims() if c.denials]
    found = states(events, claims)
    assert len(found) == len({s.country for s in found}) > 1
    for state in found:
        code = state.country
        assert state.contacts == sum(code in states_of(e) for e in met)
        assert state.done_by == sum(code in {p.country for p in doers(e, alike)} for e in others)
        assert state.done_to == sum(code in {p.country for p in e.targets if e.type is not alike} for e in others)
        assert (state.claims, state.denied) == (said.count(code), denied.count(code))


def doers(event: MergedEvent, alike: EventType) -> tuple[Party, ...]:
    return (*event.sources, *event.targets) if event.type is alike else event.sources


def test_a_record_of_nothing_has_nothing_new(tmp_path: Path) -> None:
    with viewed(kept(tmp_path / "record")) as view:
        found = fresh(view)
        assert (found.until, found.before, found.contacts, found.claims, found.reports) == (None, 0, (), (), ())
        events, claims = catalogue(view, Sort.EVENT), catalogue(view, Sort.CLAIM)
        assert (pairs(view), months(view, 12), states(events, claims)) == ((), (), ())
        assert [browse(view, Wanted(sort=sort)).total for sort in (Sort.EVENT, Sort.CLAIM)] == [0, 0]


def test_without_dates_there_is_something_new_all_the_same() -> None:
    desk = Desk()
    ana, karim = desk.somebody("Ana", "PRT"), desk.somebody("Karim", "MAR")
    report = desk.report(None, None, "Ana met Karim.")
    desk.happens("CONSULT", [ana, karim], {report: "met"})
    found = fresh(desk)
    assert (found.until, found.changes, len(found.contacts), len(found.reports)) == (None, (), 1, 1)
