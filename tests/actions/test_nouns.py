"""What each noun refuses, and what it keeps."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from northing.actions import (
    alignments,
    check_ins,
    cycles,
    imports,
    key_results,
    metrics,
    objectives,
    people,
    teams,
)
from northing.actions.check_ins import Said
from northing.actions.errors import InvalidError, KeyReusedError, NotFoundError
from northing.actions.import_rows import ImportProblemsError
from northing.actions.key_results import NewKeyResult, NewStep
from northing.actions.metrics import NewMetric
from northing.actions.objectives import NewObjective
from northing.domain.access import Caller
from northing.queries import imports as import_queries
from northing.queries import key_results as queries
from northing.queries import people as people_queries
from northing.queries.cards import KeyResultCard
from northing.store.events import Event
from northing.store.objectives import Objective
from northing.store.people import Person
from northing.store.teams import Team
from northing.transfer import markdown
from tests.cast import Cast


def card(caller: Caller, number: int) -> KeyResultCard:
    page = queries.key_result(caller, number)
    assert page is not None
    return page.card


# ── key results ───────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("more", "place"),
    [
        ({"kind": "increase", "baseline": "5", "target": "5"}, "target"),
        ({"kind": "increase", "baseline": "9", "target": "5"}, "target"),
        ({"kind": "decrease", "baseline": "5", "target": "9"}, "target"),
        ({"kind": "keep", "low": "9", "high": "5"}, "high"),
        ({"kind": "rise"}, "kind"),
        ({"kind": "increase", "target": "1e999"}, "target"),
        ({"kind": "increase", "target": "NaN"}, "target"),
        ({"kind": "yes_no", "due_on": "2026-02-30"}, "due_on"),
        ({"kind": "yes_no", "due_on": "2027-01-01"}, "due_on"),
        ({"kind": "yes_no", "due_on": "2026-01-02", "started_on": "2026-02-02"}, "due_on"),
        ({"kind": "yes_no", "started_on": "2025-12-31"}, "started_on"),
        ({"kind": "yes_no", "weight": "-1"}, "weight"),
        ({"kind": "yes_no", "title": " "}, "title"),
        ({"kind": "yes_no", "owner": 999_999}, "owner"),
    ],
)
def test_an_impossible_key_result_names_its_field(
    cast: Cast, more: dict[str, object], place: str
) -> None:
    given = NewKeyResult(**({"title": "x", "kind": "yes_no"} | more))  # type: ignore[arg-type]  # many shapes
    with pytest.raises((InvalidError, NotFoundError)) as refused:
        key_results.add(cast.max, cast.draft, given)
    assert refused.value.place == place
    assert queries.key_results(cast.max, state="open").total == len(cast.key_results)


def test_an_objective_becomes_active_once_its_key_results_are_ready(cast: Cast) -> None:
    number = int(
        key_results.add(
            cast.max, cast.draft, NewKeyResult("Wait falls", "decrease", unit="h", target="4")
        ).key[3:]
    )
    objectives.propose(cast.max, cast.draft)
    with pytest.raises(InvalidError, match="baseline"):
        objectives.agree(cast.lea, cast.draft)
    key_results.edit(cast.max, number, {"baseline": "3 d"}, {})
    objectives.agree(cast.lea, cast.draft)
    assert card(cast.max, number).baseline.text == "72\u00a0h"


def test_an_objective_without_a_key_result_is_not_agreed_to(cast: Cast) -> None:
    objectives.propose(cast.max, cast.draft)
    with pytest.raises(InvalidError) as refused:
        objectives.agree(cast.lea, cast.draft)
    assert refused.value.place == "key_results"


def test_a_new_target_needs_a_reason_and_the_first_stays_known(cast: Cast) -> None:
    number = cast.key_results["increase"]
    with pytest.raises(InvalidError) as refused:
        key_results.retarget(cast.lea, number, " ", target="60")
    assert refused.value.place == "reason"
    key_results.retarget(cast.lea, number, "the market moved", target="60")
    page = queries.key_result(cast.lea, number)
    assert page is not None
    assert page.card.first_target is not None
    assert (page.card.first_target.text, page.card.target.text) == ("40", "60")
    assert [(r.before_text, r.after_text, r.reason) for r in page.retargets] == [
        ("40", "60", "the market moved")
    ]


def test_paused_is_neither_asked_nor_counted_and_comes_back(cast: Cast) -> None:
    number = cast.key_results["increase"]
    key_results.pause(cast.lea, number, "the vendor is away")
    assert card(cast.lea, number).mark.status == "paused"
    with pytest.raises(InvalidError):
        check_ins.record(cast.lea, number, Said(value="5"))
    key_results.resume(cast.lea, number)
    check_ins.record(cast.lea, number, Said(value="5"))


def test_what_comes_back_into_an_active_objective_has_what_its_kind_needs(cast: Cast) -> None:
    bare = key_results.add(cast.max, cast.draft, NewKeyResult("Wait falls", "decrease", unit="h"))
    key_results.add(cast.max, cast.draft, NewKeyResult("A runbook", "yes_no"))
    number = int(bare.key[3:])
    key_results.drop(cast.max, number, "not measured yet")
    objectives.propose(cast.max, cast.draft)
    objectives.agree(cast.lea, cast.draft)
    with pytest.raises(InvalidError, match="baseline"):
        key_results.reopen(cast.lea, number, "after all")
    assert card(cast.lea, number).state == "dropped"


# ── check-ins ─────────────────────────────────────────────────────────────────
def test_a_correction_takes_the_place_and_both_stay(cast: Cast) -> None:
    number = cast.key_results["increase"]
    wrong = check_ins.record(cast.lea, number, Said(value="390", note="typed too fast"))
    check_ins.supersede(cast.lea, number, wrong.id, Said(value="39"), "a digit too many")
    page = queries.key_result(cast.lea, number)
    assert page is not None
    assert page.card.now.text == "39"
    assert {c.id: c.superseded for c in page.check_ins}[wrong.id]
    with pytest.raises(InvalidError):
        check_ins.supersede(cast.lea, number, wrong.id, Said(value="40"), "again")


def test_relative_values_and_units_are_understood(cast: Cast) -> None:
    check_ins.record(cast.lea, cast.key_results["decrease"], Said(value="10min"))
    check_ins.record(cast.lea, cast.key_results["increase"], Said(value="20"))
    check_ins.record(cast.lea, cast.key_results["increase"], Said(value="+3"))
    assert card(cast.lea, cast.key_results["decrease"]).now.value == 600
    assert card(cast.lea, cast.key_results["increase"]).now.value == 23


def test_no_change_repeats_the_value_and_counts_as_a_word(cast: Cast) -> None:
    number = cast.key_results["increase"]
    before = card(cast.lea, number).now.value
    check_ins.record(cast.lea, number, Said(no_change=True))
    after = card(cast.lea, number)
    assert (after.now.value, after.due) == (before, False)


@pytest.mark.parametrize(
    ("said", "place"),
    [
        (Said(), "value"),
        (Said(value="5", confidence="11"), "confidence"),
        (Said(value="5", confidence="x"), "confidence"),
        (Said(value="5 ms"), "value"),
        (Said(value="5", as_of="2026-03-13"), "as_of"),
        (Said(value="5", as_of="yesterday"), "as_of"),
        (Said(value="1e30"), "value"),
    ],
)
def test_what_cannot_be_said_is_refused_at_its_field(cast: Cast, said: Said, place: str) -> None:
    with pytest.raises(InvalidError) as refused:
        check_ins.record(cast.lea, cast.key_results["increase"], said)
    assert refused.value.place == place


def test_an_older_day_does_not_hide_a_newer_value(cast: Cast) -> None:
    number = cast.key_results["increase"]
    check_ins.record(cast.lea, number, Said(value="30"))
    check_ins.record(cast.lea, number, Said(value="12", as_of="2026-02-01"))
    assert card(cast.lea, number).now.text == "30"


def test_no_change_and_relative_values_hold_for_the_day_that_is_meant(cast: Cast) -> None:
    number = cast.key_results["increase"]
    check_ins.record(cast.lea, number, Said(value="20", as_of="2026-03-09"))
    wrong = check_ins.record(cast.lea, number, Said(value="300", as_of="2026-03-11"))
    between = check_ins.record(cast.lea, number, Said(no_change=True, as_of="2026-03-10"))
    added = check_ins.supersede(cast.lea, number, wrong.id, Said(value="+3"), "a slip")
    again = check_ins.supersede(cast.lea, number, added.id, Said(no_change=True), "no, as before")
    page = queries.key_result(cast.lea, number)
    assert page is not None
    texts = {c.id: c.value for c in page.check_ins}
    assert [texts[one.id] for one in (between, added, again)] == [20, 23, 20]


def test_steps_are_ticked_by_checking_in(cast: Cast) -> None:
    number = cast.key_results["milestones"]
    steps = card(cast.lea, number).steps
    check_ins.record(cast.lea, number, Said(steps_done=[s.id for s in steps]))
    assert card(cast.lea, number).progress.value == 1
    with pytest.raises(InvalidError):
        check_ins.record(cast.lea, number, Said(steps_done=[999_999]))


# ── metrics ───────────────────────────────────────────────────────────────────
def test_a_pushed_reading_reaches_its_key_results_and_asks_for_the_word(cast: Cast) -> None:
    now = card(cast.lea, cast.key_results["increase"])
    assert now.metric is not None
    due_before = now.due
    metrics.push(cast.lea, now.metric, "25", key="r1")
    metrics.push(cast.lea, now.metric, "25", key="r1")
    after = card(cast.lea, cast.key_results["increase"])
    assert (after.now.text, after.fed, after.due) == ("25", True, due_before)


def test_a_metric_cannot_leave_its_bounds_nor_know_the_future(cast: Cast) -> None:
    pk = metrics.create(
        cast.lea, NewMetric(cast.platform, "share", "%", low="0 %", high="100 %")
    ).id
    with pytest.raises(InvalidError) as refused:
        metrics.push(cast.lea, pk, "120 %")
    assert refused.value.place == "value"
    with pytest.raises(InvalidError) as refused:
        metrics.push(cast.lea, pk, "20 %", cast.lea.now + timedelta(seconds=1))
    assert refused.value.place == "as_of"


# ── teams, cycles, alignment ──────────────────────────────────────────────────
def test_a_team_never_lies_under_itself(cast: Cast) -> None:
    below = teams.create(cast.ada, "Builds", cast.platform).id
    for parent in (below, cast.platform):
        with pytest.raises(InvalidError) as refused:
            teams.edit(cast.ada, cast.platform, {"parent": str(parent)}, {})
        assert refused.value.place == "parent"
    with pytest.raises(InvalidError):
        teams.edit(cast.ada, cast.company, {"parent": str(below)}, {})
    assert Team.objects.get(pk=cast.platform).parent_id == cast.company


@pytest.mark.parametrize(
    ("start", "end", "place"),
    [
        ("2026-06-01", "2026-05-01", "end"),
        ("2026-05-01", "2026-05-01", "end"),
        ("2026-13-01", "2026-05-01", "start"),
        ("2026-05-01", "2030-05-01", "end"),
        ("0001-01-01", "2026-05-01", "start"),
    ],
)
def test_an_impossible_cycle_is_refused(cast: Cast, start: str, end: str, place: str) -> None:
    with pytest.raises(InvalidError) as refused:
        cycles.create(cast.ada, "Odd", "custom", start, end)
    assert refused.value.place == place


def test_alignment_refuses_loops_through_key_results_too(cast: Cast) -> None:
    kr = cast.key_results["increase"]
    alignments.align(cast.max, cast.draft, f"KR-{kr}")
    with pytest.raises(InvalidError, match="loop"):
        alignments.align(cast.lea, cast.objective, f"O-{cast.draft}")
    with pytest.raises(InvalidError, match="loop"):
        alignments.align(cast.max, cast.draft, f"O-{cast.draft}")
    alignments.unalign(cast.max, cast.draft, f"KR-{kr}")
    alignments.align(cast.lea, cast.objective, f"O-{cast.draft}")


# ── invitations ───────────────────────────────────────────────────────────────
def test_an_invitation_lets_one_account_in_once(cast: Cast, django_user_model: type) -> None:
    secret = people.invite(cast.ada, "Ida Neu", email="ida@example.org").secret
    found = people_queries.invitation(secret, cast.ada.now)
    assert found is not None
    assert found.name == "Ida Neu"
    one, two = (
        django_user_model.objects.create_user(f"{n}@example.org", "x") for n in ("one", "two")
    )  # type: ignore[attr-defined]  # our Account
    people.accept_invitation(secret, one.pk, cast.ada.now)
    assert people_queries.invitation(secret, cast.ada.now) is None
    with pytest.raises(NotFoundError):
        people.accept_invitation(secret, two.pk, cast.ada.now)


def test_an_invitation_ends_after_two_weeks_and_by_a_new_one(cast: Cast) -> None:
    done = people.invite(cast.ada, "Ida Neu")
    assert people_queries.invitation(done.secret, cast.ada.now + timedelta(days=15)) is None
    again = people.reinvite(cast.ada, done.id)
    assert people_queries.invitation(done.secret, cast.ada.now) is None
    assert people_queries.invitation(again.secret, cast.ada.now) is not None


# ── documents ─────────────────────────────────────────────────────────────────
DOCUMENT = b"""# Q1 2026

## Objective: Builds are quick

- KR: Median build falls from 20 min to 6 min (@lea)
- KR: Queue is short => 40%
- KR: A runbook for every service (@nina)
- ~~KR: Rewrite the scheduler~~
"""


def _staged(caller: Caller, cast: Cast, data: bytes = DOCUMENT) -> int:
    plan = markdown.read(data, "builds.md")
    return imports.stage(caller, plan, team=cast.platform, cycle=cast.cycle).id


def test_a_document_becomes_objectives_with_what_it_says(cast: Cast) -> None:
    imports.commit(cast.lea, _staged(cast.lea, cast))
    row = Objective.objects.get(ws=cast.lea.workspace, title="Builds are quick")
    found = {
        kr.title: kr for kr in queries.key_results(cast.lea).items if kr.objective.key == row.key
    }
    fall, queue, runbook, rewrite = found.values()
    assert (fall.kind, fall.baseline.text, fall.target.text) == (
        "decrease",
        "20\u00a0min",
        "6\u00a0min",
    )
    assert fall.owner.handle == "lea"
    assert (queue.kind, queue.progress.text) == ("increase", "40\u00a0%")
    assert runbook.kind == "yes_no"
    assert Person.objects.get(ws=cast.lea.workspace, name="nina").state == "inactive"
    assert rewrite.state == "dropped"


def test_the_same_document_again_adds_nothing_and_a_new_score_adds_a_check_in(cast: Cast) -> None:
    imports.commit(cast.lea, _staged(cast.lea, cast))
    total = queries.key_results(cast.lea).total
    again = _staged(cast.lea, cast)
    preview = import_queries.preview(cast.lea, again)
    assert preview is not None
    assert (preview.new, preview.changed) == (0, 0)
    imports.commit(cast.lea, again)
    imports.commit(cast.lea, _staged(cast.lea, cast, DOCUMENT.replace(b"40%", b"80%")))
    assert queries.key_results(cast.lea).total == total
    queue = next(kr for kr in queries.key_results(cast.lea).items if kr.title.startswith("Queue"))
    assert queue.progress.text == "80\u00a0%"


def test_a_bad_correction_writes_nothing_and_names_every_field(cast: Cast) -> None:
    pk = _staged(cast.lea, cast)
    imports.edit(cast.lea, pk, {"o0.k0.target": "soon", "o0.k1.due_on": "2026-02-30"})
    events = Event.objects.count()
    with pytest.raises(ImportProblemsError) as refused:
        imports.commit(cast.lea, pk)
    assert {p.place for p in refused.value.problems} == {"o0.k0.target", "o0.k1.due_on"}
    assert Event.objects.count() == events
    imports.edit(cast.lea, pk, {"o0.k0.target": "7 min", "o0.k1.include": "0"})
    imports.commit(cast.lea, pk)


def test_a_staged_document_belongs_to_its_person_and_ends_after_a_week(cast: Cast) -> None:
    pk = _staged(cast.lea, cast)
    assert import_queries.preview(cast.ada, pk) is None
    later = replace(cast.lea, now=cast.lea.now + timedelta(days=8))
    assert import_queries.preview(later, pk) is None
    with pytest.raises(NotFoundError):
        imports.commit(later, pk)


def test_a_document_of_a_period_that_is_over_becomes_history(cast: Cast) -> None:
    old = cycles.create(cast.ada, "Last autumn", "custom", "2025-10-01", "2025-12-31").id
    plan = markdown.read(b"## Objective: Calm nights\n\n- KR: Nights are quiet => 70%\n", "old.md")
    imports.commit(cast.lea, imports.stage(cast.lea, plan, team=cast.platform, cycle=old).id)
    row = Objective.objects.get(ws=cast.lea.workspace, title="Calm nights")
    assert row.state == "closed"
    kr = next(kr for kr in queries.key_results(cast.lea, state="closed").items)
    assert kr.mark.status == "achieved"
    assert str(kr.last_on) == "2025-12-31"


def test_a_new_score_of_a_period_that_is_over_is_heard(cast: Cast) -> None:
    old = cycles.create(cast.ada, "Last autumn", "custom", "2025-10-01", "2025-12-31").id

    def read(score: str, more: str = "") -> None:
        text = f"## Objective: Calm nights\n\n- KR: Nights are quiet => {score}\n{more}"
        plan = markdown.read(text.encode(), "old.md")
        imports.commit(cast.lea, imports.stage(cast.lea, plan, team=cast.platform, cycle=old).id)

    read("40%")
    read("80%", "- KR: Days are quiet => 90%\n")
    closed = queries.key_results(cast.lea, state="closed").items
    assert [kr.progress.text for kr in closed] == ["80\u00a0%", "90\u00a0%"]
    key_result = closed[0].number
    key_results_before = queries.key_results(cast.lea).total
    objectives.reopen(cast.lea, int(closed[0].objective.key[2:]), "one more night")
    check_ins.record(cast.lea, key_result, Said(value="100%"))
    objectives.close(cast.lea, int(closed[0].objective.key[2:]))
    read("50%")
    read("50%")
    page = queries.key_result(cast.lea, key_result)
    assert page is not None
    assert page.card.progress.text == "100\u00a0%"
    assert [c.text for c in page.comments] == ["From the document:\nResult in the document: 0.5"]
    assert queries.key_results(cast.lea).total == key_results_before


def test_what_is_too_long_for_its_field_is_kept_whole(cast: Cast) -> None:
    pk = _staged(cast.lea, cast)
    long = " ".join(f"word{n}" for n in range(120))
    imports.edit(cast.lea, pk, {"o0.k0.title": long})
    imports.commit(cast.lea, pk)
    kr = next(k for k in queries.key_results(cast.lea).items if k.title.startswith("word0"))
    page = queries.key_result(cast.lea, kr.number)
    assert page is not None
    assert len(page.card.title) <= 500
    assert any(long in c.text for c in page.comments)


def test_a_due_date_outside_its_cycle_is_kept_in_words(cast: Cast) -> None:
    pk = _staged(cast.lea, cast)
    imports.edit(cast.lea, pk, {"o0.k0.due_on": "2026-05-05"})
    imports.commit(cast.lea, pk)
    kr = next(k for k in queries.key_results(cast.lea).items if k.title.startswith("Median"))
    page = queries.key_result(cast.lea, kr.number)
    assert page is not None
    assert any("2026-05-05" in c.text for c in page.comments)


def test_a_key_of_another_document_is_refused(cast: Cast) -> None:
    for data in (DOCUMENT, DOCUMENT.replace(b"40%", b"80%")):
        plan = markdown.read(data, "builds.md")
        if data is DOCUMENT:
            imports.stage(cast.lea, plan, team=cast.platform, cycle=cast.cycle, key="once")
            imports.stage(cast.lea, plan, team=cast.platform, cycle=cast.cycle, key="once")
            continue
        with pytest.raises(KeyReusedError):
            imports.stage(cast.lea, plan, team=cast.platform, cycle=cast.cycle, key="once")


def test_many_steps_are_a_plan(cast: Cast) -> None:
    steps = [NewStep(f"step {n}") for n in range(51)]
    with pytest.raises(InvalidError):
        key_results.add(cast.max, cast.draft, NewKeyResult("x", "milestones", steps=steps))


def test_a_draft_for_an_unknown_team_is_not_found(cast: Cast) -> None:
    with pytest.raises(NotFoundError):
        objectives.draft(cast.lea, NewObjective("x", 999_999, cast.cycle))


@pytest.mark.parametrize(
    "digits", ["123456789012345678.0123456789", "0.1234567891", "-999999999999999999"]
)
def test_every_digit_is_kept(cast: Cast, digits: str) -> None:
    """On both databases: SQLite would keep a decimal as a float of fifteen digits."""
    number = cast.key_results["increase"]
    check_ins.record(cast.lea, number, Said(value=digits))
    assert card(cast.lea, number).now.value == Decimal(digits)


def test_an_objective_takes_its_key_results_along_to_another_cycle(cast: Cast) -> None:
    made = key_results.add(cast.max, cast.draft, NewKeyResult("Reviews take 2 h", "yes_no"))
    later = cycles.create(cast.ada, "Spring", "custom", "2026-05-01", "2026-06-30").id
    objectives.edit(cast.max, cast.draft, {"cycle": str(later)}, {})
    moved = card(cast.max, int(made.key[3:]))
    assert (str(moved.started_on), str(moved.due_on)) == ("2026-05-01", "2026-06-30")
    with pytest.raises(InvalidError) as refused:
        cycles.edit(cast.ada, later, {"end": "2026-06-01"}, {})
    assert refused.value.place == "end"


def test_nobody_owns_what_they_cannot_check_in_on(cast: Cast) -> None:
    given = NewKeyResult("x", "yes_no", owner=cast.vera.person)
    with pytest.raises(InvalidError) as refused:
        key_results.add(cast.max, cast.draft, given)
    assert refused.value.place == "owner"
