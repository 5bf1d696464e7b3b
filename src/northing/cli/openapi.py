"""`northing openapi`: the API's document."""

import json

import typer

from northing.cli.base import output
from northing.cli.base.session import wire

app = typer.Typer()

ADDRESS = "/api/v1/openapi.json"


@app.command("openapi")
def openapi() -> None:
    """Print the API's OpenAPI 3.1 document, as it is kept in docs/openapi.json."""
    wire()
    from django.http import HttpRequest
    from django.urls import resolve

    # Asked for by its address: the doors do not know each other.
    found = resolve(ADDRESS)
    request = HttpRequest()
    request.method, request.path = "GET", ADDRESS
    document = json.loads(found.func(request, *found.args, **found.kwargs).content)
    output.write(json.dumps(document, indent=1, ensure_ascii=False))
