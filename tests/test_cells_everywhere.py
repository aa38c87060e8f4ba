"""No cell of any CSV that Onrecord prints or serves is run by a spreadsheet, whatever stood in the reports."""

import csv
import io
import re
from pathlib import Path

import pytest
from dispatches import kept, key
from export_desk import FORMULAS
from export_desk import hostile as hostile_desk
from hostile import hostile, pages_of
from test_commands import asked, serve
from webs import Browser

from onrecord.web.app import application

RUN = re.compile("[\\s\u200b-\u200f\u202a-\u202e\ufeff\\x00-\\x1f]*[=+@\\-＝＋－＠﹦﹢﹣﹫−]")
NUMBER = re.compile(r"-?\d+(\.\d+)?")


def cells(text: str) -> list[str]:
    return [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]


def run(text: str) -> list[str]:
    """The cells that a spreadsheet would run."""
    return [cell for cell in cells(text) if RUN.match(cell) and not NUMBER.fullmatch(cell)]


def test_what_is_printed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    desk = hostile_desk()
    serve(monkeypatch, desk)
    event, claim = next(iter(desk.events())).id, next(iter(desk.claims())).id
    report = next(iter(desk.sources())).document
    shown = [("show", row) for row in (event, claim, report, next(iter(desk.actors())).id)]
    asking = [("contacts", "PRT", "MAR"), ("timeline", "PRT"), ("claims",), ("show",), ("search", "met"), *shown]
    said = []
    for question in [*asking, ("coverage", event)]:
        out = asked(capsys, *question, "--csv")
        assert run(out) == [], question
        said += cells(out)
    assert len([cell for cell in said if cell.startswith("'")]) >= len(FORMULAS)


def test_what_is_served(tmp_path: Path) -> None:
    records = [hostile(number, words) for number, words in enumerate(FORMULAS)]
    browser = Browser(application(kept(tmp_path / "r", records)))
    paths = ["/new", "/search", "/search?sort=claims", "/pair/PRT/MAR", "/network", "/geography", "/judgements"]
    for record in records[:4]:
        paths += pages_of(browser, record)
    paths += [f"/report/{key(record)}" for record in records]
    said = []
    for path in dict.fromkeys(paths):
        bare, _, query = path.partition("?")
        answer = browser.ask(f"{bare}.csv?{query}")
        assert answer.status_code == 200, path
        assert run(answer.text) == [], path
        said += cells(answer.text)
    assert len([cell for cell in said if cell.startswith("'")]) >= len(FORMULAS)
