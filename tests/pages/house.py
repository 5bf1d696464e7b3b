"""The cast's workspace in a server of its own: how it is built, and the windows through which tests see it.

Tests of the browser run against it from outside, as people do: what they need is pickled beside the data.
"""

import pickle
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

from northing.actions import key_results, objectives
from northing.actions.objectives import NewObjective
from northing.cli.base import preparing
from tests.cast import AGREED, KINDS, Cast, caller, client_for, number
from tests.cast import build as build_cast
from tests.pages.every_page import Stock, stock

FOUND = "house.pickle"
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}
GIVEN_UP = ("htmx:sendAbort", "htmx:afterRequest")
"""Said when who types on no longer waits for an answer. What fails says a second line of its own."""


@dataclass
class House:
    """A running server, who may enter it, and what is in it."""

    url: str
    stock: Stock
    sessions: Mapping[str, str]
    numbers: Mapping[str, int]
    browser: Browser

    @property
    def here(self) -> str:
        """The address of the cast's workspace, with a slash at its end."""
        return f"{self.url}/{self.stock.cast.slug}/"

    @contextmanager
    def window(
        self, who: str = "", *, broken: tuple[str, ...] = (), **options: object
    ) -> Iterator[Page]:
        """A page in a clean browser in which `who` is signed in.

        A script that fails, a policy that is broken and an error in the console fail the test, but for
        messages that hold one of `broken`.
        """
        context = self.browser.new_context(
            **{"viewport": DESK, "locale": "en-GB", "base_url": self.here, **options}  # type: ignore[arg-type]  # passed on
        )
        said = watched(context)
        try:
            if who:
                self.sign_in(context, who)
            yield context.new_page()
        finally:
            context.close()
        wrong = [line for line in said if not any(words in line for words in broken)]
        assert not wrong, f"The console says: {wrong}"

    def sign_in(self, context: BrowserContext, who: str) -> None:
        """Give the browser the session that this person got when the house was built."""
        context.add_cookies(
            [{"name": "northing_session", "value": self.sessions[who], "url": self.url}]
        )


@dataclass
class Made:
    """What the other process tells this one."""

    stock: Stock
    sessions: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)


def watched(context: BrowserContext) -> list[str]:
    """Everything that goes wrong in the pages of a browser, from now on."""
    said: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not message.text.startswith(GIVEN_UP):
            said.append(f"{message.text} ({message.location.get('url', '')})")

    context.on("console", hear)
    context.on("weberror", lambda error: said.append(str(error.error)))
    return said


def opened(url: str, data: Path, browser: Browser) -> House:
    """The house that was built in this folder and is served at this address."""
    made: Made = pickle.loads((data / FOUND).read_bytes())
    return House(url, made.stock, made.sessions, made.numbers, browser)


def build(data: Path) -> None:
    """Prepare the data folder as `northing serve` does, and let the cast move in."""
    preparing.everything(demo=False)
    cast = build_cast()
    made = Made(stock(cast), numbers=_hands(cast))
    everybody = {**cast.insiders, "otto": cast.otto}
    made.sessions = {
        name: client_for(who).cookies["northing_session"].value for name, who in everybody.items()
    }
    (data / FOUND).write_bytes(pickle.dumps(made))


def _hands(cast: Cast) -> dict[str, int]:
    """Key results, each for one test that checks in, comments or edits: Lea's, and one of Max's."""
    lea = caller("lea", now=AGREED)
    given = NewObjective("Hands find their way", cast.platform, cast.cycle, owner=cast.max.person)
    above = number(objectives.draft(lea, given).key)
    titles = {
        "plain": "Plain forms save",
        "twice": "A double click saves once",
        "talk": "People answer each other",
        "edited": "Two write and both are read",
        "old": "An old tab loses nothing",
    }
    numbers = {}
    for name, title in titles.items():
        owner = (cast.max if name == "edited" else cast.lea).person
        new = replace(KINDS["increase"], title=title, owner=owner)
        numbers[name] = number(key_results.add(lea, above, new).key)
    objectives.propose(lea, above)
    objectives.agree(lea, above)
    return {**numbers, "objective": above}
