"""The merge obeys the laws of sets: neither order nor grouping nor saying it twice matters, and a word taken back is
as if it had not been said.
"""

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from dispatches import (
    ANA,
    KARIM,
    MOROCCO,
    PORTUGAL,
    answers,
    contact,
    dispatch,
    happening,
    kept,
    key,
    says,
    somebody,
    viewed,
)
from hypothesis import given
from hypothesis import strategies as st
from shelf import shelved
from tries import few

from onrecord.merged import Row, Sort
from onrecord.record import Record
from onrecord.store import Verdict

PAPERS = ("Le Matin", "Gazeta", "Atlas Wire", "Coast Daily", "Port News")
CHARGE = "Portuguese trawlers had entered Moroccan waters on three nights in March"
DENIAL = "it is not true that Portuguese trawlers were in Moroccan waters"
OPENING = (
    "The quarrel over fishing off the Atlantic coast went on. ",
    "Nobody in Rabat would say more; the season opens in May. ",
    "",
)
ELSEWHERE = [somebody("Ingrid Dahl", "NOR"), somebody("Pekka Salo", "FIN")]


@pytest.fixture(scope="module", autouse=True)
def _no_waiting_for_disks() -> Iterator[None]:
    """That what was written is on the disk is tested with the store."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: None)
        yield


@st.composite
def reports(draw: st.DrawFn) -> Record:
    """A report on a call, a blast, a charge or its denial, of one of a few days: some tell of the same, some nearly."""
    paper, day, opening = draw(st.sampled_from(PAPERS)), draw(st.integers(3, 7)), draw(st.sampled_from(OPENING))
    published, date = f"2024-04-0{day + 1}", f"2024-04-0{day}"
    match draw(st.sampled_from(["call", "blast", "charge", "denial"])):
        case "call":
            first, other = draw(st.permutations([ANA, KARIM]))
            medium = draw(st.sampled_from(["phone", "video"]))
            by = draw(st.sampled_from([None, ANA, KARIM]))
            text = f"{opening}{first.name} spoke with {other.name} about the accord, said a spokesman."
            told = contact("spoke", first, other, by=by, medium=medium, date=draw(st.sampled_from([date, None])))
            return dispatch(paper, published, text, [ANA, KARIM], events=[told])
        case "blast":
            number = draw(st.integers(3, 5))
            text = f"{opening}A blast in the harbour of Tangier killed {number} people. Morocco opened an inquiry."
            told = happening(
                "ASSAULT", "blast", whom=[MOROCCO], date=date, place="Tangier", figures=[f"{number} killed"]
            )
            return dispatch(paper, published, text, [MOROCCO], events=[told])
        case "charge":
            text = f"{opening}Karim Haddad complained that {CHARGE}. Portugal would not comment."
            said = says(KARIM, "accuse", CHARGE, target=draw(st.sampled_from([PORTUGAL, None])))
            return dispatch(paper, published, text, [KARIM, PORTUGAL], statements=[said])
        case _:
            text = f"{opening}Ana Costa of Portugal answered: {DENIAL}, she said."
            return dispatch(paper, published, text, [ANA, PORTUGAL], statements=[says(ANA, "deny", DENIAL)])


STORIES = st.lists(reports(), min_size=2, max_size=5, unique_by=key)


def told(*commits: Sequence[Record]) -> dict[str, Any]:
    with shelved(*commits) as shelf:
        return shelf.answers()


@few(15)
@given(STORIES, st.data())
def test_the_order_of_reports_does_not_matter(story: list[Record], data: st.DataObject) -> None:
    """a + b = b + a"""
    assert told(*([r] for r in data.draw(st.permutations(story)))) == told(*([r] for r in story))


@few(15)
@given(STORIES, st.data())
def test_parts_one_after_the_other_are_the_whole(story: list[Record], data: st.DataObject) -> None:
    """(a + b) + c = a + (b + c) = a + b + c at once"""
    a, b = sorted(data.draw(st.tuples(*[st.integers(0, len(story))] * 2)))
    assert told(story[:a], story[a:b], story[b:]) == told(story)


@few(8)
@given(st.lists(reports(), min_size=1, max_size=3, unique_by=key), st.data())
def test_what_is_said_twice_is_said_once(story: list[Record], data: st.DataObject) -> None:
    """a + a = a, to the bytes of the record on disk"""
    again = data.draw(st.lists(st.sampled_from(story), min_size=1, max_size=3))
    with TemporaryDirectory() as name:
        folder = kept(Path(name, "r"), story)
        before, files = answers(folder), contents(folder)
        assert answers(kept(folder, again)) == before
        assert contents(folder) == files


def contents(folder: Path) -> dict[str, bytes]:
    """The files of the record itself, without what is made of them."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and "derived" not in path.parts)
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def rows(story: Sequence[Record]) -> list[tuple[Sort, Row]]:
    """All that may be judged."""
    found = [(Sort.EVENT, Row(key(r), e.id)) for r in story for e in r.events]
    found += [(Sort.CLAIM, Row(key(r), s.id)) for r in story for s in r.statements]
    found += [(Sort.ACTOR, Row(key(r), a.id)) for r in story for a in r.actors]
    return found + [(Sort.ECHO, Row(key(r), "")) for r in story]


@st.composite
def judgements(draw: st.DrawFn, story: list[Record]) -> tuple[Verdict, Sort, list[Row]]:
    sort, row = draw(st.sampled_from(rows(story)))
    others = [other for kind, other in rows(story) if kind is sort and other.document != row.document]
    if not others or (sort is not Sort.ECHO and draw(st.booleans())):
        return Verdict.WRONG, sort, [row]
    return draw(st.sampled_from([Verdict.SAME, Verdict.DIFFERENT])), sort, [row, draw(st.sampled_from(others))]


@few(15)
@given(STORIES, st.data())
def test_a_word_taken_back_is_as_if_not_said(story: list[Record], data: st.DataObject) -> None:
    """Several too, in whichever order they are taken back."""
    with shelved(story) as shelf:
        before = shelf.answers()
        said = [shelf.judge(*word) for word in data.draw(st.lists(judgements(story), min_size=1, max_size=2))]
        for judgement in data.draw(st.permutations(said)):
            shelf.take_back(judgement)
        assert shelf.answers() == before


@few(15)
@given(STORIES, st.data())
def test_an_index_made_anew_says_the_same(story: list[Record], data: st.DataObject) -> None:
    """Also after the user's word."""
    with shelved(*([r] for r in story)) as shelf:
        shelf.judge(*data.draw(judgements(story)))
        said = shelf.answers()
        assert shelf.rebuilt().answers() == said


@few(15)
@given(STORIES)
def test_every_row_is_in_the_record_once(story: list[Record]) -> None:
    with shelved(story) as shelf, viewed(shelf.folder) as view:
        ids = {Sort.EVENT: [e.id for e in view.events()], Sort.ACTOR: [a.id for a in view.actors()]}
        for sort, merged in ids.items():
            held = Counter(row for id_ in merged for row in view.members(id_))
            assert held == Counter(row for kind, row in rows(story) if kind is sort)


@few(15)
@given(STORIES)
def test_what_has_nothing_to_do_with_it_changes_nothing(story: list[Record]) -> None:
    """A report of another year from another part of the world leaves each event and claim as it was."""
    far = dispatch(
        "Nordlys", "2021-09-02", "Ingrid Dahl received Pekka Salo in Tromsø for talks on reindeer fences.", ELSEWHERE,
        events=[contact("received", *ELSEWHERE, medium="in-person", place="Tromsø", date="2021-09-01")],
    )  # fmt: skip
    alone, beside = told(story), told([far, *story])
    assert [event for event in beside["events"] if key(far) not in {a.document for a in event.accounts}] == alone[
        "events"
    ]
    assert beside["claims"] == alone["claims"]
