"""The documentation: its code runs, its links lead somewhere, and it names everything that there is."""

import argparse
import json
import re
import shlex
import shutil
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass, fields
from importlib.resources import files
from pathlib import Path

import pytest

import onrecord
from onrecord import cli, commands, errors, record
from onrecord.documents import LIMITS
from onrecord.knowledge import own
from onrecord.language.labels import CLASSES, MODES, PAIRS, SECTORS, TAGS

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
REFERENCE = DOCS / "reference"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
CLASSES_OF_RECORD = [
    record.Record, record.Document, record.Notice, record.Span, record.Actor, record.Event, record.Dates,
    record.Figure, record.Statement,
]  # fmt: skip
ENUMERATIONS = [record.Kind, record.EventType, record.Status, record.Medium, record.Act, record.Evidence]
# A shown output may differ in a line of ten: the model's last digits are not the same on every processor.
LINES_THAT_HOLD = 0.9

_BLOCK = re.compile(r"^```(\w+)( run)?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block of code."""

    language: str
    runs: bool
    code: str


def blocks(text: str) -> list[Block]:
    return [Block(language, bool(run), code) for language, run, code in _BLOCK.findall(text)]


def names(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def anchors(page: Path) -> set[str]:
    """The fragments that GitHub gives to a page's headings."""
    text = _BLOCK.sub("", page.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", h.lower()).replace(" ", "-") for h in _HEADING.findall(text)}


def section(page: Path, heading: str) -> str:
    """What stands under a heading of the second level."""
    return page.read_text(encoding="utf-8").partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


def shown(page: Path) -> set[str]:
    """Everything that a page has between backticks."""
    return set(re.findall(r"`([^`\n]+)`", page.read_text(encoding="utf-8")))


@pytest.mark.parametrize("page", [p for p in PAGES if any(b.runs for b in blocks(p.read_text("utf-8")))], ids=names)
def test_code_runs(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    namespace: dict[str, object] = {"__name__": "__main__"}
    for block in blocks(page.read_text(encoding="utf-8")):
        if block.runs and block.language == "python":
            exec(compile(block.code, str(page), "exec"), namespace)  # noqa: S102
        elif block.runs:
            assert block.language == "console"
            run_console(block.code, lambda: "".join(capsys.readouterr()))
            capsys.readouterr()


def run_console(code: str, output: Callable[[], str]) -> None:
    """Run each `$` line; the lines below it are of its output."""
    exit_code = 0
    commands = code.removeprefix("$ ").split("\n$ ")
    for command, following in zip(commands, [*commands[1:], ""], strict=True):
        line, _, below = command.partition("\n")
        words = shlex.split(line)
        if words == ["echo", "$?"]:
            assert below.strip() == str(exit_code)
            continue
        assert Path(words[0]).name == "onrecord"
        exit_code = run_command(words[1:])
        printed = output()
        assert exit_code == 0 or following.startswith("echo $?"), (line, printed)
        actual = {" ".join(row.split()) for row in printed.splitlines()}
        expected = [" ".join(row.split()) for row in below.splitlines() if row.strip()]
        missing = [row for row in expected if row not in actual]
        assert len(missing) <= (1 - LINES_THAT_HOLD) * len(expected), (line, missing)


def run_command(words: list[str]) -> int:
    if ">" not in words:
        return cli.main(words)
    at = words.index(">")
    with Path(words[at + 1]).open("w", encoding="utf-8") as file, redirect_stdout(file):
        return cli.main(words[:at])


@pytest.mark.parametrize("page", PAGES, ids=names)
def test_links_resolve(page: Path) -> None:
    broken = []
    for link in _LINK.findall(_BLOCK.sub("", page.read_text(encoding="utf-8"))):
        if re.match(r"https?:", link):
            continue
        path, _, fragment = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if not target.exists() or (fragment and fragment not in anchors(target)):
            broken.append(link)
    assert broken == []


def test_index_has_every_page() -> None:
    index = DOCS / "README.md"
    linked = {(DOCS / link).resolve() for link in _LINK.findall(index.read_text(encoding="utf-8"))}
    assert {p for p in DOCS.rglob("*.md") if p != index} <= linked


def test_every_option() -> None:
    page = REFERENCE / "command-line.md"
    options = {o for parser in _parsers(cli._parser()) for a in parser._actions for o in a.option_strings}
    assert options
    assert options <= {words.split(" ")[0] for words in shown(page)}


def test_every_command() -> None:
    text = (REFERENCE / "command-line.md").read_text(encoding="utf-8")
    commands = [parser.prog for parser in _parsers(cli._parser())]
    assert commands[0] == "onrecord"
    assert [prog for prog in commands if f"{prog} " not in text] == []


def _parsers(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for command in action.choices.values():
                yield from _parsers(command)


@pytest.mark.parametrize("cls", CLASSES_OF_RECORD, ids=lambda c: c.__name__)
def test_every_field(cls: type) -> None:
    text = section(REFERENCE / "record.md", cls.__name__)
    expected = [f.name for f in fields(cls)]
    assert [name for name in re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE) if name.islower()] == expected
    for block in blocks(text):
        assert list(json.loads(block.code)) == expected


def test_every_value() -> None:
    values = {str(value) for enumeration in ENUMERATIONS for value in enumeration}
    labels = {*SECTORS, *MODES} - {"none"}
    assert values | labels <= shown(REFERENCE / "record.md")


def test_every_warning() -> None:
    table = (files("onrecord.documents") / "data" / "furniture.tsv").read_text(encoding="utf-8")
    kinds = {row.split("\t")[0] for row in table.splitlines() if row and not row.startswith("#")}
    modules = [p for folder in ("documents", "watch") for p in (ROOT / "onrecord" / folder).glob("*.py")]
    source = "".join(p.read_text(encoding="utf-8") for p in modules)
    codes = {f"{kind}-removed" for kind in kinds - {"source-link-missing"}} | {"source-link-missing", "repeated-title"}
    codes |= {*re.findall(r'Notice\(\s*"([a-z-]+)"', source), own.NOTICE}
    listed = re.findall(r"^\| `([a-z-]+)` \|", section(REFERENCE / "inputs.md", "Warnings"), re.MULTILINE)
    assert sorted(listed) == sorted(codes)


def test_every_limit() -> None:
    text = section(REFERENCE / "inputs.md", "Limits")
    rows = [f"| `{f.name}` | {int(getattr(LIMITS, f.name)):,} |" for f in fields(LIMITS)]
    assert [row for row in rows if row not in text] == []


def test_every_error() -> None:
    classes = {name for name, value in vars(errors).items() if isinstance(value, type)}
    assert classes <= shown(REFERENCE / "errors-and-exit-codes.md")


def test_every_exit_code() -> None:
    listed = re.findall(r"^\| (\d+) \|", section(REFERENCE / "errors-and-exit-codes.md", "Exit codes"), re.MULTILINE)
    codes = (commands.FINE, commands.SOME_FAILED, commands.WRONG_USE, cli._INTERRUPTED, cli._PIPE_CLOSED)
    assert [int(code) for code in listed] == list(codes)


def test_every_python_name() -> None:
    words = {word for phrase in shown(REFERENCE / "python.md") for word in re.findall(r"\w+", phrase)}
    assert {*onrecord.__all__, *(c.__name__ for c in (*CLASSES_OF_RECORD, *ENUMERATIONS))} <= words


def test_every_head() -> None:
    assert {*TAGS, *CLASSES, *PAIRS} <= shown(DOCS / "explanation" / "how-it-reads.md")


def test_every_make_target() -> None:
    phony = re.search(r"^\.PHONY: (.+)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert phony
    assert {f"make {target}" for target in phony[1].split()} <= shown(ROOT / "CONTRIBUTING.md")
