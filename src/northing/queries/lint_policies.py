"""What a workspace and its teams say of the linter's rules, and the policy that comes of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from northing.domain.access import Caller
from northing.domain.lint import engine, policies
from northing.domain.lint.engine import Policy
from northing.domain.lint.policies import Said
from northing.domain.lint.rule import Rule
from northing.queries.compiled import compiled
from northing.store.teams import Team
from northing.store.workspaces import Workspace


@dataclass(frozen=True, slots=True)
class Policies:
    """What is said, read once: of the workspace, and of the teams that say something."""

    workspace: Said
    teams: Mapping[int, Said]
    above: Mapping[int, int | None]

    def of_team(self, team: int | None) -> Policy:
        """The policy that holds for a team; for None that of the workspace."""
        return policies.layered([*self.said_above(team), *self._said(team)])

    def said_above(self, team: int | None) -> list[Said]:
        """What the workspace and the teams above a team say, the widest first."""
        found: list[Said] = []
        at, passed = self.above.get(team or 0), {team}
        while at is not None and at not in passed:
            passed.add(at)
            found += self._said(at)
            at = self.above.get(at)
        return [*([self.workspace] if self.workspace else ()), *reversed(found)]

    def _said(self, team: int | None) -> list[Said]:
        said = self.teams.get(team or 0)
        return [said] if said else []


@dataclass(frozen=True, slots=True)
class RuleCard:
    """A rule as settings show it: what holds without a word (`usual`), what is said here, what holds.

    `usual` and `holds` are severities or `off`; `holds_here` is empty where nothing is said here.
    `options` are the limits that it reads.
    """

    code: str
    name: str
    title: str
    family: str
    usual: str
    above: str
    said: str
    holds: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LimitCard:
    """A limit: what holds without a word here (`above`), what is said here, and which rules read it."""

    name: str
    usual: str
    above: str
    said: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PolicyPage:
    """What a workspace or a team says of the rules, beside what holds. `fields`: as edits name them."""

    select: str
    ignore: str
    rules: tuple[RuleCard, ...]
    limits: tuple[LimitCard, ...]

    @property
    def fields(self) -> dict[str, str]:
        """Every field by name, as it is now: what an edit has `seen`."""
        lists = {"select": self.select, "ignore": self.ignore}
        return lists | {r.code: r.said for r in self.rules} | {n.name: n.said for n in self.limits}


def read(caller: Caller) -> Policies:
    """Everything that is said in the workspace: two queries, three where a team says something."""
    said = {pk: dict(one) for pk, one in _SAID.rows(caller.workspace) if one}
    above = dict(_ABOVE.tuples(caller.workspace)) if said else {}
    return Policies(_workspace(caller), said, above)


def policy_page(caller: Caller, team: int | None = None) -> PolicyPage:
    """What the workspace says, or a team beside it: three queries at most."""
    known = read(caller)
    said = dict(known.teams.get(team, {})) if team is not None else dict(known.workspace)
    above = policies.layered(known.said_above(team) if team is not None else [])
    now = known.of_team(team)
    flat_ = flat(said)
    rules = engine.every_rule()
    return PolicyPage(
        select=flat_.get("select", ""),
        ignore=flat_.get("ignore", ""),
        rules=tuple(
            RuleCard(
                r.code, r.name, r.title, r.family, r.severity.value, _weight(above, r),
                flat_.get(r.code, ""), _weight(now, r), r.options,
            )
            for r in rules
        ),
        limits=tuple(
            LimitCard(
                name, str(getattr(policies.USUAL, name)), str(getattr(above.limits, name)),
                flat_.get(name, ""), tuple(r.code for r in rules if name in r.options),
            )
            for name in policies.KINDS
        ),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class RuleManual:
    """A rule with its manual, in Markdown."""

    code: str
    name: str
    title: str
    family: str
    severity: str
    manual: str
    options: tuple[str, ...]


def manual(caller: Caller, code: str) -> RuleManual | None:
    """The manual of a rule by its code or name: no query."""
    rule = engine.rule(code)
    if rule is None:
        return None
    return RuleManual(
        rule.code, rule.name, rule.title, rule.family, rule.severity.value, rule.manual.strip(),
        rule.options,
    )  # fmt: skip


def flat(said: Said) -> dict[str, str]:
    """What is said as fields: `select`, `ignore`, a rule's code, a limit's name; all of them text."""
    lists = {name: ", ".join(said[name]) for name in policies.LISTS if said.get(name)}
    return lists | dict(said.get("severity", {})) | dict(said.get("limits", {}))


def _weight(policy: Policy, rule: Rule) -> str:
    weight = policy.weigh(rule)
    return weight.value if weight else policies.OFF


def _workspace(caller: Caller) -> dict[str, Any]:
    ((said,),) = _POLICIES.rows(caller.workspace)
    return dict(said.get("lint", {}))


_POLICIES = compiled(
    lambda workspace: Workspace.objects.filter(pk=workspace).values_list("policies")
)
_SAID = compiled(
    lambda workspace: Team.objects.filter(ws=workspace).exclude(lint={}).values_list("pk", "lint")
)
_ABOVE = compiled(
    lambda workspace: Team.objects.filter(ws=workspace).values_list("pk", "parent_id")
)
