"""Metrics: seen by all, kept by their team, fed by hand and by scripts."""

import re

import pytest
from django.test import Client

from northing.actions import metrics as actions
from northing.actions.metrics import NewMetric
from northing.domain.access import Caller
from northing.domain.cadence import Rhythm
from northing.queries import key_results
from northing.queries import metrics as queries
from northing.queries.metrics import MetricCard, ReadingCard
from tests.cast import Cast, bearer, client_for
from tests.walls.seeing import queries_counted, seen

BUDGET = 12
HERE = "/kestrel/metrics/"


def card(cast: Cast, name: str) -> MetricCard:
    """The metric whose name holds these words."""
    return next(m for m in queries.metrics(cast.lea) if name in m.name)


def readings(who: Caller, metric: int) -> tuple[ReadingCard, ...]:
    """The readings of a metric, the newest first."""
    found = queries.readings(who, metric)
    assert found is not None
    return found.items


def latency(cast: Cast) -> int:
    """A metric in ms of Platform, made by Max."""
    given = NewMetric(cast.platform, "p99 latency", "ms", "down", low="0", healthy_high="300 ms")
    return actions.create(cast.max, given).id


def hidden(html: str, action: str, name: str) -> str:
    """A hidden field of the form that posts to `action`."""
    form = html[html.index(f'action="{action}"') :]
    found = re.search(rf'name="{name}" value="([^"]*)"', form)
    assert found
    return found[1]


@pytest.mark.parametrize("handle", ["ada", "lea", "max", "vera"])
def test_everybody_sees_the_metrics(cast: Cast, handle: str) -> None:
    client = client_for(cast.insiders[handle])
    html = seen(client.get, HERE).content.decode()
    assert "A build takes 6 minutes" in html
    assert "720\u00a0s" in html
    assert ("New metric" in html) is (handle != "vera")
    one = seen(client.get, f"{HERE}{card(cast, 'build takes').id}/").content.decode()
    assert "<svg" in one
    assert ("Keep the reading" in one) is (handle != "vera")


def test_an_outsider_and_a_wrong_number_find_nothing(cast: Cast) -> None:
    number = card(cast, "build takes").id
    assert client_for(cast.otto).get(f"{HERE}{number}/").status_code == 404
    assert client_for(cast.otto).get(f"/otterbay/metrics/{number}/").status_code == 404
    assert client_for(cast.ada).get(f"{HERE}9999/").status_code == 404


def test_the_pages_ask_as_much_with_many_as_with_few(cast: Cast) -> None:
    client, number = client_for(cast.max), latency(cast)
    paths = (HERE, f"{HERE}{number}/")
    counts = []
    for more in (0, 20):
        for n in range(more):
            actions.create(cast.max, NewMetric(cast.platform, f"Metric {n}"))
            actions.push(cast.max, number, f"{400 - n} ms", origin="manual")
        for path in paths:
            with queries_counted() as asked:
                assert client.get(path).status_code == 200
            counts.append(len(asked))
    assert counts[:2] == counts[2:]
    assert max(counts) <= BUDGET


def test_a_metric_is_made_with_its_unit(cast: Cast) -> None:
    client = client_for(cast.max)
    form = {
        "name": "Error budget left", "team": str(cast.platform), "unit": "%", "direction": "up",
        "low": "0", "high": "100", "healthy_low": "25 %", "healthy_high": "", "key": "k",
    }  # fmt: skip
    first, second = client.post(f"{HERE}new/", form), client.post(f"{HERE}new/", form)
    assert first.status_code == 302
    assert first["Location"] == second["Location"]
    assert str(card(cast, "budget").healthy_low).startswith("0.25")
    assert "at least 25\u00a0%" in client.get(HERE).content.decode()


def test_a_refused_metric_keeps_what_was_typed(cast: Cast) -> None:
    form = {
        "name": "Budget", "team": str(cast.platform), "unit": "ms", "direction": "up",
        "low": "9", "high": "3", "healthy_low": "much", "healthy_high": "",
    }  # fmt: skip
    response = client_for(cast.max).post(f"{HERE}new/", form)
    text = response.content.decode()
    assert response.status_code == 422
    assert 'value="much"' in text
    assert 'id="id_healthy_low-error"' in text
    other = client_for(cast.max).post(f"{HERE}new/", form | {"team": str(cast.company)})
    assert other.status_code == 403
    assert client_for(cast.vera).post(f"{HERE}new/", form).status_code == 403


def test_a_reading_by_hand_reaches_the_key_result(cast: Cast) -> None:
    client = client_for(cast.max)
    number = card(cast, "Deployments").id
    path = f"{HERE}{number}/"
    html = client.get(path).content.decode()
    here = f"/kestrel/metrics/{number}/readings/"
    form = {"value": "37", "as_of": "2026-03-11", "key": hidden(html, here, "key")}
    assert client.post(here, form).status_code == 302
    assert client.post(here, form).status_code == 302
    kept = readings(cast.max, number)
    assert [r.value for r in kept].count(37) == 1
    assert str(kept[0].as_of.astimezone(cast.max.zone))[:16] == "2026-03-11 12:00"
    shown = key_results.key_result(cast.max, cast.key_results["increase"], Rhythm())
    assert shown is not None
    assert shown.card.now.text.startswith("37")


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"value": "soon", "as_of": ""}, "value"),
        ({"value": "", "as_of": ""}, "value"),
        ({"value": "-5 ms", "as_of": ""}, "value"),
        ({"value": "5 ms", "as_of": "2026-03-13"}, "as_of"),
        ({"value": "5 ms", "as_of": "31 April"}, "as_of"),
    ],
)
def test_a_reading_that_cannot_be_is_refused_at_its_field(
    cast: Cast, typed: dict[str, str], field: str
) -> None:
    number = latency(cast)
    response = client_for(cast.max).post(f"{HERE}{number}/readings/", typed)
    assert response.status_code == 422
    assert f'id="id_{field}-error"' in response.content.decode()
    assert not readings(cast.max, number)


def test_a_viewer_pushes_nothing(cast: Cast) -> None:
    number = latency(cast)
    response = client_for(cast.vera).post(f"{HERE}{number}/readings/", {"value": "5 ms"})
    assert response.status_code == 403
    assert not readings(cast.vera, number)


def test_the_line_for_the_shell_works_as_it_stands(cast: Cast) -> None:
    number = latency(cast)
    actions.push(cast.max, number, "412 ms")
    html = client_for(cast.max).get(f"{HERE}{number}/").content.decode()
    line = re.search(r"curl -X POST http://127.0.0.1:8000(\S+).*?-d &#x27;(.*?)&#x27;", html)
    assert line
    body = line[2].replace("&quot;", '"')
    assert body == '{"value": "412 ms"}'
    answer = Client().post(
        line[1], body, content_type="application/json", headers=bearer(cast.max, "read", "check_in")
    )
    assert answer.status_code == 201, answer.content
    assert len(readings(cast.max, number)) == 2


def test_the_team_changes_its_metric_and_sees_both_texts_in_a_conflict(cast: Cast) -> None:
    client, number = client_for(cast.max), latency(cast)
    path = f"{HERE}{number}/"
    html = client.get(path).content.decode()
    fields = dict(re.findall(r'name="seen-(\w+)" value="([^"]*)"', html))
    form = fields | {f"seen-{n}": v for n, v in fields.items()}
    assert client.post(path, form | {"name": "p99", "healthy_high": "0.25 s"}).status_code == 302
    assert card(cast, "p99").name == "p99"
    late = client.post(path, form | {"name": "Tail latency"})
    assert late.status_code == 409
    assert "p99" in late.content.decode()
    assert "Tail latency" in late.content.decode()
    assert client.post(path, form | {"direction": "up"}).status_code == 302, "another field"
    assert client_for(cast.vera).post(path, form | {"name": "Mine"}).status_code == 403


def test_htmx_gets_the_part_inside_the_frame(cast: Cast) -> None:
    part = client_for(cast.max).get(HERE, headers={"HX-Request": "true"}).content
    assert b"Deployments" in part
    assert b"<html" not in part
