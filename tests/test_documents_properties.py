"""What holds of every text and file, whatever is in it."""

import gzip
import io
import json
from collections.abc import Iterable

import pytest
import test_sources_archives as archives
from hypothesis import given
from hypothesis import strategies as st
from tries import few

from onrecord.documents import clean, contents
from onrecord.documents.characters import normalise
from onrecord.documents.draft import Given
from onrecord.documents.encoding import decode
from onrecord.documents.fetch import fetch
from onrecord.documents.furniture import strip
from onrecord.documents.packed import Unpacked, unpacked
from onrecord.documents.raw import Raw
from onrecord.documents.sources import finished
from onrecord.errors import FetchError, InputError, LanguageError
from onrecord.record import Document

PROSE = [
    "The minister said on Tuesday that the two sailors had been freed and that they were on the way to Halden.",
    "Nobody in Port Ruel would say why the boat had been stopped, and the coastguard did not answer questions.",
    "“We asked for both of them, by name,” she told the reporters who had waited for her at the ministry.",
    "He left without a word to the press.",
    "It was the first call since March, according to the ministry.",
]
TITLES = ["Sailors freed", "Karsia lets two sailors go home", "LIVE: the sailors' case"]
FURNITURE = [
    "Share | Print",
    "Read also: Storm due on Friday",
    "READ MORE",
    "Original Source Link",
    "By Nora Vik",
    "HOME | WORLD | SPORT",
    "© 2024 Halden Courier",
    "Advertisement",
    "We use cookies to make this site work.",
    "Tags: Karsia, fishing",
    "HALDEN, April 2",
    "Five soups for autumn",
    "",
]
pages = st.lists(st.sampled_from(PROSE + TITLES + FURNITURE), min_size=1, max_size=14).map("\n".join)


@given(pages)
@few(300)
def test_prose_survives_in_order(page: str) -> None:
    kept, _ = strip(page)
    prose = [line for line in page.split("\n") if line in PROSE]
    assert [line for line in kept.split("\n") if line in PROSE] == prose


@given(pages)
@few(300)
def test_nothing_is_added(page: str) -> None:
    kept = [line for line in strip(page)[0].split("\n") if line]
    lines = iter(page.split("\n"))
    assert all(any(line == other for other in lines) for line in kept)


@given(pages)
@few(300)
def test_cleaning_twice_is_cleaning_once(page: str) -> None:
    try:
        once = clean(page)
    except InputError:
        return
    assert clean(once.text).text == once.text


@given(st.text(max_size=400))
@few(300)
def test_any_text_with_letters_is_cleaned_or_is_foreign(text: str) -> None:
    try:
        document = clean(text)
    except LanguageError:
        return
    except InputError:
        assert not any(c.isalpha() for c in normalise(text)[0])
        return
    assert clean(document.text).text == document.text
    assert document.text.encode().decode() == document.text
    assert any(c.isalpha() for c in document.text)


@given(st.text())
@few(200)
def test_normalising_settles(text: str) -> None:
    once, _ = normalise(text)
    assert normalise(once) == (once, 0)


# Files


def found(data: bytes, *, packed: bool = False) -> list[Document | str]:
    """What a file holds: documents, and of each error what is wrong."""
    stream = (
        io.BufferedReader(Unpacked(unpacked(iter([data]), where="f")))
        if packed
        else io.BufferedReader(io.BytesIO(data))
    )
    return [of(item) for item in contents.reports(stream, "f")]


def of(item: contents.Found) -> Document | str:
    try:
        return finished(item, Given()) if isinstance(item, Raw) else str(item)
    except InputError as error:
        return error.what


def documents(items: Iterable[Document | str]) -> list[Document]:
    return [item for item in items if isinstance(item, Document)]


WORDS = st.text(st.characters(codec="utf-8"), max_size=60)
ROWS = st.fixed_dictionaries(
    {"text": pages.map(lambda page: f"{PROSE[0]}\n\n{page}")},
    optional={"id": WORDS, "title": WORDS, "outlet": WORDS, "url": WORDS, "published": WORDS, "x": st.none() | WORDS},
)


@few(100)
@given(st.lists(ROWS, min_size=1, max_size=4), st.booleans())
def test_a_line_of_jsonl_is_the_report_that_it_says(rows: list[dict[str, str]], ascii_only: bool) -> None:
    lines = [json.dumps(row, ensure_ascii=ascii_only) for row in rows]
    for row, got in zip(rows, found("\n".join(lines).encode()), strict=True):
        assert isinstance(got, Document)
        assert got.text == clean(row["text"], title=row.get("title")).text
        for name in ("id", "outlet"):
            words = " ".join(normalise(row.get(name, ""))[0].split())
            assert not words or " ".join(str(getattr(got, name)).split()) == words


@few(100)
@given(st.lists(ROWS, min_size=1, max_size=4), st.binary(max_size=40), st.integers(0, 4))
def test_a_damaged_line_costs_only_itself(rows: list[dict[str, str]], damage: bytes, at: int) -> None:
    lines = [json.dumps(row).encode() for row in rows]
    sound = found(b"\n".join(lines))
    lines.insert(at + 1, b"{" + damage.replace(b"\n", b" "))
    assert documents(found(b"\n".join(lines))) == documents(sound)


@few(60)
@given(st.lists(pages, min_size=1, max_size=4), st.data())
def test_a_packed_file_holds_what_it_holds_unpacked(texts: list[str], data: st.DataObject) -> None:
    """However it was cut into parts before it was packed."""
    whole = b"".join(
        archives.record("conversion", f"https://c.example/{n}", text.encode()) for n, text in enumerate(texts)
    )
    cuts = sorted(data.draw(st.sets(st.integers(0, len(whole)), max_size=4)))
    parts = [whole[a:b] for a, b in zip([0, *cuts], [*cuts, len(whole)], strict=True)]
    assert found(b"".join(map(gzip.compress, parts)), packed=True) == found(whole)


@few(60)
@given(
    st.lists(pages, min_size=1, max_size=4), st.lists(st.sampled_from(["", "chunked", "gzip"]), min_size=4, max_size=4)
)
def test_a_page_is_the_same_however_a_server_sent_it(texts: list[str], ways: list[str]) -> None:
    plain, sent = b"", b""
    for n, (text, way) in enumerate(zip(texts, ways, strict=False)):
        html = f"<html><body><p>{PROSE[0]}</p><p>{text}</p></body></html>".encode()
        headers = {"chunked": "Transfer-Encoding: chunked\r\n", "gzip": "Content-Encoding: gzip\r\n"}.get(way, "")
        packed = {"chunked": b"%x\r\n%b\r\n0\r\n\r\n" % (len(html), html), "gzip": gzip.compress(html)}.get(way, html)
        plain += archives.page(n, html)
        sent += archives.page(n, packed, headers=headers)
    assert found(sent) == found(plain)


BOMS = {"utf-8": b"\xef\xbb\xbf", "utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}


@few(200)
@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1), st.sampled_from(sorted(BOMS)))
def test_a_marked_encoding_is_read_as_marked(text: str, encoding: str) -> None:
    assert decode(BOMS[encoding] + text.encode(encoding), where="f") == (text, None)


# Addresses


def spelt(number: int, base: int, parts: int) -> str:
    """An IPv4 address in so many parts, each in base 8, 10 or 16, as inet_aton takes them."""
    form = {8: "0{:o}", 10: "{}", 16: "0x{:x}"}[base]
    high = [number >> shift & 0xFF for shift in (24, 16, 8)][: parts - 1]
    return ".".join(form.format(part) for part in (*high, number & (1 << 8 * (5 - parts)) - 1))


NETS = [(0x7F000000, 24), (0x0A000000, 24), (0xAC100000, 20), (0xC0A80000, 16), (0xA9FE0000, 16), (0x64400000, 22)]


@few(200)
@given(st.sampled_from(NETS), st.integers(0, 2**24 - 1), st.sampled_from([8, 10, 16]), st.integers(1, 4))
def test_a_private_address_is_refused_in_any_spelling(net: tuple[int, int], host: int, base: int, parts: int) -> None:
    words = spelt(net[0] | host & (1 << net[1]) - 1, base, parts)
    with pytest.raises(FetchError, match="is not a public address"):
        fetch(f"http://{words}/")


@pytest.mark.parametrize(
    "line", ["By " + "Aa " * 100, "share " * 50, "| " * 150, "a  " * 100, "(" * 300, "A" * 150 + "/" * 100]
)
def test_no_line_takes_long(line: str) -> None:
    page = "\n".join([PROSE[0], *[line] * 3000, "x"])
    assert strip(page)[0].count(line.strip()) == 3000
