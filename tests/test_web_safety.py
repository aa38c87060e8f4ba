"""Hostile reports are text and nothing else; other sites can do nothing; nothing that is asked breaks the server."""

import random
from pathlib import Path
from urllib.parse import quote

import pytest
from dispatches import kept
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from starlette.datastructures import Headers
from webs import HOST, Browser, Site, routes, served

from onrecord.record import (
    Act,
    Actor,
    Dates,
    Document,
    Event,
    EventType,
    Kind,
    Medium,
    Notice,
    Record,
    Span,
    Statement,
    Status,
)
from onrecord.store import document_key
from onrecord.web.app import application
from onrecord.web.safety import own_path, refusal

MARK = "pwned"
TAGS = (
    "<script>{m}()</script>", "<img src=x onerror={m}()>", "<svg onload={m}()>", "<iframe src=//{m}.example>",
    "<a href='javascript:{m}()'>x</a>", "<style>@import '//{m}.example'</style>", "<base href=//{m}.example>",
    "<form action=//{m}.example><button>x", "<meta http-equiv=refresh content='0;url=//{m}.example'>",
    "<link rel=stylesheet href=//{m}.example>", "<object data=//{m}.example>", "<embed src=//{m}.example>",
    "<math><mtext><{m}>", "<details open ontoggle={m}()>", "<video><source onerror={m}()>", "<body onload={m}()>",
    "<input autofocus onfocus={m}()>", "<marquee onstart={m}()>", "</title><script>{m}()</script>",
    "</textarea><script>{m}()</script>", "<!--<script>{m}()</script>-->", "<![CDATA[<{m}>]]>", "<?{m} ?>", "<x-{m}>",
    "<template><{m}></template>",
)  # fmt: skip
WRAPS = ("{p}", '">{p}', "'>{p}", "</script>{p}", "{{{{ {p} }}}}", "{{% {p} %}}")
PAYLOADS = tuple(wrap.format(p=tag.format(m=MARK)) for wrap in WRAPS for tag in TAGS)
INVISIBLE = "\u202egnihtyna\u202c zero\u200bwidth\u2060 \u2066isolate\u2069 \ufeffmark \x1b[31mred \x00nul"
URLS = ("javascript:pwned()", "data:text/html,<script>pwned()</script>", "https://x.example/\"onmouseover='pwned()'")


def hostile(number: int, payload: str, title: str | None = None) -> Record:
    """A report with a payload wherever a report has words of its own."""
    speaker, other = f"Ana {payload}", f"Karim {payload}"
    said = f"it {payload} {INVISIBLE} happened"
    text = f"{title or payload}\n\n{speaker} met {other} in {payload}. {speaker} said {said}."

    def span(words: str) -> Span:
        start = text.index(words)
        return Span(start, start + len(words))

    document = Document(
        f"{payload} {number}", title or payload, URLS[number % 3] + str(number), f"Outlet {payload}", "2024-04-03",
        "metadata", "en", text, (Notice("byline-removed", f"By {payload}"),),
    )  # fmt: skip
    actors = (
        Actor("a1", speaker, Kind.PERSON, "PRT", None, f"minister {payload}", (span(speaker),)),
        Actor("a2", other, Kind.PERSON, "MAR", None, None, (span(other),)),
    )
    event = Event(
        "e1", EventType.CONSULT, None, ("a1",), ("a2",), "a1", Medium.PHONE, Dates("2024-04-03", "2024-04-03"), payload,
        Status.REPORTED, (), None, (span("met"),),
    )  # fmt: skip
    statement = Statement("s1", "a1", Act.ASSERT, "a2", payload, None, span(said), True, None, None)
    return Record(document, actors, (event,), (statement,))


def addresses(browser: Browser, record: Record) -> list[str]:
    """Every page that shows something of a report."""
    report = f"/report/{document_key(record.document)}"
    page = browser.page(report)
    inside = [link for link in page.links("//aside//a") if link.startswith("/")]
    events = [link for link in inside if link.startswith("/event/")]
    return [report, *inside, *(f"{link}/coverage" for link in events), *(f"{link}/compare" for link in events)]


def is_clean(text: str) -> list[str]:
    """What in a page did not come from its templates."""
    root = html.fromstring(text)
    wrong = []
    for element in root.iter():
        if not isinstance(element.tag, str):
            wrong.append(f"a comment or instruction: {element}")
            continue
        if MARK in element.tag or element.tag in {"iframe", "object", "embed", "base", "style", "math", "video"}:
            wrong.append(f"<{element.tag}>")
        wrong += [f"{element.tag} {name}" for name in element.attrib if name.startswith("on") or name == "style"]
        for name in ("href", "src", "action"):
            value = element.get(name, "/")
            if not value.startswith(("/", "#", "data:,", "https://x.example/")):
                wrong.append(f"{element.tag} {name}={value}")
        if element.tag == "script" and element.get("src") != "/static/onrecord.js":
            wrong.append("a script")
    return wrong


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Browser, list[Record]]:
    folder = tmp_path_factory.mktemp("hostile") / "record"
    records = [hostile(number, payload) for number, payload in enumerate(PAYLOADS)]
    kept(folder, records)
    return Browser(application(folder)), records


def test_there_are_as_many_payloads_as_promised() -> None:
    assert len(set(PAYLOADS)) == 150


def test_markup_in_reports_is_text(attacked: tuple[Browser, list[Record]]) -> None:
    browser, records = attacked
    for record in records[::3]:
        for path in addresses(browser, record)[:6]:
            answer = browser.ask(path)
            assert answer.status_code == 200, path
            assert is_clean(answer.text) == [], (path, record.document.title)
    for record in records:
        page = browser.page(f"/report/{document_key(record.document)}")
        assert str(record.document.title) in page.root.text_content()


def test_markup_is_text_on_the_pages_of_all(attacked: tuple[Browser, list[Record]]) -> None:
    browser, _ = attacked
    for path in (
        "/",
        "/search",
        "/search?sort=claims",
        "/search?words=pwned",
        "/network",
        "/geography",
        "/pair/PRT/MAR",
    ):
        answer = browser.ask(path)
        assert answer.status_code == 200, path
        assert is_clean(answer.text) == [], path


def test_what_cannot_be_seen_is_made_visible(attacked: tuple[Browser, list[Record]]) -> None:
    browser, records = attacked
    for path in addresses(browser, records[0]):
        text = browser.ask(path).text
        assert not {"\u202e", "\u200b", "\u2066", "\x1b", "\x00", "\ufeff"} & set(text), path


def test_markup_in_a_query_is_text(site: Site) -> None:
    for payload in PAYLOADS[:25]:
        for name in ("words", "outlet", "month", "country", "a"):
            answer = site.browser.ask(f"/search?{name}={quote(payload)}")
            assert is_clean(answer.text) == []
        answer = site.browser.ask(f"/pair/{quote(payload, safe='')}/France")
        assert answer.status_code == 404
        assert is_clean(answer.text) == []


def test_a_headline_of_a_megabyte(tmp_path: Path) -> None:
    folder = tmp_path / "record"
    record = hostile(0, "word", title="Very long headline " * 55_000)
    kept(folder, [record])
    browser = Browser(application(folder))
    for path in ("/", "/search", f"/report/{document_key(record.document)}"):
        answer = browser.ask(path)
        assert answer.status_code == 200
        assert len(answer.content) < 200_000, path


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
    assert "0 judgements" in site.browser.page("/judgements").words()
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


# Anything asked

PARTS = (
    "event", "claim", "actor", "pair", "report", "search", "static", "feed.atom", "judge", "coverage", "..", "%00", "",
)  # fmt: skip
NAMES = (
    "page", "since", "until", "type", "country", "month", "sort", "snapshot", "words", "by", "a", "b", "between",
    "about",
)  # fmt: skip


def test_two_thousand_generated_requests_break_nothing(site: Site) -> None:
    chance = random.Random(20240404)  # noqa: S311
    values = [
        site.call, site.accusation, site.wire, "1", "0", "-1", "99999999999", "2024-02-30", "CONSULT", "FRA", "é" * 90,
        "%", '"', "*", "NEAR(", "' OR 1=1 --", "\u202e", "a" * 3000, "OR AND NOT", "²", "٣", "France", "A0123456789",
    ]  # fmt: skip
    known = [*routes(site)]
    for _ in range(2000):
        path = "/" + "/".join(quote(chance.choice([*PARTS, *values]), safe="%") for _ in range(chance.randint(0, 4)))
        if chance.random() < 0.6:
            path = chance.choice(known).partition("?")[0] + chance.choice(["", ".json", ".csv", "/"])
        query = "&".join(f"{chance.choice(NAMES)}={quote(chance.choice(values))}" for _ in range(chance.randint(0, 4)))
        method = chance.choice(["GET"] * 9 + ["POST", "HEAD", "PUT", "DELETE", "OPTIONS"])
        answer = site.browser.ask(f"{path}?{query}"[:4000], method=method)
        assert answer.status_code < 500, (method, path, query)


@settings(max_examples=60, deadline=None)
@given(words=st.text(max_size=60))
def test_any_words_can_be_searched_for(site: Site, words: str) -> None:
    answer = site.browser.ask(f"/search?words={quote(words.encode('utf-8', 'replace'))}")
    assert answer.status_code in (200, 400)
    assert is_clean(answer.text) == []
