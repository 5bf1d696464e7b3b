"""Typed HTTP API: each file beside this one holds the endpoints of one noun."""

import pkgutil
from collections.abc import Callable
from functools import wraps
from importlib import import_module
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import URLPattern, URLResolver
from ninja import NinjaAPI, Schema

from northing.api.base import document, problems
from northing.api.base.requests import Bearer, ExactParser

ABOUT = """\
Everything that Northing's pages do, for programs. Addresses begin with the workspace; objectives and key
results go by their keys (`O-7`, `KR-12`). Send a token of your own as `Authorization: Bearer nth_…`.

* Values: a JSON number is a value in the unit in which the metric is shown; text is read as typed (`"412 ms"`).
  Values in answers are text in the metric's base unit (seconds, ratio 0-1, count, bytes, currency), with the
  printed form beside it.
* A new state is a resource: `POST …/closure` closes, `DELETE …/closure` reopens.
* Edits may carry `seen`: what you saw in the fields you change. A mismatch answers 409 with both texts.
* Writing requests may carry `Idempotency-Key`.
* Refusals are `application/problem+json`: what, where (`place`), what helps (`remedy`), and whether trying
  again helps (`again`).
"""


class _Api(NinjaAPI):
    """Ninja's API with the refusals that it makes itself in our shape too."""

    @property
    def urls(self) -> tuple[list[URLResolver | URLPattern], str, str]:
        patterns, app, namespace = super().urls
        for pattern in patterns:
            if isinstance(pattern, URLPattern):
                pattern.callback = _with_problems(pattern.callback)
        return patterns, app, namespace

    def get_openapi_schema(self, **_: Any) -> Any:
        return document.document(self)


def _with_problems(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **values: Any) -> HttpResponse:
        response = view(request, *args, **values)
        if isinstance(response, HttpResponseNotAllowed):
            return problems.not_allowed(", ".join(sorted(response["Allow"].split(", "))))
        return response

    return answered


# What reads and writes an endpoint's shapes is made when it is asked first: 9 MB, and half a second of a start.
Schema.model_config["defer_build"] = True

api = _Api(
    title="Northing", version="1", description=ABOUT, openapi_url="/openapi.json", docs_url=None,
    auth=Bearer(), parser=ExactParser(), urls_namespace="api",
)  # fmt: skip
problems.install(api)

for _found in sorted(pkgutil.iter_modules(__path__), key=lambda m: m.name):
    if not _found.ispkg:
        _noun = import_module(f"{__name__}.{_found.name}")
        api.add_router("/{workspace}", _noun.router, tags=[_found.name.replace("_", " ")])
