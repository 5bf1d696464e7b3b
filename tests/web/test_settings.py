"""The settings: everybody sees the lists, admins change them, a lead keeps the people of the own team."""

import re
from collections.abc import Mapping

import pytest
from django.test import Client

from northing.actions import people as people_actions
from northing.actions import teams as team_actions
from northing.domain.access import Caller
from northing.queries import callers, cycles, people, teams, tokens, workspaces
from tests.cast import Cast, caller, client_for
from tests.walls.seeing import queries_counted, seen

BUDGET = 12
HERE = "/kestrel/settings/"
LISTS = (HERE, f"{HERE}teams/", f"{HERE}people/", f"{HERE}cycles/", f"{HERE}tokens/")


def hidden(html: str, name: str) -> str:
    """The value of a hidden field on a page."""
    found = re.search(rf'name="{re.escape(name)}" value="([^"]*)"', html)
    assert found, name
    return found[1]


def opened(client: Client, path: str) -> str:
    """A page's text, which must be there."""
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def edited(client: Client, path: str, **typed: str) -> tuple[int, str]:
    """Open a form, type into it, send it with all that it showed."""
    html = opened(client, path)
    fields = dict(re.findall(r'name="seen-([\w]+)" value="([^"]*)"', html))
    sent = fields | {f"seen-{n}": v for n, v in fields.items()} | typed
    response = client.post(path, sent | {"key": hidden(html, "key")})
    return response.status_code, response.content.decode()


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("handle", ["ada", "lea", "max", "vera"])
def test_everybody_sees_the_lists(cast: Cast, path: str, handle: str) -> None:
    response = seen(client_for(cast.insiders[handle]).get, path)
    assert response.status_code == 200
    assert response.content.count(b'aria-current="page"') >= 1


@pytest.mark.parametrize("path", LISTS)
def test_an_outsider_sees_nothing(cast: Cast, path: str) -> None:
    assert client_for(cast.otto).get(path).status_code == 404


def test_htmx_gets_the_part_below_the_tabs(cast: Cast) -> None:
    part = client_for(cast.ada).get(f"{HERE}teams/", headers={"HX-Request": "true"}).content
    assert b"Platform" in part
    assert b"<html" not in part


@pytest.mark.parametrize("path", LISTS)
def test_a_list_asks_as_much_with_many_as_with_few(cast: Cast, path: str) -> None:
    client = client_for(cast.ada)
    with queries_counted() as few:
        client.get(path)
    root = callers.team_nodes(cast.ada.workspace)[0].id
    for n in range(15):
        team = team_actions.create(cast.ada, f"Team {n}", root).id
        people_actions.invite(cast.ada, f"Person {n}", team=team)
    with queries_counted() as many:
        client.get(path)
    assert len(few) == len(many)
    assert len(many) <= BUDGET, many


# ── workspace ─────────────────────────────────────────────────────────────────


def test_an_admin_saves_the_workspace(cast: Cast) -> None:
    status, _ = edited(client_for(cast.ada), HERE, weekday="0", name="Kestrel & Sons")
    assert status == 302
    card = workspaces.workspace(cast.ada)
    assert (card.name, card.weekday, card.tz) == ("Kestrel & Sons", 0, "Europe/Zurich")


def test_a_refused_save_keeps_what_was_typed_and_says_where(cast: Cast) -> None:
    status, html = edited(client_for(cast.ada), HERE, name="", tz="UTC")
    assert status == 422
    assert 'aria-invalid="true"' in html
    assert '<option value="UTC" selected>' in html
    assert workspaces.workspace(cast.ada).tz == "Europe/Zurich"


def test_a_member_has_no_form_and_is_refused(cast: Cast) -> None:
    client = client_for(cast.max)
    assert 'name="tz"' not in opened(client, HERE)
    assert client.post(HERE, {"name": "Mine"}).status_code == 403


def test_two_admins_see_both_texts(cast: Cast) -> None:
    client = client_for(cast.ada)
    html = opened(client, HERE)
    edited(client, HERE, name="Kestrel AG")
    late = {"name": "Kestrel Ltd", "seen-name": "Kestrel", "key": hidden(html, "key")}
    late |= {n: hidden(html, f"seen-{n}") for n in ("tz", "fiscal_month", "weekday")}
    late |= {f"seen-{n}": late[n] for n in ("tz", "fiscal_month", "weekday")}
    response = client.post(HERE, late)
    text = response.content.decode()
    assert response.status_code == 409
    assert "Kestrel AG" in text
    assert "Kestrel Ltd" in text
    again: Mapping[str, str] = late | {
        "seen-name": hidden(text, "seen-name"), "key": hidden(text, "key"),
    }  # fmt: skip
    theirs = {**again, "conflicted": "name", "settle": "theirs"}
    assert client.post(HERE, theirs).status_code == 302
    assert workspaces.workspace(cast.ada).name == "Kestrel AG"
    assert client.post(HERE, {**again, "key": "another"}).status_code == 302
    assert workspaces.workspace(cast.ada).name == "Kestrel Ltd"


# ── teams ─────────────────────────────────────────────────────────────────────


def test_a_double_post_makes_one_team(cast: Cast) -> None:
    client = client_for(cast.ada)
    key = hidden(opened(client, f"{HERE}teams/"), "key")
    form = {"name": "Mobile", "parent": str(cast.platform), "key": key}
    first, second = (client.post(f"{HERE}teams/", form) for _ in range(2))
    assert first.status_code == second.status_code == 302
    assert first["Location"] == second["Location"]
    assert [t.name for t in teams.teams(cast.ada)].count("Mobile") == 1


def test_a_team_is_renamed_and_moved_but_not_under_itself(cast: Cast) -> None:
    client = client_for(cast.ada)
    below = team_actions.create(cast.ada, "Tools", cast.platform).id
    path = f"{HERE}teams/{cast.platform}/"
    html = opened(client, path)
    assert f'<option value="{below}">' not in html
    assert edited(client, path, parent=str(below))[0] == 422
    assert edited(client, path, name="Foundations")[0] == 302
    assert edited(client, f"{HERE}teams/{below}/", parent=str(cast.company))[0] == 302
    known = {t.id: t for t in teams.teams(cast.ada)}
    assert (known[cast.platform].name, known[below].parent) == ("Foundations", cast.company)


def test_a_lead_keeps_the_people_of_the_own_team_only(cast: Cast) -> None:
    client = client_for(cast.lea)
    here = f"{HERE}teams/{cast.platform}/people/"
    assert "Add to the team" in opened(client, f"{HERE}teams/{cast.platform}/")
    assert "Add to the team" not in opened(client, f"{HERE}teams/{cast.company}/")
    assert client.post(here, {"person": str(cast.vera.person)}).status_code == 302
    assert cast.platform in caller("vera").teams
    assert client.post(f"{here}{cast.vera.person}/", {"lead": "yes"}).status_code == 302
    assert cast.platform in caller("vera").leads
    assert client.post(f"{here}{cast.vera.person}/", {"leave": "yes"}).status_code == 302
    assert cast.platform not in caller("vera").teams
    elsewhere = f"{HERE}teams/{cast.company}/people/"
    assert client.post(elsewhere, {"person": str(cast.max.person)}).status_code == 403
    assert client.post(here, {"person": ""}).status_code == 404


# ── people ────────────────────────────────────────────────────────────────────


def invited(client: Client, **typed: str) -> tuple[int, str, str]:
    """Invite somebody by the form; the answer and the key that was used."""
    key = hidden(opened(client, f"{HERE}people/"), "key")
    form = {"name": "Nora Lind", "email": "", "role": "member", "team": "", "key": key} | typed
    response = client.post(f"{HERE}people/", form)
    return response.status_code, response.content.decode(), key


def test_an_invitation_link_is_shown_once_and_works(cast: Cast) -> None:
    client = client_for(cast.ada)
    status, html, key = invited(client)
    assert status == 200
    link = re.search(r'value="(http://127.0.0.1:8000/invite/[\w-]+/)"', html)
    assert link
    assert Client().get(link[1].removeprefix("http://127.0.0.1:8000")).status_code == 200
    _, again, _ = invited(client, key=key)
    assert "/invite/" not in again
    assert "/invite/" not in opened(client, f"{HERE}people/")
    assert [p.person.name for p in people.people(cast.ada)].count("Nora Lind") == 1


def test_no_copy_of_a_secret_stays_in_the_browser(cast: Cast) -> None:
    client = client_for(cast.ada)
    response = client.post(f"{HERE}people/", {"name": "Nora", "role": "member"})
    assert response["Cache-Control"] == "no-store"
    response = client.post(f"{HERE}tokens/", {"name": "job", "days": "1"})
    assert response["Cache-Control"] == "no-store"


def test_a_lead_invites_members_into_the_own_team(cast: Cast) -> None:
    client = client_for(cast.lea)
    html = opened(client, f"{HERE}people/")
    assert '<option value="admin"' not in html
    assert invited(client, team=str(cast.platform))[0] == 200
    assert invited(client, name="Another", team="")[0] == 403
    assert invited(client, name="Another", team=str(cast.company))[0] == 403


def test_a_viewer_cannot_invite(cast: Cast) -> None:
    client = client_for(cast.vera)
    assert 'name="email"' not in opened(client, f"{HERE}people/")
    assert client.post(f"{HERE}people/", {"name": "X", "role": "member"}).status_code == 403


def test_a_new_link_replaces_the_old_one(cast: Cast) -> None:
    client = client_for(cast.ada)
    _, html, _ = invited(client)
    first = re.search(r"/invite/[\w-]+/", html)
    person = next(p for p in people.people(cast.ada) if p.person.name == "Nora Lind").person.id
    page = opened(client, f"{HERE}people/{person}/")
    assert "Make a new link" in page
    answer = client.post(f"{HERE}people/{person}/invitation/", {"key": hidden(page, "key")})
    second = re.search(r"/invite/[\w-]+/", answer.content.decode())
    assert first
    assert second
    assert Client().get(first[0]).status_code == 404
    assert Client().get(second[0]).status_code == 200


def test_an_admin_changes_a_role_and_one_admin_remains(cast: Cast) -> None:
    client = client_for(cast.ada)
    assert edited(client, f"{HERE}people/{cast.vera.person}/", role="member")[0] == 302
    assert caller("vera").is_member
    status, html = edited(client, f"{HERE}people/{cast.ada.person}/", role="viewer")
    assert status == 403
    assert "At least one admin remains" in html


def test_people_change_their_own_name_and_nothing_else(cast: Cast) -> None:
    client = client_for(cast.max)
    own = f"{HERE}people/{cast.max.person}/"
    assert edited(client, own, name="Max Otter")[0] == 302
    assert 'name="role"' not in opened(client, own)
    other = f"{HERE}people/{cast.lea.person}/"
    assert 'name="name"' not in opened(client, other)
    assert client.post(other, {"name": "Mine", "seen-name": "Lea Moser"}).status_code == 403


# ── cycles ────────────────────────────────────────────────────────────────────


def cycle_names(who: Caller) -> list[str]:
    return [c.name for c in cycles.cycles(who)]


def test_the_next_year_comes_with_its_quarters(cast: Cast) -> None:
    client = client_for(cast.ada)
    html = opened(client, f"{HERE}cycles/")
    assert 'value="2027-01-01"' in html
    form = {"kind": "annual", "name": "2027", "start": "2027-01-01", "end": "2027-12-31"}
    response = client.post(f"{HERE}cycles/", form | {"with_quarters": "on", "key": "k"})
    assert response.status_code == 302
    assert {"2027", "Q1 2027", "Q4 2027"} <= set(cycle_names(cast.ada))
    odd = form | {"name": "Odd", "start": "2028-01-15", "end": "2028-12-31", "with_quarters": "on"}
    response = client.post(f"{HERE}cycles/", odd)
    assert response.status_code == 422
    assert 'value="Odd"' in response.content.decode()
    assert "Odd" not in cycle_names(cast.ada)


def test_a_cycle_is_made_changed_and_only_closed_after_its_end(cast: Cast) -> None:
    client = client_for(cast.ada)
    form = {"kind": "custom", "name": "Sprint", "start": "2026-02-01", "end": "2026-03-01"}
    assert client.post(f"{HERE}cycles/", form).status_code == 302
    sprint = next(c for c in cycles.cycles(cast.ada) if c.name == "Sprint")
    path = f"{HERE}cycles/{sprint.id}/"
    assert edited(client, path, end="2026-01-01")[0] == 422
    assert edited(client, path, name="Launch")[0] == 302
    running = client.post(f"{HERE}cycles/{cast.cycle}/closure/", {"reason": "early"})
    assert running.status_code == 422
    assert "early" in running.content.decode()
    assert "for good" in opened(client, f"{path}closure/")
    assert client.post(f"{path}closure/", {"reason": "done"}).status_code == 302
    closed = next(c for c in cycles.cycles(cast.ada) if c.id == sprint.id)
    assert (closed.name, closed.phase) == ("Launch", "closed")
    assert 'name="start"' not in opened(client, path)


def test_a_member_makes_no_cycle(cast: Cast) -> None:
    client = client_for(cast.lea)
    assert 'name="with_quarters"' not in opened(client, f"{HERE}cycles/")
    form = {"kind": "custom", "name": "Mine", "start": "2026-02-01", "end": "2026-03-01"}
    assert client.post(f"{HERE}cycles/", form).status_code == 403


# ── tokens ────────────────────────────────────────────────────────────────────


def test_a_token_is_shown_once_with_a_line_that_works(cast: Cast) -> None:
    client = client_for(cast.max)
    html = client.post(
        f"{HERE}tokens/", {"name": "night job", "check_in": "on", "days": "30", "key": "k"}
    ).content.decode()
    secret = re.search(r'value="(nth_[\w-]+)"', html)
    line = re.search(r"curl -X POST http://127.0.0.1:8000(\S+)", html)
    assert secret
    assert line
    answer = Client().post(
        line[1], '{"value": "11"}', content_type="application/json",
        headers={"Authorization": f"Bearer {secret[1]}"},
    )  # fmt: skip
    assert answer.status_code == 201, answer.content
    assert secret[1] not in opened(client, f"{HERE}tokens/")
    again = client.post(
        f"{HERE}tokens/", {"name": "night job", "check_in": "on", "days": "30", "key": "k"}
    )
    assert "made already" in again.content.decode()
    assert len(tokens.tokens(cast.max)) == 1


def test_days_that_are_no_number_are_named(cast: Cast) -> None:
    response = client_for(cast.max).post(f"{HERE}tokens/", {"name": "job", "days": "soon"})
    assert response.status_code == 422
    assert 'value="soon"' in response.content.decode()


def test_a_token_is_revoked_by_its_person_after_a_question(cast: Cast) -> None:
    client = client_for(cast.max)
    client.post(f"{HERE}tokens/", {"name": "job", "days": "1"})
    token = tokens.tokens(cast.max)[0].id
    path = f"{HERE}tokens/{token}/revocation/"
    assert "Revoke job?" in opened(client, path)
    assert client_for(cast.vera).get(path).status_code == 404
    assert client_for(cast.vera).post(path).status_code == 404
    assert client.post(path).status_code == 302
    assert tokens.tokens(cast.max)[0].revoked
