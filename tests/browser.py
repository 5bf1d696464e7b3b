"""Headless Chromium for tests marked `browser`: one browser per run, one clean window per test."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
REMEDY = "apt-get install chromium fonts-dejavu-core"


def program() -> str | None:
    """Where the machine's Chromium is, if it has one."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The machine's Chromium; skips with the remedy where there is none, fails where CI=true."""
    found = program()
    if found is None:
        missing = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        missing(f"There is no Chromium here. Remedy: {REMEDY}")
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as player:
        # The browser's driver runs an event loop in this thread; Django would refuse the database.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = player.chromium.launch(executable_path=found)
        yield browser
        browser.close()


@pytest.fixture
def window(chromium: Browser) -> Iterator[Page]:
    """A page in a clean browser; an error in one of its scripts fails the test."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB")
    page = context.new_page()
    broken: list[str] = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    yield page
    context.close()
    assert not broken, f"A script of the page failed: {broken}"
