"""Inputs of every format, a few bytes of each changed: whatever comes of them is a document or an error in words."""

import gzip
import json
import random
import time
from contextlib import suppress
from pathlib import Path

import pytest
import test_sources_agencies as agencies
import test_sources_archives as archives
import test_sources_feeds as feeds
import test_sources_lists as lists
import test_sources_pages as pages
import test_sources_tables as tables
from reports_in import REPORT, reports_in

from onrecord.documents import LIMITS
from onrecord.documents.draft import Given
from onrecord.documents.raw import Raw
from onrecord.documents.sources import finished
from onrecord.errors import InputError
from onrecord.record import Document

SOUND = {
    "RSS": feeds.rss(feeds.ITEM + feeds.DATED + feeds.full(f"<p>{REPORT}</p>"), feeds.ITEM).encode(),
    "Atom": feeds.atom(f"<id>1</id><updated>2024-04-05</updated><content>{REPORT}</content>").encode(),
    "WARC": b"".join([archives.INFO, archives.page(1), archives.page(2)]),
    "WARC, packed": gzip.compress(archives.page(1)),
    "ninjs": json.dumps([agencies.NINJS_1, agencies.NINJS_2]).encode(),
    "NewsML": agencies.item().encode(),
    "table": tables.table(("id", "title", "text"), ("1", 'a "b"', REPORT), ("2", "x\ny", REPORT)).encode(),
    "sitemap": lists.sitemap(lists.ONE, lists.TWO).encode(),
    "OPML": lists.opml(lists.ONE).encode(),
    "page": pages.page("".join(pages.AROUND.values()), "".join(pages.AROUND.values())).encode(),
}
PIECES = (
    b"<", b">", b'"', b"&", b"\0", b"\xff", b"<!DOCTYPE a [", b"]]>", b"<![CDATA[", b"{", b"[", b"\r\n",
    b"WARC/1.0\r\n", b"Content-Length: 5\r\n", b"</",
    b"<p>", b"&#x110000;", b"\xed\xa0\x80", b'"\\ud800"', b",", b"1e999",
)  # fmt: skip
TIMES = 40
SECONDS = 5.0


def mutated(data: bytes, chance: random.Random) -> bytes:
    found = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        at, other = chance.randrange(len(found) + 1), chance.randrange(len(found) + 1)
        change = chance.choice(("cut", "add", "set", "copy"))
        if change == "cut":
            found[at : at + chance.randint(0, 40)] = b""
        elif change == "add":
            found[at:at] = chance.choice(PIECES)
        elif change == "set":
            found[at : at + 1] = bytes([chance.randrange(256)])
        else:
            found[at:at] = found[min(at, other) : max(at, other)][:500]
    return bytes(found)


@pytest.mark.parametrize("name", SOUND)
def test_changed_bytes(tmp_path: Path, name: str) -> None:
    for number in range(TIMES):
        for item in reports_in(tmp_path, mutated(SOUND[name], random.Random(f"{name} {number}"))):  # noqa: S311
            assert isinstance(item, Document | InputError)
            if isinstance(item, InputError):
                assert item.what
                assert str(tmp_path) in item.where
            else:
                assert 0 < len(item.text) <= LIMITS.text_chars


# Marks that parsers take a long time over, or lose their way at.
MARKUP = tuple(
    piece.encode()
    for piece in (
        "<table><tr><td>", "</div></div>", "<b><i><a href=", "<!--", "-->", "<script>", "</script>", "<title>",
        "<br>" * 60, "<p " + "a=b " * 60, "<div>" * 60, "&#0;", "&nbsp" * 60, "<html><body>", "</html>", "<svg><style>",
        "\t" * 300, "<meta charset=utf-16>",
        "<base href='http://['>", "<time datetime=9999-99-99>", "\u202e", "<ul><li>" * 40,
        "<script type='application/ld+json'>{\"datePublished\": [[[[", "<link rel=canonical href='//'>", "(" * 200,
    )
)  # fmt: skip


def test_pages_with_bytes_changed(request: pytest.FixtureRequest) -> None:
    """Pages of every make, each changed in its own way; `--mutated 10000` tries all."""
    kinds, slowest, read = list(pages.AROUND.values()), 0.0, 0
    count = request.config.getoption("--mutated")
    for number in range(count):
        chance = random.Random(f"page {number}")  # noqa: S311
        around = ["".join(chance.sample(kinds, chance.randint(0, 5))) for _ in range(2)]
        data = mutated(pages.page(*around).encode(), chance)
        for _ in range(chance.randint(0, 3)):
            at = chance.randrange(len(data) + 1)
            data = data[:at] + chance.choice(MARKUP) + data[at:]
        began = time.process_time()
        with suppress(InputError):
            read += 0 < len(finished(Raw(data, "page"), Given()).text) <= LIMITS.text_chars
        slowest = max(slowest, time.process_time() - began)
        assert slowest < SECONDS, number
    print(f"{count:,} pages, {read:,} of them read; the slowest took {slowest:.2f} s")  # noqa: T201 - for -s
    assert read > count / 2
