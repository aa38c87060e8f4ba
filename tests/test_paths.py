"""Words that look like paths never become one: in reports, archives and exports, and in what the web is asked for."""

import json
from pathlib import Path
from urllib.parse import quote

import pytest
from test_sources_archives import PAGE, page, record
from webs import Browser

from onrecord import build as building
from onrecord import cli
from onrecord.merge.view import View
from onrecord.record import Record
from onrecord.store import Archive
from onrecord.web.app import application

NAMES = (
    "../pwned", "../../pwned", "../../../../../../../../tmp/pwned", "..\\pwned", "..\\..\\pwned", "/pwned", "//pwned",
    "/etc/passwd", "file:///etc/passwd", "C:\\pwned", "\\\\host\\share\\pwned", "~/pwned", "$HOME/pwned", "./pwned",
    ".", "..", "....//....//pwned", "%2e%2e%2fpwned", "%252e%252e%252fpwned", "..%2fpwned", "..%c0%afpwned",
    "..\u2215pwned", "\uff0e\uff0e\uff0fpwned", "pwned\0.txt", "a/../../pwned", "con", "pwned\n/../x", "-rf", "*",
    "..;/x",
)  # fmt: skip
REPORT = "Foreign Minister Ana Costa met her counterpart Karim Haddad in Halden on Tuesday, the ministry said. {}"
CANARY = "nobody may read this"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of reports whose every name is a path, three folders deep, with a file beside it."""
    top = tmp_path_factory.mktemp("top")
    inner = top / "a" / "b"
    inner.mkdir(parents=True)
    (top / "pwned.txt").write_text(CANARY)
    (top / "a" / "x").write_text(CANARY)
    rows = [
        {"id": name, "title": name, "outlet": name, "url": name, "text": REPORT.format(n)}
        for n, name in enumerate(NAMES)
    ]
    (inner / "reports.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    (inner / "reports.warc").write_bytes(
        b"".join(record("resource", name.replace("\n", ""), PAGE.encode(), said="text/html") for name in NAMES)
        + b"".join(page(n) for n in range(2))
    )
    before = files(top)
    inputs = [str(inner / name) for name in ("reports.jsonl", "reports.warc")]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(building, "read_many", lambda documents, *_: map(Record, documents))
        assert cli.main(["build", *inputs, "--to", str(inner / "record")]) == 0
    assert files(top).items() >= before.items()
    assert {path for path in files(top).keys() - before.keys() if not path.startswith("a/b/record/")} == set()
    return inner / "record"


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_there_are_more_than_25() -> None:
    assert len(set(NAMES)) >= 25


def test_the_names_are_words_in_the_record_and_its_files_have_names_of_our_own(built: Path) -> None:
    view = View.open(built)
    assert len([s for s in view.sources() if any(s.outlet == " ".join(name.split()) for name in NAMES)]) >= 25
    view.close()
    assert not [path for path in files(built) if "pwned" in path or ".." in path or "con" in Path(path).stem.split(".")]


@pytest.mark.parametrize("form", ["csv", "parquet", "json", "atom", "ftm", "polecat"])
def test_an_export_stays_in_its_place(built: Path, tmp_path: Path, form: str) -> None:
    top = built.parents[2]
    before = files(top)
    assert cli.main(["export", str(built), "--format", form, "--to", str(tmp_path / "out")]) == 0
    assert files(top) == before
    assert {path.split("/")[0] for path in files(tmp_path)} == {"out"}
    assert not [path for path in files(tmp_path) if "pwned" in path]


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_what_is_asked_for_by_such_a_name(built: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    browser = Browser(application(built))
    for path in (quote(name, safe=""), quote(name, safe="/")):
        for route in ("/static/", "/report/", "/event/", "/claim/", "/actor/", "/pair/PRT/", "/?snapshot=", "/"):
            answer = browser.ask(f"{route}{path}")
            assert answer.status_code in (200, 303, 307, 400, 404), route
            assert CANARY not in answer.text
            assert "root:x:0" not in answer.text
            assert route != "/static/" or answer.status_code == 404 or not path.strip("./*")
    if "\0" not in name:
        for words in (["show", str(built), "--", name], ["show", str(built), f"--snapshot={name}"]):
            cli.main(words)
            out, err = capsys.readouterr()
            assert CANARY not in out + err
    assert Archive(built).number
