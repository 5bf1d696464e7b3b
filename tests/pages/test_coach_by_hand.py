"""The writing coach under the fingers: it speaks once they rest, offers a wording, and is never in their way."""

import threading
import time

import pytest
from playwright.sync_api import Page as Window
from playwright.sync_api import Route, expect

from tests.pages.house import PHONE, House
from tests.pages.test_look import faults

pytestmark = pytest.mark.browser

expect.set_options(timeout=20_000)

PANEL = "[data-coach]"
TITLE = "[name=title]"
WORK = "Build a significantly better dashboard"
SELECTED = "(t => t.value.slice(t.selectionStart, t.selectionEnd))(document.activeElement)"


def _new(window: Window, house: House) -> None:
    window.goto(f"okrs/O-{house.stock.cast.draft}/key-results/new/")


def _top(window: Window, selector: str) -> float:
    found = window.locator(selector).first.bounding_box()
    assert found is not None
    return float(found["y"])


def test_a_key_result_is_judged_while_it_is_typed(house: House) -> None:
    with house.window("max") as window:
        asked: list[str] = []
        window.on("request", lambda r: asked.append(r.url) if "/coach/" in r.url else None)
        _new(window, house)
        expect(window.locator(PANEL)).to_be_hidden()
        window.locator(TITLE).press_sequentially(WORK, delay=20)
        row = window.locator(f"{PANEL} li", has_text="KR101")
        expect(row).to_contain_text("warning")
        expect(row.get_by_role("link", name="KR101")).to_have_attribute(
            "href", "/kestrel/guide/KR101/"
        )
        expect(window.locator("[data-coach-said]")).to_contain_text("1 warning, 1 hint")
        assert len(asked) < 6, "it is asked once the fingers rest, not at every key"
        window.locator(TITLE).fill("A build takes 6 min instead of 20 min by 31 March")
        expect(window.locator(f"{PANEL} .reads")).to_contain_text("Reads as: outcome")
        expect(window.locator(f"{PANEL} li", has_text="KR101")).to_have_count(0)
        window.locator(TITLE).fill("")
        expect(window.locator(PANEL)).to_be_hidden()
        expect(window.locator("[data-coach-said]")).to_have_text("")


def test_other_fields_count_too(house: House) -> None:
    with house.window("max") as window:
        _new(window, house)
        window.locator(TITLE).fill("Builds are quick")
        window.locator("[name=kind][value=decrease]").check()
        expect(window.locator(PANEL)).to_contain_text("KR105")
        window.locator("[name=baseline]").fill("20 min")
        window.locator("[name=target]").fill("6 min")
        expect(window.locator(PANEL)).not_to_contain_text("KR105")


def test_a_wording_is_taken_filled_and_taken_back(house: House) -> None:
    with house.window("max") as window:
        _new(window, house)
        title = window.locator(TITLE)
        title.press_sequentially(WORK)
        button = window.locator("[data-use]").first
        wording = button.get_attribute("data-use") or ""
        assert "__" in wording
        button.click()
        expect(title).to_have_value(wording)
        expect(title).to_be_focused()
        assert window.evaluate(SELECTED) == "__", "the first gap waits to be typed over"
        window.keyboard.press("ControlOrMeta+z")
        expect(title).to_have_value(WORK)
        window.locator("[data-use]").first.click()
        window.keyboard.type("Wrong turns")
        expect(title).to_have_value(wording.replace("__", "Wrong turns", 1))


def test_the_words_that_are_meant_are_shown_in_the_text(house: House) -> None:
    with house.window("max") as window:
        _new(window, house)
        window.locator(TITLE).fill(WORK)
        window.locator(f"{PANEL} button.meant").click()
        assert window.evaluate(SELECTED) == "significantly"


def test_a_slow_server_stops_nobody_and_old_answers_are_dropped(house: House) -> None:
    """The first question is answered seconds late, when another text stands there."""
    with house.window("max", broken=("htmx:",)) as window:
        _new(window, house)
        held: list[Route] = []
        waiting = threading.Event()

        def slow(route: Route) -> None:
            if not held:
                held.append(route)
                waiting.set()
            else:
                route.continue_()

        window.route("**/coach/**", slow)
        title = window.locator(TITLE)
        title.press_sequentially("Improve performance")
        window.wait_for_timeout(600)
        assert waiting.is_set(), "the first question waits at the server"
        begun = time.monotonic()
        title.press_sequentially(" of the public API from 500 ms to 250 ms", delay=5)
        assert time.monotonic() - begun < 3
        expect(title).to_have_value("Improve performance of the public API from 500 ms to 250 ms")
        expect(window.locator(f"{PANEL} .reads")).to_contain_text("from 500 ms to 250 ms")
        held[0].continue_()
        window.wait_for_timeout(500)
        expect(window.locator(f"{PANEL} .reads")).to_contain_text("from 500 ms to 250 ms")


def test_where_it_cannot_be_asked_nothing_is_said(house: House) -> None:
    with house.window("max", broken=("ERR_FAILED", "htmx:")) as window:
        _new(window, house)
        title = window.locator(TITLE)
        title.fill(WORK)
        expect(window.locator(PANEL)).to_contain_text("KR101")
        window.route("**/coach/**", lambda route: route.abort())
        title.fill(f"{WORK} for everybody")
        expect(window.locator(PANEL)).to_be_hidden()
        expect(title).to_have_value(f"{WORK} for everybody")


@pytest.mark.parametrize("size", [{"width": 1280, "height": 640}, PHONE])
def test_the_field_that_is_typed_in_stays_where_it_is(house: House, size: dict[str, int]) -> None:
    """Whatever is said above it: more, less, or nothing at all."""
    with house.window("max", viewport=size) as window:
        _new(window, house)
        window.locator("[name=kind][value=decrease]").check()
        window.locator(TITLE).fill("Builds are quick")
        expect(window.locator(PANEL)).to_contain_text("KR105")
        target = window.locator("[name=target]")
        target.focus()
        window.wait_for_timeout(600)
        for typed, quiet in (("6 min", True), ("", False)):
            before = _top(window, "[name=target]")
            target.fill(typed)
            (
                expect(window.locator(PANEL)).not_to_contain_text
                if quiet
                else expect(window.locator(PANEL)).to_contain_text
            )("KR105")
            assert abs(_top(window, "[name=target]") - before) < 2


def test_a_draft_outlives_the_questions(house: House) -> None:
    """An answer of the coach saves nothing: what was typed is still there in the next visit of the page."""
    with house.window("max") as window:
        _new(window, house)
        window.locator(TITLE).fill(WORK)
        expect(window.locator(PANEL)).to_contain_text("KR101")
        window.reload()
        expect(window.locator(TITLE)).to_have_value(WORK)
        expect(window.locator(PANEL)).to_contain_text("KR101")


def test_an_objective_is_judged_too_and_it_reads_well(house: House) -> None:
    with house.window("max", reduced_motion="reduce") as window:
        window.goto("okrs/new/")
        window.locator(TITLE).fill("Improve everything by 20 % with Kubernetes")
        expect(window.locator(PANEL)).to_contain_text("OBJ101")
        assert not faults(window)
        _new(window, house)
        window.locator(TITLE).fill(WORK)
        expect(window.locator(PANEL)).to_contain_text("KR101")
        assert not faults(window)


def test_a_finding_is_let_stand_and_no_longer(house: House) -> None:
    number = house.numbers["talk"]
    with house.window("lea", reduced_motion="reduce") as window:
        window.goto(f"okrs/KR-{number}/")
        window.locator("#findings > summary").click()
        first = window.locator("#findings .finding-list li").first
        code = first.locator(".finding-what .link").first.inner_text()
        first.get_by_role("link", name="Let it stand").click()
        window.locator("[name=reason]").fill("It is known, and right as it is.")
        window.get_by_role("button", name="Let it stand").click()
        window.wait_for_url(f"**/okrs/KR-{number}/")
        window.locator("#findings > summary").click()
        waived = window.locator("#findings .waived")
        expect(waived).to_contain_text(code)
        expect(waived).to_contain_text("right as it is")
        assert not faults(window)
        waived.get_by_role("button", name="No longer").click()
        expect(window.locator("#findings .waived")).to_have_count(0)
        expect(window.locator("#findings .finding-list")).to_contain_text(code)
