"""Files, folders, JSONL and standard input: every report comes out, every failure says where and why."""

import gzip
import io
import json
import os
import sys
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from onrecord.documents import LIMITS, read_inputs
from onrecord.errors import FetchError, InputError, LanguageError, LimitError, UsageError
from onrecord.record import Document

REPORT = "The minister said on Tuesday that the two sailors had come home and that they were well."
SECOND = "The harbour master of Halden said that the boat was to be sold to the town for one crown."


def one(source: Path | str) -> Document | InputError:
    (found,) = read_inputs([str(source)])
    return found


def document(source: Path | str) -> Document:
    found = one(source)
    assert isinstance(found, Document), found
    return found


def error(source: Path | str) -> InputError:
    found = one(source)
    assert isinstance(found, InputError)
    return found


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    def write_file(content: bytes | str, name: str = "report") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write_file


Write = Callable[..., Path]


def lines(*rows: object) -> str:
    return "".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows)


# ---- files


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_encodings_with_and_without_a_mark(write: Write, codec: str) -> None:
    found = document(write((REPORT + " “Café”").encode(codec)))
    assert found.text == REPORT + " “Café”"
    assert found.warnings == ()


def test_windows_text_is_read_with_a_warning(write: Write) -> None:
    found = document(write((REPORT + " “Café”").encode("cp1252")))
    assert found.text == REPORT + " “Café”"
    assert [w.code for w in found.warnings] == ["encoding-guessed"]


def test_damaged_utf8_stays_utf8(write: Write) -> None:
    found = document(write((REPORT + " “Café”").encode() + b" \xff end"))
    assert found.text == REPORT + " “Café” \ufffd end"
    assert [w.code for w in found.warnings] == ["encoding-damaged"]


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "the file is empty"),
        (b" \n\n", "holds no text"),
        (b"abc\x00def", "NUL bytes"),
        (b"%PDF-1.7 text", "a PDF"),
        (b"PK\x03\x04", "a ZIP archive"),
        (b"\x89PNG\r\n", "an image"),
        (bytes(range(1, 256)) * 9, "tried UTF-8 and Windows-1252"),
        (b"\xff\xfea\xd8b", "marked as UTF-16-LE"),
        (b'<?xml version="1.0"?><memo></memo>', "XML of a kind that holds no reports"),
        (b'{\n "text": "a"\n} more', "something follows the JSON object"),
        (gzip.compress(gzip.compress(b"a")), "gzip within gzip"),
        (gzip.compress(REPORT.encode() * 99)[:-20], "ends early"),
        (gzip.compress(REPORT.encode())[:10] + b"\xff" * 40, "damaged"),
        (gzip.compress(b""), "the file is empty"),
    ],
)
def test_bad_files_say_what_they_are(write: Write, content: bytes, what: str) -> None:
    found = error(write(content, "bad"))
    assert what in str(found)
    assert found.where.endswith("bad")


def test_a_gzipped_text(write: Write) -> None:
    assert document(write(gzip.compress(REPORT.encode()))).text == REPORT


def test_a_missing_file_suggests_a_name(tmp_path: Path, write: Write) -> None:
    write(REPORT, "sailors.txt")
    found = error(tmp_path / "sailor.txt")
    assert found.what == "no such file"
    assert found.advice == f"did you mean {tmp_path / 'sailors.txt'}?"
    assert error(tmp_path / "none" / "x").advice == ""
    assert "no such file" in str(error("a" * 40))


@pytest.mark.parametrize("source", ["a\x00b", "x" * 5000, ""])
def test_names_that_no_file_can_have(source: str) -> None:
    assert isinstance(one(source), InputError)


def test_a_file_that_may_not_be_read(write: Write) -> None:
    path = write(REPORT)
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("the superuser reads everything")
    assert "permission" in str(error(path)).lower()


def test_a_folder_is_its_files_by_name(tmp_path: Path, write: Write) -> None:
    write(SECOND, "b.txt")
    write(REPORT, "a.txt")
    write(REPORT, ".hidden")
    write(b"", "c/d.txt")
    write(lines({"text": SECOND, "id": "z"}), "c/-")
    os.mkfifo(tmp_path / "pipe")
    found = list(read_inputs([str(tmp_path)]))
    assert [r.text if isinstance(r, Document) else r.what for r in found] == [
        REPORT,
        SECOND,
        SECOND,
        "the file is empty",
    ]


def test_a_file_called_dash_in_this_folder_is_not_standard_input(
    tmp_path: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(REPORT, "-")
    monkeypatch.chdir(tmp_path)
    assert document(".").text == REPORT


def test_an_empty_folder(tmp_path: Path) -> None:
    assert error(tmp_path).what == "the folder holds no files"


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    content = io.BufferedReader(io.BytesIO(lines({"text": REPORT}, "{", {"text": SECOND}).encode()))
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=content))
    found = list(read_inputs(["-"]))
    assert [type(r) for r in found] == [Document, InputError, Document]
    assert str(found[1]).startswith("standard input:2: the line is cut off")
    assert not content.closed


def test_order_is_kept_and_others_come_out(tmp_path: Path, write: Write) -> None:
    good, other = write(REPORT, "good"), write(SECOND, "other")
    french = write(
        "La ministre a téléphoné mardi à son homologue et lui a demandé de laisser rentrer les marins.", "fr"
    )
    found = list(read_inputs([str(good), str(tmp_path / "no"), str(french), "ftp://c.example/x", str(other)]))
    assert [type(r) for r in found] == [Document, InputError, LanguageError, FetchError, Document]


def test_options_hold_for_all(write: Write) -> None:
    path = write(lines({"text": REPORT, "published": "2020-01-01", "outlet": "Courier"}, {"text": SECOND}))
    found = [r for r in read_inputs([str(path)], published="2024-04-03", outlet="Gazette") if isinstance(r, Document)]
    assert [(r.published, r.published_from, r.outlet) for r in found] == [("2024-04-03", "user", "Gazette")] * 2


def test_a_wrong_option_is_told_at_once() -> None:
    with pytest.raises(UsageError, match="tomorrow"):
        read_inputs([], published="tomorrow")


# ---- JSONL


def test_a_record_with_everything(write: Write) -> None:
    row = {"id": 7, "url": "https://c.example/2020/01/01/x", "outlet": "Courier", "published": "2024-04-03T09:00:00Z"}
    found = document(write(lines(row | {"title": "Sailors home", "text": REPORT, "more": [1]})))
    assert (found.id, found.url, found.outlet) == ("7", row["url"], "Courier")
    assert (found.published, found.published_from) == ("2024-04-03", "metadata")
    assert (found.title, found.text) == ("Sailors home", f"Sailors home\n\n{REPORT}")


def test_html_in_a_record(write: Write) -> None:
    found = document(write(lines({"html": f"<p>{REPORT}</p><p>{SECOND}</p>", "title": "Sailors home"})))
    assert found.text == f"Sailors home\n\n{REPORT}\n\n{SECOND}"


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_bad_lines_cost_only_themselves(write: Write, pack: Callable[[bytes], bytes]) -> None:
    bad = [
        '{"text": "cut in the mid',
        '{"text": "a", ',
        '{"text": 5}',
        '{"title": "no text"}',
        '{"text": null, "html": null}',
        '{"text": ""}',
        '{"text": "a", "id": ["x"]}',
        '{"text": "a", "url": {}}',
        '{"text": "a"} trailing',
        "[1, 2]",
        "null",
        "plain words",
        '{"html": ""}',
        '{"html": 1}',
        '{"text": ' + "[" * 100_000,
        '{"text": ' + "9" * 5000 + "}",
    ]
    content = "\ufeff" + lines({"text": REPORT}, "", *bad, {"text": SECOND})
    path = write(pack(content.encode() + b'{"text": "\xff"}\n'))
    found = list(read_inputs([str(path)]))
    assert [r.text for r in found if isinstance(r, Document)] == [REPORT, SECOND]
    errors = [str(r) for r in found if isinstance(r, InputError)]
    assert [e.split(": ")[0] for e in errors[:-1]] == [f"{path}:{n}" for n in range(3, 3 + len(bad))]
    assert "cut off" in errors[0]
    assert "cut off" in errors[1]
    assert "`text` is a number; a string is expected" in errors[2]
    assert "neither `text` nor `html`" in errors[3]
    assert "not a JSON object" in errors[9]
    assert "not UTF-8" in errors[-1]


def test_a_wrong_date_in_a_record_is_a_warning(write: Write) -> None:
    for wrong in ("soon", 20240403, "2024-02-30", ["2024"]):
        found = document(write(lines({"text": REPORT, "published": wrong})))
        assert found.published is None
        assert [w.code for w in found.warnings] == ["published-invalid"]


def test_a_gzip_that_ends_early_gives_what_came_before(write: Write) -> None:
    content = lines(*({"text": f"{REPORT} {os.urandom(99).hex()}"} for _ in range(500))).encode()
    found = list(read_inputs([str(write(gzip.compress(content)[:-2000]))]))
    assert len(found) > 100
    assert all(isinstance(r, Document) for r in found[:-1])
    assert "ends early" in str(found[-1])


def test_utf16_jsonl(write: Write) -> None:
    assert document(write(lines({"text": REPORT}).encode("utf-16"))).text == REPORT


def test_text_that_only_looks_like_json(write: Write) -> None:
    text = "{Editor's note} " + REPORT
    assert document(write(text)).text == text


# ---- limits


@pytest.mark.parametrize("beginning", [b"", b'{"text": "'])
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_line_without_end_fails_in_small_memory(
    write: Write, beginning: bytes, pack: Callable[[bytes], bytes]
) -> None:
    path = write(pack(beginning + b"a" * 100_000_000))
    tracemalloc.start()
    found = list(read_inputs([str(path)]))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert isinstance(found[0], LimitError)
    assert f"{LIMITS.report_bytes:,}" in str(found[0])
    assert peak < 3.5 * LIMITS.report_bytes


def test_the_line_after_a_long_one_is_read(write: Write) -> None:
    long = b'{"text": "' + b"a" * (LIMITS.report_bytes + 5_000_000) + b'"}\n'
    found = list(read_inputs([str(write(long + lines({"text": REPORT}).encode()))]))
    assert [type(r) for r in found] == [LimitError, Document]


def test_messages_hold_no_control_characters(tmp_path: Path) -> None:
    assert "\x1b" not in str(error(tmp_path / "a\x1b[2Jb"))
