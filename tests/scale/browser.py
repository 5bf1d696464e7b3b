"""Somebody's browser before an installation of several servers."""

import re
from collections.abc import Mapping
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode

from tests.scale.house import HOST, SLUG, Answer, House, Web
from tests.scale.stage import PASSWORD

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


class Browser:
    """Somebody's browser: cookies, forms, and a choice of servers."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.cookies: SimpleCookie = SimpleCookie()

    def get(self, path: str, web: Web | None = None) -> Answer:
        return self._kept(self.house.ask(path, web=web, **self._said()))

    def post(self, path: str, fields: Mapping[str, str], web: Web | None = None) -> Answer:
        said = self._said() | {
            "Content_Type": "application/x-www-form-urlencoded",
            "Referer": f"https://{HOST}{path}",
        }
        return self._kept(self.house.ask(path, "POST", urlencode(fields).encode(), web=web, **said))

    def sign_in(
        self,
        handle: str,
        password: str = PASSWORD,
        *,
        at: Web | None = None,
        then: Web | None = None,
    ) -> Answer:
        """The form from one server, its answer to another; through the proxy unless they are named."""
        form = self.get("/accounts/login/", at).text
        token = TOKEN.search(form)
        assert token, form
        fields = {"login": f"{handle}@{SLUG}.example", "password": password}
        return self.post("/accounts/login/", fields | {"csrfmiddlewaretoken": token[1]}, then)

    def _said(self) -> dict[str, Any]:
        given = "; ".join(f"{name}={one.value}" for name, one in self.cookies.items())
        return {"Cookie": given} if given else {}

    def _kept(self, answer: Answer) -> Answer:
        for line in answer.cookies:
            self.cookies.load(line)
        return answer
