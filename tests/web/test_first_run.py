"""From an empty database to a team with an objective and two key results."""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client, override_settings

from northing.kit.secrets import SET_UP, kept_in
from northing.store.accounts import Account
from northing.store.key_results import KeyResult
from northing.store.objectives import Objective
from northing.store.teams import Team, TeamPerson
from northing.store.workspaces import Workspace
from tests.cast import Cast, client_for
from tests.web.forms import forms_of, opened

WHO = {
    "name": "Kestrel", "admin_name": "Ada Lund", "email": "ada@kestrel.example",
    "password": "a long walk home", "tz": "Europe/Zurich",
}  # fmt: skip
AIM = {
    "title": "Shipping is boring", "why": "Waiting costs us a day a week.",
    "k0.title": "A build takes 6 minutes", "k0.from": "20 min", "k0.to": "6 min",
    "k1.title": "Deployments reach 40 a week", "k1.from": "10", "k1.to": "40",
}  # fmt: skip
HOME = {"HTTP_HOST": "127.0.0.1", "REMOTE_ADDR": "127.0.0.1"}
AWAY = {"HTTP_HOST": "127.0.0.1", "REMOTE_ADDR": "192.0.2.7"}


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings, "DATA", tmp_path)
    return tmp_path


@pytest.mark.django_db
def test_the_walk_from_nothing_to_two_key_results(data: Path) -> None:
    client = Client(**HOME)
    assert client.get("/").headers["Location"] == "/welcome/"
    founded = forms_of(opened(client, "/welcome/"))[0].send(client, "/welcome/", **WHO)
    assert founded.headers["Location"] == "/kestrel/start/"
    assert 'type="radio" value="sheet"' in opened(client, "/kestrel/start/")
    named = forms_of(opened(client, "/kestrel/start/"))[0].send(
        client, "/kestrel/start/", name="Platform"
    )
    there = named.headers["Location"]
    assert there.startswith("/kestrel/start/objective/?team=")
    agreed = forms_of(opened(client, there))[0].send(client, there, **AIM)
    assert agreed.headers["Location"] == "/kestrel/teams/platform/"
    page = client.get("/kestrel/teams/platform/")
    for text in ("Shipping is boring", "A build takes 6 minutes", "Deployments reach 40 a week"):
        assert text in page.content.decode()
    row = Objective.objects.get()
    assert (row.state, row.team.name, row.owner.name) == ("active", "Platform", "Ada Lund")
    kinds = KeyResult.objects.order_by("number").values_list("kind", "unit", "baseline", "target")
    assert list(kinds) == [("decrease", "min", 1200, 360), ("increase", "", 10, 40)]
    assert TeamPerson.objects.get(team=row.team, person=row.owner).lead


@pytest.mark.django_db
def test_a_stranger_needs_the_code(data: Path) -> None:
    client = Client(**AWAY)
    assert client.get("/welcome/").status_code == 403
    assert client.post("/welcome/", WHO).status_code == 403
    code = kept_in(data / SET_UP)
    assert client.get("/welcome/?code=wrong").status_code == 403
    assert client.post("/welcome/", {**WHO, "code": code[:-1]}).status_code == 403
    assert not Workspace.objects.exists()
    form = forms_of(opened(client, f"/welcome/?code={code}"))[0]
    assert form.send(client, "/welcome/", **WHO).status_code == 302
    assert not (data / SET_UP).exists()


@pytest.mark.django_db
def test_who_comes_through_a_proxy_is_a_stranger(data: Path) -> None:
    client = Client(**HOME, HTTP_X_FORWARDED_FOR="127.0.0.1")
    assert client.get("/welcome/").status_code == 403


@pytest.mark.django_db
def test_behind_a_proxy_that_says_nothing_everybody_is_a_stranger(data: Path) -> None:
    with override_settings(BASE_URL="https://okr.example.org"):
        assert Client(**HOME).get("/welcome/").status_code == 403
    for at_home in ("http://127.0.0.1:8000", "http://[::1]:8000", "http://localhost"):
        with override_settings(BASE_URL=at_home):
            assert Client(**HOME).get("/welcome/").status_code == 200, at_home


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "value"),
    [("password", "short"), ("email", "nobody"), ("name", ""), ("admin_name", " "), ("tz", "Mars/Base")],
)  # fmt: skip
def test_what_is_wrong_stands_at_its_field_and_nothing_is_written(
    data: Path, field: str, value: str
) -> None:
    client = Client(**HOME)
    answer = client.post("/welcome/", {**WHO, field: value})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "error" in page
    assert "Kestrel" in page or field == "name"
    assert not Workspace.objects.exists()
    assert not Account.objects.exists()


def test_once_there_is_a_workspace_nobody_founds_another(cast: Cast) -> None:
    client = Client(**HOME)
    assert client.get("/welcome/").status_code == 404
    assert client.post("/welcome/", WHO).status_code == 404


def test_only_admins_begin(cast: Cast) -> None:
    for person in (cast.lea, cast.vera, cast.otto):
        client = client_for(person)
        assert client.get("/kestrel/start/").status_code == 404
        assert client.post("/kestrel/start/", {"name": "Mine"}).status_code == 404
        there = f"/kestrel/start/objective/?team={cast.platform}"
        assert client.get(there).status_code == 404
    assert not Team.objects.filter(name="Mine").exists()


@pytest.mark.parametrize(("way", "leads_to"), [("document", "/imports/"), ("sheet", "/imports/")])
def test_a_document_or_a_sheet_is_a_way_too(cast: Cast, way: str, leads_to: str) -> None:
    answer = client_for(cast.ada).post("/kestrel/start/", {"name": "Mobile", "way": way})
    team = Team.objects.get(name="Mobile")
    assert leads_to in answer.headers["Location"]
    assert f"team={team.pk}" in answer.headers["Location"]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"k0.to": "20 min"}, "the same"),
        ({"k1.to": "a lot"}, ""),
        ({"k0.title": "", "k0.from": "1", "k0.to": "2"}, ""),
        ({name: "" for name in AIM if name.startswith("k")}, "No key result yet"),
        ({"title": ""}, ""),
    ],
)
def test_a_refused_objective_keeps_what_was_typed(
    cast: Cast, changed: dict[str, str], said: str
) -> None:
    client = client_for(cast.ada)
    client.post("/kestrel/start/", {"name": "Mobile"})
    there = f"/kestrel/start/objective/?team={Team.objects.get(name='Mobile').pk}"
    before = Objective.objects.count()
    answer = client.post(there, {**AIM, **changed})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert "Waiting costs us a day a week." in page
    assert Objective.objects.count() == before


def test_sent_twice_it_is_one(cast: Cast) -> None:
    client = client_for(cast.ada)
    client.post("/kestrel/start/", {"name": "Mobile", "key": "one"})
    client.post("/kestrel/start/", {"name": "Mobile", "key": "one"})
    assert Team.objects.filter(name="Mobile").count() == 1
    there = f"/kestrel/start/objective/?team={Team.objects.get(name='Mobile').pk}"
    before = Objective.objects.count()
    for _ in range(2):
        assert client.post(there, {**AIM, "key": "two"}).status_code == 302
    assert Objective.objects.count() == before + 1
