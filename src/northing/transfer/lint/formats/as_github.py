"""For GitHub Actions: workflow commands that mark the lines of a pull request."""

from northing.domain.lint.rule import Severity
from northing.transfer.lint.found import Report, Spot, Trouble

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "notice"}


def report(found: Report) -> str:
    """A workflow command for each finding and each trouble."""
    return "\n".join((*map(_finding, found.spots), *map(_trouble, found.troubles)))


def _finding(spot: Spot) -> str:
    one = spot.finding
    said = f"{one.message}\n{one.rewrite}" if one.rewrite else str(one.message)
    title = f"{one.code} {one.name}"
    where = {"file": spot.file, "line": spot.line, "col": spot.column}
    if spot.end_column > spot.column:
        where["endColumn"] = spot.end_column - 1
    return _command(_LEVELS[one.severity], {**where, "title": title}, said)


def _trouble(trouble: Trouble) -> str:
    where: dict[str, object] = {"file": trouble.file}
    if trouble.line is not None:
        where["line"] = trouble.line
    level = "error" if trouble.grave else "warning"
    return _command(level, {**where, "title": "Not judged"}, f"{trouble.message}\n{trouble.remedy}")


def _command(name: str, properties: dict[str, object], said: str) -> str:
    listed = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    return f"::{name} {listed}::{_data(said)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
