"""Every verb and every question has a page, an endpoint and a command, or stands here with the reason.

Public functions of actions and queries take the caller first; those that do not are parts of others.
"""

import pytest

from tests.doors.reading import used, verbs

DOORS = ("web", "api", "cli")

PART = "a part of other verbs, never asked for alone"
ELSEWHERE = "the same answer comes with the noun that it belongs to"
WIZARD = "the pages of the first two minutes; programs make teams, objectives and key results"
FORMS = "prefills a form; programs send the fields that they change"

# For every door: what other functions of the rooms are made of.
PARTS: dict[str, str] = {
    "actions.find": "rows for actions, within the caller's sight",
    "actions.change": "the one way to write, behind every verb",
    "actions.import_key_results": "how a commit makes key results",
    "actions.import_known": "what a commit looks up once",
    "actions.import_links": "how a commit finds parents",
    "actions.import_rows": "what a commit checks before it writes",
    "actions.alignments.one_at_a_time": PART,
    "actions.alignments.refuse_loop": PART,
    "actions.cycles.check": PART,
    "actions.objective_rows.may_be_personal": PART,
    "actions.people.check": PART,
    "actions.people.locked_with_admins": PART,
    "actions.team_rows.check_move": PART,
    "actions.team_rows.free_slug": PART,
    "actions.team_rows.locked_tree": PART,
    "actions.team_rows.parents_of": PART,
    "actions.tokens.note_use": "noted by the middleware that reads the token",
    "queries.then": "rows as a past day left them, behind every question of the past",
    "queries.sight": "filters of what may be seen, behind every question",
    "queries.events.changes_of": ELSEWHERE,
    "queries.contributors": ELSEWHERE,
    "queries.comments.card": PART,
    "queries.comments.on_key_result": ELSEWHERE,
    "queries.comments.on_objective": ELSEWHERE,
    "queries.initiatives.of_key_result": ELSEWHERE,
    "queries.aims.aims_at": ELSEWHERE,
    "queries.guards.guards_of": ELSEWHERE,
    "queries.guards.judged": ELSEWHERE,
    "queries.key_results.may": ELSEWHERE,
    "queries.kpis.trends": ELSEWHERE,
    "queries.metrics.cards": PART,
    "queries.metrics_then": "metrics as they were, behind every question of a past day",
    "queries.metrics.readings_of": ELSEWHERE,
    "queries.metrics.seen": PART,
    "queries.readings": "readings as other questions need them",
    "queries.spans.span": PART,
    "queries.key_results.seen": PART,
    "queries.key_results.rhythm_of": PART,
    "queries.links.links_of": ELSEWHERE,
    "queries.objectives.may": ELSEWHERE,
    "queries.objectives.of_team": ELSEWHERE,
    "queries.objectives.seen": PART,
    "actions.import_rows.prepare": PART,
    "queries.activity.alone": PART,
    "queries.activity_filter": PART,
    "queries.comparing.load": PART,
    "queries.differences.in_words": PART,
    "queries.event_days.between": PART,
    "queries.event_sight": PART,
    "queries.happenings.check_ins": PART,
    "queries.names.find": PART,
    "queries.team_trees.under": PART,
    "queries.telling": PART,
    "queries.overview_scope.choices": PART,
    "queries.overview_scope.scope": PART,
    "queries.guards.of_running": PART,
    "actions.objective_rows.hold_team": PART,
    "actions.objective_rows.hold_teams": PART,
    "actions.outlooks.sweep": PART,
    "queries.lint_aims": "objectives and key results as rules want them, behind every finding",
    "queries.findings.sets": "behind `northing lint @workspace`",
    "queries.lint_policies.read": PART,
    "queries.jobs.is_of": PART,
    "queries.loaded.said": PART,
    "queries.jobs.schedule_of": PART,
    "queries.keyed": PART,
    "queries.search_rows.hits": PART,
}

# For single doors: why this one does without.
EXCEPTIONS: dict[tuple[str, str], str] = {
    ("queries.metrics.metric", "web"): "the page asks for the metric with its chart: queries.kpis",
    ("queries.metrics.readings", "web"): "the page asks for the readings with their chart",
    ("actions.first_run.first_team", "api"): WIZARD,
    ("actions.first_run.first_team", "cli"): WIZARD,
    ("actions.first_run.first_objective", "api"): WIZARD,
    ("actions.first_run.first_objective", "cli"): WIZARD,
    (
        "actions.accounts.set_password",
        "web",
    ): "people change their own; others' on the machine alone",
    ("actions.accounts.set_password", "api"): "a token shall not open accounts",
    ("actions.accounts.remove_second_factor", "web"): "for whoever runs the machine alone",
    ("actions.accounts.remove_second_factor", "api"): "a token shall not open accounts",
    ("actions.outlooks.sweep_all", "web"): "a schedule's work: run it on the page of the jobs",
    ("actions.outlooks.sweep_all", "api"): "a schedule's work: POST …/jobs",
    ("queries.check_ins.check_ins", "web"): "the page of a key result shows the thread",
    ("queries.comments.comment", "cli"): "comments are read with the noun that they are about",
    ("queries.findings.listed", "web"): "each page shows the findings of what stands on it",
    ("queries.lint_policies.manual", "web"): "the guide draws the manual itself",
    ("queries.frame.frame", "api"): "what surrounds every page",
    ("queries.frame.frame", "cli"): "what surrounds every page",
    ("queries.frame.due", "api"): "my-week lists what is due",
    ("queries.frame.due", "cli"): "show week lists what is due",
    (
        "queries.imports.imports",
        "cli",
    ): "the command stages and writes in one go and leaves nothing waiting",
    ("actions.import_documents.read_again", "cli"): "the command reads the file itself: --dates",
    ("queries.import_documents.document", "cli"): "the command has the file at hand",
    ("queries.initiatives.of_caller", "web"): "the page of the week shows them",
    ("queries.key_result_texts.key_result_texts", "api"): FORMS,
    ("queries.key_result_texts.key_result_texts", "cli"): FORMS,
    (
        "queries.key_results.key_results",
        "web",
    ): "team pages and the week show key results in their places",
    ("queries.metrics.called", "web"): "pages lead to metrics",
    ("queries.metrics.called", "api"): "programs go by a metric's number",
    ("queries.metrics.choices", "api"): "the choices of a form; programs list metrics",
    ("queries.metrics.choices", "cli"): "the choices of a form; metric list lists metrics",
    ("queries.metrics.metric_list", "cli"): "prints all of them: queries.metrics.metrics",
    ("queries.metrics.metrics", "api"): "gives 50 a page: queries.metrics.metric_list",
    ("queries.objective_texts.objective_texts", "api"): FORMS,
    ("queries.objective_texts.objective_texts", "cli"): FORMS,
    (
        "queries.objectives.choices",
        "api",
    ): "the choices of a form; programs list objectives and key results",
    ("queries.objectives.history", "web"): "pages say the history in words: queries.past",
    ("queries.objectives.objectives", "web"): "team pages show objectives in their places",
    ("queries.people.choices", "api"): "the choices of a form; programs list people",
    ("queries.people.choices", "cli"): "the choices of a form; person list lists people",
}


def _is_part(name: str) -> bool:
    return name in PARTS or name.rpartition(".")[0] in PARTS


@pytest.mark.static
@pytest.mark.parametrize("door", DOORS)
def test_every_verb_has_this_door(door: str) -> None:
    known = used(door)
    asked = {name for name in verbs("actions") | verbs("queries") if not _is_part(name)}
    missing = {name for name in asked - known if (name, door) not in EXCEPTIONS}
    assert not missing, (
        f"{door} has no way to {sorted(missing)}: give it one, or a reason in EXCEPTIONS"
    )


@pytest.mark.static
def test_no_reason_outlives_its_exception() -> None:
    every = verbs("actions") | verbs("queries")
    stale = {
        (name, door) for name, door in EXCEPTIONS if name not in every or name in used(door)
    } | {
        name
        for name in PARTS
        if name not in every and name not in {n.rpartition(".")[0] for n in every}
    }
    assert not stale, f"these reasons are no longer needed: {sorted(map(str, stale))}"
    assert all(EXCEPTIONS.values())


@pytest.mark.static
def test_the_reading_sees_what_is_there() -> None:
    """Or the tests above would prove nothing."""
    for door in DOORS:
        assert {
            "actions.objectives.close",
            "actions.check_ins.record",
            "queries.my_week.my_week",
        } <= used(door)
    assert "actions.objectives.close" in verbs("actions")
    assert "actions.objectives.no_such_verb" not in used("api")
