"""Any page as of a past day is the page that was there when that day ended."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from northing.actions import (
    alignments,
    check_ins,
    comments,
    guards,
    initiatives,
    key_results,
    metrics,
    objectives,
    outlooks,
    people,
    team_changes,
    teams,
    workspaces,
)
from northing.actions.check_ins import Said
from northing.actions.errors import ForbiddenError
from northing.actions.key_results import NewKeyResult, NewStep
from northing.actions.objectives import NewObjective
from northing.domain.access import Caller
from northing.domain.cadence import Rhythm
from northing.queries import key_results as kr_queries
from northing.queries import my_week
from northing.queries import objectives as queries
from northing.queries import teams as team_queries
from northing.store.check_ins import CheckIn
from northing.store.cycles import Cycle
from northing.store.key_results import Step
from tests.cast import KINDS, NOW, Cast, bearer, caller, client_for, number

DAY = NOW.date().isoformat()
LATER = NOW + timedelta(days=9)
MOST_QUERIES = 16


@pytest.fixture
def vera(cast: Cast) -> Client:
    return client_for(cast.vera)


def _addresses(cast: Cast) -> tuple[str, ...]:
    krs = cast.key_results.values()
    return (
        "/kestrel/",
        "/kestrel/teams/",
        "/kestrel/teams/kestrel/",
        "/kestrel/teams/platform/",
        f"/kestrel/teams/platform/?cycle={cast.cycle}",
        f"/kestrel/okrs/O-{cast.objective}/",
        f"/kestrel/okrs/O-{cast.objective}/history/",
        *(f"/kestrel/okrs/KR-{n}/" for n in krs),
        *(f"/kestrel/okrs/KR-{n}/history/" for n in krs),
    )


def main(html: str) -> str:
    """What a page says, without its choice of the day, what it says of today alone, and the day in addresses."""
    found = re.search(r"<main.*?</main>", html, re.DOTALL)
    assert found is not None, html[:300]
    text = re.sub(r"<details[^>]*data-as-of.*?</details>", "", found[0], flags=re.DOTALL)
    text = re.sub(r"<div[^>]*data-as-of.*?</form>.*?</div>", "", text, flags=re.DOTALL)
    text = re.sub(r"<(details|section|span)[^>]*data-of-today.*?</\1>", "", text, flags=re.DOTALL)
    text = re.sub(r"/@\d{4}-\d\d-\d\d/", "/", text)
    text = re.sub(r'(name="key" value=)"[^"]*"', r"\1", text)
    return re.sub(r">\s*<", ">\n<", text)


def _read(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()


@contextmanager
def _later() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as later:
        later.setenv("NORTHING_TODAY", LATER.isoformat())
        yield


def _everything_changes(cast: Cast) -> None:
    """Nine days later each sort of noun has moved on."""
    at = lambda person: replace(person, now=LATER)  # noqa: E731 - one word for the moment meant
    ada, lea, max_ = at(cast.ada), at(cast.lea), at(cast.max)
    krs = cast.key_results
    for kind, said in (
        ("increase", Said("39", "9", note="Two days ahead.")),
        ("decrease", Said("7 min", "8")),
        ("keep", Said("97.2 %", "2")),
        ("yes_no", Said("yes", "10")),
        ("find_baseline", Said("120 CHF")),
    ):
        check_ins.record(max_, krs[kind], said)
    check_ins.record(max_, krs["increase"], Said("12", "3", as_of="2026-03-11"))
    old = CheckIn.objects.filter(key_result__number=krs["decrease"]).order_by("pk")[1]
    check_ins.supersede(max_, krs["decrease"], old.pk, Said("11 min", "4"), "A wrong clock.")
    steps = list(
        Step.objects.filter(key_result__number=krs["milestones"]).values_list("pk", flat=True)
    )
    check_ins.record(max_, krs["milestones"], Said(steps_done=steps[:1]))
    key_results.edit(
        lea, krs["milestones"], {"title": "No old pipeline"}, {}, "Shorter.",
        steps=(NewStep("Move them all"), NewStep("Switch it off", "3"), NewStep("Tell all")),
    )  # fmt: skip
    key_results.retarget(lea, krs["decrease"], "Six was too much.", target="8 min")
    key_results.pause(lea, krs["yes_no"], "The writer is away.")
    key_results.drop(lea, krs["find_baseline"], "Nobody needs it.")
    key_results.edit(lea, krs["keep"], {"owner": str(lea.person), "weight": "3"}, {}, "Hers now.")
    objectives.edit(
        lea, cast.objective, {"title": "Shipping is dull", "why": "Otherwise.", "owner": str(max_.person)},
        {}, "Plainer words.", contributors=[cast.company],
    )  # fmt: skip
    above = objectives.draft(ada, NewObjective("Above", cast.company, cast.cycle))
    objectives.propose(ada, number(above.key))
    alignments.align(lea, cast.objective, above.key, "It belongs there.")
    key_results.add(lea, cast.objective, NewKeyResult("Added later", "yes_no"), "A gap.")
    comments.add(max_, f"O-{cast.objective}", "Later words.")
    initiatives.add(max_, krs["increase"], "A later bet")
    teams.edit(ada, cast.platform, {"name": "Foundations"}, {})
    new = teams.create(ada, "Newcomers", cast.company)
    teams.join(ada, new.id, cast.vera.person)
    teams.leave(ada, cast.platform, cast.max.person)


def test_a_page_of_a_past_day_is_the_page_of_that_day(cast: Cast, vera: Client) -> None:
    saved = {address: main(_read(vera, address)) for address in _addresses(cast)}
    _everything_changes(cast)
    with _later():
        for address, before in saved.items():
            then = _read(vera, f"/@{DAY}{address}")
            assert main(then) == before, address
            assert "data-as-of" in then


def test_it_really_changed_meanwhile(cast: Cast, vera: Client) -> None:
    """Or the test above could not fail."""
    saved = {address: main(_read(vera, address)) for address in _addresses(cast)}
    _everything_changes(cast)
    with _later():
        for address, before in saved.items():
            assert main(_read(vera, address)) != before, address


def test_what_people_who_take_part_saw_is_the_same_but_for_what_they_may_do(cast: Cast) -> None:
    evening = replace(cast.max, now=NOW + timedelta(hours=10))
    rhythm = Rhythm(weekday=3)
    before = _seen_by(evening, rhythm, cast)
    _everything_changes(cast)
    later = replace(cast.max, now=LATER)
    assert _seen_by(later.at_end_of(NOW.date()), rhythm, cast) == before
    assert _seen_by(later, rhythm, cast) != before


def _seen_by(caller: Caller, rhythm: Rhythm, cast: Cast) -> str:
    """What the queries answer; a step of the past has no number to tick it by."""
    week = my_week.my_week(caller, rhythm)
    found = queries.objective(caller, cast.objective, rhythm)
    assert found is not None
    answers = [
        week.due, week.done, week.moved, week.proposals, week.drafts, week.initiatives, week.replies,
        found.card, found.contributors, found.supported_by, found.comments,
        [(o.key, o.title) for o in queries.objectives(caller, cycle=cast.cycle).items],
        [(kr.key, kr.title, kr.mark) for kr in kr_queries.key_results(caller).items],
    ]  # fmt: skip
    return re.sub(r"StepCard\(id=\d+", "StepCard(", repr(answers))


def test_the_past_costs_at_most_sixteen_queries(cast: Cast, vera: Client) -> None:
    _everything_changes(cast)
    with _later():
        for address in _addresses(cast):
            with CaptureQueriesContext(connection) as asked:
                _read(vera, f"/@{DAY}{address}")
            assert len(asked) <= MOST_QUERIES, (address, "\n".join(q["sql"][:1500] for q in asked))


def _busy(cast: Cast) -> None:
    """An inner team with everything: teams below, shared and personal objectives, guards, links."""
    ada, lea = cast.ada, caller("lea")
    workspaces.edit(ada, {"personal_okrs": "yes"}, {})
    core, edge = (teams.create(ada, name, cast.platform).id for name in ("Core", "Edge"))
    other, gone = (teams.create(ada, name, cast.company).id for name in ("Harbour", "Pilots"))
    for team in (core, edge, other):
        teams.join(ada, team, lea.person, lead=True)
    lea = caller("lea")
    zoe = people.invite(ada, "Zoe Frei", handle="zoe").id
    year = Cycle.objects.get(ws=ada.workspace, kind="annual", start="2026-01-01").pk
    watched = [
        metrics.create(lea, metrics.NewMetric(cast.platform, f"Metric {n}", healthy_low=low)).id
        for n, low in enumerate(("6", None))
    ]
    for week, metric in product(range(4), watched):
        metrics.push(replace(lea, now=NOW - timedelta(weeks=week)), metric, str(week + 2))
    places = ((core, cast.cycle), (edge, cast.cycle), (other, cast.cycle), (cast.platform, year))
    for n, (team, cycle) in enumerate((*places, (cast.platform, cast.cycle))):
        made = objectives.draft(
            lea, NewObjective(f"Aim {n}", team, cycle, contributors=[cast.platform, other]),
        )  # fmt: skip
        for kind, kr in KINDS.items():
            key_results.add(lea, number(made.key), replace(kr, title=f"{kind} {n}", owner=zoe))
        if n < 4:
            objectives.propose(lea, number(made.key))
            objectives.agree(lea, number(made.key))
            alignments.align(lea, number(made.key), f"O-{cast.objective}", "It helps.")
        for metric in watched:
            guards.guard(lea, number(made.key), metric, "Not at any price.")
    for metric in watched:
        guards.guard(lea, cast.objective, metric, "Not at any price.")
    for who, team in ((caller("max"), cast.platform), (lea, cast.platform), (lea, core)):
        mine = objectives.draft(who, NewObjective("My own", team, cast.cycle, personal=True))
        key_results.add(who, number(mine.key), replace(KINDS["increase"], title="Talks"))
        objectives.propose(who, number(mine.key))
        objectives.agree(who, number(mine.key))
    team_changes.merge(ada, gone, cast.platform)


def test_a_busy_inner_team_costs_no_more(cast: Cast) -> None:
    _busy(cast)
    outlooks.sweep(cast.ada)
    addresses = tuple(
        f"/kestrel/{page}" for page in ("teams/platform/", "teams/harbour/", "overview/")
    )
    before = {address: main(_read(client_for(cast.vera), address)) for address in addresses}
    ada = replace(cast.ada, now=LATER)
    harbour = next(t.id for t in team_queries.teams(ada) if t.slug == "harbour")
    teams.edit(ada, harbour, {"name": "Quay"}, {})
    with _later():
        for address, was in before.items():
            assert main(_read(client_for(cast.vera), f"/@{DAY}{address}")) == was, address
        outlooks.sweep(replace(cast.ada, now=LATER))
        for who in cast.insiders.values():
            client = client_for(who)
            for address in (
                "teams/platform/",
                f"teams/platform/?cycle={cast.cycle}",
                "overview/",
                "",
            ):
                with CaptureQueriesContext(connection) as asked:
                    page = _read(client, f"/@{DAY}/kestrel/{address}")
                assert len(asked) <= MOST_QUERIES, (
                    address, len(asked), "\n".join(q["sql"][:300] for q in asked),
                )  # fmt: skip
            assert "data-as-of" in page
        page = _read(client_for(cast.vera), f"/@{DAY}/kestrel/teams/platform/")
    for part in ("One level down", "Guards", "My own", "Aim 0", "Metric 1"):
        assert part in page, part


def test_links_stay_within_the_day_and_one_leads_back(cast: Cast, vera: Client) -> None:
    _everything_changes(cast)
    with _later():
        page = _read(vera, f"/@{DAY}/kestrel/teams/platform/")
    assert f'href="/@{DAY}/kestrel/okrs/O-{cast.objective}/"' in page
    assert 'href="/kestrel/teams/platform/"' in page
    assert "Nothing can be changed here" in page
    assert 'action="/accounts/logout/"' in page or f'action="/@{DAY}/accounts/logout/"' in page


def test_the_choice_of_a_day_leads_to_its_address(cast: Cast, vera: Client) -> None:
    asked = vera.get(f"/kestrel/teams/platform/?cycle={cast.cycle}&as_of=2026-02-01")
    assert asked.headers["Location"] == f"/@2026-02-01/kestrel/teams/platform/?cycle={cast.cycle}"
    another = vera.get("/@2026-02-01/kestrel/teams/platform/?as_of=2026-02-03")
    assert another.headers["Location"] == "/@2026-02-03/kestrel/teams/platform/"
    nonsense = vera.get("/@2026-02-01/kestrel/teams/platform/?as_of=yesterday")
    assert nonsense.headers["Location"] == "/kestrel/teams/platform/"


@pytest.mark.parametrize("day", [DAY, "2026-12-31"])
def test_a_day_that_is_not_over_is_today(cast: Cast, vera: Client, day: str) -> None:
    answer = vera.get(f"/@{day}/kestrel/teams/platform/")
    assert answer.headers["Location"] == "/kestrel/teams/platform/"


@pytest.mark.parametrize(
    "address",
    [
        "/@2026-02-30/kestrel/", "/@2026-2-3/kestrel/", "/@0000-00-00/kestrel/", "/@/kestrel/",
        "/@2026-02-01/@2026-02-01/kestrel/", "/@2026-02-01/otterbay/", "/@2026-02-01/nowhere/",
        "/@2026-02-01", "/@1066-10-14/kestrel/teams/platform/", "/@0001-01-01/kestrel/",
        "/@0001-01-02/kestrel/metrics/", "/@0001-01-01/kestrel/compare/", "/@0001-01-02/kestrel/kpis/",
        "/@2026-02-01/kestrel/okrs/O-99/",
    ],
)  # fmt: skip
def test_what_is_no_day_or_not_there_is_not_found(cast: Cast, vera: Client, address: str) -> None:
    assert vera.get(address).status_code == 404


def test_before_anything_was_there_the_page_says_so(cast: Cast, vera: Client) -> None:
    answer = vera.get("/@2025-12-24/kestrel/teams/platform/")
    assert answer.status_code == 404
    assert "nothing here yet on Wed 24 Dec 2025" in answer.content.decode()


def test_a_page_without_state_has_no_past(cast: Cast) -> None:
    ada = client_for(cast.ada)
    answer = ada.get("/@2026-02-01/kestrel/settings/")
    assert answer.headers["Location"] == "/kestrel/settings/"


def test_nobody_writes_into_the_past(cast: Cast) -> None:
    max_ = client_for(cast.max)
    before = CheckIn.objects.count()
    number_ = cast.key_results["increase"]
    answer = max_.post(f"/@2026-02-01/kestrel/okrs/KR-{number_}/check-ins/", {"value": "20"})
    assert answer.status_code == 403
    with pytest.raises(ForbiddenError):
        check_ins.record(cast.max.at_end_of(NOW.date() - timedelta(days=3)), number_, Said("20"))
    assert CheckIn.objects.count() == before


def test_a_draft_of_then_stays_with_those_who_saw_it_then(cast: Cast, vera: Client) -> None:
    """Later it was proposed, and everybody reads it; on its draft days it was its team's alone."""
    objectives.propose(replace(cast.max, now=LATER), cast.draft)
    with _later():
        assert vera.get(f"/kestrel/okrs/O-{cast.draft}/").status_code == 200
        assert vera.get(f"/@{DAY}/kestrel/okrs/O-{cast.draft}/").status_code == 404
        assert "Nobody waits" not in _read(vera, f"/@{DAY}/kestrel/teams/platform/")
        assert client_for(cast.max).get(f"/@{DAY}/kestrel/okrs/O-{cast.draft}/").status_code == 200


def test_what_was_hidden_since_does_not_come_back(cast: Cast, vera: Client) -> None:
    """By today's rights: a withdrawn comment and a cancelled draft stay hidden in the past too."""
    said = comments.add(cast.max, f"O-{cast.objective}", "the password is swordfish")
    comments.withdraw(replace(cast.max, now=LATER), said.id)
    with _later():
        assert "swordfish" not in _read(vera, f"/@{DAY}/kestrel/okrs/O-{cast.objective}/")


def test_an_outsider_has_no_past_here(cast: Cast) -> None:
    assert client_for(cast.otto).get("/@2026-02-01/kestrel/teams/platform/").status_code == 404
    assert Client().get("/@2026-02-01/kestrel/teams/platform/").status_code == 404


def test_the_api_answers_of_a_past_day(cast: Cast, client: Client) -> None:
    headers = bearer(cast.vera)
    address = f"/api/v1/kestrel/key-results/KR-{cast.key_results['increase']}"
    then = client.get(f"{address}?as_of=2026-01-20", headers=headers)
    now = client.get(address, headers=headers)
    assert then.status_code == now.status_code == 200, then.content
    assert len(then.json()["check_ins"]) == 1 < len(now.json()["check_ins"])
    for wrong in ("2026-03-12", "soon", "2026-02-30"):
        refused = client.get(f"{address}?as_of={wrong}", headers=headers)
        assert refused.status_code == 422
        assert refused.json()["place"] == "as_of"
