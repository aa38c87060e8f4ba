"""The asking commands over a record made by hand: for people at every width, as JSON and as CSV."""

import csv
import io
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from rich.cells import cell_len
from sample_view import Sample, sample
from views import Desk

from onrecord import cli
from onrecord.ask.store import Store
from onrecord.merged import Tenure
from onrecord.store import Failure
from onrecord.view.answers.layout import quoted

WIDTHS = (50, 80, 109, 110, 140, 200)


@pytest.fixture
def record(monkeypatch: pytest.MonkeyPatch) -> Sample:
    made = sample()
    serve(monkeypatch, made.desk)
    return made


def serve(monkeypatch: pytest.MonkeyPatch, desk: Desk) -> None:
    """Every command finds this record, whatever its name."""

    def opened(path: Path, snapshot: str | None = None) -> Store:  # noqa: ARG001
        return Store(desk)

    monkeypatch.setattr(Store, "open", opened)


def asked(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert cli.main([words[0], "RECORD", *words[1:]]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    return out


def questions(s: Sample) -> list[tuple[str, ...]]:
    return [
        ("contacts", "FRA", "RUS"), ("claims",), ("timeline", "RUS"), ("compare", s.call),
        ("compare", s.call, s.wire, s.copy, s.moscow), ("coverage", s.call), ("show", s.call), ("show", s.accusation),
        ("show", s.wire), ("show", f"{s.wire}#e1"), ("show", s.desk.find_actors("Shoigu")[0].id), ("show",),
        ("search", "call"),
    ]  # fmt: skip


def test_people_read_it_at_any_width(
    record: Sample, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for width in WIDTHS:
        monkeypatch.setenv("COLUMNS", str(width))
        for question in questions(record):
            out = asked(capsys, *question)
            assert max(map(cell_len, out.splitlines())) <= min(width, 160), question
            assert "\x1b" not in out
            assert not [line for line in out.splitlines() if line.endswith(" ")], question


@pytest.mark.usefixtures("record")
def test_ids_are_whole_and_lead_on(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    for width in ("80", "140"):
        monkeypatch.setenv("COLUMNS", width)
        found = re.findall(r"\b[ECA][0-9a-f]{10}\b", asked(capsys, "contacts", "FRA", "RUS"))
        assert len(found) == 4
        for id_ in found:
            assert asked(capsys, "show", id_).startswith("CONSULT")


@pytest.mark.usefixtures("record")
def test_contacts_in_words(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("COLUMNS", "140")
    out = " ".join(asked(capsys, "contacts", "FRA", "RUS").split())
    for words in (
        "France and Russia 2 contacts on record, 1 planned, 1 ruled out or refused; initiative: France 1, Russia 0",
        "Last in contact 2024-04-03 · by phone · initiative: France (Ministry of the Armed Forces)",
        "+528 days",
        "first since 2022-10",
        "account of France: Ministry",
        "≠ date: 2024-04-03",
    ):
        assert words in out


def test_what_was_said_is_named_alike_everywhere(record: Sample, capsys: pytest.CaptureFixture[str]) -> None:
    for question in (("claims",), ("compare", record.call), ("show", record.accusation), ("timeline", "RUS")):
        out = asked(capsys, *question)
        assert "accusation" in out
        assert not re.search(r"\b(accuse|assert)\b", out), question


def test_a_record_as_a_whole(
    record: Sample, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    record.desk.failed += [Failure(f"in/{n}.txt", "no such file", "") for n in range(21)]
    out = asked(capsys, "show")
    for words in (
        "RECORD: 4 reports", "3 outlets · 3 independent origins · 2022-10-24 to 2024-04-04",
        "snapshot 000000000000, 1 snapshot so far", "in/19.txt: no such file\nand 1 more",
    ):  # fmt: skip
        assert words in out
    proposed = [line.split() for line in out.splitlines() if line.startswith("onrecord")]
    assert len(proposed) == 3
    for line in proposed:
        assert cli.main(line[1:]) == 0
    capsys.readouterr()
    rows = list(csv.DictReader(io.StringIO(asked(capsys, "show", "--csv"))))
    assert {"what": "contacts", "which": "FRA RUS", "count": "2"} in rows


def test_a_record_with_nothing_in_it(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    serve(monkeypatch, Desk())
    out = asked(capsys, "show")
    assert out.startswith("RECORD: 0 reports\n")
    assert out.endswith("onrecord build INPUT --to RECORD\n")


def test_since_when_an_office_is_reported(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    desk = Desk()
    ann = desk.somebody("Ann", "USA")
    actor = desk.actor(ann.actor)
    offices = (Tenure("Minister", "2024-04-03", "2024-05-01"), Tenure("Envoy", "2024-04-03", "2024-04-03"))
    monkeypatch.setattr(desk, "actor", lambda _: replace(actor, offices=(*offices, Tenure("Judge", None, None))))
    serve(monkeypatch, desk)
    assert asked(capsys, "show", ann.actor).splitlines()[2:5] == [
        "Minister · in reports of 2024-04-03 to 2024-05-01", "Envoy · in reports of 2024-04-03", "Judge",
    ]  # fmt: skip


def test_a_report_without_outlet_goes_by_its_title(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = Desk()
    ann, bob = desk.somebody("Ann", "USA"), desk.somebody("Bob", "FRA")
    title = "A very long title of a report without any outlet"
    met = desk.happens("CONSULT", [ann, bob], {desk.report(None, None, "Ann met Bob.", title=title): "met"})
    serve(monkeypatch, desk)
    monkeypatch.setenv("COLUMNS", "100")
    assert "“A very long title of a report without …”" in asked(capsys, "contacts", "USA", "FRA")
    assert asked(capsys, "coverage", met.id).count("A very long title") == 1


def test_a_side_that_only_has_no_comment(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    desk = Desk()
    ann, bob = desk.somebody("Ann", "USA"), desk.somebody("Bob", "FRA")
    report = desk.report("Paper", "2024-05-01", "Ann met Bob.")
    desk.happens("CONSULT", [ann, bob], {report: "met"})
    desk.says(bob, "silence", {report: ""})
    serve(monkeypatch, desk)
    out = asked(capsys, "contacts", "USA", "FRA")
    assert "France: no comment, according to Paper" in " ".join(out.split())
    assert "account of United States" not in out
    assert "no date" in out
    assert "Last in contact" not in out


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("it is so", "“it is so”"), ("“it is so”", "“it is so”"), ('"it is so"', "“it is so”"),
        ('it is a "fake"', '“it is a "fake"”'), ('"fake", he said, "news"', '“"fake", he said, "news"”'),
    ],
)  # fmt: skip
def test_a_claim_stands_in_one_pair_of_quotation_marks(words: str, shown: str) -> None:
    assert quoted(words).plain == shown


def test_json_is_the_python_answer(record: Sample, capsys: pytest.CaptureFixture[str]) -> None:
    whole = json.loads(asked(capsys, "contacts", "FRA", "RUS", "--json"))
    assert list(whole) == ["snapshot", "a", "b", "summary", "rows"]
    assert whole["summary"]["last"] == record.call
    call = next(row for row in whole["rows"] if row["id"] == record.call)
    assert call["a"][0]["name"] == "Sébastien Lecornu"
    assert call["conflicts"][1] | {"documents": 0} == {
        "field": "date", "value": "2024-04-04", "outlets": ["Russian Ministry of Defence"], "documents": 0,
    }  # fmt: skip
    for question in questions(record):
        out = asked(capsys, *question, "--json")
        assert len(out.splitlines()) == 1
        assert next(iter(json.loads(out).items())) == ("snapshot", record.desk.snapshot)


def test_csv_has_a_line_for_each_row(record: Sample, capsys: pytest.CaptureFixture[str]) -> None:
    rows = list(csv.DictReader(io.StringIO(asked(capsys, "contacts", "FRA", "RUS", "--csv"))))
    call = next(row for row in rows if row["id"] == record.call)
    assert (call["a"], call["b"], call["gap"]) == ("Sébastien Lecornu", "Sergei Shoigu", "528")
    assert call["account_b"] == "Russian Ministry of Defence; Russia: no comment, according to The Daily Copy"
    for question in questions(record):
        out = asked(capsys, *question, "--csv")
        widths = {len(row) for row in csv.reader(io.StringIO(out))}
        assert len(widths) == 1, question


def test_csv_runs_no_formula(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    desk = Desk()
    speaker = desk.somebody("=cmd()", "FRA")
    report = desk.report(" @SUM(A1)", "2024-05-01", "+1 is said.")
    desk.says(speaker, "assert", {report: "+1 is said"})
    serve(monkeypatch, desk)
    row = next(csv.DictReader(io.StringIO(asked(capsys, "claims", "--csv"))))
    assert (row["speaker"], row["outlets"], row["words"]) == ("'=cmd()", "' @SUM(A1)", "'+1 is said")


@pytest.mark.parametrize("width", ["60", "140"])
def test_what_a_report_smuggles_in_is_dead(
    width: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    evil = "\x1b[31m[red]\x07"
    desk = Desk()
    ann, bob = desk.somebody(f"Ann{evil}", "USA"), desk.somebody(f"Bob{evil}", "FRA")
    first = desk.report(f"Paper{evil}", "2024-05-01", f"They met{evil} there. {evil} it is so.", title=evil, url=evil)
    second = desk.report(f"Other{evil}", "2024-05-01", f"They met{evil}.", title=evil)
    met = desk.happens(
        "CONSULT", [ann, bob], dict.fromkeys([first, second], f"met{evil}"), place=evil, initiator=ann,
        first_since=evil, notes=[evil], conflicts={"place": {evil: [first], "x": [second]}},
    )  # fmt: skip
    claim = desk.says(
        bob, "assert", {first: f"{evil} it is so"}, target=ann, via=ann, denied=[(ann, "deny", {second: evil})]
    )
    serve(monkeypatch, desk)
    monkeypatch.setenv("COLUMNS", width)
    for question in (
        ("contacts", "USA", "FRA"), ("claims",), ("timeline", "USA"), ("compare", met.id), ("coverage", met.id),
        ("show", met.id), ("show", claim.id), ("show", ann.actor), ("show", first), ("search", "met"),
    ):  # fmt: skip
        out = asked(capsys, *question)
        assert not {c for c in out if not c.isprintable()} - {"\n"}, question
        assert "[red]" in out


@pytest.mark.parametrize(
    "words",
    [
        ("contacts", "FRA"), ("contacts", "FRA", "RUS", "--since", "yesterday"), ("claims", "--act", "shout"),
        ("claims", "--denied", "--undenied"), ("search",), ("search", "x", "--limit", "0"), ("show", "a", "b"),
        ("timeline", "FRA", "--json", "--csv"),
    ],
)  # fmt: skip
def test_wrong_use(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exit_:
        cli.main([words[0], "RECORD", *words[1:]])
    assert exit_.value.code == 2
    assert capsys.readouterr().out == ""


def test_options_reach_the_question(record: Sample, capsys: pytest.CaptureFixture[str]) -> None:
    def ids(*options: str) -> set[str]:
        return {row["id"] for row in json.loads(asked(capsys, "claims", "--json", *options))["rows"]}

    assert ids("--denied") == {record.accusation}
    assert record.accusation not in ids("--undenied")
    assert ids("--act", "accuse", "--act", "promise") == {record.accusation, record.promise}
    assert ids("--evidence", "none-offered", "--speaker", "RUS") == {record.accusation}
    assert ids("--about", "helping Ukraine", "--since", "2022-01-01", "--until", "2023-01-01") == {record.promise}


@pytest.mark.usefixtures("record")
def test_nothing_found_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert "No contact between the two is on record" in asked(capsys, "contacts", "JPN", "BRA")
    assert "No such claim" in asked(capsys, "claims", "--about", "zebras")
    assert "No report holds" in asked(capsys, "search", "zebras")
    assert json.loads(asked(capsys, "claims", "--about", "zebras", "--json"))["rows"] == []


@pytest.mark.usefixtures("record")
def test_who_is_not_one_party_is_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["contacts", "RECORD", "FRA", "Nobody Known"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("onrecord: 'Nobody Known' is no state")


def test_the_record_is_let_go(record: Sample, capsys: pytest.CaptureFixture[str]) -> None:
    asked(capsys, "timeline", "FRA")
    assert record.desk.closed


def test_no_record(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["contacts", str(tmp_path / "none"), "FRA", "RUS"]) == 2
    assert "is no record" in capsys.readouterr().err
