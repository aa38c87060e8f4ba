"""Web archives: pages as they were fetched, however they were packed, and records that are broken."""

import dataclasses
import gzip
import time
import tracemalloc
import zlib
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest
from reports_in import REPORT, SECOND, body, documents, errors, only, only_error, reports_in

from onrecord.documents import LIMITS
from onrecord.errors import LimitError

HEAD = "<head><title>Sailors home</title></head>"
PAGE = f"<html>{HEAD}<body><h1>Sailors home</h1><p>{REPORT}</p><p>{SECOND}</p></body></html>"
TEXT = f"{REPORT}\n\n{SECOND}"


def record(kind: str, url: str, content: bytes, *, said: str = "", length: int | None = None) -> bytes:
    said = said or ("application/http; msgtype=response" if kind in ("response", "request") else "text/plain")
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-04-03T00:00:00Z\r\n"
        f"Content-Type: {said}\r\nContent-Length: {len(content) if length is None else length}\r\n\r\n"
    )
    return head.encode() + content + b"\r\n\r\n"


def answer(content: bytes | str = PAGE, *, status: str = "200 OK", kind: str = "text/html", headers: str = "") -> bytes:
    content = content if isinstance(content, bytes) else content.encode()
    return f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{headers}\r\n".encode() + content


def page(number: int, content: bytes | str = PAGE, **about: str) -> bytes:
    return record("response", f"https://c.example/{number}", answer(content, **about))


INFO = record("warcinfo", "", b"software: none\r\n", said="application/warc-fields")


@pytest.mark.parametrize("pack", [b"".join, lambda parts: b"".join(map(gzip.compress, parts))])
def test_pages_come_out_in_order(tmp_path: Path, pack: Callable[[list[bytes]], bytes]) -> None:
    archive = [
        INFO,
        record("request", "https://c.example/1", b"GET /1 HTTP/1.1\r\n\r\n"),
        page(1),
        page(2, status="404 Not Found"),
        page(3, status="301 Moved"),
        page(4, b"\x89PNG\r\n", kind="image/png"),
        page(5, "body {}", kind="text/css"),
        record("revisit", "https://c.example/6", answer()),
        record("resource", "https://c.example/7", PAGE.encode(), said="text/html; charset=utf-8"),
        record("conversion", "<https://c.example/8>", TEXT.encode()),
        page(9, kind="Application/XHTML+XML; charset=UTF-8"),
    ]
    found = documents(reports_in(tmp_path, pack(archive)))
    assert [(d.url or "").rpartition("/")[2] for d in found] == ["1", "7", "8", "9"]
    assert [body(d) for d in found] == [TEXT] * 4
    assert [d.title for d in found] == ["Sailors home", "Sailors home", None, "Sailors home"]


def test_captures_of_one_page_come_in_order(tmp_path: Path) -> None:
    later = page(1).replace(b"WARC-Date: 2024-04-03T00:00:00Z", b"WARC-Date: 2024-04-03T16:30:00Z")
    found = documents(reports_in(tmp_path, page(1) + later))
    assert [d.moment for d in found] == ["2024-04-03T00:00:00+00:00", "2024-04-03T16:30:00+00:00"]
    assert found[0].appeared < found[1].appeared
    assert found[0] == dataclasses.replace(found[1], moment=found[0].moment)


@pytest.mark.parametrize("said", ["2024-04-05T09:00:00Z", "2024-04-01T09:00:00Z"])
def test_a_pages_own_time_goes_before_that_of_its_fetching(tmp_path: Path, said: str) -> None:
    head = HEAD.replace("</head>", f'<meta property="article:published_time" content="{said}"></head>')
    (found,) = documents(reports_in(tmp_path, page(1, PAGE.replace(HEAD, head))))
    assert found.moment == said.replace("Z", "+00:00")


@pytest.mark.parametrize(
    ("content", "headers"),
    [
        (gzip.compress(PAGE.encode()), "Content-Encoding: gzip\r\n"),
        (zlib.compress(PAGE.encode()), "Content-Encoding: deflate\r\n"),
        (brotli.compress(PAGE.encode()), "Content-Encoding: br\r\n"),
        (b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE.encode()), "Transfer-Encoding: chunked\r\n"),
        # Under the headers of before, as many archives have them.
        (PAGE.encode(), "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n"),
        (PAGE.encode(), "Content-Encoding: gzip, br, none-such\r\n"),
    ],
)
def test_pages_as_they_were_packed(tmp_path: Path, content: bytes, headers: str) -> None:
    assert body(only(reports_in(tmp_path, page(1, content, headers=headers)))) == TEXT


def test_the_encoding_is_the_servers_word(tmp_path: Path) -> None:
    words = PAGE.replace("sailors had", "“sailors” had").encode("cp1252")
    found = only(reports_in(tmp_path, page(1, words, kind='text/html; charset="windows-1252"')))
    assert "“sailors”" in found.text
    assert found.warnings == ()


def test_broken_records_cost_only_themselves(tmp_path: Path) -> None:
    archive = b"".join([
        INFO,
        page(2),
        record("response", "https://c.example/3", b"no answer"),
        page(4),
        b"left over\r\n",
        record("response", "https://c.example/5", answer("short"), length=20),
        page(6),
        b"WARC/1.0\r\nWARC-Type: response\r\n\r\n",
        page(8),
        record("response", "https://c.example/9", answer("long"), length=5_000),
        page(10),
        page(11)[:-200],
    ])  # fmt: skip
    found = reports_in(tmp_path, archive)
    assert [(d.url or "").rpartition("/")[2] for d in documents(found)] == ["2", "4", "6", "8", "10"]
    told = [(e.where.partition(", ")[2], e.what) for e in errors(found)]
    assert [place.partition(",")[0] for place, _ in told] == [
        "record 3", "record 4", "record 5", "record 7", "record 9", "record 11",
    ]  # fmt: skip
    assert told[0] == ("record 3, https://c.example/3", "the record holds no whole answer of a server")
    assert "belong to no record" in told[1][1]
    assert "how long it is" in told[3][1]
    assert told[4][1] == told[5][1] == "the record is cut off"


def test_a_page_without_a_report_names_the_page(tmp_path: Path) -> None:
    error = only_error(reports_in(tmp_path, page(1, "<html><body></body></html>")))
    assert error.where.endswith("input, record 1, https://c.example/1")


def test_an_archive_without_pages(tmp_path: Path) -> None:
    assert only_error(reports_in(tmp_path, INFO)).what == "the web archive holds no page"


def test_half_a_gzip_gives_what_came_before(tmp_path: Path) -> None:
    archive = b"".join(gzip.compress(page(n)) for n in range(9))
    found = reports_in(tmp_path, archive[:-40])
    assert len(documents(found)) == 8
    assert "ends early" in str(found[-1])


# ---- limits


def test_records_that_are_too_large(tmp_path: Path) -> None:
    huge = b"a" * (LIMITS.report_bytes + 1)
    found = reports_in(tmp_path, page(1) + page(2, huge, kind="image/png") + page(3))
    assert [type(f).__name__ for f in found] == ["Document", "LimitError", "Document"]
    assert "the limit is 20,000,000" in str(found[1])


def test_a_record_that_says_it_is_endless(tmp_path: Path) -> None:
    found = reports_in(tmp_path, page(1) + record("response", "https://c.example/2", b"x", length=10**14) + page(3))
    assert isinstance(found[-1], LimitError)
    assert "the rest of the archive is not read" in found[-1].what


@pytest.mark.parametrize("coding", ["gzip", "br", "deflate", "gzip, gzip"])
def test_a_page_that_is_a_bomb(tmp_path: Path, coding: str) -> None:
    zeros = b"0" * 100_000_000
    pack: Callable[[bytes], bytes] = {
        "gzip": lambda data: gzip.compress(data, 1),
        "deflate": lambda data: zlib.compress(data, 1),
        "br": lambda data: brotli.compress(data, quality=1),
        "gzip, gzip": lambda data: gzip.compress(gzip.compress(data, 1)),
    }[coding]
    packed = pack(zeros)
    archive = page(1, packed, headers=f"Content-Encoding: {coding}\r\n") + page(2)
    tracemalloc.start()
    began = time.process_time()
    found = reports_in(tmp_path, archive)
    assert time.process_time() - began < 2
    assert tracemalloc.get_traced_memory()[1] < 100_000_000
    tracemalloc.stop()
    assert isinstance(found[0], LimitError)
    assert "unpacks to more than 20,000,000 bytes" in found[0].what
    assert len(documents(found)) == 1


def test_bytes_without_end_between_records(tmp_path: Path) -> None:
    found = reports_in(tmp_path, page(1) + b"a" * (LIMITS.skip_bytes + 1_000_000))
    assert isinstance(found[-1], LimitError)
    assert len(documents(found)) == 1
