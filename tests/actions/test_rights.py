"""The table of docs/roles.md, row by row; and lists that show just what pages show."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from northing.actions import (
    alignments,
    check_ins,
    comments,
    cycles,
    imports,
    initiatives,
    key_results,
    metrics,
    objectives,
    people,
    teams,
    tokens,
)
from northing.actions.check_ins import Said
from northing.actions.errors import ActionError, ForbiddenError, NotFoundError
from northing.actions.metrics import NewMetric
from northing.actions.objectives import NewObjective
from northing.domain import access
from northing.domain.access import Caller, Scope
from northing.queries import key_results as key_result_queries
from northing.queries import objectives as objective_queries
from northing.queries import sight
from northing.store.objectives import Objective
from northing.transfer import markdown
from tests.cast import Cast

Act = Callable[[Cast, Caller], object]
PLAN = markdown.read(b"# Objective: Ship calmly\n\n- KR: Rollbacks fall from 9 to 2\n", "plan.md")


def _import(cast: Cast, who: Caller) -> object:
    return imports.stage(who, PLAN, team=cast.platform, cycle=cast.cycle)


VERBS: dict[str, tuple[Act, set[str]]] = {
    "draft": (
        lambda c, w: objectives.draft(w, NewObjective("x", c.platform, c.cycle)),
        {"lea", "max"},
    ),
    "propose": (lambda c, w: objectives.propose(w, c.draft), {"lea", "max"}),
    "edit_draft": (lambda c, w: objectives.edit(w, c.draft, {"title": "y"}, {}), {"lea", "max"}),
    "edit_active": (
        lambda c, w: objectives.edit(w, c.objective, {"title": "y"}, {}, "why"),
        {"lea"},
    ),
    "retarget": (
        lambda c, w: key_results.retarget(w, c.key_results["increase"], "why", target="50"),
        {"lea", "max"},
    ),
    "pause": (lambda c, w: key_results.pause(w, c.key_results["increase"], "why"), {"lea", "max"}),
    "drop": (lambda c, w: key_results.drop(w, c.key_results["increase"], "why"), {"lea", "max"}),
    "close": (lambda c, w: objectives.close(w, c.objective), {"lea"}),
    "check_in": (
        lambda c, w: check_ins.record(w, c.key_results["increase"], Said(value="5")),
        {"lea", "max"},
    ),
    "comment": (lambda c, w: comments.add(w, f"O-{c.objective}", "hm"), {"ada", "lea", "max"}),
    "align": (lambda c, w: alignments.align(w, c.draft, f"O-{c.objective}"), {"lea", "max"}),
    "initiative": (
        lambda c, w: initiatives.add(w, c.key_results["increase"], "x"),
        {"ada", "lea", "max"},
    ),
    "metric": (lambda c, w: metrics.create(w, NewMetric(c.platform, "m")), {"ada", "lea", "max"}),
    "create_team": (lambda c, w: teams.create(w, "x", c.platform), {"ada"}),
    "join_team": (lambda c, w: teams.join(w, c.platform, c.vera.person), {"ada", "lea"}),
    "invite_member": (lambda c, w: people.invite(w, "Ida Neu", team=c.platform), {"ada", "lea"}),
    "invite_admin": (lambda c, w: people.invite(w, "Ida Neu", role="admin"), {"ada"}),
    "create_cycle": (
        lambda c, w: cycles.create(w, "x", "custom", "2026-05-01", "2026-06-01"),
        {"ada"},
    ),
    "import": (_import, {"ada", "lea"}),
    "token": (lambda c, w: tokens.create(w, "x", ["read"]), {"ada", "lea", "max", "vera"}),
}


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("who", ["ada", "lea", "max", "vera"])
def test_the_table_of_rights(cast: Cast, verb: str, who: str) -> None:
    act, allowed = VERBS[verb]
    caller = cast.insiders[who]
    if who in allowed:
        act(cast, caller)
        return
    with pytest.raises((ForbiddenError, NotFoundError)):
        act(cast, caller)


@pytest.mark.parametrize("verb", sorted(set(VERBS) - {"token", "create_cycle", "invite_admin"}))
def test_an_outsider_finds_nothing(cast: Cast, verb: str) -> None:
    """Not even an admin of another workspace: what is here does not exist for them."""
    with pytest.raises((NotFoundError, ForbiddenError)) as refused:
        VERBS[verb][0](cast, cast.otto)
    assert refused.value.status in {403, 404}


@pytest.mark.parametrize("verb", sorted(set(VERBS) - {"check_in", "token"}))
def test_a_token_that_reads_writes_nothing(cast: Cast, verb: str) -> None:
    narrow = replace(cast.lea, scopes=frozenset({Scope.READ}))
    with pytest.raises(ActionError):
        VERBS[verb][0](cast, narrow)


def test_a_token_makes_no_wider_token(cast: Cast) -> None:
    narrow = replace(cast.lea, scopes=frozenset({Scope.READ}))
    with pytest.raises(ForbiddenError):
        tokens.create(narrow, "wider", ["write"])


def test_only_a_lead_of_that_very_team_agrees(cast: Cast) -> None:
    """Somebody above it is not enough; for the root team it is an admin."""
    objectives.propose(cast.max, cast.draft)
    key_results.add(cast.max, cast.draft, key_results.NewKeyResult("Reviews take 2 h", "yes_no"))
    for somebody in (cast.ada, cast.max, cast.vera):
        with pytest.raises(ForbiddenError):
            objectives.agree(somebody, cast.draft)
    assert objectives.agree(cast.lea, cast.draft)


@pytest.mark.parametrize("who", ["ada", "lea", "max", "vera"])
def test_lists_pages_and_the_rule_agree_on_what_is_seen(cast: Cast, who: str) -> None:
    caller = cast.insiders[who]
    clauses = access.seen_objectives(caller)
    by_rule = {
        o.number
        for o in Objective.objects.filter(ws=caller.workspace)
        if access.seen_by(clauses, sight.fields(o))
    }
    by_list = {o.number for o in objective_queries.objectives(caller).items}
    by_page = {n for n in (cast.objective, cast.draft) if objective_queries.objective(caller, n)}
    assert by_rule == by_list == by_page
    assert (cast.draft in by_rule) == (who != "vera")


def test_a_key_result_of_a_hidden_draft_is_hidden(cast: Cast) -> None:
    new = key_results.NewKeyResult("Reviews take 2 h", "yes_no")
    number = int(key_results.add(cast.max, cast.draft, new).key[3:])
    assert key_result_queries.key_result(cast.max, number)
    assert key_result_queries.key_result(cast.vera, number) is None
    assert number not in {kr.number for kr in key_result_queries.key_results(cast.vera).items}
    with pytest.raises(NotFoundError):
        comments.add(replace(cast.vera, role=access.Role.MEMBER), f"KR-{number}", "x")


def test_the_last_admin_stays(cast: Cast) -> None:
    for given in ({"role": "member"}, {"state": "inactive"}):
        with pytest.raises(ForbiddenError):
            people.edit(cast.ada, cast.ada.person, given, {})
    people.edit(cast.ada, cast.lea.person, {"role": "admin"}, {})
    people.edit(cast.ada, cast.ada.person, {"role": "member"}, {})
