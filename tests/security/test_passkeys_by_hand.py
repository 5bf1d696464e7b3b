"""Passkeys in a real browser, with the authenticator that Chromium makes up for tests."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, CDPSession, Page, expect

from tests.security.people import digits
from tests.serving import plain_environment, serving

PASSWORD = "a long walk home"
MAIL = "ann@acme.example"
PREPARE = f"""
import django
django.setup()
from datetime import UTC, datetime
from northing.actions.accounts import create_and_found
from northing.actions.workspaces import Founding
from northing.cli.base import preparing
preparing.everything(demo=False)
given = Founding("Acme Works", "acme", "Ann Lee", "ann-lee", {MAIL!r})
create_and_found({MAIL!r}, {PASSWORD!r}, given, datetime.now(UTC))
"""

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A served workspace with one admin; by the name localhost, for addresses have no passkeys."""
    data = tmp_path_factory.mktemp("passkeys")
    environment = plain_environment(data, NORTHING_HOSTS="localhost,127.0.0.1")
    done = subprocess.run(
        [sys.executable, "-c", PREPARE], env=environment, check=False, capture_output=True, text=True,
        cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    with serving(environment, data / "server.log") as url:
        yield url.replace("127.0.0.1", "localhost"), data


@pytest.fixture
def keyed(window: Page) -> CDPSession:
    """The window with a phone-like authenticator that says yes."""
    cdp = window.context.new_cdp_session(window)
    cdp.send("WebAuthn.enable")
    options: dict[str, Any] = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    cdp.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return cdp


def sign_in(page: Page, url: str) -> None:
    page.goto(f"{url}/accounts/login/")
    page.get_by_label("E-mail").fill(MAIL)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def sign_out(page: Page, url: str) -> None:
    page.goto(f"{url}/accounts/security/")
    page.get_by_role("button", name="Sign out here").click()
    page.wait_for_url(re.compile("/accounts/login/"))


def confirm(page: Page) -> None:
    expect(page.get_by_role("heading", name="Is it you?")).to_be_visible()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()


def test_a_passkey_from_making_it_to_losing_it(
    window: Page, keyed: CDPSession, site: tuple[str, Path]
) -> None:
    url, data = site
    sign_in(window, url)
    expect(window).to_have_url(re.compile("/acme/"))
    window.get_by_role("link", name="Ann Lee").first.click()
    window.get_by_role("link", name="Password, second factor").click()
    window.get_by_role("link", name="Add a passkey").click()
    confirm(window)
    window.get_by_label("What you call it").fill("My phone")
    window.get_by_role("button", name="Go on").click()
    codes = window.locator("#recovery-codes").inner_text().split()
    assert len(codes) == 10
    window.get_by_role("link", name="I have them").click()
    expect(window.get_by_text("My phone")).to_be_visible()

    sign_out(window, url)
    window.get_by_role("button", name="Sign in with a passkey").click()
    expect(window).to_have_url(re.compile("/acme/"))

    sign_out(window, url)
    sign_in(window, url)
    expect(window.get_by_role("heading", name="One more step")).to_be_visible()
    window.get_by_role("button", name="Use a passkey").click()
    expect(window).to_have_url(re.compile("/acme/"))

    sign_out(window, url)
    sign_in(window, url)
    window.get_by_label("Code").fill(codes[0])
    window.get_by_role("button", name="Sign in", exact=True).click()
    expect(window).to_have_url(re.compile("/acme/"))

    _taken_off_by_the_operator(data)
    window.reload()
    expect(window.get_by_role("heading", name="There is nothing here.")).to_be_visible()
    sign_in(window, url)
    expect(window).to_have_url(re.compile("/acme/"))


def _taken_off_by_the_operator(data: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import sys; from northing.cli import main; sys.exit(main())",
         "person", "second-factor-off", "ann-lee"],
        env=plain_environment(data), check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_a_key_that_says_no_is_told_of_and_the_password_remains(
    window: Page, keyed: CDPSession, site: tuple[str, Path]
) -> None:
    url, _ = site
    window.goto(f"{url}/accounts/login/")
    window.get_by_role(
        "button", name="Sign in with a passkey"
    ).click()  # it knows none of this site
    expect(window.get_by_text("The passkey did not answer.")).to_be_visible(timeout=15_000)
    sign_in(window, url)
    expect(window).to_have_url(re.compile("/acme/"))


def test_the_picture_and_the_secret_of_an_app(window: Page, site: tuple[str, Path]) -> None:
    url, data = site
    sign_in(window, url)
    window.goto(f"{url}/accounts/app/")
    confirm(window)
    secret = window.get_by_label("Secret").input_value()
    assert window.locator("img.qr").evaluate("image => image.naturalWidth") > 0
    window.get_by_label("Six digits").fill(digits(secret))
    window.get_by_role("button", name="Turn it on").click()
    expect(window.locator("#recovery-codes")).to_be_visible()
    _taken_off_by_the_operator(data)


def test_where_passkeys_cannot_work_the_pages_say_so(window: Page, site: tuple[str, Path]) -> None:
    url, _ = site
    by_number = url.replace("localhost", "127.0.0.1")
    window.goto(f"{by_number}/accounts/login/")
    expect(window.get_by_role("button", name="Sign in with a passkey")).to_be_hidden()
    sign_in(window, by_number)
    window.goto(f"{by_number}/accounts/passkeys/new/")
    confirm(window)
    expect(window.get_by_text("This browser cannot use passkeys at this address.")).to_be_visible()


def test_no_script_or_style_of_these_pages_is_refused(window: Page, site: tuple[str, Path]) -> None:
    """The browser tells of everything that the content-security policy forbids."""
    url, _ = site
    refused: list[str] = []
    window.on(
        "console",
        lambda said: refused.append(said.text) if "Content Security" in said.text else None,
    )
    sign_in(window, url)
    for path in ("security/", "app/", "passkeys/new/", "password/change/", "recovery-codes/new/"):
        window.goto(f"{url}/accounts/{path}")
        if "reauthenticate" in window.url:
            confirm(window)
            window.wait_for_load_state()
    assert not refused
