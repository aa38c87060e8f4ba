"""Hostile reports in headless Chromium: nothing runs, nothing is fetched from elsewhere, nothing is complained of."""

import shutil
from pathlib import Path

import pytest
from hostile import OF_ALL, Attack, attacked, pages_of
from playwright.sync_api import Dialog, sync_playwright
from webs import running

from onrecord.store import document_key

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium: install Debian's `chromium` to run these")


def paths(attack: Attack) -> list[str]:
    """The pages of all, the page of each report, and all that is on record in some."""
    reports = [f"/report/{document_key(record.document)}" for record in attack.records]
    return [*dict.fromkeys([*OF_ALL, *reports, *(p for r in attack.records[:10] for p in pages_of(attack.browser, r))])]


def test_nothing_in_a_report_runs_or_is_fetched(tmp_path: Path) -> None:
    attack = attacked(tmp_path / "record")
    opened = paths(attack)  # asked before Playwright has an event loop of its own
    asked: list[str] = []
    wrong: list[str] = []

    def refuse(dialog: Dialog) -> None:
        wrong.append(f"a dialog: {dialog.message}")
        dialog.dismiss()

    with running(attack.folder) as (address, _), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(base_url=address)
        page.add_init_script("window.pwned = () => { console.error('pwned') }")
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda said: wrong.append(f"{page.url}: {said.text}"))
        page.on("pageerror", lambda error: wrong.append(f"{page.url}: {error}"))
        page.on("dialog", refuse)
        for path in opened:
            answer = page.goto(path, wait_until="load")
            assert answer is not None
            assert answer.status == 200, path
            assert page.url == address + path
        browser.close()
    assert wrong == []
    assert [url for url in asked if not url.startswith(f"{address}/") and url != "data:,"] == []
