"""The command line, with a reader that needs no model."""

import json
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

import onrecord.documents
from onrecord import __version__, cli
from onrecord.errors import InputError, UsageError
from onrecord.record import Act, Document, Record, Statement

DATED: list[str | None] = []
JOBS: list[int | None] = []
ACTORS: list[Path | None] = []


class StubReader:
    """Finds one silence in everything; fails on "explode"."""

    def __init__(self, *, actors: Path | None = None) -> None:
        ACTORS.append(actors)

    def read_many(self, documents: Iterable[Document], *, jobs: int | None = None) -> Iterator[Record]:
        JOBS.append(jobs)
        for document in documents:
            if "explode" in document.text:
                raise ZeroDivisionError("boom")
            statement = Statement("s1", None, Act.SILENCE, None, None, None, None, False, None, None)
            yield Record(document, (), (), (statement,))


def stub_inputs(
    sources: Iterable[str],
    *,
    published: str | None = None,
    outlet: str | None = None,
    allow_private: bool = False,  # noqa: ARG001 - as that which it stands for
) -> Iterator[Document | InputError]:
    if published == "never":
        raise UsageError("--published: 'never' is no date; give YYYY-MM-DD")
    DATED.append(published)
    return _stub_items(sources, published, outlet)


def _stub_items(sources: Iterable[str], published: str | None, outlet: str | None) -> Iterator[Document | InputError]:
    for source in sources:
        if source == "interrupt":
            raise KeyboardInterrupt
        if source.startswith("missing"):
            yield InputError("there is no such file", where=source, advice="check the name")
        else:
            yield Document(source, "Título", None, outlet, published, "user" if published else None, "en", source)


@pytest.fixture(autouse=True)
def _stubs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(onrecord.documents, "read_inputs", stub_inputs)
    module = type(sys)("onrecord.reader")
    module.__dict__["Reader"] = StubReader
    monkeypatch.setitem(sys.modules, "onrecord.reader", module)
    DATED.clear()
    JOBS.clear()
    ACTORS.clear()


def test_json_lines(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["read", "a", "b", "--json", "--published", "2024-04-03", "--outlet", "The Herald"]) == 0
    out, err = capsys.readouterr()
    records = [json.loads(line) for line in out.splitlines()]
    assert [r["document"]["id"] for r in records] == ["a", "b"]
    assert records[0]["document"] | {"text": ""} == {
        "id": "a", "title": "Título", "url": None, "outlet": "The Herald", "published": "2024-04-03",
        "published_from": "user", "language": "en", "text": "", "warnings": [], "modified": None, "modified_from": None,
        "moment": None,
    }  # fmt: skip
    assert "Título" in out
    assert err == ""
    assert DATED == ["2024-04-03"]


def test_view(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["read", "a", "b"]) == 0
    out, err = capsys.readouterr()
    assert out.count("no comment") == 2
    assert "\x1b" not in out
    assert err == ""


def test_some_failed(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["read", "missing.txt", "a", "missing\x1b[31m", "--json"]) == 1
    out, err = capsys.readouterr()
    assert [json.loads(line)["document"]["id"] for line in out.splitlines()] == ["a"]
    assert err.splitlines() == [
        "onrecord: missing.txt: there is no such file; check the name",
        "onrecord: missing [31m: there is no such file; check the name",
    ]


def test_all_failed(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["read", "missing"]) == 1
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(("arguments", "jobs"), [(["a"], None), (["a", "--jobs", "3"], 3)])
def test_jobs(arguments: list[str], jobs: int | None, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["read", "--json", *arguments]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 1
    assert [jobs] == JOBS


@pytest.mark.parametrize(
    "arguments", [[], ["read"], ["rede", "a"], ["read", "a", "--jobs", "0"], ["read", "a", "--pdf"]]
)
def test_wrong_use(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exit_:
        cli.main(arguments)
    assert exit_.value.code == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "usage: onrecord" in err


def test_a_file_of_actors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_ACTORS", "usual.tsv")
    assert cli.main(["read", "a"]) == 0
    assert cli.main(["read", "a", "--actors", "own.tsv"]) == 0
    assert [Path("usual.tsv"), Path("own.tsv")] == ACTORS


def test_wrong_date(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["read", "a", "--published", "never"]) == 2
    assert capsys.readouterr().err == "onrecord: --published: 'never' is no date; give YYYY-MM-DD\n"


def test_unforeseen(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["read", "explode"]) == 1
    assert "Traceback" not in capsys.readouterr().err
    with pytest.raises(ZeroDivisionError):
        cli.main(["read", "explode", "--debug"])


def test_interrupt_is_quiet(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["read", "interrupt"]) == 130
    assert capsys.readouterr() == ("", "")


def test_progress_only_on_a_terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert cli.main(["read", "missing", "a", "--json"]) == 1
    assert "1 read, 1 failed" in capsys.readouterr().err


def run(
    *arguments: str, code: str = "import sys; from onrecord.cli import main; sys.exit(main())"
) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False)  # noqa: S603


def test_help_and_version() -> None:
    assert run("--version").stdout == f"onrecord {__version__}\n"
    shown = run("read", "--help")
    assert shown.returncode == 0
    assert "SOURCE" in shown.stdout


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys; from onrecord.cli import main\ntry: main()\nexcept SystemExit: pass\n"
        "print(sorted({'numpy', 'rich', 'onnxruntime', 'trafilatura', 'lxml', 'tokenizers'} & set(sys.modules)))"
    )
    assert run("--help", code=code).stdout.endswith("[]\n")


def test_help_is_quick() -> None:
    started = min(_seconds("--help") for _ in range(3))
    bare = min(_seconds(code="pass") for _ in range(3))
    assert started - bare < 0.3


def _seconds(*arguments: str, code: str = "import sys; from onrecord.cli import main; sys.exit(main())") -> float:
    start = time.perf_counter()
    run(*arguments, code=code)
    return time.perf_counter() - start


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full disk to print to")
def test_output_to_a_full_disk(tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text("Envoys met\n\nThe foreign ministers of Peru and Chile met in Lima on 3 April 2024.")
    with Path("/dev/full").open("w") as full:
        start = "import sys; from onrecord.cli import main; sys.exit(main())"
        command = [sys.executable, "-c", start, "read", str(report), "--json"]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)  # noqa: S603
    assert (done.returncode, done.stderr) == (1, "onrecord: the output cannot be written: No space left on device\n")


def test_closed_pipe_is_quiet(tmp_path: Path) -> None:
    script = tmp_path / "many.py"
    script.write_text(
        "import sys, types\n"
        "from onrecord.record import Document, Record\n"
        "import onrecord.documents\n"
        "stub = types.ModuleType('onrecord.reader')\n"
        "class Reader:\n"
        "    def __init__(self, *, actors=None):\n"
        "        pass\n"
        "    def read_many(self, documents, *, jobs=None):\n"
        "        return map(Record, documents)\n"
        "stub.Reader = Reader\n"
        "sys.modules['onrecord.reader'] = stub\n"
        "document = Document('d', None, None, None, None, None, 'en', 'word ' * 2000)\n"
        "onrecord.documents.read_inputs = lambda *a, **k: iter([document] * 500)\n"
        "from onrecord.cli import main\n"
        "sys.exit(main(['read', 'x', '--json']))\n"
    )
    process = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)  # noqa: S603
    assert process.stdout is not None
    assert process.stderr is not None
    assert process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait() == 141
