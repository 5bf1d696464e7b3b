"""The API's document: committed, complete, and true."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from northing.api import api
from northing.api.base import document

COMMITTED = Path(__file__).parents[2] / "docs" / "openapi.json"


@pytest.fixture(scope="module")
def found() -> dict[str, Any]:
    return document.document(api)


def _operations(found: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (path, method, operation)
        for path, methods in found["paths"].items()
        for method, operation in methods.items()
        if method != "parameters"
    ]


def test_the_committed_document_is_this_one() -> None:
    assert COMMITTED.read_text(encoding="utf-8") == document.text(api), (
        "northing openapi > docs/openapi.json"
    )


def test_it_is_openapi_3_1_with_tokens(found: dict[str, Any]) -> None:
    assert found["openapi"] == "3.1.0"
    assert found["components"]["securitySchemes"]["Bearer"]["scheme"] == "bearer"


def test_every_operation_says_what_it_does_and_how_it_refuses(found: dict[str, Any]) -> None:
    for path, method, operation in _operations(found):
        where = f"{method} {path}"
        assert operation["summary"], where
        assert operation["description"], where
        assert operation["security"] == [{"Bearer": []}], where
        assert {"400", "401", "403", "404", "422"} <= set(operation["responses"]), where
        assert method == "get" or {"409", "413"} <= set(operation["responses"]), where
    ids = [operation["operationId"] for _path, _method, operation in _operations(found)]
    assert len(set(ids)) == len(ids)


def test_every_reference_leads_somewhere(found: dict[str, Any]) -> None:
    for reference in set(re.findall(r'"\$ref": "#/([^"]+)"', json.dumps(found))):
        at: Any = found
        for part in reference.split("/"):
            at = at[part]


def test_every_member_of_a_path_is_a_parameter(found: dict[str, Any]) -> None:
    for path, methods in found["paths"].items():
        for method, operation in methods.items():
            if method == "parameters":
                continue
            named = {p["name"] for p in operation["parameters"] if p.get("in") == "path"} | {
                "workspace"
            }
            assert set(re.findall(r"{(\w+)}", path)) == named, f"{method} {path}"


def test_no_state_is_a_verb_in_an_address(found: dict[str, Any]) -> None:
    verbs = {
        "close",
        "reopen",
        "agree",
        "propose",
        "withdraw",
        "retarget",
        "resume",
        "cancel",
        "revoke",
        "move",
    }
    assert not verbs & {part for path in found["paths"] for part in path.split("/")}


def test_nothing_that_is_graded_is_filtered_by_person(found: dict[str, Any]) -> None:
    for noun in ("objectives", "key-results"):
        operation = found["paths"][f"/api/v1/{{workspace}}/{noun}"]["get"]
        names = {p["name"] for p in operation["parameters"] if "name" in p}
        assert names <= {"team", "cycle", "state", "mine", "due", "page"}


def test_what_the_document_is_served_as(client: Any) -> None:
    answer = client.get("/api/v1/openapi.json")
    assert answer.status_code == 200
    assert answer.json() == document.document(api)


def test_no_value_of_an_answer_is_a_binary_fraction(found: dict[str, Any]) -> None:
    """Decimals in answers are text: no schema of an answer holds a `number`."""
    bodies = set(
        re.findall(
            r"schemas/(\w+)", json.dumps([o.get("requestBody") for _p, _m, o in _operations(found)])
        )
    )
    bodies |= {"NewStep", "NewCheckpoint"}
    for name, schema in found["components"]["schemas"].items():
        if name not in bodies:
            assert '"type": "number"' not in json.dumps(schema), name
