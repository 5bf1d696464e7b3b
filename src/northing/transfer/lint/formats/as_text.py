"""For people and editors: `plan.md:6:7: KR101 hint: …`, the rewrite below it."""

from northing.domain.lint.rule import Severity
from northing.kit.text import plural
from northing.kit.text import text as _
from northing.transfer.lint.found import Report, Spot


def report(found: Report) -> str:
    """A line for each finding, and how many there are."""
    lines = [line for spot in found.spots for line in _lines(spot)]
    return "\n".join((*lines, _summary(found)))


def statistics(found: Report) -> str:
    """A line for each code, the commonest first."""
    lines = [
        f"{count:>6}  {one.code:<7} {one.severity.value:<8} {one.name}"
        for one, count in found.by_code
    ]
    return "\n".join((*lines, _summary(found)))


def _lines(spot: Spot) -> tuple[str, ...]:
    one = spot.finding
    place = f"{spot.file}:{spot.line}:{spot.column}:"
    row = f" {spot.place}:" if spot.place else ""
    first = _flat(f"{place}{row} {one.code} {one.severity.value}: {one.message} [{one.name}]")
    if not one.rewrite:
        return (first,)
    return first, "    " + _flat(str(_("Try: {rewrite}", rewrite=one.rewrite)))


def _flat(text: str) -> str:
    """One line: words of a document may hold line ends of their own."""
    return " ".join(text.split())


def _summary(found: Report) -> str:
    partly = {trouble.file for trouble in found.troubles if trouble.grave}
    wholly = plural("{number} file", "{number} files", len(set(found.files) - partly))
    counts = [_WORDS[severity](n) for severity, n in found.by_severity.items() if n]
    said = []
    if counts:
        files = plural("{number} file", "{number} files", len(found.files))
        said.append(_("{counts} in {files}.", counts=", ".join(map(str, counts)), files=files))
    elif len(partly) < len(found.files):
        said.append(_("Nothing found in {files}.", files=wholly))
    if partly:
        bad = plural("{number} file", "{number} files", len(partly))
        said.append(_("Not judged, or not in full: {files}.", files=bad))
    return " ".join(map(str, said))


_WORDS = {
    Severity.ERROR: lambda n: plural("{number} error", "{number} errors", n),
    Severity.WARNING: lambda n: plural("{number} warning", "{number} warnings", n),
    Severity.HINT: lambda n: plural("{number} hint", "{number} hints", n),
}
