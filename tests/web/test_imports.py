"""Documents in by the pages: read, looked through, corrected, imported in one go, or thrown away."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from playwright.sync_api import Page, expect

from northing.actions import imports as actions
from northing.domain.access import Caller
from northing.domain.cadence import Rhythm
from northing.queries import imports as queries
from northing.queries import key_results, objectives, people
from northing.queries.imports import ImportPreview
from northing.transfer import markdown
from tests.cast import NOW, Cast, build, client_for
from tests.walls.seeing import queries_counted, seen

BUDGET = 12
HERE = "/kestrel/imports/"
DOCUMENT = """# OKRs of Platform

We wrote this after two afternoons.

## Objective: Nobody waits for a build

- KR: A build falls from 20 min to 6 min (@max) => 0.5
- KR: Deployments rise from 10 to 40 a week (@zoe) => 0.9

## Objective: The night is quiet

- KR: Pages in a week fall from 9 to 2 (@lea) => 0.6
"""


def staged(who: Caller, cast: Cast, text: str = DOCUMENT, name: str = "okrs.md") -> int:
    """The document, staged by the action that the page calls."""
    plan = markdown.read(text.encode(), name)
    return actions.stage(who, plan, team=cast.platform, cycle=cast.cycle).id


def big(count: int, below: int = 3) -> str:
    """A document of `count` objectives."""
    blocks = (
        f"## Objective: Aim {o}\n\n"
        + "".join(f"- KR: Number {o}-{k} rises from {k} to {k + 9}\n" for k in range(below))
        for o in range(count)
    )
    return "# OKRs\n\n" + "\n".join(blocks)


def form_of(html: str) -> dict[str, str | list[str]]:
    """What a browser would send: every field of the preview's form as it stands."""
    form = html[
        html.index('<form class="import"') : html.index(
            "</form>", html.index('<form class="import"')
        )
    ]
    sent: dict[str, str | list[str]] = {"shown": re.findall(r'name="shown" value="([^"]+)"', form)}
    for tag in re.findall(r"<input[^>]*>", form):
        name = re.search(r'name="([^"]+)"', tag)
        if name and name[1] != "shown" and ('type="checkbox"' not in tag or " checked" in tag):
            value = re.search(r'value="([^"]*)"', tag)
            sent[name[1]] = value[1] if value else "on" if "checkbox" in tag else ""
    sent |= dict(re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>([^<]*)</textarea>', form))
    for name, body in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.S):
        chosen = re.search(r'value="([^"]*)" selected', body) or re.search(r'value="([^"]*)"', body)
        sent[name] = chosen[1] if chosen else ""
    return sent


def page(client: Client, pk: int, query: str = "") -> str:
    response = client.get(f"{HERE}{pk}/{query}")
    assert response.status_code == 200
    return response.content.decode()


def found(who: Caller, pk: int) -> ImportPreview:
    preview = queries.preview(who, pk)
    assert preview is not None
    return preview


def titles(who: Caller, cast: Cast) -> list[str]:
    """Titles of all objectives that this person sees in the team's cycle."""
    return [o.title for o in objectives.of_team(who, cast.platform, [cast.cycle], Rhythm())]


# ── choosing a document ───────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("handle", "may"), [("ada", True), ("lea", True), ("max", False), ("vera", False)]
)
def test_leads_and_admins_may_import(cast: Cast, handle: str, may: bool) -> None:
    client = client_for(cast.insiders[handle])
    response = seen(client.get, HERE)
    assert response.status_code == 200
    assert (b'name="text"' in response.content) is may
    form = {"text": DOCUMENT, "team": str(cast.platform), "cycle": str(cast.cycle)}
    assert client.post(HERE, form).status_code == (302 if may else 403)


def test_an_outsider_finds_nothing(cast: Cast) -> None:
    pk = staged(cast.lea, cast)
    assert client_for(cast.otto).get(HERE).status_code == 404
    assert client_for(cast.otto).get(f"{HERE}{pk}/").status_code == 404
    assert client_for(cast.ada).get(f"{HERE}{pk}/").status_code == 404


def test_a_pasted_text_is_staged_once_for_a_double_post(cast: Cast) -> None:
    client = client_for(cast.lea)
    form = {
        "text": DOCUMENT, "name": "ours", "team": str(cast.platform), "cycle": str(cast.cycle), "key": "k",
    }  # fmt: skip
    first, second = client.post(HERE, form), client.post(HERE, form)
    assert first["Location"] == second["Location"]
    assert [i.source_name for i in queries.imports(cast.lea)] == ["ours"]
    assert "ours" in client.get(HERE).content.decode()
    assert "Nobody waits for a review" in titles(cast.lea, cast)
    assert "Nobody waits for a build" not in titles(cast.lea, cast)


def test_a_file_is_read(cast: Cast) -> None:
    file = SimpleUploadedFile("q1.md", DOCUMENT.encode(), "text/markdown")
    form = {"file": file, "text": "", "team": str(cast.platform), "cycle": str(cast.cycle)}
    response = client_for(cast.lea).post(HERE, form)
    assert response.status_code == 302
    assert queries.imports(cast.lea)[0].source_name == "q1.md"


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("big.md", b"- a\n" * (11 * 2**18), "11 MB"),
        ("picture.md", b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, "picture.md"),
        ("prose.md", b"Dear all,\n\nnothing to plan this time.\n", "No objective was found"),
    ],
)
def test_what_is_wrong_with_a_file_is_said_beside_it(
    cast: Cast, name: str, data: bytes, said: str
) -> None:
    form = {
        "file": SimpleUploadedFile(name, data),
        "team": str(cast.platform),
        "cycle": str(cast.cycle),
    }
    response = client_for(cast.lea).post(HERE, form)
    assert response.status_code == 422
    text = response.content.decode()
    assert said in text
    assert 'id="id_file-error"' in text
    assert not queries.imports(cast.lea)


def test_a_refused_text_stays_in_its_field(cast: Cast) -> None:
    form = {"text": "Just <b>prose</b>.", "team": str(cast.platform), "cycle": str(cast.cycle)}
    response = client_for(cast.lea).post(HERE, form)
    assert response.status_code == 422
    assert "Just &lt;b&gt;prose&lt;/b&gt;." in response.content.decode()
    empty = client_for(cast.lea).post(HERE, form | {"text": " "})
    assert "There is no document yet." in empty.content.decode()


# ── the preview ───────────────────────────────────────────────────────────────


def test_the_preview_shows_what_was_read_and_what_was_not(cast: Cast) -> None:
    pk = staged(cast.lea, cast)
    response = seen(client_for(cast.lea).get, f"{HERE}{pk}/")
    html = response.content.decode()
    for text in ("Nobody waits for a build", "The night is quiet", "line 7", "guessed", "zoe"):
        assert text in html
    assert "6\u00a0min" in html or "6 min" in html
    assert "We wrote this after two afternoons." in html
    assert "1 owner is not known here" in html


def test_a_page_asks_as_much_for_many_lines_as_for_few(cast: Cast) -> None:
    client = client_for(cast.lea)
    few, many = staged(cast.lea, cast), staged(cast.lea, cast, big(60), "big.md")
    with queries_counted() as first:
        page(client, few)
    with queries_counted() as second:
        page(client, many)
    assert len(first) == len(second) <= BUDGET, second


def test_corrections_are_kept_and_write_nothing(cast: Cast) -> None:
    client, pk = client_for(cast.lea), staged(cast.lea, cast)
    before = found(cast.lea, pk)
    form = form_of(page(client, pk))
    assert client.post(f"{HERE}{pk}/", form).status_code == 302
    assert found(cast.lea, pk) == before, "sending a page as it stands changes nothing"
    form["o0.k0.target"], form["o1.skip"] = "5 min", "on"
    assert client.post(f"{HERE}{pk}/", form).status_code == 302
    after = found(cast.lea, pk)
    assert after.objectives[0].key_results[0].item.target == "5 min"
    assert "target" not in after.objectives[0].key_results[0].item.guesses
    assert not after.objectives[1].item.include
    assert "Nobody waits for a build" not in titles(cast.lea, cast)


def test_importing_keeps_the_corrections_of_its_own_page(cast: Cast) -> None:
    client, pk = client_for(cast.lea), staged(cast.lea, cast)
    form = form_of(page(client, pk))
    form |= {
        "o0.title": "Builds feel instant",
        "o0.k1.skip": "on",
        "o1.skip": "on",
        "then": "commit",
    }
    response = client.post(f"{HERE}{pk}/", form, follow=True)
    html = response.content.decode()
    assert "Imported: 1 objective, 1 key result." in html
    assert "/kestrel/teams/platform/" in html
    assert "Builds feel instant" in titles(cast.lea, cast)
    assert "The night is quiet" not in titles(cast.lea, cast)
    assert not [p for p in people.people(cast.ada) if p.person.handle == "zoe"], (
        "left out with its line"
    )
    twice = client.post(f"{HERE}{pk}/", form)
    assert twice.status_code == 404
    assert titles(cast.lea, cast).count("Builds feel instant") == 1


def test_what_is_wrong_is_listed_and_marked_and_nothing_is_written(cast: Cast) -> None:
    client, pk = client_for(cast.lea), staged(cast.lea, cast)
    form = form_of(page(client, pk)) | {
        "o0.k0.target": "soon", "o1.title": "", "then": "commit",
    }  # fmt: skip
    response = client.post(f"{HERE}{pk}/", form)
    html = response.content.decode()
    assert response.status_code == 422
    assert "nothing was imported" in html
    assert html.count('aria-invalid="true"') >= 2
    assert 'value="soon"' in html
    assert 'href="/kestrel/imports/' in html
    assert "Nobody waits for a build" not in titles(cast.lea, cast)


def test_an_unknown_owner_becomes_an_inactive_person(cast: Cast) -> None:
    client, pk = client_for(cast.lea), staged(cast.lea, cast)
    client.post(f"{HERE}{pk}/", form_of(page(client, pk)) | {"then": "commit"})
    zoe = next(p for p in people.people(cast.ada) if p.person.handle == "zoe")
    assert zoe.state == "inactive"


def test_a_second_reading_skips_what_is_here_and_offers_what_changed(cast: Cast) -> None:
    client, pk = client_for(cast.lea), staged(cast.lea, cast)
    client.post(f"{HERE}{pk}/", form_of(page(client, pk)) | {"then": "commit"})
    again = staged(cast.lea, cast, DOCUMENT.replace("=> 0.5", "=> 0.8"))
    html = page(client, again)
    assert html.count("skipped: nothing new") == 4
    assert "changed" in html
    response = client.post(f"{HERE}{again}/", form_of(html) | {"then": "commit"}, follow=True)
    assert "1 got a new value" in response.content.decode()
    assert titles(cast.lea, cast).count("Nobody waits for a build") == 1
    number = next(
        kr.known_as
        for o in found(cast.lea, again).objectives
        for kr in o.key_results
        if kr.item.score == "0.8"
    )
    answer = key_results.key_result(cast.lea, int(number[3:]), Rhythm())
    assert answer is not None
    assert len(answer.check_ins) == 2


def test_a_long_document_comes_in_pages_and_is_imported_whole(cast: Cast) -> None:
    client, pk = client_for(cast.lea), staged(cast.lea, cast, big(1, 120), "long.md")
    first, last = page(client, pk), page(client, pk, "?page=2")
    assert "page 1 of 2" in first
    assert "continued" in last
    assert len(form_of(first)) < 2500
    form = form_of(last) | {"o0.k119.title": "Renamed"}
    response = client.post(f"{HERE}{pk}/", form)
    assert response["Location"].endswith("?page=2")
    assert client.post(f"{HERE}{pk}/", form_of(first) | {"then": "next"})["Location"].endswith("=2")
    kept = found(cast.lea, pk).objectives[0]
    assert kept.item.include, "a page without the objective says nothing about it"
    assert kept.key_results[119].item.title == "Renamed"
    client.post(f"{HERE}{pk}/", form_of(page(client, pk, "?page=2")) | {"o0.k119.target": "soon"})
    refused = client.post(f"{HERE}{pk}/", form_of(first) | {"then": "commit"}).content.decode()
    assert "page 2 of 2" in refused, "the page of the first problem is shown"
    good = form_of(refused) | {"then": "commit", "o0.k119.target": "200"}
    response = client.post(f"{HERE}{pk}/", good, follow=True)
    assert "1 objective, 120 key results" in response.content.decode()


def test_throwing_away_asks_first(cast: Cast) -> None:
    client, pk = client_for(cast.lea), staged(cast.lea, cast)
    response = client.get(f"{HERE}{pk}/discard/")
    assert "Throw okrs.md away?" in response.content.decode()
    assert client.post(f"{HERE}{pk}/discard/").status_code == 302
    assert client.get(f"{HERE}{pk}/").status_code == 404
    assert not queries.imports(cast.lea)


def test_a_lead_chooses_own_teams_only_and_an_admin_makes_new_ones(cast: Cast) -> None:
    text = "# OKRs\n\n## Team Orbit\n\n### Objective: Aim\n\n- KR: Pages fall from 9 to 2\n"
    mine, theirs = staged(cast.lea, cast, text), staged(cast.ada, cast, text)
    assert ">a new team of this name<" not in page(client_for(cast.lea), mine)
    html = page(client_for(cast.ada), theirs)
    assert "Orbit" in html
    assert ">a new team of this name<" in html
    form = form_of(page(client_for(cast.lea), mine)) | {
        "team.0": str(cast.company),
        "then": "commit",
    }
    response = client_for(cast.lea).post(f"{HERE}{mine}/", form)
    assert response.status_code == 422
    assert "You may not do this." in response.content.decode()


@pytest.mark.browser
def test_on_a_phone_from_paste_to_team(
    live_server: Any, window: Page, transactional_db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NORTHING_TODAY", NOW.date().isoformat())
    cast = build()
    cookie = client_for(cast.lea).cookies["northing_session"].value
    window.context.add_cookies(
        [{"name": "northing_session", "value": cookie, "url": live_server.url}]
    )
    window.set_viewport_size({"width": 390, "height": 844})
    window.goto(f"{live_server.url}{HERE}")
    window.get_by_label("Paste your document").fill(DOCUMENT)
    window.get_by_role("button", name="Read it").click()
    target = window.locator("[id='o0.k0.target']")
    target.fill("soon")
    window.get_by_role("button", name="Import", exact=True).first.click()
    expect(target).to_have_attribute("aria-invalid", "true")
    wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert not window.evaluate(wide), "the page scrolls sideways"
    target.fill("5 min")
    window.get_by_role("button", name="Import", exact=True).first.click()
    expect(window.get_by_role("status")).to_contain_text("2 objectives, 3 key results")
    window.get_by_role("main").get_by_role("link", name="Platform").first.click()
    expect(window.get_by_role("heading", level=1)).to_have_text("Platform")
    expect(window.get_by_text("Nobody waits for a build")).to_be_visible()
