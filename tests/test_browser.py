"""Through the pages in headless Chromium, as somebody who has just installed Onrecord would go.

Where there is no Chromium these tests are skipped; `make browser` installs it. `--pictures FOLDER` keeps screenshots of
the tour for the tutorial.
"""

import json
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from drawings import PICTURES
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright

import onrecord.web
from onrecord.web.routes import PAGES

ROOT = Path(__file__).resolve().parents[1]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
WIDTHS = (360, 800, 1440)
PAPER = 800  # about A4 at 96 dots an inch
FAULTS = (Path(__file__).parent / "faults.js").read_text(encoding="utf-8")
OPEN_ALL = "document.querySelectorAll('details').forEach((d) => { d.open = true; })"
SCRIPT = "**/static/onrecord.js"
LARGEST = 150_000  # bytes of a picture in the tutorial
MISSING = "/nowhere"  # a page that is not there, of which the browser complains, too

pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="no Chromium on the path: `make browser`, or install Debian's package `chromium`"
)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("browser")
    onrecord, samples = Path(sys.executable).with_name("onrecord"), ROOT / "samples" / "stories.jsonl"
    build = [str(part) for part in (onrecord, "build", samples, "--to", folder / "record")]
    subprocess.run(build, check=True, capture_output=True)  # noqa: S603
    command, log = [str(onrecord), "serve", str(folder / "record"), "--port", "0"], folder / "log"
    with log.open("w") as out, subprocess.Popen(command, stderr=out, text=True) as server:  # noqa: S603
        try:
            until = time.monotonic() + 60
            while not (found := re.search(r"http://127\.0\.0\.1:\d+", log.read_text())):
                assert server.poll() is None, log.read_text()
                assert time.monotonic() < until, log.read_text()
                time.sleep(0.1)
            yield found[0]
        finally:
            server.terminate()
    assert "Traceback" not in log.read_text()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def open_(chromium: Browser, address: str) -> Iterator["Opener"]:
    opener = Opener(chromium, address)
    yield opener
    opener.close()
    assert opener.wrong == []


class Opener:
    """Opens windows, and notes whatever a browser complains of or asks of another host."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.wrong: list[str] = []
        self._browser, self._address = browser, address
        self._contexts: list[BrowserContext] = []

    def __call__(self, *, width: int = 1440, scripts: bool = True) -> Page:
        context = self._browser.new_context(
            viewport={"width": width, "height": 600},
            java_script_enabled=scripts,
            base_url=self._address,
        )
        context.set_default_timeout(10_000)
        context.grant_permissions(["clipboard-read", "clipboard-write"], origin=self._address)
        self._contexts.append(context)
        page = context.new_page()
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("request", self._asked)
        return page

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not message.location["url"].endswith(MISSING):
            self.wrong.append(f"{message.text} ({message.location['url']})")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((f"{self._address}/", "data:")):
            self.wrong.append(f"asked for {request.url}")

    def close(self) -> None:
        for context in self._contexts:
            context.close()


def kept(page: Page, name: str, pictures: Path | None) -> None:
    """Keep a screenshot, if they are wished for."""
    if pictures:
        pictures.mkdir(parents=True, exist_ok=True)
        path = pictures / f"{name}.png"
        page.screenshot(path=path)
        assert path.stat().st_size < LARGEST, f"{path} is too large for the tutorial"


def main(page: Page) -> str:
    """The words of a page between its head and its foot."""
    return page.locator("main").inner_text()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_the_founding_story(open_: Opener, scripts: bool, pictures: Path | None) -> None:
    pictures = pictures if scripts else None
    page = open_(scripts=scripts, width=1000)
    page.goto("/")
    kept(page, "new", pictures)
    # The call of the two ministers, by way of their countries.
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Who spoke with whom").click()
    page.get_by_label("Contacts of").fill("France")
    page.get_by_label("with", exact=True).fill("Russia")
    page.get_by_role("button", name="Show").click()
    kept(page, "pair", pictures)
    assert "on the initiative of France" in main(page)
    page.get_by_role("link", name="2024-04-03, by phone").first.click()
    assert page.get_by_role("heading", level=1).inner_text() == "Contact by phone: Sébastien Lecornu and Sergei Shoigu"
    # Both accounts, side by side.
    accounts = page.locator("table.compare")
    for words in ("Armed Forces Press Desk", "Neva State Agency", "leaves it out"):
        assert words in accounts.inner_text()
    if pictures:
        page.get_by_role("heading", name="The accounts side by side").evaluate("e => e.scrollIntoView()")
        kept(page, "event", pictures)
    # A claim of the one side, and who denies it.
    accounts.locator("tr", has_text="Ukraine was behind the attack").get_by_role("link").first.click()
    against = page.locator("section.against")
    assert "Oleh Nikolenko" in against.inner_text()
    # The sentence in its document.
    against.locator("article", has_text="Oleh Nikolenko").get_by_role("link", name="in its report").first.click()
    target = page.url.partition("#")[2]
    assert target.startswith("row-")
    assert page.locator(f"[id='{target}']").count() == 1
    if scripts:
        assert page.locator(f"[id='{target}']").evaluate("e => e.getBoundingClientRect().top < innerHeight")
        assert page.locator(".m.on").count() > 0
    # The link, in a fresh browser.
    link = page.get_by_role("link", name="Permanent link to this page").get_attribute("href")
    if scripts:
        page.get_by_role("button", name="Copy it").click()
        page.get_by_role("button", name="Copied").wait_for()
        link = page.evaluate("navigator.clipboard.readText()")
    assert "snapshot=" in str(link)
    fresh = open_(scripts=scripts, width=1000)
    fresh.goto(str(link))
    assert main(fresh) == main(page)


def test_a_denied_claim_is_searched_for(open_: Opener, pictures: Path | None) -> None:
    page = open_(width=1000)
    page.goto("/")
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Claims").click()
    page.get_by_label("Words", exact=True).fill("aircraft")
    page.get_by_role("button", name="Show").click()
    denied = page.locator("ol.rows li", has=page.get_by_text("denied", exact=True))
    denied.filter(has_text="shot down five Indian aircraft").get_by_role("link").first.click()
    assert "Vikram Misri" in page.locator("section.against").inner_text()
    kept(page, "claim", pictures)
    page.locator("section.against").get_by_role("link", name="in its report").first.click()
    assert page.locator(".m.on").count() > 0
    kept(page, "report", pictures)


def test_rows_are_stepped_through_by_keyboard(open_: Opener) -> None:
    page = open_()
    page.goto("/pair/France/Russia")
    page.get_by_role("link", name="in its report").first.click()
    page.goto(page.url.partition("#")[0])
    page.locator("main").focus()
    page.keyboard.press("j")
    first = page.evaluate("document.activeElement.id")
    page.keyboard.press("j")
    assert first.startswith("row-")
    assert page.evaluate("document.activeElement.id") not in ("", first)
    assert page.locator(".m.on").count() > 0
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.id") == first


def test_the_content_is_reached_by_keyboard(open_: Opener) -> None:
    page = open_()
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "To the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_a_judgement_is_made_and_taken_back(open_: Opener) -> None:
    page = open_()
    page.goto("/search?sort=events")
    name = page.locator("ol.rows a").first.inner_text()
    before, words = page.get_by_role("link", name="Permanent link to this page").get_attribute("href"), main(page)
    page.locator("ol.rows a").first.click()
    at = page.url
    page.get_by_text("Correct the record").click()
    page.get_by_role("button", name="This is no event").click()
    page.goto("/search?sort=events")
    assert main(page) != words
    # A link handed out before shows what it showed, and says that it is not the newest.
    page.goto(str(before))
    assert main(page) == words
    assert "as it was at snapshot" in page.locator("p.old").inner_text()
    page.goto("/judgements")
    page.get_by_role("button", name="Take back").click()
    page.goto(at)
    assert page.get_by_role("heading", level=1).inner_text() == name


@pytest.fixture(scope="module")
def routes(chromium: Browser, address: str) -> list[str]:
    """An address of every page, and some that show less or more than usual."""
    context = chromium.new_context(base_url=address)

    def links(route: str, start: str) -> Sequence[str]:
        found = re.findall(rf'href="({start}[^"#]*)', context.request.get(route).text())
        assert found, (route, start)
        return list(dict.fromkeys(found))

    event = links("/pair/France/Russia", "/event/")[0]
    (claim, *_), (report, *_) = links("/search?sort=claims&denied=yes", "/claim/"), links(event, "/report/")
    actors = links(event, "/actor/")
    found = ["/", "/search", "/search?sort=claims", "/search?words=nowhere+to+be+found"]
    found += ["/pair/Peru/Chad", "/pair?a=France&b=Russia", "/network", "/geography", "/limits", "/judgements", MISSING]
    found += [event, f"{event}/coverage", f"{event}/compare", claim, report, *actors[:1]]
    context.close()
    for path in PAGES:
        pattern = re.sub(r"\{\w+\}", "[^/]+", path)
        assert any(re.fullmatch(pattern, route.partition("?")[0]) for route in found), path
    return found


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_overlaps_or_is_cut_off(open_: Opener, routes: list[str], width: int) -> None:
    page = open_(width=width)
    wrong = {}
    for route in routes:
        page.emulate_media(media="screen", color_scheme="light")
        page.goto(route)
        page.evaluate(OPEN_ALL)
        wrong[route, "light"] = json.loads(page.evaluate(FAULTS))
        page.emulate_media(color_scheme="dark")
        wrong[route, "dark"] = json.loads(page.evaluate(FAULTS))
        if width == PAPER:
            page.emulate_media(media="print", color_scheme="light")
            wrong[route, "print"] = json.loads(page.evaluate(FAULTS))
    assert {where: faults for where, faults in wrong.items() if faults} == {}


def test_nor_without_our_script(open_: Opener, routes: list[str]) -> None:
    page = open_(width=360)
    page.route(SCRIPT, lambda route: route.fulfill(body="", content_type="text/javascript"))
    for route in routes:
        page.goto(route)
        assert json.loads(page.evaluate(FAULTS)) == [], route


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("<p>one<p style='margin-top:-2em'>two", "one overlaps two"),
        ("<p style='white-space:nowrap'>" + "long " * 99, "the page is "),
        ("<p style='position:absolute;left:-9px'>one", "outside the window: one"),
        ("<p style='width:40px;overflow:hidden;white-space:nowrap'>too long for it", "cut off: too long for it"),
        ("<input placeholder='too long for it' style='width:40px'>", "cut off: too long for it"),
        ("<svg width=30 height=30 viewBox='0 0 30 30'><text x=0 y=20>too long", "outside its picture: too long"),
        ("<svg width=90 height=30 viewBox='0 0 90 30'><text x=0 y=20>one</text><text x=9 y=20>two", "one overlaps two"),
    ],
)
def test_faults_are_found(chromium: Browser, body: str, fault: str) -> None:
    page = chromium.new_page(viewport={"width": 360, "height": 600})
    page.set_content("<p>Nothing is wrong.<div style='overflow:auto;height:30px'><p>This<p>scrolls</div>")
    assert json.loads(page.evaluate(FAULTS)) == []
    page.set_content(body)
    assert [line for line in json.loads(page.evaluate(FAULTS)) if line.startswith(fault)]
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pictures_as_they_are_drawn(chromium: Browser, scheme: Literal["light", "dark"]) -> None:
    style = (Path(onrecord.web.__file__).parent / "static" / "charts.css").read_text(encoding="utf-8")
    page = chromium.new_page(viewport={"width": 1000, "height": 600}, color_scheme=scheme)
    for name, picture in PICTURES:
        page.set_content(f"<!doctype html><style>{style}</style>{picture}")
        assert json.loads(page.evaluate(FAULTS)) == [], name
    page.close()


def test_axe_finds_nothing(open_: Opener, routes: list[str]) -> None:
    page = open_(width=800)
    for route in routes:
        page.goto(route)
        page.evaluate(OPEN_ALL)
        # What there is but colours is the same in light and dark.
        for scheme, options in (("light", {}), ("dark", {"runOnly": ["color-contrast"]})):
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            found = Axe().run(page, options={"resultTypes": ["violations"], **options})
            assert found.violations_count == 0, (route, scheme, found.generate_report())
        page.emulate_media(color_scheme="light")
