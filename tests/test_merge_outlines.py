"""Merged rows in short are what is told of them, in every snapshot, however they came to be."""

from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from dispatches import (
    ANA,
    KARIM,
    MOROCCO,
    PORTUGAL,
    contact,
    dispatch,
    happening,
    judged,
    kept,
    key,
    says,
    somebody,
    taken_back,
    viewed,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from merge_story import ATLAS, COAST, DOZEN, GAZETA, MATIN

from onrecord.merge.view import View
from onrecord.merged import Outline, Row, Sort
from onrecord.record import Kind, Record
from onrecord.store import Archive, Verdict

NEVER = "9999-99-99"


def between_commas(values: Iterable[str | None]) -> str:
    return "," + "".join(f"{value}," for value in sorted({v for v in values if v}))


def told(view: View) -> dict[str, Outline]:
    """The same from the events and claims as they are told in full."""
    found = {}
    for event in view.events():
        start, stop = (event.date.start, event.date.end) if event.date else (NEVER, NEVER)
        by, to = (between_commas(p.country for p in side) for side in (event.sources, event.targets))
        who, whom = (between_commas(p.actor for p in side) for side in (event.sources, event.targets))
        both = (*event.sources, *event.targets)
        people = between_commas(p.actor for p in both if p.kind is Kind.PERSON and p.country)
        fields = (event.type, event.status, event.medium or "", start, stop, by, to, who, whom, people)
        found[event.id] = Outline(event.id, *fields)
    for claim in view.claims():
        day = min(view.source(t.document).published or NEVER for t in claim.tellings)
        by, to = (between_commas([party.country if party else None]) for party in (claim.speaker, claim.target))
        who, whom = (between_commas([party.actor if party else None]) for party in (claim.speaker, claim.target))
        evidence = claim.evidence or ""
        found[claim.id] = Outline(claim.id, claim.act, evidence, "", day, day, by, to, who, whom, ",")
    return found


def check(folder: Path) -> int:
    """Hold every snapshot against what is told in it; how many rows there are in the newest."""
    number = 0
    for snapshot in Archive(folder).snapshots:
        with viewed(folder, snapshot) as view:
            outlines = {o.id: o for sort in (Sort.EVENT, Sort.CLAIM) for o in view.outlines(sort)}
            assert outlines == told(view), snapshot
            number = len(outlines)
    return number


@st.composite
def commits(draw: st.DrawFn) -> list[list[Record]]:
    shuffled = draw(st.permutations(DOZEN))
    cuts = sorted(draw(st.sets(st.integers(1, len(DOZEN) - 1), max_size=5)))
    return [list(shuffled[a:b]) for a, b in zip([0, *cuts], [*cuts, len(DOZEN)], strict=True)]


@settings(max_examples=10, deadline=None)
@given(commits())
def test_in_whatever_order_reports_come(parts: list[list[Record]]) -> None:
    with TemporaryDirectory() as folder:
        assert check(kept(Path(folder, "record"), *parts)) > 8


def test_after_the_users_word(tmp_path: Path) -> None:
    folder = kept(tmp_path / "record", DOZEN)
    wrong = judged(folder, Verdict.WRONG, Sort.ACTOR, Row(key(GAZETA), "a1"))
    judged(folder, Verdict.DIFFERENT, Sort.ACTOR, Row(key(MATIN), "a1"), Row(key(ATLAS), "a1"))
    judged(folder, Verdict.DIFFERENT, Sort.ECHO, Row(key(ATLAS), ""), Row(key(COAST), ""))
    judged(folder, Verdict.SAME, Sort.EVENT, Row(key(MATIN), "e1"), Row(key(DOZEN[4]), "e1"))
    taken_back(folder, wrong)
    check(folder)


def report(outlet: str, day: str, text: str, by: str | None, date: str) -> Record:
    """One report of a blast at Tangier, for which somebody of a country is said to be to blame."""
    brigade = somebody("Sahel Brigade", by, kind="group")
    events = [happening("ASSAULT", "blast", brigade, whom=[MOROCCO], date=date, place="Tangier")]
    return dispatch(outlet, day, text, [brigade, MOROCCO], events=events)


BLAST = "A blast in the harbour of Tangier in Morocco killed dozens; the Sahel Brigade is blamed by {}."


def test_a_country_that_becomes_known_later(tmp_path: Path) -> None:
    """Nothing of the first event is merged otherwise, but who did it has a country now."""
    first = report("Le Matin", "2024-04-08", BLAST.format("all"), None, "2024-04-07")
    later = report("Gazeta", "2024-06-02", BLAST.format("nobody"), "MLI", "2024-06-01")
    folder = kept(tmp_path / "record", [first], [later])
    check(folder)
    states = []
    for snapshot in Archive(folder).snapshots:
        with viewed(folder, snapshot) as view:
            states.append(next(view.outlines(Sort.EVENT)).sources)
    assert states == [",", ",MLI,"]


def test_a_copy_that_comes_later_counts_once(tmp_path: Path) -> None:
    """Two origins against one, until the two turn out to be copies of each other by a third that has both texts."""
    wire = (
        "Ana Costa and Karim Haddad spoke by telephone on Wednesday about the quarrel over fishing rights off the "
        "Atlantic coast, and agreed that a joint commission would look at the accord before the season opens."
    )
    copies = [
        dispatch(
            outlet, "2024-04-04", text, [ANA, KARIM],
            events=[contact("spoke", ANA, KARIM, medium="phone", date="2024-04-03")],
            statements=[says(ANA, "promise", "a joint commission")],
        )
        for outlet, text in (("Atlas Wire", wire), ("Coast Daily", f"{wire}\n\n(Atlas Wire)"))
    ]  # fmt: skip
    other = dispatch(
        "Le Matin", "2024-04-05", "By video, Ana Costa of Portugal spoke on Wednesday with Karim Haddad.", [ANA, KARIM],
        events=[contact("spoke", ANA, KARIM, medium="video", date="2024-04-03")],
    )  # fmt: skip
    assert check(kept(tmp_path / "record", [other], [copies[0]], [copies[1]])) > 1


def test_what_is_told_anew_within_a_commit_leaves_no_trace(tmp_path: Path) -> None:
    folder = kept(tmp_path / "record", DOZEN[:6], DOZEN[6:])
    with viewed(folder) as view:
        held = view._db.execute("SELECT count(*) FROM told WHERE until IS NULL").fetchone()[0]
        assert held == sum(view.count(sort) for sort in (Sort.ACTOR, Sort.EVENT, Sort.CLAIM))
        assert view._db.execute("SELECT count(*) FROM told WHERE since = until").fetchone()[0] == 0


def test_what_is_told_counts(tmp_path: Path) -> None:
    """A state that one report of many brings in takes no part: nor does it in the numbers."""
    others = [
        dispatch(
            f"Paper {n}", "2024-04-08", f"Paper {n}: soldiers of Portugal fired at a crowd.", [PORTUGAL, MOROCCO],
            events=[happening("ASSAULT", "fired", PORTUGAL, whom=[MOROCCO] if n == 0 else [], date="2024-04-07")],
        )
        for n in range(4)
    ]  # fmt: skip
    with viewed(kept(tmp_path / "record", others)) as view:
        (event,) = view.events()
        assert [p.name for p in (*event.sources, *event.targets)] == ["Portugal"]
        assert list(view.tally()) == [(event.type, event.status, frozenset({"PRT"}))]
        assert list(view.events(countries=["MAR"])) == []
