"""What a view of the merged record answers."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from dispatches import (
    ANA,
    KARIM,
    LUIS,
    MOROCCO,
    PORTUGAL,
    YOUSSEF,
    Happening,
    contact,
    dispatch,
    happening,
    judged,
    kept,
    key,
    says,
    somebody,
    viewed,
)
from merge_story import (
    ATLAS,
    BLAST,
    BLAST_TOO,
    COAST,
    DENIAL,
    DOZEN,
    EMPTY,
    FIRST,
    GAZETA,
    LATER,
    LATER_TOO,
    MATIN,
    OTHERS,
)

from onrecord.errors import UsageError
from onrecord.merge.database import FILE
from onrecord.merge.view import View
from onrecord.merged import Field, Row, Sort
from onrecord.record import Act, EventType, Record
from onrecord.store import Archive, Verdict

NAMES = {
    key(MATIN): "matin", key(GAZETA): "gazeta", key(ATLAS): "atlas", key(COAST): "coast", key(LATER): "later",
    key(LATER_TOO): "later too", key(DENIAL): "denial", key(BLAST): "blast", key(BLAST_TOO): "blast too",
    key(FIRST): "first", key(OTHERS): "others", key(EMPTY): "empty",
}  # fmt: skip
CALL, SECOND = {"matin", "gazeta", "atlas", "coast"}, {"later", "later too"}
BLASTS, MEETING, UNDATED = {"blast", "blast too"}, {"first"}, {"others"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return kept(tmp_path_factory.mktemp("view") / "record", DOZEN)


@pytest.fixture(scope="module")
def view(folder: Path) -> Iterator[View]:
    with viewed(folder) as opened:
        yield opened


def actor(view: View, record: Record, id_: str) -> str:
    return view.merged_id(Sort.ACTOR, Row(key(record), id_))


def made(view: View, monkeypatch: pytest.MonkeyPatch, what: str) -> list[str]:
    """The ids of the merged rows that the view makes from now on."""
    ids: list[str] = []
    make = getattr(view, what)

    def noting(id_: str) -> Any:
        ids.append(id_)
        return make(id_)

    monkeypatch.setattr(view, what, noting)
    return ids


# Reports


def test_reports_by_date(view: View) -> None:
    told = [NAMES[s.document] for s in view.sources()]
    assert sorted(told) == sorted(NAMES.values())
    assert [n for n in told if n in {"matin", "denial", "blast", "first", "others"}] == [
        "matin", "denial", "blast", "first", "others",  # of which no date is known
    ]  # fmt: skip


def test_a_report_by_its_key_its_id_or_how_they_begin(view: View) -> None:
    assert view.document(key(MATIN)) == key(MATIN)
    assert view.document(key(MATIN)[:10]) == key(MATIN)
    assert view.document("report/2") == key(OTHERS)
    assert view.document("Port News 2024-04-05") == key(DENIAL)
    assert view.document("Atlas") == key(ATLAS)


@pytest.mark.parametrize("words", ["report/1", "Port News", "d"])
def test_words_for_more_than_one_report_are_refused(view: View, words: str) -> None:
    with pytest.raises(UsageError, match="more than one report"):
        view.document(words)


@pytest.mark.parametrize("words", ["", "report/9", "%", "_eport/2", "zzz"])
def test_words_for_no_report_are_refused(view: View, words: str) -> None:
    with pytest.raises(UsageError, match="no report"):
        view.document(words)


def test_a_report_comes_back_as_it_was_read(view: View) -> None:
    assert [view.record(key(record)) for record in DOZEN] == list(DOZEN)
    with pytest.raises(UsageError):
        view.record("d000000000000")
    with pytest.raises(UsageError):
        view.source("d000000000000")


@pytest.mark.parametrize("id_", ["E0000000000", "C0000000000", "A0000000000", ""])
def test_ids_that_the_record_does_not_hold(view: View, id_: str) -> None:
    for ask in (view.event, view.claim, view.actor):
        with pytest.raises(UsageError):
            ask(id_)


# Search


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("inquiry", {"blast"}), ("INQUIRY Tangier", {"blast"}), ("inquiry Faro", set()),
        ("mourn", {"blast too"}),  # by the stem
        ("season", {"atlas", "coast"}),
        ("inquiry OR Faro", set()), ("inquiry*", {"blast"}), ('"inquiry', {"blast"}), ("title:inquiry", set()),
        ("NEAR(inquiry)", set()), ("inquiry_", {"blast"}),
    ],
)  # fmt: skip
def test_words_are_searched_for(view: View, words: str, found: set[str]) -> None:
    hits = view.search(words)
    assert {NAMES[hit.document] for hit in hits} == found
    for hit in hits:
        text = view.record(hit.document).document.text
        assert hit.span.of(text)[:4].casefold() in words.casefold()
        assert hit.span.of(text) in hit.snippet


def test_the_limit_of_a_search_holds(view: View) -> None:
    assert len(view.search("Ana Costa", limit=3)) == 3


@pytest.mark.parametrize("words", ["", "  ", "?!", "*"])
def test_a_search_needs_a_word(view: View, words: str) -> None:
    with pytest.raises(UsageError):
        view.search(words)


# Actors


def test_an_actor_is_told_from_all_reports(view: View) -> None:
    ana = view.actor(actor(view, MATIN, "a1"))
    assert (ana.name, ana.country, str(ana.kind)) == ("Ana Costa", "PRT", "person")
    assert {NAMES[row.document] for row in ana.rows} == CALL | SECOND | MEETING | {"denial"}
    ((office, start, end),) = [(t.office, t.start, t.end) for t in ana.offices]
    assert (office, start, end) == ("foreign minister", "2024-04-04", "2024-04-09")


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("Ana Costa", ["Ana Costa"]), ("costa", ["Ana Costa"]), ("ÁNA", ["Ana Costa"]), ("nobody", []),
        ("al", ["Portugal", "Youssef Alami"]), ("portugal", ["Portugal"]),
    ],
)  # fmt: skip
def test_actors_are_found_by_any_part_of_a_name(view: View, words: str, names: list[str]) -> None:
    assert [a.name for a in view.find_actors(words)] == names


def test_the_whole_name_comes_first_then_whom_most_reports_have(tmp_path: Path) -> None:
    names = ["Old Faro", "Old Faro", "Faro", "New Faro"]
    reports = [
        dispatch(f"Paper {n}", "2024-04-04", f"{n}: {name} won.", [somebody(name, None, "group")])
        for n, name in enumerate(names)
    ]
    with viewed(kept(tmp_path / "record", reports)) as view:
        assert [a.name for a in view.find_actors("FARO")] == ["Faro", "Old Faro", "New Faro"]


# Events


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, [CALL, SECOND, BLASTS, MEETING, UNDATED]),
        ({"types": [EventType.ASSAULT]}, [BLASTS]),
        ({"types": [EventType.ASSAULT, EventType.CONSULT], "countries": ["MAR"], "until": "2024-04-07"},
         [CALL, SECOND, BLASTS]),
        ({"countries": ["MAR", "PRT"]}, [CALL, SECOND, MEETING, UNDATED]),
        ({"countries": ["FRA"]}, []),
        ({"since": "2024-04-05", "until": "2024-04-05"}, [SECOND]),
        ({"since": "2024-04-06"}, [BLASTS, MEETING, UNDATED]),
        ({"until": "2024-04-03"}, [CALL]),
    ],
)  # fmt: skip
def test_events_by_what_is_asked(view: View, asked: dict[str, Any], found: list[set[str]]) -> None:
    assert [{NAMES[a.document] for a in e.accounts} for e in view.events(**asked)] == found


def test_events_of_an_actor(view: View, monkeypatch: pytest.MonkeyPatch) -> None:
    built = made(view, monkeypatch, "event")
    found = list(view.events(actor=actor(view, OTHERS, "a1")))
    assert [{NAMES[a.document] for a in e.accounts} for e in found] == [UNDATED]
    assert built == [found[0].id]  # and no other was made
    assert len(list(view.events(actor=actor(view, MATIN, "a2")))) == 3
    assert [e.type for e in view.events(actor=actor(view, BLAST, "a1"))] == ["ASSAULT"]  # as a target
    assert (
        list(view.events(actor=actor(view, OTHERS, "a4"), types=[EventType.CONSULT])) == []
    )  # named, but takes no part
    assert list(view.events(actor="A0000000000")) == []


def test_an_event_is_told_by_most_origins(view: View) -> None:
    call = view.event(view.merged_id(Sort.EVENT, Row(key(MATIN), "e1")))
    assert (call.medium, call.date and call.date.start, call.origins, len(call.accounts)) == (
        "phone", "2024-04-03", 3, 4,
    )  # fmt: skip
    assert {p.name for p in (*call.sources, *call.targets)} == {"Ana Costa", "Karim Haddad"}
    assert [str(c.field) for c in call.conflicts] == ["initiator"]
    blast = view.event(view.merged_id(Sort.EVENT, Row(key(BLAST), "e1")))
    assert [[r.value for r in c.readings] for c in blast.conflicts] == [["14 killed", "16 killed"]]
    assert [p.name for p in blast.targets] == ["Morocco"]


# Claims


@pytest.mark.parametrize(
    ("asked", "acts"),
    [
        ({}, ["accuse", "assert", "deny", "silence"]),
        ({"speaker_country": "MAR"}, ["accuse"]),
        ({"acts": [Act.SILENCE, Act.DENY]}, ["deny", "silence"]),
        ({"about": "trawlers"}, ["accuse"]),
        ({"about": "moroccan waters"}, ["accuse", "deny"]),
        ({"about": "trawlers summer"}, []),
        ({"since": "2024-04-05", "until": "2024-04-05"}, ["deny"]),
    ],
)
def test_claims_by_what_is_asked(view: View, asked: dict[str, Any], acts: list[str]) -> None:
    assert sorted(str(c.act) for c in view.claims(**asked)) == acts


def test_claims_of_a_speaker(view: View, monkeypatch: pytest.MonkeyPatch) -> None:
    built = made(view, monkeypatch, "claim")
    assert [str(c.act) for c in view.claims(actor=actor(view, OTHERS, "a1"))] == ["silence"]
    assert len(built) == 1
    assert sorted(str(c.act) for c in view.claims(actor=actor(view, MATIN, "a1"))) == ["assert", "deny"]
    assert list(view.claims(actor=actor(view, ATLAS, "a4"))) == []  # a target speaks not


def test_a_claim_with_its_copies_and_its_denial(view: View) -> None:
    claim = view.claim(view.merged_id(Sort.CLAIM, Row(key(ATLAS), "s1")))
    assert {NAMES[t.document] for t in claim.tellings} == {"atlas", "coast"}
    assert claim.origins == 1
    assert (claim.speaker and claim.speaker.name, claim.target and claim.target.name) == ("Karim Haddad", "Portugal")
    assert claim.words == "Portuguese trawlers had entered Moroccan waters on three nights in March"
    assert [NAMES[t.document] for t in claim.denials] == ["denial"]


# What the record has against a report


def noted(folder: Path, *told: tuple[str, str, Happening]) -> dict[str, int]:
    """How many notes there are on each report's contact; of each is given the day of publication and the text."""
    records = [
        dispatch("Le Matin", day, text, [ANA, KARIM, LUIS, YOUSSEF, PORTUGAL, MOROCCO], events=[event], id_=text)
        for day, text, event in told
    ]
    with viewed(kept(folder / "record", records)) as view:
        return {
            record.document.text: len(view.event(view.merged_id(Sort.EVENT, Row(key(record), "e1"))).notes)
            for record in records
        }


def met(*who: Any, words: str = "met", **more: Any) -> Happening:
    return contact(words, *(who or (ANA, KARIM)), **more)


BEFORE = ("2024-02-02", "They met in winter.", met(date="2024-02-01"))


@pytest.mark.parametrize(
    ("before", "since", "notes"),
    [
        (BEFORE, "2023", 1),
        (BEFORE, "2023-12", 1),
        (BEFORE, "2024-01-31", 1),
        (BEFORE, "ever", 1),
        (BEFORE, "2024-02-01", 0),  # that is the contact which is meant
        (BEFORE, "2024-02", 0),
        (BEFORE, "2024", 0),
        (("2024-02-02", "They met in winter.", met(LUIS, YOUSSEF, date="2024-02-01")), "2023", 0),  # other people
        (("2024-02-02", "They did not meet.", met(words="meet", date="2024-02-01", status="planned")), "2023", 0),
        (("2024-02-02", "They met in winter.", met()), "2023", 0),  # on no known day
    ],
)
def test_first_since(tmp_path: Path, before: tuple[str, str, Happening], since: str, notes: int) -> None:
    text = "The first time that they met."
    told = noted(tmp_path, before, ("2024-04-04", text, met(date="2024-04-03", first_since=since)))
    assert told == {before[1]: 0, text: notes}


def test_states_where_no_persons_are_named(tmp_path: Path) -> None:
    text = "The first time that the states met."
    before = ("2024-02-02", "They met in winter.", met(PORTUGAL, MOROCCO, date="2024-02-01"))
    first = met(PORTUGAL, MOROCCO, date="2024-04-03", first_since="2023")
    assert noted(tmp_path, before, ("2024-04-04", text, first))[text] == 1


@pytest.mark.parametrize(
    ("text", "published", "notes"),
    [
        ("The two last met in January.", "2024-04-04", 1),
        ("The two last met in January.", "2024-02-01", 0),  # it could not know
        ("The two met last week.", "2024-04-04", 0),
        ("Last week the two met.", "2024-04-04", 0),
        ("At their last, long meeting they met.", "2024-04-04", 0),
    ],
)
def test_last(tmp_path: Path, text: str, published: str, notes: int) -> None:
    told = noted(tmp_path, BEFORE, (published, text, met(date="2024-01-10")))
    assert told == {BEFORE[1]: 0, text: notes}


def test_a_report_that_tells_of_the_later_contact_too_means_the_one_before(tmp_path: Path) -> None:
    text = "They met on Wednesday. They had last spoken in winter."
    report = dispatch(
        "Gazeta", "2024-04-04", text, [ANA, KARIM],
        events=[met(date="2024-04-03"), met(words="spoken", date="2024-01-10", medium="phone")],
    )  # fmt: skip
    with viewed(kept(tmp_path / "record", [report])) as view:
        assert [e.notes for e in view.events()] == [(), ()]


# Snapshots and files


def test_a_snapshot_by_how_its_id_begins(tmp_path: Path) -> None:
    folder = kept(tmp_path / "record", [MATIN], [BLAST])
    first, second = Archive(folder).snapshots
    with viewed(folder, first[:12]) as view:
        assert (view.snapshot, view.number) == (first, 1)
        assert [s.document for s in view.sources()] == [key(MATIN)]
        assert view.search("inquiry") == []
        with pytest.raises(UsageError):
            view.document("Le Matin 2024-04-08")
        with pytest.raises(UsageError):
            view.merged_id(Sort.EVENT, Row(key(BLAST), "e1"))
    with viewed(folder) as view:
        assert view.snapshot == second
    with pytest.raises(UsageError, match="no snapshot"):
        View.open(folder, "f" * 13)


def test_no_record_and_an_empty_one(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no record"):
        View.open(tmp_path / "nowhere")
    Archive.create(tmp_path / "record")
    with viewed(tmp_path / "record") as view:
        assert view.number == 0
        assert [*view.sources(), *view.events(), *view.claims(), *view.actors(), *view.failures()] == []


def test_a_folder_of_any_name(tmp_path: Path) -> None:
    folder = kept(tmp_path / "100%41 #1 of 2?mode=rw", [MATIN])
    with viewed(folder) as view:
        assert [s.document for s in view.sources()] == [key(MATIN)]


@pytest.mark.parametrize("what", ["none", "garbage", "older"])
def test_an_index_that_cannot_be_used_is_made_again(tmp_path: Path, what: str) -> None:
    folder = kept(tmp_path / "record", [MATIN, BLAST])
    if what == "older":
        with closing(sqlite3.connect(folder / FILE)) as database:
            database.executescript("PRAGMA user_version = 9999; DROP TABLE merged")
    for path in (folder / "derived").iterdir() if what != "older" else ():
        path.unlink()
    if what == "garbage":
        (folder / FILE).write_bytes(b"garbage, and more of it " * 99)
    with viewed(folder) as view:
        assert len(list(view.events())) == 2


def test_a_view_stays_as_it_is_while_the_record_grows(tmp_path: Path) -> None:
    folder = kept(tmp_path / "record", [MATIN, BLAST])
    with viewed(folder) as view:
        before = list(view.events())
        kept(folder, [GAZETA, BLAST_TOO])
        judged(folder, Verdict.WRONG, Sort.EVENT, Row(key(MATIN), "e1"))
        assert list(view.events()) == before
        assert len(list(view.sources())) == 2


def test_a_claim_without_a_speaker(tmp_path: Path) -> None:
    report = dispatch(
        None, None, "It was said that the lighthouse is dark.",
        statements=[says(None, "assert", "the lighthouse is dark")],
    )  # fmt: skip
    with viewed(kept(tmp_path / "record", [report])) as view:
        (claim,) = view.claims()
        assert (claim.speaker, claim.target, claim.words) == (None, None, "the lighthouse is dark")


def test_counts_are_those_of_what_is_told(view: View) -> None:
    told = list(view.events())
    assert sorted((t, s) for (t, s, _), n in view.tally().items() for _ in range(n)) == sorted(
        (event.type, event.status) for event in told
    )
    for type_, status, countries in view.tally():
        near = [e for e in told if (e.type, e.status) == (type_, status)]
        assert any({p.country for p in (*e.sources, *e.targets) if p.country} <= countries for e in near)
    assert view.count(Sort.CLAIM) == len(list(view.claims()))
    assert view.count(Sort.ACTOR) == len(list(view.actors()))
    assert view.denied() == sum(bool(claim.denials) for claim in view.claims()) > 0


def test_what_somebody_says_did_not_happen_contradicts_no_report(tmp_path: Path) -> None:
    told = dispatch(
        "Le Matin", "2024-04-08", "Morocco shelled the port of Faro on Sunday, killing 14 people.", [MOROCCO],
        events=[happening("ASSAULT", "shelled", MOROCCO, date="2024-04-07", place="Faro", figures=["14 killed"])],
    )  # fmt: skip
    text = "Morocco did not shell the port of Faro on Sunday, where 14 people died."
    denied = happening(
        "ASSAULT", "shell", MOROCCO, date="2024-04-07", place="Faro", figures=["14 killed"], status="unrealized"
    )
    said = dispatch(
        "Gazeta", "2024-04-08", text, [MOROCCO, KARIM], events=[denied], statements=[says(KARIM, "deny", text)]
    )
    own = dispatch("Gazeta", "2024-04-08", text, [MOROCCO, KARIM], events=[denied])
    for other, contested in ((said, False), (own, True)):
        with viewed(kept(tmp_path / str(contested), [told, other])) as view:
            (event,) = view.events()
            assert (Field.STATUS in {c.field for c in event.conflicts}) is contested
