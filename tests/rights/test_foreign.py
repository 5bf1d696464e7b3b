"""Ids of another workspace, wherever an id may be said: addresses, queries, bodies, forms, commands.

Otto's things exist, and are nobody's business in Kestrel: whoever names one is told that there is no such
thing, and nothing is written. The fields are found in the API's document.
"""

import io
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest
from django.urls import reverse

from northing.api import api
from northing.api.base.document import document
from tests.rights.cells import Bench, Seen
from tests.rights.commands import COMMANDS
from tests.rights.endpoints import ENDPOINTS
from tests.rights.house import HANDLES
from tests.rights.pages import PAGES
from tests.rights.rows import Row, filled
from tests.rights.test_commands import paper, read, run
from tests.rights.test_endpoints import HERE, KEYS
from tests.rights.test_endpoints import address as endpoint
from tests.rights.test_pages import address

pytestmark = pytest.mark.django_db

SCHEMA = document(api)
THEIRS: Mapping[str, str] = {
    "team": "their_team", "parent": "their_team", "into": "their_team", "contributors": "their_team",
    "cycle": "their_cycle", "owner": "their_person", "person": "their_person",
    "leads": "their_person", "metric": "their_metric", "guards": "their_metric",
    "check_in": "their_check_in", "each": "their_person", "to": "their_person",
    "supports": "O-{their_objective}", "about": "KR-{their_key_result}",
    "comment": "their_comment", "waiver": "their_waiver", "initiative": "their_initiative", "staged": "their_staged",
    "pk": "their_staged", "token": "their_token", "job": "their_job",
    "objective": "their_objective", "key_result": "their_key_result", "number": "their_objective",
}  # fmt: skip
"""For each name of a field that holds an id or a key: what of Otto's is put there."""

ELSEWHERE_NAMED: Mapping[tuple[str, str], str] = {
    ("/teams/{team}/archive", "to"): "their_team",
    ("/key-results/{key_result}/check-ins", "steps_done"): "their_step",
    ("/key-results/{key_result}/check-ins/{check_in}/correction", "steps_done"): "their_step",
}
NO_NOUNS = frozenset({"change", "code"})
"""Gaps that name nobody's: changes are numbered in each workspace, 7 is one here, too; rules are everybody's."""
NUMBERS = frozenset({"confidence", "days", "fiscal_month", "weekday", "weight"})
"""Whole numbers that name nothing."""

ONLY_OF_STEPS = {"key_result": "kr_milestones", "check_in": "check_in_of_steps"}
"""Where steps may be named: other kinds have none and take none."""

NEEDS: Mapping[tuple[str, str], Mapping[str, Any]] = {
    ("/teams/{team}/archive", "to"): {"work": "move"}
}
"""What must be said beside a field, so that it is read."""

MORE_FIELDS: Mapping[str, tuple[str, ...]] = {
    "objective_new": ("owner", "contributors", "guards"),
    "objective_edit": ("owner", "cycle", "contributors", "guards"),
    "key_result_new": ("owner", "metric"),
    "key_result_edit": ("owner",),
    "initiative_new": ("owner", "team"),
    "initiative": ("owner",),
    "metric_new": ("owner",),
    "metric": ("owner",),
    "key_result_comments": ("check_in",),
}
"""Fields of forms that name something and may be left out."""


def someone(row: Row) -> str:
    """Who may, and is asked to try."""
    return next(role for role in ("lead", "member", "admin") if role in row.right.may)


def refused(seen: Seen, statuses: tuple[int, ...] = (403, 404, 422)) -> str:
    """What is wrong with an answer that should have been a refusal."""
    said = f"{seen.status} {seen.events or seen.changed or ''}".strip()
    wrote = bool(seen.events or seen.changed)
    told = b"PLATYPUS" in seen.body or b"Otto" in seen.body
    return (
        said + (" tells of it" if told else "")
        if wrote or told or seen.status not in statuses
        else ""
    )


def fields(row: Row) -> Iterator[tuple[str, str]]:
    """Each field of an endpoint's body that names something, and its shape: one, many or each."""
    operation = SCHEMA["paths"][HERE + row.route][row.method.lower()]
    content = operation.get("requestBody", {}).get("content", {})
    for given in content.values():
        for name, shape in _resolved(given["schema"]).get("properties", {}).items():
            sort = _sort(name, shape)
            if sort and name not in NUMBERS:
                yield name, sort


def _resolved(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    for one in (schema, *schema.get("anyOf", ()), *schema.get("allOf", ())):
        if "$ref" in one:
            found: Mapping[str, Any] = SCHEMA["components"]["schemas"][
                one["$ref"].rpartition("/")[2]
            ]
            return found
    return schema


def _sort(name: str, shape: Mapping[str, Any]) -> str:
    if name in {"supports", "about"}:
        return "one"
    for one in (shape, *shape.get("anyOf", ())):
        if one.get("type") == "integer" and name != "value":
            return "one"
        if one.get("type") == "array" and one.get("items", {}).get("type") == "integer":
            return "many"
        if name == "each":
            return "each"
    return ""


def test_every_field_that_names_something_is_known() -> None:
    unknown = {
        (row.route, name)
        for row in ENDPOINTS
        for name, _sort in fields(row)
        if name not in THEIRS and (row.route, name) not in ELSEWHERE_NAMED
    }
    assert not unknown, (
        f"Say in THEIRS of tests/rights/test_foreign.py what {sorted(unknown)} name, or put them among"
        " NUMBERS if they name nothing."
    )
    found = {(row.route, name) for row in ENDPOINTS for name, _sort in fields(row)}
    assert len(found) > 25, found


@pytest.mark.parametrize("row", [r for r in ENDPOINTS if any(fields(r))], ids=lambda r: r.label)
def test_bodies(bench: Bench, row: Row) -> None:
    wrong = []
    for name, sort in fields(row):
        value = _theirs(bench, ELSEWHERE_NAMED.get((row.route, name)) or THEIRS[name])
        shaped = {"one": value, "many": [value]}.get(sort) or {
            f"KR-{bench.house['kr_increase']}": value
        }
        body = {
            **(filled(row.body, bench.house) or {}),
            **NEEDS.get((row.route, name), {}),
            name: shaped,
        }
        secret = bench.house.tokens[someone(row)]
        of_steps = {gap: ONLY_OF_STEPS[gap] for gap in row.at} if name == "steps_done" else row.at
        path = endpoint(bench, replace(row, at=of_steps))
        if name == "steps_done":
            body.pop("value")
        seen = bench.cell(lambda p=path, b=body, s=secret: bench.call(s, p, row.method, data=b))
        if said := refused(seen):
            wrong.append(f"  {name}={shaped}: {said} {seen.body[:200]!r}")
    assert not wrong, "\n".join([row.label, *wrong])


def _theirs(bench: Bench, name: str) -> Any:
    return bench.house.text(name) if "{" in name else bench.house[name]


def test_addresses_of_the_api(bench: Bench) -> None:
    wrong = []
    for row in (r for r in ENDPOINTS if r.at):
        for gap in set(row.at) - NO_NOUNS:
            theirs = (
                "their_slug"
                if gap == "team"
                else "their_objective"
                if gap == "supports"
                else THEIRS[gap]
            )
            prefix = "O-" if gap == "supports" else KEYS.get(gap, "")
            own = {
                g: KEYS.get(g, "") + bench.house.text(str(v))
                for g, v in row.gaps(bench.house).items()
            }
            gaps = {**own, gap: prefix + str(bench.house[theirs])}
            path = HERE.format(workspace="kestrel") + row.route.format(**gaps) + row.query
            body = None if row.body is None else filled(row.body, bench.house)
            secret = bench.house.tokens[someone(row)]
            seen = bench.cell(
                lambda p=path, b=body, s=secret, m=row.method: bench.call(s, p, m, data=b)
            )
            if said := refused(seen, (404,)):
                wrong.append(f"{row.label}, {gap}: {said} {seen.body[:200]!r}")
    assert not wrong, "\n".join(wrong)


def test_queries_of_the_api(bench: Bench) -> None:
    """Filters by what is not here: nothing of it is told, whatever the status."""
    wrong, tried = [], 0
    for row in (r for r in ENDPOINTS if r.method == "GET"):
        operation = SCHEMA["paths"][HERE + row.route]["get"]
        for parameter in operation.get("parameters", ()):
            name = parameter.get("name", "")
            if parameter.get("in") != "query" or name not in THEIRS:
                continue
            tried += 1
            slug = parameter["schema"].get("type") == "string" and name == "team"
            value = bench.house["their_slug" if slug else THEIRS[name]]
            path = endpoint(bench, row)
            path += f"{'&' if '?' in path else '?'}{name}={value}"
            secret = bench.house.tokens["admin"]
            seen = bench.cell(lambda p=path, s=secret: bench.call(s, p))
            if said := refused(seen, (200, 404, 422)):
                wrong.append(f"{row.label}, {name}: {said}")
    assert not wrong, "\n".join(wrong)
    assert tried > 10, tried


def test_addresses_of_pages(bench: Bench) -> None:
    wrong = []
    for row in (r for r in PAGES if r.at):
        for gap, name in row.at.items():
            if gap in NO_NOUNS:
                continue
            theirs = (
                "their_slug"
                if (gap == "team" and name.endswith("slug")) or name == "pilots"
                else THEIRS[gap]
            )
            if gap == "number" and row.route.startswith(("key_result", "check_in", "initiative")):
                theirs = "their_key_result" if row.route != "key_result_new" else theirs
            gaps = {"workspace": "kestrel", **row.gaps(bench.house), gap: bench.house[theirs]}
            path = reverse(row.route, kwargs=gaps) + bench.house.text(row.query)
            form = None if row.body is None else filled(row.body, bench.house)
            who = someone(row)
            seen = bench.cell(
                lambda p=path, f=form, m=row.method, r=who: bench.ask(r, p, m, data=f)
            )
            if said := refused(seen, (404,)):
                wrong.append(f"{row.label}, {gap}: {said}")
    assert not wrong, "\n".join(wrong)


def test_forms(bench: Bench) -> None:
    wrong, tried = [], 0
    for row in (r for r in PAGES if r.method == "POST"):
        named = {name for name in row.body if name in THEIRS} | set(MORE_FIELDS.get(row.route, ()))
        for name in sorted(named):
            tried, who = tried + 1, someone(row)
            value = _theirs(bench, "their_team" if name == "into" else THEIRS[name])
            form = {**filled(row.body, bench.house), f"seen-{name}": "", name: value}
            if name in {"contributors", "guards"} and row.route == "objective_edit":
                form["seen-guards"] = str(bench.house["kpi"]) if "active" in row.at.values() else ""
                form["seen-contributors"] = (
                    str(bench.house["docs"]) if row.right.words == "edit what is active" else ""
                )
            path = address(bench, row)
            seen = bench.cell(lambda p=path, f=form, r=who: bench.ask(r, p, "POST", data=f))
            if said := refused(seen, (403, 404, 409, 422)):
                wrong.append(f"{row.label}, {name}={value}: {said}")
    assert not wrong, "\n".join(wrong)
    assert tried > 20, tried


WORDS = (
    (re.compile(r"\bKR-\{\w+\}"), "KR-{their_key_result}"),
    (re.compile(r"\bO-\{\w+\}"), "O-{their_objective}"),
    (re.compile(r"\{(?:kpi|metric|unused|draft_metric)\}"), "{their_metric}"),
    (re.compile(r"\{(?:draft_|draft_kr_)?comment\}"), "{their_comment}"),
    (re.compile(r"\{(?:draft_)?initiative\}"), "{their_initiative}"),
    (re.compile(r"\{token\}"), "{their_token}"),
    (re.compile(r"\{check_in\}"), "{their_check_in}"),
    (re.compile(r"\{job\}"), "{their_job}"),
    (re.compile(r"\b(?:olga|max|kim|zoe|gil)\b"), "{their_person}"),
    (re.compile(r"\b(?:platform|spare|web|pilots)\b"), "{their_team}"),
)


def test_commands(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("a very long pass phrase\n" * 20))
    wrong, tried = [], 0
    for row in COMMANDS:
        for pattern, theirs in WORDS:
            words, count = pattern.subn(theirs, str(row.body or ""))
            if not count:
                continue
            tried += 1
            said = paper()
            given = bench.house.words(words)
            who = HANDLES[someone(row)]
            seen = bench.cell(
                lambda r=row, g=given, s=said, w=who: run(
                    s, *r.route.split(), *g, "--workspace", "kestrel", "--as", w
                )
            )
            seen.body = read(said).encode()
            if fault := refused(seen, (1, 3)):
                wrong.append(f"{row.label.strip()} {' '.join(given)}: {fault} {seen.body[:120]!r}")
    assert not wrong, "\n".join(wrong)
    assert tried > 40, tried
