"""Who is who: `onrecord actors`, and the user's own file of who held which office when."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from analyses import Scene
from hypothesis import given
from hypothesis import strategies as st

import onrecord
import onrecord.build
from onrecord import cli
from onrecord.ask.lookup import Kind, look_up
from onrecord.documents import clean
from onrecord.errors import UsageError
from onrecord.extract.actors import find_actors
from onrecord.knowledge import Knowledge, Own, load
from onrecord.knowledge.actors_file import add, check, read
from onrecord.knowledge.own import left_of
from onrecord.reader import Reader
from onrecord.record import Actor, Document, Record

HEAD = "country,office,person,start,end,source\n"


@pytest.fixture(autouse=True)
def _no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ONRECORD_ACTORS", raising=False)


def file(folder: Path, *rows: str, head: str = HEAD) -> Path:
    path = folder / "own.csv"
    path.write_text(head + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


def sha(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def knowing(folder: Path, *rows: str) -> Knowledge:
    return load(read(file(folder, *rows)))


def ran(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = cli.main(["actors", *words])
    return code, *capsys.readouterr()


# ---- looking up


def test_a_person_has_offices_with_dates_and_basis() -> None:
    (known,) = look_up("Lavrov")
    assert (known.kind, known.name, known.country) == (Kind.PERSON, "Sergei Lavrov", "RUS")
    last = known.rows[-1]
    assert (last.office, last.start, last.end) == ("Minister of Foreign Affairs", "2004-03-09", None)
    assert last.as_of
    assert last.basis == "general knowledge"
    assert last.holds is None


def test_a_person_on_a_day_has_what_was_held_then() -> None:
    (known,) = look_up("Boris Johnson", on="2017-06-01")
    assert [(row.office, row.holds) for row in known.rows if row.holds] == [("Foreign Secretary", True)]


def test_an_office_has_its_holders_over_time() -> None:
    (known,) = look_up("prime minister of India")
    assert (known.kind, known.holder) == (Kind.OFFICE, None)
    assert [row.name for row in known.rows[:2]] == ["Atal Bihari Vajpayee", "Manmohan Singh"]


@pytest.mark.parametrize(
    ("who", "on", "holder"),
    [
        ("Japanese foreign minister", "2023-03-03", "Yoshimasa Hayashi"),
        ("French minister of defence", "2016-01-01", "Jean-Yves Le Drian"),
        ("UN chief", "2010-01-01", "Ban Ki-moon"),
        ("Kremlin spokesman", "2020-01-01", "Dmitry Peskov"),
    ],
)
def test_an_office_on_a_day_has_its_holder(who: str, on: str, holder: str) -> None:
    (known,) = look_up(who, on=on)
    assert (known.holder, known.unknown) == (holder, None)
    assert [row.name for row in known.rows] == [holder]


@pytest.mark.parametrize(
    ("who", "on", "why"),
    [
        ("Japanese foreign minister", "2099-01-01", "held it as of"),
        ("Japanese foreign minister", "1950-01-01", "nobody on that day"),
        ("Minister of Tourism of Nauru", "2020-01-01", "nobody in this office"),
        ("Russian spokesperson", "2020-01-01", "does not say which"),
    ],
)
def test_what_is_not_known_says_why(who: str, on: str, why: str) -> None:
    (known,) = look_up(who, on=on)
    assert known.holder is None
    assert known.unknown
    assert why in known.unknown


def test_a_state_has_its_main_offices() -> None:
    (known,) = look_up("japan", on="2024-01-01")
    assert (known.kind, known.country) == (Kind.STATE, "JPN")
    assert "Fumio Kishida" in [row.name for row in known.rows]
    assert "Japanese" in known.names


def test_a_body_has_its_state_and_sector() -> None:
    (known,) = look_up("Reuters")
    assert (known.kind, known.country, known.sector) == (Kind.ORGANIZATION, "GBR", "MED")
    assert known.rows[0].basis == "general knowledge"


def test_a_title_before_a_name_is_passed_over() -> None:
    assert look_up("Russian Foreign Minister Lavrov") == look_up("Lavrov")


@pytest.mark.parametrize("who", ["Nobody Atall", "president", "", "\x1b[2J", "🙂" * 500])
def test_who_is_unknown_is_wrong_use(who: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(UsageError):
        look_up(who)
    code, out, err = ran(capsys, who)
    assert (code, out) == (2, "")
    assert "\x1b" not in err
    assert len(err.splitlines()) == 1
    assert len(err) < 400


def test_people_read_where_the_table_ends(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("COLUMNS", "140")
    code, out, err = ran(capsys, "Lavrov")
    assert (code, err) == (0, "")
    assert out.startswith("Sergei Lavrov\nperson, RUS, GOV\n")
    assert "from 2004-03-09" in out
    assert "not known after" in out
    assert "(general knowledge)" in out
    code, out, _ = ran(capsys, "Japanese foreign minister", "--on", "2099-01-01")
    assert code == 0
    assert "not known: " in out


def test_json_and_csv(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = ran(capsys, "Japanese", "foreign", "minister", "--on", "2023-03-03", "--json")
    answer = json.loads(out)
    assert code == 0
    assert (answer["on"], answer["rows"][0]["holder"]) == ("2023-03-03", "Yoshimasa Hayashi")
    _, out, _ = ran(capsys, "Lavrov", "--csv")
    head, *rows = csv.reader(io.StringIO(out))
    assert head == ["name", "country", "office", "start", "end", "as_of", "holds", "basis"]
    assert rows[-1][:4] == ["Sergei Lavrov", "RUS", "Minister of Foreign Affairs", "2004-03-09"]


# ---- the user's file


BEFORE = ("2020", "2024-05-12", "")


@pytest.mark.parametrize(
    ("start", "end", "left"),
    [
        ("2024-05-12", "", [BEFORE]),
        ("2010", "2020", [BEFORE]),
        ("2022-01-01", "", [("2020", "2022-01-01", "")]),
        ("2022-01-01", "2022-06", [("2020", "2022-01-01", ""), ("2022-06", "2024-05-12", "")]),
        ("2019", "2021", [("2021", "2024-05-12", "")]),
        ("2019", "2025", []),
        ("2019", "", []),
    ],
)
def test_what_is_left_of_a_tenure(start: str, end: str, left: list[tuple[str, str, str]]) -> None:
    assert left_of(BEFORE, start, end) == left


def test_an_open_tenure_is_cut_only_as_far_as_it_is_known() -> None:
    assert left_of(("2020", "", "2022-08"), "2025", "") == [("2020", "", "2022-08")]
    assert left_of(("2020", "", "2022-08"), "2022-01", "") == [("2020", "2022-01", "")]


def test_a_row_of_the_users_goes_before_those_of_the_table(tmp_path: Path) -> None:
    known = knowing(tmp_path, "Japan,Minister for Foreign Affairs,Hana Mori,2023-01-01,2023-06-01,Kyodo")

    def holder(on: str) -> str:
        found = known.holder("foreign", "JPN", on=on)
        assert found
        return found.person

    days = ("2022-12-31", "2023-03-03", "2023-06-02", "2024-01-01")
    assert [holder(on) for on in days] == ["Yoshimasa Hayashi", "Hana Mori", "Yoshimasa Hayashi", "Yoko Kamikawa"]
    mori = known.person("Mori", on="2023-03-03", country="JPN", office_class="foreign")
    assert mori
    assert mori.basis == "the user's file: Kyodo"


def test_the_same_person_in_the_same_office_is_told_anew(tmp_path: Path) -> None:
    known = knowing(tmp_path, "RUS,Minister of Foreign Affairs,Sergey Lavrov,2004-03-09,2011-01-01,")
    times = [(t.person, t.end) for t in known.holders("foreign", "RUS") if "Lavrov" in t.person]
    assert times == [("Sergei Lavrov", "2011-01-01")]
    assert known.holder("foreign", "RUS", on="2020-01-01") is None


def test_an_open_row_goes_on_until_the_next_of_the_users(tmp_path: Path) -> None:
    rows = ["France,Minister of Defence,Bo Orlu,2030-01-01,,", "France,Minister of Defence,Ana Tam,2026-02-01,,"]
    known = knowing(tmp_path, *rows)
    days = ("2027-01-01", "2031-01-01")
    assert [t.person for on in days if (t := known.holder("defence", "FRA", on=on))] == ["Ana Tam", "Bo Orlu"]


def test_other_offices_of_a_class_stay(tmp_path: Path) -> None:
    known = knowing(tmp_path, "USA,Director of the CIA,Ana Tam,2019-01-01,2019-12-31,")
    dni = known.holder("intelligence", "USA", on="2019-06-01", label="Director of National Intelligence")
    cia = known.holder("intelligence", "USA", on="2019-06-01", label="Director of the CIA")
    assert (dni and dni.person, cia and cia.person) == ("Dan Coats", "Ana Tam")


def test_other_spellings_are_known(tmp_path: Path) -> None:
    known = knowing(tmp_path, "Peru,Minister of Defence,Lana Tolova|Lena Tollowa,2026-01-01,,")
    found = known.person("Lena Tollowa", on="2026-02-01")
    assert found
    assert found.person == "Lana Tolova"


def test_the_shipped_table_is_as_it_was(tmp_path: Path) -> None:
    before = load().holders("foreign", "JPN")
    knowing(tmp_path, "JPN,Minister for Foreign Affairs,Hana Mori,2000-01-01,,")
    assert load().holders("foreign", "JPN") == before
    assert load() is load(None)


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ("Ruritania,Minister of Defence,Ana Tam,2020,,", "'Ruritania' is no state"),
        (",Minister of Defence,Ana Tam,2020,,", "the country is missing"),
        ("FRA,Dogcatcher,Ana Tam,2020,,", "'Dogcatcher' is no office"),
        ("FRA,former Minister of Defence,Ana Tam,2020,,", "is no office"),
        ("FRA,Minister of Defence,,2020,,", "the person is missing"),
        ("FRA,Minister of Defence,?!,2020,,", "is no name"),
        ("FRA,Minister of Defence,Ana Tam,,,", "the start is missing"),
        ("FRA,Minister of Defence,Ana Tam,4 May 2020,,", "is no date"),
        ("FRA,Minister of Defence,Ana Tam,2020-02-30,,", "is no date"),
        ("FRA,Minister of Defence,Ana Tam,2020-02,2019,", "the end, 2019, is before the start, 2020-02"),
        ("FRA,Minister of Defence,Ana Tam,2020,,,", "7 cells for 6 columns"),
        ("FRA,Minister of Defence,Ana \x1b[2J,2020,,", "letters that cannot be seen"),
        ("FRA,Minister of Defence,Ana \u202eTam,2020,,", "letters that cannot be seen"),
        (f"FRA,Minister of Defence,Ana Tam,2020,,{'x' * 501}", "the source is longer than 500 letters"),
        ('FRA,Minister of Defence,"Ana Tam,2020,,', "the start is missing"),
    ],
)
def test_a_bad_row_is_named_by_file_and_line(
    row: str, what: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = file(tmp_path, "FRA,Minister of Defence,Ana Tam,2020,2021,", "", "# a note", row, row)
    assert [problem.where for problem in check(path)] == [f"{path}:5", f"{path}:6"]
    with pytest.raises(UsageError, match="names 1 more"):
        read(path)
    code, out, err = ran(capsys, "check", str(path))
    assert (code, out) == (1, "")
    assert [line.split(": ", 1)[0] for line in err.splitlines()] == [f"{path}:5", f"{path}:6"]
    assert what in err
    assert "\x1b" not in err
    assert ran(capsys, "Lavrov", "--actors", str(path))[0] == 2


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\x00", b"person,office\n", b"\x00\x01", HEAD.encode() + b"FRA,\xe9,,,,\n", b"\n" * 10]
)
def test_what_is_no_such_file_says_so(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "own.tsv"
    path.write_bytes(content)
    assert len(check(path)) == 1
    with pytest.raises(UsageError, match=r"own\.tsv:[12]: "):
        read(path)


@given(st.binary(max_size=200))
def test_no_bytes_are_unforeseen(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(HEAD.encode() + content)
    if check(path):
        with pytest.raises(UsageError, match=r"any\.csv:"):
            read(path)
    else:
        assert isinstance(read(path), Own)


def test_a_missing_file_is_wrong_use(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["Lavrov", "--actors"], ["check"]):
        code, out, err = ran(capsys, *words, str(tmp_path / "none.tsv"))
        assert (code, out) == (2, "")
        assert "none.tsv" in err


@pytest.mark.parametrize("name", ["own.tsv", "own.csv"])
def test_add_makes_the_file_and_adds_to_it(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / name
    row = ["--country", "Japan", "--office", "Minister for Foreign Affairs", "--person", "Hana Mori"]
    code, out, err = ran(capsys, "add", "--to", str(path), *row, "--start", "2023-01", "--source", 'Kyodo, "NHK"')
    assert (code, out) == (0, "")
    first, *corrected = err.splitlines()
    assert first == f"added to {path}, line 2"
    assert any(line.startswith("corrected: Yoshimasa Hayashi, 2021-11-10 to 2023-09-13") for line in corrected)
    assert ran(capsys, "add", "--to", str(path), *row, "--start", "2020-01", "--end", "2020-02")[0] == 0
    rows = read(path).rows
    assert [(r.country, r.start, r.end, r.source) for r in rows] == [
        ("JPN", "2023-01", "", 'Kyodo, "NHK"'),
        ("JPN", "2020-01", "2020-02", ""),
    ]
    assert ran(capsys, "check", str(path))[::2] == (0, "sound\n")


def test_add_refuses_what_is_wrong_and_what_is_there(tmp_path: Path) -> None:
    path = file(tmp_path, head="country,office,person,start,end")  # its line does not end
    row = {"country": "FRA", "office": "Minister of Defence", "person": "Ana Tam", "start": "2026-01"}
    assert add(path, row) == 2
    wrong_rows = {":2: the row is there already": {}, "is no date": {"start": "x"}, "no column": {"source": "a"}}
    for what, wrong in wrong_rows.items():
        with pytest.raises(UsageError, match=what):
            add(path, row | wrong)
    assert len(path.read_text().splitlines()) == 2
    path.write_text(HEAD + "FRA\n")
    with pytest.raises(UsageError, match=":2: "):
        add(path, row)


@pytest.mark.parametrize("words", [["add"], ["add", "x", "--to", "f"], ["check"], ["Lavrov", "--start", "2020"]])
def test_options_that_do_not_fit_are_wrong_use(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert ran(capsys, *words)[:2] == (2, "")


def test_the_file_may_be_named_in_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = file(tmp_path, "JPN,Minister for Foreign Affairs,Hana Mori,2023-01-01,2023-06-01,")
    monkeypatch.setenv("ONRECORD_ACTORS", str(path))
    assert "Hana Mori" in ran(capsys, "Japanese foreign minister", "--on", "2023-03-03")[1]
    other = file(tmp_path / "..", head=HEAD)
    assert "Hana Mori" not in ran(capsys, "Japanese foreign minister", "--actors", str(other))[1]


# ---- in records


def actor(text: str, mention: str, known: Knowledge) -> Actor:
    scene = Scene(text, mentions=[(mention, "person")])
    (found,), _ = find_actors(scene.analysis, scene.forms, known, published=scene.published)
    return found


def test_a_record_says_what_is_from_the_users_file(tmp_path: Path) -> None:
    known = knowing(tmp_path, "RUS,Minister of Defence,Ana Tamova,2024-01-01,2024-05-01,gazette")
    basis = "the user's file: gazette"
    office = actor("The Russian defence minister spoke.", "The Russian defence minister", known)
    assert (office.name, office.basis) == ("Ana Tamova", f"holder of the office on 2024-04-04: {basis}")
    name = actor("Ana Tamova spoke.", "Ana Tamova", known)
    assert (name.office, name.country, name.basis) == ("Minister of Defence", "RUS", basis)
    both = actor("Russian Defence Minister Ana Tamova spoke.", "Russian Defence Minister Ana Tamova", known)
    assert both.basis is None


def test_a_reader_says_that_the_file_was_there(tmp_path: Path) -> None:
    path = file(tmp_path, "RUS,Minister of Defence,Ana Tamova,2024-01-01,2024-05-01,gazette")
    document = clean("The Russian defence minister met his French counterpart in Paris.", published="2024-04-04")
    reader = Reader(actors=path)
    record = reader.read(document)
    assert [(w.code, w.message) for w in record.document.warnings] == [
        ("actors-file", f"offices were looked up in the user's file, too (SHA-256 {sha(path)[:12]})")
    ]
    assert "Ana Tamova" in [a.name for a in record.actors]
    assert list(reader.read_many([document], jobs=2)) == [record]
    assert onrecord.read(document.text, published="2024-04-04", actors=path).actors == record.actors
    assert onrecord.read(document.text, published="2024-04-04").document.warnings == ()


def test_a_build_counts_what_was_read_with_other_actors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def read_many(documents: Iterator[Document], _: int | None, own: Own | None) -> Iterator[Record]:
        for document in documents:
            yield Record(replace(document, warnings=(own.notice,)) if own else document)

    def put(name: str, text: str) -> str:
        (tmp_path / name).write_text(text)
        return str(tmp_path / name)

    monkeypatch.setattr(onrecord.build, "read_many", read_many)
    path = file(tmp_path, "RUS,Minister of Defence,Ana Tamova,2024-01-01,2024-05-01,gazette")
    one, two = (put(f"{n}.txt", f"The minister met {n} envoys of France in Paris on Tuesday.") for n in (10, 20))

    def built(*inputs: str, actors: Path | None = None) -> tuple[int, int, int]:
        summary = onrecord.build.build(inputs, tmp_path / "r", actors=actors)
        return summary.new, summary.known, summary.otherwise

    assert built(one, actors=path) == (1, 0, 0)
    assert built(one, two, actors=path) == (1, 1, 0)
    assert built(one, two) == (0, 2, 2)
    path.write_text(HEAD)
    assert built(one, two, actors=path) == (0, 2, 2)


def test_a_build_with_a_bad_file_makes_no_record(tmp_path: Path) -> None:
    path = file(tmp_path, "x")
    with pytest.raises(UsageError, match=f"{path}:2: "):
        onrecord.build.build(["-"], tmp_path / "r", actors=path)
    assert not (tmp_path / "r").exists()
