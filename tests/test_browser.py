"""Through the pages in headless Chromium, as somebody who has just installed Onrecord would go.

Where there is no Chromium these tests are skipped; `.ci/run` installs it. `--pictures FOLDER` keeps screenshots of the
tour for the tutorial.
"""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
WIDTHS = (360, 800, 1440)
# What is cut off or lies over something else; elements that scroll by themselves, and what they hold, may be wider.
FAULTS = (Path(__file__).parent / "faults.js").read_text(encoding="utf-8")

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium: install Debian's `chromium` to run these")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    record = tmp_path_factory.mktemp("browser") / "record"
    onrecord = Path(sys.executable).with_name("onrecord")
    samples = ROOT / "samples" / "stories.jsonl"
    subprocess.run([onrecord, "build", samples, "--to", record], check=True, capture_output=True)  # noqa: S603
    command = [str(onrecord), "serve", str(record), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:  # noqa: S603
        try:
            assert server.stderr is not None
            found = re.search(r"http://127\.0\.0\.1:\d+", server.stderr.readline())
            assert found
            yield found[0]
        finally:
            server.terminate()


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

    def __call__(self, *, width: int = 1440, scheme: str = "light", scripts: bool = True) -> Page:
        context = self._browser.new_context(
            viewport={"width": width, "height": 760},
            color_scheme="dark" if scheme == "dark" else "light",
            java_script_enabled=scripts,
            base_url=self._address,
        )
        self._contexts.append(context)
        page = context.new_page()
        page.on("console", self._said)
        page.on("request", self._asked)
        return page

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.wrong.append(message.text)

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self._address, "data:")):
            self.wrong.append(f"asked for {request.url}")

    def close(self) -> None:
        for context in self._contexts:
            context.close()


def kept(page: Page, name: str, pictures: Path | None) -> None:
    if pictures:
        pictures.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=pictures / f"{name}.png")


@pytest.mark.parametrize("scripts", [True, False])
def test_the_founding_story(open_: Opener, scripts: bool, pictures: Path | None) -> None:
    pictures = pictures if scripts else None
    page = open_(scripts=scripts, width=1000)
    page.goto("/")
    kept(page, "new", pictures)
    # The call of the two ministers, by way of the pair.
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Who spoke with whom").click()
    page.get_by_label("Contacts of").fill("France")
    page.get_by_label("with", exact=True).fill("Russia")
    page.get_by_role("button", name="Show").click()
    assert "2024-04-03" in page.locator("dl.facts").inner_text()
    kept(page, "pair", pictures)
    page.locator("ol.contacts h3 a").first.click()
    assert page.get_by_role("heading", level=1).inner_text() == "Contact by phone: Sébastien Lecornu and Sergei Shoigu"
    # Both accounts, side by side.
    accounts = page.locator("table.compare")
    assert "Armed Forces Press Desk" in accounts.inner_text()
    assert "Neva State Agency" in accounts.inner_text()
    assert "leaves it out" in accounts.inner_text()
    kept(page, "event", pictures)
    # A claim, and who denies it.
    page.goto("/search?sort=claims&denied=yes&words=aircraft")
    page.locator("ol.rows a").first.click()
    against = page.locator("section.against")
    assert "Vikram Misri" in against.inner_text() or "denial" in against.inner_text()
    kept(page, "claim", pictures)
    # The sentence in its document.
    against.get_by_role("link", name="in its report").first.click()
    target = page.url.partition("#")[2]
    assert target.startswith("row-")
    place = page.locator(f"[id='{target}']")
    assert place.evaluate("e => e.getBoundingClientRect().top < innerHeight") if scripts else place.count() == 1
    kept(page, "report", pictures)
    # The link, in a fresh browser.
    link = page.get_by_role("link", name="Permanent link to this page").get_attribute("href")
    before = page.locator("main").inner_text()
    fresh = open_(scripts=scripts, width=1000)
    fresh.goto(str(link))
    assert fresh.locator("main").inner_text() == before


def test_rows_are_stepped_through_by_keyboard(open_: Opener) -> None:
    page = open_()
    page.goto("/search")
    page.locator("ol.rows a").first.click()
    page.get_by_role("link", name="in its report").first.click()
    page.locator("main").focus()
    page.keyboard.press("j")
    first = page.evaluate("document.activeElement.id")
    page.keyboard.press("j")
    assert first.startswith("row-")
    assert page.evaluate("document.activeElement.id") not in ("", first)
    assert page.locator(".m.on").count() > 0


def test_a_judgement_is_made_and_taken_back(open_: Opener) -> None:
    page = open_()
    page.goto("/search?type=ACCUSE")
    name = page.locator("ol.rows a").first.inner_text()
    page.locator("ol.rows a").first.click()
    page.get_by_text("Correct the record").click()
    page.get_by_role("button", name="This is no event").click()
    page.goto("/search?type=ACCUSE")
    assert name not in page.locator("main").inner_text()
    page.goto("/judgements")
    page.get_by_role("button", name="Take back").click()
    page.goto("/search?type=ACCUSE")
    assert name in page.locator("main").inner_text()


@pytest.fixture(scope="module")
def routes(chromium: Browser, address: str) -> list[str]:
    page = chromium.new_page()
    found = ["/", "/search", "/search?sort=claims&words=aircraft", "/pair/France/Russia", "/network", "/geography"]
    found += ["/limits", "/judgements", "/nowhere"]
    page.goto(f"{address}/pair/France/Russia")
    event = str(page.locator("ol.contacts h3 a").first.get_attribute("href"))
    found += [event, f"{event}/coverage", f"{event}/compare"]
    page.goto(address + event)
    found.append(str(page.locator("dl.facts a").first.get_attribute("href")))
    found.append(str(page.locator("blockquote a").first.get_attribute("href")))
    page.goto(f"{address}/search?sort=claims&denied=yes")
    found.append(str(page.locator("ol.rows a").first.get_attribute("href")))
    page.close()
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_overlaps_or_is_cut_off(open_: Opener, routes: list[str], width: int, scheme: str) -> None:
    page = open_(width=width, scheme=scheme)
    for route in routes:
        page.goto(route)
        page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
        assert json.loads(page.evaluate(FAULTS)) == [], (route, width)
    open_.wrong = [line for line in open_.wrong if "404" not in line]  # the page that is not there


def test_axe_finds_nothing(open_: Opener, routes: list[str]) -> None:
    for scheme in ("light", "dark"):
        page = open_(scheme=scheme)
        for route in routes:
            page.goto(route)
            found = Axe().run(page)
            assert found.violations_count == 0, (route, scheme, found.generate_report())
    open_.wrong = [line for line in open_.wrong if "404" not in line]
