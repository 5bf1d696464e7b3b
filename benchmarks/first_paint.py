"""How soon something is to be seen: `make bench-paint`, or `python -m benchmarks.first_paint`.

Serves the demo firm from a folder of its own and opens the pages that people see most in headless Chromium,
with its processor slowed down four times. Each load is in a new browser (cold: nothing is cached) and again
in the same one (warm: style sheet, script and font are there); no drawn page is kept by the server, so the
time of drawing counts. Prints the first contentful paint beside the bar of 0.8 s, and what it is made of:
the first byte, what came over the line, and in the first row what this browser on this machine takes for
one word without a style sheet: less it cannot be.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Page, StorageState, sync_playwright

from tests.browser import REMEDY, program
from tests.docs.pictures import SLUG, WIDE, served, sign_in

BAR = 800.0
"""Milliseconds within which the first text or picture has to be painted."""
SLOWER = 4
FLOOR = "(one word)"
READ = """
() => new Promise((done) => {
  const told = (entry) => {
    const way = performance.getEntriesByType("navigation")[0];
    const parts = [way, ...performance.getEntriesByType("resource")];
    done({
      paint: entry.startTime, first_byte: way.responseStart,
      loaded: parts.reduce((sum, part) => sum + part.transferSize, 0),
    });
  };
  new PerformanceObserver((list) => list.getEntriesByName("first-contentful-paint").forEach(told))
    .observe({ type: "paint", buffered: true });
})
"""


@dataclass(frozen=True, slots=True)
class Load:
    """One load of a page: milliseconds from asking for it, and bytes over the line."""

    paint: float
    first_byte: float
    loaded: float


def main() -> int:
    options = _options()
    found = program()
    if found is None:
        sys.exit(f"first_paint: there is no Chromium here. Remedy: {REMEDY}")
    with (
        tempfile.TemporaryDirectory() as made,
        sync_playwright() as player,
        served(options.data or Path(made), "--demo", NORTHING_KEPT_PAGES="0") as url,
    ):
        browser = player.chromium.launch(executable_path=found)
        pages, state = _visits(browser, url)
        print(f"{'':14}{'cold:':>8}{'':26}{'warm:':>10}")
        print(
            f"{'page':14}"
            + f"{'median':>8}{'worst':>8}{'1st byte':>10}{'kB':>8}  " * 2
            + f"{'bar':>6}"
        )
        kept = [
            _line(name, _loads(browser, address, state, options.loads)) for name, address in pages
        ]
        browser.close()
    print(
        f"Milliseconds to the first contentful paint, {options.loads} loads each, the processor"
        f" {SLOWER} times slower.\nok: the medians are within the bar."
    )
    return 0 if all(kept) else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, help="where the demo firm is kept, else made anew")
    parser.add_argument("--loads", type=int, default=5, help="of each page, cold and warm")
    return parser.parse_args()


def _visits(browser: Browser, url: str) -> tuple[list[tuple[str, str]], StorageState]:
    """The pages with their addresses, and the session of a lead."""
    page = browser.new_page(viewport=WIDE)  # type: ignore[arg-type]  # width and height
    sign_in(page, url)
    home, team = f"{url}/{SLUG}/", f"{url}/{SLUG}/teams/platform/"
    page.goto(team)
    links = [
        page.locator(f"main a[href*='/okrs/{sort}-']").first.get_attribute("href") or ""
        for sort in ("KR", "O")
    ]
    state = page.context.storage_state()
    page.context.close()
    key_result, objective = (f"{url}{link}" for link in links)
    return [
        (FLOOR, f"{url}/healthz"),
        ("Workspace", f"{home}overview/"), ("Team", team), ("My week", home), ("Key result", key_result),
        ("Activity", f"{home}activity/"), ("Objective", objective),
    ], state  # fmt: skip


def _loads(
    browser: Browser, address: str, state: StorageState, times: int
) -> tuple[list[Load], list[Load]]:
    """What was measured, cold and warm; one load before them wakes the server up."""
    with _slowed(browser, state) as page:
        _load(page, address)
    cold, warm = [], []
    for _ in range(times):
        with _slowed(browser, state) as page:
            cold.append(_load(page, address))
            warm.append(_load(page, address))
    return cold, warm


@contextmanager
def _slowed(browser: Browser, state: StorageState) -> Iterator[Page]:
    """A page in a browser that knows nothing but the session."""
    context = browser.new_context(storage_state=state, viewport=WIDE)  # type: ignore[arg-type]  # as above
    page = context.new_page()
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    yield page
    context.close()


def _load(page: Page, address: str) -> Load:
    answer = page.goto(address, wait_until="load")
    if answer is None or answer.status != 200:
        sys.exit(f"first_paint: {address} answers {answer.status if answer else 'nothing'}")
    return Load(**page.evaluate(READ))


def _line(name: str, measured: tuple[list[Load], list[Load]]) -> bool:
    """Print a page's line; true where it has no bar, or the medians are within it."""
    slowest = max(_of(loads, median, "paint") for loads in measured)
    parts = "".join(
        f"{_of(loads, median, 'paint'):8.0f}{_of(loads, max, 'paint'):8.0f}"
        f"{_of(loads, median, 'first_byte'):10.0f}{_of(loads, median, 'loaded') / 1000:8.0f}  "
        for loads in measured
    )
    is_met = name == FLOOR or slowest <= BAR
    verdict = "" if name == FLOOR else f"{BAR:6.0f} {'ok' if is_met else '!!'}"
    print(f"{name:14}{parts}{verdict}".rstrip(), flush=True)
    return is_met


def _of(loads: list[Load], fold: Callable[[list[float]], float], field: str) -> float:
    return fold([getattr(load, field) for load in loads])


if __name__ == "__main__":
    sys.exit(main())
