"""The pictures of the documentation, taken by a browser from the demo firm on a fixed day.

python -m tests.docs.pictures build/pictures
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser import REMEDY, program

DAY = "2026-03-12"
WIDE = {"width": 1200, "height": 760}
SLUG = "tarnmoor"
PICTURES = {
    "my-week": "",
    "team": "teams/platform/",
    "workspace": "overview/",
    "key-result": "okrs/KR-{kr}/",
    "kpis": "kpis/",
    "activity": "activity/",
    "import": "imports/",
    "past": "../@2026-02-10/tarnmoor/teams/platform/",
}


def main(folder: Path) -> None:
    """Take every picture into `folder`, emptied first."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    found = program()
    if found is None:
        sys.exit(f"pictures: there is no Chromium here. Remedy: {REMEDY}")
    with tempfile.TemporaryDirectory() as data, sync_playwright() as player:
        browser = player.chromium.launch(executable_path=found)
        with _served(Path(data) / "new") as url:
            _first_steps(browser, url, folder)
        with _served(Path(data) / "demo", "--demo") as url:
            _demo(browser, url, folder)
        browser.close()


def _first_steps(browser: Browser, url: str, folder: Path) -> None:
    page = browser.new_page(viewport=WIDE, locale="en-GB")
    page.goto(f"{url}/welcome/")
    page.screenshot(path=folder / "welcome.png")
    for name, text in (
        ("name", "Acme Works"), ("admin_name", "Ann Lee"), ("email", "ann@acme.example"),
        ("password", "a long walk home"),
    ):  # fmt: skip
        page.fill(f"[name={name}]", text)
    page.click("button[type=submit]")
    page.fill("[name=name]", "Payments")
    page.screenshot(path=folder / "first-team.png")
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
    page.goto(f"{url}/demo/")
    page.locator("main form button").first.click()
    page.wait_for_url(f"{url}/{SLUG}/**")
    page.goto(f"{url}/{SLUG}/teams/platform/")
    kr = page.locator("a[href*='/okrs/KR-']").first.get_attribute("href") or ""
    number = kr.rstrip("/").rpartition("-")[2]
    for name, path in PICTURES.items():
        _take(page, f"{url}/{SLUG}/{path.format(kr=number)}", folder / f"{name}.png")
    page.set_viewport_size({"width": 390, "height": 780})
    _take(page, f"{url}/{SLUG}/", folder / "phone.png")


def _take(page: Page, address: str, file: Path) -> None:
    answer = page.goto(address)
    if answer is None or answer.status != 200:
        sys.exit(f"pictures: {address} answers {answer.status if answer else 'nothing'}")
    page.wait_for_load_state("networkidle")
    page.screenshot(path=file)


@contextmanager
def _served(data: Path, *options: str) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {"NORTHING_DATA": str(data), "NORTHING_TODAY": DAY}
    command = [
        str(Path(sys.executable).parent / "northing"),
        "serve",
        "--port",
        str(port),
        *options,
    ]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, start_new_session=True
    ) as server:
        try:
            _wait(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            os.killpg(server.pid, signal.SIGINT)
            server.wait(30)


def _wait(port: int) -> None:
    until = time.monotonic() + 300  # the demo firm takes its time
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    sys.exit("pictures: the server did not come up")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
