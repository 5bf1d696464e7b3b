"""The same question gets the same answer through every door that speaks JSON, and from the query itself."""

import json
from datetime import date
from typing import Any

import pytest
from django.test import Client

from northing.cli import main
from northing.kit.shapes import as_json
from northing.queries import (
    activity,
    compare,
    cycles,
    key_results,
    metrics,
    my_week,
    objectives,
    past,
    people,
    search,
    teams,
    workspaces,
)
from northing.queries.activity_filter import Wanted
from northing.queries.comparing import Asked
from tests.cast import Cast, bearer, caller


def _questions(cast: Cast) -> list[tuple[str, tuple[str, ...], Any, Any]]:
    """Address, command, the query's own answer, its shape."""
    lea, kr, top = caller("lea", door="api"), cast.key_results["decrease"], cast.objective
    rhythm = key_results.rhythm_of(lea)
    now = cycles.running(cycles.cycles(lea))
    metric = metrics.metrics(lea)[0].id
    said = activity.activity(lea, Wanted(kind="check_ins"))
    days = compare.compare(lea, Asked(date(2026, 1, 7), date(2026, 3, 12)))
    cycle = cast.cycle
    return [
        (f"key-results/KR-{kr}", ("show", f"KR-{kr}"), key_results.key_result(lea, kr), key_results.KeyResultPage),
        (f"objectives/O-{top}", ("show", f"O-{top}"), objectives.objective(lea, top), objectives.ObjectivePage),
        ("key-results", ("kr", "list"), key_results.key_results(lea), key_results.KeyResultList),
        ("objectives", ("objective", "list"), objectives.objectives(lea), objectives.ObjectiveList),
        ("my-week", ("show", "week"), my_week.my_week(lea, rhythm), my_week.MyWeek),
        ("teams/platform", ("show", "team", "platform"), teams.team(lea, "platform", now, rhythm), teams.TeamPage),
        ("settings", ("workspace", "show"), workspaces.workspace(lea), workspaces.WorkspaceCard),
        ("people", ("person", "list"), people.people(lea), tuple[people.PersonCard, ...]),
        ("metrics", ("metric", "list"), metrics.metrics(lea), tuple[metrics.MetricCard, ...]),
        ("search?q=build", ("find", "build"), search.search(lea, "build"), search.Found),
        ("activity", ("activity",), activity.activity(lea), activity.ActivityPage),
        ("activity?kind=check_ins", ("activity", "--kind", "check_ins"), said, activity.ActivityPage),
        ("activity/1", ("change", "1"), activity.change(lea, 1), activity.ActivityChange),
        ("compare?from=2026-01-07&to=2026-03-12", ("compare", "2026-01-07"), days, compare.Comparison),
        (f"objectives/O-{top}/past", ("history", f"O-{top}"), past.of_objective(lea, top), past.Past),
        (f"key-results/KR-{kr}/past", ("history", f"KR-{kr}"), past.of_key_result(lea, kr), past.Past),
        ("teams/platform/history", ("history", "team", "Platform"), past.of_team(lea, "platform"), past.Past),
        (f"metrics/{metric}/history", ("history", "metric", str(metric)), past.of_metric(lea, metric), past.Past),
        (f"cycles/{cycle}/history", ("history", "cycle", str(cycle)), past.of_cycle(lea, cycle), past.Past),
        (f"people/{lea.person}/history", ("history", "person", "lea"), past.of_person(lea, lea.person), past.Past),
        ("settings/history", ("history", "workspace"), past.of_workspace(lea), past.Past),
        ("cycles", ("cycle", "list"), cycles.cycles(lea), tuple[cycles.CycleRef, ...]),
    ]  # fmt: skip


def test_every_door_gives_the_same_answer(
    cast: Cast, client: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    headers = bearer(cast.lea, "read", "check_in", "write")
    for address, words, answer, shape in _questions(cast):
        expected = json.loads(as_json(answer, shape))
        over_http = client.get(f"/api/v1/kestrel/{address}", headers=headers).json()
        assert main([*words, "--json", "-w", "kestrel", "--as", "lea"]) == 0
        in_terminal = json.loads(capsys.readouterr().out)
        assert in_terminal == expected, address
        listed = over_http["items"] if isinstance(expected, list) else over_http
        assert listed == expected, address
