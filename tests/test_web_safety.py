"""Hostile reports are text and nothing else, and other sites can do nothing."""

import csv
import io
import re
from html import escape
from pathlib import Path
from urllib.parse import quote

import pytest
from dispatches import kept
from hostile import MARK, OF_ALL, OUR_TAGS, PAYLOADS, Attack, attacked, hostile, pages_of, strange
from lxml import etree
from starlette.datastructures import Headers
from webs import HOST, Browser, Site, routes, served

from onrecord.store import document_key
from onrecord.web.app import application
from onrecord.web.safety import own_path, refusal


@pytest.fixture(scope="module")
def attack(tmp_path_factory: pytest.TempPathFactory) -> Attack:
    return attacked(tmp_path_factory.mktemp("hostile") / "record")


def test_there_are_as_many_payloads_as_promised() -> None:
    assert len(set(PAYLOADS)) == 150


def test_what_is_strange_is_seen() -> None:
    assert OUR_TAGS & {"iframe", "object", "embed", "base", "style", "math", "video", "template", "img"} == set()
    for payload in PAYLOADS:
        assert strange(f"<html><body><p>{payload}</p></body></html>"), payload
        assert strange(f"<p>{escape(payload)}</p>") == []
    for wrong in (
        "<p><a href='javascript:x'>x</a></p>",
        "<p><a href='https://x.example/' rel=noreferrer>x</a></p>",
        "<p class='pwned'>x</p>",
        "<p onclick='x'>x</p>",
        "<p><script>x</script></p>",
        "<p><u>x</u></p>",
    ):
        assert strange(wrong), wrong


def test_markup_in_reports_is_text_on_their_pages(attack: Attack) -> None:
    asked = dict.fromkeys(path for record in attack.records for path in pages_of(attack.browser, record))
    assert len(asked) > 4 * len(PAYLOADS)
    for path in asked:
        answer = attack.browser.ask(path)
        assert answer.status_code == 200, path
        assert strange(answer.text) == [], path


def test_titles_are_shown_as_they_stand(attack: Attack) -> None:
    for record in attack.records:
        page = attack.browser.page(f"/report/{document_key(record.document)}")
        assert str(record.document.title) in page.root.text_content()


def test_markup_is_text_on_the_pages_of_all(attack: Attack) -> None:
    for path in OF_ALL:
        answer = attack.browser.ask(path)
        assert answer.status_code == 200, path
        assert MARK in answer.text or path in ("/network", "/geography"), path
        assert strange(answer.text) == [], path


def test_twins_and_feeds_hold_hostile_words_as_they_are(attack: Attack) -> None:
    key = document_key(attack.records[18].document)
    assert attack.browser.ask(f"/report/{key}.json").json()["document"]["title"] == PAYLOADS[18]
    for path in OF_ALL:
        bare, _, query = path.partition("?")
        twin = (bare.rstrip("/") or "/new") + "{}?" + query
        assert attack.browser.ask(twin.format(".json")).json()["snapshot"]
        answer = attack.browser.ask(twin.format(".csv"))
        cells = [cell for row in csv.reader(io.StringIO(answer.text)) for cell in row]
        assert not [cell for cell in cells if re.match(r"[=+@\t\r]", cell)]
    feed = etree.fromstring(attack.browser.ask("/feed.atom?between=PRT&between=MAR").content)
    assert {element.tag.removeprefix("{http://www.w3.org/2005/Atom}") for element in feed.iter()} <= {
        "feed", "id", "title", "updated", "author", "name", "generator", "entry", "published", "category", "content",
        "link",
    }  # fmt: skip
    assert "&lt;script&gt;" in etree.tostring(feed, encoding="unicode")


def test_what_cannot_be_seen_is_made_visible(attack: Attack) -> None:
    unseen = set("\u202e\u202c\u200b\u2060\u2066\u2069\x1b\x00\ufeff")
    for path in (*OF_ALL, *pages_of(attack.browser, attack.records[0])):
        assert not unseen & set(attack.browser.ask(path).text), path


def test_markup_in_a_query_is_text(site: Site) -> None:
    for payload in PAYLOADS[::2]:
        for path in ("/search?words={}", "/search?outlet={}", "/search?month={}&sort=claims", "/search?country={}"):
            assert strange(site.browser.ask(path.format(quote(payload))).text) == []
        for path in ("/search?type={}", "/search?since={}", "/pair?a={}&b=France", "/pair/{}/France", "/event/{}"):
            answer = site.browser.ask(path.format(quote(payload, safe="")))
            assert answer.status_code in (400, 404)
            assert strange(answer.text) == []
    back = site.browser.ask("/judge", form={"verdict": "undo", "id": "J1", "back": f"/{PAYLOADS[29]}"})
    assert back.status_code == 400
    assert strange(back.text) == []


def test_a_headline_of_a_megabyte(tmp_path: Path) -> None:
    record = hostile(0, "word", title="Very long headline " * 55_000)
    browser = Browser(application(kept(tmp_path / "record", [record])))
    paths = [*pages_of(browser, record), *(path for path in OF_ALL if "page" not in path)]
    assert len(paths) > 12
    for path in paths:
        answer = browser.ask(path)
        assert answer.status_code == 200, path
        assert len(answer.content) < 150_000, path


# Other sites


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return served(tmp_path_factory.mktemp("safe") / "record")


def test_every_answer_carries_the_policy(site: Site) -> None:
    asked = [*routes(site), "/nowhere", "/event/E0000000000", "/static/onrecord.css", "/static/nothing", "/search.json"]
    for path in asked:
        headers = site.browser.ask(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy, path
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
    assert "server" not in site.browser.ask("/").headers


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "10.0.0.1:8000", "", "[::1", "localhost@x"])
def test_another_host_is_refused(site: Site, host: str) -> None:
    assert site.browser.ask("/", host=host).status_code == 403
    assert refusal("GET", Headers({"host": host}))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "LOCALHOST:8000", "[::1]:9"])
def test_this_host_is_served(host: str) -> None:
    assert refusal("GET", Headers({"host": host})) is None


def test_forms_of_other_sites_change_nothing(site: Site) -> None:
    form = {"verdict": "wrong", "id": site.call}
    for headers in (
        {"origin": "https://evil.example"},
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},
    ):
        assert site.browser.ask("/judge", form=form, **headers).status_code == 403
    assert "No judgement has been made" in site.browser.page("/judgements").words()
    assert refusal("POST", Headers({"host": HOST, "origin": f"http://{HOST}"})) is None
    assert refusal("POST", Headers({"host": HOST, "origin": "null"}))


def test_judging_takes_a_form_and_no_link(site: Site) -> None:
    assert site.browser.ask(f"/judge?verdict=wrong&id={site.call}").status_code == 405
    assert site.browser.ask("/judge", form={"verdict": "wrong"}).status_code == 400
    assert site.browser.ask("/judge", form={"verdict": "burn", "id": site.call}).status_code == 400
    assert site.browser.ask("/judge", form={"verdict": "same", "id": ["E0000000000", site.call]}).status_code == 400
    assert site.browser.ask("/judge", form={"verdict": "wrong", "id": "x" * 30_000}).status_code == 413


@pytest.mark.parametrize(
    "back", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:x", "", "/a\nb"]
)
def test_the_way_back_stays_here(back: str) -> None:
    assert own_path(back) == "/"


def test_the_way_back() -> None:
    assert own_path("/event/E1?snapshot=abc") == "/event/E1?snapshot=abc"
