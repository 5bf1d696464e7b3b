"""Rights and scopes: what a token, a revoked invitation or a guessed id may not do."""

from dataclasses import replace

import pytest
from django.test import Client

from northing.actions import (
    comments,
    imports,
    initiatives,
    metrics,
    objectives,
    people,
    teams,
    tokens,
)
from northing.actions.errors import ActionError, ForbiddenError, NotFoundError
from northing.actions.key_results import NewKeyResult, add
from northing.actions.objectives import NewObjective
from northing.domain.access import Scope
from northing.queries import initiatives as initiative_queries
from northing.queries import metrics as metric_queries
from northing.queries import my_week
from northing.queries.key_results import rhythm_of
from northing.store.accounts import Account
from northing.store.people import Person
from northing.transfer import markdown
from tests.cast import NOW, Cast, bearer, caller, number

READING = frozenset({Scope.READ})


def test_a_token_that_reads_renames_nobody(cast: Cast, client: Client) -> None:
    answer = client.patch(
        f"/api/v1/kestrel/people/{cast.max.person}", {"name": "Mallory"},
        content_type="application/json", headers=bearer(cast.max),
    )  # fmt: skip
    assert answer.status_code == 403
    assert Person.objects.get(pk=cast.max.person).name == "Max Ott"


def test_a_token_that_reads_revokes_nothing(cast: Cast, client: Client) -> None:
    other = tokens.create(cast.ada, "deploy", ["write"])
    answer = client.delete(f"/api/v1/kestrel/tokens/{other.id}", headers=bearer(cast.ada))
    assert answer.status_code == 403


def test_a_token_that_reads_touches_no_import(cast: Cast) -> None:
    plan = markdown.read(b"# Objective: Calm\n- Deploys from 1 to 2\n", "a.md", fiscal_month=1)
    staged = imports.stage(cast.lea, plan, team=cast.platform, cycle=cast.cycle)
    reader = replace(cast.lea, scopes=READING)
    for attempt in (
        lambda: imports.edit(reader, staged.id, {"o0.title": "Mine"}),
        lambda: imports.commit(reader, staged.id),
        lambda: imports.discard(reader, staged.id),
    ):
        with pytest.raises(ForbiddenError):
            attempt()


def test_an_invitation_ends_when_its_person_is_sent_away(cast: Cast) -> None:
    invited = people.invite(cast.ada, "Nia Roth", role="admin")
    people.edit(cast.ada, invited.id, {"state": "inactive"}, {})
    account = Account.objects.create_user("nia@kestrel.example")
    with pytest.raises(NotFoundError):
        people.accept_invitation(invited.secret, account.pk, NOW)
    assert Client().get(f"/invite/{invited.secret}/").status_code == 404
    assert Person.objects.get(pk=invited.id).state == "inactive"


def _draft_for_vera(cast: Cast) -> int:
    """A draft of Platform with a key result owned by Vera, who may not see it; commented on by Max."""
    people.edit(cast.ada, cast.vera.person, {"role": "member"}, {})
    given = NewKeyResult(
        "Hidden latency", "decrease", unit="ms", baseline="9", target="1", owner=cast.vera.person
    )
    done = add(cast.max, cast.draft, given)
    comments.add(cast.max, done.key, "A secret remark")
    return number(done.key)


def test_a_draft_does_not_leak_through_replies(cast: Cast) -> None:
    _draft_for_vera(cast)
    week = my_week.my_week(cast.vera, rhythm_of(cast.vera))
    assert not week.replies


def test_a_draft_does_not_leak_through_its_metric(cast: Cast, client: Client) -> None:
    _draft_for_vera(cast)
    assert "Hidden latency" in {m.name for m in metric_queries.metrics(cast.max)}
    hidden = next(m for m in metric_queries.metrics(cast.max) if m.name == "Hidden latency")
    assert "Hidden latency" not in {m.name for m in metric_queries.metrics(cast.vera)}
    assert metric_queries.metric(cast.vera, hidden.id) is None
    path = f"/api/v1/kestrel/metrics/{hidden.id}/readings"
    assert client.get(path, headers=bearer(cast.vera)).status_code == 404
    objectives.propose(cast.max, cast.draft)
    assert "Hidden latency" in {m.name for m in metric_queries.metrics(cast.vera)}


def test_a_metric_of_its_own_is_seen_by_all(cast: Cast) -> None:
    metrics.create(cast.max, metrics.NewMetric(cast.platform, "Pages at night"))
    assert "Pages at night" in {m.name for m in metric_queries.metrics(cast.vera)}


def test_a_lead_imports_nothing_into_an_objective_of_another_team(cast: Cast) -> None:
    """The same document under the same name, read by leads of two teams, stays two plans or is refused."""
    other = teams.create(cast.ada, "Harbour", cast.company).id
    teams.join(cast.ada, other, cast.vera.person, lead=True)
    people.edit(cast.ada, cast.vera.person, {"role": "member"}, {})
    vera = caller("vera")
    text = b"# Objective: Calm\n- Deploys from 1 to 2\n"
    first = imports.stage(
        cast.lea,
        markdown.read(text, "okr.md", fiscal_month=1),
        team=cast.platform,
        cycle=cast.cycle,
    )
    imports.commit(cast.lea, first.id)
    second = imports.stage(
        vera, markdown.read(text + b"- Pages from 9 to 1\n", "okr.md", fiscal_month=1),
        team=other, cycle=cast.cycle,
    )  # fmt: skip
    with pytest.raises(ActionError):
        imports.commit(vera, second.id)


def test_initiatives_of_others_are_edited_by_no_outsider(cast: Cast) -> None:
    done = initiatives.add(cast.max, cast.key_results["increase"], "Cache it")
    with pytest.raises(NotFoundError):
        initiatives.edit(cast.otto, done.id, {"title": "x"}, {})
    with pytest.raises(ForbiddenError):
        initiatives.edit(cast.vera, done.id, {"title": "x"}, {})
    assert initiative_queries.initiative(cast.otto, done.id) is None


def test_ids_of_another_workspace_are_not_found(cast: Cast) -> None:
    otto_team = next(iter(cast.otto.teams))
    for given in (
        NewObjective("x", otto_team, cast.cycle),
        NewObjective("x", cast.platform, cast.cycle, owner=cast.otto.person),
        NewObjective("x", cast.platform, cast.cycle, contributors=[otto_team]),
    ):
        with pytest.raises(NotFoundError):
            objectives.draft(cast.lea, given)
