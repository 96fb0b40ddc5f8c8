"""A real browser: Debian's Chromium, without a window and without a network of its own accord."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import Open, Opened
from playwright.sync_api import Browser, sync_playwright

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One for a module: while it is open, no other event loop can run."""
    chromium = shutil.which("chromium")
    assert chromium, "These tests need Chromium: apt-get install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Opens HTML, or an address, as a user would: from the disk, in a window of its own."""
    contexts = []

    def opened(html: str = "", *, address: str = "", **options: Any) -> Opened:
        context = browser.new_context(**({"viewport": {"width": 1300, "height": 900}} | options))
        contexts.append(context)
        context.set_default_timeout(15_000)
        context.add_init_script(
            "document.addEventListener('securitypolicyviolation', (event) => console.error(event.violatedDirective))"
        )
        if not address:
            file = tmp_path / f"page-{len(contexts)}.html"
            file.write_text(html, encoding="utf-8")
            address = file.as_uri()
        made = Opened(context.new_page())
        made.page.on("console", lambda message: made.complaints.append(message.text))
        made.page.on("pageerror", lambda error: made.complaints.append(str(error)))
        made.page.on("dialog", lambda dialog: (made.complaints.append(dialog.message), dialog.dismiss()))
        made.page.on("request", lambda request: made.requests.append(request.url))
        made.page.goto(address)
        made.requests.clear()
        return made

    yield opened
    for context in contexts:
        context.close()
