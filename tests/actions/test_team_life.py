"""Reorganizations: whatever is renamed, moved, merged and archived in whatever order, nothing is lost."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from northing.actions import (
    alignments,
    initiatives,
    key_results,
    metrics,
    objectives,
    people,
    team_changes,
    teams,
)
from northing.actions.errors import (
    ActionError,
    ConflictError,
    ForbiddenError,
    InvalidError,
    NotFoundError,
)
from northing.actions.key_results import NewKeyResult
from northing.actions.metrics import NewMetric
from northing.actions.objectives import NewObjective
from northing.actions.team_rows import DEEPEST
from northing.domain.access import Caller
from northing.queries import objectives as objective_queries
from northing.queries import team_addresses
from northing.store.events import Event
from northing.store.initiatives import Initiative
from northing.store.key_results import KeyResult
from northing.store.metrics import Metric
from northing.store.objectives import Alignment, Objective, ObjectiveTeam
from northing.store.outlooks import Outlook
from northing.store.teams import Team, TeamAddress, TeamPerson
from tests.cast import NOW, Cast, caller, number

OPEN = ("draft", "proposed", "active")


def team(pk: int) -> Team:
    return Team.objects.get(pk=pk)


def lead_of(cast: Cast, *ids: int) -> Caller:
    """Lea, as if she led these teams too."""
    every = frozenset(ids) | cast.lea.teams
    return replace(cast.lea, teams=every, leads=every)


def active(cast: Cast, where: int, title: str = "Calm") -> int:
    """An active objective of this team with one key result; its number."""
    lead = lead_of(cast, where)
    made = number(objectives.draft(lead, NewObjective(title, where, cast.cycle)).key)
    key_results.add(lead, made, NewKeyResult("It is calm", "yes_no"))
    objectives.propose(lead, made)
    objectives.agree(lead, made)
    return made


# ── renaming ──────────────────────────────────────────────────────────────────
def test_an_address_stays_unless_a_new_one_is_wished(cast: Cast) -> None:
    teams.edit(cast.ada, cast.platform, {"name": "Foundations"}, {"name": "Platform"})
    assert (team(cast.platform).name, team(cast.platform).slug) == ("Foundations", "platform")
    teams.edit(cast.ada, cast.platform, {}, {}, new_address=True)
    assert team(cast.platform).slug == "foundations"
    led = team_addresses.leads_to(cast.vera, "platform")
    assert led is not None
    assert (led.id, led.slug, led.merged) == (cast.platform, "foundations", False)


def test_an_old_address_is_taken_by_nobody_else(cast: Cast) -> None:
    teams.edit(cast.ada, cast.platform, {"name": "Foundations"}, {}, new_address=True)
    new = teams.create(cast.ada, "Platform", cast.company).id
    assert team(new).slug == "platform-2"
    teams.edit(cast.ada, new, {"name": "Foundations"}, {}, new_address=True)
    assert team(new).slug == "foundations-2"


def test_a_team_takes_its_own_old_address_again(cast: Cast) -> None:
    for name in ("Foundations", "Platform", "Foundations"):
        teams.edit(cast.ada, cast.platform, {"name": name}, {}, new_address=True)
    assert team(cast.platform).slug == "foundations"
    assert [a.slug for a in TeamAddress.objects.filter(team=cast.platform)] == ["platform"]


def test_an_address_leads_nowhere_from_another_workspace(cast: Cast) -> None:
    teams.edit(cast.ada, cast.platform, {"name": "Foundations"}, {}, new_address=True)
    for slug in ("platform", "foundations"):
        assert team_addresses.leads_to(cast.otto, slug) is None


# ── archiving ─────────────────────────────────────────────────────────────────
def test_what_hinders_archiving_is_said(cast: Cast) -> None:
    with pytest.raises(InvalidError) as refused:
        team_changes.archive(cast.ada, cast.platform)
    assert refused.value.place == "work"
    assert f"O-{cast.objective}" in refused.value.message
    teams.create(cast.ada, "Below", cast.platform)
    with pytest.raises(InvalidError) as refused:
        team_changes.archive(cast.ada, cast.platform, work="close")
    assert refused.value.place == "lift"
    assert team(cast.platform).archived_at is None


def test_archiving_closes_what_is_open_if_asked(cast: Cast) -> None:
    team_changes.archive(cast.ada, cast.platform, "Dissolved.", work="close")
    states = dict(Objective.objects.values_list("number", "state"))
    assert (states[cast.objective], states[cast.draft]) == ("closed", "cancelled")
    assert not KeyResult.objects.filter(state="open").exists()
    assert team(cast.platform).archived_at == cast.ada.now


def test_archiving_moves_what_is_open_if_asked(cast: Cast) -> None:
    below = teams.create(cast.ada, "Below", cast.platform).id
    team_changes.archive(cast.ada, cast.platform, work="move", lift=True)
    assert set(Objective.objects.values_list("team", flat=True)) == {cast.company}
    assert team(below).parent_id == cast.company
    other = teams.create(cast.ada, "Other", cast.company).id
    kept = active(cast, other)
    team_changes.archive(cast.ada, other, work="move", to=below)
    assert Objective.objects.get(number=kept).team_id == below


def test_an_archived_team_takes_nothing_on(cast: Cast) -> None:
    team_changes.archive(cast.ada, cast.platform, work="close")
    lea = lead_of(cast, cast.platform)
    other = teams.create(cast.ada, "Other", cast.company).id
    living = active(cast, other)
    for attempt in (
        lambda: objectives.draft(lea, NewObjective("x", cast.platform, cast.cycle)),
        lambda: teams.create(cast.ada, "Below", cast.platform),
        lambda: teams.edit(cast.ada, other, {"parent": str(cast.platform)}, {}),
        lambda: teams.join(cast.ada, cast.platform, cast.vera.person),
        lambda: people.invite(cast.ada, "Nia Roth", team=cast.platform),
        lambda: metrics.create(cast.lea, NewMetric(cast.platform, "m")),
        lambda: initiatives.add(
            cast.lea, KeyResult.objects.get(objective__number=living).number, "x", team=cast.platform
        ),
        lambda: objectives.edit(lead_of(cast, other), living, {}, {}, "w", contributors=[cast.platform]),
        lambda: objectives.reopen(lea, cast.objective, "Not done."),
        lambda: team_changes.merge(cast.ada, other, cast.platform),
    ):  # fmt: skip
        with pytest.raises(InvalidError):
            attempt()
    with pytest.raises(ConflictError):
        teams.edit(cast.ada, cast.platform, {"name": "x"}, {})
    with pytest.raises(ConflictError):
        team_changes.archive(cast.ada, cast.platform)


def test_an_archived_team_comes_back_below_what_lives(cast: Cast) -> None:
    below = teams.create(cast.ada, "Below", cast.platform).id
    team_changes.archive(cast.ada, below)
    team_changes.archive(cast.ada, cast.platform, work="close")
    team_changes.unarchive(cast.ada, below)
    assert (team(below).archived_at, team(below).parent_id) == (None, cast.company)
    with pytest.raises(ConflictError):
        team_changes.unarchive(cast.ada, below)
    team_changes.unarchive(cast.ada, cast.platform)
    assert team(cast.platform).archived_at is None


def test_a_team_that_lay_below_a_merged_one_comes_back_where_that_went(cast: Cast) -> None:
    below = teams.create(cast.ada, "Below", cast.platform).id
    other = teams.create(cast.ada, "Other", cast.company).id
    team_changes.archive(cast.ada, below)
    team_changes.merge(cast.ada, cast.platform, other)
    team_changes.unarchive(cast.ada, below)
    assert team(below).parent_id == other


def test_the_root_stays(cast: Cast) -> None:
    for attempt in (
        lambda: team_changes.archive(cast.ada, cast.company, work="close", lift=True),
        lambda: team_changes.merge(cast.ada, cast.company, cast.platform),
    ):
        with pytest.raises(InvalidError):
            attempt()


# ── merging ───────────────────────────────────────────────────────────────────
def test_people_join_and_lead_as_chosen(cast: Cast) -> None:
    other = teams.create(cast.ada, "Other", cast.company).id
    teams.join(cast.ada, other, cast.max.person)
    team_changes.merge(cast.ada, cast.platform, other, leads=[cast.lea.person])
    now = TeamPerson.objects.filter(team=other, until=None)
    assert dict(now.values_list("person", "lead")) == {
        cast.lea.person: True,
        cast.max.person: False,
    }
    assert not TeamPerson.objects.filter(team=cast.platform, until=None).exists()
    left = TeamPerson.objects.filter(team=cast.platform, until=NOW.date())
    assert left.count() == 2
    assert caller("lea").leads == {other}


def test_nobody_leads_who_was_not_there(cast: Cast) -> None:
    other = teams.create(cast.ada, "Other", cast.company).id
    with pytest.raises(NotFoundError):
        team_changes.merge(cast.ada, cast.platform, other, leads=[cast.vera.person])
    assert team(cast.platform).archived_at is None


def test_open_work_moves_and_what_was_closed_stays(cast: Cast) -> None:
    other = teams.create(cast.ada, "Other", cast.company).id
    old = active(cast, cast.platform, "Old")
    objectives.close(cast.lea, old)
    aim = active(cast, other, "Aim")
    alignments.align(cast.lea, cast.objective, f"O-{aim}", "It helps.")
    third = teams.create(cast.ada, "Third", cast.company).id
    shared = active(cast, third, "Shared")
    objectives.edit(
        lead_of(cast, third), shared, {}, {}, "Both.", contributors=[cast.platform, other]
    )
    objectives.edit(cast.lea, cast.objective, {}, {}, "Help.", contributors=[other])
    kr = cast.key_results["increase"]
    work = initiatives.add(cast.max, kr, "Warm the caches").id
    links = Alignment.standing().count()

    team_changes.merge(cast.ada, cast.platform, other, "One team.")

    where = dict(Objective.objects.values_list("number", "team"))
    assert where == {
        cast.objective: other, cast.draft: other, old: cast.platform, aim: other,
        shared: third,
    }  # fmt: skip
    assert KeyResult.objects.get(number=kr).team_id == other
    row = KeyResult.objects.get(number=kr)
    standing = Outlook.objects.filter(key_result=row, ended_on=None)
    assert [o.team_id for o in standing] == [other]
    assert Initiative.objects.get(pk=work).team_id == other
    ties = ObjectiveTeam.standing().values_list("objective__number", "team")
    assert list(ties) == [(shared, other)]
    assert Alignment.standing().count() == links
    assert team(cast.platform).merged_into_id == other


def test_metrics_of_the_same_name_are_told_apart(cast: Cast) -> None:
    other = teams.create(cast.ada, "Other", cast.company).id
    for where, name in ((cast.platform, "Pages"), (other, "Pages"), (other, "Pages (Platform)")):
        metrics.create(cast.ada, NewMetric(where, name))
    count = Metric.objects.count()
    team_changes.merge(cast.ada, cast.platform, other)
    assert Metric.objects.count() == count
    assert not Metric.objects.filter(team=cast.platform).exists()
    names = {m.name for m in Metric.objects.filter(team=other, name__startswith="Pages")}
    assert names == {"Pages", "Pages (Platform)", "Pages (Platform 2)"}


def test_teams_below_go_along_and_no_loop_is_made(cast: Cast) -> None:
    middle = teams.create(cast.ada, "Middle", cast.platform).id
    deep = teams.create(cast.ada, "Deep", middle).id
    team_changes.merge(cast.ada, cast.platform, deep)
    assert team(deep).parent_id == cast.company
    assert team(middle).parent_id == deep
    _check_tree(cast.ada)


def test_a_merged_team_leads_on_however_often(cast: Cast) -> None:
    one, two = (teams.create(cast.ada, n, cast.company).id for n in ("One", "Two"))
    teams.edit(cast.ada, cast.platform, {"name": "Foundations"}, {}, new_address=True)
    team_changes.merge(cast.ada, cast.platform, one)
    team_changes.merge(cast.ada, one, two)
    for slug in ("platform", "foundations", "one"):
        led = team_addresses.leads_to(cast.max, slug)
        assert led is not None
        assert (led.slug, led.merged) == ("two", True)
    with pytest.raises(InvalidError):
        team_changes.unarchive(cast.ada, cast.platform)


def test_a_merge_is_one_change_with_an_event_for_each_noun(cast: Cast) -> None:
    other = teams.create(cast.ada, "Other", cast.company).id
    below = teams.create(cast.ada, "Below", cast.platform).id
    before = Event.objects.filter(ws=cast.ada.workspace).count()
    team_changes.merge(cast.ada, cast.platform, other, "One team.")
    made = Event.objects.filter(ws=cast.ada.workspace, verb="merge_team")
    assert made.count() == Event.objects.filter(ws=cast.ada.workspace).count() - before
    assert made.values("change_id").distinct().count() == 1
    told = {(e.noun, e.noun_id) for e in made}
    assert {("team", cast.platform), ("team", below)} <= told
    nouns = {noun: sum(1 for n, _pk in told if n == noun) for noun, _pk in told}
    assert nouns["objective"] == 2
    assert nouns["team_person"] == 4
    assert nouns["metric"] == Metric.objects.filter(team=other).count()


def test_two_admins_merge_the_same_team(cast: Cast) -> None:
    one, two = (teams.create(cast.ada, n, cast.company).id for n in ("One", "Two"))
    first = team_changes.merge(cast.ada, cast.platform, one, key="k")
    assert team_changes.merge(cast.ada, cast.platform, one, key="k") == first
    with pytest.raises(ConflictError):
        team_changes.merge(cast.ada, cast.platform, two)
    assert team(cast.platform).merged_into_id == one


# ── rights ────────────────────────────────────────────────────────────────────
VERBS: dict[str, Callable[[Cast, Caller], object]] = {
    "rename": lambda c, w: teams.edit(w, c.platform, {"name": "x"}, {}, new_address=True),
    "archive": lambda c, w: team_changes.archive(w, c.platform, work="close"),
    "unarchive": lambda c, w: team_changes.unarchive(w, c.platform),
    "merge": lambda c, w: team_changes.merge(w, c.platform, c.company),
}


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("who", ["lea", "max", "vera", "otto"])
def test_only_admins_reorganize(cast: Cast, verb: str, who: str) -> None:
    somebody = {**cast.insiders, "otto": cast.otto}[who]
    expected = NotFoundError if who == "otto" else ForbiddenError
    before = list(Team.objects.order_by("pk").values())
    with pytest.raises(expected):
        VERBS[verb](cast, somebody)
    assert list(Team.objects.order_by("pk").values()) == before


# ── any order of everything ───────────────────────────────────────────────────
NAMES = ("Platform", "Web", "Web", "Mobile")
_pick = st.integers(0, 9)
STEPS = st.one_of(
    st.tuples(st.just("create"), _pick, _pick),
    st.tuples(st.just("rename"), _pick, _pick),
    st.tuples(st.just("move"), _pick, _pick),
    st.tuples(st.just("merge"), _pick, _pick),
    st.tuples(st.just("archive"), _pick, st.sampled_from(["", "close", "move"])),
    st.tuples(st.just("unarchive"), _pick, _pick),
    st.tuples(st.just("draft"), _pick, _pick),
    st.tuples(st.just("metric"), _pick, _pick),
    st.tuples(st.just("share"), _pick, _pick),
    st.tuples(st.just("reopen"), _pick, _pick),
)


def _step(cast: Cast, verb: str, one: int, other: int | str) -> None:
    """One change of the organization, chosen by numbers; a refusal is fine."""
    ids = list(
        Team.objects.filter(ws=cast.ada.workspace).order_by("pk").values_list("pk", flat=True)
    )
    team, second = ids[one % len(ids)], ids[other % len(ids)] if isinstance(other, int) else 0
    name = NAMES[other % len(NAMES)] if isinstance(other, int) else ""
    lead = lead_of(cast, *ids)
    known = Objective.objects.filter(ws=cast.ada.workspace).order_by("number")
    drafts, ended = known.filter(state__in=OPEN), known.exclude(state__in=OPEN)
    acts: dict[str, Callable[[], object]] = {
        "create": lambda: teams.create(cast.ada, name, team),
        "rename": lambda: teams.edit(cast.ada, team, {"name": name}, {}, new_address=True),
        "move": lambda: teams.edit(cast.ada, team, {"parent": str(second)}, {}),
        "merge": lambda: team_changes.merge(cast.ada, team, second),
        "archive": lambda: team_changes.archive(cast.ada, team, work=str(other), lift=one % 2 == 0),
        "unarchive": lambda: team_changes.unarchive(cast.ada, team),
        "draft": lambda: objectives.draft(lead, NewObjective(name, team, cast.cycle)),
        "metric": lambda: metrics.create(cast.ada, NewMetric(team, name)),
        "reopen": lambda: objectives.reopen(lead, ended[one % len(ended)].number, "x"),
        "share": lambda: objectives.edit(
            lead, drafts[one % len(drafts)].number, {}, {}, "x", contributors=[second]
        ),
    }  # fmt: skip
    try:
        acts[verb]()
    except (ActionError, ZeroDivisionError):  # refused, or there is nothing to choose from
        return


def _check_tree(ada: Caller) -> None:
    """One root; who lives hangs on who lives, down to eight levels and never in a ring."""
    rows = {t.pk: t for t in Team.objects.filter(ws=ada.workspace)}
    assert sum(1 for t in rows.values() if t.parent_id is None) == 1
    for row in rows.values():
        if row.archived_at is not None:
            continue
        level, at = 1, row
        while at.parent_id is not None:
            at = rows[at.parent_id]
            level += 1
            assert at.archived_at is None
            assert level <= DEEPEST


def _check_addresses(ada: Caller, ever: set[str]) -> None:
    """An address belongs to one team, and every one that was ever given leads to a team that is not merged."""
    live = list(Team.objects.filter(ws=ada.workspace).values_list("slug", flat=True))
    former = list(TeamAddress.objects.filter(ws=ada.workspace).values_list("slug", flat=True))
    assert len({*live, *former}) == len(live) + len(former)
    ever.update(live)
    for slug in ever:
        led = team_addresses.leads_to(ada, slug)
        assert led is not None
        assert team(led.id).merged_into_id is None


def _check_work(cast: Cast) -> None:
    """Nothing open lies in an archived team, nothing counts twice, key results stand with their objectives."""
    every = Objective.objects.filter(ws=cast.ada.workspace)
    assert not every.filter(state__in=OPEN, team__archived_at__isnull=False).exists()
    for kr in KeyResult.objects.filter(ws=cast.ada.workspace).select_related("objective"):
        assert kr.team_id == kr.objective.team_id
    listed: list[int] = []
    for pk in Team.objects.filter(ws=cast.ada.workspace).values_list("pk", flat=True):
        found = objective_queries.objectives(cast.ada, team=pk)
        listed += [o.number for o in found.items]
    assert sorted(listed) == sorted(every.values_list("number", flat=True))
    for tie in ObjectiveTeam.standing(objective__state__in=OPEN).select_related(
        "objective", "team"
    ):
        assert tie.team_id != tie.objective.team_id
        assert tie.team.archived_at is None


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=st.lists(STEPS, min_size=4, max_size=14))
def test_whatever_happens_nothing_is_lost(
    cast: Cast, steps: list[tuple[str, int, int | str]]
) -> None:
    ever: set[str] = set()
    with transaction.atomic():
        for verb, one, other in steps:
            before = Objective.objects.count(), Metric.objects.count()
            _step(cast, verb, one, other)
            assert Objective.objects.count() >= before[0]
            assert Metric.objects.count() >= before[1]
            _check_tree(cast.ada)
            _check_addresses(cast.ada, ever)
        _check_work(cast)
        transaction.set_rollback(True)
