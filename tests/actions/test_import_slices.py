"""Large imports: written in slices that others can write between, resumed where they broke off."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from northing.actions import import_write, imports, team_changes, teams
from northing.actions.errors import ConflictError
from northing.actions.import_rows import ImportProblemsError
from northing.domain import staging
from northing.domain.access import Caller
from northing.domain.chain import body_hash
from northing.domain.plan import (
    OriginRefs,
    Plan,
    PlanKeyResult,
    PlanMeasure,
    PlanObjective,
    PlanStep,
)
from northing.queries import imports as queries
from northing.store.events import Event, EventBody
from northing.store.imports import StagedImport
from northing.store.key_results import KeyResult
from northing.store.objectives import Alignment, Objective
from northing.store.workspaces import NumberSeries
from tests.cast import Cast


def plan(count: int, below: int = 3, *, keys: bool = False) -> Plan:
    """`count` objectives, each above the next, with `below` key results that have a value and a step."""
    refs = OriginRefs("big.csv")
    made = [refs.make("", (), f"aim {n}") for n in range(count)]
    return Plan("big.csv", tuple(
        PlanObjective(
            f"Aim {n}", n, made[n], key=f"O-{n + 1000}" if keys else "",
            supports=made[n + 1] if n + 1 < count else "",
            key_results=tuple(
                PlanKeyResult(
                    f"Number {n}-{k}", n, "", refs.make("", (), f"number {n}-{k}"),
                    measure=PlanMeasure("increase", Decimal(0), Decimal(10), "count", certain=True),
                    current=Decimal(k), milestones=(PlanStep("Look"),),
                    key=f"KR-{n * below + k + 1000}" if keys else "",
                )
                for k in range(below)
            ),
        )
        for n in range(count)
    ))  # fmt: skip


def staged(who: Caller, cast: Cast, found: Plan) -> int:
    return imports.stage(who, found, team=cast.platform, cycle=cast.cycle).id


def imported(cast: Cast) -> int:
    return KeyResult.objects.filter(ws=cast.ada.workspace, title__startswith="Number ").count()


def breaking(monkeypatch: pytest.MonkeyPatch, at: int) -> None:
    """Let the writing of slice `at` fail (counted from 1)."""
    write, calls = import_write.write, iter(range(1, 1000))

    def sometimes(*args: Any) -> None:
        if next(calls) == at:
            raise RuntimeError("The power went.")
        write(*args)

    monkeypatch.setattr(import_write, "write", sometimes)


def test_a_small_import_is_all_or_nothing(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    pk = staged(cast.lea, cast, plan(20))
    breaking(monkeypatch, 1)
    before = Event.objects.count()
    with pytest.raises(RuntimeError):
        imports.commit(cast.lea, pk)
    assert (imported(cast), Event.objects.count()) == (0, before)


def test_a_large_one_goes_on_where_it_broke_off(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    pk = staged(cast.lea, cast, plan(80))
    with monkeypatch.context() as broken:
        breaking(broken, 3)
        with pytest.raises(RuntimeError):
            imports.commit(cast.lea, pk, key="once")
    there = imported(cast)
    assert 0 < there < 240
    shown = queries.preview(cast.lea, pk)
    assert shown is not None
    assert not shown.committed
    assert shown.unchanged == there + Objective.objects.filter(title__startswith="Aim ").count()
    imports.commit(cast.lea, pk, key="once")
    assert imported(cast) == 240
    assert Alignment.objects.filter(objective__title__startswith="Aim ").count() == 79
    again = imports.commit(cast.lea, pk, key="once")
    assert (again.id, imported(cast)) == (pk, 240)


def test_nothing_is_written_while_one_field_is_wrong(cast: Cast) -> None:
    found = plan(80)
    last = found.objectives[79]
    wrong = replace(last.key_results[0], state="odd", weight=Decimal(-1))
    found = replace(found, objectives=(*found.objectives[:79], replace(last, key_results=(wrong,))))
    pk = staged(cast.lea, cast, found)
    with pytest.raises(ImportProblemsError) as refused:
        imports.commit(cast.lea, pk)
    assert [p.place for p in refused.value.problems] == ["o79.k0.state"]
    assert imported(cast) == 0


def test_a_slice_is_as_many_statements_for_one_line_as_for_a_hundred(cast: Cast) -> None:
    counts = []
    for number, size in enumerate((2, 40)):
        pk = staged(
            cast.lea, cast, replace(_named(plan(size), number), source_name=f"{number}.csv")
        )
        with CaptureQueriesContext(connection) as asked:
            imports.commit(cast.lea, pk)
        counts.append(len(asked))
    assert counts[1] - counts[0] <= 2, counts


def _named(found: Plan, number: int) -> Plan:
    """The same plan with references of its own."""

    def of(ref: str) -> str:
        return f"{number}-{ref}" if ref else ""

    return replace(found, objectives=tuple(
        replace(o, origin_ref=of(o.origin_ref), supports=of(o.supports),
                key_results=tuple(replace(k, origin_ref=of(k.origin_ref)) for k in o.key_results))
        for o in found.objectives
    ))  # fmt: skip


def test_every_row_leaves_its_event_and_the_chain_holds(cast: Cast) -> None:
    imports.commit(cast.lea, staged(cast.lea, cast, plan(80)))
    rows = KeyResult.objects.filter(ws=cast.ada.workspace, title__startswith="Number ")
    events = Event.objects.filter(ws=cast.ada.workspace, noun="key_result", verb="import")
    assert {e.noun_id for e in events} == {r.pk for r in rows}
    for body in EventBody.objects.filter(event__in=events[:20]).select_related("event"):
        assert [s["title"] for s in body.json["steps"]] == ["Look"]
        assert body.json["first_target"] == "10"
        assert body.event.body_hash == body_hash(body.json, body.reason)
    links = list(
        Event.objects.filter(ws=cast.ada.workspace).order_by("seq").values_list("seq", flat=True)
    )
    assert links == list(range(1, len(links) + 1))


def test_values_are_judged_like_those_typed_by_hand(cast: Cast) -> None:
    imports.commit(cast.lea, staged(cast.lea, cast, plan(1)))
    row = KeyResult.objects.select_related("latest_check_in", "outlook").get(title="Number 0-2")
    assert row.latest_check_in is not None
    assert row.outlook is not None
    assert (row.latest_check_in.value, row.progress) == (Decimal(2), Decimal("0.2"))
    assert row.last_word_on == cast.ada.today == row.last_on
    assert row.outlook.key_result_id == row.pk


def test_keys_that_are_free_are_kept_and_the_numbers_go_on_behind_them(cast: Cast) -> None:
    imports.commit(cast.lea, staged(cast.lea, cast, plan(2, keys=True)))
    assert set(
        KeyResult.objects.filter(title__startswith="Number").values_list("number", flat=True)
    ) == set(range(1000, 1006))
    series = NumberSeries.objects.get(pk=cast.ada.workspace)
    assert (series.next_objective, series.next_key_result) == (1002, 1006)


@pytest.mark.parametrize("key", ["KR-0", "KR-99999999999", "KR-²", "KR--1", "x", "O-"])
def test_a_key_that_is_none_is_replaced(cast: Cast, key: str) -> None:
    found = plan(1, 1)
    kr = replace(found.objectives[0].key_results[0], key=key)
    found = replace(found, objectives=(replace(found.objectives[0], key_results=(kr,)),))
    imports.commit(cast.lea, staged(cast.lea, cast, found))
    assert KeyResult.objects.get(title="Number 0-0").number == max(cast.key_results.values()) + 1


def test_a_team_that_was_archived_meanwhile_takes_nothing_in(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    below = teams.create(cast.ada, "Short-lived", cast.platform).id
    pk = imports.stage(cast.ada, plan(2), team=below, cycle=cast.cycle).id
    prepare = imports.import_rows.prepare

    def slowly(*args: Any) -> Any:
        work = prepare(*args)
        team_changes.archive(cast.ada, below, "A reorganization.")
        return work

    monkeypatch.setattr(imports.import_rows, "prepare", slowly)
    with pytest.raises(ConflictError):
        imports.commit(cast.ada, pk)
    assert imported(cast) == 0


def test_a_contributing_team_that_was_archived_meanwhile_stops_the_import(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    below = teams.create(cast.ada, "Short-lived", cast.platform).id
    found = plan(1)
    one = replace(found.objectives[0], contributors=("Short-lived",))
    pk = staged(cast.ada, cast, replace(found, objectives=(one,)))
    names = [t.name for t in staging.from_json(StagedImport.objects.get(pk=pk).plan).teams]
    imports.edit(cast.ada, pk, {f"team.{names.index('Short-lived')}": str(below)})
    prepare = imports.import_rows.prepare

    def slowly(*args: Any) -> Any:
        work = prepare(*args)
        team_changes.archive(cast.ada, below, "A reorganization.")
        return work

    monkeypatch.setattr(imports.import_rows, "prepare", slowly)
    with pytest.raises(ConflictError, match="Short-lived was archived meanwhile"):
        imports.commit(cast.ada, pk)
    assert imported(cast) == 0


@pytest.mark.parametrize("work", ["close", "move"])
@pytest.mark.parametrize("back", [False, True])
def test_what_ends_between_two_slices_stops_the_import(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, work: str, back: bool
) -> None:
    """Neither an archived team nor an objective that was closed or moved gets the rest of it."""
    monkeypatch.setattr(import_write, "SLICE", 50)  # ends amid an objective of four lines
    below = teams.create(cast.ada, "Short-lived", cast.platform).id
    pk = imports.stage(cast.ada, plan(80), team=below, cycle=cast.cycle).id
    give_way = import_write.give_way

    def meanwhile(turn: Any) -> None:
        team_changes.archive(cast.ada, below, "A reorganization.", work=work)
        if back:
            team_changes.unarchive(cast.ada, below)
        give_way(turn)

    with monkeypatch.context() as patched:
        patched.setattr(import_write, "give_way", meanwhile)
        with pytest.raises(ConflictError, match=r"was (changed|archived) meanwhile"):
            imports.commit(cast.ada, pk)
    there = imported(cast)
    assert 0 < there < 240
    assert not Objective.objects.filter(team=below, state="active").exists()
    if back:
        imports.commit(cast.ada, pk)
        assert imported(cast) == 240


def test_what_was_staged_before_a_field_was_known_is_still_read(cast: Cast) -> None:
    pk = staged(cast.lea, cast, plan(1))
    kept = StagedImport.objects.get(pk=pk).plan
    new = {"key", "metric", "first_target", "current", "current_on", "weight", "started_on", "state",
           "state_reason", "milestones", "checkpoints", "contributors", "also_supports", "place", "agreed"}  # fmt: skip
    for o in kept["objectives"]:
        o["key_results"] = [{n: v for n, v in k.items() if n not in new} for k in o["key_results"]]
    kept["objectives"] = [{n: v for n, v in o.items() if n not in new} for o in kept["objectives"]]
    kept["cycles"] = [{n: v for n, v in c.items() if n != "kind"} for c in kept["cycles"]]
    old = staging.from_json(kept)
    assert old.objectives[0].key_results[0].title == "Number 0-0"
    assert (old.objectives[0].contributors, old.cycles[0].kind) == ((), "")


def test_people_who_were_said_to_check_in_go_on_doing_so(cast: Cast) -> None:
    """A day given with a value is the day of the check-in; one to come is refused at its field."""
    found = plan(1, 1)
    for day, wrong in ((date(2026, 2, 3), False), (date(2026, 12, 1), True)):
        kr = replace(found.objectives[0].key_results[0], current_on=day, origin_ref=f"on {day}")
        one = replace(found.objectives[0], key_results=(kr,), origin_ref=f"o on {day}")
        pk = staged(cast.lea, cast, replace(found, objectives=(one,)))
        if wrong:
            with pytest.raises(ImportProblemsError) as refused:
                imports.commit(cast.lea, pk)
            assert [p.place for p in refused.value.problems] == ["o0.k0.current_on"]
        else:
            imports.commit(cast.lea, pk)
            assert KeyResult.objects.get(origin_ref=f"on {day}").last_word_on == day
