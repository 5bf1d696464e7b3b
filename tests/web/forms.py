"""Forms as a browser without JavaScript sends them: what a page shows is what comes back."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import cast

from django.http import HttpResponse
from django.test import Client

UNSENT = {"submit", "button", "image", "reset"}


@dataclass
class Form:
    """One form of a page: where it goes, and what it would send as it stands."""

    action: str
    name: str
    fields: dict[str, str] = field(default_factory=dict)
    buttons: list[str] = field(default_factory=list)

    def send(self, client: Client, at: str = "", **typed: str | list[str]) -> HttpResponse:
        """Type into it and send it; `at` is the page's own address, for a form without one."""
        return cast(HttpResponse, client.post(self.action or at, {**self.fields, **typed}))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.open: Form | None = None
        self.area = self.select = ""
        self.text = ""

    def handle_starttag(self, tag: str, pairs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in pairs}
        if tag == "form" and values.get("method") == "post":
            self.open = Form(values.get("action", ""), values.get("data-keep", ""))
            self.forms.append(self.open)
        if self.open is None:
            return
        name = values.get("name", "")
        if tag == "input" and name and _is_sent(values):
            self.open.fields[name] = values.get("value", "on")
        elif tag == "textarea":
            self.area, self.text = name, ""
        elif tag == "select":
            self.select = name
        elif (
            tag == "option"
            and self.select
            and ("selected" in values or self.select not in self.open.fields)
        ):
            self.open.fields[self.select] = values.get("value", "")
        elif tag == "button":
            self.open.buttons.append(f"{name}={values.get('value', '')}" if name else "")

    def handle_data(self, data: str) -> None:
        if self.area:
            self.text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self.open and self.area:
            self.open.fields[self.area] = self.text
            self.area = ""
        elif tag == "select":
            self.select = ""
        elif tag == "form":
            self.open = None


def _is_sent(values: dict[str, str]) -> bool:
    if values.get("type") in {"radio", "checkbox"}:
        return "checked" in values
    return values.get("type") not in UNSENT


def forms_of(html: str) -> list[Form]:
    """Every form of a page that is posted."""
    reader = _Reader()
    reader.feed(html)
    return reader.forms


def form_of(html: str, name: str) -> Form:
    """The form that keeps what is typed under this name."""
    return next(form for form in forms_of(html) if form.name == name)


def form_to(html: str, end: str) -> Form:
    """The first form whose address ends so."""
    return next(form for form in forms_of(html) if form.action.endswith(end))


def opened(client: Client, path: str) -> str:
    """A page's text, which must be there."""
    response = client.get(path)
    assert response.status_code == 200, f"{path} answers {response.status_code}"
    return response.content.decode()
