"""People leave: what they own goes to others, what they wrote stays theirs, and nobody is let in by an old key."""

from collections.abc import Callable

import pytest
from django.test import Client

from northing.actions import (
    check_ins,
    handovers,
    initiatives,
    key_results,
    metrics,
    objectives,
    people,
    teams,
    tokens,
)
from northing.actions.check_ins import Said
from northing.actions.errors import (
    ConflictError,
    ForbiddenError,
    InvalidError,
    NotFoundError,
)
from northing.actions.key_results import NewKeyResult
from northing.actions.metrics import NewMetric
from northing.actions.objectives import NewObjective
from northing.domain.access import Caller
from northing.queries import belongings as queries
from northing.store.check_ins import CheckIn
from northing.store.events import Event
from northing.store.initiatives import Initiative
from northing.store.key_results import KeyResult
from northing.store.metrics import Metric
from northing.store.objectives import Objective
from northing.store.outlooks import Outlook
from northing.store.people import Person
from northing.store.teams import TeamPerson
from northing.store.tokens import Token
from tests.cast import Cast, bearer, caller, number


def items(who: Caller, person: int) -> set[str]:
    found = queries.belongings(who, person)
    assert found is not None
    return {one.item for one in found.items}


def furnish(cast: Cast) -> tuple[int, int]:
    """Max also keeps a metric and is at work on something."""
    metric = metrics.create(cast.max, NewMetric(cast.platform, "Pages", owner=cast.max.person)).id
    work = initiatives.add(cast.max, cast.key_results["increase"], "Warm the caches").id
    return metric, work


def test_everything_open_goes_to_one_successor(cast: Cast) -> None:
    metric, work = furnish(cast)
    said = CheckIn.objects.filter(author=cast.max.person).count()
    expected = {f"KR-{n}" for n in cast.key_results.values()}
    expected |= {f"O-{cast.draft}", f"metric-{metric}", f"initiative-{work}"}
    assert items(cast.ada, cast.max.person) == expected
    handovers.hand_over(cast.ada, cast.max.person, cast.lea.person)
    assert not items(cast.ada, cast.max.person)
    assert set(KeyResult.objects.values_list("owner", flat=True)) == {cast.lea.person}
    assert set(Objective.objects.values_list("owner", flat=True)) == {cast.lea.person}
    assert Metric.objects.get(pk=metric).owner_id == cast.lea.person
    assert Initiative.objects.get(pk=work).owner_id == cast.lea.person
    standing = Outlook.objects.filter(ended_on=None)
    assert set(standing.values_list("owner", flat=True)) == {cast.lea.person}
    assert Objective.objects.get(number=cast.draft).author_id == cast.max.person
    assert CheckIn.objects.filter(author=cast.max.person).count() == said


def test_each_thing_goes_where_it_was_meant_to(cast: Cast) -> None:
    one, other = (cast.key_results[kind] for kind in ("increase", "decrease"))
    each = {f"KR-{one}": cast.ada.person, f"KR-{other}": None}
    handovers.hand_over(cast.ada, cast.max.person, cast.lea.person, each)
    owners = dict(KeyResult.objects.values_list("number", "owner"))
    assert (owners.pop(one), owners.pop(other)) == (cast.ada.person, cast.max.person)
    assert set(owners.values()) == {cast.lea.person}
    assert items(cast.ada, cast.max.person) == {f"KR-{other}"}


def test_what_is_closed_stays_with_its_owner(cast: Cast) -> None:
    objectives.close(cast.lea, cast.objective)
    handovers.hand_over(cast.ada, cast.max.person, cast.lea.person)
    assert set(KeyResult.objects.values_list("owner", flat=True)) == {cast.max.person}


def test_a_hand_over_is_one_change_with_an_event_for_each_noun(cast: Cast) -> None:
    furnish(cast)
    count = len(items(cast.ada, cast.max.person))
    handovers.hand_over(cast.ada, cast.max.person, cast.lea.person, reason="He moves on.")
    made = Event.objects.filter(verb="hand_over")
    assert made.count() == count
    assert made.values("change_id").distinct().count() == 1
    assert {e.body.reason for e in made.select_related("body")} == {"He moves on."}


@pytest.mark.parametrize(
    ("to", "each", "place"),
    [
        (None, {}, "to"),
        ("max", {}, "to"),
        ("vera", {}, "to"),
        ("otto", {}, "owner"),
        ("lea", {"KR-999": None}, "KR-999"),
        (None, {"KR-1": "vera"}, "KR-1"),
    ],
)
def test_an_impossible_successor_is_refused(
    cast: Cast, to: str | None, each: dict[str, str | None], place: str
) -> None:
    everybody = {**cast.insiders, "otto": cast.otto}
    chosen = {item: everybody[who].person if who else None for item, who in each.items()}
    before = items(cast.ada, cast.max.person)
    with pytest.raises((InvalidError, NotFoundError)) as refused:
        handovers.hand_over(cast.ada, cast.max.person, everybody[to].person if to else None, chosen)
    assert refused.value.place == place
    assert items(cast.ada, cast.max.person) == before


def test_a_lead_hands_over_what_is_of_the_own_team(cast: Cast) -> None:
    other = teams.create(cast.ada, "Other", cast.company).id
    teams.join(cast.ada, other, cast.max.person)
    far = objectives.draft(caller("max"), NewObjective("Far", other, cast.cycle)).key
    found = queries.belongings(cast.lea, cast.max.person)
    assert found is not None
    assert far not in {one.item for one in found.items}
    assert (found.others, found.may_deactivate) == (1, False)
    with pytest.raises(ForbiddenError):
        handovers.hand_over(cast.lea, cast.max.person, None, {far: cast.lea.person})
    handovers.hand_over(cast.lea, cast.max.person, cast.lea.person)
    assert items(cast.ada, cast.max.person) == {far}


VERBS: dict[str, Callable[[Cast, Caller], object]] = {
    "hand_over": lambda c, w: handovers.hand_over(w, c.max.person, c.ada.person),
    "deactivate": lambda c, w: handovers.deactivate(w, c.max.person, even_so=True),
    "reactivate": lambda c, w: handovers.reactivate(w, c.max.person),
}


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("who", ["lea", "max", "vera", "otto"])
def test_who_may_send_somebody_off(cast: Cast, verb: str, who: str) -> None:
    if (verb, who) == ("hand_over", "lea"):
        VERBS[verb](cast, cast.lea)
        return
    somebody = {**cast.insiders, "otto": cast.otto}[who]
    with pytest.raises(NotFoundError if who == "otto" else ForbiddenError):
        VERBS[verb](cast, somebody)
    if who == "otto":
        assert queries.belongings(cast.otto, cast.max.person) is None
    else:
        shown = queries.belongings(somebody, cast.max.person)
        assert shown is not None
        assert bool(shown.items) == (who == "lea")


# ── leaving ───────────────────────────────────────────────────────────────────
def test_whoever_owns_something_open_hands_it_over_first(cast: Cast) -> None:
    for attempt in (
        lambda: handovers.deactivate(cast.ada, cast.max.person),
        lambda: people.edit(cast.ada, cast.max.person, {"state": "inactive"}, {}),
    ):
        with pytest.raises(InvalidError) as refused:
            attempt()
        assert refused.value.place == "state"
        assert f"O-{cast.draft}" in refused.value.message
    assert Person.objects.get(pk=cast.max.person).state == "active"
    handovers.deactivate(cast.ada, cast.max.person, cast.lea.person)
    assert Person.objects.get(pk=cast.max.person).state == "inactive"
    assert not items(cast.ada, cast.max.person)


def test_it_may_be_skipped_on_purpose(cast: Cast) -> None:
    handovers.deactivate(cast.ada, cast.max.person, even_so=True)
    assert Person.objects.get(pk=cast.max.person).state == "inactive"
    assert len(items(cast.ada, cast.max.person)) == len(cast.key_results) + 1


def test_leaving_ends_teams_tokens_and_invitations(cast: Cast, client: Client) -> None:
    headers = bearer(cast.max, "read")
    handovers.deactivate(cast.ada, cast.max.person, cast.lea.person)
    assert client.get("/api/v1/kestrel/objectives", headers=headers).status_code == 401
    assert not Token.objects.filter(person=cast.max.person, revoked_at=None).exists()
    assert not TeamPerson.objects.filter(person=cast.max.person, until=None).exists()
    invited = people.invite(cast.ada, "Nia Roth")
    people.edit(cast.ada, invited.id, {"state": "inactive"}, {})
    assert client.get(f"/invite/{invited.secret}/").status_code == 404


def test_the_last_admin_stays(cast: Cast) -> None:
    with pytest.raises(ForbiddenError):
        handovers.deactivate(cast.ada, cast.ada.person, cast.lea.person, even_so=True)


def test_whoever_left_may_come_back(cast: Cast) -> None:
    tokens.create(cast.max, "laptop", ["read"])
    handovers.deactivate(cast.ada, cast.max.person, cast.lea.person)
    with pytest.raises(ConflictError):
        handovers.deactivate(cast.ada, cast.max.person)
    handovers.reactivate(cast.ada, cast.max.person)
    again = caller("max")
    assert again.teams == frozenset()
    assert not Token.objects.filter(person=again.person, revoked_at=None).exists()
    with pytest.raises(ConflictError):
        handovers.reactivate(cast.ada, cast.max.person)
    teams.join(cast.lea, cast.platform, again.person)
    check_ins.record(caller("max"), cast.key_results["increase"], Said("30", "7"))


def test_whoever_never_signed_in_comes_by_a_new_link(cast: Cast) -> None:
    invited = people.invite(cast.ada, "Nia Roth")
    handovers.deactivate(cast.ada, invited.id)
    with pytest.raises(InvalidError):
        handovers.reactivate(cast.ada, invited.id)
    assert people.reinvite(cast.ada, invited.id).secret


def test_a_later_owner_is_asked_for_no_more(cast: Cast) -> None:
    """Two at once: what went to somebody else meanwhile is not taken back."""
    kr = cast.key_results["increase"]
    key_results.edit(cast.lea, kr, {"owner": str(cast.lea.person)}, {}, "Mine now.")
    handovers.hand_over(cast.ada, cast.max.person, cast.ada.person)
    assert KeyResult.objects.get(number=kr).owner_id == cast.lea.person


def test_an_objective_of_somebody_else_keeps_its_owner(cast: Cast) -> None:
    made = number(objectives.draft(cast.lea, NewObjective("x", cast.platform, cast.cycle)).key)
    key_results.add(cast.lea, made, NewKeyResult("y", "yes_no", owner=cast.max.person))
    handovers.hand_over(cast.ada, cast.max.person, cast.ada.person)
    assert Objective.objects.get(number=made).owner_id == cast.lea.person
    assert KeyResult.objects.get(objective__number=made).owner_id == cast.ada.person
