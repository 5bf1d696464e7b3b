"""What the linter says of what is pursued now: findings by the policy that holds, and waivers beside them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Exists, Q, QuerySet

from northing.domain.access import Caller
from northing.domain.lint import engine
from northing.domain.lint.aims import TeamAims
from northing.domain.lint.engine import Policy
from northing.domain.lint.rule import Finding
from northing.domain.snapshot import CycleKind, ObjectiveState
from northing.queries import days, lint_aims, lint_policies, sight, words
from northing.queries.compiled import compiled
from northing.queries.lint_aims import Aimed
from northing.queries.people import PersonRef
from northing.queries.people import ref as person_ref
from northing.store.cycles import Cycle
from northing.store.objectives import Objective
from northing.store.teams import Team
from northing.store.waivers import Waiver

PAGE = 50
NOUNS = ("objective", "key_result", "team")
_NONE: Mapping[int, str] = {}


@dataclass(frozen=True, slots=True)
class WaiverCard:
    """A rule that somebody lets stand: on what, until which day, why, and who said so.

    `noun`, `key` and `about` name what it is about, as in Findings; `about` is its title.
    """

    id: int
    noun: str
    key: str
    about: str
    code: str
    title: str
    reason: str
    until: date
    day: str
    by: PersonRef


@dataclass(frozen=True, slots=True)
class FindingCard:
    """One finding. `words` are the words meant, from `begin` of the statement; `rewrite` has gaps (`__`)."""

    code: str
    title: str
    severity: str
    severity_word: str
    message: str
    words: str = ""
    begin: int | None = None
    rewrite: str = ""


@dataclass(frozen=True, slots=True)
class Findings:
    """What is said of one noun: at most three findings, the worst first, and what is waived.

    `noun` is objective, key_result or team; `key` is O-7 or KR-12, of a team its number. What is
    `personal` is somebody's own, and leaves in no report.
    """

    noun: str
    key: str
    title: str
    findings: tuple[FindingCard, ...]
    waived: tuple[WaiverCard, ...] = ()
    personal: bool = False

    @property
    def worst(self) -> str:
        """The weight of the worst finding; empty where nothing is found."""
        return self.findings[0].severity if self.findings else ""


@dataclass(frozen=True, slots=True)
class TeamFindings:
    """What is said of a team's set, and of each objective and key result in it, by their key."""

    team: Findings
    each: tuple[Findings, ...]

    @property
    def by_key(self) -> dict[str, Findings]:
        """Findings by the key of what they are about; what nothing is said of is left out."""
        return {one.key: one for one in self.each if one.findings or one.waived}


@dataclass(frozen=True, slots=True)
class FindingsPage:
    """One page of a list: what is said of 50 objectives at most and their key results, in order of number."""

    items: tuple[Findings, ...]
    total: int
    page: int
    pages: int


def of_objective(caller: Caller, number: int) -> tuple[Findings, ...]:
    """Of O-`number` and its key results; empty where it may not be seen, or has ended: ten queries at most."""
    if caller.past:
        return ()
    return _of(
        caller, [row for row in _NUMBERED(caller.workspace, number) if sight.sees(caller, row)]
    )


def of_key_result(caller: Caller, number: int) -> Findings | None:
    """Of KR-`number`; None where it may not be seen, or has ended."""
    if caller.past:
        return None
    rows = [row for row in _ABOVE(caller.workspace, number) if sight.sees(caller, row)]
    found = _of(caller, rows)
    return next((one for one in found if one.key == f"KR-{number}"), None)


def of_team(caller: Caller, team: int, cycle: int) -> TeamFindings:
    """Of what a team pursues in a cycle, its set and its past cycles included; nothing of an archived team."""
    named = Team.objects.filter(ws=caller.workspace, pk=team, archived_at=None)
    name = named.values_list("name", flat=True).first()
    empty = TeamFindings(Findings("team", str(team), name or "", ()), ())
    if caller.past or name is None:
        return empty
    rows = [row for row in _OF_TEAM(caller.workspace, team, cycle) if sight.sees(caller, row)]
    known, listed = lint_policies.read(caller), lint_aims.aimed(caller, rows)
    waived = _waivers(caller, listed, {team: name})
    policy = known.of_team(team)
    here = tuple(one.aim for one in listed if one.row.person_id is None)
    without = waived.get(("team", team), ())
    asked = _without(policy, without)
    is_year = any(row.cycle.kind == CycleKind.ANNUAL.value for row in rows)
    is_judged = bool(rows) or _awaits(caller, team, cycle)
    found = [
        *(engine.of_team(TeamAims(name, here, is_year), asked) if is_judged else ()),
        *engine.of_team_history(lint_aims.team_history(caller, team, name), asked),
    ]
    return TeamFindings(
        Findings("team", str(team), name, _cards(found), without),
        tuple(f for one in listed for f in _each(one, policy, waived)),
    )


def sets(caller: Caller) -> tuple[tuple[int, int], ...]:
    """Team and cycle of everything that is pursued and may be seen, by the team's name: one query.

    Without what is personal, which leaves in no report.
    """
    wanted = Q(ws=caller.workspace, state__in=lint_aims.PURSUED) & sight.objectives(caller)
    wanted &= sight.counted()
    found = Objective.objects.filter(wanted).order_by("team__name", "cycle__start", "cycle")
    rows = found.values_list("team", "cycle", "team__name", "cycle__start").distinct()
    return () if caller.past else tuple((team, cycle) for team, cycle, *_order in rows)


def _awaits(caller: Caller, team: int, cycle: int) -> bool:
    """Whether a team that pursues nothing should: the cycle has not ended, and nothing was closed in it.

    A year may do without: its quarters have what serves it.
    """
    closed = Objective.objects.filter(team=team, cycle=cycle, state=ObjectiveState.CLOSED.value)
    open_ = Cycle.objects.filter(
        ~Exists(closed), ~Q(kind=CycleKind.ANNUAL.value), ws=caller.workspace, pk=cycle,
        start__lte=caller.today, end__gte=caller.today,
    )  # fmt: skip
    return open_.exists()


def listed(
    caller: Caller, *, team: int | None = None, cycle: int | None = None, page: int = 1
) -> FindingsPage:
    """Of everything that is pursued and may be seen, page by page; of a team or a cycle alone if asked."""
    wanted = Q(ws=caller.workspace) & sight.objectives(caller)
    wanted &= Q(team=team) if team is not None else Q()
    wanted &= Q(cycle=cycle) if cycle is not None else Q()
    found = lint_aims.rows().filter(wanted).order_by("number")
    total = 0 if caller.past else found.count()
    begin = (page - 1) * PAGE
    items = _of(caller, list(found[begin : begin + PAGE])) if total > begin else ()
    return FindingsPage(items, total, page, -(-total // PAGE) or 1)


def _numbered(workspace: Any, number: Any) -> "QuerySet[Objective]":
    return lint_aims.rows().filter(ws=workspace, number=number)


def _above(workspace: Any, number: Any) -> "QuerySet[Objective]":
    return lint_aims.rows().filter(ws=workspace, key_results__number=number)


def _of_team(workspace: Any, team: Any, cycle: Any) -> "QuerySet[Objective]":
    return lint_aims.rows().filter(ws=workspace, team=team, cycle=cycle).order_by("number")


_NUMBERED, _ABOVE, _OF_TEAM = compiled(_numbered), compiled(_above), compiled(_of_team)


def _of(caller: Caller, rows: Sequence[Objective]) -> tuple[Findings, ...]:
    if not rows:
        return ()
    known, listed_ = lint_policies.read(caller), lint_aims.aimed(caller, rows)
    waived = _waivers(caller, listed_)
    return tuple(
        found for one in listed_ for found in _each(one, known.of_team(one.row.team_id), waived)
    )


Waived = dict[tuple[str, int], tuple[WaiverCard, ...]]


def _each(one: Aimed, policy: Policy, waived: Waived) -> Sequence[Findings]:
    """Of an objective, then of each of its key results."""
    row = one.row
    without = waived.get(("objective", row.pk), ())
    found = [
        Findings(
            "objective", row.key, row.title,
            _cards(engine.of_objective(one.aim, _without(policy, without))), without,
            row.person_id is not None,
        )
    ]  # fmt: skip
    for kr, aim in one.results:
        without = waived.get(("key_result", kr.pk), ())
        asked = _without(policy, without)
        said = list(engine.of_key_result(aim, asked))
        if kr.pk in one.histories:
            said += engine.of_history(one.histories[kr.pk], asked)
        found.append(
            Findings(
                "key_result", kr.key, kr.title, _cards(said), without, row.person_id is not None
            )
        )
    return found


def _without(policy: Policy, waived: Sequence[WaiverCard]) -> Policy:
    """The policy without what is waived, so that what stands behind it is told instead."""
    if not waived:
        return policy
    return replace(policy, ignore=(*policy.ignore, *(one.code for one in waived)))


def _cards(found: Sequence[Finding]) -> tuple[FindingCard, ...]:
    worst = sorted(found, key=lambda f: (f.severity.rank, f.code))[: engine.MOST]
    return tuple(card(one) for one in worst)


def card(one: Finding) -> FindingCard:
    """A finding as pages and programs show it."""
    rule = engine.rule(one.code)
    return FindingCard(
        code=one.code,
        title=rule.title if rule else one.name,
        severity=one.severity.value,
        severity_word=str(words.SEVERITIES[one.severity.value]),
        message=str(one.message),
        words=one.words.text if one.words else "",
        begin=one.words.start if one.words else None,
        rewrite=one.rewrite,
    )


# ── waivers ───────────────────────────────────────────────────────────────────


def waivers(caller: Caller) -> tuple[WaiverCard, ...]:
    """Every waiver that holds today, of what is pursued and may be seen, the first to end first."""
    held = Waiver.objects.filter(ws=caller.workspace, ended_at=None, until__gte=caller.today)
    seen = (
        Q(team__isnull=False, team__archived_at=None)
        | (Q(objective__state__in=lint_aims.PURSUED) & sight.objectives(caller, "objective__"))
        | (
            Q(
                key_result__state__in=lint_aims.OPEN,
                key_result__objective__state__in=lint_aims.PURSUED,
            )
            & sight.objectives(caller, "key_result__objective__")
        )
    )
    rows = held.filter(seen).select_related("person", "objective", "key_result", "team")
    return () if caller.past else tuple(_listed(row) for row in rows.order_by("until", "pk"))


def _listed(row: Waiver) -> WaiverCard:
    if row.team is not None:
        return _waiver(row, "team", str(row.team.pk), row.team.name)
    of: Any = row.objective or row.key_result
    return _waiver(row, of.NOUN, of.key, of.title)


def _waivers(caller: Caller, listed_: Sequence[Aimed], teams: Mapping[int, str] = _NONE) -> Waived:
    """What is waived on these today: one query."""
    about = {("objective", one.row.pk): (one.row.key, one.row.title) for one in listed_}
    about |= {
        ("key_result", kr.pk): (kr.key, kr.title) for one in listed_ for kr, _aim in one.results
    }
    about |= {("team", pk): (str(pk), name) for pk, name in teams.items()}
    ids = ([pk for of, pk in about if of == noun] or [0] for noun in NOUNS)
    found: dict[tuple[str, int], list[WaiverCard]] = {}
    for row in _WAIVED(caller.workspace, caller.today, *ids):
        noun = next(noun for noun in NOUNS if getattr(row, f"{noun}_id"))
        pk = getattr(row, f"{noun}_id")
        found.setdefault((noun, pk), []).append(_waiver(row, noun, *about[noun, pk]))
    return {one: tuple(cards) for one, cards in found.items()}


def _held(
    workspace: Any, today: Any, objectives: Any, key_results: Any, teams: Any
) -> "QuerySet[Waiver]":
    about = Q(objective__in=objectives) | Q(key_result__in=key_results) | Q(team__in=teams)
    held = Waiver.objects.filter(about, ws=workspace, ended_at=None, until__gte=today)
    return held.select_related("person").order_by("code", "pk")


_WAIVED = compiled(_held)


def _waiver(row: Waiver, noun: str, key: str, about: str) -> WaiverCard:
    rule = engine.rule(row.code)
    return WaiverCard(
        id=row.pk,
        noun=noun,
        key=key,
        about=about,
        code=row.code,
        title=rule.title if rule else row.code,
        reason=row.reason,
        until=row.until,
        day=days.full(row.until),
        by=person_ref(row.person),
    )
