"""Every rule of the folder `rules`, asked of an aim: at most three findings, the worst first."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib import import_module
from pkgutil import iter_modules
from typing import get_args

from northing.domain.lint import rules as folder
from northing.domain.lint.aims import KeyResultAim, Limits, ObjectiveAim, TeamAims
from northing.domain.lint.histories import KeyResultHistory, TeamHistory
from northing.domain.lint.rule import Family, Fault, Finding, Rule, Severity
from northing.kit.text import text as _

MOST = 3
"""Findings that are shown of one statement: who is told ten things changes none."""
FAMILIES: tuple[Family, ...] = get_args(Family)
WRITTEN: tuple[Family, ...] = ("objective", "key_result", "team")
"""Those that a document can be asked; the others are about check-ins and past cycles."""
CODE = re.compile(r"(?:OBJ|KR|SET|PRA)\d{3}$")


class UnknownCodesError(ValueError):
    """Codes that no rule has: `codes`, as given."""

    def __init__(self, codes: Sequence[str]) -> None:
        super().__init__(_("There is no rule {codes}.", codes=", ".join(codes)))
        self.codes = tuple(codes)


@dataclass(frozen=True)
class Policy:
    """Which rules are asked, how heavy they weigh, and where they draw their lines.

    `select` and `ignore` hold codes or their beginnings (`KR`, `KR1`); what is ignored is never asked.
    """

    select: Collection[str] = ("OBJ", "KR", "SET", "PRA")
    ignore: Collection[str] = ()
    severity: dict[str, Severity] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)

    @cached_property
    def asked(self) -> dict[Family, tuple[Rule, ...]]:
        """The rules that are asked, by family: worked out once, as this is done for every statement."""
        return {
            f: tuple(r for r in every_rule() if r.family == f and self.weigh(r) is not None)
            for f in FAMILIES
        }

    def weigh(self, rule: Rule) -> Severity | None:
        """How heavy a finding of this rule weighs; None where it is not asked."""
        if not rule.code.startswith(tuple(self.select)) or rule.code.startswith(tuple(self.ignore)):
            return None
        return self.severity.get(rule.code, rule.severity)

    def weigh_fault(self, rule: Rule, fault: Fault) -> Severity:
        """How heavy this fault weighs: as the policy says, else as its case does, else as its rule does."""
        return self.severity.get(rule.code) or fault.severity or rule.severity


@cache
def every_rule() -> tuple[Rule, ...]:
    """All rules by code; a file in the folder is all that a new one takes."""
    found = []
    for one in iter_modules(folder.__path__):
        m = import_module(f"{folder.__name__}.{one.name}")
        name = one.name.replace("_", "-")
        manual = m.__doc__ or ""
        found.append(Rule(m.CODE, name, m.FAMILY, m.SEVERITY, m.check, manual, m.OPTIONS))
    return tuple(sorted(found, key=lambda rule: rule.code))


def rule(code: str) -> Rule | None:
    """The rule of a code or a name; None where there is none."""
    wanted = code.strip()
    return _by_code().get(wanted.upper()) or _by_name().get(wanted.lower())


@cache
def _by_code() -> dict[str, Rule]:
    return {one.code: one for one in every_rule()}


@cache
def _by_name() -> dict[str, Rule]:
    return {one.name: one for one in every_rule()}


def must_know(codes: Collection[str]) -> None:
    """Raise UnknownCodesError for codes or beginnings that fit no rule."""
    known = [r.code for r in every_rule()]
    unknown = [c for c in codes if not c or not any(k.startswith(c) for k in known)]
    if unknown:
        raise UnknownCodesError(unknown)


def of_key_result(aim: KeyResultAim, policy: Policy | None = None) -> tuple[Finding, ...]:
    """The findings of a key result, the worst first, at most three."""
    return _worst("key_result", aim, policy)


def of_objective(aim: ObjectiveAim, policy: Policy | None = None) -> tuple[Finding, ...]:
    """The same of an objective, by itself and with how many key results it has."""
    return _worst("objective", aim, policy)


def of_team(aims: TeamAims, policy: Policy | None = None) -> tuple[Finding, ...]:
    """The same of all that a team is after."""
    return _worst("team", aims, policy)


def of_history(history: KeyResultHistory, policy: Policy | None = None) -> tuple[Finding, ...]:
    """The same of how a key result was kept."""
    return _worst("practice", history, policy)


def of_team_history(history: TeamHistory, policy: Policy | None = None) -> tuple[Finding, ...]:
    """The same of how a team's past cycles ended."""
    return _worst("cycles", history, policy)


def _worst(family: Family, aim: object, policy: Policy | None) -> tuple[Finding, ...]:
    by = policy or _DEFAULT
    found = []
    for one in by.asked[family]:
        fault = one.check(aim, by.limits)
        if fault is not None:
            severity = by.weigh_fault(one, fault)
            found.append(
                Finding(one.code, one.name, severity, fault.message, fault.words, fault.rewrite)
            )
    return tuple(sorted(found, key=lambda f: (f.severity.rank, f.code))[:MOST])


_DEFAULT = Policy()
