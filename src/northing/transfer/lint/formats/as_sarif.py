"""SARIF 2.1.0, as code scanners and editors take it (OASIS, Static Analysis Results Interchange Format)."""

import hashlib
import json
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from northing import __version__
from northing.domain.lint import engine
from northing.domain.lint.rule import Rule, Severity
from northing.transfer.lint.found import Report, Spot, Trouble

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "note"}


def report(found: Report) -> str:
    """One run: the rules that there are, the findings, and what could not be judged."""
    rules = engine.every_rule()
    places = {rule.code: place for place, rule in enumerate(rules)}
    seen: dict[str, int] = {}
    run = {
        "tool": {"driver": {
            "name": "northing lint", "semanticVersion": __version__,
            "rules": [_rule(rule) for rule in rules],
        }},
        "columnKind": "unicodeCodePoints",
        "invocations": [{
            "executionSuccessful": not any(t.grave for t in found.troubles),
            "toolExecutionNotifications": [_notification(t) for t in found.troubles],
        }],
        "results": [_result(spot, places, seen) for spot in found.spots],
    }  # fmt: skip
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2)


def _rule(rule: Rule) -> dict[str, Any]:
    title = rule.manual.strip().partition("\n")[0] or rule.name
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": title},
        "help": {"text": rule.manual.strip() or title, "markdown": rule.manual.strip() or title},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(spot: Spot, places: dict[str, int], seen: dict[str, int]) -> dict[str, Any]:
    one = spot.finding
    said = f"{one.message} {one.rewrite}".strip()
    return {
        "ruleId": one.code,
        "ruleIndex": places.get(one.code, -1),
        "level": _LEVELS[one.severity],
        "message": {"text": said},
        "locations": [_location(spot.file, spot.line, spot.column, spot.end_column, spot.place)],
        "partialFingerprints": {"statement/v1": _fingerprint(spot, seen)},
    }


def _fingerprint(spot: Spot, seen: dict[str, int]) -> str:
    """The same while the statement stays the same, wherever it moves to in its file."""
    text = "\x1f".join((spot.file, spot.finding.code, spot.statement)).encode(errors="replace")
    digest = hashlib.sha256(text).hexdigest()[:32]
    seen[digest] = seen.get(digest, 0) + 1
    return f"{digest}:{seen[digest]}"


def _notification(trouble: Trouble) -> dict[str, Any]:
    return {
        "level": "error" if trouble.grave else "warning",
        "message": {"text": f"{trouble.message} {trouble.remedy}"},
        "locations": [_location(trouble.file, trouble.line or 1, 1, 1, "")],
    }


def _location(file: str, line: int, column: int, end: int, place: str) -> dict[str, Any]:
    region = {"startLine": line, "startColumn": column}
    if end > column:
        region["endColumn"] = end
    physical = {"artifactLocation": {"uri": _address(file)}, "region": region}
    found: dict[str, Any] = {"physicalLocation": physical}
    if place:
        found["logicalLocations"] = [{"fullyQualifiedName": place}]
    return found


def _address(file: str) -> str:
    """A relative path as it stands, an absolute one as a file address."""
    path = PurePath(file)
    if path.is_absolute():
        return "file://" + quote(path.as_posix(), errors="replace")
    return quote(path.as_posix(), errors="replace")
