"""Readings pushed by programs, the documented curl line included."""

import re
import shlex
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.api.conftest import Api, good, problem
from tests.cast import Cast, build, token_for

DOCS = Path(__file__).parents[2] / "docs" / "api.md"


def test_a_pushed_reading_moves_its_key_result(
    cast: Cast, build_time: int, api_of: Callable[..., Api]
) -> None:
    pusher = api_of("max", "check_in")
    assert (
        good(pusher("post", f"/metrics/{build_time}/readings", {"value": "9 min"}), 201)["latest"][
            "value"
        ]
        == "540"
    )
    card = good(pusher("get", f"/key-results/KR-{cast.key_results['decrease']}"))["card"]
    assert [card["now"]["value"], card["fed"]] == ["540", True]
    newest = good(pusher("get", f"/metrics/{build_time}/readings"))["items"][0]
    assert [newest["value"], newest["origin"]] == ["540", "api"]


def test_a_number_counts_in_the_unit_shown(build_time: int, lea: Api) -> None:
    assert (
        good(lea("post", f"/metrics/{build_time}/readings", b'{"value": 540.5}'), 201)["latest"][
            "value"
        ]
        == "540.5"
    )


def test_when_it_was_true(build_time: int, lea: Api) -> None:
    path = f"/metrics/{build_time}/readings"
    good(lea("post", path, {"value": 500, "as_of": "2026-03-10T08:00:00+01:00"}), 201)
    assert (
        problem(lea("post", path, {"value": 500, "as_of": "2026-03-10T08:00:00"}), 422)["place"]
        == "as_of"
    )
    assert (
        problem(lea("post", path, {"value": 500, "as_of": "2026-04-10T08:00:00Z"}), 422)["place"]
        == "as_of"
    )


def test_a_metric_is_made_and_edited(cast: Cast, lea: Api) -> None:
    new = {
        "team": cast.platform,
        "name": "Crash rate",
        "unit": "%",
        "direction": "down",
        "low": 0,
        "high": "100 %",
    }
    made = good(lea("post", "/metrics", new), 201)
    assert [made["low"], made["high"]] == ["0", "1"]
    assert (
        good(lea("patch", f"/metrics/{made['id']}", {"healthy_high": "2 %"}))["healthy_high"]
        == "0.02"
    )
    assert (
        problem(lea("post", f"/metrics/{made['id']}/readings", {"value": 101}), 422)["place"]
        == "value"
    )


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(shutil.which("curl") is None, reason="there is no curl here")
def test_the_curl_line_of_the_manual(live_server: Any) -> None:
    cast = build()
    from northing.queries import metrics

    metric = next(m.id for m in metrics.metrics(cast.lea) if m.unit == "s")
    line = re.search(r"^curl .*readings$", DOCS.read_text(encoding="utf-8"), re.M)
    assert line, "docs/api.md shows one curl line"
    text = line[0].replace("$TOKEN", token_for(cast.lea, "check_in"))
    text = text.replace(
        "https://okr.example.org/api/v1/acme/metrics/7",
        f"{live_server.url}/api/v1/kestrel/metrics/{metric}",
    )
    done = subprocess.run(shlex.split(text), capture_output=True, text=True, timeout=30, check=True)
    assert "412" in done.stdout
    latest = metrics.metric(cast.lea, metric)
    assert latest is not None
    assert latest.latest.value == 412
