"""The pages of an objective: read by everybody, written by its people, nothing lost in any refusal."""

from dataclasses import replace

import pytest
from django.test import Client

from northing.actions import comments, key_results, objectives, teams
from northing.actions.key_results import NewKeyResult
from northing.actions.objectives import NewObjective
from northing.domain.access import Caller
from northing.queries import objectives as queries
from northing.queries.objective_texts import ObjectiveTexts, objective_texts
from northing.site import kept
from tests.cast import NOW, Cast, client_for, number
from tests.walls.seeing import queries_counted, seen
from tests.web.forms import form_of, form_to, forms_of, opened

BUDGET, FINDINGS = 12, 10
"""Queries of a page, and of what the writing coach says on it."""
OKRS = "/kestrel/okrs/"


def texts(caller: Caller, objective: int) -> ObjectiveTexts:
    found = objective_texts(caller, objective)
    assert found is not None
    return found


def here(objective: int, below: str = "") -> str:
    return f"{OKRS}O-{objective}/{below}"


PAGES = ("", "edit/", "history/", "closure/", "cancellation/", "alignments/", "key-results/new/")


@pytest.mark.parametrize("below", PAGES)
def test_a_page_is_made_of_few_queries_and_no_rows(cast: Cast, below: str) -> None:
    client = client_for(cast.lea)
    with queries_counted() as asked:
        response = seen(client.get, here(cast.objective, below))
    assert response.status_code == 200
    assert len(asked) <= BUDGET + FINDINGS * (not below), len(asked)


@pytest.mark.parametrize("below", ["", "history/", "alignments/"])
def test_twenty_times_the_data_takes_the_same_queries(cast: Cast, below: str) -> None:
    client = client_for(cast.lea)
    objectives.edit(cast.lea, cast.objective, {"why": "Waiting costs a day."}, {}, "Shorter.")
    comments.add(cast.max, f"O-{cast.objective}", "first")
    seen(client.get, here(cast.objective))
    kept.pages.forget()
    with queries_counted() as few:
        opened(client, here(cast.objective, below))
    kr = NewKeyResult("Reviews take a day", "decrease", baseline="5", target="1", unit="days")
    for n in range(20):
        key_results.add(cast.lea, cast.objective, replace(kr, title=f"Reviews {n}"), "More to say.")
        comments.add(cast.max, f"O-{cast.objective}", f"comment {n}")
        objectives.edit(
            cast.lea, cast.objective, {"title": f"Shipping is boring {n}"}, {}, "Again."
        )
    with queries_counted() as many:
        opened(client, here(cast.objective, below))
    assert len(many) == len(few)


def test_everybody_of_the_workspace_reads_it_and_nobody_else(cast: Cast) -> None:
    for person in cast.insiders.values():
        html = opened(client_for(person), here(cast.objective))
        for text in (
            "Shipping is boring",
            "Waiting costs us a day a week.",
            "aspirational",
            "agreed by Lea Moser",
            "A build takes 6 minutes",
            "2 of 6 have no data",
        ):
            assert text in html
    assert client_for(cast.otto).get(here(cast.objective)).status_code == 404
    assert Client().get(here(cast.objective)).status_code == 404


def test_a_draft_is_hidden_from_those_who_may_not_see_it(cast: Cast) -> None:
    for below in ("", "edit/", "history/", "alignments/", "cancellation/", "key-results/new/"):
        assert client_for(cast.max).get(here(cast.draft, below)).status_code == 200
        assert client_for(cast.vera).get(here(cast.draft, below)).status_code == 404


def test_only_doors_that_open_are_shown(cast: Cast) -> None:
    owner = {form.action for form in forms_of(opened(client_for(cast.lea), here(cast.objective)))}
    assert here(cast.objective, "alignments/") in owner
    assert here(cast.objective, "closure/") in opened(client_for(cast.lea), here(cast.objective))
    viewer = opened(client_for(cast.vera), here(cast.objective))
    for below in ("edit/", "closure/", "cancellation/", "alignments/", "comments/"):
        assert here(cast.objective, below) not in viewer
    refused = client_for(cast.vera).post(here(cast.objective, "closure/"), {"reason": "No."})
    assert refused.status_code == 403
    assert texts(cast.lea, cast.objective).state == "active"


def test_from_a_new_draft_to_closed(cast: Cast) -> None:
    max_, lea = client_for(cast.max), client_for(cast.lea)
    form = form_of(opened(max_, f"{OKRS}new/?team={cast.platform}&cycle={cast.cycle}"), "objective")
    assert form.fields["owner"] == str(cast.max.person)
    assert form.fields["cycle"] == str(cast.cycle)
    made = form.send(
        max_, f"{OKRS}new/", title="Every build is trusted", why="Nobody reads red builds."
    )
    again = form.send(
        max_, f"{OKRS}new/", title="Every build is trusted", why="Nobody reads red builds."
    )
    assert made.status_code == 302
    assert made.headers["Location"] == again.headers["Location"], "a double post is one draft"
    path = made.headers["Location"]
    objective = number(path.rstrip("/"))
    assert "No key results yet" in opened(max_, path)
    key_results.add(cast.max, objective, NewKeyResult("Red builds are read", "yes_no"))
    assert form_to(opened(max_, path), "proposal/").send(max_).status_code == 302
    html = opened(max_, path)
    assert "agreement/" not in html, "a member does not agree for the team"
    assert form_to(opened(lea, path), "agreement/").send(lea).status_code == 302
    found = texts(cast.lea, objective)
    assert (found.state, found.drafted) == ("active", False)
    assert (
        form_of(opened(lea, path + "closure/"), "question").send(lea, path + "closure/").status_code
        == 302
    )
    assert texts(cast.lea, objective).state == "closed"
    reopening = form_of(opened(lea, path + "reopening/"), "question")
    assert reopening.send(lea, path + "reopening/").status_code == 422, "a reason is asked for"
    assert reopening.send(lea, path + "reopening/", reason="Closed too early.").status_code == 302
    assert texts(cast.lea, objective).state == "active"


def test_a_proposal_is_taken_back(cast: Cast) -> None:
    max_ = client_for(cast.max)
    objectives.propose(cast.max, cast.draft)
    form = form_to(opened(max_, here(cast.draft)), "proposal/")
    assert form.send(max_, _withdraw="1").status_code == 302
    assert texts(cast.max, cast.draft).state == "draft"


def test_giving_up_asks_for_a_reason_and_keeps_what_was_typed(cast: Cast) -> None:
    lea, path = client_for(cast.lea), here(cast.objective, "cancellation/")
    form = form_of(opened(lea, path), "question")
    long = form.send(lea, path, reason="x" * 1001)
    assert long.status_code == 422
    assert "x" * 1001 in long.content.decode()
    assert form.send(lea, path, reason="The market moved.").status_code == 302
    assert texts(cast.lea, cast.objective).state == "cancelled"


def test_what_is_missing_is_named_before_it_is_agreed(cast: Cast) -> None:
    lea = client_for(cast.lea)
    kr = number(
        key_results.add(
            cast.max, cast.draft, NewKeyResult("Reviews are quick", "decrease", unit="h")
        ).key
    )
    objectives.propose(cast.max, cast.draft)
    html = opened(lea, here(cast.draft))
    assert "lacks a baseline, a target" in html
    assert f"{OKRS}KR-{kr}/edit/" in html
    refused = form_to(html, "agreement/").send(lea)
    assert refused.status_code == 422
    assert f"KR-{kr} lacks" in refused.content.decode()


def test_a_refused_form_keeps_everything_that_was_typed(cast: Cast) -> None:
    max_ = client_for(cast.max)
    form = form_of(opened(max_, f"{OKRS}new/"), "objective")
    refused = form.send(max_, f"{OKRS}new/", title=" ", why="A <b>reason</b>", ambition="committed",
                        contributors=[str(cast.company)])  # fmt: skip
    html = refused.content.decode()
    assert refused.status_code == 422
    assert "This is empty." in html
    again = form_of(html, "objective")
    assert again.fields["why"] == "A <b>reason</b>"
    assert again.fields["ambition"] == "committed"
    assert again.fields["contributors"] == str(cast.company)
    assert "<b>reason</b>" not in html


def test_an_active_text_asks_for_a_reason(cast: Cast) -> None:
    lea, path = client_for(cast.lea), here(cast.objective, "edit/")
    form = form_of(opened(lea, path), "objective")
    assert "team" not in form.fields, "an agreed objective stays with its team"
    refused = form.send(lea, path, why="Twenty hours a week.")
    assert refused.status_code == 422
    assert form_of(refused.content.decode(), "objective").fields["why"] == "Twenty hours a week."
    assert form.send(lea, path, why="Twenty hours a week.", reason="Measured.").status_code == 302
    assert texts(cast.lea, cast.objective).why == "Twenty hours a week."


def test_two_people_edit_different_fields(cast: Cast) -> None:
    lea, max_ = client_for(cast.lea), client_for(cast.max)
    path = here(cast.draft, "edit/")
    one, other = (form_of(opened(c, path), "objective") for c in (lea, max_))
    assert one.send(lea, path, title="Nobody waits for anybody").status_code == 302
    assert other.send(max_, path, why="Reviews lie for two days.").status_code == 302
    found = texts(cast.max, cast.draft)
    assert (found.title, found.why) == ("Nobody waits for anybody", "Reviews lie for two days.")


def test_two_people_edit_the_same_field(cast: Cast) -> None:
    lea, max_ = client_for(cast.lea), client_for(cast.max)
    path = here(cast.draft, "edit/")
    one, other = (form_of(opened(c, path), "objective") for c in (lea, max_))
    one.send(lea, path, title="Reviews take an hour")
    refused = other.send(max_, path, title="Reviews are instant", why="Kept as well.")
    html = refused.content.decode()
    assert refused.status_code == 409
    assert "Reviews take an hour" in html
    again = form_of(html, "objective")
    assert (again.fields["title"], again.fields["why"]) == ("Reviews are instant", "Kept as well.")
    assert texts(cast.max, cast.draft).title == "Reviews take an hour", "nothing was half saved"
    assert again.send(max_, path).status_code == 302, "saved again on top of the newer text"
    found = texts(cast.max, cast.draft)
    assert (found.title, found.why) == ("Reviews are instant", "Kept as well.")


def test_in_a_conflict_the_other_text_can_be_taken(cast: Cast) -> None:
    lea, max_ = client_for(cast.lea), client_for(cast.max)
    path = here(cast.draft, "edit/")
    one, other = (form_of(opened(c, path), "objective") for c in (lea, max_))
    one.send(lea, path, title="Reviews take an hour", owner=str(cast.lea.person))
    html = other.send(max_, path, title="Reviews are instant", why="Kept.").content.decode()
    assert form_of(html, "objective").send(max_, path, settle="theirs").status_code == 302
    found = texts(cast.max, cast.draft)
    assert (found.title, found.why, found.owner) == (
        "Reviews take an hour",
        "Kept.",
        cast.lea.person,
    )


def test_a_conflict_over_a_choice_names_people(cast: Cast) -> None:
    lea, max_ = client_for(cast.lea), client_for(cast.max)
    path = here(cast.draft, "edit/")
    one, other = (form_of(opened(c, path), "objective") for c in (lea, max_))
    one.send(lea, path, owner=str(cast.lea.person))
    html = other.send(max_, path, owner=str(cast.ada.person)).content.decode()
    assert '<div class="conflict-text">Lea Moser</div>' in html
    assert '<div class="conflict-text">Ada Lund</div>' in html


def test_contributing_teams_conflict_as_one_field(cast: Cast) -> None:
    lea, max_ = client_for(cast.lea), client_for(cast.max)
    payments = teams.create(cast.ada, "Payments", cast.company).id
    path = here(cast.draft, "edit/")
    one, other = (form_of(opened(c, path), "objective") for c in (lea, max_))
    assert one.send(lea, path, contributors=[str(payments)]).status_code == 302
    assert other.send(max_, path, title="Only the title").status_code == 302, (
        "untouched teams do not conflict"
    )
    assert [t.id for t in texts(cast.lea, cast.draft).contributors] == [payments]
    refused = other.send(max_, path, title="Only the title", contributors=[str(cast.company)])
    assert refused.status_code == 409
    assert "Payments" in refused.content.decode()
    assert form_of(refused.content.decode(), "objective").send(max_, path).status_code == 302
    assert [t.id for t in texts(cast.lea, cast.draft).contributors] == [cast.company]


def year(cast: Cast) -> int:
    """An objective of the company that everybody sees."""
    given = NewObjective("Customers trust us", cast.company, cast.cycle)
    done = objectives.draft(cast.ada, given)
    objectives.propose(cast.ada, number(done.key))
    return number(done.key)


def test_links_are_added_shown_on_both_ends_and_taken_away(cast: Cast) -> None:
    lea, above = client_for(cast.lea), year(cast)
    html = opened(lea, here(cast.objective, "alignments/"))
    assert f'<option value="O-{above}">Customers trust us</option>' in html
    form = form_to(opened(lea, here(cast.objective)), "alignments/")
    assert form.send(lea, supports=f"o-{above}").status_code == 302
    assert "Customers trust us" in opened(lea, here(cast.objective))
    assert "Shipping is boring" in opened(lea, here(above))
    remove = form_to(opened(lea, here(cast.objective)), "alignments/")
    assert remove.fields["supports"] == f"O-{above}"
    assert remove.send(lea, _remove="1").status_code == 302
    assert "Customers trust us" not in opened(lea, here(cast.objective))


def test_a_loop_and_a_wrong_key_are_refused_with_what_was_typed(cast: Cast) -> None:
    ada, lea, above = client_for(cast.ada), client_for(cast.lea), year(cast)
    lea.post(here(cast.objective, "alignments/"), {"supports": f"O-{above}"})
    loop = ada.post(here(above, "alignments/"), {"supports": f"O-{cast.objective}"})
    assert loop.status_code == 422
    assert f"O-{above} → O-{cast.objective}" in loop.content.decode()
    wrong = lea.post(here(cast.objective, "alignments/"), {"supports": "Q-1<"})
    assert wrong.status_code == 422
    assert 'value="Q-1&lt;"' in wrong.content.decode()
    found = queries.objective(cast.ada, above)
    assert found is not None
    assert [end.key for end in found.supported_by] == [f"O-{cast.objective}"]


def test_history_says_who_changed_what_and_why(cast: Cast) -> None:
    objectives.edit(
        replace(cast.lea, now=NOW), cast.objective, {"title": "Shipping is dull", "owner": str(cast.max.person)},
        {}, "Boring was misread.",
    )  # fmt: skip
    html = opened(client_for(cast.vera), here(cast.objective, "history/"))
    for text in (
        "Boring was misread.",
        '<del><span class="sr">taken out: </span>boring</del>',
        '<ins><span class="sr">put in: </span>dull</ins>',
        "Lea Moser</del>",
        "Max Ott</ins>",
        "agreed to",
    ):
        assert text in html
    assert "drafted" not in html  # that was before Vera could see it
    assert "drafted" in opened(client_for(cast.max), here(cast.objective, "history/"))


def test_a_form_from_elsewhere_is_refused(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies = client_for(cast.lea).cookies
    assert client.post(here(cast.objective, "closure/")).status_code == 403
    assert texts(cast.lea, cast.objective).state == "active"


@pytest.mark.parametrize("below", ["proposal/", "agreement/"])
def test_state_is_changed_by_post_alone(cast: Cast, below: str) -> None:
    assert client_for(cast.lea).get(here(cast.draft, below)).status_code == 405
