"""From an empty database to an objective with two key results: every click and every field is counted."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect
from playwright.sync_api import Page as Window

from northing.kit.secrets import SET_UP
from tests.pages.house import DESK, PHONE, watched
from tests.pages.test_look import faults

pytestmark = pytest.mark.browser

expect.set_options(timeout=20_000)

MOST = 40
"""Clicks and fields within which everybody is through."""
THROUGH_A_PROXY = {"X-Forwarded-For": "192.0.2.7"}
AIM, MEASURES = "Shipping is boring", ("A build takes 6 minutes", "Deployments reach 40 a week")
DOCUMENT = f"""# OKRs of Platform

## Objective: {AIM}

- KR: {MEASURES[0]} instead of 20 (@ada-lund)
- KR: Deployments rise from 10 to 40 a week (@ada-lund)
"""
SHEET = f"""Objective;Key result;Baseline;Target;Unit;Owner
{AIM};{MEASURES[0]};20;6;min;Ada Lund
;{MEASURES[1]};10;40;;Ada Lund
"""


class Hands:
    """A person before a page, who finds things by the words on them; each thing done is remembered."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self.done: list[str] = []

    def click(self, role: str, name: str) -> None:
        self.window.get_by_role(role, name=name, exact=True).click()  # type: ignore[arg-type]  # a role by name
        self.done.append(f"click {name}")

    def open(self, place: Locator) -> None:
        place.click()
        self.done.append("open")

    def fill(self, label: str, text: str, *, within: str = "") -> None:
        """Type into the field that is called so; a field's name may go on with `optional`."""
        self._field(label, within).fill(text)
        self.done.append(f"fill {label}")

    def upload(self, label: str, file: Path) -> None:
        self._field(label).set_input_files(file)
        self.done.append(f"choose {label}")

    def choose(self, words: str) -> None:
        self.window.get_by_label(words).check()
        self.done.append(f"choose {words}")

    def _field(self, label: str, within: str = "") -> Locator:
        place = self.window.get_by_role("group", name=within, exact=True) if within else self.window
        return place.get_by_label(label, exact=True).or_(
            place.get_by_label(f"{label} optional", exact=True)
        )


@contextmanager
def _person(browser: Browser, url: str, **options: object) -> Iterator[Hands]:
    """Somebody with a clean browser; what its console complains of fails the test."""
    context = browser.new_context(
        **{
            "viewport": DESK,
            "locale": "en-GB",
            "timezone_id": "Europe/Zurich",
            "base_url": url,
            **options,
        }  # type: ignore[arg-type]  # passed on
    )
    said = watched(context)
    try:
        yield Hands(context.new_page())
    finally:
        context.close()
    wrong = [line for line in said if "403" not in line]
    assert not wrong, f"The console says: {wrong}"


def _found(hands: Hands) -> None:
    """Say who one is. The time zone is there already."""
    window = hands.window
    expect(window.get_by_role("heading", level=1)).to_contain_text("Welcome")
    expect(window.get_by_label("Time zone")).to_have_value("Europe/Zurich")
    hands.fill("Your organization", "Kestrel")
    hands.fill("Your name", "Ada Lund")
    hands.fill("Your e-mail address", "ada@kestrel.example")
    hands.fill("A password", "a long walk home")
    hands.click("button", "Go on")
    window.wait_for_url("**/kestrel/start/")


def _name_team(hands: Hands, way: str = "") -> None:
    hands.fill("Your first team", "Platform")
    if way:
        hands.choose(way)
    hands.click("button", "Go on")


def _write(hands: Hands) -> None:
    hands.window.wait_for_url("**/kestrel/start/objective/**")
    hands.fill("Objective", AIM)
    hands.fill("Why", "Waiting costs us a day a week.")
    for number, start, aim in ((1, "20 min", "6 min"), (2, "10", "40")):
        group = f"Key result {number}"
        hands.fill(group, MEASURES[number - 1], within=group)
        hands.fill("From", start, within=group)
        hands.fill("To", aim, within=group)
    hands.click("button", "Agree on it")
    hands.window.wait_for_url("**/kestrel/teams/platform/")


def _open_objective(hands: Hands, *measures: str) -> None:
    """To the page of the objective, with its key results on it."""
    window = hands.window
    hands.open(window.get_by_role("link", name=AIM).first)
    window.wait_for_url("**/kestrel/okrs/O-1/")
    expect(window.get_by_role("heading", level=1)).to_contain_text(AIM)
    for text in measures:
        expect(window.locator("main").get_by_text(text).first).to_be_visible()


def test_two_minutes_by_the_wizard(empty: str, chromium: Browser) -> None:
    with _person(chromium, empty) as hands:
        hands.window.goto("/")
        _found(hands)
        _name_team(hands)
        _write(hands)
        _open_objective(hands, *MEASURES, "6 min", "40")
    assert len(hands.done) == 17, hands.done
    assert len(hands.done) <= MOST


def test_two_minutes_on_a_phone_with_the_code(
    empty: str, empty_data: Path, chromium: Browser
) -> None:
    """Who does not sit at the machine types the code that it printed; each page on the way reads well."""
    options = {"viewport": PHONE, "has_touch": True, "extra_http_headers": THROUGH_A_PROXY}
    wrong: dict[str, list[str]] = {}
    with _person(chromium, empty, reduced_motion="reduce", **options) as hands:
        hands.window.goto("/")
        wrong["code"] = faults(hands.window)
        hands.fill("Set-up code", (empty_data / SET_UP).read_text().strip())
        hands.click("button", "Go on")
        wrong["welcome"] = faults(hands.window)
        _found(hands)
        wrong["team"] = faults(hands.window)
        _name_team(hands)
        hands.window.wait_for_url("**/objective/**")
        wrong["objective"] = faults(hands.window)
        _write(hands)
        hands.window.set_viewport_size(PHONE)  # type: ignore[arg-type]  # width and height
        _open_objective(hands, *MEASURES)
    assert not any(wrong.values()), wrong
    assert len(hands.done) == 19, hands.done


def test_two_minutes_by_a_document_that_is_pasted(empty: str, chromium: Browser) -> None:
    with _person(chromium, empty) as hands:
        hands.window.goto("/")
        _found(hands)
        _name_team(hands, "In a document: I paste it")
        hands.window.wait_for_url("**/imports/**")
        hands.fill("Paste your document", DOCUMENT)
        _read_and_import(hands)
        _open_objective(hands, MEASURES[0], "Deployments")
    assert len(hands.done) == 12, hands.done


def test_two_minutes_by_a_spreadsheet(empty: str, chromium: Browser, tmp_path: Path) -> None:
    sheet = tmp_path / "okrs.csv"
    sheet.write_text(SHEET)
    with _person(chromium, empty) as hands:
        hands.window.goto("/")
        _found(hands)
        _name_team(hands, "In a spreadsheet: I upload it")
        hands.window.wait_for_url("**/imports/**")
        hands.upload("or choose a file", sheet)
        _read_and_import(hands)
        _open_objective(hands, *MEASURES, "6 min", "40")
    assert len(hands.done) == 12, hands.done


def _read_and_import(hands: Hands) -> None:
    """The team named before and the running cycle are chosen; nothing in the preview needs a hand."""
    window = hands.window
    expect(window.get_by_label("Team", exact=True).locator("option:checked")).to_have_text(
        "Platform"
    )
    hands.click("button", "Read it")
    window.wait_for_url("**/imports/*/")
    hands.open(window.get_by_role("button", name="Import", exact=True).first)
    expect(window.get_by_role("heading", level=1)).to_have_text("Imported")
