"""What a first visit costs: every byte of a page, its style, script and font, as the server sends them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Page as Window

from tests.pages.house import House

pytestmark = pytest.mark.browser

TEXTS = {"text/html", "text/css", "text/javascript", "application/javascript"}
# Bytes, compressed. 150,000 is what we promise; the cast's pages are smaller than those of a real team.
MOST = 100_000
AGAIN = 15_000  # a second page: style, script and font are here already


@dataclass
class Load:
    """What was received: bytes by address, headers included; and texts that came as they are."""

    sizes: dict[str, int] = field(default_factory=dict)
    unpacked: list[str] = field(default_factory=list)

    @property
    def whole(self) -> int:
        return sum(self.sizes.values())


@contextmanager
def weighed(window: Window, path: str) -> Iterator[Load]:
    """Everything that is loaded by going to `path`."""
    session = window.context.new_cdp_session(window)
    addresses: dict[str, str] = {}
    load = Load()

    def answered(event: dict[str, Any]) -> None:
        answer = event["response"]
        addresses[event["requestId"]] = answer["url"]
        names = {name.lower() for name in answer["headers"]}
        if answer["mimeType"] in TEXTS and "content-encoding" not in names:
            load.unpacked.append(answer["url"])

    def finished(event: dict[str, Any]) -> None:
        load.sizes[addresses[event["requestId"]]] = int(event["encodedDataLength"])

    session.on("Network.responseReceived", answered)
    session.on("Network.loadingFinished", finished)
    session.send("Network.enable")
    window.goto(path, wait_until="networkidle")
    yield load
    session.detach()


@pytest.mark.parametrize("name", ["my_week", "team", "key_result"])
def test_a_first_visit_is_light(house: House, name: str) -> None:
    path = {
        "my_week": "",
        "team": "teams/platform/",
        "key_result": f"okrs/KR-{house.stock.full}/",
    }[name]
    with house.window("lea") as window:
        with weighed(window, path) as first:
            kinds = {url.rpartition(".")[2] for url in first.sizes}
        with weighed(window, "metrics/") as again:
            pass
    assert {"css", "js", "woff2"} <= kinds, f"Not all of it was loaded: {sorted(first.sizes)}"
    told = ", ".join(f"{u.rpartition('/')[2] or 'page'} {n:,}" for u, n in first.sizes.items())
    print(f"\n{name}: {first.whole:,} bytes on a first visit ({told}); next page {again.whole:,}")
    assert not first.unpacked, f"These texts are not compressed: {first.unpacked}"
    assert first.whole <= MOST, f"{first.whole:,} bytes: {told}"
    assert again.whole <= AGAIN, f"{again.whole:,} bytes for the next page"
