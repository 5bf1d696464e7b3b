"""What a first visit costs: every byte of a page, its style, script and font, as the server sends them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Page as Window

from tests.pages.house import House

pytestmark = pytest.mark.browser

MOST = 150_000  # bytes, compressed
AGAIN = 40_000  # a second page: style, script and font are here already


@contextmanager
def weighed(window: Window) -> Iterator[dict[str, int]]:
    """Address and bytes received (headers included) of all that is loaded in the block."""
    session = window.context.new_cdp_session(window)
    addresses: dict[str, str] = {}
    loaded: dict[str, int] = {}

    def answered(event: dict[str, Any]) -> None:
        addresses[event["requestId"]] = event["response"]["url"]

    def finished(event: dict[str, Any]) -> None:
        address = addresses.get(event["requestId"], "?")
        loaded[address] = loaded.get(address, 0) + int(event["encodedDataLength"])

    session.on("Network.responseReceived", answered)
    session.on("Network.loadingFinished", finished)
    session.send("Network.enable")
    yield loaded
    session.detach()


@pytest.mark.parametrize("name", ["my_week", "team", "key_result"])
def test_a_first_visit_is_light(house: House, name: str, record_property: Any) -> None:
    path = {
        "my_week": "",
        "team": "teams/platform/",
        "key_result": f"okrs/KR-{house.stock.full}/",
    }[name]
    with house.window("lea") as window, weighed(window) as loaded:
        window.goto(path, wait_until="networkidle")
        first = dict(loaded)
        loaded.clear()
        window.goto("metrics/", wait_until="networkidle")
        again = sum(loaded.values())
    kinds = {url.rpartition(".")[2] for url in first}
    assert {"css", "js", "woff2"} <= kinds, f"Not all of it was loaded: {sorted(first)}"
    whole = sum(first.values())
    told = ", ".join(f"{url.rpartition('/')[2] or 'page'} {size:,}" for url, size in first.items())
    print(f"\n{name}: {whole:,} bytes on a first visit ({told}); the next page {again:,}")
    record_property("bytes", whole)
    assert whole <= MOST, f"{whole:,} bytes: {told}"
    assert again <= AGAIN, f"{again:,} bytes for the next page"
