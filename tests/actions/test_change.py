"""The one way to write: whole or not at all, once per key, chained."""

import os
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from northing.actions import check_ins, comments, key_results
from northing.actions.check_ins import Said
from northing.actions.errors import ConflictError, InvalidError, KeyReusedError
from northing.domain.chain import body_hash, chain_hash
from northing.store.check_ins import CheckIn
from northing.store.events import Event, EventBody
from northing.store.guard import UnguardedWriteError
from northing.store.people import Person
from northing.store.workspaces import Workspace
from tests.cast import Cast, build


def _chain_holds(workspace: int) -> bool:
    link = ""
    for seq, event in enumerate(Event.objects.filter(ws=workspace).order_by("seq"), start=1):
        if event.seq != seq or event.hash != chain_hash(link, event):
            return False
        link = event.hash
    head = Workspace.objects.get(pk=workspace)
    return (head.head_seq, head.head_hash) == (seq, link)


def test_every_event_is_chained_to_the_one_before(cast: Cast) -> None:
    assert Event.objects.filter(ws=cast.lea.workspace).count() > 20
    assert _chain_holds(cast.lea.workspace)


def test_a_changed_event_breaks_the_chain_and_a_blanked_body_does_not(cast: Cast) -> None:
    event = Event.objects.filter(ws=cast.lea.workspace, noun="objective").order_by("seq").first()
    assert event is not None
    with connection.cursor() as cursor:
        _unguarded(
            cursor, "UPDATE northing_eventbody SET json = NULL WHERE event_id = %s", [event.pk]
        )
        assert _chain_holds(cast.lea.workspace)
        _unguarded(cursor, "UPDATE northing_event SET verb = 'agree' WHERE id = %s", [event.pk])
    assert not _chain_holds(cast.lea.workspace)


def _unguarded(cursor: object, sql: str, params: list[int]) -> None:
    """As somebody at the database's own console would."""
    cursor.cursor.execute(sql.replace("%s", "?") if connection.vendor == "sqlite" else sql, params)  # type: ignore[attr-defined]  # the driver's cursor


def test_the_body_of_an_event_matches_its_hash(cast: Cast) -> None:
    for body in EventBody.objects.select_related("event").filter(event__ws=cast.lea.workspace):
        assert body_hash(body.json, body.reason) == body.event.body_hash


def test_a_write_around_it_is_refused(cast: Cast) -> None:
    person = Person.objects.filter(ws=cast.lea.workspace).first()
    assert person is not None
    with pytest.raises(UnguardedWriteError):
        person.save()
    with pytest.raises(UnguardedWriteError):
        Person.objects.filter(pk=person.pk).update(name="somebody else")


def test_the_same_key_writes_once_and_answers_the_same(cast: Cast) -> None:
    number, said = cast.key_results["increase"], Said(value="22", confidence=6)
    before = CheckIn.objects.count()
    one = check_ins.record(cast.lea, number, said, key="once")
    again = check_ins.record(cast.lea, number, said, key="once")
    assert one == again
    assert CheckIn.objects.count() == before + 1
    with pytest.raises(KeyReusedError):
        check_ins.record(cast.lea, number, replace(said, value="23"), key="once")
    assert check_ins.record(cast.max, number, said, key="once") != one


def test_a_refused_change_leaves_nothing(cast: Cast) -> None:
    events, rows = Event.objects.count(), CheckIn.objects.count()
    with pytest.raises(InvalidError) as refused:
        check_ins.record(cast.lea, cast.key_results["increase"], Said(value="soon"), key="bad")
    assert refused.value.place == "value"
    assert refused.value.remedy
    assert (Event.objects.count(), CheckIn.objects.count()) == (events, rows)
    assert check_ins.record(cast.lea, cast.key_results["increase"], Said(value="9"), key="bad").id


def test_two_edit_different_fields_and_both_succeed(cast: Cast) -> None:
    number = cast.key_results["increase"]
    seen = {"title": "Deployments reach 40 a week", "weight": "1"}
    key_results.edit(cast.lea, number, {**seen, "weight": "2"}, seen, "counts double")
    key_results.edit(
        cast.lea, number, {**seen, "title": "Forty deployments a week"}, seen, "shorter"
    )
    row = CheckIn.objects.filter(key_result__number=number).latest("pk").key_result
    assert (row.title, row.weight) == ("Forty deployments a week", 2)


def test_two_edit_the_same_field_and_both_texts_are_shown(cast: Cast) -> None:
    number = cast.key_results["increase"]
    seen = {"title": "Deployments reach 40 a week"}
    key_results.edit(cast.lea, number, {"title": "Theirs"}, seen, "first")
    with pytest.raises(ConflictError) as conflict:
        key_results.edit(cast.lea, number, {"title": "Yours"}, seen, "second")
    (difference,) = conflict.value.differences
    assert (difference.seen, difference.theirs, difference.yours) == (
        seen["title"],
        "Theirs",
        "Yours",
    )


@pytest.mark.parametrize("text", ["", "   ", "x" * 4001, "a\x00b"])
def test_a_comment_that_cannot_be_kept_is_refused(cast: Cast, text: str) -> None:
    with pytest.raises(InvalidError):
        comments.add(cast.lea, f"O-{cast.objective}", text)


@pytest.mark.skipif(
    settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"),
    reason="SQLite's database of the tests lives in memory, on one connection: see the next test",
)
def test_many_at_once_make_one_chain(transactional_db: None) -> None:
    write_at_once(build(), threading.Thread)


def test_many_at_once_make_one_chain_in_a_file(tmp_path: Path) -> None:
    env = {**os.environ, "NORTHING_DATA": str(tmp_path), "DATABASE_URL": ""}
    command = [sys.executable, "-m", "tests.actions.at_once"]
    done = subprocess.run(
        command, env=env, capture_output=True, text=True, timeout=120, check=False
    )
    assert "one chain, eight check-ins" in done.stdout, done.stderr[-2000:]


def write_at_once(cast: Cast, thread: type[threading.Thread]) -> None:
    """Eight writers at once, each with a key of its own sent twice: sixteen requests, eight check-ins."""
    before = CheckIn.objects.count()
    failures: list[BaseException] = []

    def work(number: int) -> None:
        try:
            for _twice in range(2):
                said = Said(value=str(number))
                check_ins.record(cast.lea, cast.key_results["increase"], said, key=f"w{number}")
        except BaseException as e:
            failures.append(e)
        finally:
            connection.close()

    threads = [thread(target=work, args=(n,)) for n in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert not failures, failures
    assert CheckIn.objects.count() == before + 8
    assert _chain_holds(cast.lea.workspace)
