"""Nobody writes our tables but actions/change.py; the frameworks write their own."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.utils import timezone

from northing.store.accounts import Account
from northing.store.guard import UnguardedWriteError
from northing.store.people import Person
from northing.store.teams import Team, TeamPerson
from tests.cast import Cast


def _saved() -> None:
    Person.objects.earliest("pk").save()


def _inserted() -> None:
    Team.objects.create(ws_id=Team.objects.earliest("pk").ws_id, name="Shadow", slug="shadow")


def _many_inserted() -> None:
    Team.objects.bulk_create([Team(ws_id=Team.objects.earliest("pk").ws_id, name="S", slug="s")])


def _updated() -> None:
    Person.objects.update(role="admin")


def _deleted() -> None:
    TeamPerson.objects.all().delete()


def _by_hand() -> None:
    with connection.cursor() as cursor:
        cursor.execute("  update northing_person set role = 'admin'")


@pytest.mark.parametrize(
    "write",
    [_saved, _inserted, _many_inserted, _updated, _deleted, _by_hand],
    ids=lambda w: w.__name__,
)
def test_a_write_around_the_one_door_is_refused(cast: Cast, write: Callable[[], Any]) -> None:
    before = sorted(Person.objects.values_list("pk", "role")), Team.objects.count()
    with pytest.raises(UnguardedWriteError), transaction.atomic():
        write()
    assert (sorted(Person.objects.values_list("pk", "role")), Team.objects.count()) == before


def test_the_frameworks_write_their_own_tables(cast: Cast) -> None:
    Account.objects.create_user("new@kestrel.example")
    Session.objects.create(session_key="k", session_data="", expire_date=timezone.now())
    assert Session.objects.filter(session_key="k").exists()
