"""What is pursued in a workspace through the linter: its findings as a report, as if they stood in files."""

from collections.abc import Iterator

from northing.domain.access import Caller
from northing.domain.lint import engine
from northing.domain.lint.reading import Words
from northing.domain.lint.rule import Finding, Severity
from northing.kit.text import Text
from northing.kit.text import text as _
from northing.queries import findings
from northing.queries.findings import FindingCard, Findings
from northing.transfer.lint.found import Report, Spot, Trouble


def judge(caller: Caller, team: int | None = None) -> Report:
    """Of every set, objective and key result that the caller may see, or of one team's; by team and cycle."""
    place = f"@{caller.slug}"
    sets = [one for one in findings.sets(caller) if team in {None, one[0]}]
    if not sets:
        nothing = Trouble(
            place, None, _("Nothing is pursued here now."), _("Draft an objective first.")
        )
        return Report((place,), (), (nothing,))
    told: set[tuple[int, str]] = set()
    return Report((place,), tuple(spot for one in sets for spot in _of(caller, *one, told)), ())


def _of(caller: Caller, team: int, cycle: int, told: set[tuple[int, str]]) -> Iterator[Spot]:
    """`told`: what was said of a team's past cycles, which are the same whatever it pursues now."""
    found = findings.of_team(caller, team, cycle)
    for about in (found.team, *(one for one in found.each if not one.personal)):
        for one in about.findings:
            rule = engine.rule(one.code)
            if rule is not None and rule.family == "cycles":
                if (team, one.code) in told:
                    continue
                told.add((team, one.code))
            yield _spot(caller, about, one)


def _spot(caller: Caller, about: Findings, one: FindingCard) -> Spot:
    """Its place is the noun's key under the workspace, such as `@kestrel/KR-12`."""
    is_set, rule = about.noun == "team", engine.rule(one.code)
    words = Words(one.words, one.begin) if one.begin is not None else None
    begin = words.start if words else 0
    meant = words.text if words else "" if is_set else about.title
    finding = Finding(
        one.code, rule.name if rule else one.title, Severity(one.severity), Text(one.message), words,
        one.rewrite,
    )  # fmt: skip
    return Spot(
        file=f"@{caller.slug}/{about.title if is_set else about.key}", line=1, column=begin + 1,
        end_column=begin + 1 + len(meant), finding=finding, statement="" if is_set else about.title,
    )  # fmt: skip
