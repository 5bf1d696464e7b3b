"""Nothing typed is lost: without a script, by two at once, from an old tab, by an impatient finger."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page as Window
from playwright.sync_api import expect

from tests.pages.house import House

pytestmark = pytest.mark.browser

expect.set_options(timeout=20_000)

IMPORTED = """# OKRs of Platform

## Objective: Releases are a matter of taste

- KR: Rollbacks in a month fall from 8 to 1 (@lea)
"""


def test_reading_and_checking_in_need_no_script(house: House) -> None:
    number = house.numbers["plain"]
    with house.window("lea", java_script_enabled=False) as window:
        window.goto("")
        card = window.locator(f"#check-in-KR-{number}")
        card.locator("[name=value]").fill("14")
        card.get_by_text("6", exact=True).click()
        card.locator("[name=note]").fill("By hand.")
        card.locator("[data-save]").click()
        expect(window.locator("main [role=status]")).to_contain_text("Saved")
        expect(window.locator(f"#check-in-KR-{number}")).to_have_count(0)
        window.goto(f"okrs/KR-{number}/")
        expect(window.locator(".thread")).to_contain_text("By hand.")
        expect(window.locator(".chart svg").first).to_be_visible()
        window.locator("details.figure > summary").first.click()
        expect(window.locator("details.figure[open] .figure-why").first).to_be_visible()
        window.goto("teams/platform/")
        expect(window.locator("tr.kr", has_text="Plain forms save")).to_be_visible()


def test_a_mistake_without_a_script_keeps_what_was_typed(house: House) -> None:
    number = house.numbers["old"]
    with house.window("lea", java_script_enabled=False, broken=("422",)) as window:
        window.goto(f"okrs/KR-{number}/check-ins/")
        window.locator("[name=value]").fill("a lot")
        window.locator("[name=note]").fill("Said loudly.")
        window.locator("[data-save]").click()
        expect(window.locator("[name=value]")).to_have_value("a lot")
        expect(window.locator("[name=note]")).to_have_value("Said loudly.")
        expect(window.locator("[name=value]")).to_have_attribute("aria-invalid", "true")
        expect(window.get_by_role("alert").first).to_be_visible()


@contextmanager
def _two(house: House, path: str) -> Iterator[tuple[Window, Window]]:
    """Two browsers of two people, both with the same form open."""
    with house.window("lea", broken=("409",)) as one, house.window("max", broken=("409",)) as other:
        for window in (one, other):
            window.goto(path)
        yield one, other


def test_two_on_one_field_see_both_texts_and_settle(house: House) -> None:
    path = f"okrs/KR-{house.numbers['edited']}/edit/"
    with _two(house, path) as (lea, max_):
        lea.locator("[name=title]").fill("Two write, said Lea")
        max_.locator("[name=title]").fill("Two write, said Max")
        _save(lea)
        lea.wait_for_url(re.compile(r"KR-\d+/$"))
        _save(max_)
        both = max_.locator(".conflict")
        expect(both).to_contain_text("Two write, said Lea")
        expect(both).to_contain_text("Two write, said Max")
        expect(max_.locator("[name=title]")).to_have_value("Two write, said Max")
        max_.locator("[name=title]").fill("Two write, and agree")
        _save(max_)
        max_.wait_for_url(re.compile(r"KR-\d+/$"))
        expect(max_.get_by_role("heading", level=1)).to_have_text("Two write, and agree")


def test_two_on_different_fields_both_succeed(house: House) -> None:
    path = f"okrs/O-{house.numbers['objective']}/edit/"
    with _two(house, path) as (lea, max_):
        lea.locator("[name=title]").fill("Hands find their way in the dark")
        max_.locator("[name=why]").fill("Two people typed this at once.")
        for window in (lea, max_):
            _save(window)
            window.wait_for_url(re.compile(r"O-\d+/$"))
        expect(max_.get_by_role("heading", level=1)).to_have_text(
            "Hands find their way in the dark"
        )
        expect(max_.get_by_text("Two people typed this at once.")).to_be_visible()


def _save(window: Window) -> None:
    """Send the form; where a reason is asked for, there is one."""
    reason = window.locator("main form [name=reason]")
    if reason.count():
        reason.fill("It reads better.")
    window.locator("main form .form-actions .button.primary").first.click()


@pytest.mark.parametrize("lost", ["northing_csrf", "northing_session"])
def test_an_old_tab_gives_back_what_was_typed(house: House, lost: str) -> None:
    """The session ended, or its form is too old: once all is well again, the text is in the form."""
    path = f"okrs/KR-{house.numbers['old']}/edit/"
    with house.window("lea", broken=("403", "404")) as window:
        window.goto(path)
        window.locator("[name=title]").fill(f"An old tab keeps this, {lost}")
        window.context.clear_cookies(name=lost)
        _save(window)
        expect(window.locator("[name=title]")).to_have_count(0)
        house.sign_in(window.context, "lea")
        window.goto(path)
        expect(window.locator("[name=title]")).to_have_value(f"An old tab keeps this, {lost}")
        expect(window.locator("[data-draft-notice]")).to_be_visible()
        _save(window)
        window.wait_for_url(re.compile(r"KR-\d+/$"))
        expect(window.get_by_role("heading", level=1)).to_have_text(
            f"An old tab keeps this, {lost}"
        )
        window.goto(path)
        expect(window.locator("[data-draft-notice]")).to_have_count(0)


def test_a_double_click_is_one_check_in(house: House) -> None:
    number = house.numbers["twice"]
    with house.window("lea") as window:
        window.goto(f"okrs/KR-{number}/check-ins/")
        window.locator("[name=value]").fill("15")
        window.locator("[name=note]").fill("Said once.")
        window.locator(".confidence").get_by_text("5", exact=True).click()
        window.locator("[data-save]").dblclick()
        # The second click breaks off the first navigation, so only the place reached counts.
        expect(window).to_have_url(f"{house.here}okrs/KR-{number}/")
        window.goto(f"okrs/KR-{number}/")
        expect(window.locator(".thread").get_by_text("Said once.")).to_have_count(1)


def test_from_a_pasted_document_to_a_check_in(house: House) -> None:
    with house.window("lea") as window:
        window.goto("imports/")
        window.get_by_label("Paste your document").fill(IMPORTED)
        window.get_by_role("button", name="Read it").click()
        window.locator("[id='o0.k0.target']").fill("2")
        window.get_by_role("button", name="Import", exact=True).first.click()
        expect(window.locator("main [role=status]")).to_contain_text("1 objective, 1 key result")
        window.get_by_role("main").get_by_role("link", name="Platform").first.click()
        row = window.locator("tr.kr", has_text="Rollbacks in a month fall from 8 to 1")
        expect(row.locator(".c-target")).to_contain_text("2")
        row.locator("[data-row-link]").click()
        window.wait_for_url(re.compile(r"KR-\d+/$"))
        window.keyboard.press("c")
        window.locator("[name=value]").fill("7")
        window.locator(".confidence").get_by_text("9", exact=True).click()
        window.locator("[data-save]").click()
        window.wait_for_url(re.compile(r"KR-\d+/$"))
        expect(window.locator(".thread").first).to_contain_text("7")
