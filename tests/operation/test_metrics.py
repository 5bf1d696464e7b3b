"""Figures for Prometheus: only for whoever has the token, by the names of addresses, and right."""

import re
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families

from northing.actions import check_ins, outlooks
from northing.actions.check_ins import Said
from northing.queries import operation
from northing.site import metrics
from northing.store.check_ins import CheckIn
from northing.store.workspaces import Workspace
from tests.cast import NOW, Cast, client_for

TOKEN = "t0ken-of-the-monitor-and-of-nobody-else"

Samples = dict[tuple[str, frozenset[tuple[str, str]]], float]


def samples(text: str) -> Samples:
    """Every sample by its name and labels; the library's own parser must be able to read them."""
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def _read(client: Client | None = None) -> Samples:
    answer = (client or Client()).get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/plain; version=0.0.4")
    return samples(answer.content.decode())


def _of(found: Samples, name: str, **labels: str) -> float:
    return found.get((name, frozenset(labels.items())), 0.0)


@pytest.fixture
def open_to_the_monitor(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.METRICS_TOKEN = TOKEN
    settings.RUN = None
    monkeypatch.setattr(metrics, "counting", _once(metrics._Counting()))


def _once(found: Any) -> Any:
    return lambda: found


def test_without_a_token_of_its_own_there_is_no_such_page(db: None, settings: Any) -> None:
    settings.METRICS_TOKEN = ""
    for headers in ({}, {"Authorization": "Bearer "}, {"Authorization": f"Bearer {TOKEN}"}):
        assert Client().get("/metrics", headers=headers).status_code == 404


@pytest.mark.parametrize(
    "said", ["", "Bearer", "Bearer x", f"Basic {TOKEN}", f"Bearer {TOKEN}x", "Bearer é"]
)
def test_a_stranger_learns_nothing(db: None, settings: Any, said: str) -> None:
    settings.METRICS_TOKEN = TOKEN
    answer = Client().get("/metrics", headers={"Authorization": said})
    assert answer.status_code == 401
    assert b"northing_" not in answer.content


def test_an_admin_of_a_workspace_is_a_stranger_here(cast: Cast, settings: Any) -> None:
    settings.METRICS_TOKEN = TOKEN
    assert client_for(cast.ada).get("/metrics").status_code == 401


def test_requests_are_counted_by_the_name_of_their_address(
    cast: Cast, open_to_the_monitor: None
) -> None:
    client = client_for(cast.max)
    for number in cast.key_results.values():
        assert client.get(f"/kestrel/okrs/KR-{number}/").status_code == 200
    client.get("/no-such-page-at-all/")
    Client().generic("BREW", "/kestrel/")
    found = _read()
    assert _of(
        found, "northing_requests_total", method="GET", route="key_result", status="200"
    ) == len(cast.key_results)
    assert _of(found, "northing_requests_total", method="GET", route="none", status="404") == 1
    assert any(dict(labels).get("method") == "other" for name, labels in found)
    assert _of(found, "northing_request_seconds_count", route="key_result") == len(cast.key_results)
    assert 0 < _of(found, "northing_request_seconds_sum", route="key_result") < 60
    text = str(found)
    assert "KR-" not in text
    assert "no-such-page" not in text


def test_questions_to_the_database_are_counted(cast: Cast, open_to_the_monitor: None) -> None:
    connection.execute_wrappers.append(metrics._timed)
    try:
        with_client = client_for(cast.max)
        with_client.get("/kestrel/")
    finally:
        connection.execute_wrappers.remove(metrics._timed)
    found = _read()
    assert 3 <= _of(found, "northing_database_queries_total") <= 16
    assert _of(found, "northing_database_seconds_total") > 0


def test_the_installations_own_figures(cast: Cast, open_to_the_monitor: None) -> None:
    before = _read()
    assert _of(before, "northing_check_ins_total") == CheckIn.objects.count() > 0
    head = Workspace.objects.get(slug="kestrel").head_seq
    assert _of(before, "northing_chain_head", workspace="kestrel") == head
    check_ins.record(cast.max, cast.key_results["increase"], Said(value="30", confidence=7))
    after = _read()
    assert _of(after, "northing_check_ins_total") == _of(before, "northing_check_ins_total") + 1
    assert _of(after, "northing_chain_head", workspace="kestrel") > head
    assert _of(after, "northing_workers") == 0
    assert {dict(labels)["state"] for name, labels in after if name == "northing_jobs"} >= {
        "waiting", "dead",
    }  # fmt: skip
    (build,) = (dict(labels) for name, labels in after if name == "northing_build_info")
    assert build["database"] == connection.vendor
    assert re.match(r"\d+\.\d+", build["version"])
    (memory,) = (v for (name, _), v in after.items() if name == "northing_process_memory_bytes")
    assert 10_000_000 < memory < 4_000_000_000


def test_nothing_private_is_among_them(cast: Cast, open_to_the_monitor: None) -> None:
    text = str(_read())
    for private in ("Max", "Lea", "Platform", "ada", "@"):
        assert private not in text.replace("metadata", "")


def test_the_age_of_the_sweep_is_that_of_the_workspace_that_lags(cast: Cast) -> None:
    assert operation.figures(NOW).swept is None
    outlooks.sweep(cast.ada)
    two_days_later = datetime.combine(NOW.date() + timedelta(days=3), time.min, UTC)
    assert operation.figures(two_days_later).swept == 2 * 24 * 60 * 60
    assert operation.figures(NOW).swept == 0
