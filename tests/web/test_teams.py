"""Teams: the tree, and a team's table for each cycle."""

from dataclasses import replace
from datetime import timedelta

from northing.actions import alignments, check_ins, key_results, objectives, teams
from northing.actions.check_ins import Said
from northing.actions.key_results import NewKeyResult
from northing.actions.objectives import NewObjective
from northing.queries.cycles import cycles
from tests.cast import FOUNDED, Cast, client_for
from tests.walls.seeing import queries_counted, seen

BUDGET, FINDINGS = 12, 10
"""Queries of a page, and of what the writing coach says on a team's."""


def test_a_team_shows_what_it_is_after(cast: Cast) -> None:
    response = seen(client_for(cast.max).get, f"/{cast.slug}/teams/platform/")
    page, objective = response.content.decode(), response.context["objectives"][0]
    assert objective.title == "Shipping is boring"
    assert [row.title for row in objective.rows] == [
        kr.title for kr in response.context["team"].objectives[0].key_results
    ]
    assert len(objective.rows) == 6
    row = next(r for r in objective.rows if r.key == f"KR-{cast.key_results['increase']}")
    assert row.url == f"/{cast.slug}/okrs/KR-{cast.key_results['increase']}/"
    assert [chip.text for chip in row.chips] == ["due"]
    assert row.now.value == 34
    assert "Lea Moser" in page
    assert "leads" in page
    assert sum(count for _, _, count in response.context["team"].counts) == 6
    assert page.count("<table") == 1


def test_a_row_without_a_reading_says_so(cast: Cast) -> None:
    response = client_for(cast.lea).get(f"/{cast.slug}/teams/platform/")
    rows = {row.key: row for row in response.context["objectives"][0].rows}
    assert [c.text for c in rows[f"KR-{cast.key_results['find_baseline']}"].chips] == [
        "no reading",
        "due",
    ]


def test_a_fed_row_waits_for_the_word(cast: Cast) -> None:
    check_ins.record(cast.max, cast.key_results["increase"], Said("36"), origin="source")
    response = client_for(cast.lea).get(f"/{cast.slug}/teams/platform/")
    rows = {row.key: row for row in response.context["objectives"][0].rows}
    row = rows[f"KR-{cast.key_results['increase']}"]
    assert row.has_source
    assert [c.text for c in row.chips] == ["word due"]


def test_silence_is_said_of_key_results(cast: Cast) -> None:
    later = replace(cast.max, now=cast.max.now - timedelta(weeks=3))
    given = NewKeyResult(
        "Rollbacks fall",
        "decrease",
        unit="rollbacks",
        baseline="9",
        target="2",
        owner=cast.max.person,
    )
    number = int(
        key_results.add(replace(cast.lea, now=FOUNDED), cast.objective, given, "more").key[3:]
    )
    check_ins.record(later, number, Said("8"))
    response = client_for(cast.lea).get(f"/{cast.slug}/teams/platform/")
    row = next(r for r in response.context["objectives"][0].rows if r.key == f"KR-{number}")
    assert (row.status, row.is_stale) == ("stale", True)
    assert [c.text for c in row.chips] == ["silent", "due"]


def test_drafts_are_below_and_only_for_those_who_may_see_them(cast: Cast) -> None:
    path = f"/{cast.slug}/teams/platform/"
    assert [a.title for a in client_for(cast.lea).get(path).context["aims"]] == [
        "Nobody waits for a review"
    ]
    assert not client_for(cast.vera).get(path).context["aims"]
    objectives.propose(cast.max, cast.draft)
    assert [a.chip.text for a in client_for(cast.vera).get(path).context["aims"]] == ["proposed"]


def test_buttons_are_for_those_who_may(cast: Cast) -> None:
    path = f"/{cast.slug}/teams/platform/"
    mine = client_for(cast.max).get(path).context
    assert mine["draft_url"] == f"/{cast.slug}/okrs/new/?team={cast.platform}&cycle={cast.cycle}"
    assert mine["check_in_url"] == f"/{cast.slug}/"
    assert not mine["people_url"]
    lead = client_for(cast.lea).get(path).context
    assert lead["people_url"] == f"/{cast.slug}/settings/teams/{cast.platform}/"
    assert not lead["check_in_url"], "nothing of hers is due"
    viewer = client_for(cast.vera).get(path)
    assert not any(
        viewer.context[name] for name in ("draft_url", "check_in_url", "people_url", "import_url")
    )
    assert "Draft an objective" not in viewer.content.decode()


def test_another_cycle_is_an_address(cast: Cast) -> None:
    client = client_for(cast.max)
    known = {c.name: c for c in cycles(cast.max)}
    links = client.get(f"/{cast.slug}/teams/platform/").context["scope"]
    assert [link.text for link in links] == ["2026", "Q1 2026", "Q2 2026", "Q3 2026", "Q4 2026"]
    assert [link.text for link in links if link.current] == ["Q1 2026"]
    page = seen(client.get, f"/{cast.slug}/teams/platform/?cycle={known['Q2 2026'].id}")
    assert not page.context["objectives"]
    assert "has agreed on nothing for Q2 2026 yet" in page.content.decode()
    assert page.context["draft_url"].endswith(f"&cycle={known['Q2 2026'].id}")


def test_a_team_of_the_year_alone_shows_its_year(cast: Cast) -> None:
    """The company writes for the year: its page opens there, within the budget, and says why."""
    known = {c.name: c for c in cycles(cast.ada)}
    given = NewObjective("Everybody ships", cast.company, known["2026"].id)
    key = objectives.draft(cast.ada, given).key
    client, path = client_for(cast.ada), f"/{cast.slug}/teams/kestrel/"
    with queries_counted() as counted:
        page = client.get(path)
    assert len(counted) <= BUDGET + FINDINGS
    assert page.context["team"].cycle.name == "2026"
    assert [aim.key for aim in page.context["aims"]] == [key]
    assert "these are the objectives of 2026" in page.content.decode()
    asked = client.get(f"{path}?cycle={cast.cycle}")
    assert asked.context["team"].cycle.name == "Q1 2026", "an address says what it shows"


def test_a_team_without_anything_stays_in_the_quarter_and_offers_the_import(cast: Cast) -> None:
    page = client_for(cast.ada).get(f"/{cast.slug}/teams/kestrel/")
    assert page.context["team"].cycle.name == "Q1 2026"
    html = page.content.decode()
    first, second = html.index("Paste your OKR document"), html.index("or draft an objective here")
    assert first < second


def test_no_such_cycle_and_no_such_team(cast: Cast) -> None:
    client = client_for(cast.max)
    for path in ("teams/platform/?cycle=999999", "teams/platform/?cycle=x", "teams/nobody/"):
        assert client.get(f"/{cast.slug}/{path}").status_code == 404, path


def test_what_a_team_contributes_to_names_whose_it_is(cast: Cast) -> None:
    other = teams.create(cast.ada, "Web", cast.company)
    objectives.edit(cast.lea, cast.objective, {}, {}, "together", contributors=[other.id])
    objective = client_for(cast.lea).get(f"/{cast.slug}/teams/web/").context["objectives"][0]
    assert "with Platform" in objective.aside


def test_what_an_objective_supports_is_named(cast: Cast) -> None:
    above = objectives.draft(cast.ada, NewObjective("Everybody ships", cast.company, cast.cycle))
    objectives.propose(cast.ada, int(above.key[2:]))
    alignments.align(cast.lea, cast.objective, above.key)
    objective = client_for(cast.ada).get(f"/{cast.slug}/teams/platform/").context["objectives"][0]
    assert f"supports {above.key}" in objective.aside


def test_the_number_of_queries_does_not_grow(cast: Cast) -> None:
    client = client_for(cast.max)
    path = f"/{cast.slug}/teams/platform/"
    with queries_counted() as few:
        client.get(path)
    lea = replace(cast.lea, now=FOUNDED + timedelta(days=4))
    for place in range(20):
        given = NewKeyResult(
            f"Number {place} rises", "increase", unit="things", baseline="1", target="9"
        )
        key_results.add(lea, cast.objective, given, "more to do")
    with queries_counted() as many:
        response = client.get(path)
    assert len(response.context["objectives"][0].rows) == 26
    assert len(few) == len(many) <= BUDGET + FINDINGS


def test_the_tree_in_reading_order(cast: Cast) -> None:
    teams.create(cast.ada, "Android", cast.platform)
    teams.create(cast.ada, "Backend", cast.company)
    client = client_for(cast.max)
    with queries_counted() as asked:
        response = seen(client.get, f"/{cast.slug}/teams/")
    root = response.context["branches"][0]
    assert root.team.text == "Kestrel"
    assert [b.team.text for b in root.below] == ["Backend", "Platform"]
    platform = root.below[1]
    assert [b.team.text for b in platform.below] == ["Android"]
    assert (platform.is_own, platform.people) == (True, "2 people")
    assert [lead.name for lead in platform.leads] == ["Lea Moser"]
    assert len(asked) <= BUDGET
    assert not response.context["new_url"]
