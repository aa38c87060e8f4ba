"""Whatever is asked, the server answers, and in the form that was asked for: 2,000 generated requests and then some."""

import random
from collections import Counter
from urllib.parse import quote, urlencode

import pytest
from hostile import strange
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from webs import Site, routes, served

from onrecord.web.links import Links
from onrecord.web.safety import own_path

METHODS = ["GET"] * 16 + ["HEAD", "POST", "PUT", "OPTIONS"]
PARTS = (
    "event", "claim", "actor", "pair", "report", "search", "static", "feed.atom", "judge", "coverage", "compare", "..",
    "%00", "%2e%2e", "%ff%fe", "onrecord.css", "new", "", ".json", ";x=1",
)  # fmt: skip
NAMES = (
    "page", "since", "until", "type", "status", "medium", "act", "evidence", "denied", "country", "month", "outlet",
    "sort", "snapshot", "words", "by", "a", "b", "between", "about", "speaker", "report", "kind", "mode", "xyzzy", "",
)  # fmt: skip
VALUES = (
    "1", "0", "-1", "2", "99999999999", "1e3", "2024-02-30", "2024-04-04", "0001-01-01", "9999-99-99", "CONSULT",
    "phone", "assert", "yes", "claims", "events", "FRA", "PRT", "MAR", "é" * 90, "%", '"', "*", "NEAR(",
    "' OR 1=1 --", "a\x00b", "\u202e", "a" * 3000, "OR AND NOT", "²", "٣", "France", "Portugal",
    "foreign minister of Portugal", "A0123456789", "E0123456789", "C0123456789", "../../etc/passwd", "<script>",
    "[", "{{7*7}}", "\ud800", "2024-04", "none", "#e1",
)  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return served(tmp_path_factory.mktemp("generated") / "record")


class Asking:
    """Draws requests: of pages that there are with queries that may make no sense, and of paths that may not exist."""

    def __init__(self, site: Site, seed: int) -> None:
        self._chance = random.Random(seed)  # noqa: S311
        ids = (
            site.call,
            site.accusation,
            site.wire,
            f"{site.wire}#e1",
            site.browser.ask("/new.json").json()["snapshot"],
        )
        self._values = (*VALUES, *ids)
        self._pages = [path.partition("?")[0] for path in routes(site)]

    def path(self) -> str:
        pick = self._chance.choice
        if self._chance.random() < 0.6:
            path = pick(self._pages).rstrip("/") + pick(["", "", ".json", ".csv", "/"])
        else:
            parts = [pick([pick(PARTS), self._quoted(pick(self._values))]) for _ in range(self._chance.randint(0, 4))]
            path = "/" + "/".join(parts)
        query = "&".join(f"{pick(NAMES)}={self._quoted(pick(self._values))}" for _ in range(self._chance.randint(0, 4)))
        return f"{path or '/'}?{query}"[:6000]

    def form(self) -> dict[str, list[str]]:
        names = [*NAMES, *["verdict", "id", "back", "snapshot"] * 4]
        values = [*self._values, *["same", "different", "wrong", "undo"] * 4]
        fields = {self._chance.choice(names): [self._chance.choice(values)] for _ in range(self._chance.randint(0, 4))}
        return {name: [v.encode("utf-8", "replace").decode() for v in found] for name, found in fields.items()}

    def method(self) -> str:
        return self._chance.choice(METHODS)

    @staticmethod
    def _quoted(value: str) -> str:
        return quote(value.encode("utf-8", "surrogatepass"), safe="")


@pytest.mark.parametrize("seed", range(4))
def test_two_thousand_generated_requests_break_nothing(site: Site, seed: int) -> None:
    asking, seen = Asking(site, seed), Counter[int]()
    for _ in range(500):
        method, path = asking.method(), asking.path()
        answer = site.browser.ask(path, method=method)
        seen[answer.status_code] += 1
        assert answer.status_code < 500, (method, path)
        assert "Traceback" not in answer.text, (method, path)
        assert "default-src 'none'" in answer.headers["content-security-policy"], (method, path)
        if method != "GET":
            continue
        kind = answer.headers.get("content-type", "").partition(";")[0]
        if kind == "text/html":
            assert strange(answer.text) == [], path
            assert html.fromstring(answer.text).xpath("count(//h1)") == 1, path
        elif kind == "application/json":
            assert isinstance(answer.json(), dict), path
    assert min(seen[200], seen[400], seen[404], seen[405]) > 5, seen


def test_generated_forms_break_nothing(tmp_path_factory: pytest.TempPathFactory) -> None:
    site = served(tmp_path_factory.mktemp("forms") / "record")
    asking, seen = Asking(site, 5), Counter[int]()
    for _ in range(200):
        form = asking.form()
        answer = site.browser.ask("/judge", form=form)
        seen[answer.status_code] += 1
        assert answer.status_code in (303, 400), form
        if answer.status_code == 303:
            assert answer.headers["location"].startswith("/")
            assert not answer.headers["location"].startswith("//")
    assert seen[303] > 0
    assert seen[400] > 0
    for path in routes(site):
        assert site.browser.ask(path).status_code in (200, 404)


@settings(max_examples=60, deadline=None)
@given(words=st.text(max_size=60))
def test_any_words_can_be_searched_for(site: Site, words: str) -> None:
    answer = site.browser.ask(f"/search?{urlencode({'words': words.encode('utf-8', 'replace')})}")
    assert answer.status_code == 200
    assert strange(answer.text) == []


@settings(max_examples=60, deadline=None)
@given(data=st.binary(max_size=200))
def test_any_bytes_can_be_sent(site: Site, data: bytes) -> None:
    sent = quote(data, safe="&=;?/:@!$'()*+,")
    assert site.browser.ask(f"/search?{sent}").status_code in (200, 400, 404)
    assert site.browser.ask(f"/pair/{quote(data, safe='')}/Portugal").status_code in (200, 404)
    assert site.browser.ask("/judge", form={"verdict": sent, "id": sent}).status_code == 400


@given(parts=st.lists(st.text(), min_size=1, max_size=3), value=st.text())
def test_an_address_holds_no_more_than_was_put_in(parts: list[str], value: str) -> None:
    made = Links("0123456789ab").page(*[p.encode("utf-8", "replace").decode() for p in parts], words=value)
    assert made.isascii()
    assert not set(made) & set("\"'<>\\ #")
    assert made.count("?") == 1


@given(st.text())
def test_the_way_back_is_a_path_here(given_: str) -> None:
    back = own_path(given_)
    assert back.startswith("/")
    assert not back.startswith(("//", "/\\"))
    assert back.isprintable()
