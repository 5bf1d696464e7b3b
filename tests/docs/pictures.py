"""The pictures of the documentation, taken by a browser from the demo firm on a fixed day.

python -m tests.docs.pictures build/pictures
"""

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser import REMEDY, program
from tests.serving import SERVE, plain_environment, serving

DAY = "2026-03-12"
WIDE = {"width": 1200, "height": 760}
BARE = {"width": 760, "height": 700}
PHONE = {"width": 390, "height": 780}
SLUG = "tarnmoor"
PICTURES = {
    "my-week": "",
    "team": "teams/platform/",
    "workspace": "overview/",
    "key-result": "okrs/KR-{kr}/",
    "kpis": "kpis/",
    "activity": "activity/",
    "past": "../@2026-02-10/tarnmoor/teams/platform/",
}


BY_HAND = ("first-team", "first-objective", "import", "find", "phone")
"""Taken on the way: of forms that are filled in."""
DOCUMENT = """# OKRs of Platform

## Objective: Nobody waits for a build

- KR: Median build time falls from 20 min to 6 min (@tomasz)
- KR: Retries of failed builds fall from 9 % to 2 %
"""


def main(folder: Path) -> None:
    """Take every picture into `folder`, emptied first."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    found = program()
    if found is None:
        sys.exit(f"pictures: there is no Chromium here. Remedy: {REMEDY}")
    with tempfile.TemporaryDirectory() as data, sync_playwright() as player:
        browser = player.chromium.launch(executable_path=found)
        with served(Path(data) / "new") as url:
            _first_steps(browser, url, folder)
        with served(Path(data) / "demo", "--demo") as url:
            _demo(browser, url, folder)
        browser.close()


def _first_steps(browser: Browser, url: str, folder: Path) -> None:
    page = browser.new_page(viewport=BARE, locale="en-GB")
    page.goto(f"{url}/welcome/")
    for name, text in (
        ("name", "Acme Works"), ("admin_name", "Ann Lee"), ("email", "ann@acme.example"),
        ("password", "a long walk home"),
    ):  # fmt: skip
        page.fill(f"[name={name}]", text)
    page.click("button[type=submit]")
    page.fill("[name=name]", "Payments")
    page.screenshot(path=folder / "first-team.png", full_page=True)
    page.click("main button[type=submit]")
    for name, text in (
        ("title", "Paying is the easiest part of the day"), ("k0.title", "Checkouts that are given up"),
        ("k0.from", "12 %"), ("k0.to", "6 %"), ("k1.title", "Days until a refund arrives"),
        ("k1.from", "9"), ("k1.to", "2"),
    ):  # fmt: skip
        page.fill(f"[name='{name}']", text)
    page.screenshot(path=folder / "first-objective.png", full_page=True)
    page.close()


def _demo(browser: Browser, url: str, folder: Path) -> None:
    page = browser.new_page(viewport=WIDE, locale="en-GB")
    sign_in(page, url)
    page.goto(f"{url}/{SLUG}/teams/platform/")
    kr = page.locator("a[href*='/okrs/KR-']").first.get_attribute("href") or ""
    number = kr.rstrip("/").rpartition("-")[2]
    for name, path in PICTURES.items():
        _take(page, f"{url}/{SLUG}/{path.format(kr=number)}", folder / f"{name}.png")
    _preview(page, f"{url}/{SLUG}/imports/", folder / "import.png")
    _box(page, f"{url}/{SLUG}/teams/", folder / "find.png")
    page.set_viewport_size(PHONE)
    _take(page, f"{url}/{SLUG}/", folder / "phone.png")


def sign_in(page: Page, url: str) -> None:
    """As the first of the demo's people: a lead."""
    page.goto(f"{url}/demo/")
    page.locator("main form button").first.click()
    page.wait_for_url(f"{url}/{SLUG}/**")


def _preview(page: Page, address: str, file: Path) -> None:
    """What was read of a pasted document."""
    page.goto(address)
    page.fill("[name=text]", DOCUMENT)
    page.fill("[name=name]", "OKRs of Platform")
    page.get_by_role("button", name="Read it").click()
    page.wait_for_url("**/imports/*/")
    page.screenshot(path=file, full_page=True)


def _box(page: Page, address: str, file: Path) -> None:
    """The box, with what it finds."""
    page.goto(address)
    page.keyboard.press("Control+k")
    page.keyboard.type("merge")
    page.wait_for_selector("#find [data-find-count=merge]")
    page.screenshot(path=file)


def _take(page: Page, address: str, file: Path) -> None:
    answer = page.goto(address)
    if answer is None or answer.status != 200:
        sys.exit(f"pictures: {address} answers {answer.status if answer else 'nothing'}")
    page.wait_for_load_state("networkidle")
    page.screenshot(path=file)


@contextmanager
def served(data: Path, *options: str, **settings: str) -> Iterator[str]:
    """The address of `northing serve` with a data folder of its own, on the day of the pictures."""
    data.mkdir(parents=True, exist_ok=True)
    environment = plain_environment(data, NORTHING_TODAY=DAY, **settings)
    with serving(environment, data / "server.log", (*SERVE, *options)) as url:
        yield url


if __name__ == "__main__":
    main(Path(sys.argv[1]))
