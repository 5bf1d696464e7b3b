"""The browser itself: it reaches our pages, keeps their policy, and tells when a script fails."""

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests.cast import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_page_arrives_with_its_style_and_its_script(
    cast: Cast, live_server: LiveServer, window: Page
) -> None:
    loaded: dict[str, int] = {}
    window.on("response", lambda r: loaded.update({r.url.removeprefix(live_server.url): r.status}))
    window.goto(f"{live_server.url}/accounts/login/")
    assert window.get_by_role("button").count() >= 1
    assets = {path: status for path, status in loaded.items() if path.startswith("/static/")}
    assert any(path.endswith(".css") for path in assets)
    assert any(path.endswith(".js") for path in assets)
    assert set(assets.values()) == {200}
    assert window.evaluate("getComputedStyle(document.body).fontFamily").startswith(
        ("Inter", '"Inter')
    )
