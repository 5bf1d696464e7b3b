"""Around the pages: logs, redirects, headers, sessions, forms of other sites."""

import logging
import re

import pytest
from django.test import Client

from northing.actions import (
    check_ins,
    comments,
    handovers,
    initiatives,
    key_results,
    metrics,
    objectives,
    people,
    teams,
)
from northing.actions.check_ins import Said
from northing.actions.key_results import NewKeyResult, NewStep
from northing.queries import frame, my_week
from northing.site import logs
from northing.store.accounts import Account
from tests.cast import Cast, bearer, client_for

PASSWORD = "correct horse battery"
HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7*7 }}'


def _logged(secret: str) -> str:
    try:
        raise ValueError("broken")
    except ValueError as error:
        record = logging.LogRecord("x", logging.ERROR, __file__, 1, "It broke", None, None)
        record.exc_info = (type(error), error, error.__traceback__)
    return logs.formatter().format(record)


@pytest.mark.parametrize("kind", ["", "json"])
def test_a_traceback_in_the_log_names_no_values(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NORTHING_LOG", kind)
    text = _logged("a-secret-nobody-may-read")
    assert "a-secret-nobody-may-read" not in text
    assert "ValueError: broken" in text
    assert "Traceback" in text


@pytest.mark.parametrize(
    "next_url",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "\thttps://evil.example",
    ],
)
def test_signing_in_leads_nowhere_else(cast: Cast, next_url: str) -> None:
    account = Account.objects.get(pk=cast.max.account)
    account.set_password(PASSWORD)
    account.save()
    form = {"login": account.email, "password": PASSWORD, "next": next_url}
    answer = Client().post("/accounts/login/", form)
    assert answer.status_code == 302
    assert answer["Location"] == "/"


def test_a_new_password_ends_other_sessions(cast: Cast) -> None:
    client = client_for(cast.max)
    assert client.get("/kestrel/").status_code == 200
    account = Account.objects.get(pk=cast.max.account)
    account.set_password(PASSWORD)
    account.save()
    assert client.get("/kestrel/").status_code == 404


def test_whoever_was_sent_away_finds_nothing(cast: Cast) -> None:
    client, headers = client_for(cast.max), bearer(cast.max)
    handovers.deactivate(cast.ada, cast.max.person, even_so=True)
    assert client.get("/kestrel/").status_code == 404
    assert Client().get("/api/v1/kestrel/my-week", headers=headers).status_code == 401


def test_the_same_answer_for_people_who_are_not_there(cast: Cast) -> None:
    answers = []
    for email in (Account.objects.get(pk=cast.max.account).email, "nobody@kestrel.example"):
        page = Client().post("/accounts/login/", {"login": email, "password": "wrong"})
        text = re.sub(r'value="[^"]*"', "", page.content.decode())
        answers.append((page.status_code, text.replace(email, "")))
    assert answers[0] == answers[1]


def test_too_many_tries_are_stopped_even_behind_an_invented_address(cast: Cast) -> None:
    email = Account.objects.get(pk=cast.max.account).email
    found = {
        Client().post(
            "/accounts/login/", {"login": email, "password": "wrong"},
            headers={"X-Forwarded-For": f"10.0.0.{n}"},
        ).status_code
        for n in range(14)
    }  # fmt: skip
    page = Client().post("/accounts/login/", {"login": email, "password": "wrong"})
    assert 429 in found or "oo many" in page.content.decode()


def test_posts_of_other_sites_are_refused(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(Account.objects.get(pk=cast.lea.account))
    number = cast.key_results["increase"]
    for path in (
        f"/kestrel/okrs/KR-{number}/check-ins/", "/kestrel/okrs/new/", "/kestrel/settings/tokens/",
        "/kestrel/imports/", "/accounts/logout/",
    ):  # fmt: skip
        assert client.post(path, {"value": "1"}).status_code == 403


def test_hostile_text_stays_text_on_every_page(cast: Cast) -> None:
    """One hostile text in every field that takes text, then every page that shows it."""
    bad = HOSTILE
    o, kr = cast.objective, cast.key_results["increase"]
    people.edit(cast.ada, cast.max.person, {"name": bad}, {})
    teams.edit(cast.ada, cast.platform, {"name": bad}, {})
    objectives.edit(cast.lea, o, {"title": bad, "why": bad}, {}, bad)
    key_results.edit(cast.lea, kr, {"title": bad}, {}, bad)
    key_results.retarget(cast.lea, kr, bad, target="50")
    check_ins.record(cast.max, kr, Said("30", "7", note=bad))
    comments.add(cast.max, f"KR-{kr}", bad)
    comments.add(cast.max, f"O-{o}", bad, story=True)
    comments.add(cast.lea, f"KR-{kr}", bad)
    work = initiatives.add(cast.max, kr, bad, link='https://x.example/"onmouseover="alert(1)').id
    metric = metrics.create(cast.max, metrics.NewMetric(cast.platform, bad, "<b>services")).id
    steps = (NewStep(bad), NewStep("b"))
    made = key_results.add(cast.lea, o, NewKeyResult(bad, "milestones", steps=steps), bad)
    objectives.edit(cast.max, cast.draft, {"title": bad}, {})
    client = client_for(cast.lea)
    staged = client.post(
        "/kestrel/imports/",
        {"text": f"# Objective: {bad}\n- {bad} from 1 to 2 (@{bad})\n\n{bad}\n", "name": bad,
         "team": cast.platform, "cycle": cast.cycle},
    )  # fmt: skip
    okrs = "/kestrel/okrs/"
    pages = [
        "/kestrel/", "/kestrel/teams/", "/kestrel/teams/platform/", f"{okrs}O-{o}/", f"{okrs}O-{o}/edit/",
        f"{okrs}O-{o}/history/", f"{okrs}O-{o}/alignments/", f"{okrs}O-{o}/closure/", f"{okrs}{made.key}/",
        f"{okrs}KR-{kr}/", f"{okrs}KR-{kr}/edit/", f"{okrs}KR-{kr}/target/", f"{okrs}KR-{kr}/check-ins/",
        f"{okrs}{made.key}/edit/", f"{okrs}{made.key}/check-ins/", f"/kestrel/initiatives/{work}/",
        "/kestrel/metrics/", f"/kestrel/metrics/{metric}/", "/kestrel/settings/people/",
        f"/kestrel/settings/people/{cast.max.person}/", "/kestrel/settings/teams/",
        f"/kestrel/settings/teams/{cast.platform}/", "/kestrel/imports/", staged["Location"], f"{okrs}O-{cast.draft}/",
    ]  # fmt: skip
    for path in pages:
        answer = client.get(path)
        assert answer.status_code == 200, path
        html = answer.content.decode()
        assert "<script>alert" not in html, path
        assert "<img src=x" not in html, path
        assert "onerror=alert(1)>" not in html, path
        assert '"onmouseover=' not in html, path
        assert not re.search(r"<[^>]*\sstyle=", html), path


def test_links_start_like_links(cast: Cast) -> None:
    client = client_for(cast.max)
    kr = cast.key_results["increase"]
    for link in (
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        " \u200bjavascript:x",
    ):
        answer = client.post(f"/kestrel/okrs/KR-{kr}/initiatives/", {"title": "x", "link": link})
        assert answer.status_code == 422, link
        assert f'href="{link.strip()}' not in answer.content.decode()


def test_what_is_too_large_is_said_on_a_page(cast: Cast) -> None:
    client = client_for(cast.lea)
    many = client.post("/kestrel/okrs/new/", {f"f{n}": "x" for n in range(5_100)})
    assert many.status_code == 413
    long = client.post("/kestrel/imports/", {"text": "x" * 13_000_000}, content_type="text/plain")
    assert long.status_code in {413, 422}
    raw = "text=" + "x" * 13_000_000
    form = client.post("/kestrel/imports/", raw, content_type="application/x-www-form-urlencoded")
    assert form.status_code == 413
    assert "send it in parts" in form.content.decode()


def test_the_page_of_a_failure_asks_the_database_nothing(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise RuntimeError("the secret of the house")

    monkeypatch.setattr(my_week, "my_week", fails)
    monkeypatch.setattr(frame, "frame", fails)
    client = client_for(cast.max)
    client.raise_request_exception = False
    answer = client.get("/kestrel/")
    assert answer.status_code == 500
    assert "Something broke" in answer.content.decode()
    assert "secret of the house" not in answer.content.decode()
