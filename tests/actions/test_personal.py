"""Personal objectives: off unless allowed, read by all while they run, counted nowhere, ended for one's own eyes."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client

from northing.actions import (
    alignments,
    check_ins,
    handovers,
    initiatives,
    key_results,
    metrics,
    objectives,
    outlooks,
    team_changes,
    teams,
    workspaces,
)
from northing.actions.check_ins import Said
from northing.actions.errors import ForbiddenError, InvalidError, NotFoundError
from northing.actions.key_results import NewKeyResult
from northing.actions.objectives import NewObjective
from northing.domain import access
from northing.domain.access import Caller
from northing.domain.cadence import Rhythm
from northing.queries import activity, my_week, sight
from northing.queries import key_results as key_result_queries
from northing.queries import metrics as metric_queries
from northing.queries import objectives as queries
from northing.store.events import Event
from northing.store.key_results import KeyResult
from northing.store.objectives import Objective
from northing.store.outlooks import Outlook
from tests.cast import KINDS, Cast, bearer, number

WHO = ("ada", "lea", "max", "vera")


def allowed(cast: Cast) -> None:
    workspaces.edit(cast.ada, {"personal_okrs": "yes"}, {})


def drafted(cast: Cast, who: Caller | None = None) -> int:
    given = NewObjective("I speak in public", cast.platform, cast.cycle, personal=True)
    return number(objectives.draft(who or cast.max, given).key)


def running(cast: Cast) -> tuple[int, int]:
    """Max's own objective with a measured key result, agreed by himself."""
    mine = drafted(cast)
    kr = number(key_results.add(cast.max, mine, replace(KINDS["increase"], title="Talks")).key)
    objectives.propose(cast.max, mine)
    objectives.agree(cast.max, mine)
    check_ins.record(cast.max, kr, Said("20", "7"))
    return mine, kr


def readers(cast: Cast, wanted: int) -> set[str]:
    """Who finds it: page, list and rule must agree."""
    found = set()
    for who, person in cast.insiders.items():
        by_page = queries.objective(person, wanted) is not None
        by_list = wanted in {o.number for o in queries.objectives(person).items}
        row = Objective.objects.get(ws=person.workspace, number=wanted)
        by_rule = access.seen_by(access.seen_objectives(person), sight.fields(row))
        assert by_page == by_list == by_rule == sight.sees(person, row)
        found |= {who} if by_page else set()
    return found


def test_they_are_off_unless_an_admin_allows_them(cast: Cast) -> None:
    with pytest.raises(InvalidError) as refused:
        drafted(cast)
    assert refused.value.place == "personal"
    with pytest.raises(ForbiddenError):
        workspaces.edit(cast.lea, {"personal_okrs": "yes"}, {})
    allowed(cast)
    mine = drafted(cast)
    assert Objective.objects.get(number=mine).person_id == cast.max.person
    last = Event.objects.filter(ws=cast.ada.workspace, noun="workspace").latest("seq")
    assert last.body.json["policies"] == {"personal_okrs": True}


def test_switched_off_again_they_stay_and_none_come(cast: Cast) -> None:
    allowed(cast)
    mine, kr = running(cast)
    workspaces.edit(cast.ada, {"personal_okrs": "no"}, {})
    with pytest.raises(InvalidError):
        drafted(cast)
    assert "vera" in readers(cast, mine)
    check_ins.record(cast.max, kr, Said("30", "7"))


@pytest.mark.parametrize("bad", ["maybe", "2"])
def test_a_policy_is_yes_or_no(cast: Cast, bad: str) -> None:
    with pytest.raises(InvalidError):
        workspaces.edit(cast.ada, {"personal_okrs": bad}, {})


def test_who_reads_one_from_draft_to_end(cast: Cast) -> None:
    allowed(cast)
    mine = drafted(cast)
    assert readers(cast, mine) == {"ada", "lea", "max"}
    key_results.add(cast.max, mine, NewKeyResult("Two talks", "yes_no"))
    objectives.propose(cast.max, mine)
    assert readers(cast, mine) == set(WHO)
    objectives.agree(cast.max, mine)
    assert readers(cast, mine) == set(WHO)
    objectives.close(cast.max, mine)
    assert readers(cast, mine) == {"max"}
    objectives.reopen(cast.max, mine, "There is a third talk.")
    assert readers(cast, mine) == set(WHO)
    objectives.cancel(cast.max, mine, "No.")
    assert readers(cast, mine) == {"max"}


def test_how_one_ended_is_nowhere_for_others(cast: Cast, client: Client) -> None:
    allowed(cast)
    mine, kr = running(cast)
    metric = KeyResult.objects.get(number=kr).metric_id or 0
    assert metric_queries.metric(cast.vera, metric) is not None
    objectives.close(cast.max, mine)
    for who in ("ada", "lea", "vera"):
        person = cast.insiders[who]
        assert key_result_queries.key_result(person, kr) is None
        assert kr not in {k.number for k in key_result_queries.key_results(person).items}
        assert metric_queries.metric(person, metric) is None
        headers = bearer(person)
        for path in (f"objectives/O-{mine}", f"key-results/KR-{kr}", f"metrics/{metric}/readings"):
            assert client.get(f"/api/v1/kestrel/{path}", headers=headers).status_code == 404, path
    assert key_result_queries.key_result(cast.max, kr) is not None
    assert metric_queries.metric(cast.max, metric) is not None


def test_my_week_of_a_past_day_has_ones_own_and_nobody_elses(cast: Cast) -> None:
    """As it stood that evening, whatever became of it; others neither see it in their week nor did."""
    allowed(cast)
    mine, kr = running(cast)
    proposed = drafted(cast, cast.lea)
    key_results.add(cast.lea, proposed, NewKeyResult("Two talks", "yes_no"))
    objectives.propose(cast.lea, proposed)
    rhythm, evening = Rhythm(weekday=3), timedelta(hours=10)
    keys = {f"KR-{kr}", f"O-{mine}", f"O-{proposed}"}

    def shown(who: Caller) -> tuple[set[str], str]:
        week = my_week.my_week(who, rhythm)
        listed = (*week.due, *week.done, *week.moved, *week.proposals, *week.drafts)
        # A step of the past has no number to tick it by.
        return {one.key for one in listed} & keys, re.sub(r"StepCard\(id=\d+", "", repr(listed))

    before = {
        name: shown(replace(who, now=who.now + evening)) for name, who in cast.insiders.items()
    }
    assert [found for found, _all in before.values()] == [
        set(), {f"O-{proposed}"}, {f"KR-{kr}"}, set(),
    ]  # fmt: skip
    later = {
        name: replace(who, now=who.now + timedelta(days=2)) for name, who in cast.insiders.items()
    }
    key_results.edit(later["max"], kr, {"title": "Reworded"}, {}, "Shorter.")
    objectives.close(later["max"], mine)
    objectives.withdraw(later["lea"], proposed)
    for name, who in later.items():
        assert shown(who.at_end_of(cast.ada.today)) == before[name], name


def test_readings_of_a_personal_metric_are_told_to_its_person_alone(cast: Cast) -> None:
    allowed(cast)
    mine, kr = running(cast)
    metric = KeyResult.objects.get(number=kr).metric_id or 0
    objectives.close(cast.max, mine)
    metrics.push(replace(cast.max, now=cast.max.now + timedelta(minutes=1)), metric, "33")
    later = {
        name: replace(who, now=who.now + timedelta(days=1)) for name, who in cast.insiders.items()
    }
    for name, who in later.items():
        for asked in (who, replace(who, past=True, scopes=frozenset())):
            told = [e for e in activity.activity(asked).items if "Talks" in str(e.told)]
            assert any("pushed a reading to the metric" in str(e.did) for e in told) is (
                name == "max"
            ), name


def test_a_metric_that_a_team_uses_too_stays_to_be_seen(cast: Cast) -> None:
    allowed(cast)
    mine, kr = running(cast)
    metric = KeyResult.objects.get(number=kr).metric_id or 0
    shared = NewKeyResult("Ours too", "increase", metric=metric, baseline="1", target="9")
    key_results.add(cast.max, cast.draft, shared)
    objectives.close(cast.max, mine)
    assert metric_queries.metric(cast.vera, metric) is not None


def test_nothing_is_judged_for_overviews(cast: Cast) -> None:
    allowed(cast)
    _mine, kr = running(cast)
    outlooks.sweep(replace(cast.ada, now=cast.ada.now + timedelta(days=9)))
    row = KeyResult.objects.get(number=kr)
    assert not Outlook.objects.filter(key_result=row).exists()
    assert row.status != "no_data"
    counted = KeyResult.objects.filter(sight.counted("objective__"))
    assert row not in counted
    assert counted.count() == len(cast.key_results)


def test_only_its_person_writes_it_and_members_talk(cast: Cast) -> None:
    allowed(cast)
    mine, kr = running(cast)
    for who in (cast.ada, cast.lea, cast.vera):
        for attempt in (
            lambda w=who: objectives.edit(w, mine, {"title": "x"}, {}, "why"),
            lambda w=who: objectives.close(w, mine),
            lambda w=who: objectives.cancel(w, mine, "why"),
            lambda w=who: key_results.add(w, mine, NewKeyResult("x", "yes_no"), "why"),
            lambda w=who: key_results.drop(w, kr, "why"),
            lambda w=who: check_ins.record(w, kr, Said("9", "1")),
            lambda w=who: initiatives.add(w, kr, "x", team=cast.platform),
        ):
            with pytest.raises(ForbiddenError):
                attempt()
        page = queries.objective(who, mine)
        assert page is not None
        assert not any((page.may.edit, page.may.close, page.may.agree))
        assert page.may.comment == (who is not cast.vera)


def test_its_person_alone_agrees(cast: Cast) -> None:
    allowed(cast)
    mine = drafted(cast)
    key_results.add(cast.max, mine, NewKeyResult("Two talks", "yes_no"))
    for who in (cast.lea, cast.ada):
        with pytest.raises(ForbiddenError):
            objectives.propose(who, mine)
    objectives.propose(cast.max, mine)
    for who in (cast.lea, cast.ada):
        with pytest.raises(ForbiddenError):
            objectives.agree(who, mine)
    assert objectives.agree(cast.max, mine)


def test_it_stays_one_persons(cast: Cast) -> None:
    allowed(cast)
    mine, kr = running(cast)
    web = teams.create(cast.ada, "Web", cast.company).id
    given = NewObjective("x", cast.platform, cast.cycle, personal=True)
    lea = str(cast.lea.person)
    for attempt in (
        lambda: objectives.draft(cast.max, replace(given, owner=cast.lea.person)),
        lambda: objectives.draft(cast.max, replace(given, contributors=[web])),
        lambda: objectives.edit(cast.max, mine, {"owner": lea}, {}, "why"),
        lambda: objectives.edit(cast.max, mine, {}, {}, "why", contributors=[web]),
        lambda: key_results.edit(cast.max, kr, {"owner": lea}, {}, "why"),
        lambda: key_results.add(
            cast.max, mine, NewKeyResult("x", "yes_no", owner=cast.lea.person), "why"
        ),
    ):
        with pytest.raises(InvalidError):
            attempt()


def test_it_supports_and_is_not_supported(cast: Cast) -> None:
    allowed(cast)
    mine, kr = running(cast)
    alignments.align(cast.max, mine, f"O-{cast.objective}", "It helps.")
    for parent in (f"O-{mine}", f"KR-{kr}"):
        with pytest.raises(InvalidError):
            alignments.align(cast.max, cast.draft, parent)
    offered = {key for key, _title in queries.choices(cast.max)}
    assert offered.isdisjoint({f"O-{mine}", f"KR-{kr}"})
    objectives.close(cast.max, mine)
    for who, seen in ((cast.lea, 0), (cast.max, 1)):
        page = queries.objective(who, cast.objective)
        assert page is not None
        assert len(page.supported_by) == seen


def test_nobody_drafts_one_outside_the_own_teams(cast: Cast) -> None:
    allowed(cast)
    with pytest.raises(ForbiddenError):
        drafted(cast, cast.vera)
    with pytest.raises(ForbiddenError):
        drafted(cast, cast.ada)
    with pytest.raises(NotFoundError):
        drafted(cast, cast.otto)


def test_it_goes_along_with_its_team_and_ends_with_its_person(cast: Cast) -> None:
    allowed(cast)
    mine, _kr = running(cast)
    team_changes.archive(cast.ada, cast.platform, work="close")
    row = Objective.objects.get(number=mine)
    assert (row.state, row.team_id) == ("active", cast.company)
    handovers.deactivate(cast.ada, cast.max.person, cast.lea.person)
    row.refresh_from_db()
    assert (row.state, row.owner_id) == ("cancelled", cast.max.person)
    assert readers(cast, mine) == {"max"}
