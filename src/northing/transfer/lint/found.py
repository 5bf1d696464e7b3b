"""What was found in documents, and where: what every report is written from."""

from collections import Counter
from dataclasses import dataclass

from northing.domain.lint.rule import Finding, Severity
from northing.kit.text import Text


@dataclass(frozen=True, slots=True)
class Spot:
    """A finding and its place. Lines and columns count from 1; `end_column` is after the last character.

    `place` is the row of a workbook with several sheets, such as `Key results!7`; `statement` the text
    that was judged, empty where the finding is about a team's whole set.
    """

    file: str
    line: int
    column: int
    end_column: int
    finding: Finding
    statement: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Trouble:
    """What kept a document, or a part of it, from being judged. `grave`: nobody may take it for a pass."""

    file: str
    line: int | None
    message: Text | str
    remedy: Text | str
    grave: bool = True

    @property
    def where(self) -> str:
        """File and line, as editors understand them."""
        return self.file if self.line is None else f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Report:
    """All that one run found."""

    files: tuple[str, ...]
    spots: tuple[Spot, ...]
    troubles: tuple[Trouble, ...]

    @property
    def by_severity(self) -> dict[Severity, int]:
        """How many findings of each weight, the worst first."""
        counts = Counter(spot.finding.severity for spot in self.spots)
        return {severity: counts[severity] for severity in Severity}

    @property
    def by_code(self) -> list[tuple[Finding, int]]:
        """A finding of each code with how often it was made, the commonest first."""
        counts = Counter(spot.finding.code for spot in self.spots)
        first = {spot.finding.code: spot.finding for spot in reversed(self.spots)}
        return [(first[code], n) for code, n in sorted(counts.items(), key=lambda c: (-c[1], c[0]))]

    def reaches(self, severity: Severity) -> bool:
        """Whether any finding is as heavy as this, or heavier."""
        return any(spot.finding.severity.rank <= severity.rank for spot in self.spots)
