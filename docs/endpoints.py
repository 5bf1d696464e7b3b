"""The list of addresses in endpoints.md, made from openapi.json while the site is built."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx

DOCUMENT = Path(__file__).parent / "openapi.json"
PAGE, MARK = "endpoints", "<!-- endpoints -->"
METHODS = ("get", "post", "put", "patch", "delete")
Shape = Mapping[str, Any]


def setup(app: "Sphinx") -> dict[str, bool]:
    """Called by Sphinx: the page's mark is replaced when the page is read."""
    app.connect("source-read", _fill)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _fill(app: "Sphinx", page: str, source: list[str]) -> None:
    if page == PAGE:
        app.env.note_dependency(str(DOCUMENT), docname=page)
        source[0] = source[0].replace(MARK, text(json.loads(DOCUMENT.read_text(encoding="utf-8"))))


def text(document: Shape) -> str:
    """The whole list in Markdown: each subject's addresses, then every shape that they take or give."""
    subjects: dict[str, list[str]] = {}
    for address, path in document["paths"].items():
        for method in METHODS:
            if method in path:
                tag = path[method]["tags"][0]
                lines = _endpoint(document, method, address, path[method])
                subjects.setdefault(tag, []).append("\n".join(lines))
    parts = [
        f"## {tag[0].upper()}{tag[1:]}\n\n" + "\n\n".join(found)
        for tag, found in sorted(subjects.items())
    ]
    shapes = document["components"]["schemas"]
    parts.append(
        "## Shapes\n\n" + "\n\n".join("\n".join(_shape(n, shapes[n])) for n in sorted(shapes))
    )
    return "\n\n".join(parts)


def _endpoint(document: Shape, method: str, address: str, one: Shape) -> Iterator[str]:
    yield f"### {one['summary']}\n\n```text\n{method.upper()} {address}\n```\n"
    yield one.get("description", "") + "\n"
    given = [_resolved(document, p) for p in one.get("parameters", ())]
    yield from _table(
        "parameter",
        (
            (p["name"], p["schema"], p.get("required", False), p.get("description", ""))
            for p in given
        ),
    )
    body = one.get("requestBody", {}).get("content", {}).get("application/json")
    if body:
        yield f"Takes {_type(body['schema'])}.\n"
    for status, answer in one["responses"].items():
        if status.startswith("2"):
            yield f"Answers {status}{_with(answer)}.\n"


def _with(answer: Shape) -> str:
    """The shape of an answer, or the kind of file that it is."""
    for kind, content in answer.get("content", {}).items():
        given = content.get("schema", {})
        return (
            f" with {_type(given)}" if kind == "application/json" and given else f" with `{kind}`"
        )
    return " without a body"


def _shape(name: str, shape: Shape) -> Iterator[str]:
    yield f"(shape-{name})=\n### {name}\n"
    yield shape.get("description", "") + "\n"
    needed = shape.get("required", ())
    if shape.get("properties"):
        rows = (
            (field, given, field in needed, given.get("description", ""))
            for field, given in shape["properties"].items()
        )
        yield from _table("field", rows)
    else:
        yield _type({k: v for k, v in shape.items() if k != "title"}) + "\n"


def _table(first: str, rows: Iterable[tuple[str, Shape, bool, str]]) -> Iterator[str]:
    lines = [
        f"| `{name}` | {_cell(_maybe(given, needed=needed))} | {_cell(said)} |"
        for name, given, needed, said in rows
    ]
    if lines:
        yield "\n".join((f"| {first} | is | |", "| --- | --- | --- |", *lines)) + "\n"


def _maybe(given: Shape, *, needed: bool) -> str:
    """What may be left out may be null as well: saying so once is enough."""
    return _type(given) if needed else f"{_type(given).removesuffix(' or null')}, optional"


def _cell(said: str) -> str:
    return " ".join(said.split()).replace("|", "\\|")


def _resolved(document: Shape, given: Shape) -> Shape:
    """A parameter, or the one that is meant by it."""
    name = given.get("$ref", "").rpartition("/")[2]
    found: Shape = document["components"]["parameters"][name] if name else given
    return found


def _type(given: Shape) -> str:
    """A type in words; another shape by a link to it."""
    if "$ref" in given:
        name = given["$ref"].rpartition("/")[2]
        return f"[{name}](#shape-{name})"
    for several in ("anyOf", "oneOf", "allOf"):
        if several in given:
            return " or ".join(dict.fromkeys(_type(one) for one in given[several]))
    if "enum" in given:
        return "one of " + ", ".join(f"`{value}`" for value in given["enum"])
    if "const" in given:
        return f"`{given['const']}`"
    return _plain(given)


def _plain(given: Shape) -> str:
    kind = given.get("type", "anything")
    if kind == "array":
        return f"list of {_type(given.get('items') or {})}"
    if kind == "object":
        inner = given.get("additionalProperties")
        return f"object of {_type(inner)}" if isinstance(inner, dict) and inner else "object"
    named = {"date": "day", "date-time": "moment"}.get(given.get("format", ""))
    return named or {"string": "text", "boolean": "yes or no", "integer": "whole number"}.get(
        kind, str(kind)
    )
