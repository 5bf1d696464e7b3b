"""The writing coach on pages: what it says while one types and afterwards, what is let stand, and the rules."""

import re
from dataclasses import replace

import pytest
from django.test import Client

from northing.actions import lint_policies, objectives
from northing.actions.objectives import NewObjective
from northing.queries import findings
from northing.queries import lint_policies as policies
from northing.store.events import Event
from northing.store.waivers import Waiver
from tests.cast import Cast, client_for, number
from tests.web.forms import form_to, forms_of, opened

pytestmark = pytest.mark.django_db

WORK = "Build a significantly better dashboard"
WHY = "The pipeline is the product of this team."


def said(client: Client, noun: str, **typed: str) -> str:
    answer = client.post(f"/kestrel/coach/{noun}/", typed)
    assert answer.status_code == 200
    return answer.content.decode()


def asked_of(client: Client, path: str) -> dict[str, str]:
    """The fields of the form of a page, as they stand."""
    html = client.get(path).content.decode()
    return next(form.fields for form in forms_of(html) if form.name in {"question", "coach"})


def finding(cast: Cast) -> tuple[int, str]:
    """A key result of which something is said, and the code."""
    for kr in cast.key_results.values():
        found = findings.of_key_result(cast.lea, kr)
        if found and found.findings:
            return kr, found.findings[0].code
    raise AssertionError("nothing is found")


# ── while one types ───────────────────────────────────────────────────────────


def test_a_title_under_way_is_judged_with_its_rewrite_and_the_words_meant(cast: Cast) -> None:
    html = said(client_for(cast.max), "key-result", title=WORK, objective=f"O-{cast.objective}")
    assert 'href="/kestrel/guide/KR101/"' in html
    assert 'data-use="__ from __ to __ by __' in html
    assert re.search(r'data-begin="8"[^>]*>significantly</button>', html)
    assert "Reads as: output" in html
    assert "<html" not in html, "it is a part of a page, and no page"


def test_a_good_one_is_read_back_in_one_line(cast: Cast) -> None:
    title = "Median build time falls from 20 min to 6 min by 31 March"
    html = said(client_for(cast.max), "key-result", title=title)
    assert "Reads as: outcome, from 20 min to 6 min, by 31 March" in html
    assert "finding-list" not in html


def test_of_an_empty_title_nothing_is_said(cast: Cast) -> None:
    for noun in ("key-result", "objective"):
        assert said(client_for(cast.max), noun, title="  ") == ""


def test_what_is_typed_is_text(cast: Cast) -> None:
    html = said(client_for(cast.max), "key-result", title='<b onclick="x">Improve</b> "it"')
    assert "<b onclick" not in html


def test_the_rules_of_the_team_count(cast: Cast) -> None:
    page = policies.policy_page(cast.lea, cast.platform)
    lint_policies.edit_team(cast.lea, cast.platform, {"OBJ101": "off"}, page.fields)
    typed = {"title": "Costs fall by 20 %", "why": "They grow."}
    client = client_for(cast.max)
    assert "OBJ101" in said(client, "objective", **typed)
    assert "OBJ101" not in said(client, "objective", **typed, team=str(cast.platform))


# ── on pages ──────────────────────────────────────────────────────────────────


def test_what_was_said_while_typing_stands_on_the_page_afterwards(cast: Cast) -> None:
    """Without a script nothing is said before: it is all there once it was saved."""
    given = NewObjective("Improve everything by 20 %", cast.platform, cast.cycle, why="So.")
    drafted = number(objectives.draft(cast.max, given).key)
    html = client_for(cast.max).get(f"/kestrel/okrs/O-{drafted}/").content.decode()
    assert 'id="findings"' in html
    assert "/kestrel/guide/OBJ101/" in html
    assert f"/kestrel/okrs/O-{drafted}/waivers/OBJ101/" in html


def test_a_team_shows_a_mark_for_each_and_what_is_said_of_the_set(cast: Cast) -> None:
    kr, code = finding(cast)
    page = client_for(cast.vera).get("/kestrel/teams/platform/")
    html = page.content.decode()
    row = html.partition(f'id="KR-{kr}"')[2].partition("</tr>")[0]
    assert "finding-mark" in row
    assert f"/kestrel/guide/{code}/" in row
    assert "waivers" not in html, "a viewer lets nothing stand"
    aims = {aim.key: aim.told for aim in page.context["aims"]}
    assert not aims, "a viewer sees no drafts"
    seen = {
        a.key: a.told for a in client_for(cast.max).get("/kestrel/teams/platform/").context["aims"]
    }
    assert re.search(r"\d (error|warning|hint)", seen[f"O-{cast.draft}"])


@pytest.mark.parametrize("path", ["teams/platform/", "okrs/O-{objective}/", "okrs/KR-{kr}/"])
def test_of_a_past_day_nothing_is_said(cast: Cast, path: str) -> None:
    here = path.format(objective=cast.objective, kr=finding(cast)[0])
    client = client_for(cast.lea)
    assert "finding-list" in client.get(f"/kestrel/{here}").content.decode()
    then = client.get(f"/@2026-03-03/kestrel/{here}")
    assert then.status_code == 200
    assert "finding-list" not in then.content.decode()


# ── letting it stand ──────────────────────────────────────────────────────────


def test_a_finding_is_let_stand_for_thirty_days_and_no_longer(cast: Cast) -> None:
    kr, code = finding(cast)
    client, here = client_for(cast.lea), f"/kestrel/okrs/KR-{kr}/"
    asked = asked_of(client, f"{here}waivers/{code}/")
    assert asked["until"] == "2026-04-11"
    done = client.post(f"{here}waivers/{code}/", asked | {"reason": WHY})
    assert (done.status_code, done.headers["Location"]) == (302, here)
    html = client.get(here).content.decode()
    assert "Let stand until Sat 11 Apr 2026" in html
    assert WHY in html
    assert f'href="{here}#findings"' in opened(client, "/kestrel/settings/coach/")
    assert form_to(html, "/ending/").send(client).headers["Location"] == here
    assert "Let stand until" not in client.get(here).content.decode()
    assert [e.verb for e in Event.objects.filter(noun="waiver").order_by("seq")] == [
        "waive", "end_waiver",
    ]  # fmt: skip


def test_a_refusal_keeps_what_was_typed_and_says_what_is_wrong_beside_it(cast: Cast) -> None:
    kr, code = finding(cast)
    client, here = client_for(cast.lea), f"/kestrel/okrs/KR-{kr}/waivers/{code}/"
    typed = {"reason": WHY, "until": "2031-01-01"}
    answer = client.post(here, typed)
    assert answer.status_code == 422
    html = answer.content.decode()
    assert WHY in html
    assert 'id="id_until-error"' in html
    assert not Waiver.objects.exists()


def test_no_such_rule_no_such_place(cast: Cast) -> None:
    client = client_for(cast.lea)
    for path in (
        "okrs/KR-1/waivers/KR999/",
        "okrs/KR-999/waivers/KR101/",
        "teams/none/waivers/SET101/",
    ):
        assert client.get(f"/kestrel/{path}").status_code == 404


def test_what_is_said_of_a_team_is_let_stand_by_who_keeps_it(cast: Cast) -> None:
    client, here = client_for(cast.lea), "/kestrel/teams/platform/waivers/SET104/"
    done = client.post(here, asked_of(client, here) | {"reason": WHY})
    assert done.headers["Location"] == "/kestrel/teams/platform/"
    html = client.get("/kestrel/teams/platform/").content.decode()
    assert "Let stand until" in html
    listed = client_for(cast.vera).get("/kestrel/settings/coach/").content.decode()
    assert WHY in listed
    refused = client_for(cast.max).post(here, {"reason": WHY, "until": "2026-04-01"})
    assert refused.status_code == 403


# ── the rules ─────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("who", "path"), [("ada", "settings/coach/"), ("lea", "settings/teams/{team}/coach/")]
)
def test_rules_are_switched_off_weighed_and_moved(cast: Cast, who: str, path: str) -> None:
    client = client_for(cast.insiders[who])
    here = "/kestrel/" + path.format(team=cast.platform)
    asked = asked_of(client, here)
    done = client.post(here, asked | {"OBJ101": "off", "KR101": "error", "most_objectives": "4"})
    assert done.status_code == 302
    page = policies.policy_page(cast.lea, cast.platform)
    holds = {rule.code: rule.holds for rule in page.rules}
    assert (holds["OBJ101"], holds["KR101"], holds["OBJ102"]) == ("off", "error", "hint")
    again = asked_of(client, here)
    assert (again["OBJ101"], again["most_objectives"]) == ("off", "4")
    assert client.post(here, again | {"OBJ101": ""}).status_code == 302
    assert Event.objects.filter(verb="edit_lint").count() == 2


def test_a_team_sees_what_holds_above_it(cast: Cast) -> None:
    seen = policies.policy_page(cast.ada).fields
    lint_policies.edit_workspace(cast.ada, {"KR101": "hint"}, seen)
    html = (
        client_for(cast.lea).get(f"/kestrel/settings/teams/{cast.platform}/coach/").content.decode()
    )
    select = html.partition('id="id_KR101"')[2].partition("</select>")[0]
    assert "as above (hint)" in select


def test_what_no_rule_can_be_is_said_beside_its_field(cast: Cast) -> None:
    client = client_for(cast.ada)
    asked = asked_of(client, "/kestrel/settings/coach/")
    answer = client.post(
        "/kestrel/settings/coach/", asked | {"most_objectives": "many", "OBJ101": "off"}
    )
    assert answer.status_code == 422
    html = answer.content.decode()
    assert 'id="id_most_objectives-error"' in html
    assert 'value="many"' in html
    assert re.search(r'id="id_OBJ101".*?value="off" selected', html, re.DOTALL), "nothing is lost"
    answer = client.post("/kestrel/settings/coach/", asked | {"ignore": "KR999"})
    html = answer.content.decode()
    assert 'id="id_ignore-error"' in html
    assert re.search(r"<details class=\"more\"[^>]* open", html)


def test_two_who_change_one_rule_see_both(cast: Cast) -> None:
    client = client_for(cast.ada)
    asked = asked_of(client, "/kestrel/settings/coach/")
    seen = policies.policy_page(cast.ada).fields
    lint_policies.edit_workspace(replace(cast.ada), {"KR101": "hint"}, seen)
    answer = client.post("/kestrel/settings/coach/", asked | {"KR101": "off"})
    assert answer.status_code == 409
    html = answer.content.decode()
    assert 'name="conflicted" value="KR101"' in html
    assert "Weight of KR101" in html
    other = client.post("/kestrel/settings/coach/", asked | {"KR102": "off"})
    assert other.status_code == 302, "another rule does not conflict"


def test_others_read_the_rules_and_change_nothing(cast: Cast) -> None:
    client = client_for(cast.vera)
    html = client.get("/kestrel/settings/coach/").content.decode()
    assert "Admins change this." in html
    assert "<select" not in html.partition('class="coach-policy"')[2].partition("</form>")[0]
