"""What people do most, by keyboard alone: no test here touches the mouse.

A finger goes to a place by keys of the page or by Tab; a control is never clicked or focused for it.
"""

import re

import pytest
from playwright.sync_api import Page as Window
from playwright.sync_api import expect

from tests.pages.every_page import Stock
from tests.pages.house import DESK, House

pytestmark = pytest.mark.browser

expect.set_options(timeout=20_000)

CARD = "[data-check-in]"
IN_VALUE = "document.activeElement.matches('[data-check-in].up input:not([type=hidden])')"
MOST_TABS = 90


def tab_to(window: Window, selector: str) -> None:
    """Press Tab until what is asked for has the focus."""
    for _ in range(MOST_TABS):
        if window.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
        window.keyboard.press("Tab")
    pytest.fail(f"Tab does not reach {selector} in {MOST_TABS} steps")


def test_a_whole_week_is_answered_without_leaving_the_keys(house: House) -> None:
    with house.window("max") as window:
        window.goto("")
        cards = window.locator(CARD)
        expect(cards.first).to_be_visible()
        due = cards.count()
        assert due >= 5
        for left in range(due - 1, -1, -1):
            card = window.locator(f"{CARD}.up")
            expect(card).to_have_count(1)
            window.wait_for_function(IN_VALUE)
            name = card.get_attribute("id")
            _answer(window)
            expect(cards).to_have_count(left)
            expect(window.locator(f"#{name}.saved")).to_be_visible()
        assert window.evaluate("document.activeElement.matches('[data-after-check-ins]')")
        expect(window.locator(".rail [data-go=w] .count")).to_have_text("")


def _answer(window: Window) -> None:
    """`=` where there is a last word; else what the card asks for."""
    kind = window.evaluate("document.activeElement.type")
    first = window.evaluate(f"!document.querySelector('{CARD}.up .confidence .last')")
    if kind == "text" and first:
        window.keyboard.type("12")
        window.keyboard.press("Tab")
        window.keyboard.press("7")
        window.keyboard.press("Enter")
    elif kind == "checkbox":
        window.keyboard.press("Space")
        window.keyboard.press("6")
        window.keyboard.press("Enter")
    else:
        window.keyboard.press("=")


def test_a_value_is_typed_and_saved_by_enter(house: House) -> None:
    """The value typed, a confidence by its digit, Enter: the next card's value has the cursor."""
    with house.window("lea") as window:
        window.goto("")
        cards = window.locator(CARD)
        window.wait_for_function(IN_VALUE)
        due, name = cards.count(), window.locator(f"{CARD}.up").get_attribute("id")
        window.keyboard.type("13")
        window.keyboard.press("Tab")
        window.keyboard.press("8")
        window.keyboard.press("Enter")
        expect(cards).to_have_count(due - 1)
        expect(window.locator(f"#{name}.saved")).to_contain_text("13")
        window.wait_for_function(IN_VALUE)
        assert window.locator(f"{CARD}.up").get_attribute("id") != name


def test_from_a_team_to_a_key_result(house: House) -> None:
    with house.window("lea") as window:
        window.goto("")
        window.keyboard.press("Escape")
        window.evaluate("document.activeElement.blur()")
        window.keyboard.press("g")
        window.keyboard.press("1")
        window.wait_for_url("**/teams/platform/")
        focused = "document.activeElement.closest('tr.kr')?.id || ''"
        walked = []
        for key in "jjjk":
            window.keyboard.press(key)
            walked.append(window.evaluate(focused))
        assert all(walked)
        assert walked[3] == walked[1] != walked[2]
        window.keyboard.press("Enter")
        window.wait_for_url(f"**/okrs/{walked[3]}/")
        expect(window.get_by_role("heading", level=1)).to_be_visible()


def test_an_objective_with_a_key_result_is_drafted(house: House) -> None:
    with house.window("lea") as window:
        window.goto("teams/platform/")
        window.keyboard.press("d")
        window.wait_for_url("**/okrs/new/**")
        tab_to(window, "[name=title]")
        window.keyboard.type("Nothing surprises us at night")
        window.keyboard.press("Enter")
        window.wait_for_url(re.compile(r"/okrs/O-\d+/(key-results/new/)?$"))
        if not window.url.endswith("new/"):
            tab_to(window, "main a[href$='key-results/new/']")
            window.keyboard.press("Enter")
            window.wait_for_url("**/key-results/new/")
        tab_to(window, "[name=title]")
        window.keyboard.type("Pages in a week fall from 9 to 2")
        _fill_key_result(window)
        window.keyboard.press("Enter")
        window.wait_for_url(re.compile(r"/okrs/O-\d+/$|/okrs/KR-\d+/$"))
        expect(window.get_by_text("Pages in a week fall from 9 to 2").first).to_be_visible()


def _fill_key_result(window: Window) -> None:
    tab_to(window, "[name=kind]")
    while window.evaluate("document.activeElement.value") != "decrease":
        window.keyboard.press("ArrowDown")
    window.keyboard.press("Space")
    for name, text in (("baseline", "9"), ("target", "2")):
        tab_to(window, f"[name={name}]")
        window.keyboard.type(text)


def test_a_comment_is_written(house: House) -> None:
    with house.window("lea") as window:
        window.goto(f"okrs/KR-{house.numbers['talk']}/")
        tab_to(window, "#id_text")
        window.keyboard.type("The night shift says thank you.")
        tab_to(window, "#discussion button[type=submit]")
        window.keyboard.press("Enter")
        expect(window.locator("#discussion .comments")).to_contain_text(
            "The night shift says thank you."
        )
        expect(window.locator("#id_text")).to_have_value("")


def test_a_check_in_is_corrected(house: House) -> None:
    with house.window("max") as window:
        window.goto(f"okrs/KR-{house.stock.full}/")
        tab_to(window, f"a[href$='/check-ins/{house.stock.check_in}/correction/']")
        window.keyboard.press("Enter")
        window.wait_for_url("**/correction/")
        tab_to(window, "[name=value]")
        window.keyboard.press("ControlOrMeta+a")
        window.keyboard.type("11 min")
        tab_to(window, "[name=reason]")
        window.keyboard.type("I read the wrong line.")
        window.keyboard.press("Enter")
        window.wait_for_url(f"**/okrs/KR-{house.stock.full}/")
        expect(window.locator("main [role=status]")).to_contain_text("Corrected")
        expect(window.locator(".thread .superseded")).to_have_count(1)


def test_the_keys_are_listed_and_closed(house: House) -> None:
    with house.window("lea") as window:
        window.goto("teams/")
        window.keyboard.press("?")
        sheet = window.get_by_role("dialog", name="Keys")
        expect(sheet).to_be_visible()
        expect(sheet).to_contain_text("save and next")
        window.keyboard.press("Escape")
        expect(sheet).to_be_hidden()


def test_figures_explain_themselves(house: House) -> None:
    with house.window("lea") as window:
        window.goto("teams/platform/")
        window.keyboard.press("j")
        window.keyboard.press("e")
        why = window.locator("details.figure[open] .figure-why")
        expect(why).to_have_count(1)
        expect(why).to_be_visible()
        assert window.evaluate("document.activeElement.matches('details.figure[open] > summary')")
        window.keyboard.press("Escape")
        expect(why).to_have_count(0)
        _by_enter(window, house.stock)


def _by_enter(window: Window, stock: Stock) -> None:
    window.goto(f"okrs/KR-{stock.full}/")
    tab_to(window, "details.figure > summary")
    window.keyboard.press("Enter")
    why = window.locator("details.figure[open] .figure-why")
    expect(why).to_have_count(1)
    expect(why.locator(".terms").first).to_be_visible()


def test_the_theme_is_switched_and_stays(house: House) -> None:
    with house.window("lea", viewport=DESK, color_scheme="light") as window:
        window.goto("teams/")
        shade = "getComputedStyle(document.body).backgroundColor"
        light = window.evaluate(shade)
        tab_to(window, "[data-theme-switch]")
        for theme in ("light", "dark"):
            window.keyboard.press("Enter")
            assert window.evaluate("document.documentElement.dataset.theme") == theme
        dark = window.evaluate(shade)
        assert dark != light
        window.goto("metrics/")
        assert window.evaluate(shade) == dark, "the server draws the next page in the theme chosen"
        window.keyboard.press("Tab")
        tab_to(window, "[data-theme-switch]")
        window.keyboard.press("Enter")
        assert window.evaluate("document.documentElement.dataset.theme") is None
        assert window.evaluate(shade) == light
