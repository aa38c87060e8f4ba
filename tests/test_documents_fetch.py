"""Addresses, against a server on the loopback interface."""

import gzip
import re
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from ills import ILLS
from outlets import outlets

from onrecord.documents import LIMITS, fetch, read_inputs, request, wire
from onrecord.errors import FetchError, InputError, LimitError
from onrecord.record import Document

REPORT = "The minister said on Tuesday that the two sailors had come home and that they were well."
PAGE = f"<html><head><title>Sailors home</title></head><body><h1>Sailors home</h1><p>{REPORT}</p></body></html>"
MOVED = {"/moved": "/2024/04/03/page", "/file": "file:///etc/hostname", "/loop": "/loop"}


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path in MOVED:
            self.send_response(302)
            self.send_header("Location", MOVED[self.path])
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        bodies = {
            "/2024/04/03/page": (PAGE.encode(), "text/html; charset=utf-8", None),
            "/latin": (f"{REPORT} “Café”".encode("cp1252"), "text/plain; charset=ISO-8859-1", None),
            "/zipped": (gzip.compress(PAGE.encode()), "text/html", "gzip"),
            "/lines": (b'{"text": "%s"}\n{"text": 1}\n' % REPORT.encode(), "application/jsonl", None),
            "/empty": (b"", "text/html", None),
            "/huge": (b"a" * (LIMITS.report_bytes + 1), "text/plain", None),
            "/bomb": (gzip.compress(b"a" * (5 * LIMITS.report_bytes), 1), "text/plain", "gzip"),
        }
        body, kind, packed = bodies.get(self.path, (b"nothing here", "text/plain", None))
        self.send_response(200 if self.path in bodies else 404)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if packed:
            self.send_header("Content-Encoding", packed)
        self.end_headers()
        try:
            self.wfile.write(body)
        except ConnectionError:  # the reader had enough
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's word
        del format, args


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def read(url: str) -> list[Document | InputError]:
    return list(read_inputs([url], allow_private=True))


@pytest.mark.parametrize("path", ["/2024/04/03/page", "/moved"])
def test_a_page_and_where_it_was_found(site: str, path: str) -> None:
    (found,) = read(site + path)
    assert isinstance(found, Document)
    assert found.text == f"Sailors home\n\n{REPORT}"
    assert found.url == site + "/2024/04/03/page"
    assert (found.published, found.published_from) == ("2024-04-03", "url")


def test_the_server_may_declare_the_encoding_and_pack(site: str) -> None:
    (latin,), (zipped,) = read(site + "/latin"), read(site + "/zipped")
    assert isinstance(latin, Document)
    assert isinstance(zipped, Document)
    assert latin.text == f"{REPORT} “Café”"
    assert zipped.title == "Sailors home"


def test_lines_from_the_web(site: str) -> None:
    first, second = read(site + "/lines")
    assert isinstance(first, Document)
    assert str(second).startswith(f"{site}/lines:2: ")


@pytest.mark.parametrize(
    ("path", "what"),
    [
        ("/none", "answered 404 Not Found"),
        ("/file", "not http or https"),
        ("/loop", "redirects more than 5 times"),
        ("/empty", "empty"),
        ("/huge", "larger than 20,000,000 bytes"),
        ("/bomb", "larger than 20,000,000 bytes"),
    ],
)
def test_failures_say_why(site: str, path: str, what: str) -> None:
    (found,) = read(site + path)
    assert isinstance(found, InputError)
    assert what in str(found)
    assert found.where == site + path
    assert isinstance(found, LimitError) == ("larger" in what)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:9/x",
        "http://",
        "https://[x",
        "ftp://c.example/x",
        "file:///etc/hostname",
        "http://a b/",
        "http://127.0.0.1:99999/",
    ],
)
def test_addresses_that_give_nothing(url: str) -> None:
    (found,) = read(url)
    assert isinstance(found, FetchError)


ILL = [
    "silence",
    "headers that drip",
    "headers without end",
    "continue without end",
    "a body that drips",
    "half a body",
    "half a body, then silence",
    "chunks that break off",
    "redirects in a ring",
    "gzip that is cut off",
    "gzip that is none",
    "a coding not asked for",
    "no HTTP",
    "an end at once",
]


@pytest.mark.parametrize("what", ILL)
def test_what_ails_a_server_is_said_in_time(what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    answer, said = ILLS[what]
    limits = replace(LIMITS, connect_seconds=0.2, fetch_seconds=0.5)
    for module in (request, wire, fetch):
        monkeypatch.setattr(module, "LIMITS", limits)
    began = time.monotonic()
    with outlets(monkeypatch) as found:
        (error,) = read(found.put("gazette", "/feed", answer(found, "gazette")))
    assert time.monotonic() - began < 5
    assert isinstance(error, InputError)
    assert re.search(said, str(error))


def test_the_network_can_be_ruled_out(site: str) -> None:
    (found,) = read_inputs([site + "/moved"], allow_network=False)
    assert isinstance(found, FetchError)
    assert "network" in found.what
