"""The record as tables, CSV and Parquet, and the codebook that says what is in them."""

import csv
from dataclasses import fields
from pathlib import Path
from typing import Any

import duckdb
import pytest
from export_desk import FORMULAS, MARKUP, Story, hostile, story

from onrecord.errors import UsageError
from onrecord.export.cells import safe_cell
from onrecord.export.codebook import codebook, of_level
from onrecord.export.columns import columns
from onrecord.export.folder import write_csv, write_parquet
from onrecord.export.tables import TABLES, Level
from onrecord.record import plain

ROOT = Path(__file__).resolve().parents[1]
ALL = [(level, name) for level in Level for name in TABLES[level]]


@pytest.fixture(scope="module")
def told() -> Story:
    return story()


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_parquet(path: Path) -> list[dict[str, Any]]:
    with duckdb.connect() as database:
        result = database.execute("SELECT * FROM read_parquet(?)", [str(path)])
        names = [column[0] for column in result.description]
        return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


@pytest.mark.parametrize("level", Level)
def test_a_file_a_table_and_the_codebook(told: Story, level: Level, tmp_path: Path) -> None:
    write_csv(told.desk, tmp_path / "new" / "csv", level)
    write_parquet(told.desk, tmp_path / "parquet", level)
    names = set(TABLES[level])
    assert {p.name for p in (tmp_path / "new" / "csv").iterdir()} == {f"{n}.csv" for n in names} | {"codebook.md"}
    assert {p.name for p in (tmp_path / "parquet").iterdir()} == {f"{n}.parquet" for n in names} | {"codebook.md"}
    assert (tmp_path / "parquet" / "codebook.md").read_text(encoding="utf-8") == of_level(level)


@pytest.mark.parametrize(("level", "name"), ALL)
def test_columns_are_those_of_the_codebook(told: Story, level: Level, name: str, tmp_path: Path) -> None:
    write_csv(told.desk, tmp_path, level)
    write_parquet(told.desk, tmp_path, level)
    declared = columns(TABLES[level][name])
    with duckdb.connect() as database:
        found = database.execute(
            "DESCRIBE SELECT * FROM read_parquet(?)", [str(tmp_path / f"{name}.parquet")]
        ).fetchall()
    assert [(c, t.replace('"', "")) for c, t, *_ in found] == [(c.name, c.sql.replace('"', "")) for c in declared]
    with (tmp_path / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        assert next(csv.reader(file)) == [c.name for c in declared if c.means.in_csv]
    rows = read_parquet(tmp_path / f"{name}.parquet")
    assert rows, "the story fills every table"
    assert len(rows) == len(read_csv(tmp_path / f"{name}.csv"))
    for column in declared:
        assert column.nullable or all(row[column.name] is not None for row in rows), column.name
        if "`" in column.means.values and "," in column.means.values and column.sql == "VARCHAR":
            values = {row[column.name] for row in rows} - {None}
            assert column.name == "first_since" or values <= set(column.means.values.replace("`", "").split(", "))


def test_report_level_is_the_record_as_read(told: Story, tmp_path: Path) -> None:
    write_parquet(told.desk, tmp_path, Level.REPORT)
    texts = {d["document"]: d["text"] for d in read_parquet(tmp_path / "documents.parquet")}
    events = read_parquet(tmp_path / "events.parquet")
    expected = {(s.document, e.id): e for s in told.desk.sources() for e in told.desk.record(s.document).events}
    assert len(events) == len(expected)
    for row in events:
        event = expected[row["document"], row["event"]]
        assert tuple(row["sources"]) == event.sources
        assert row["figures"] == [plain(f) for f in event.figures]
        assert [texts[row["document"]][m["start"] : m["end"]] for m in row["mentions"]] == row["words"]
        assert str(row["date_start"]) == (event.date.start if event.date else "None")
    for row in read_parquet(tmp_path / "statements.parquet"):
        start, end = row["content_start"], row["content_end"]
        assert row["content"] == (None if start is None else texts[row["document"]][start:end])


def test_event_level_has_each_happening_once(told: Story, tmp_path: Path) -> None:
    write_csv(told.desk, tmp_path, Level.EVENT)
    (call,) = [row for row in read_csv(tmp_path / "events.csv") if row["event"] == told.call.id]
    assert (call["initiator_name"], call["origins"], call["reports"]) == ("Ana Ferreira", "2", "3")
    assert call["conflicts"] == "initiator"
    parties = {(r["role"], r["name"]) for r in read_csv(tmp_path / "participants.csv") if r["event"] == told.attack.id}
    assert parties == {("source", "raiders"), ("target", "Morocco")}
    figures = [(r["what"], r["min"], r["max"]) for r in read_csv(tmp_path / "figures.csv")]
    assert figures == [("killed", "3", "3")]
    said = {(r["value"], r["field"]) for r in read_csv(tmp_path / "conflicts.csv") if r["event"] == told.attack.id}
    assert said == {("5 killed", "figures"), ("3 killed", "figures")}
    (claim,) = [row for row in read_csv(tmp_path / "claims.csv") if row["claim"] == told.claim.id]
    assert (claim["speaker_name"], claim["denied"], claim["evidence"]) == ("Ana Ferreira", "true", "none-offered")
    denials = [(r["claim"], r["speaker_name"], r["words"]) for r in read_csv(tmp_path / "denials.csv")]
    assert denials == [
        (told.claim.id, "Karim Haddad", "no port was ever promised"),
        (told.claim.id, "Morocco", ""),
    ]


@pytest.mark.parametrize("level", Level)
def test_no_cell_of_csv_runs(level: Level, tmp_path: Path) -> None:
    desk = hostile()
    write_csv(desk, tmp_path, level)
    cells = [cell for name in TABLES[level] for row in read_csv(tmp_path / f"{name}.csv") for cell in row.values()]
    assert {safe_cell(words) for words in FORMULAS} <= set(cells)
    assert not set(FORMULAS) & set(cells)
    assert MARKUP in cells


def test_parquet_has_the_words_as_they_are(tmp_path: Path) -> None:
    write_parquet(hostile(), tmp_path, Level.EVENT)
    titles = {row["title"] for row in read_parquet(tmp_path / "sources.parquet")}
    assert titles == {*FORMULAS, MARKUP}


@pytest.mark.parametrize("level", Level)
def test_same_record_same_bytes(told: Story, level: Level, tmp_path: Path) -> None:
    for folder in ("a", "b"):
        write_csv(told.desk, tmp_path / folder, level)
        write_parquet(told.desk, tmp_path / folder, level)
    for file in (tmp_path / "a").iterdir():
        assert file.read_bytes() == (tmp_path / "b" / file.name).read_bytes(), file.name


def test_a_second_export_takes_the_place_of_the_first(told: Story, tmp_path: Path) -> None:
    write_csv(hostile(), tmp_path, Level.EVENT)
    (tmp_path / "mine.txt").write_text("kept")
    write_csv(told.desk, tmp_path, Level.EVENT)
    assert len(read_csv(tmp_path / "sources.csv")) == 4
    assert (tmp_path / "mine.txt").read_text() == "kept"


def test_a_name_that_is_a_pattern_or_a_quotation(told: Story, tmp_path: Path) -> None:
    folder = tmp_path / "it's [a]* {b}"
    write_parquet(told.desk, folder, Level.EVENT)
    assert (folder / "events.parquet").exists()


def test_a_failed_export_leaves_nothing(told: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise RuntimeError

    monkeypatch.setattr(told.desk, "actors", broken)
    with pytest.raises(RuntimeError):
        write_csv(told.desk, tmp_path, Level.EVENT)
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_no_folder(told: Story, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="--to"):
        write_csv(told.desk, tmp_path / "file", Level.EVENT)


def test_the_page_is_the_codebook() -> None:
    page = (ROOT / "docs" / "reference" / "codebook.md").read_text(encoding="utf-8")
    assert page == codebook(), "run python -m onrecord.export.codebook > docs/reference/codebook.md"


@pytest.mark.parametrize(("level", "name"), ALL)
def test_codebook_has_every_column(level: Level, name: str) -> None:
    row = TABLES[level][name]
    section = codebook().partition(f"\n### {level}: {name}\n")[2].partition("\n#")[0]
    assert row.__doc__
    assert row.__doc__.splitlines()[0] in section
    assert [line.split("`")[1] for line in section.splitlines() if line.startswith("| `")] == [
        f.name for f in fields(row)
    ]
    assert all(column.means.meaning for column in columns(row))
