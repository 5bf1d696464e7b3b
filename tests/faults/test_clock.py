"""The machine's clock jumps, forward by a wrong year or back by a correction: what is kept stays in order."""

import random
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django_tasks_db.models import DBTaskResult

from northing.actions import check_ins, objectives, outlooks, people, queue, tokens
from northing.actions.check_ins import Said
from northing.actions.queue import Standard
from northing.domain.access import Caller
from northing.kit.meter import Meter
from northing.queries import activity, callers, chain
from northing.queries import people as people_queries
from northing.store.events import Event
from northing.store.key_results import KeyResult
from northing.store.outlooks import Outlook
from tests.cast import NOW, Cast, bearer, caller

DAY = timedelta(days=1)
JUMPS = (3, -2, 40, -41, 0, 1, -5, 30, -1, 2)
"""Days from the cast's, one after the other."""


def _at(handle: str, day: float) -> Caller:
    return caller(handle, now=NOW + day * DAY)


def test_events_stand_in_the_order_in_which_they_were_written(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the door of the API, whose clock is the machine's."""
    kr, headers = cast.key_results["increase"], bearer(cast.max, "read", "check_in")
    first = Event.objects.latest("seq").seq
    for turn, day in enumerate(JUMPS):
        monkeypatch.setenv("NORTHING_TODAY", (NOW + day * DAY).isoformat())
        answer = Client().post(
            f"/api/v1/kestrel/key-results/KR-{kr}/check-ins", {"value": 20 + turn},
            content_type="application/json", headers=headers,
        )  # fmt: skip
        assert answer.status_code == 201, answer.content
    rows = Event.objects.filter(seq__gt=first, ws=cast.max.workspace).order_by("seq")
    assert [e.seq for e in rows] == list(range(first + 1, rows.latest("seq").seq + 1))
    said = [e.recorded_at for e in rows if e.noun == "check_in"]
    assert said == [NOW + day * DAY for day in JUMPS]
    assert [found.broken for found in chain.replay("kestrel")] == [None]
    assert activity.activity(_at("max", 41)).items, "and the log can be looked at"


def test_the_newest_statement_is_that_of_the_latest_day(cast: Cast) -> None:
    """Not the last one that was written."""
    number = cast.key_results["increase"]
    for turn, day in enumerate(JUMPS):
        check_ins.record(_at("max", day), number, Said(str(20 + turn), "7"))
    row = KeyResult.objects.select_related("latest_check_in").get(
        number=number, ws=cast.max.workspace
    )
    assert row.latest_check_in is not None
    assert row.latest_check_in.value == 20 + JUMPS.index(40)
    assert row.last_word_on == (NOW + 40 * DAY).date()


@pytest.mark.parametrize("seed", range(6))
def test_outlooks_of_one_key_result_never_overlap(cast: Cast, seed: int) -> None:
    chance = random.Random(seed)
    number = cast.key_results["increase"]
    is_open = True
    for turn in range(25):
        day = chance.randint(-20, 20)
        what = chance.choice(("check in", "check in", "sweep", "close or reopen"))
        if what == "sweep":
            outlooks.sweep_all(_at("ada", day))
        elif what == "check in" and is_open:
            check_ins.record(_at("max", day), number, Said(str(10 + turn), "5"))
        elif what == "close or reopen":
            verb = objectives.cancel if is_open else objectives.reopen
            verb(_at("lea", day), cast.objective, "The clock is wrong.")
            is_open = not is_open
        _never_two(is_open)


def _never_two(is_open: bool) -> None:
    for kr in KeyResult.objects.all():
        rows = list(Outlook.objects.filter(key_result=kr))
        for days in range(-70, 45):
            day = (NOW + days * DAY).date()
            holding = [
                o for o in rows if o.made_on <= day and (o.ended_on is None or o.ended_on > day)
            ]
            assert len(holding) <= 1, (kr.key, day)
        standing = [o for o in rows if o.ended_on is None]
        judged = is_open and kr.objective.state == "active"
        assert len(standing) == judged, (kr.key, standing)
        assert not standing or kr.outlook_id == standing[0].pk


def test_tokens_and_invitations_hold_by_the_clock_that_is(cast: Cast) -> None:
    """What was made while the clock was ahead still ends, and what has ended is not revived by its use."""
    secret = tokens.create(cast.ada, "for a day", ["read"], days=1).secret
    ahead = tokens.create(_at("ada", 400), "while it was ahead", ["read"], days=1).secret
    assert callers.by_token(secret, NOW + 2 * DAY) is None
    assert callers.by_token(secret, NOW) is not None
    assert callers.by_token(ahead, NOW) is not None
    assert callers.by_token(ahead, NOW + 402 * DAY) is None
    invited = people.invite(
        cast.ada, "Nora Berg", handle="nora", email="nora@kestrel.example"
    ).secret
    assert people_queries.invitation(invited, NOW + 400 * DAY) is None
    assert people_queries.invitation(invited, NOW - DAY) is not None


def test_a_token_whose_day_of_use_lies_ahead_is_still_used(cast: Cast) -> None:
    secret = tokens.create(cast.ada, "robot", ["read"]).secret
    for day in (0, 300, 1):
        standing = callers.by_token(secret, NOW + day * DAY)
        assert standing is not None
        if standing.fresh_token is not None:
            tokens.note_use(standing.caller, standing.fresh_token)
    assert callers.by_token(secret, NOW + DAY) is not None


# ── what runs by itself ──────────────────────────────────────────────────────
def _nothing_waits() -> None:
    DBTaskResult.objects.update(status=queue.DONE)


def test_schedules_neither_repeat_nor_stall(cast: Cast) -> None:
    """Forward by a year is one turn, back is none that was taken; the day after goes on as ever."""
    queue.keep_standard(
        [Standard("tidy", "tests.jobs.tasks.count", "daily 03:40", of_all=True)], NOW
    )
    assert _turns(0) == 1
    assert _turns(365) == 1
    assert _turns(0) == 0, "taken"
    assert _turns(1) == 1, "not held up by the turn of a year ahead"
    assert _turns(0) == 0
    assert [_turns(day) for day in (2, 3, 3, 4)] == [1, 1, 0, 1]


def _turns(day: float) -> int:
    found = queue.take_turns(NOW + day * DAY)
    _nothing_waits()
    return found


def test_a_second_attempt_that_was_put_off_by_a_clock_ahead_is_not_put_off_for_years(
    cast: Cast,
) -> None:
    job = _failed_at(NOW + 3650 * DAY)
    assert job.run_after > NOW + 3000 * DAY
    assert queue.pull_nearer(NOW) == 1
    job.refresh_from_db()
    assert job.run_after == NOW
    assert queue.pull_nearer(NOW) == 0


def test_a_second_attempt_keeps_its_pause(cast: Cast) -> None:
    job = _failed_at(NOW)
    assert job.run_after > NOW
    assert queue.pull_nearer(NOW) == 0
    fresh = queue.enqueue("tests.jobs.tasks.count", number=2)
    assert queue.pull_nearer(NOW) == 0, "and what waits for no moment is left alone"
    assert DBTaskResult.objects.get(pk=fresh).run_after > NOW + 100_000 * DAY


def _failed_at(now: datetime) -> Any:
    queue.enqueue("tests.jobs.tasks.count", number=1)
    job = queue.claim("one")
    assert job is not None
    assert not queue.failed(job, RuntimeError("no"), "trace", now)
    return DBTaskResult.objects.get(pk=job.id)


def test_limits_forget_what_a_clock_ahead_counted() -> None:
    counts: dict[tuple[str, int], int] = {}

    def settle(name: str, window: int, amount: int) -> int:
        counts[name, window] = counts.get((name, window), 0) + amount
        return counts[name, window]

    meter = Meter(60, settle)
    for _ in range(5):
        meter.take("ann", 1, 1_000_000.0)
    assert 0 < meter.wait("ann", 5, 1_000_000.0) <= 60
    assert meter.wait("ann", 5, 10.0) == 0
    meter.take("ann", 1, 10.0)
    assert meter.wait("ann", 5, 10.0) == 0


def test_a_caller_of_yesterday_is_not_of_the_past(cast: Cast) -> None:
    """A clock that was set back leaves people their rights: only an address with a day looks back."""
    assert not replace(cast.max, now=NOW - DAY).past
