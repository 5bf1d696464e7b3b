"""The box by hand: opened, typed into, chosen from and closed without a mouse; and the keys that go places."""

import re

import pytest
from playwright.sync_api import Page as Window
from playwright.sync_api import expect

from tests.pages.house import PHONE, House
from tests.pages.test_look import faults

pytestmark = pytest.mark.browser

expect.set_options(timeout=20_000)

BOX = "#find [role=combobox]"


def _open(window: Window, keys: str = "Control+k") -> None:
    window.keyboard.press(keys)
    expect(window.locator("#find")).to_be_visible()
    expect(window.locator("#find [role=option]").first).to_be_visible()


def _type(window: Window, text: str) -> None:
    window.keyboard.press("ControlOrMeta+a")
    window.keyboard.type(text)
    expect(window.locator("[data-find-count]")).to_have_attribute("data-find-count", text.strip())


def _chosen(window: Window) -> str:
    """The text of the option that the box says is chosen; it has to be the one that looks so."""
    pk = window.locator(BOX).get_attribute("aria-activedescendant")
    option = window.locator(f"#find #{pk}")
    expect(option).to_have_attribute("aria-selected", "true")
    expect(window.locator("#find [aria-selected=true]")).to_have_count(1)
    return str(option.text_content())


def test_a_key_result_is_found_and_opened(house: House) -> None:
    with house.window("lea") as window:
        window.goto("teams/")
        _open(window)
        assert window.evaluate(f"document.activeElement.matches('{BOX}')")
        _type(window, "build takes")
        assert f"KR-{house.stock.full}" in _chosen(window)
        expect(window.locator("#find mark").first).to_have_text("build")
        window.keyboard.press("Enter")
        window.wait_for_url(f"**/okrs/KR-{house.stock.full}/")


def test_arrows_walk_through_all_of_it_and_round(house: House) -> None:
    with house.window("lea") as window:
        window.goto("")
        _open(window)
        options = window.locator("#find [role=option]")
        seen = []
        for _ in range(options.count()):
            seen.append(_chosen(window))
            window.keyboard.press("ArrowDown")
        assert seen == options.all_text_contents()
        assert _chosen(window) == seen[0]
        window.keyboard.press("ArrowUp")
        assert _chosen(window) == seen[-1]
        assert window.evaluate(f"document.activeElement.matches('{BOX}')"), (
            "the cursor stays in the box"
        )


def test_escape_gives_the_focus_back(house: House) -> None:
    with house.window("lea") as window:
        window.goto("teams/platform/")
        window.keyboard.press("j")
        before = window.evaluate("document.activeElement.getAttribute('href')")
        _open(window, "/")
        _type(window, "build")
        window.keyboard.press("Escape")
        expect(window.locator("#find")).to_be_hidden()
        assert window.evaluate("document.activeElement.getAttribute('href')") == before
        _open(window)
        assert window.locator(BOX).input_value() == "build", "what was typed is there again"


def test_a_verb_asks_for_the_rest_and_is_done(house: House) -> None:
    with house.window("max") as window:
        window.goto("")
        _open(window)
        _type(window, "check in")
        while "Check in on" not in _chosen(window):
            window.keyboard.press("ArrowDown")
        window.keyboard.press("Enter")
        expect(window.locator(BOX)).to_have_value("check in on ")
        window.keyboard.type("build takes")
        expect(window.locator("#find-upon-1")).to_contain_text(f"KR-{house.stock.full}")
        assert f"Check in on KR-{house.stock.full}" in _chosen(window)
        window.keyboard.press("Enter")
        window.wait_for_url(f"**/okrs/KR-{house.stock.full}/check-ins/")


def test_enter_before_the_answer_goes_to_the_page(house: House) -> None:
    """Whoever types faster than the list comes is not sent to what was listed before."""
    with house.window("lea", broken=("ERR_FAILED", "htmx:")) as window:
        window.goto("teams/")
        _open(window)
        window.route(
            "**/find/?q=caches*",
            lambda route: route.fallback() if _is_page(route) else route.abort(),
        )
        window.keyboard.type("caches")
        window.keyboard.press("Enter")
        window.wait_for_url("**/find/?q=caches")
        expect(window.get_by_role("heading", level=1)).to_have_text("Find or do")
        expect(window.locator("main mark").first).to_be_visible()
        window.evaluate("document.activeElement.blur()")
        window.keyboard.press("j")
        window.keyboard.press("j")
        assert window.evaluate("document.activeElement.matches('a.found-line')")


def _is_page(route: object) -> bool:
    return "hx-request" not in route.request.headers  # type: ignore[attr-defined]  # a route of playwright


def test_it_says_when_the_answer_does_not_come(house: House) -> None:
    with house.window("lea", broken=("ERR_FAILED", "htmx:")) as window:
        window.goto("teams/")
        _open(window)
        window.route("**/find/?q=*", lambda route: route.abort())
        window.keyboard.type("build")
        expect(window.locator("[data-find-failed]")).to_be_visible()
        expect(window.locator("#find output")).to_contain_text("did not arrive")


def test_letters_lead_where_the_rail_says(house: House) -> None:
    with house.window("lea") as window:
        window.goto("teams/")
        going = window.locator(".rail [data-go]").evaluate_all(
            "links => links.map(link => [link.dataset.go, link.href])"
        )
        assert len(going) >= 4
        for letter, address in going:
            window.evaluate("document.activeElement.blur()")  # my week has the cursor in a value
            window.keyboard.press("g")
            expect(window.locator("#keys-said")).to_contain_text(f"{letter} ")
            window.keyboard.press(letter)
            window.wait_for_url(address)


def test_one_key_checks_in_and_one_begins_an_objective(house: House) -> None:
    with house.window("lea") as window:
        window.goto("metrics/")
        window.keyboard.press("n")
        window.wait_for_url("**/okrs/new/")
        window.goto("metrics/")
        window.keyboard.press("c")
        window.wait_for_url(house.here)


def test_keys_are_not_heard_while_somebody_types_or_holds_another(house: House) -> None:
    with house.window("lea") as window:
        window.goto("okrs/new/")
        window.locator("[name=title]").focus()
        window.keyboard.type("gt/?nc jk")
        expect(window.locator("[name=title]")).to_have_value("gt/?nc jk")
        assert window.locator("dialog[open]").count() == 0
        window.evaluate("document.activeElement.blur()")
        for held in ("Alt+n", "Control+Shift+c"):
            window.keyboard.press(held)
        assert window.url.endswith("/okrs/new/")
        window.locator("[name=title]").focus()
        _open(window, "Meta+k")


def test_single_keys_are_turned_off_and_on(house: House) -> None:
    with house.window("lea") as window:
        window.goto("keys/")
        box = window.get_by_label("Listen to single keys")
        box.uncheck()
        window.goto("teams/")
        window.keyboard.press("?")
        expect(window.locator("#keys")).to_be_hidden()
        _open(window)
        window.goto("keys/")
        box.check()
        window.goto("teams/")
        window.keyboard.press("?")
        expect(window.locator("#keys")).to_be_visible()


def test_on_the_phone_it_has_its_tab(house: House) -> None:
    with house.window("lea", viewport=PHONE, has_touch=True) as window:
        window.goto("")
        window.locator(".tab-bar").get_by_role("link", name="Find").tap()
        expect(window.locator("#find")).to_be_visible()
        window.locator(BOX).fill("build")
        expect(window.locator("[data-find-count]")).to_have_attribute("data-find-count", "build")
        assert not faults(window)
        window.locator("#find [role=option]").first.tap()
        window.wait_for_url(re.compile(r"/okrs/KR-\d+/$"))


def test_the_box_reads_well(house: House) -> None:
    found: dict[str, list[str]] = {}
    with house.window("lea", reduced_motion="reduce") as window:
        window.goto("teams/")
        _open(window)
        found["empty"] = faults(window)
        for asked in ("build", "Platfrom", "xylophone", "check in build"):
            _type(window, asked)
            found[asked] = faults(window)
    assert not any(found.values()), found


def test_without_a_script_the_box_is_a_page(house: House) -> None:
    with house.window("lea", java_script_enabled=False) as window:
        window.goto("teams/")
        window.locator(".rail-find").click()
        window.wait_for_url("**/find/")
        window.get_by_role("searchbox").fill("build")
        window.get_by_role("searchbox").press("Enter")
        window.locator(".found-line", has_text="A build takes 6 minutes").click()
        window.wait_for_url(f"**/okrs/KR-{house.stock.full}/")
