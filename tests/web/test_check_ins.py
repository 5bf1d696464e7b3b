"""Checking in by a page: saved once, refused with everything kept, corrected in sight of all."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client

from northing.actions import check_ins, key_results
from northing.actions.check_ins import Said
from northing.queries.key_results import CheckInCard, key_result
from tests.cast import Cast, caller, client_for
from tests.walls.seeing import queries_counted, seen

BUDGET = 12


def address(cast: Cast, kind: str) -> str:
    return f"/{cast.slug}/okrs/KR-{cast.key_results[kind]}/check-ins/"


def newest(cast: Cast, kind: str) -> CheckInCard:
    page = key_result(cast.max, cast.key_results[kind])
    assert page is not None
    return page.check_ins[0]


def key_in(response: HttpResponse) -> str:
    found = re.search(r'name="key" value="([0-9a-f]{32})"', response.content.decode())
    assert found, "the form has no key against double posting"
    return found[1]


@pytest.mark.parametrize(
    "kind", ["increase", "decrease", "keep", "milestones", "yes_no", "find_baseline"]
)
def test_every_kind_is_asked_for_what_it_needs(cast: Cast, kind: str) -> None:
    client = client_for(cast.max)
    client.get(address(cast, kind))
    with queries_counted() as asked:
        response = seen(client.get, address(cast, kind))
    page = response.content.decode()
    assert response.status_code == 200
    assert len(asked) <= BUDGET, asked
    assert page.count('type="radio" name="confidence"') == 11
    assert "checked" not in page.split('class="confidence')[1].split("</fieldset>")[0]
    assert page.count('name="steps" value="') == (3 if kind == "milestones" else 0)
    assert page.count('type="radio" name="value"') == (2 if kind == "yes_no" else 0)
    assert (f'id="value-KR-{cast.key_results[kind]}"' in page) == (
        kind not in {"milestones", "yes_no"}
    )
    assert page.count(" autofocus") == 1


def test_a_check_in_without_a_script_leads_back_to_my_week(cast: Cast) -> None:
    client = client_for(cast.max)
    sent = {
        "value": "38",
        "confidence": "8",
        "note": "Two more teams ship daily.",
        "back": "my_week",
    }
    response = client.post(address(cast, "increase"), sent, follow=True)
    assert response.redirect_chain == [(f"/{cast.slug}/", 302)]
    assert "Deployments reach 40 a week, 38" in response.content.decode()
    said = newest(cast, "increase")
    assert (said.value, said.confidence, said.note) == (38, 8, "Two more teams ship daily.")


def test_from_the_form_page_it_leads_to_the_key_result(cast: Cast) -> None:
    response = client_for(cast.max).post(
        address(cast, "yes_no"), {"value": "yes", "confidence": "9"}
    )
    assert response.headers["Location"] == f"/{cast.slug}/okrs/KR-{cast.key_results['yes_no']}/"
    assert newest(cast, "yes_no").value == 1


def test_with_a_script_the_card_becomes_a_line_and_the_title_counts_down(cast: Cast) -> None:
    client, before = client_for(cast.max), client_for(cast.max).get(f"/{cast.slug}/")
    first = before.context["week"].title
    response = client.post(
        address(cast, "milestones"), {"steps": [""], "confidence": "5", "back": "my_week"},
        headers={"HX-Request": "true"},
    )  # fmt: skip
    text = response.content.decode()
    assert response.status_code == 200
    assert f'id="check-in-KR-{cast.key_results["milestones"]}"' in text
    assert "0 of 2, confidence 5" in text
    assert "correction/" in text
    after = client.get(f"/{cast.slug}/").context["week"].title
    assert f'id="week-title" hx-swap-oob="true">{after}<' in text
    assert after != first


def test_no_change_is_one_button(cast: Cast) -> None:
    client_for(cast.max).post(address(cast, "increase"), {"no_change": "1", "value": "99"})
    said = newest(cast, "increase")
    assert said.no_change
    assert said.value == 34


def test_ticked_steps_are_done_and_others_are_not(cast: Cast) -> None:
    client = client_for(cast.max)
    steps = [s.id for s in key_result(cast.max, cast.key_results["milestones"]).card.steps]  # type: ignore[union-attr]  # it is there
    client.post(address(cast, "milestones"), {"steps": ["", str(steps[1])]})
    page = key_result(cast.max, cast.key_results["milestones"])
    assert page is not None
    assert [s.done_on is not None for s in page.card.steps] == [False, True]
    client.post(address(cast, "milestones"), {"steps": ["", str(steps[0]), str(steps[1])]})
    assert page.card.now.text == "1 of 2"
    assert newest(cast, "milestones").value == 1


@pytest.mark.parametrize("script", [False, True])
def test_a_refused_form_keeps_everything_typed(cast: Cast, script: bool) -> None:
    client = client_for(cast.max)
    count = len(key_result(cast.max, cast.key_results["increase"]).check_ins)  # type: ignore[union-attr]  # it is there
    key = key_in(client.get(address(cast, "increase")))
    sent = {
        "value": "a <lot>",
        "confidence": "6",
        "note": "Word for word",
        "key": key,
        "back": "my_week",
    }
    headers = {"HX-Request": "true"} if script else {}
    response = seen(client.post, address(cast, "increase"), sent, headers=headers)
    text = response.content.decode()
    assert response.status_code == 422
    assert 'value="a &lt;lot&gt;"' in text
    assert 'value="Word for word"' in text
    assert re.search(r'value="6"[^>]* checked', text)
    assert 'aria-invalid="true"' in text
    assert key_in(response) == key
    assert 'name="back" value="my_week"' in text
    assert ("<html" in text) is not script
    assert len(key_result(cast.max, cast.key_results["increase"]).check_ins) == count  # type: ignore[union-attr]  # as above


def test_ticked_steps_come_back_after_a_refusal(cast: Cast) -> None:
    client = client_for(cast.max)
    step = key_result(cast.max, cast.key_results["milestones"]).card.steps[1].id  # type: ignore[union-attr]  # it is there
    response = client.post(
        address(cast, "milestones"), {"steps": ["", str(step)], "confidence": "11"}
    )
    assert response.status_code == 422
    assert f'name="steps" value="{step}" checked' in response.content.decode()


def test_a_double_post_is_one_check_in(cast: Cast) -> None:
    client = client_for(cast.max)
    key = key_in(client.get(address(cast, "increase")))
    count = len(key_result(cast.max, cast.key_results["increase"]).check_ins)  # type: ignore[union-attr]  # it is there
    sent = {"value": "36", "confidence": "7", "key": key}
    first = client.post(address(cast, "increase"), sent)
    again = client.post(address(cast, "increase"), sent)
    assert first.status_code == again.status_code == 302
    assert len(key_result(cast.max, cast.key_results["increase"]).check_ins) == count + 1  # type: ignore[union-attr]  # as above


def test_an_old_form_with_another_word_is_asked_again(cast: Cast) -> None:
    client = client_for(cast.max)
    key = key_in(client.get(address(cast, "increase")))
    client.post(address(cast, "increase"), {"value": "36", "key": key})
    response = client.post(address(cast, "increase"), {"value": "37", "key": key})
    assert response.status_code == 422
    assert 'value="37"' in response.content.decode()
    assert key_in(response) != key
    client.post(address(cast, "increase"), {"value": "37", "key": key_in(response)})
    assert newest(cast, "increase").value == 37


def test_a_source_has_said_the_number_so_only_the_word_is_asked(cast: Cast) -> None:
    number = cast.key_results["decrease"]
    check_ins.record(cast.max, number, Said("11 min"), origin="source")
    client = client_for(cast.max)
    page = client.get(address(cast, "decrease")).content.decode()
    assert f'id="value-KR-{number}"' not in page
    assert "<b>660\u00a0s</b>" in page
    client.post(address(cast, "decrease"), {"confidence": "4", "note": "Caches went cold."})
    said = newest(cast, "decrease")
    assert (said.value, said.confidence) == (None, 4)


def test_who_may_not_check_in_is_told_why(cast: Cast) -> None:
    client = client_for(cast.vera)
    assert client.get(address(cast, "increase")).status_code == 403
    assert client.post(address(cast, "increase"), {"value": "1"}).status_code == 403
    assert newest(cast, "increase").value == 34


def test_a_paused_key_result_is_not_asked(cast: Cast) -> None:
    key_results.pause(cast.lea, cast.key_results["increase"], "We move the office.")
    response = client_for(cast.max).get(address(cast, "increase"))
    assert response.status_code == 403
    assert "asks for no check-in now" in response.content.decode()


def test_what_may_not_be_seen_is_not_there(cast: Cast) -> None:
    outsider = client_for(cast.otto)
    assert outsider.get(address(cast, "increase")).status_code == 404
    assert outsider.post(address(cast, "increase"), {"value": "1"}).status_code == 404
    assert client_for(cast.max).get(f"/{cast.slug}/okrs/KR-999/check-ins/").status_code == 404


def test_forms_from_elsewhere_are_refused(cast: Cast) -> None:
    client = client_for(cast.max)
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies
    assert strict.post(address(cast, "increase"), {"value": "1"}).status_code == 403
    assert newest(cast, "increase").value == 34


def test_a_correction_supersedes_and_both_stay(cast: Cast) -> None:
    client, old = client_for(cast.max), newest(cast, "increase")
    where = f"{address(cast, 'increase')}{old.id}/correction/"
    form = seen(client.get, where).content.decode()
    assert 'name="value" type="text" value="34' in form
    sent = {
        "value": "31",
        "confidence": "7",
        "note": "",
        "as_of": old.on.isoformat(),
        "reason": "A typo",
    }
    response = client.post(where, sent)
    assert response.status_code == 302
    page = key_result(cast.max, cast.key_results["increase"])
    assert page is not None
    assert [(c.value, c.superseded) for c in page.check_ins[:2]] == [(31, False), (34, True)]
    assert page.check_ins[0].on == old.on


def test_a_correction_needs_a_reason_and_keeps_what_was_typed(cast: Cast) -> None:
    client, old = client_for(cast.max), newest(cast, "increase")
    where = f"{address(cast, 'increase')}{old.id}/correction/"
    response = client.post(
        where, {"value": "31", "note": "Counted twice", "as_of": old.on.isoformat()}
    )
    text = response.content.decode()
    assert response.status_code == 422
    assert 'value="31"' in text
    assert "Counted twice" in text
    assert newest(cast, "increase").value == 34


def test_a_correction_of_another_key_results_check_in_is_not_there(cast: Cast) -> None:
    old = newest(cast, "keep")
    where = f"{address(cast, 'increase')}{old.id}/correction/"
    assert client_for(cast.max).get(where).status_code == 404


def test_a_corrected_check_in_is_not_corrected_again(cast: Cast) -> None:
    client, old = client_for(cast.max), newest(cast, "increase")
    where = f"{address(cast, 'increase')}{old.id}/correction/"
    sent = {"value": "31", "as_of": old.on.isoformat(), "reason": "A typo"}
    assert client.post(where, sent).status_code == 302
    assert client.post(where, sent | {"value": "30"}).status_code == 422


def test_an_earlier_day_and_the_wish_to_adjust(cast: Cast) -> None:
    client = client_for(cast.max)
    sent = {"value": "33", "as_of": "2026-03-10", "adjust": "1"}
    assert client.post(address(cast, "increase"), sent).status_code == 302
    said = newest(cast, "increase")
    assert (said.value, said.on.isoformat(), said.adjust) == (33, "2026-03-10", True)
    refused = client.post(address(cast, "increase"), sent | {"as_of": "2027-01-01"})
    text = refused.content.decode()
    assert refused.status_code == 422
    assert 'name="as_of" value="2027-01-01"' in text
    assert 'name="adjust" value="1" checked' in text


def test_members_of_the_team_check_in_for_the_owner(cast: Cast) -> None:
    response = client_for(cast.lea).post(address(cast, "increase"), {"value": "36"})
    assert response.status_code == 302
    assert newest(cast, "increase").author.handle == "lea"
    assert caller("lea").person == cast.lea.person
