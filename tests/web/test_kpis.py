"""The page of KPIs, the guards wherever their objective is, and readings corrected."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from northing.actions import check_ins, cycles, guards, metrics, objectives
from northing.actions.check_ins import Said
from northing.actions.metrics import NewMetric
from northing.queries import kpis as queries
from northing.queries import metrics as metric_queries
from tests.cast import NOW, Cast, client_for
from tests.walls.seeing import queries_counted, seen

HERE = "/kestrel/kpis/"
WHY = "Speed must not cost us more."
COST = "Cost of the builds a day"
BUDGET, PAST_BUDGET, FINDINGS = 12, 16, 10
COACHED = ("/kestrel/okrs/", "/kestrel/teams/platform/")


@pytest.fixture
def cost(cast: Cast) -> int:
    """A KPI of Platform that Max watches, over its limit since 5 March, and guards the objective."""
    new = NewMetric(
        cast.platform, COST, "CHF", "down", healthy_high="200", owner=cast.max.person
    )  # fmt: skip
    metric = metrics.create(cast.max, new).id
    for weeks, value in ((3, "180"), (2, "190"), (1, "210"), (0, "212")):
        then = replace(cast.max, now=NOW - timedelta(weeks=weeks))
        metrics.push(then, metric, value, origin="api" if weeks else "manual")
    guards.guard(cast.lea, cast.objective, metric, WHY)
    return metric


def html(cast: Cast, path: str, handle: str = "vera") -> str:
    response = seen(client_for(cast.insiders[handle]).get, path)
    assert response.status_code == 200, path
    return str(response.content.decode())


def words(text: str) -> str:
    """What is read: without markup, spaces folded."""
    return " ".join(re.sub(r"<[^>]*>", " ", text).replace("\u2011", "-").split())


def test_an_empty_page_teaches_and_leads_to_the_metrics(cast: Cast) -> None:
    text = html(cast, HERE, "max")
    assert "No KPI yet" in text
    assert 'href="/kestrel/metrics/"' in text
    assert "Choose a metric" not in html(cast, HERE, "vera")


def test_it_opens_with_a_sentence_and_shows_broken_guards_first(cast: Cast, cost: int) -> None:
    metrics.create(cast.lea, NewMetric(cast.platform, "Quiet nights", "nights", healthy_low="5"))
    text = html(cast, HERE)
    said = words(text)
    lead = re.sub(r"<[^>]*>", "", text[text.index('<p class="lead">') :].partition("</p>")[0])
    told = "One of two KPIs is outside its range, one has no reading yet; one guard is broken."
    assert lead == told
    assert said.index("Guards broken") < said.index("Quiet nights")
    assert said.index(f"{COST} Max Ott") < said.index("Quiet nights"), "what is outside comes first"


def test_a_row_says_where_it_lies_since_when_and_where_from(cast: Cast, cost: int) -> None:
    text = html(cast, HERE)
    row = words(text[text.index("<tbody>") :])
    for part in (
        "CHF 212", "CHF 12 above", "since 5 Mar, 2 readings", "at most CHF 200", "Max Ott", "guards",
        "O-1", "today", "by hand",
    ):  # fmt: skip
        assert part in row, part
    assert 'class="status tone-off"' in text, "a shape, a word and a colour"
    assert 'class="band"' in text


def test_pushed_and_typed_readings_are_told_apart(cast: Cast, cost: int) -> None:
    metrics.push(replace(cast.max, now=NOW + timedelta(minutes=1)), cost, "205")
    card = metric_queries.metric(replace(cast.lea, now=NOW + timedelta(minutes=2)), cost)
    assert card is not None
    assert (card.origin, card.origin_word) == ("api", "by the API")
    listed = words(html(cast, f"/kestrel/metrics/{cost}/"))
    assert "by the API" in listed
    assert "by hand" in listed


def test_a_key_result_that_aims_at_it_stands_beside_it(cast: Cast) -> None:
    found = next(m for m in metric_queries.metrics(cast.lea) if "build takes" in m.name)
    metrics.edit(cast.max, found.id, {"healthy_high": "10 min"}, {})
    text = html(cast, HERE)
    assert f'href="/kestrel/okrs/KR-{cast.key_results["decrease"]}/"' in text


def test_filters_narrow_and_are_addresses(cast: Cast, cost: int) -> None:
    metrics.create(cast.ada, NewMetric(cast.company, "Cash", "months", healthy_low="6"))
    assert queries.kpis(cast.lea).kpis == 2
    assert queries.kpis(cast.lea, team=cast.platform).kpis == 1
    assert queries.kpis(cast.lea, team=cast.company).kpis == 2, "with the teams below"
    outside = html(cast, f"{HERE}?outside=1")
    assert COST in outside
    assert "Cash" not in outside
    assert "12 Mar CHF 212 5 Mar CHF 210" in words(html(cast, f"{HERE}?table=1"))
    assert "5 Mar CHF 210" not in words(html(cast, HERE))
    empty = html(cast, f"{HERE}?team={cast.company}&outside=1&cycle={cast.cycle}")
    assert COST in empty


def test_a_cycle_of_another_time_is_shown_as_it_stood_then(cast: Cast, cost: int) -> None:
    last = cycles.create(cast.ada, "Late 2025", "custom", "2025-10-01", "2025-12-31").id
    metrics.push(cast.max, cost, "150", NOW - timedelta(weeks=14))
    page = queries.kpis(cast.lea, cycle=last)
    assert [k.metric.latest.text for k in page.items] == ["CHF\u00a0150"]
    assert page.outside == 0
    assert page.last.isoformat() == "2025-12-31"


@pytest.mark.parametrize("query", ["?page=2", "?page=999999999999999999"])
def test_there_is_no_page_beyond_the_last(cast: Cast, cost: int, query: str) -> None:
    assert client_for(cast.vera).get(HERE + query).status_code == 404


@pytest.mark.parametrize("query", ["?team=x&cycle=-1&page=0", "?team=99999", "?cycle=²"])
def test_what_means_nothing_changes_nothing(cast: Cast, cost: int, query: str) -> None:
    assert client_for(cast.vera).get(HERE + query).status_code == 200


def test_fifty_stand_on_a_page(cast: Cast) -> None:
    for n in range(51):
        metrics.create(cast.lea, NewMetric(cast.platform, f"KPI {n:02}", healthy_low="1"))
    first, second = queries.kpis(cast.vera), queries.kpis(cast.vera, page=2)
    assert (len(first.items), len(second.items), first.pages) == (50, 1, 2)
    assert f"{HERE}?page=2"[len(HERE) :] in html(cast, HERE)


def paths(cast: Cast, cost: int) -> Iterator[str]:
    yield HERE
    yield f"{HERE}?team={cast.company}&cycle={cast.cycle}&outside=1&table=1"
    yield "/kestrel/metrics/"
    yield f"/kestrel/metrics/{cost}/"
    yield f"/kestrel/okrs/O-{cast.objective}/"
    yield f"/kestrel/okrs/O-{cast.objective}/guards/"
    yield f"/kestrel/okrs/O-{cast.objective}/edit/"
    yield f"/kestrel/okrs/KR-{cast.key_results['milestones']}/"
    yield "/kestrel/teams/platform/"
    yield "/kestrel/"


def test_every_page_with_guards_keeps_its_budget(cast: Cast, cost: int) -> None:
    client = client_for(cast.lea)
    for path in paths(cast, cost):
        with queries_counted() as asked:
            assert client.get(path).status_code == 200
        coached = FINDINGS if path.startswith(COACHED) else 0
        assert len(asked) <= BUDGET + coached, (path, asked)


def test_pages_of_a_past_day_keep_theirs(cast: Cast, cost: int) -> None:
    client = client_for(cast.lea)
    for path in (HERE, f"/kestrel/metrics/{cost}/", "/kestrel/metrics/"):
        with queries_counted() as asked:
            assert client.get(f"/@2026-03-11{path}").status_code in {200, 404}
        assert len(asked) <= PAST_BUDGET, (path, asked)


@pytest.mark.parametrize("handle", ["ada", "lea", "max", "vera"])
def test_a_guard_is_shown_wherever_its_objective_is(cast: Cast, cost: int, handle: str) -> None:
    for path in (
        f"/kestrel/okrs/O-{cast.objective}/",
        f"/kestrel/okrs/KR-{cast.key_results['increase']}/",
        "/kestrel/teams/platform/",
    ):
        said = words(html(cast, path, handle))
        assert f"{COST} broken" in said, path
    week = words(html(cast, "/kestrel/", handle))
    assert (f"{COST} broken" in week) is (handle == "lea"), "only its owner is asked"


def test_a_guard_is_chosen_and_taken_away_in_the_browser(cast: Cast, cost: int) -> None:
    client, here = client_for(cast.lea), f"/kestrel/okrs/O-{cast.objective}/guards/"
    form = {"metric": str(cost), "_remove": "1"}
    refused = client.post(here, form)
    assert refused.status_code == 422
    assert "error" in refused.content.decode()
    assert client.post(here, form | {"reason": "Paid by others."}).status_code == 302
    assert COST not in words(html(cast, f"/kestrel/okrs/O-{cast.objective}/"))
    again = client.post(here, {"metric": f"{cost} {COST}", "reason": WHY, "key": "k"})
    assert again.status_code == 302
    assert COST in words(html(cast, f"/kestrel/okrs/O-{cast.objective}/"))
    assert client.post(here, {"metric": "nothing", "reason": WHY}).status_code == 404
    assert client_for(cast.max).post(here, form | {"reason": "x"}).status_code == 403
    assert client_for(cast.otto).get(here).status_code == 404


def test_the_form_of_an_objective_ticks_its_guards(cast: Cast, cost: int) -> None:
    client, here = client_for(cast.lea), f"/kestrel/okrs/O-{cast.objective}/edit/"
    text = client.get(here).content.decode()
    assert f'name="seen-guards" value="{cost}"' in text
    assert f'name="guards" value="{cost}" checked' in text
    form = {"title": "Shipping is dull", "seen-title": "Shipping is boring", "reason": "Said better.",
            "seen-guards": str(cost), "guards": str(cost), "seen-contributors": ""}  # fmt: skip
    assert client.post(here, form).status_code == 302
    assert COST in words(html(cast, f"/kestrel/okrs/O-{cast.objective}/"))
    gone = form | {"seen-title": "Shipping is dull"}
    del gone["guards"]
    assert client.post(here, gone).status_code == 302
    assert COST not in words(html(cast, f"/kestrel/okrs/O-{cast.objective}/"))
    late = client.post(here, form | {"seen-title": "Shipping is dull", "guards": "999999"})
    assert late.status_code == 409
    assert "Guards" in late.content.decode()


def test_a_wrong_reading_is_corrected_and_stays_visible(cast: Cast, cost: int) -> None:
    client, here = client_for(cast.max), f"/kestrel/metrics/{cost}/"
    found = metric_queries.readings(cast.max, cost)
    assert found is not None
    wrong = found.items[0]
    text = client.get(f"{here}?page=1&correct={wrong.id}").content.decode()
    assert "Correct a reading" in text
    instant = re.search(r'name="instant" value="([^"]+)"', text)
    assert instant
    form = {"value": "121", "instant": instant[1], "key": "k"}
    assert client.post(f"{here}readings/", form).status_code == 302
    after = client.get(here).content.decode()
    assert "<del>CHF\u00a0212</del>" in after
    card = metric_queries.metric(cast.max, cost)
    assert card is not None
    assert card.latest.text == "CHF\u00a0121"
    bad = client.post(f"{here}readings/", form | {"instant": "yesterday", "key": "l"})
    assert bad.status_code == 422
    assert "Correct" not in words(html(cast, here, "vera")).partition("Push readings")[0]


def test_what_was_said_in_a_check_in_is_corrected_there(cast: Cast) -> None:
    kr = cast.key_results["increase"]
    check_ins.record(cast.max, kr, Said("39", "8"))
    found = next(m for m in metric_queries.metrics(cast.lea) if "Deployments" in m.name)
    text = client_for(cast.max).get(f"/kestrel/metrics/{found.id}/").content.decode()
    assert f"/kestrel/okrs/KR-{kr}/#check-ins" in text
    assert "correct=" not in text


def test_who_watches_a_metric_is_chosen_by_its_team(cast: Cast, cost: int) -> None:
    here = f"/kestrel/metrics/{cost}/"
    form = {"owner": str(cast.lea.person), "seen-owner": str(cast.max.person), "name": COST,
            "seen-name": COST, "direction": "down", "seen-direction": "down"}  # fmt: skip
    assert client_for(cast.max).post(here, form).status_code == 302
    card = metric_queries.metric(cast.vera, cost)
    assert card is not None
    assert card.owner is not None
    assert card.owner.name == "Lea Moser"
    viewer = form | {"owner": str(cast.vera.person), "seen-owner": str(cast.lea.person)}
    assert client_for(cast.max).post(here, viewer).status_code == 422


def test_a_draft_keeps_its_guards_to_those_who_see_it(cast: Cast, cost: int) -> None:
    guards.guard(cast.max, cast.draft, cost)
    page = queries.kpi(cast.vera, cost)
    assert page is not None
    assert [g.objective for g in page.kpi.guards] == [f"O-{cast.objective}"]
    objectives.cancel(cast.max, cast.draft, "Not now.")
    assert client_for(cast.vera).get(f"/kestrel/okrs/O-{cast.draft}/").status_code == 404
