"""The index of a record: the same whatever the order and the commits, made again alike, and with the user's word."""

from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from dispatches import (
    ANA,
    KARIM,
    MOROCCO,
    PORTUGAL,
    answers,
    contact,
    dispatch,
    judged,
    kept,
    key,
    rebuilt,
    says,
    taken_back,
    viewed,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from merge_story import ATLAS, BLAST, BLAST_TOO, COAST, DENIAL, DOZEN, GAZETA, LATER, LATER_TOO, MATIN

from onrecord.errors import UsageError
from onrecord.merge.database import FILE
from onrecord.merge.index import Index
from onrecord.merge.view import View
from onrecord.merged import MergedEvent, Row, Sort
from onrecord.record import Record
from onrecord.store import Archive, Verdict


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """What the dozen say, taken in with one commit."""
    return answers(kept(tmp_path_factory.mktemp("whole") / "record", DOZEN))


@pytest.fixture
def dozen(tmp_path: Path) -> Path:
    return kept(tmp_path / "record", DOZEN)


def event_of(view: View, record: Record, id_: str = "e1") -> MergedEvent:
    return view.event(view.merged_id(Sort.EVENT, Row(key(record), id_)))


def together(folder: Path, sort: Sort, *rows: Row) -> bool:
    with viewed(folder) as view:
        return len({view.merged_id(sort, row) for row in rows}) == 1


def event(record: Record) -> Row:
    return Row(key(record), "e1")


def claim(record: Record) -> Row:
    return Row(key(record), "s1")


def denied_by(folder: Path, record: Record, snapshot: str | None = None) -> list[Row]:
    with viewed(folder, snapshot) as view:
        denials = view.claim(view.merged_id(Sort.CLAIM, claim(record))).denials
        return [Row(d.document, d.statement.id) for d in denials]


# Order and commits


@st.composite
def commits(draw: st.DrawFn) -> list[list[Record]]:
    """The dozen in some order, in some number of commits."""
    shuffled = draw(st.permutations(DOZEN))
    cuts = sorted(draw(st.sets(st.integers(1, len(DOZEN) - 1), max_size=5)))
    return [list(shuffled[a:b]) for a, b in zip([0, *cuts], [*cuts, len(DOZEN)], strict=True)]


@settings(max_examples=12, deadline=None)
@given(commits())
def test_order_and_commits_change_nothing(whole: dict[str, object], parts: list[list[Record]]) -> None:
    with TemporaryDirectory() as folder:
        assert answers(kept(Path(folder, "record"), *parts)) == whole


def test_five_parts_change_nothing(whole: dict[str, object], tmp_path: Path) -> None:
    assert answers(kept(tmp_path / "record", *(DOZEN[n::5] for n in range(5)))) == whole


def test_the_story_is_told(dozen: Path) -> None:
    """Without this, "the same" could be nothing at all."""
    with viewed(dozen) as view:
        told = {frozenset(a.document for a in e.accounts) for e in view.events()}
        said = {frozenset(t.document for t in c.tellings) for c in view.claims()}
    assert frozenset(map(key, (MATIN, GAZETA, ATLAS, COAST))) in told
    assert frozenset(map(key, (LATER, LATER_TOO))) in told
    assert frozenset(map(key, (BLAST, BLAST_TOO))) in told
    assert frozenset(map(key, (ATLAS, COAST))) in said
    assert denied_by(dozen, ATLAS) == [claim(DENIAL)]


@settings(max_examples=6, deadline=None)
@given(st.data())
def test_rows_of_two_figures_for_one_thing_are_compared_alike_both_ways(data: st.DataObject) -> None:
    """One account that counts twice, and others: what a pair scores may not hang on which came first."""
    counted = [["3 killed", "5 killed"], ["5 killed"], ["3 killed"], ["9 killed", "3 killed"]]
    reports = [
        dispatch(
            f"Paper {n}", "2024-04-08", f"Paper {n}: soldiers fired at a crowd in Tangier.", [MOROCCO],
            events=[
                contact("fired", whom=[MOROCCO], date="2024-04-07", place="Tangier", figures=figures),
            ],
        )
        for n, figures in enumerate(counted)
    ]  # fmt: skip
    with TemporaryDirectory() as folder:
        shuffled = kept(Path(folder, "a"), *([r] for r in data.draw(st.permutations(reports))))
        assert scores(shuffled) == scores(kept(Path(folder, "b"), reports))


def scores(folder: Path) -> set[tuple[str, str, int]]:
    """Every pair that was compared, by names that do not hang on the order."""
    with Index.open(Archive(folder)) as index:
        sql = "SELECT a.name, b.name, score FROM edges JOIN nodes a ON a.node = a JOIN nodes b ON b.node = b"
        return set(index._db.execute(sql))


def test_hashes_of_strings_change_nothing() -> None:
    """Sets of words come in another order in every process; what they weigh may not."""
    from onrecord.merge.words import weight  # noqa: PLC0415

    words = [f"word{n}" for n in range(40)] + ["accord", "account", "actor", "abroad", "absolut", "acro"]
    sets = [frozenset(words[n:] + words[:n]) for n in range(40)]
    assert len({weight(frozenset(sorted(s, reverse=n % 2 == 1))) for n, s in enumerate(sets)}) == 1


# Made again


def test_what_is_thrown_away_is_made_again(whole: dict[str, object], dozen: Path) -> None:
    assert answers(rebuilt(dozen)) == whole


@pytest.mark.parametrize("damage", [b"", b"no database at all, but some bytes" * 200])
def test_an_index_that_is_none_is_made_again(whole: dict[str, object], dozen: Path, damage: bytes) -> None:
    (dozen / FILE).write_bytes(damage)
    with Index.open(Archive(dozen)) as index:
        index.catch_up()
    assert answers(dozen) == whole


def test_an_index_of_another_record_is_made_again(whole: dict[str, object], dozen: Path, tmp_path: Path) -> None:
    other = kept(tmp_path / "other", [MATIN])
    (dozen / FILE).write_bytes((other / FILE).read_bytes())
    with Index.open(Archive(dozen)) as index:
        index.catch_up()
    assert answers(dozen) == whole


def test_old_snapshots_answer_as_they_did(tmp_path: Path) -> None:
    folder = tmp_path / "record"
    seen = {}
    parts = [DOZEN[n::4] for n in range(4)]
    for part in parts:
        kept(folder, part)
        seen[Archive(folder).snapshot] = answers(folder)
    judged(folder, Verdict.WRONG, Sort.EVENT, event(BLAST))
    judged(folder, Verdict.SAME, Sort.EVENT, event(MATIN), event(LATER))
    assert len({str(told) for told in seen.values()}) == len(parts)
    for folder_ in (folder, rebuilt(folder)):
        assert {snapshot: answers(folder_, snapshot) for snapshot in seen} == seen


def test_a_commit_is_taken_in_whole_or_not_at_all(
    whole: dict[str, object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = kept(tmp_path / "record", DOZEN[:6])
    before = answers(folder)

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Index, "_retell", stopped)
        with pytest.raises(KeyboardInterrupt):
            kept(folder, DOZEN[6:])
    assert answers(folder) == before
    with Index.open(Archive(folder)) as index:
        index.catch_up()
    assert answers(folder) == whole


# The user's word

SAME_TWO = (event(MATIN), event(LATER))
TWINS = (event(ATLAS), event(COAST))  # with the very same facts
JUDGEMENTS = [
    (Verdict.SAME, Sort.EVENT, SAME_TWO),
    (Verdict.DIFFERENT, Sort.EVENT, (event(MATIN), event(GAZETA))),
    (Verdict.DIFFERENT, Sort.EVENT, TWINS),
    (Verdict.WRONG, Sort.EVENT, (event(GAZETA),)),
    (Verdict.WRONG, Sort.EVENT, (event(BLAST), event(BLAST_TOO))),
    (Verdict.SAME, Sort.CLAIM, (claim(MATIN), claim(ATLAS))),
    (Verdict.DIFFERENT, Sort.CLAIM, (claim(ATLAS), claim(COAST))),
    (Verdict.WRONG, Sort.CLAIM, (claim(ATLAS),)),
    (Verdict.WRONG, Sort.CLAIM, (claim(ATLAS), claim(COAST))),
    (Verdict.WRONG, Sort.CLAIM, (claim(DENIAL),)),
    (Verdict.SAME, Sort.ACTOR, (Row(key(ATLAS), "a3"), Row(key(ATLAS), "a4"))),
    (Verdict.DIFFERENT, Sort.ACTOR, (Row(key(MATIN), "a1"), Row(key(GAZETA), "a1"))),
    (Verdict.WRONG, Sort.ACTOR, (Row(key(GAZETA), "a1"),)),
    (Verdict.SAME, Sort.ECHO, (Row(key(MATIN), ""), Row(key(GAZETA), ""))),
    (Verdict.DIFFERENT, Sort.ECHO, (Row(key(ATLAS), ""), Row(key(COAST), ""))),
]


@pytest.mark.parametrize(("verdict", "sort", "rows"), JUDGEMENTS)
def test_a_judgement_holds_and_taking_it_back_undoes_it(
    whole: dict[str, object], dozen: Path, verdict: Verdict, sort: Sort, rows: tuple[Row, ...]
) -> None:
    judgement = judged(dozen, verdict, sort, *rows)
    after = answers(dozen)
    assert after != whole
    if verdict is Verdict.WRONG:
        with viewed(dozen) as view:
            for row in rows:
                with pytest.raises(UsageError):
                    view.merged_id(sort, row)
    else:
        assert together(dozen, sort, *rows) is (verdict is Verdict.SAME)
    assert answers(rebuilt(dozen)) == after
    taken_back(dozen, judgement)
    assert answers(dozen) == whole
    assert answers(rebuilt(dozen)) == whole


@pytest.mark.parametrize(("verdict", "sort", "rows"), JUDGEMENTS)
def test_a_judgement_is_the_same_before_and_after_more_reports(
    tmp_path: Path, verdict: Verdict, sort: Sort, rows: tuple[Row, ...]
) -> None:
    """What was judged early holds for what comes late: the record is that of all reports, then judged."""
    judged_on = {row.document for row in rows}
    first = [r for r in DOZEN if key(r) in judged_on]
    early = kept(tmp_path / "early", first)
    judged(early, verdict, sort, *rows)
    kept(early, [r for r in DOZEN if key(r) not in judged_on])
    late = kept(tmp_path / "late", DOZEN)
    judged(late, verdict, sort, *rows)
    assert answers(early) == answers(late)


@settings(max_examples=6, deadline=None)
@given(st.lists(st.sampled_from(JUDGEMENTS), min_size=2, max_size=4, unique=True), st.randoms(use_true_random=False))
def test_judgements_taken_back_in_any_order_leave_nothing(
    whole: dict[str, object], given_: Sequence[tuple[Verdict, Sort, tuple[Row, ...]]], random: object
) -> None:
    with TemporaryDirectory() as name:
        folder = kept(Path(name, "record"), DOZEN)
        ids = [judged(folder, verdict, sort, *rows) for verdict, sort, rows in given_]
        shuffle: Callable[[list[str]], None] = getattr(random, "shuffle")  # noqa: B009
        shuffle(ids)
        for id_ in ids:
            taken_back(folder, id_)
        assert answers(folder) == whole


def test_two_judgements_on_one_row_hold_until_both_are_taken_back(whole: dict[str, object], dozen: Path) -> None:
    ids = [judged(dozen, Verdict.WRONG, Sort.EVENT, event(GAZETA)) for _ in range(2)]
    taken_back(dozen, ids[0])
    with viewed(dozen) as view, pytest.raises(UsageError):
        event_of(view, GAZETA)
    taken_back(dozen, ids[1])
    assert answers(dozen) == whole


def test_the_rest_stays_one_when_one_of_the_same_is_wrong(dozen: Path, tmp_path: Path) -> None:
    """In whichever order the two were said."""
    rows = (event(BLAST), event(MATIN), event(LATER))
    other = kept(tmp_path / "other", DOZEN)
    judged(dozen, Verdict.SAME, Sort.EVENT, *rows)
    judged(dozen, Verdict.WRONG, Sort.EVENT, rows[0])
    judged(other, Verdict.WRONG, Sort.EVENT, rows[0])
    judged(other, Verdict.SAME, Sort.EVENT, *rows)
    assert together(dozen, Sort.EVENT, *rows[1:])
    assert answers(dozen) == answers(other)


def test_what_loses_a_row_is_still_listed(dozen: Path) -> None:
    """Its id stays, as its first row does; it must be found as before."""
    with viewed(dozen) as view:
        rows = view.members(event_of(view, MATIN).id)
    judged(dozen, Verdict.WRONG, Sort.EVENT, rows[-1])
    with viewed(dozen) as view:
        assert view.merged_id(Sort.EVENT, rows[0]) in {e.id for e in view.events()}
    judged(dozen, Verdict.WRONG, Sort.CLAIM, max(claim(ATLAS), claim(COAST)))
    with viewed(dozen) as view:
        assert len([c for c in view.claims() if c.act == "accuse"]) == 1


def test_a_wrong_denial_denies_nothing_any_more(dozen: Path) -> None:
    judgement = judged(dozen, Verdict.WRONG, Sort.CLAIM, claim(DENIAL))
    assert denied_by(dozen, ATLAS) == []
    before = Archive(dozen).snapshots[0]
    assert denied_by(dozen, ATLAS, before) == [claim(DENIAL)]
    taken_back(dozen, judgement)
    assert denied_by(dozen, ATLAS) == [claim(DENIAL)]


def test_a_claim_set_apart_keeps_who_denies_it(dozen: Path) -> None:
    judged(dozen, Verdict.DIFFERENT, Sort.CLAIM, claim(ATLAS), claim(COAST))
    assert sorted(denied_by(dozen, ATLAS) + denied_by(dozen, COAST)) == [claim(DENIAL)]


def test_a_denial_in_one_report_is_weighed_by_the_reports_that_are_left(tmp_path: Path) -> None:
    """Two reports with statements alike, in one of them tied by the reading: struck out there, they are not tied."""
    words, answer = "the harbour was mined by Moroccan divers", "it had heard such talk before, a spokesman sighed"
    tied, loose = (
        dispatch(
            outlet, "2024-04-05", f"{outlet}: Ana Costa said {words}; Karim Haddad replied: {answer}.", [ANA, KARIM],
            statements=[says(ANA, "accuse", words, target=None), says(KARIM, "assert", answer, replies_to=to)],
        )
        for outlet, to in (("Tied", "s1"), ("Loose", None))
    )  # fmt: skip
    never = kept(tmp_path / "never", [loose])
    folder = kept(tmp_path / "record", [tied, loose])
    judged(folder, Verdict.WRONG, Sort.CLAIM, Row(key(tied), "s1"), Row(key(tied), "s2"))

    def replies(where: Path) -> int:
        with viewed(where) as view:
            return sum(len(c.replies) for c in view.claims())

    assert replies(never) == 0
    assert replies(folder) == 0


def test_a_party_that_is_wrong_takes_part_in_nothing(dozen: Path) -> None:
    judged(dozen, Verdict.WRONG, Sort.ACTOR, Row(key(DENIAL), "a1"))
    judged(dozen, Verdict.WRONG, Sort.ACTOR, Row(key(LATER), "a1"), Row(key(LATER_TOO), "a1"))
    with viewed(dozen) as view:
        told = view.claim(view.merged_id(Sort.CLAIM, claim(DENIAL)))
        assert told.speaker is None
        later = event_of(view, LATER)
        assert [p.name for p in (*later.sources, *later.targets)] == ["Karim Haddad"]


def test_a_judgement_on_what_is_not_there_changes_nothing(whole: dict[str, object], dozen: Path) -> None:
    judged(dozen, Verdict.WRONG, Sort.EVENT, Row("d000000000000", "e1"))
    assert answers(dozen) == whole


def test_portugal_is_one_and_morocco_another(dozen: Path) -> None:
    with viewed(dozen) as view:
        assert {a.name: a.country for a in view.actors() if a.kind == "state"} == {
            PORTUGAL.name: "PRT",
            MOROCCO.name: "MAR",
        }
