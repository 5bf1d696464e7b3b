"""Statements that are put together once answer as if they were put together each time."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import Exists, OuterRef, Q
from django.test.utils import CaptureQueriesContext

from northing.queries import compiled as statements
from northing.queries import driver, guards, loaded
from northing.queries.compiled import compiled
from northing.store.check_ins import CheckIn
from northing.store.key_results import KeyResult
from northing.store.objectives import Objective
from northing.store.people import Person
from tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db


def test_instances_come_with_all_that_the_query_brings(cast: Cast) -> None:
    found = compiled(lambda ids: loaded.rows().filter(objective__in=ids).order_by("number"))
    ids = list(Objective.objects.values_list("pk", flat=True))
    plain = list(loaded.rows().filter(objective__in=ids).order_by("number"))
    with CaptureQueriesContext(connection) as asked:
        rows = found(ids)
        known: list[Any] = [(r, r.known, r.objective.team.name, r.owner.name) for r in rows]  # type: ignore[attr-defined]  # annotated
    assert rows == plain
    assert known == [(r, r.known, r.objective.team.name, r.owner.name) for r in plain]  # type: ignore[attr-defined]  # annotated
    assert len(asked) == 1


def test_nothing_of_one_call_stays_for_another(cast: Cast) -> None:
    named = compiled(lambda ws, name: Person.objects.filter(ws=ws, name=name))
    for person in Person.objects.all():
        assert named(person.ws_id, person.name) == [person]
        assert named(person.ws_id + 1_000, person.name) == []


def test_lists_of_every_length_are_filled(cast: Cast) -> None:
    found = compiled(
        lambda ids, state: KeyResult.objects.filter(pk__in=ids, state=state).order_by("pk")
    )
    every = list(KeyResult.objects.filter(state="open").order_by("pk"))
    for length in (3, 1, 0, len(every), 3):
        assert found([kr.pk for kr in every[:length]], "open") == every[:length]


def test_an_empty_list_leaves_the_other_ways_to_be_found(cast: Cast) -> None:
    found = compiled(lambda ids, owner: KeyResult.objects.filter(Q(pk__in=ids) | Q(owner=owner)))
    owned = set(KeyResult.objects.filter(owner=cast.max.person))
    assert owned
    assert set(found([], cast.max.person)) == owned
    assert found([], 0) == []


def test_values_reach_subqueries(cast: Cast) -> None:
    def with_key_results(owner: Any) -> Any:
        own = KeyResult.objects.filter(objective=OuterRef("pk"), owner=owner)
        return Objective.objects.filter(Exists(own)).order_by("pk")

    found = compiled(with_key_results)
    for person in (cast.lea.person, cast.max.person, 0):
        assert found(person) == list(with_key_results(person))


def test_days_and_instants_are_compared_as_what_they_are(cast: Cast) -> None:
    since = compiled(lambda now: CheckIn.objects.filter(as_of__gte=now - timedelta(days=30)))
    until = compiled(lambda day: KeyResult.objects.filter(due_on__lte=day))
    for now in (NOW, NOW - timedelta(days=20)):
        assert set(since(now)) == set(CheckIn.objects.filter(as_of__gte=now - timedelta(days=30)))
        assert set(until(now.date())) == set(KeyResult.objects.filter(due_on__lte=now.date()))


def test_tuples_are_read_by_the_driver_and_rows_by_the_framework(cast: Cast) -> None:
    columns = ("key_result", "as_of", "value")
    plain = list(CheckIn.objects.order_by("pk").values_list(*columns))
    rows = compiled(lambda ws: CheckIn.objects.filter(ws=ws).order_by("pk").values_list(*columns))
    ws = cast.lea.workspace
    assert plain
    assert rows.rows(ws) == plain
    read = [(kr, driver.instant(at), driver.amount(value)) for kr, at, value in rows.tuples(ws)]
    assert read == plain
    written = compiled(
        lambda ws: CheckIn.objects.filter(ws=ws).order_by("pk").values_list(driver.Plain("as_of"))
    )
    assert [driver.instant(at) for (at,) in written.tuples(ws)] == [at for _kr, at, _v in plain]


def test_a_query_is_put_together_once_for_each_shape(cast: Cast) -> None:
    built = []

    def build(ids: Any) -> Any:
        built.append(ids)
        return KeyResult.objects.filter(pk__in=ids)

    found = compiled(build)
    for ids in ([1], [2], [1, 2], [3, 4], [5]):
        found(ids)
    assert len(built) == 2


@pytest.mark.parametrize("number", [2**63, -(2**63) - 1, int("9" * 400)])
def test_a_number_beyond_all_others_is_nobodys(cast: Cast, number: int) -> None:
    named = compiled(lambda n: KeyResult.objects.filter(number=n))
    below = compiled(lambda n: KeyResult.objects.filter(number__lt=n))
    assert named(number) == []
    assert len(below(number)) == (KeyResult.objects.count() if number > 0 else 0)


def test_the_oldest_statement_gives_way_even_while_another_is_asked_for(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(statements, "MOST", 2)
    monkeypatch.setattr(statements, "_known", {})
    found = compiled(lambda ids: KeyResult.objects.filter(pk__in=ids).order_by("pk"))
    every = list(KeyResult.objects.order_by("pk"))
    for length in (1, 2, 3, 4, 1):
        assert found([kr.pk for kr in every[:length]]) == every[:length]
        assert len(statements._known) <= 2

    def build(owner: Any) -> Any:
        statements._known.clear()  # as another thread may, while this one puts its own together
        return KeyResult.objects.filter(owner=owner)

    assert set(compiled(build)(cast.max.person)) == {
        kr for kr in every if kr.owner_id == cast.max.person
    }


def test_guards_are_the_same_by_both_ways(cast: Cast) -> None:
    ids = list(Objective.objects.values_list("pk", flat=True))
    assert guards.guards_of(cast.lea, ids) == guards.judged(cast.lea, Q(objective__in=ids))
