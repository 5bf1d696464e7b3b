"""The API's document: OpenAPI 3.1, the same bytes every time."""

import json
from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from pydantic import TypeAdapter

from northing.api.base.problems import Problem, problem_schema

PREFIX = "/api/v1/"
REF = "#/components/schemas/{model}"

WORKSPACE = {
    "name": "workspace",
    "in": "path",
    "required": True,
    "description": "The workspace's short name, as in its addresses.",
    "schema": {"type": "string", "pattern": "^[-\\w]+$", "examples": ["acme"]},
}
KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": (
        "Any text of up to 120 characters. The same request with the same key is done once and answered"
        " again; another request with a used key is refused."
    ),
    "schema": {"type": "string", "maxLength": 120},
}


AS_OF = {
    "name": "as_of",
    "in": "query",
    "required": False,
    "description": (
        "A past day, such as 2026-03-03: the answer as it was known when that day ended in the workspace's"
        " zone. Lists of settings, tokens and imports know only today."
    ),
    "schema": {"type": "string", "format": "date"},
}


def document(api: NinjaAPI) -> dict[str, Any]:
    """The whole document as JSON values."""
    found: dict[str, Any] = json.loads(json.dumps(OpenAPISchema(api, PREFIX)))
    _add_problems(found["components"])
    for path, operations in found["paths"].items():
        if path.startswith(f"{PREFIX}{{workspace}}"):
            operations["parameters"] = [{"$ref": "#/components/parameters/workspace"}]
            if "get" in operations:
                back = {"$ref": "#/components/parameters/asOf"}
                operations["get"]["parameters"] = [*operations["get"].get("parameters", ()), back]
    found["components"]["parameters"] = {
        "workspace": WORKSPACE,
        "IdempotencyKey": KEY,
        "asOf": AS_OF,
    }
    found["components"]["schemas"] = dict(sorted(found["components"]["schemas"].items()))
    found["paths"] = dict(sorted(found["paths"].items()))
    return found


def text(api: NinjaAPI) -> str:
    """The document as it is committed in docs/openapi.json."""
    return json.dumps(document(api), indent=1, ensure_ascii=False) + "\n"


def _add_problems(components: dict[str, Any]) -> None:
    schema = TypeAdapter(Problem).json_schema(mode="serialization", ref_template=REF)
    components["schemas"].update(schema.pop("$defs", {}))
    components["schemas"]["Problem"] = schema
    components["responses"] = problem_schema({"$ref": REF.format(model="Problem")})
