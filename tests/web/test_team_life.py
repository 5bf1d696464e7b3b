"""Reorganizing and leaving by hand: what will happen is read first, and addresses go on leading somewhere."""

from dataclasses import replace

import pytest
from django.http import HttpResponse
from django.test import Client

from northing.actions import (
    handovers,
    key_results,
    metrics,
    objectives,
    outlooks,
    team_changes,
    teams,
    workspaces,
)
from northing.actions.key_results import NewKeyResult
from northing.actions.metrics import NewMetric
from northing.actions.objectives import NewObjective
from northing.queries import overview
from northing.queries.overview_scope import Wanted
from northing.store.key_results import KeyResult
from northing.store.objectives import Objective
from northing.store.people import Person
from northing.store.teams import Team, TeamPerson
from tests.cast import Cast, caller, client_for, number
from tests.walls.seeing import queries_counted, seen
from tests.web.forms import Form, form_of, form_to, opened

HERE = "/kestrel/settings/"
BUDGET, FINDINGS = 12, 10


def _text(response: HttpResponse) -> str:
    return response.content.decode()


def _form(client: Client, path: str, name: str) -> Form:
    return form_of(opened(client, path), name)


# ── addresses ─────────────────────────────────────────────────────────────────
def test_an_old_address_leads_on_for_ever(cast: Cast) -> None:
    client = client_for(cast.ada)
    path = f"{HERE}teams/{cast.platform}/"
    sent = _form(client, path, "team").send(client, path, name="Foundations", new_address="on")
    assert sent.status_code == 302
    old, new = "/kestrel/teams/platform/", "/kestrel/teams/foundations/"
    moved = client.get(f"{old}?cycle={cast.cycle}&x=%26")
    assert (moved.status_code, moved["Location"]) == (301, f"{new}?cycle={cast.cycle}&x=%26")
    assert client.get(old)["Location"] == new
    assert client.get(new).status_code == 200
    assert client_for(cast.otto).get(old).status_code == 404
    assert Client().get(old).status_code == 404
    assert client_for(cast.otto).get("/otterbay/teams/platform/").status_code == 404


def test_a_name_alone_keeps_the_address(cast: Cast) -> None:
    client = client_for(cast.ada)
    path = f"{HERE}teams/{cast.platform}/"
    assert _form(client, path, "team").send(client, path, name="Foundations").status_code == 302
    assert "Foundations" in opened(client, "/kestrel/teams/platform/")


def test_a_merged_team_leads_to_the_other_unless_its_past_is_asked_for(cast: Cast) -> None:
    web = teams.create(cast.ada, "Web", cast.company).id
    old = number(objectives.draft(cast.lea, NewObjective("Old", cast.platform, cast.cycle)).key)
    key_results.add(cast.lea, old, NewKeyResult("Done", "yes_no"))
    objectives.propose(cast.lea, old)
    objectives.agree(cast.lea, old)
    objectives.close(cast.lea, old)
    team_changes.merge(cast.ada, cast.platform, web)
    client = client_for(cast.max)
    assert client.get("/kestrel/teams/platform/")["Location"] == "/kestrel/teams/web/"
    past = seen(client.get, "/kestrel/teams/platform/?history=1")
    assert [o.key for o in past.context["objectives"]] == [f"O-{old}"]
    assert "was merged into Web" in _text(past)
    assert "history=1" in past.context["scope"][0].url
    assert not past.context["draft_url"]
    now = _text(client.get("/kestrel/teams/web/"))
    assert "What Platform did before it merged" in now
    assert "/kestrel/teams/platform/?history=1" in now
    assert "Shipping is boring" in now


def test_an_archived_team_keeps_its_page_and_leaves_lists_and_choices(cast: Cast) -> None:
    team_changes.archive(cast.ada, cast.platform, work="close")
    client = client_for(cast.lea)
    page = _text(seen(client.get, "/kestrel/teams/platform/"))
    assert "was archived on" in page
    assert "Shipping is boring" in page
    for path in ("teams/", "okrs/new/", "metrics/new/", "imports/", "settings/people/"):
        shown = _text(client.get(f"/kestrel/{path}"))
        assert ">Platform<" not in shown.replace("\u2003", ""), path
    assert "Platform" in opened(client_for(cast.ada), f"{HERE}teams/")


def test_a_past_day_knows_neither_the_new_name_nor_the_merge(cast: Cast) -> None:
    client, then = client_for(cast.ada), "/@2026-02-10/kestrel/teams"
    teams.edit(cast.ada, cast.platform, {"name": "Foundations"}, {}, new_address=True)
    assert ">Platform<" in opened(client, f"{then}/platform/")
    moved = client.get(f"{then}/foundations/")
    assert (moved.status_code, moved["Location"]) == (302, f"{then}/platform/")
    web = teams.create(cast.ada, "Web", cast.company).id
    team_changes.merge(cast.ada, cast.platform, web)
    page = opened(client, f"{then}/platform/")
    assert "Shipping is boring" in page
    assert "was merged" not in page
    assert client.get(f"{then}/web/").status_code == 404, "it was not there yet"


# ── archiving ─────────────────────────────────────────────────────────────────
def test_archiving_by_hand(cast: Cast) -> None:
    client, path = client_for(cast.ada), f"{HERE}teams/{cast.platform}/archiving/"
    below = teams.create(cast.ada, "Below", cast.platform).id
    page = opened(client, path)
    for words in ("Shipping is boring", "Nobody waits for a review", "Below"):
        assert words in page
    form = form_of(page, "archiving")
    refused = form.send(client, path, reason="Done here.")
    assert refused.status_code == 422
    assert "has open objectives" in _text(refused)
    assert "Done here." in _text(refused)
    again = form_of(_text(refused), "archiving")
    assert again.send(client, path, work="move").status_code == 302
    row = Team.objects.get(pk=cast.platform)
    assert row.archived_at is not None
    assert Objective.objects.get(number=cast.objective).team_id == cast.company
    assert Team.objects.get(pk=below).parent_id == cast.company


def test_bringing_back_by_hand(cast: Cast) -> None:
    team_changes.archive(cast.ada, cast.platform, work="close")
    client, path = client_for(cast.ada), f"{HERE}teams/{cast.platform}/unarchiving/"
    assert "unarchiving/" in opened(client, f"{HERE}teams/")
    assert _form(client, path, "unarchiving").send(client, path).status_code == 302
    assert Team.objects.get(pk=cast.platform).archived_at is None
    assert client.get(path).status_code == 302


# ── merging ───────────────────────────────────────────────────────────────────
def test_merging_by_hand_lists_first_what_moves(cast: Cast) -> None:
    web = teams.create(cast.ada, "Web", cast.company).id
    for team in (cast.platform, web):
        metrics.create(cast.ada, NewMetric(team, "Pages"))
    client, path = client_for(cast.ada), f"{HERE}teams/{cast.platform}/merge/"
    assert "Which team takes it in?" in opened(client, path)
    page = opened(client, f"{path}?into={web}")
    for words in (
        "Shipping is boring",
        "will be called “Pages (Platform)”",
        "Max Ott",
        "Lea Moser",
    ):
        assert words in page, words
    assert Team.objects.get(pk=cast.platform).archived_at is None, "reading changes nothing"
    sent = form_of(page, "merge").send(client, path, leads=[])
    assert (sent.status_code, sent["Location"]) == (302, f"{HERE}teams/{web}/")
    assert Objective.objects.get(number=cast.objective).team_id == web
    assert not TeamPerson.objects.filter(team=web, until=None, lead=True).exists()
    late = form_of(page, "merge").send(client, path, key="another")
    assert late.status_code == 409
    assert "archived meanwhile" in _text(late)


def test_the_number_of_queries_does_not_grow(cast: Cast) -> None:
    web = teams.create(cast.ada, "Web", cast.company).id
    teams.create(cast.ada, "Below", cast.platform)
    client = client_for(cast.ada)
    paths = [
        f"{HERE}teams/{cast.platform}/merge/?into={web}",
        f"{HERE}teams/{cast.platform}/archiving/",
        f"{HERE}people/{cast.max.person}/leaving/",
        "/kestrel/teams/platform/",
        "/kestrel/",
    ]
    few = {}
    for path in paths:
        with queries_counted() as asked:
            assert client.get(path).status_code == 200
        few[path] = len(asked)
        coached = FINDINGS if path == "/kestrel/teams/platform/" else 0
        assert len(asked) <= BUDGET + coached, path
    for place in range(12):
        lead = replace(cast.lea, leads=cast.lea.leads | {web}, teams=cast.lea.teams | {web})
        draft = NewObjective(f"Number {place}", cast.platform, cast.cycle, owner=cast.max.person)
        objectives.draft(lead, replace(draft, contributors=[web]))
        metrics.create(cast.ada, NewMetric(cast.platform, f"M {place}", owner=cast.max.person))
        teams.create(cast.ada, f"Team {place}", cast.platform)
    for path in paths:
        with queries_counted() as asked:
            client.get(path)
        assert len(asked) == few[path], path


@pytest.mark.parametrize("end", ["archiving/", "unarchiving/", "merge/"])
def test_only_admins_reorganize(cast: Cast, end: str) -> None:
    if end == "unarchiving/":
        team_changes.archive(cast.ada, cast.platform, work="close")
    path = f"{HERE}teams/{cast.platform}/{end}"
    before = list(Team.objects.order_by("pk").values())
    for who in (cast.lea, cast.max, cast.vera):
        client = client_for(who)
        assert client.get(path).status_code == 200
        answer = client.post(path, {"key": "k", "into": cast.company, "work": "close"})
        assert answer.status_code == 403
    for client in (client_for(cast.otto), Client()):
        assert client.get(path).status_code == 404
        assert client.post(path, {"into": cast.company, "work": "close"}).status_code == 404
    assert list(Team.objects.order_by("pk").values()) == before


# ── leaving ───────────────────────────────────────────────────────────────────
def test_leaving_by_hand(cast: Cast) -> None:
    client, path = client_for(cast.ada), f"{HERE}people/{cast.max.person}/leaving/"
    page = opened(client, path)
    assert "Nobody waits for a review" in page
    refused = form_of(page, "handover").send(client, path, reason="New job.")
    assert refused.status_code == 422
    assert "still owns what is open" in _text(refused)
    assert "New job." in _text(refused)
    kr = cast.key_results["increase"]
    again = form_of(_text(refused), "handover")
    sent = again.send(
        client, path, to=str(cast.lea.person), **{f"item.KR-{kr}": str(cast.ada.person)}
    )
    assert (sent.status_code, sent["Location"]) == (302, f"{HERE}people/{cast.max.person}/")
    owners = dict(KeyResult.objects.values_list("number", "owner"))
    assert owners.pop(kr) == cast.ada.person
    assert set(owners.values()) == {cast.lea.person}
    person = opened(client, f"{HERE}people/{cast.max.person}/")
    back = form_to(person, "reactivation/").send(client)
    assert back.status_code == 302
    assert Person.objects.get(pk=cast.max.person).state == "active"


def test_a_refused_successor_is_named_at_the_line(cast: Cast) -> None:
    client, path = client_for(cast.ada), f"{HERE}people/{cast.max.person}/handover/"
    form = _form(client, path, "handover")
    refused = form.send(client, path, **{f"item.O-{cast.draft}": str(cast.vera.person)})
    assert refused.status_code == 422
    row = next(r for r in refused.context["rows"] if r.key == f"O-{cast.draft}")
    assert row.field.errors
    assert row.field.value == str(cast.vera.person)


def test_what_has_no_owner_here_is_marked(cast: Cast) -> None:
    handovers.deactivate(cast.ada, cast.max.person, even_so=True)
    page = client_for(cast.lea).get("/kestrel/teams/platform/")
    keys = {o.key for o in page.context["orphans"]}
    assert keys == {f"O-{cast.draft}", *(f"KR-{n}" for n in cast.key_results.values())}
    assert f"people/{cast.max.person}/handover/" in _text(page)
    assert "owner not here" in _text(page)
    week = client_for(cast.lea).get("/kestrel/").context["week"]
    assert {n.title for n in week.orphans} == {"Shipping is boring", "Nobody waits for a review"}
    assert not client_for(cast.ada).get("/kestrel/").context["week"].orphans
    handovers.hand_over(cast.lea, cast.max.person, cast.lea.person)
    assert not client_for(cast.lea).get("/kestrel/").context["week"].orphans
    assert not client_for(cast.lea).get("/kestrel/teams/platform/").context["orphans"]


def test_a_lead_hands_over_and_others_find_nothing(cast: Cast) -> None:
    path = f"{HERE}people/{cast.max.person}/"
    assert "handover/" in opened(client_for(cast.lea), path)
    assert client_for(cast.lea).get(f"{path}handover/").status_code == 200
    assert client_for(cast.lea).get(f"{path}leaving/").status_code == 404
    for who in (cast.max, cast.vera, cast.otto):
        for end in ("handover/", "leaving/"):
            client = client_for(who)
            assert client.get(path + end).status_code == 404
            assert client.post(path + end, {"to": str(cast.lea.person)}).status_code == 404
    for who in (cast.lea, cast.max, cast.vera):
        assert client_for(who).post(f"{path}reactivation/").status_code == 403
    assert KeyResult.objects.filter(owner=cast.max.person).count() == len(cast.key_results)


# ── personal objectives by hand ───────────────────────────────────────────────
def test_the_policy_is_a_switch_with_a_sentence(cast: Cast) -> None:
    client = client_for(cast.ada)
    assert "personal: mine alone" not in opened(client_for(cast.max), "/kestrel/okrs/new/")
    form = _form(client, HERE, "workspace")
    assert form.send(client, HERE, personal_okrs="on").status_code == 302
    assert "personal: mine alone" in opened(client_for(cast.max), "/kestrel/okrs/new/")
    again = _form(client, HERE, "workspace")
    assert again.fields["personal_okrs"] == "on"
    del again.fields["personal_okrs"]
    assert again.send(client, HERE).status_code == 302
    assert "personal: mine alone" not in opened(client_for(cast.max), "/kestrel/okrs/new/")


def test_a_personal_objective_stands_apart(cast: Cast) -> None:
    workspaces.edit(cast.ada, {"personal_okrs": "yes"}, {})
    client = client_for(cast.max)
    form = _form(client, "/kestrel/okrs/new/", "objective")
    sent = form.send(client, "/kestrel/okrs/new/", title="I speak in public", personal="on")
    assert sent.status_code == 302
    made = Objective.objects.get(title="I speak in public")
    assert made.person_id == cast.max.person
    before = client.get("/kestrel/teams/platform/").context["team"]
    key_results.add(caller("max"), made.number, NewKeyResult("Two talks", "yes_no"))
    objectives.propose(cast.max, made.number)
    objectives.agree(cast.max, made.number)
    page = client_for(cast.vera).get("/kestrel/teams/platform/")
    assert [o.key for o in page.context["personal"]] == [made.key]
    assert page.context["team"].counts == before.counts
    assert made.key not in {o.key for o in page.context["objectives"]}
    shown = _text(client_for(cast.vera).get(f"/kestrel/okrs/{made.key}/"))
    assert "counts in no figure" in shown
    week = client.get("/kestrel/").context["week"]
    assert "Two talks" in {c.title for c in week.cards}
    edit = opened(client, f"/kestrel/okrs/{made.key}/edit/")
    assert 'name="owner"' not in edit
    assert 'name="contributors"' not in edit


def test_a_shared_objective_counts_once_in_the_workspace(cast: Cast) -> None:
    web = teams.create(cast.ada, "Web", cast.company).id
    before = overview.overview(cast.ada)
    objectives.edit(cast.lea, cast.objective, {}, {}, "together", contributors=[web])
    after = overview.overview(cast.ada)
    assert before is not None
    assert after is not None
    assert after.spread == before.spread
    assert [row.team.slug for row in after.spread.items] == ["platform"]
    assert after.practice == before.practice
    under = overview.overview(cast.ada, Wanted(team="web"))
    assert under is not None
    assert under.spread.total == 0


def test_a_personal_objective_counts_nowhere_in_the_workspace(cast: Cast) -> None:
    workspaces.edit(cast.ada, {"personal_okrs": "yes"}, {})
    before = overview.overview(cast.ada)
    given = NewObjective("I speak in public", cast.platform, cast.cycle, personal=True)
    mine = number(objectives.draft(cast.max, given).key)
    key_results.add(cast.max, mine, NewKeyResult("Two talks", "yes_no"))
    objectives.propose(cast.max, mine)
    objectives.agree(cast.max, mine)
    outlooks.sweep(cast.ada)
    after = overview.overview(cast.ada)
    assert before is not None
    assert after is not None
    assert (after.spread, after.silent, after.decisions) == (
        before.spread, before.silent, before.decisions,
    )  # fmt: skip
    assert after.sentence == before.sentence


def test_shared_objectives_count_apart_where_a_team_only_helps(cast: Cast) -> None:
    web = teams.create(cast.ada, "Web", cast.company).id
    objectives.edit(cast.lea, cast.objective, {}, {}, "together", contributors=[web])
    helper = client_for(cast.lea).get("/kestrel/teams/web/")
    assert helper.context["team"].counts == ()
    assert sum(n for _c, _w, n in helper.context["team"].shared_counts) == 6
    assert helper.context["team"].due == 0
    assert not helper.context["team"].sentence
    assert "with Platform (accountable)" in _text(helper)
    own = client_for(cast.lea).get("/kestrel/teams/platform/")
    assert sum(n for _c, _w, n in own.context["team"].counts) == 6
    assert own.context["team"].shared_counts == ()
    assert "with Web contributing" in _text(own)
