"""Guards set and taken away; readings superseded; and what the database says of both, held against the rules."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from importlib import import_module

import pytest
from django.apps import apps
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from northing.actions import check_ins, guards, key_results, metrics, objectives
from northing.actions.change import change
from northing.actions.check_ins import Said
from northing.actions.errors import ForbiddenError, InvalidError, NotFoundError
from northing.actions.key_results import NewKeyResult
from northing.actions.metrics import NewMetric
from northing.actions.objectives import NewObjective
from northing.domain import health
from northing.domain.access import Caller
from northing.domain.health import Point, Range
from northing.domain.snapshot import Origin
from northing.queries import guards as guard_queries
from northing.queries import kpis
from northing.queries import metrics as queries
from northing.queries import objectives as objective_queries
from northing.queries.guards import GuardCard
from northing.store import guard
from northing.store.events import Event
from northing.store.metrics import Metric, Reading
from northing.store.objectives import Objective
from tests.cast import NOW, Cast, caller, number
from tests.walls.seeing import queries_counted

WEEK = timedelta(weeks=1)
WHY = "Speed must not cost reliability."


def cost(cast: Cast, high: str | None = "200", name: str = "Cost of the builds a day") -> int:
    """A metric in CHF of Platform, less is better, healthy up to `high`."""
    given_ = NewMetric(cast.platform, name, "CHF", "down", healthy_high=high)
    return metrics.create(cast.max, given_).id


def read_weekly(cast: Cast, metric: int, *values: str, until: datetime = NOW) -> None:
    """Readings a week apart, the last one at `until`."""
    for back, value in enumerate(reversed(values)):
        then = until - back * WEEK
        metrics.push(replace(cast.max, now=then), metric, value)


def cards(cast: Cast, who: Caller | None = None) -> tuple[GuardCard, ...]:
    found = objective_queries.objective(who or cast.vera, cast.objective)
    assert found is not None
    return found.card.guards


def test_a_guard_stands_until_it_is_taken_away_and_both_are_events(cast: Cast) -> None:
    metric = cost(cast)
    guards.guard(cast.lea, cast.objective, metric, WHY, key="once")
    guards.guard(cast.lea, cast.objective, metric, WHY, key="once")
    assert [g.name for g in cards(cast)] == ["Cost of the builds a day"]
    later = replace(cast.lea, now=NOW + timedelta(minutes=1))
    guards.unguard(later, cast.objective, metric, "It is paid by somebody else now.")
    assert cards(cast) == ()
    row = Objective.objects.get(ws=cast.lea.workspace, number=cast.objective)
    told = Event.objects.filter(noun="objective", noun_id=row.pk).order_by("-seq")[:2]
    assert [e.verb for e in told] == ["unguard", "guard"]
    assert [(e.body.json or {})["guards"] for e in told] == [[], [metric]]
    assert told[1].body.reason == WHY


@pytest.mark.parametrize("verb", [guards.guard, guards.unguard])
def test_an_active_objective_asks_for_a_reason(cast: Cast, verb: object) -> None:
    metric = cost(cast)
    if verb is guards.unguard:
        guards.guard(cast.lea, cast.objective, metric, WHY)
    before = len(cards(cast))
    with pytest.raises(InvalidError) as refused:
        verb(cast.lea, cast.objective, metric)  # type: ignore[operator]  # one of two functions
    assert refused.value.place == "reason"
    assert len(cards(cast)) == before


def test_who_may_edit_the_objective_guards_it_and_nobody_else(cast: Cast) -> None:
    metric = cost(cast)
    for who in (cast.max, cast.vera, cast.ada):
        with pytest.raises(ForbiddenError):
            guards.guard(who, cast.objective, metric, WHY)
    with pytest.raises(NotFoundError):
        guards.guard(cast.otto, cast.objective, metric, WHY)
    guards.guard(cast.max, cast.draft, metric)
    with pytest.raises(NotFoundError):
        guards.unguard(cast.lea, cast.objective, metric, WHY)


def test_an_ended_objective_keeps_its_guards_as_they_are(cast: Cast) -> None:
    metric = cost(cast)
    guards.guard(cast.lea, cast.objective, metric, WHY)
    objectives.close(cast.lea, cast.objective)
    with pytest.raises(InvalidError):
        guards.unguard(cast.lea, cast.objective, metric, WHY)
    assert len(cards(cast)) == 1


def test_what_guards_is_what_everybody_sees(cast: Cast) -> None:
    """A metric that is known only by a draft's key result would tell of the draft."""
    hidden = NewKeyResult("A secret falls", "decrease", unit="ms", baseline="9", target="3")
    key_results.add(cast.max, cast.draft, hidden)
    metric = Metric.objects.get(ws=cast.max.workspace, name="A secret falls")
    with pytest.raises(InvalidError, match="draft"):
        guards.guard(cast.lea, cast.objective, metric.pk, WHY)
    metrics.push(cast.max, metric.pk, "8 ms")
    guards.guard(cast.lea, cast.objective, metric.pk, WHY)


def test_ten_guards_are_enough(cast: Cast) -> None:
    found = [cost(cast, name=f"Cost {n}") for n in range(11)]
    with pytest.raises(InvalidError) as refused:
        objectives.edit(cast.lea, cast.objective, {}, {}, WHY, guarded_by=found)
    assert refused.value.place == "guards"
    objectives.edit(cast.lea, cast.objective, {}, {}, WHY, guarded_by=found[:10])
    assert len(cards(cast)) == 10


def test_a_form_sends_all_guards_at_once(cast: Cast) -> None:
    one, other = cost(cast), cost(cast, name="Errors")
    made = objectives.draft(cast.max, NewObjective("Calm", cast.platform, cast.cycle, guards=[one]))
    draft = number(made.key)
    objectives.edit(cast.max, draft, {}, {}, guarded_by=[other])
    found = objective_queries.objective(cast.max, draft)
    assert found is not None
    assert [g.metric for g in found.card.guards] == [other]


def test_it_breaks_when_the_newest_reading_leaves_the_range(cast: Cast) -> None:
    metric = cost(cast)
    guards.guard(cast.lea, cast.objective, metric, WHY)
    assert cards(cast)[0].verdict == "no_data"
    read_weekly(cast, metric, "180", "190", "210", "220")
    found = cards(cast)[0]
    assert (found.verdict, found.now.text, found.limit) == (
        "broken",
        "CHF\u00a0220",
        "at most CHF\u00a0200",
    )
    assert found.since == (NOW - WEEK).date()
    metrics.push(replace(cast.max, now=NOW + timedelta(minutes=5)), metric, "199")
    assert cards(cast, replace(cast.vera, now=NOW + timedelta(minutes=6)))[0].verdict == "kept"


def test_without_a_range_it_is_held_against_where_it_stood_when_the_cycle_began(cast: Cast) -> None:
    metric = cost(cast, high=None)
    guards.guard(cast.lea, cast.objective, metric, WHY)
    began = datetime(2025, 12, 31, 12, tzinfo=NOW.tzinfo)
    read_weekly(cast, metric, "100", "102", "100", "102", "100", until=began)
    assert cards(cast)[0].verdict == "too_early", "none since the objective began"
    read_weekly(cast, metric, "103", "104")
    assert cards(cast)[0].verdict == "kept"
    metrics.push(replace(cast.max, now=NOW + timedelta(minutes=5)), metric, "106")
    found = cards(cast, replace(cast.vera, now=NOW + timedelta(minutes=6)))[0]
    assert (found.verdict, found.limit) == ("broken", "at most CHF\u00a0105")
    assert [t.value for t in found.now.because][1] == "CHF\u00a0100", "where it stood"


def test_a_closed_objective_is_judged_by_what_was_read_up_to_its_cycles_end(cast: Cast) -> None:
    metric = cost(cast)
    guards.guard(cast.lea, cast.objective, metric, WHY)
    metrics.push(cast.max, metric, "150")
    objectives.close(cast.lea, cast.objective)
    last = datetime(2026, 3, 31, 21, 59, 59, tzinfo=NOW.tzinfo)  # 23:59:59 in Zurich
    metrics.push(replace(cast.max, now=last), metric, "160")
    metrics.push(replace(cast.max, now=last + timedelta(seconds=2)), metric, "999")
    found = cards(cast, replace(cast.vera, now=last + 4 * WEEK))[0]
    assert (found.now.text, found.verdict) == ("CHF\u00a0160", "kept")


def test_a_past_day_shows_the_guards_the_range_and_the_readings_of_then(cast: Cast) -> None:
    early = {h: caller(h, now=NOW - 2 * WEEK) for h in ("lea", "max")}
    given_ = NewMetric(cast.platform, "Cost", "CHF", "down", healthy_high="200")
    metric = metrics.create(early["max"], given_).id
    guards.guard(early["lea"], cast.objective, metric, WHY)
    metrics.push(early["max"], metric, "180")
    metrics.push(cast.max, metric, "250", NOW - 3 * WEEK)
    metrics.push(cast.max, metric, "190")
    metrics.edit(cast.max, metric, {"healthy_high": "100", "name": "Costs"}, {})
    then = cast.vera.at_end_of((NOW - WEEK).date())
    found = cards(cast, then)[0]
    assert (found.name, found.now.text, found.verdict) == ("Cost", "CHF\u00a0180", "kept")
    assert cards(cast)[0].verdict == "broken"
    assert cards(cast, cast.vera.at_end_of((NOW - 3 * WEEK).date())) == ()
    page = kpis.kpis(then)
    assert [(k.metric.name, k.metric.latest.text) for k in page.items] == [("Cost", "CHF\u00a0180")]
    assert page.outside == 0
    assert kpis.kpis(cast.vera).outside == 1


# ── readings ─────────────────────────────────────────────────────────────────


def test_a_reading_for_the_same_instant_takes_the_place_of_the_first(cast: Cast) -> None:
    metric = cost(cast)
    metrics.push(cast.max, metric, "1500", NOW - WEEK)
    metrics.push(cast.max, metric, "150", NOW - WEEK)
    found = queries.readings(cast.vera, metric)
    assert found is not None
    assert [(int(r.value), r.superseded) for r in found.items] == [(150, False), (1500, True)]
    assert Reading.objects.filter(metric=metric).count() == 2, "nothing is removed"
    card = queries.metric(cast.vera, metric)
    assert card is not None
    assert card.latest.text == "CHF\u00a0150"
    assert card.health is not None
    assert card.health.side == "inside"


def test_the_wordless_check_in_goes_with_the_reading_that_left_it(cast: Cast) -> None:
    kr = cast.key_results["increase"]
    metric = Metric.objects.get(ws=cast.max.workspace, name=key_result_title("increase")).pk
    metrics.push(cast.max, metric, "33", NOW - timedelta(days=1))
    metrics.push(cast.max, metric, "38", NOW - timedelta(days=1))
    found = objective_queries.objective(cast.lea, cast.objective)
    assert found is not None
    card = next(k for k in found.card.key_results if k.number == kr)
    day = (NOW - timedelta(days=1)).date()
    assert [value for on, value in card.trend if on == day] == [38]


def key_result_title(kind: str) -> str:
    return {"increase": "Deployments reach 40 a week"}[kind]


def test_a_corrected_check_in_takes_its_reading_along(cast: Cast) -> None:
    kr = cast.key_results["increase"]
    metric = Metric.objects.get(ws=cast.max.workspace, name=key_result_title("increase")).pk
    wrong = check_ins.record(cast.max, kr, Said("390", "7", as_of="2026-03-10")).id
    moved = Said("39", "7", as_of="2026-03-11")
    check_ins.supersede(cast.max, kr, wrong, moved, "One nought too many, and a day late.")
    found = queries.readings(cast.max, metric)
    assert found is not None
    assert [r.value for r in found.items if r.superseded] == [390]
    assert found.items[0].key_result == f"KR-{kr}"


def test_what_was_corrected_before_is_known_as_superseded_afterwards(cast: Cast) -> None:
    """The migration of readings that were there before they said so themselves."""
    metric = cost(cast)
    for minutes, value in ((0, "1500"), (1, "150"), (2, "151")):
        then = replace(cast.max, now=NOW + timedelta(minutes=minutes))
        metrics.push(then, metric, value, NOW - WEEK)
    kr = cast.key_results["increase"]
    wrong = check_ins.record(cast.max, kr, Said("390", "7", as_of="2026-03-10")).id
    check_ins.supersede(cast.max, kr, wrong, Said("", "3", "Nothing was counted."), "No count.")
    told = dict(Reading.objects.values_list("pk", "superseded_at"))
    assert sum(at is not None for at in told.values()) == 3
    with guard.writing():
        Reading.objects.update(superseded_at=None)
    import_module("northing.store.migrations.0006_health").fill(apps, None)
    assert dict(Reading.objects.values_list("pk", "superseded_at")) == told


values = st.decimals(min_value=-1000, max_value=1000, places=4)
ends = st.one_of(st.none(), values)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(said=st.lists(values, max_size=9), low=ends, high=ends)
def test_the_database_finds_the_run_that_the_rule_finds(
    cast: Cast, said: Sequence[Decimal], low: Decimal | None, high: Decimal | None
) -> None:
    if low is not None and high is not None and low >= high:
        low, high = None, low
    metric = _stored(cast, said, low, high)
    card = queries.metric(cast.lea, metric)
    assert card is not None
    points = [Point((NOW - (len(said) - n) * WEEK).date(), v) for n, v in enumerate(said)]
    expected = health.run(points, Range(low, high))
    if card.health is None or not said:
        assert low is high is None or not said
        return
    assert (card.health.since, card.health.run) == (expected.since, expected.count)


def _stored(cast: Cast, said: Sequence[Decimal], low: Decimal | None, high: Decimal | None) -> int:
    """A metric with weekly readings, written in one change: the property asks for many."""
    with change(cast.max, "create_metric") as c:
        row = c.insert(
            Metric(
                ws_id=cast.max.workspace, team_id=cast.platform, direction="up",
                name=f"Metric {Metric.objects.count()}", healthy_low=low, healthy_high=high,
            )
        )  # fmt: skip
        c.insert_many(
            [
                Reading(
                    ws_id=cast.max.workspace, metric=row, as_of=NOW - (len(said) - n) * WEEK,
                    recorded_at=NOW, value=v, origin=Origin.API.value,
                )
                for n, v in enumerate(said)
            ]
        )  # fmt: skip
        c.answer(row)
    return row.pk


def test_a_trend_keeps_the_last_reading_of_each_week_and_of_each_day(cast: Cast) -> None:
    metric = cost(cast)
    monday = datetime(2026, 2, 2, 8, tzinfo=NOW.tzinfo)
    for hours in range(0, 14 * 24, 6):
        metrics.push(
            replace(cast.max, now=monday + timedelta(hours=hours)), metric, str(100 + hours)
        )
    page = kpis.kpis(cast.lea)
    weekly = next(k for k in page.items if k.metric.id == metric).trend
    assert page.first.isoformat() == "2026-01-01"
    ends_of_weeks = [day.isoformat() for day, _value in weekly]
    assert ends_of_weeks == ["2026-02-04", "2026-02-11", "2026-02-16"]
    view = kpis.kpi(cast.lea, metric)
    assert view is not None
    daily = view.kpi.trend
    assert len(daily) == len({day for day, _value in daily}) == 15
    assert daily[0][1] == 112, "02:00 of the next day is the last before the night in Zurich"


def test_guards_are_read_by_one_query_however_many(cast: Cast) -> None:
    found = [cost(cast, high="200" if n % 2 else None, name=f"Cost {n}") for n in range(6)]
    for metric in found:
        read_weekly(cast, metric, "1", "2", "3", "2", "1", "2")
    objectives.edit(cast.lea, cast.objective, {}, {}, WHY, guarded_by=found)
    row = Objective.objects.get(ws=cast.lea.workspace, number=cast.objective)
    with queries_counted() as asked:
        judged = guard_queries.guards_of(cast.lea, [row.pk])
    assert len(asked) == 1
    assert len(judged[row.pk]) == 6
