"""For programs: one JSON object with findings, troubles and counts."""

import json
from typing import Any

from northing.transfer.lint.found import Report, Spot


def report(found: Report) -> str:
    """Everything; letters beyond ASCII are escaped, so that no terminal is steered by them."""
    return json.dumps(
        {
            "files": list(found.files),
            "findings": [_finding(spot) for spot in found.spots],
            "troubles": _troubles(found),
            "counts": _counts(found),
        },
        indent=2,
    )


def statistics(found: Report) -> str:
    """The counts alone."""
    by_code = [
        {"code": one.code, "name": one.name, "severity": one.severity.value, "count": count}
        for one, count in found.by_code
    ]
    given = {"files": list(found.files), "statistics": by_code, "troubles": _troubles(found)}
    return json.dumps(given | {"counts": _counts(found)}, indent=2)


def _finding(spot: Spot) -> dict[str, Any]:
    one = spot.finding
    return {
        "file": spot.file,
        "line": spot.line,
        "column": spot.column,
        "end_column": spot.end_column,
        "place": spot.place,
        "code": one.code,
        "name": one.name,
        "severity": one.severity.value,
        "message": str(one.message),
        "words": one.words.text if one.words else "",
        "rewrite": one.rewrite,
        "statement": spot.statement,
    }


def _troubles(found: Report) -> list[dict[str, Any]]:
    return [
        {"file": t.file, "line": t.line, "message": str(t.message), "remedy": str(t.remedy), "grave": t.grave}
        for t in found.troubles
    ]  # fmt: skip


def _counts(found: Report) -> dict[str, int]:
    return {severity.value: number for severity, number in found.by_severity.items()}
