"""How every page looks and reads: to everybody, in both themes, on a desk and on a phone.

axe finds nothing against WCAG 2 A and AA nor against good practice; nothing scrolls sideways on a narrow
phone; no console complains. One page is loaded once and looked at in every way.
"""

from collections.abc import Iterable

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page as Window

from tests.cast import KINDS
from tests.pages.every_page import PAGES, STRANGER, Page
from tests.pages.house import DESK, PHONE, House

pytestmark = pytest.mark.browser

NARROW = {"width": 360, "height": 740}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]
JUDGE = """
async (only) => (await axe.run(document, {runOnly: only, resultTypes: ["violations"]})).violations.map(
  (fault) => `${fault.id}: ${fault.help}: ` + fault.nodes.slice(0, 3).map(
    (node) => `${node.html.slice(0, 160)} [${(node.failureSummary || "").replace(/\\s+/g, " ").slice(0, 160)}]`
  ).join(" | ")
)
"""
WIDE = """
() => document.documentElement.scrollWidth <= document.documentElement.clientWidth ? [] :
  [...document.body.querySelectorAll("*")].filter(
    (element) => element.getBoundingClientRect().right > document.documentElement.clientWidth + 1
  ).slice(0, 4).map((element) => element.outerHTML.slice(0, 140))
"""
EMPTY = (
    "", "teams/", "teams/otter-bay/", "okrs/new/", "metrics/", "metrics/new/", "imports/", "settings/",
    "settings/teams/", "settings/people/", "settings/cycles/", "settings/tokens/",
)  # fmt: skip


def faults(window: Window) -> list[str]:
    """What is wrong with the page as it stands, in both themes, on a desk and on phones."""
    window.evaluate(AXE_SCRIPT)
    rules: dict[str, object] = {"type": "tag", "values": TAGS}
    colours: dict[str, object] = {"type": "rule", "values": COLOURS}
    found: list[str] = []
    for size, name in ((DESK, "desk"), (PHONE, "phone")):
        window.set_viewport_size(size)  # type: ignore[arg-type]  # width and height
        # What a theme changes are colours alone.
        for theme, judged in (("light", rules), ("dark", colours)):
            window.emulate_media(color_scheme=theme)  # type: ignore[arg-type]  # light or dark
            found += [f"{name}, {theme}: {fault}" for fault in window.evaluate(JUDGE, judged)]
    window.set_viewport_size(NARROW)  # type: ignore[arg-type]  # as above
    found += [f"{NARROW['width']} px: sideways: {part}" for part in window.evaluate(WIDE)]
    return found


def _seen_by(house: House, who: str, named: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    with house.window(who, reduced_motion="reduce") as window:
        found = {}
        for label, path in named:
            window.set_viewport_size(DESK)  # type: ignore[arg-type]  # as above
            response = window.goto(path)
            assert response is not None
            assert response.status == 200, f"{label} answers {response.status}"
            found[label] = faults(window)
    return {label: wrong for label, wrong in found.items() if wrong}


def _told(found: dict[str, list[str]]) -> str:
    return "\n".join(f"{label}: {fault}" for label, wrong in found.items() for fault in wrong)


def _viewer_of(page: Page) -> str:
    """The one who sees the most on this page."""
    order = ("ada", "lea") if page.name.startswith("settings") else ("lea", "ada", "max", STRANGER)
    return next(name for name in order if name in page.sees)


@pytest.mark.parametrize("who", ["ada", "lea"])
def test_every_page_reads_well(house: House, who: str) -> None:
    named = [(page.label, page.path(house.stock)) for page in PAGES if _viewer_of(page) == who]
    assert len(named) > 8
    found = _seen_by(house, who, named)
    assert not found, _told(found)


def test_what_a_stranger_sees_reads_well(house: House) -> None:
    pages = [page for page in PAGES if STRANGER in page.sees]
    named = [(page.label, page.path(house.stock)) for page in pages]
    # An invitation that was opened opens the page for signing up, too.
    found = _seen_by(house, "", [*named, ("account_signup (invited)", "/accounts/signup/")])
    assert not found, _told(found)


def test_an_empty_workspace_reads_well(house: House) -> None:
    found = _seen_by(house, "otto", [(path, f"{house.url}/otterbay/{path}") for path in EMPTY])
    assert not found, _told(found)


def test_what_a_viewer_sees_reads_well(house: House) -> None:
    names = {
        "my_week",
        "team",
        "objective",
        "settings_people",
        "metric_new",
        "imports",
        "key_result",
    }
    # Which kind it is changes nothing for a viewer that a lead's look at each would not show.
    pages = [p for p in PAGES if p.name in names and "vera" in p.sees and p.note not in KINDS]
    found = _seen_by(house, "vera", [(p.label, p.path(house.stock)) for p in pages])
    assert not found, _told(found)


def test_what_comes_up_on_a_page_reads_well(house: House) -> None:
    """The sheet of keys, an explained figure, open folds, a refused form, a page that is not there."""
    found: dict[str, list[str]] = {}
    with house.window("lea", broken=("404", "422"), reduced_motion="reduce") as window:
        window.goto(f"okrs/KR-{house.stock.full}/")
        window.evaluate(
            "document.querySelectorAll('main details').forEach((fold) => { fold.open = true })"
        )
        found["open folds"] = faults(window)
        window.reload()
        window.keyboard.press("?")
        assert window.locator("#keys").is_visible()
        found["keys"] = faults(window)
        window.set_viewport_size(DESK)  # type: ignore[arg-type]  # width and height
        window.goto("okrs/new/")
        window.locator("main form").first.evaluate(
            "(form) => { form.noValidate = true; form.requestSubmit() }"
        )
        window.wait_for_selector('[aria-invalid="true"]')
        found["refused"] = faults(window)
        window.goto("okrs/KR-99999/")
        found["not there"] = faults(window)
    assert not any(found.values()), _told(found)
