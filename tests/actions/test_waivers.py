"""Waivers and what a workspace and its teams say of the rules: rights, refusals, and what is found then."""

from dataclasses import replace
from datetime import timedelta

import pytest

from northing.actions import lint_policies, objectives, waivers
from northing.actions.errors import ConflictError, ForbiddenError, InvalidError, NotFoundError
from northing.actions.objectives import NewObjective
from northing.domain.access import Caller
from northing.queries import activity, coach, findings
from northing.queries import lint_policies as policies
from northing.store import guard
from northing.store.events import Event
from northing.store.teams import Team
from northing.store.waivers import Waiver
from tests.cast import NOW, Cast

WHY = "The pipeline is the product of this team."
UNTIL = (NOW + timedelta(days=30)).date().isoformat()


def codes(caller: Caller, key_result: int) -> list[str]:
    found = findings.of_key_result(caller, key_result)
    assert found is not None
    return [one.code for one in found.findings]


def waivable(cast: Cast) -> tuple[int, str]:
    """A key result with a finding, and its code."""
    for number in cast.key_results.values():
        if found := codes(cast.lea, number):
            return number, found[0]
    raise AssertionError("nothing is found")


def test_a_waived_finding_stands_until_its_day_and_both_are_events(cast: Cast) -> None:
    number, code = waivable(cast)
    done = waivers.waive(cast.lea, f"KR-{number}", code.lower(), WHY, UNTIL, key="once")
    assert waivers.waive(cast.lea, f"KR-{number}", code.lower(), WHY, UNTIL, key="once") == done
    assert code not in codes(cast.vera, number)
    found = findings.of_key_result(cast.vera, number)
    assert found is not None
    assert [(w.code, w.reason, w.by.handle) for w in found.waived] == [(code, WHY, "lea")]
    later = replace(cast.lea, now=NOW + timedelta(days=31))
    assert code in codes(later, number), "its day is over"
    waivers.end(cast.lea, done.id)
    assert code in codes(cast.lea, number)
    told = Event.objects.filter(noun="waiver", noun_id=done.id).order_by("seq")
    assert [one.verb for one in told] == ["waive", "end_waiver"]


def test_waiving_again_changes_reason_and_day(cast: Cast) -> None:
    number, code = waivable(cast)
    first = waivers.waive(cast.lea, f"KR-{number}", code, WHY, UNTIL)
    again = waivers.waive(cast.max, f"KR-{number}", code, "Until the audit.", NOW.date())
    assert again.id == first.id
    row = Waiver.objects.get(pk=first.id)
    assert (row.reason, row.until, row.person_id) == (
        "Until the audit.", NOW.date(), cast.max.person,
    )  # fmt: skip


def test_the_log_tells_a_waiver_in_words(cast: Cast) -> None:
    number, code = waivable(cast)
    waivers.waive(cast.lea, f"KR-{number}", code, WHY, UNTIL)
    entry = activity.activity(replace(cast.vera, now=NOW + timedelta(minutes=1))).items[0]
    said = "".join(part.text for part in entry.did)
    assert said.startswith(f"let {code} ")
    assert said.endswith("until Sat 11 Apr 2026")
    assert entry.reason == WHY


@pytest.mark.parametrize(
    ("code", "reason", "until", "place"),
    [
        ("KR999", WHY, UNTIL, "code"),
        ("", WHY, UNTIL, "code"),
        ("KR101", " ", UNTIL, "reason"),
        ("KR101", WHY, "soon", "until"),
        ("KR101", WHY, "", "until"),
        ("KR101", WHY, "2026-03-11", "until"),
        ("KR101", WHY, "2027-06-01", "until"),
        ("OBJ101", WHY, UNTIL, "code"),
        ("SET101", WHY, UNTIL, "code"),
    ],
)
def test_what_cannot_be_waived_is_refused_by_its_place(
    cast: Cast, code: str, reason: str, until: str, place: str
) -> None:
    number, _code = waivable(cast)
    with pytest.raises(InvalidError) as refused:
        waivers.waive(cast.lea, f"KR-{number}", code, reason, until)
    assert refused.value.place == place
    assert not Waiver.objects.exists()


def test_who_may_not_edit_may_not_waive_and_an_outsider_learns_nothing(cast: Cast) -> None:
    number, code = waivable(cast)
    with pytest.raises(ForbiddenError):
        waivers.waive(cast.vera, f"KR-{number}", code, WHY, UNTIL)
    with pytest.raises(NotFoundError):
        waivers.waive(cast.otto, f"KR-{number}", code, WHY, UNTIL)
    with pytest.raises(ForbiddenError):
        waivers.waive(cast.max, str(cast.platform), "SET101", WHY, UNTIL)
    with pytest.raises(InvalidError):
        waivers.waive(cast.lea, "everything", code, WHY, UNTIL)
    done = waivers.waive(cast.lea, f"KR-{number}", code, WHY, UNTIL)
    with pytest.raises(NotFoundError):
        waivers.end(cast.otto, done.id)
    with pytest.raises(ForbiddenError):
        waivers.end(cast.vera, done.id)


def test_a_waiver_of_a_draft_is_its_circles_alone(cast: Cast) -> None:
    done = waivers.waive(cast.max, f"O-{cast.draft}", "OBJ101", WHY, UNTIL)
    assert [w.id for w in findings.waivers(cast.max)] == [done.id]
    assert findings.waivers(cast.vera) == ()
    entries = activity.activity(replace(cast.vera, now=NOW + timedelta(minutes=1))).items
    assert not [e for e in entries if e.told and e.told[0].did and "OBJ101" in str(e.did)]
    with pytest.raises(NotFoundError):
        waivers.end(cast.vera, done.id)


def test_a_teams_word_stands_before_that_of_its_workspace(cast: Cast) -> None:
    number, code = waivable(cast)
    lint_policies.edit_workspace(cast.ada, {code: "off"}, {code: ""})
    assert code not in codes(cast.lea, number)
    lint_policies.edit_team(cast.lea, cast.platform, {code: "error"}, {code: ""})
    found = findings.of_key_result(cast.lea, number)
    assert found is not None
    assert [f.severity for f in found.findings if f.code == code] == ["error"]
    page = policies.policy_page(cast.vera, cast.platform)
    card = next(r for r in page.rules if r.code == code)
    assert (card.above, card.said, card.holds) == ("off", "error", "error")
    lint_policies.edit_team(cast.lea, cast.platform, {code: ""}, {code: "error"})
    assert code not in codes(cast.lea, number)
    assert policies.read(cast.ada).teams == {}


def test_limits_and_lists_of_codes_are_kept_and_come_back(cast: Cast) -> None:
    given = {
        "select": "kr, obj101",
        "ignore": "KR112",
        "most_objectives": "4",
        "least_change": "0.2",
    }
    lint_policies.edit_workspace(cast.ada, given, {})
    page = policies.policy_page(cast.vera)
    assert (page.select, page.ignore) == ("KR, OBJ101", "KR112")
    limits = policies.read(cast.ada).of_team(None).limits
    assert (limits.most_objectives, str(limits.least_change)) == (4, "0.2")
    holds = {r.code: r.holds for r in page.rules}
    assert holds["KR112"] == holds["OBJ103"] == "off"
    assert holds["OBJ101"] != "off"
    everything = dict.fromkeys(page.fields, "")
    lint_policies.edit_workspace(cast.ada, everything, page.fields)
    assert policies.read(cast.ada).workspace == {}


@pytest.mark.parametrize(
    ("given", "place"),
    [
        ({"KR101": "loud"}, "KR101"),
        ({"KR999": "hint"}, "KR999"),
        ({"most_objectives": "many"}, "most_objectives"),
        ({"most_objectives": "4.5"}, "most_objectives"),
        ({"most_objectives": "-1"}, "most_objectives"),
        ({"least_change": "NaN"}, "least_change"),
        ({"least_change": "0." + "1" * 1000}, "least_change"),
        ({"least_change": "1e-999999999"}, "least_change"),
        ({"select": "KR, XY1"}, "select"),
        ({"ignore": "OBJ KR SET PRA"}, "ignore"),
    ],
)
def test_what_no_policy_can_say_is_refused_by_its_place(
    cast: Cast, given: dict[str, str], place: str
) -> None:
    with pytest.raises(InvalidError) as refused:
        lint_policies.edit_workspace(cast.ada, given, {})
    assert refused.value.place == place
    assert policies.read(cast.ada).workspace == {}


def test_a_policy_that_leaves_a_team_no_rule_is_refused_wherever_it_is_said(cast: Cast) -> None:
    lint_policies.edit_team(cast.lea, cast.platform, {"ignore": "OBJ, SET, PRA"}, {})
    with pytest.raises(InvalidError):
        lint_policies.edit_workspace(cast.ada, {"ignore": "KR"}, {})
    assert policies.read(cast.ada).workspace == {}


def test_what_nobody_could_have_said_is_passed_over(cast: Cast) -> None:
    """By another version, or by a hand in the database."""
    said = {
        "severity": {"KR101": "loud", "KR999": "off"},
        "limits": {"most_objectives": "x", "y": "1"},
    }
    with guard.writing():
        Team.objects.filter(pk=cast.platform).update(lint=said)
    holds = {r.code: r.holds for r in policies.policy_page(cast.lea, cast.platform).rules}
    assert holds["KR101"] == "warning"
    assert findings.of_team(cast.lea, cast.platform, cast.cycle).each


def test_of_one_code_counts_what_is_said_of_it_alone(cast: Cast) -> None:
    given = {"ignore": "KR", "KR101": "error"}
    lint_policies.edit_workspace(cast.ada, given, {})
    holds = {r.code: r.holds for r in policies.policy_page(cast.vera).rules}
    assert (holds["KR101"], holds["KR102"]) == ("error", "off")


def test_two_who_change_the_same_rule_meet(cast: Cast) -> None:
    lint_policies.edit_workspace(cast.ada, {"KR101": "hint"}, {"KR101": ""})
    with pytest.raises(ConflictError) as met:
        lint_policies.edit_workspace(cast.ada, {"KR101": "off"}, {"KR101": ""})
    assert met.value.differences[0].theirs == "hint"
    lint_policies.edit_workspace(cast.ada, {"KR102": "off"}, {"KR102": ""})


def test_who_keeps_neither_workspace_nor_team_changes_no_rule(cast: Cast) -> None:
    with pytest.raises(ForbiddenError):
        lint_policies.edit_workspace(cast.lea, {"KR101": "off"}, {})
    with pytest.raises(ForbiddenError):
        lint_policies.edit_team(cast.max, cast.platform, {"KR101": "off"}, {})
    with pytest.raises(NotFoundError):
        lint_policies.edit_team(cast.otto, cast.platform, {"KR101": "off"}, {})


def test_nobody_is_told_of_a_draft_they_may_not_see(cast: Cast) -> None:
    objectives.draft(
        cast.max, NewObjective("Deliver the new 12 step pipeline", cast.platform, cast.cycle)
    )
    mine = findings.of_team(cast.max, cast.platform, cast.cycle)
    theirs = findings.of_team(cast.vera, cast.platform, cast.cycle)
    assert {one.key for one in mine.each} - {one.key for one in theirs.each}
    assert findings.of_objective(cast.vera, cast.draft) == ()
    assert findings.listed(cast.otto).total == 0
    assert findings.listed(cast.max).total == findings.listed(cast.vera).total + 2


def test_a_statement_is_judged_while_it_is_written(cast: Cast) -> None:
    typed = {"title": "Build the new dashboard", "objective": f"O-{cast.objective}"}
    found = coach.key_result(cast.lea, typed)
    assert found.reading is not None
    assert found.reading.kind == "output"
    assert found.findings
    assert coach.key_result(cast.lea, {"title": "  "}) == coach.SILENT
    same = {
        "title": "Waits from 8 min to 8 min",
        "baseline": "8 min",
        "target": "8 min",
        "unit": "s",
    }
    assert "error" in {f.severity for f in coach.key_result(cast.lea, same).findings}
    lint_policies.edit_team(cast.lea, cast.platform, {"ignore": "KR"}, {})
    assert coach.key_result(cast.lea, typed).findings == ()
    objective = coach.objective(cast.lea, {"title": "Cut costs by 20 %", "why": ""})
    assert "OBJ101" in {f.code for f in objective.findings}
