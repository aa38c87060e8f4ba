"""From the command line to the message: a bad input costs only itself, and says where it is and what to do."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord import cli

REPORT = "The minister said on Tuesday that the two sailors had come home and that they were well."
FRENCH = "La ministre a demandé mardi à son homologue de laisser rentrer les deux marins chez eux au plus vite."
HUGE = 30_000_000

# Content, what is wrong with it, what to do.
BAD: dict[str, tuple[bytes, str, str]] = {
    "empty": (b"", "the file is empty", "give"),
    "binary": (b"\x7fELF\x00\x00\x01" * 400, "a binary file", "give a text, HTML or JSONL file"),
    "encoding": (b"\xff\xfe" + "Müller".encode("utf-16-le")[:-1], "marked as UTF-16-LE", "save the file as UTF-8"),
    "line": (b"a" * HUGE, "larger than 20,000,000 bytes", "use JSONL"),
    "text": (REPORT.encode() * 12_000, "the text has 1,0", "split it into reports"),
    "french": (FRENCH.encode(), "in French (fr)", "leave it out or give a translation"),
}


@pytest.fixture
def write(tmp_path: Path) -> Callable[[bytes, str], Path]:
    def write_file(content: bytes, name: str) -> Path:
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return write_file


Write = Callable[[bytes, str], Path]


@pytest.fixture
def read(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, list[str], list[str]]]:
    """Run `onrecord read`: the exit code, and the lines of stdout and of stderr."""

    def run(*arguments: str | Path) -> tuple[int, list[str], list[str]]:
        code = cli.main(["read", "--json", *map(str, arguments)])
        out, err = capsys.readouterr()
        return code, out.splitlines(), err.splitlines()

    return run


Read = Callable[..., tuple[int, list[str], list[str]]]


def texts(lines: list[str]) -> list[str]:
    return [json.loads(line)["document"]["text"] for line in lines]


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file(write: Write, read: Read, name: str) -> None:
    content, what, advice = BAD[name]
    path = write(content, f"{name}.txt")
    code, out, err = read(path)
    assert (code, out) == (1, [])
    (message,) = err
    assert message.startswith(f"onrecord: {path}: ")
    told, _, to_do = message.partition("; ")
    assert what in told
    assert advice in to_do


def test_a_missing_file(write: Write, read: Read, tmp_path: Path) -> None:
    near = write(REPORT.encode(), "sailors.txt")
    assert read(tmp_path / "sailor.txt") == (
        1, [], [f"onrecord: {tmp_path / 'sailor.txt'}: no such file; did you mean {near}?"],
    )  # fmt: skip


def test_an_address_where_nobody_answers(read: Read) -> None:
    code, out, err = read("http://127.0.0.1:9/2024/04/03/report", "--allow-private")
    assert (code, out) == (1, [])
    (message,) = err
    assert message.startswith("onrecord: http://127.0.0.1:9/2024/04/03/report: ")
    assert "does not accept connections" in message
    assert "check the address" in message


def test_bad_inputs_cost_only_themselves(write: Write, read: Read, tmp_path: Path) -> None:
    good, other = write(REPORT.encode(), "good.txt"), write(b"Tam said so. " + REPORT.encode(), "other.txt")
    names = ["empty", "binary", "encoding", "french"]
    bad = [write(BAD[name][0], f"{name}.txt") for name in names]
    code, out, err = read(good, *bad, tmp_path / "none.txt", "http://127.0.0.1:9/", other)
    assert code == 1
    assert texts(out) == [REPORT, f"Tam said so. {REPORT}"]
    assert [line.split(": ")[1] for line in err] == [*map(str, bad), str(tmp_path / "none.txt"), "http://127.0.0.1:9/"]


def test_a_line_cut_in_the_middle(write: Write, read: Read) -> None:
    rows = [json.dumps({"id": name, "text": f"{name} {REPORT}"}) for name in ("one", "two", "three")]
    path = write("\n".join([rows[0], rows[1][:60], rows[2]]).encode(), "reports.jsonl")
    code, out, err = read(path)
    assert code == 1
    assert [json.loads(line)["document"]["id"] for line in out] == ["one", "three"]
    (message,) = err
    assert message.startswith(f"onrecord: {path}:2: ")
    assert "cut off" in message
    assert "; " in message


def test_a_line_that_is_far_too_long(write: Write, read: Read) -> None:
    row = json.dumps({"text": REPORT}).encode()
    path = write(row + b'\n{"text": "' + b"a" * HUGE + b'"}\n' + row + b"\n", "reports.jsonl")
    code, out, err = read(path)
    assert code == 1
    assert texts(out) == [REPORT] * 2
    (message,) = err
    assert message.startswith(f"onrecord: {path}:2: ")
    assert "longer than 20,000,000 bytes" in message
    assert "; " in message


def test_a_guessed_encoding_is_a_warning_and_no_failure(write: Write, read: Read) -> None:
    code, out, err = read(write(f"{REPORT} “Café”".encode("cp1252"), "windows.txt"))
    assert (code, err) == (0, [])
    assert texts(out) == [f"{REPORT} “Café”"]
    assert [w["code"] for w in json.loads(out[0])["document"]["warnings"]] == ["encoding-guessed"]


@pytest.mark.parametrize("day", ["yesterday", "2024-02-30", "03/04/2024", ""])
def test_a_wrong_date_is_wrong_use(write: Write, read: Read, day: str) -> None:
    code, out, err = read(write(REPORT.encode(), "good.txt"), "--published", day)
    assert (code, out) == (2, [])
    (message,) = err
    assert message.startswith("onrecord: ")
    assert day in message
    assert "write it as 2024-04-03" in message
