"""What was looked up says so wherever it is shown: on a terminal, on web pages, in exports; and stays text there."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from dispatches import KARIM, contact, dispatch, kept, key, says, somebody, viewed
from webs import Browser

from onrecord import cli
from onrecord.export.folder import write_csv
from onrecord.export.tables import Level
from onrecord.web.app import application

BASIS = "holder of the office on 2024-04-04: the user's file: <b>=1+1\u202e</b>"
SHOWN = "holder of the office on 2024-04-04: the user's file: <b>=1+1\ufffd</b>"
ANA = replace(somebody("Ana Costa", "PRT", office="foreign minister"), basis=BASIS)
REPORT = dispatch(
    "Le Matin",
    "2024-04-04",
    "Portugal's minister Costa telephoned Karim Haddad. Costa said that “the talks were useful”.",
    [ANA, KARIM],
    events=[contact("telephoned", ANA, KARIM, date="2024-04-03")],
    statements=[says(ANA, "assert", "the talks were useful")],
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return kept(tmp_path_factory.mktemp("basis") / "record", [REPORT])


@pytest.fixture(scope="module")
def rows(folder: Path) -> dict[str, str]:
    """Ids of a row of each sort."""
    with viewed(folder) as view:
        (event,), (claim,), actors = view.events(), view.claims(), list(view.actors())
    ana = next(actor.id for actor in actors if actor.name == "Ana Costa")
    return {"event": event.id, "claim": claim.id, "actor": ana, "report": key(REPORT)}


@pytest.mark.parametrize("sort", ["event", "claim", "actor", "report"])
def test_it_is_shown(
    sort: str, folder: Path, rows: dict[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    assert cli.main(["show", str(folder), rows[sort]]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert f"Ana Costa ({SHOWN})" in out
    page = Browser(application(folder)).page(f"/{sort}/{rows[sort]}")
    assert SHOWN in page.words()
    assert not page.root.xpath("//main//b")


def test_a_row_of_a_report_has_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    assert cli.main(["show", str(folder), f"{key(REPORT)}#a1"]) == 0
    assert f"looked up: {SHOWN}" in capsys.readouterr().out


@pytest.mark.parametrize(("level", "table"), [(Level.REPORT, "actors"), (Level.EVENT, "appearances")])
def test_tables_have_it(level: Level, table: str, folder: Path, tmp_path: Path) -> None:
    with viewed(folder) as view:
        write_csv(view, tmp_path / "out", level)
    with (tmp_path / "out" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        found = [row["basis"] for row in csv.DictReader(file)]
    assert sorted(found) == ["", BASIS]
