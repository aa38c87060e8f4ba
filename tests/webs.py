"""The web interface asked without a network: a record of `merge_story` and a client for its pages."""

import asyncio
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from dispatches import kept, viewed
from lxml import html
from merge_story import ATLAS, DOZEN
from starlette.types import ASGIApp

from onrecord.record import EventType
from onrecord.web.app import application

HOST = "127.0.0.1:8000"
ONRECORD = Path(sys.executable).with_name("onrecord")
Form = Mapping[str, str | Sequence[str]]


@dataclass(frozen=True)
class Browser:
    """Asks one application."""

    app: ASGIApp

    def ask(self, path: str, *, form: Form | None = None, method: str = "", **headers: str) -> httpx.Response:
        async def asked() -> httpx.Response:
            transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url=f"http://{HOST}") as client:
                named = {name.replace("_", "-"): value for name, value in headers.items()}
                how = method or ("GET" if form is None else "POST")
                return await client.request(how, path, data=form, headers=named)

        return asyncio.run(asked())

    def page(self, path: str) -> "Page":
        answer = self.ask(path)
        assert answer.status_code == 200, (path, answer.status_code, answer.text[:300])
        return Page.of(answer.text)


class Page:
    """A page as it is read."""

    def __init__(self, root: html.HtmlElement) -> None:
        self.root = root

    @classmethod
    def of(cls, text: str) -> "Page":
        return cls(html.fromstring(text))

    def words(self, path: str = "//main") -> str:
        """What stands there, a space between the texts of any two elements."""
        return " ".join(" ".join(text for e in self.root.xpath(path) for text in e.itertext()).split())

    def links(self, path: str = "//a") -> list[str]:
        return [e.get("href", "") for e in self.root.xpath(path)]

    def link(self, words: str) -> str:
        found = [e.get("href") for e in self.root.xpath("//a") if words in " ".join(e.text_content().split())]
        assert found, f"no link {words!r}"
        return str(found[0])


@dataclass(frozen=True)
class Site:
    """A record that is served, and ids of what is in it."""

    folder: Path
    browser: Browser
    call: str
    accusation: str
    wire: str


def served(folder: Path) -> Site:
    kept(folder, DOZEN[:6], DOZEN[6:])
    with viewed(folder) as view:
        events = list(view.events(types=[EventType.CONSULT], since="2024-04-03", until="2024-04-03"))
        claims = [claim for claim in view.claims() if claim.denials]
        wire = next(s.document for s in view.sources() if s.outlet == ATLAS.document.outlet)
    return Site(folder, Browser(application(folder)), events[0].id, claims[0].id, wire)


def routes(site: Site) -> Iterator[str]:
    """An address of every kind of page."""
    yield from ("/", "/search", "/search?sort=claims", "/search?words=Tangier", "/network", "/geography", "/limits")
    yield from (f"/event/{site.call}", f"/event/{site.call}/coverage", f"/event/{site.call}/compare")
    yield from (f"/claim/{site.accusation}", f"/report/{site.wire}", "/judgements", "/pair/Portugal/Morocco")
    yield site.browser.page(f"/event/{site.call}").links("//dl[@class='facts']//a")[0]


@contextmanager
def running(record: Path, *options: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """A server of its own: its address and its process."""
    command = [str(ONRECORD), "serve", str(record), "--port", "0", *options]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:  # noqa: S603
        assert server.stderr is not None
        try:
            found = re.match(r"(http://127\.0\.0\.1:\d+)/ shows .*; Ctrl-C stops it\n", server.stderr.readline())
            assert found
            yield found[1], server
        finally:
            server.kill()
