"""What is made to do harm is stopped at its limit: bombs, XML, nesting, texts that take for ever."""

import gzip
import io
import json
import pickle
import subprocess
import sys
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

import brotli
import pytest
import test_sources_archives as archives
from outlets import Outlets, Reply, outlets

from onrecord.documents import LIMITS, clean, packed, read_inputs, report, sources, timing
from onrecord.documents.request import Answer
from onrecord.documents.timing import each_in_time, in_time
from onrecord.errors import FetchError, InputError, LanguageError, LimitError, OnrecordError
from onrecord.record import Document, Record
from onrecord.watch.entries import listing
from onrecord.watch.lists import feed_addresses

REPORT = b"The minister said on Tuesday that the two sailors had come home and that they were well. "
GROWN = 60_000_000  # bytes that most bombs would grow to
SECONDS, MEMORY = 1.0, 200  # of megabytes


class Unpacking:
    """Counts what is unpacked."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.size = 0
        real, counting = zlib.decompressobj, self

        class Member:
            def __init__(self, bits: int) -> None:
                self._member = real(bits)

            def decompress(self, data: bytes, most: int) -> bytes:
                piece = self._member.decompress(data, most)
                counting.size += len(piece)
                return piece

            def __getattr__(self, name: str) -> Any:
                return getattr(self._member, name)

        class Zlib:
            decompressobj, error = Member, zlib.error

        monkeypatch.setattr(packed, "zlib", Zlib)


@pytest.fixture
def unpacking(monkeypatch: pytest.MonkeyPatch) -> Unpacking:
    return Unpacking(monkeypatch)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Bombs and attacks as files."""
    made = tmp_path_factory.mktemp("harm")
    for name, make in BOMBS.items():
        (made / name).write_bytes(make())
        assert (made / name).stat().st_size < 1_000_000
    for name, (coding, body) in ARCHIVED.items():
        (made / f"{name}.warc").write_bytes(archives.page(1, body(), headers=f"Content-Encoding: {coding}\r\n"))
    for name, data in ATTACKS.items():
        (made / name).write_bytes(data if isinstance(data, bytes) else data.encode())
    return made


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Outlets]:
    with outlets(monkeypatch) as found:
        yield found


def bomb(beginning: bytes = b"", line: bytes = b" ", size: int = GROWN) -> bytes:
    out = io.BytesIO()
    piece = line * (1_000_000 // len(line))
    with gzip.GzipFile(fileobj=out, mode="wb", compresslevel=9) as file:
        file.write(beginning)
        for _ in range(size // len(piece)):
            file.write(piece)
    return out.getvalue()


def members(size: int) -> bytes:
    return gzip.compress(bytes(1_000_000)) * (size // 1_000_000)


BOMBS: dict[str, Callable[[], bytes]] = {
    "spaces": lambda: bomb(REPORT),
    "letters": lambda: bomb(REPORT, b"a"),
    "sentences": lambda: bomb(b"", REPORT),
    "line ends": lambda: bomb(REPORT, b"\n"),
    "zeros": lambda: bomb(b"", b"\0"),
    "a page": lambda: bomb(b"<html><body><p>" + REPORT, b"<p>"),
    "a page in UTF-16": lambda: bomb(b"\xff\xfe" + "<html><body>".encode("utf-16-le"), "<p>".encode("utf-16-le")),
    "one line of JSON": lambda: bomb(b'{"text": "', b"a"),
    "long lines of JSON": lambda: bomb(b"", json.dumps({"text": "a" * 499_980}).encode() + b"\n"),
    "a feed": lambda: bomb(b"<rss><channel>", b"<item/>"),
    "many files in one": lambda: members(GROWN),
    "a bomb in a bomb": lambda: gzip.compress(bomb(REPORT)) + bomb(REPORT),
}


# In a web archive: the coding that a server named, and what it sent.
ARCHIVED: dict[str, tuple[str, Callable[[], bytes]]] = {
    "archived, gzip": ("gzip", lambda: bomb(b"<html><body><p>" + REPORT, b"<p>")),
    "archived, members": ("gzip", lambda: members(GROWN)),
    "archived, deflate": ("deflate", lambda: zlib.compress(b"<p>" + b"a" * GROWN)),
    "archived, brotli": ("br", lambda: brotli.compress(b"<p>" + b"a" * GROWN, quality=2)),
    "archived, twice": ("gzip, gzip", lambda: gzip.compress(bomb(b"<p>", b"a"))),
}


@pytest.mark.parametrize("name", ARCHIVED)
def test_bombs_in_archives(folder: Path, name: str) -> None:
    began = time.process_time()
    (found,) = read_inputs([str(folder / f"{name}.warc")])
    assert time.process_time() - began < SECONDS
    assert isinstance(found, LimitError)
    assert f"unpacks to more than {LIMITS.report_bytes:,} bytes" in found.what


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_in_files(folder: Path, name: str, unpacking: Unpacking) -> None:
    began = time.process_time()
    found = list(read_inputs([str(folder / name)]))
    assert time.process_time() - began < SECONDS
    assert isinstance(found[-1], InputError)
    assert not any(isinstance(item, Document) for item in found)
    assert unpacking.size <= LIMITS.report_bytes + packed.PIECE


@pytest.mark.parametrize("name", BOMBS)
@pytest.mark.parametrize("coding", [True, False])
def test_bombs_from_the_web(site: Outlets, folder: Path, name: str, coding: bool, unpacking: Unpacking) -> None:
    headers = {"Content-Encoding": "gzip"} if coding else {"Content-Type": "application/gzip"}
    url = site.put("gazette", "/bomb", Reply((folder / name).read_bytes(), headers=headers))
    began = time.process_time()
    found = list(read_inputs([url], allow_private=True))
    assert time.process_time() - began < 2 * SECONDS  # with the server's share
    assert isinstance(found[-1], InputError)
    assert unpacking.size <= LIMITS.report_bytes + packed.PIECE


def test_what_unpacks_to_nothing_ends_too(tmp_path: Path) -> None:
    path = tmp_path / "report.gz"
    path.write_bytes(gzip.compress(b"") * 200_000)
    (found,) = read_inputs([str(path)])
    assert "empty" in str(found)


@pytest.mark.parametrize("cut", [1, 9, 11, 40, -1, -8, -9])
def test_gzip_that_is_not_whole(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "report.gz"
    path.write_bytes(b"\x1f\x8b" + gzip.compress(REPORT * 20)[2:cut])
    (found,) = read_inputs([str(path)])
    assert isinstance(found, InputError)
    assert "ends early" in str(found)


def test_gzip_files_one_after_the_other_are_one(tmp_path: Path) -> None:
    path = tmp_path / "report.gz"
    path.write_bytes(gzip.compress(REPORT) + gzip.compress(REPORT) + bytes(1000))
    (found,) = read_inputs([str(path)])
    assert isinstance(found, Document)
    assert found.text == (REPORT * 2).decode().strip()


LEAKED = "root:x:0:0"
_ITEM = "<item><title>{}</title><link>https://x.example/1</link></item>"


def xml(subset: str, words: str = "x", *, attributes: str = "") -> str:
    doctype = f"<!DOCTYPE rss [{subset}]>" if subset else ""
    return f'<?xml version="1.0"?>{doctype}<rss {attributes}><channel>{_ITEM.format(words)}</channel></rss>'


LAUGHS = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
ATTACKS: dict[str, str | bytes] = {
    "a billion laughs": xml(LAUGHS, "&a9;"),
    "a billion laughs in UTF-16": xml(LAUGHS, "&a9;").encode("utf-16"),
    "a billion laughs in UTF-7": xml(LAUGHS, "&a9;").replace("1.0", "1.0' encoding='utf-7").encode("utf-7"),
    "quadratic growth": xml(f'<!ENTITY a "{"a" * 50_000}">', "&a;" * 50_000),
    "laughs in an attribute": xml(LAUGHS, attributes='title="&a9;"'),
    "a file": xml('<!ENTITY a SYSTEM "file:///etc/passwd">', "&a;"),
    "an address": xml('<!ENTITY a SYSTEM "http://127.0.0.1:9/">', "&a;"),
    "a parameter entity": xml('<!ENTITY % a SYSTEM "file:///etc/passwd"> %a;'),
    "a document type elsewhere": '<!DOCTYPE rss SYSTEM "file:///etc/passwd">' + xml("")[21:],
    "an inclusion": xml("", '<x:include xmlns:x="http://www.w3.org/2001/XInclude" parse="text" href="/etc/passwd"/>'),
    "depth": xml("", "<a>" * 100_000 + "</a>" * 100_000),
    "attributes": xml("", attributes=" ".join(f'a{n}="x"' for n in range(300_000))),
    "namespaces": xml("", attributes=" ".join(f'xmlns:a{n}="x{n}"' for n in range(20_000))),
    "comments": xml("", "<!-- -->" * 300_000),
    "instructions": xml("", "<?a b?>" * 300_000),
    "open tags": "<rss><channel>" + "<" * 2_000_000,
    "references": xml("", "&#38;lt;" * 300_000),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_attacks_by_xml(folder: Path, tmp_path: Path, name: str) -> None:
    data = (folder / name).read_bytes()
    answer = Answer("http://x.example/feed", 200, "OK", {}, data)
    path = tmp_path / "feed.opml"
    path.write_bytes(data.replace(b"rss", b"opml"))
    for read in (lambda: listing(answer, "feed"), lambda: feed_addresses([str(path)])):
        began = time.process_time()
        told = outcome(read)
        assert time.process_time() - began < SECONDS
        assert LEAKED not in told


def outcome(work: Callable[[], object]) -> str:
    try:
        return repr(work())
    except OnrecordError as error:
        return str(error)


def test_nothing_of_that_takes_much_memory(folder: Path) -> None:
    code = (
        "import pathlib, resource, sys, trafilatura\n"
        "from onrecord.documents import read_inputs\n"
        "from onrecord.documents.request import Answer\n"
        "from onrecord.errors import InputError\n"
        "from onrecord.watch.entries import listing\n"
        "peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000\n"
        "before = peak()\n"
        "for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):\n"
        "    list(read_inputs([str(path)]))\n"
        "    try: listing(Answer('http://x.example/', 200, 'OK', {}, path.read_bytes()), 'feed')\n"
        "    except InputError: pass\n"
        "print(peak() - before)"
    )
    words = [sys.executable, "-c", code, str(folder)]
    shown = subprocess.run(words, capture_output=True, text=True, check=True).stdout  # noqa: S603
    assert float(shown) < MEMORY


@pytest.mark.parametrize("tag", ["div", "b", "table", "ul", "blockquote", "font"])
def test_pages_nested_too_deeply(tmp_path: Path, tag: str) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(b"<html><body>" + f"<{tag}>".encode() * 50_000 + b"<p>" + REPORT + b"</p></body></html>")
    (found,) = read_inputs([str(path)])
    assert isinstance(found, InputError)
    assert isinstance(found, LimitError) == ("256 levels" in str(found))


@pytest.mark.parametrize("levels", [255, 256, 100_000])
def test_json_nested_too_deeply(tmp_path: Path, levels: int) -> None:
    path = tmp_path / "reports.jsonl"
    path.write_bytes(b'{"text": "%s", "x": ' % REPORT + b"[" * levels + b"]" * levels + b"}\n")
    (found,) = read_inputs([str(path)])
    assert isinstance(found, Document if levels == 255 else LimitError)
    assert levels == 255 or "nested more than 256 levels deep" in str(found)


def allow(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    monkeypatch.setattr(timing, "LIMITS", replace(LIMITS, document_seconds=seconds))


def spin() -> Any:
    while True:
        try:
            sum(range(1000))
        except Exception:  # noqa: S112 - as a parser would
            continue


def test_what_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    allow(monkeypatch, 0.1)
    began = time.process_time()
    with pytest.raises(LimitError, match=r"here: the report takes longer than 0\.1 seconds; split it"):
        in_time(spin, where="here")
    assert 0.05 < time.process_time() - began < 2
    assert in_time(lambda: 7, where="here") == 7
    time.sleep(0.01)
    sum(range(3_000_000))  # no timer runs any more


def test_only_the_main_thread_is_timed(monkeypatch: pytest.MonkeyPatch) -> None:
    allow(monkeypatch, 0.01)
    found: list[int] = []

    def work() -> None:
        found.append(in_time(lambda: sum(range(3_000_000)), where="here"))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert len(found) == 1


def test_what_comes_in_its_time_may_take_long_together(monkeypatch: pytest.MonkeyPatch) -> None:
    allow(monkeypatch, 0.2)
    items = each_in_time((sum(range(2_000_000)) if n < 9 else spin() for n in range(20)), where="here")
    assert len(list(islice(items, 9))) == 9
    with pytest.raises(LimitError, match="here: the report takes longer"):
        next(items)


def test_a_feed_that_takes_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    allow(monkeypatch, 0.2)
    path = tmp_path / "feed.xml"
    path.write_text("<rss><channel>" + "<a/>" * 200_000 + "</channel></rss>")
    (found,) = read_inputs([str(path)])
    assert str(found).startswith(f"{path}: the report takes longer than 0.2 seconds")


def test_a_report_that_takes_too_long_costs_only_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from onrecord.reader import Reader  # noqa: PLC0415

    clean(REPORT.decode())  # loads what tells languages
    allow(monkeypatch, 0.3)
    real = report.draft
    monkeypatch.setattr(sources, "draft", lambda raw: spin() if b"slow page" in raw.data else real(raw))
    monkeypatch.setattr(Reader, "read", lambda _, d: spin() if "slow text" in d.text else Record(d))
    monkeypatch.setattr(Reader, "_model", None)
    rows = [REPORT + words for words in (b"First.", b"A slow page.", b"A slow text.", b"Last.")]
    path = tmp_path / "reports.jsonl"
    path.write_bytes(b"".join(json.dumps({"text": row.decode()}).encode() + b"\n" for row in rows))
    documents = list(read_inputs([str(path)]))
    assert [type(d) for d in documents] == [Document, LimitError, Document, Document]
    assert str(documents[1]).startswith(f"{path}:2: the report takes longer than 0.3 seconds")
    records = list(Reader().read_many((d for d in documents if isinstance(d, Document)), jobs=1))
    assert [type(r) for r in records] == [Record, LimitError, Record]


@pytest.mark.parametrize("kind", [InputError, LimitError, LanguageError, FetchError])
def test_errors_pass_between_processes(kind: type[InputError]) -> None:
    error = pickle.loads(pickle.dumps(kind("what", where="where", advice="advice")))  # noqa: S301 - our own
    assert type(error) is kind
    assert (error.what, error.where, error.advice, str(error)) == ("what", "where", "advice", "where: what; advice")
