"""Lists of addresses: told from reports, and fetched only where the user asks for it."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from outlets import Outlets, outlets, page
from reports_in import REPORT, documents, errors, only, only_error, reports_in

from onrecord.build import build, count
from onrecord.documents import read_inputs
from onrecord.errors import FetchError, InputError

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemap(*addresses: str) -> str:
    inner = "".join(
        f"<url><loc> {a} </loc><news:news xmlns:news='n'><news:title>x</news:title></news:news>"
        f"<image:image xmlns:image='i'><image:loc>https://c.example/x.jpg</image:loc></image:image></url>"
        for a in addresses
    )
    return f'<?xml version="1.0"?><urlset xmlns="{SITEMAP}">{inner}</urlset>'


def index(*addresses: str) -> str:
    inner = "".join(f"<sitemap><loc>{a}</loc></sitemap>" for a in addresses)
    return f'<sitemapindex xmlns="{SITEMAP}">{inner}</sitemapindex>'


def opml(*addresses: str) -> str:
    inner = "".join(f'<outline text="x" type="rss" xmlUrl="{a}"/>' for a in addresses)
    return f'<opml version="2.0"><body><outline text="World">{inner}</outline></body></opml>'


ONE, TWO = "https://c.example/1", "https://d.example/2"
LISTS = {
    "a sitemap (2 addresses)": sitemap(ONE, TWO),
    "an index of sitemaps (2 addresses)": index(ONE, TWO),
    "a list of feeds (OPML) (2 addresses)": opml(ONE, TWO),
    "an article list (2 addresses)": json.dumps({"articles": [{"url": ONE, "title": "x"}, {"url": TWO}, {}]}),
    "an article list (1 address)": json.dumps({"articles": [{"url": ONE, "seendate": "20240403T120000Z"}]}, indent=1),
    "a table without texts (2 addresses)": f"URL,MobileURL,Date,Title\n{ONE},,2024-04-03,x\n{TWO},,2024-04-03,y\n",
    "a list (2 addresses)": f"# today\n{ONE}\n\n{TWO}\n",
    "a list (3 addresses)": "".join(json.dumps({"date": "2024-04-03", "url": f"{ONE}{n}"}) + "\n" for n in range(3)),
}


@pytest.mark.parametrize("kind", LISTS)
def test_a_list_is_no_report_and_nothing_is_fetched(tmp_path: Path, kind: str) -> None:
    found = only_error(reports_in(tmp_path, LISTS[kind]))
    assert not isinstance(found, FetchError)
    assert found.what == f"this is {kind}, no report"
    assert "write @ before its name" in found.advice


def test_a_report_that_begins_with_its_address_is_a_report(tmp_path: Path) -> None:
    assert REPORT in only(reports_in(tmp_path, f"{ONE}\n\n{REPORT}\n")).text


def test_lines_with_words_are_reports(tmp_path: Path) -> None:
    assert only(reports_in(tmp_path, json.dumps({"url": ONE, "text": REPORT}))).url == ONE


@pytest.mark.parametrize("bad", ["file:///etc/passwd", "javascript:alert(1)", "-", "/etc/passwd", ""])
def test_other_addresses_are_none(tmp_path: Path, bad: str) -> None:
    assert "no address in it is http or https" in only_error(reports_in(tmp_path, sitemap(bad), at="@")).what


def test_a_list_of_far_too_many(tmp_path: Path) -> None:
    many = "".join(f"{ONE}/{n}\n" for n in range(50_001))
    assert "more than 50,000 addresses" in only_error(reports_in(tmp_path, many)).what


def test_half_a_list(tmp_path: Path) -> None:
    whole = sitemap(ONE, TWO)
    found = errors(reports_in(tmp_path, whole[: whole.index("d.example")]))
    assert [("no report" in e.what, "not well formed" in e.what) for e in found] == [(True, False), (False, True)]


# ---- fetched


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[Outlets]:
    with outlets(monkeypatch) as served:
        yield served


def read(*sources: str) -> list[object]:
    found = read_inputs(sources, allow_private=True)
    return [(item.url or "").rpartition("/")[2] if not isinstance(item, InputError) else item for item in found]


def test_what_a_list_names_is_fetched_when_asked_for(web: Outlets, tmp_path: Path) -> None:
    pages = [web.put("halden", f"/boats/{n}", page("halden", n)) for n in (1, 2)]
    path = tmp_path / "list"
    path.write_text(sitemap(pages[0], web.put("halden", "/gone", b"").replace("gone", "none"), *pages))
    first, missing, second = read(f"@{path}")
    assert (first, second) == ("1", "2")
    assert isinstance(missing, FetchError)
    assert missing.where.endswith("/none")


def test_lists_lead_to_lists_and_feeds(web: Outlets, tmp_path: Path) -> None:
    pages = [web.put("halden", f"/boats/{n}", page("halden", n)) for n in (1, 2)]
    maps = [web.put("halden", f"/map{n}.xml", sitemap(address).encode()) for n, address in enumerate(pages)]
    item = f"<item><link>{pages[0]}</link><description>{REPORT}</description></item>"
    feed = f"<rss version='2.0'><channel>{item}</channel></rss>"
    path = tmp_path / "list"
    path.write_text(
        f"{web.put('halden', '/index.xml', index(*maps).encode())}\n{web.put('halden', '/feed', feed.encode())}\n"
    )
    assert read(f"@{path}") == ["1", "2", "1"]


def test_a_list_that_leads_to_itself_ends(web: Outlets) -> None:
    address = f"http://{web.host('halden')}/map.xml"
    web.put("halden", "/map.xml", index(address).encode())
    (error,) = read(f"@{address}")
    assert isinstance(error, InputError)
    assert "in a list of lists of lists" in error.what
    assert len(web.paths("halden")) == 4


def test_a_build_follows_a_list_too(web: Outlets, tmp_path: Path) -> None:
    path = tmp_path / "in" / "list"
    path.parent.mkdir()
    path.write_text(web.put("halden", "/boats/1", page("halden", 1)) + "\n")
    assert count([f"@{path}"]) is None
    assert web.asked == []
    summary = build([f"@{path}"], tmp_path / "record", allow_private=True, jobs=1)
    assert (summary.new, summary.failures) == (1, ())
    assert len(documents(read_inputs([f"@{path}"], allow_private=True))) == 1
