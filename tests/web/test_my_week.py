"""My week: what is due comes first, the cursor stands in it, and an empty week teaches."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from northing.actions import comments, initiatives, key_results, objectives, people, teams
from northing.actions.key_results import NewKeyResult
from northing.queries.key_results import key_result
from northing.store.accounts import Account
from northing.store.teams import Team
from tests.cast import FOUNDED, NOW, Cast, build, client_for
from tests.walls.seeing import queries_counted, seen

BUDGET = 12


def test_what_is_due_comes_first_and_the_first_stands_up(cast: Cast) -> None:
    response = seen(client_for(cast.max).get, f"/{cast.slug}/")
    week, page = response.context["week"], response.content.decode()
    numbers = {f"KR-{n}" for n in cast.key_results.values()}
    assert {card.key for card in week.cards} | {line.key for line in week.done} == numbers
    assert [card.is_up for card in week.cards] == [True] + [False] * (len(week.cards) - 1)
    assert page.count(" autofocus") == 1
    assert page.count('name="back" value="my_week"') == len(week.cards)
    assert len({dict(card.hidden)["key"] for card in week.cards}) == len(week.cards)
    assert f'id="week-title">{week.title}<' in page


def test_the_longest_silent_comes_first(cast: Cast) -> None:
    week = client_for(cast.max).get(f"/{cast.slug}/").context["week"]
    never = {f"KR-{cast.key_results[kind]}" for kind in ("milestones", "find_baseline")}
    assert {card.key for card in week.cards[:2]} == never


def test_others_ask_write_and_move(cast: Cast) -> None:
    objectives.propose(cast.max, cast.draft)
    comments.add(cast.lea, f"KR-{cast.key_results['increase']}", "Which <team> is next?")
    initiatives.add(cast.max, cast.key_results["increase"], "Ship on Fridays", due_on="2026-03-01")
    lead = seen(client_for(cast.lea).get, f"/{cast.slug}/").context["week"]
    assert [(n.title, n.url) for n in lead.asks] == [
        ("Agree to “Nobody waits for a review”?", f"/{cast.slug}/okrs/O-{cast.draft}/")
    ]
    mine = seen(client_for(cast.max).get, f"/{cast.slug}/")
    week = mine.context["week"]
    assert any("Which <team> is next?" in note.small for note in week.reads)
    assert "Which &lt;team&gt; is next?" in mine.content.decode()
    assert [(n.title, n.is_late) for n in week.initiatives] == [("Ship on Fridays", True)]
    assert not week.asks


def test_drafts_of_ones_own_are_at_hand(cast: Cast) -> None:
    assert [n.title for n in client_for(cast.max).get(f"/{cast.slug}/").context["week"].drafts] == [
        "Nobody waits for a review"
    ]
    assert not client_for(cast.vera).get(f"/{cast.slug}/").context["week"].drafts


def test_the_number_of_queries_does_not_grow(cast: Cast) -> None:
    client = client_for(cast.max)
    with queries_counted() as few:
        seen(client.get, f"/{cast.slug}/")
    lea = replace(cast.lea, now=FOUNDED + timedelta(days=4))
    for place in range(20):
        given = NewKeyResult(
            f"Number {place} rises", "increase", unit="things", baseline="1", target="9",
            owner=cast.max.person,
        )  # fmt: skip
        key_results.add(lea, cast.objective, given, "more to do")
    with queries_counted() as many:
        response = seen(client.get, f"/{cast.slug}/")
    assert len(response.context["week"].cards) > 20
    assert len(few) == len(many) <= BUDGET


def test_a_viewer_is_asked_for_nothing(cast: Cast) -> None:
    response = seen(client_for(cast.vera).get, f"/{cast.slug}/")
    assert response.context["empty"].title == "You read along here"
    assert '<form method="post" action="/kestrel/okrs' not in response.content.decode()


def test_a_new_workspace_offers_its_first_steps(cast: Cast) -> None:
    empty = client_for(cast.otto).get("/otterbay/").context["empty"]
    assert (empty.url, empty.button) == ("/otterbay/start/", "Begin")


def test_a_workspace_with_teams_offers_the_document_first(cast: Cast) -> None:
    teams.create(cast.otto, "Boats", Team.objects.get(ws=cast.otto.workspace, parent=None).pk)
    response = seen(client_for(cast.otto).get, "/otterbay/")
    empty = response.context["empty"]
    assert (empty.url, empty.more_url) == ("/otterbay/imports/", "/otterbay/okrs/new/")
    assert "Paste your OKR document" in response.content.decode()


def test_somebody_without_a_team_learns_how_to_get_one(cast: Cast) -> None:
    account = Account.objects.create_user("nina@kestrel.example")
    invited = people.invite(cast.ada, "Nina Hahn")
    people.accept_invitation(invited.secret, account.pk, NOW)
    empty = client_for(replace(cast.ada, account=account.pk)).get(f"/{cast.slug}/").context["empty"]
    assert empty.title == "You are in no team yet"
    teams.join(cast.ada, cast.platform, invited.id)
    empty = client_for(replace(cast.ada, account=account.pk)).get(f"/{cast.slug}/").context["empty"]
    assert (empty.title, empty.url) == ("No key result is yours yet", f"/{cast.slug}/okrs/new/")


@pytest.fixture
def at(
    live_server: Any, window: Page, transactional_db: None, monkeypatch: pytest.MonkeyPatch
) -> tuple[Cast, str]:
    """The cast behind a server, Max signed in, his week open: the cast and the address of the workspace."""
    monkeypatch.setenv("NORTHING_TODAY", NOW.date().isoformat())
    found = build()
    cookie = client_for(found.max).cookies["northing_session"].value
    window.context.add_cookies(
        [{"name": "northing_session", "value": cookie, "url": live_server.url}]
    )
    base = f"{live_server.url}/{found.slug}/"
    window.goto(base)
    return found, base


@pytest.mark.browser
def test_a_week_by_keyboard_alone(at: tuple[Cast, str], window: Page) -> None:
    cast, _ = at
    count = window.locator("[data-check-in]").count()
    first = window.locator("[data-check-in]").first.get_attribute("id")
    window.keyboard.press("=")
    expect(window.locator("[data-check-in]")).to_have_count(count - 1)
    expect(window.locator(f"#{first}.saved")).to_be_visible()
    assert window.locator("[data-check-in].up").count() == 1
    assert window.evaluate("document.activeElement.closest('[data-check-in].up') !== null")
    window.locator(f"#value-KR-{cast.key_results['increase']}").focus()
    window.keyboard.type("39")
    window.keyboard.press("Tab")
    window.keyboard.press("8")
    window.keyboard.press("Enter")
    expect(window.locator("[data-check-in]")).to_have_count(count - 2)
    page = key_result(cast.max, cast.key_results["increase"])
    assert page is not None
    assert (page.card.now.value, page.card.confidence) == (39, 8)
    title = client_for(cast.max).get(f"/{cast.slug}/").context["week"].title
    expect(window.locator("#week-title")).to_have_text(title)
    expect(window.locator(".rail [data-go=w] .count")).to_have_text(str(count - 2))


@pytest.mark.browser
def test_a_mistake_stays_under_the_cursor(at: tuple[Cast, str], window: Page) -> None:
    cast, _ = at
    value = window.locator(f"#value-KR-{cast.key_results['increase']}")
    value.focus()
    window.keyboard.type("a lot")
    window.keyboard.press("Enter")
    expect(window.locator('[aria-invalid="true"]')).to_have_count(1)
    expect(value).to_have_value("a lot")
    expect(value).to_be_focused()


@pytest.mark.browser
def test_from_the_week_to_a_key_result_and_a_draft_by_keys(
    at: tuple[Cast, str], window: Page
) -> None:
    _, base = at
    window.locator("#main").focus()
    window.keyboard.press("g")
    window.keyboard.press("1")
    window.wait_for_url(f"{base}teams/platform/")
    window.keyboard.press("j")
    assert window.evaluate("document.activeElement.closest('tr.kr') !== null")
    chosen = window.evaluate("document.activeElement.href")
    window.keyboard.press("Enter")
    window.wait_for_url(chosen)
    window.go_back()
    window.wait_for_url(f"{base}teams/platform/")
    window.keyboard.press("d")
    expect(window).to_have_url(re.compile(r"/okrs/new/\?team="))


def test_without_a_script_everything_is_a_plain_form(cast: Cast) -> None:
    page = client_for(cast.max).get(f"/{cast.slug}/").content.decode()
    assert page.count('<form method="post" action="/kestrel/okrs/KR-') == page.count(
        "data-check-in data-row"
    )
    assert page.count('<button class="button primary" type="submit" data-save>') == page.count(
        "data-check-in data-row"
    )
