"""The workspace at a glance: what changed, what waits, what is silent; today and on a past day."""

import json
import re
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.test import Client

from northing.actions import (
    alignments,
    check_ins,
    guards,
    key_results,
    objectives,
    outlooks,
    team_changes,
    teams,
    workspaces,
)
from northing.actions import metrics as actions_metrics
from northing.actions.check_ins import Said
from northing.actions.key_results import NewKeyResult
from northing.actions.metrics import NewMetric
from northing.actions.objectives import NewObjective
from northing.cli import main
from northing.domain.access import Caller
from northing.queries import levels, overview
from northing.queries.overview import Overview
from northing.queries.overview_scope import PAGE, Wanted
from northing.store.accounts import Account
from northing.store.cycles import Cycle
from northing.store.metrics import Metric
from northing.store.outlooks import Practice
from tests.cast import AGREED, NOW, Cast, bearer, caller, client_for, number
from tests.walls.seeing import queries_counted, seen

BUDGET, BUDGET_THEN, FINDINGS = 12, 16, 10
TODAY = NOW.date()


def look(who: Caller, **wanted: object) -> Overview:
    found = overview.overview(who, Wanted(**wanted))  # type: ignore[arg-type]  # as given
    assert found is not None
    return found


def said(found: Overview) -> str:
    return "".join(phrase.text for phrase in found.sentence)


def swept(cast: Cast, now: datetime = NOW) -> None:
    assert outlooks.sweep(replace(cast.ada, now=now)).id == 0


def agreed(
    cast: Cast,
    team: int,
    title: str,
    at: datetime = AGREED,
    *,
    cycle: int = 0,
    contributors: tuple[int, ...] = (),
) -> int:
    """An objective of Lea's with one key result from 0 to 100, agreed at a time."""
    lea = caller("lea", now=at)
    by = replace(lea, teams=lea.teams | {team}, leads=lea.leads | {team})
    new = NewObjective(
        title, team, cycle or cast.cycle, owner=cast.lea.person, contributors=contributors
    )
    above = number(objectives.draft(by, new).key)
    kr = NewKeyResult(
        f"{title}, counted", "increase", unit="count", baseline="0", target="100",
        owner=cast.lea.person,
    )  # fmt: skip
    key_results.add(by, above, kr)
    objectives.propose(by, above)
    objectives.agree(by, above)
    return above


def below(cast: Cast, name: str, parent: int) -> int:
    pk = teams.create(caller("ada", now=AGREED - timedelta(days=1)), name, parent).id
    teams.join(caller("ada", now=AGREED - timedelta(hours=20)), pk, cast.lea.person, lead=True)
    return pk


def test_the_sentence_counts_what_the_page_lists(cast: Cast) -> None:
    swept(cast)
    found = look(cast.vera)
    worse = sum(line.turn == "worse" for line in found.changes.items)
    assert found.changes.total == len(found.changes.items) >= worse
    assert found.silent.total == len(found.silent.items)
    assert said(found).startswith(
        "Since last Thursday " if found.changes.total else "Nothing turned since last Thursday"
    )


def test_a_turn_is_told_with_its_word_and_its_way(cast: Cast) -> None:
    week_ago = NOW - timedelta(days=7)
    swept(cast, week_ago)
    kr = cast.key_results["increase"]
    max_ = replace(cast.max, now=NOW - timedelta(hours=2))
    check_ins.record(max_, kr, Said("11", "2", note="The cluster burnt down."))
    line = next(line for line in look(cast.vera).changes.items if line.key == f"KR-{kr}")
    assert (line.turn, line.after) == ("worse", "off_track")
    assert line.note == "The cluster burnt down."
    assert line.author is not None
    assert line.author.name == "Max Ott"
    assert line.progress is not None
    assert line.progress_before is not None
    assert line.progress < line.progress_before
    response = client_for(cast.vera).get(f"/{cast.slug}/overview/")
    assert "The cluster burnt down." in response.content.decode()


def test_there_and_back_within_a_week_is_no_change(cast: Cast) -> None:
    swept(cast, NOW - timedelta(days=7))
    before = {line.key for line in look(cast.vera).changes.items}
    kr = cast.key_results["yes_no"]
    for days, confidence in ((3, "1"), (1, "6")):
        by = replace(cast.max, now=NOW - timedelta(days=days))
        check_ins.record(by, kr, Said("no", confidence))
    assert {line.key for line in look(cast.vera).changes.items} == before


def test_silence_begins_after_two_weeks(cast: Cast) -> None:
    """Steps and the baseline were never spoken of since the quarter began; the others four weeks later."""
    silent = {line.key for line in look(cast.vera).silent.items}
    assert {f"KR-{cast.key_results[kind]}" for kind in ("milestones", "find_baseline")} <= silent
    assert f"KR-{cast.key_results['increase']}" not in silent
    check_ins.record(cast.max, cast.key_results["find_baseline"], Said(note="We look into it."))
    again = {line.key for line in look(cast.vera).silent.items}
    assert f"KR-{cast.key_results['find_baseline']}" not in again


def test_what_is_paused_is_not_silent(cast: Cast) -> None:
    kr = cast.key_results["milestones"]
    key_results.pause(cast.lea, kr, "The supplier is late.")
    assert f"KR-{kr}" not in {line.key for line in look(cast.vera).silent.items}
    assert look(cast.vera).spread.all.paused == 1


def test_a_proposal_waits_and_so_does_what_is_past_due(cast: Cast) -> None:
    asked = replace(cast.lea, now=NOW - timedelta(days=3))
    new = NewObjective("Nights are quiet", cast.platform, cast.cycle, owner=cast.lea.person)
    above = number(objectives.draft(asked, new).key)
    kr = replace(_KR, owner=cast.lea.person)
    key_results.add(asked, above, kr)
    objectives.propose(asked, above)
    late = replace(cast.ada, now=datetime.combine(date(2026, 4, 8), NOW.timetz()))
    found = look(late, cycle=cast.cycle)
    kinds = [line.kind for line in found.decisions.items]
    assert kinds[0] == "proposal"
    assert "overdue" in kinds
    assert found.decisions.total == 1 + len(cast.key_results)
    assert look(cast.vera).decisions.total == 1
    assert [line.since for line in look(cast.vera).decisions.items] == [TODAY - timedelta(days=3)]


_KR = NewKeyResult("Pages at night", "decrease", unit="count", baseline="9", target="1")


def test_a_draft_is_counted_nowhere(cast: Cast) -> None:
    before = look(cast.ada)
    key_results.add(cast.max, cast.draft, replace(_KR, owner=cast.max.person))
    assert look(cast.ada).spread == before.spread
    assert look(cast.ada).silent == before.silent


def test_what_is_added_or_made_committed_is_counted_at_once(cast: Cast) -> None:
    before = look(cast.vera)
    key_results.add(cast.lea, cast.objective, replace(_KR, owner=cast.lea.person), "One more.")
    objectives.edit(cast.lea, cast.objective, {"ambition": "committed"}, {}, "We promise it.")
    now = look(cast.vera, ambition="committed")
    assert now.spread.all.total == before.spread.all.total + 1
    assert look(cast.vera, ambition="aspirational").spread.all.total == 0


def test_a_row_sums_its_subtree_and_counts_a_shared_objective_once(cast: Cast) -> None:
    core = below(cast, "Core", cast.platform)
    agreed(cast, core, "Core is calm", contributors=(cast.company,))
    rows = {row.team.name: row for row in look(cast.vera).spread.items}
    assert rows["Platform"].tally.total == len(cast.key_results) + 1
    assert rows["Platform"].has_below
    assert "Kestrel" not in rows
    inner = {row.team.name: row for row in look(cast.vera, team="platform").spread.items}
    assert inner["Core"].tally.total == 1
    assert inner["Platform"].is_own
    assert inner["Platform"].tally.total == len(cast.key_results)
    level = levels.level(cast.vera, "platform", look(cast.vera).cycle)
    assert level is not None
    assert {row.team.name for row in level.spread.items} == {"Core", "Platform"}
    assert levels.level(cast.vera, "core", look(cast.vera).cycle) is None


def test_the_year_shows_what_supports_it_by_any_way(cast: Cast) -> None:
    year = Cycle.objects.get(ws=cast.ada.workspace, kind="annual", start=date(2026, 1, 1)).pk
    top = agreed(cast, cast.platform, "Customers trust us", cycle=year)
    alignments.align(replace(cast.lea, now=AGREED), cast.objective, f"O-{top}")
    core = below(cast, "Core", cast.platform)
    deep = agreed(cast, core, "Core is calm")
    alignments.align(replace(cast.lea, now=AGREED), deep, f"KR-{cast.key_results['increase']}")
    alone = agreed(cast, core, "Nobody asked for it")
    found = look(cast.vera).year
    assert found is not None
    (item,) = found.items
    assert item.key == f"O-{top}"
    assert item.own.total == 1
    now = next(q for q in item.quarters if q.cycle == cast.cycle)
    assert now.key_results.total == len(cast.key_results) + 1
    assert now.agreed == 2
    assert found.orphans == ((f"O-{alone}", "Nobody asked for it"),)


def test_filters_narrow_and_the_unknown_is_ignored(cast: Cast) -> None:
    everything = look(cast.vera)
    off = look(cast.vera, status="no_data")
    assert 0 < off.spread.all.total < everything.spread.all.total
    assert off.spread.all.total == off.spread.all.unknown
    assert look(cast.vera, ambition="committed").spread.all.total == 0
    odd = client_for(cast.vera).get(
        f"/{cast.slug}/overview/?cycle=nine&team=nowhere&status=lost&ambition=0&show=x&page=-3"
    )
    assert odd.status_code == 200
    assert odd.context["page"].overview == everything
    kept = client_for(cast.vera).get(f"/{cast.slug}/overview/?status=no_data&ambition=aspirational")
    form = kept.content.decode()
    assert re.search(r'<option value="no_data" selected>', form)
    assert re.search(r'<option value="aspirational" selected>', form)


def test_a_long_list_is_paged(cast: Cast) -> None:
    agreed_at = AGREED
    above = agreed(cast, cast.platform, "Many things", agreed_at)
    for place in range(PAGE + 5):
        kr = replace(_KR, title=f"Thing {place}", owner=cast.lea.person)
        key_results.add(replace(cast.lea, now=agreed_at), above, kr, "One more.")
    first = look(cast.vera, show="silent")
    second = look(cast.vera, show="silent", page=2)
    assert first.silent.total == second.silent.total > PAGE
    assert len(first.silent.items) == PAGE
    keys = [line.key for line in (*first.silent.items, *second.silent.items)]
    assert len(keys) == len(set(keys)) == first.silent.total
    assert (first.pages, second.page) == (2, 2)
    page = client_for(cast.vera).get(f"/{cast.slug}/overview/?show=silent").content.decode()
    assert "page 1 of 2" in page
    assert look(cast.vera, show="silent", page=9).silent.items == ()


def test_the_sweep_counts_the_practice(cast: Cast) -> None:
    swept(cast, NOW - timedelta(days=7))
    swept(cast)
    swept(cast)
    rows = Practice.objects.filter(cycle=cast.cycle).order_by("made_on")
    assert [row.made_on for row in rows] == [TODAY - timedelta(days=7), TODAY]
    now = rows[1]
    assert now.running == len(cast.key_results)
    assert now.heard == now.running - look(cast.vera).silent.total
    assert (now.teams, now.focused) == (1, 0)
    found = look(cast.vera).practice
    assert found.now is not None
    assert (found.now.running, found.now.heard) == (now.running, now.heard)
    assert found.judged_on is None
    assert len(found.weeks) == 2


def test_an_old_judgement_is_said_to_be_old(cast: Cast) -> None:
    swept(cast, NOW - timedelta(days=2))
    assert look(cast.vera).practice.judged_on == TODAY - timedelta(days=2)
    page = client_for(cast.vera).get(f"/{cast.slug}/overview/").content.decode()
    assert "Judged on 10\xa0Mar" in page


def test_a_past_day_says_what_was_said_on_it(cast: Cast) -> None:
    """What was known at the end of a day, before and after much else happened."""
    day = TODAY - timedelta(days=1)
    evening = datetime.combine(day, datetime.max.time(), cast.ada.zone)
    swept(cast, evening - timedelta(days=7))
    swept(cast, evening)
    live = look(replace(cast.vera, now=evening))
    kr = cast.key_results["increase"]
    check_ins.record(cast.max, kr, Said("12", "1", note="It fell apart."))
    key_results.edit(cast.lea, kr, {"title": "Another title"}, {}, "Clearer.")
    key_results.pause(cast.lea, cast.key_results["milestones"], "Later.")
    agreed(cast, cast.platform, "Came later", NOW)
    swept(cast)
    then = look(cast.vera.at_end_of(day))
    assert then == live
    assert look(cast.vera) != live


def test_pages_ask_a_fixed_number_of_questions(cast: Cast) -> None:
    swept(cast)
    client = client_for(cast.ada)
    path = f"/{cast.slug}/overview/"
    with queries_counted() as few:
        seen(client.get, path)
    core = below(cast, "Core", cast.platform)
    for place in range(4):
        agreed(cast, core, f"Calm {place}")
    with queries_counted() as many:
        seen(client.get, path)
    assert len(few) == len(many) <= BUDGET
    with queries_counted() as then:
        assert client.get(f"/@2026-03-10/{cast.slug}/overview/").status_code == 200
    assert 0 < len(then) <= BUDGET_THEN


def guarded(cast: Cast, *numbers: int, at: datetime = AGREED) -> None:
    """A metric that is out of its range for two weeks, and one that is well, guard each of these."""
    lea = replace(cast.lea, now=at)
    for name, value in (("Nights without a page", "3"), ("Cost of a build", "9")):
        made = actions_metrics.create(lea, NewMetric(cast.platform, name, "count", healthy_low="6"))
        for days in (1, 8, 15):
            actions_metrics.push(replace(cast.lea, now=NOW - timedelta(days=days)), made.id, value)
        for number_ in numbers:
            guards.guard(lea, number_, made.id, "Not at any price.")


def test_the_guards_of_what_it_names_stand_on_the_page(cast: Cast) -> None:
    """Of the year's objectives, of those that support nothing, and of proposals; broken ones first."""
    year = Cycle.objects.get(ws=cast.ada.workspace, kind="annual", start=date(2026, 1, 1)).pk
    top = agreed(cast, cast.platform, "Customers trust us", cycle=year)
    asked = objectives.draft(cast.lea, NewObjective("Calm nights", cast.platform, cast.cycle))
    objectives.propose(cast.lea, number(asked.key))
    guarded(cast, top, cast.objective, number(asked.key))
    swept(cast)
    found = look(cast.vera)
    keys = [f"O-{cast.objective}", f"O-{top}", asked.key]
    assert [g.objective for g in found.guards] == keys * 2
    assert [g.verdict for g in found.guards] == ["broken"] * 3 + ["kept"] * 3
    html = client_for(cast.vera).get(f"/{cast.slug}/overview/").content.decode()
    section = html[html.index("must not get worse") :].partition("</section>")[0]
    assert section.count("Nights without a page") >= 3
    assert all(f"/okrs/{key}/" in section for key in keys)
    by_year = client_for(cast.vera).get(f"/{cast.slug}/overview/?show=year").content.decode()
    assert "must not get worse" in by_year
    assert look(cast.vera, show="silent").guards == ()


def test_guards_cost_one_question_however_many_there_are(cast: Cast) -> None:
    year = Cycle.objects.get(ws=cast.ada.workspace, kind="annual", start=date(2026, 1, 1)).pk
    guarded(cast, cast.objective)
    swept(cast)
    client, counted = client_for(cast.ada), []
    for more in (0, 8):
        tops = [agreed(cast, cast.platform, f"Year {n}", cycle=year) for n in range(more)]
        for top in tops:
            for metric in Metric.objects.filter(
                name__in=("Nights without a page", "Cost of a build")
            ):
                guards.guard(cast.lea, top, metric.pk, "Not at any price.")
        with queries_counted() as now:
            seen(client.get, f"/{cast.slug}/overview/")
        with queries_counted() as then:
            assert client.get(f"/@2026-03-10/{cast.slug}/overview/").status_code == 200
        counted.append((len(now), len(then)))
    assert counted[0] == counted[1]
    assert counted[0][0] <= BUDGET
    assert counted[0][1] <= BUDGET_THEN


def test_guards_of_a_past_day_are_those_of_that_day(cast: Cast) -> None:
    guarded(cast, cast.objective)
    swept(cast)
    day = TODAY - timedelta(days=1)
    evening = datetime.combine(day, datetime.max.time(), cast.ada.zone)
    live = look(replace(cast.vera, now=evening)).guards
    assert [g.verdict for g in live] == ["broken", "kept"]
    broken = live[0].metric
    guards.unguard(cast.lea, cast.objective, broken, "We stop looking.")
    actions_metrics.edit(
        cast.lea, live[1].metric, {"name": "Renamed", "healthy_low": "99"}, {}, "Higher."
    )
    assert look(cast.vera.at_end_of(day)).guards == live
    assert [g.metric for g in look(cast.vera).guards] == [live[1].metric]


def test_an_archived_team_is_marked_from_that_day_on(
    cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    """What it had reached stays counted; a row that looks like a team of today would mislead."""
    core = below(cast, "Core", cast.platform)
    agreed(cast, core, "Core is calm")
    swept(cast, NOW - timedelta(days=2))
    team_changes.archive(
        replace(cast.ada, now=NOW - timedelta(days=1)), core, "A reorganization.", work="close"
    )
    swept(cast)

    def rows(who: Caller) -> dict[str, bool]:
        return {row.team.name: row.archived for row in look(who, team="platform").spread.items}

    assert rows(cast.vera) == {"Core": True, "Platform": False}
    assert rows(cast.vera.at_end_of(TODAY - timedelta(days=2))) == {
        "Core": False,
        "Platform": False,
    }
    html = client_for(cast.vera).get(f"/{cast.slug}/overview/?team=platform").content.decode()
    assert "Core (archived)" in html
    below(cast, "Edge", cast.platform)
    team = client_for(cast.vera).get(f"/{cast.slug}/teams/platform/").content.decode()
    assert "Core (archived)" in team
    before = client_for(cast.vera).get(f"/@2026-03-10/{cast.slug}/overview/?team=platform")
    assert "Core (archived)" not in before.content.decode()
    assert main(["show", "level", "platform", "-w", cast.slug]) == 0
    assert "Core (archived)" in re.sub(r"\s+", " ", capsys.readouterr().out)


def test_an_inner_team_shows_one_level_down(cast: Cast) -> None:
    core = below(cast, "Core", cast.platform)
    agreed(cast, core, "Core is calm")
    swept(cast, NOW - timedelta(days=7))
    client = client_for(cast.lea)
    with queries_counted() as asked:
        response = seen(client.get, f"/{cast.slug}/teams/platform/")
    assert len(asked) <= BUDGET + FINDINGS
    page = response.content.decode()
    assert "One level down" in page
    assert [row.name for row in response.context["level"].table.rows] == ["Core", "Platform itself"]
    assert "eams below</h2>" not in page, "each team is listed once"
    leaf = client_for(cast.lea).get(f"/{cast.slug}/teams/core/").content.decode()
    assert "One level down" not in leaf


def test_an_empty_workspace_teaches_and_has_its_button(cast: Cast) -> None:
    account = Account.objects.create_user("nell@new.example")
    founding = workspaces.Founding("New", "new", "Nell New", "nell", account.email)
    workspaces.found(founding, NOW, account.pk)
    response = client_for(caller("nell", slug="new")).get("/new/overview/")
    page = response.content.decode()
    assert response.status_code == 200
    assert "Nothing to look over yet" in page
    assert len(re.findall(r'class="button[^"]*primary', page)) == 1


def test_no_table_of_people(cast: Cast) -> None:
    """Whose a key result is stands beside it; nothing is counted or averaged by person."""
    swept(cast)
    page = client_for(cast.vera).get(f"/{cast.slug}/overview/").content.decode()
    for table in re.findall(r"<table.*?</table>", page, re.DOTALL):
        assert "Max Ott" not in table
    assert "mean" not in page
    assert "average" not in page


@pytest.mark.parametrize("who", ["ada", "lea", "max", "vera"])
def test_everybody_sees_the_same_figures(cast: Cast, who: str) -> None:
    assert look(cast.insiders[who]).spread == look(cast.ada).spread


def test_every_door_gives_the_same_answer(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    swept(cast)
    asked = f"/api/v1/{cast.slug}/overview?status=no_data"
    by_api = Client().get(asked, headers=bearer(cast.vera))
    assert by_api.status_code == 200
    command = ["show", "overview", "--status", "no_data", "--json", "-w", cast.slug, "--as", "vera"]
    assert main(command) == 0
    assert json.loads(capsys.readouterr().out) == by_api.json()
    assert (
        by_api.json()["spread"]["all"]["unknown"]
        == look(cast.vera, status="no_data").spread.all.total
    )
    level = Client().get(f"/api/v1/{cast.slug}/teams/kestrel/level", headers=bearer(cast.vera))
    assert level.json()["spread"]["items"][0]["team"]["name"] == "Platform"
    leaf = Client().get(f"/api/v1/{cast.slug}/teams/platform/level", headers=bearer(cast.vera))
    assert leaf.status_code == 404
    assert main(["show", "level", "kestrel", "-w", cast.slug]) == 0
    assert "Platform" in capsys.readouterr().out


def test_an_outsider_finds_nothing(cast: Cast) -> None:
    assert client_for(cast.otto).get(f"/{cast.slug}/overview/").status_code == 404
