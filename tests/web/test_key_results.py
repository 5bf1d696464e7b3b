"""The pages of a key result: the verdict, the arithmetic, the thread, its form and its states."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from northing.actions import check_ins, comments, initiatives, key_results, metrics, objectives
from northing.actions.check_ins import Said
from northing.actions.key_results import NewKeyResult, NewStep
from northing.domain.access import Caller
from northing.queries import key_results as queries
from northing.queries.cards import KeyResultCard
from northing.queries.key_result_texts import KeyResultTexts, key_result_texts
from northing.queries.verdict import verdict
from tests.cast import AGREED, NOW, Cast, client_for, number
from tests.walls.seeing import queries_counted, seen
from tests.web.forms import form_of, form_to, opened

BUDGET, FINDINGS = 12, 10
"""Queries of a page, and of what the writing coach says on it."""
OKRS = "/kestrel/okrs/"
BELOW = ("", "edit/", "target/", "pause/", "dropping/", "reopening/", "history/")


def here(kr: int, below: str = "") -> str:
    return f"{OKRS}KR-{kr}/{below}"


def new(objective: int) -> str:
    return f"{OKRS}O-{objective}/key-results/new/"


def texts(caller: Caller, kr: int) -> KeyResultTexts:
    found = key_result_texts(caller, kr)
    assert found is not None
    return found


def card(caller: Caller, kr: int) -> KeyResultCard:
    found = queries.key_result(caller, kr)
    assert found is not None
    return found.card


def said(caller: Caller, kr: int) -> str:
    return "".join(phrase.text for phrase in verdict(card(caller, kr), caller.today))


@pytest.mark.parametrize("below", BELOW)
def test_a_page_is_made_of_few_queries_and_no_rows(cast: Cast, below: str) -> None:
    client = client_for(cast.lea)
    for kr in cast.key_results.values():
        with queries_counted() as asked:
            response = seen(client.get, here(kr, below))
        assert response.status_code == 200
        assert len(asked) <= BUDGET + FINDINGS * (not below), (kr, len(asked))


def test_twenty_times_the_data_takes_the_same_queries(cast: Cast) -> None:
    client, kr = client_for(cast.lea), cast.key_results["decrease"]
    with queries_counted() as few:
        opened(client, here(kr))
    for n in range(100):
        check_ins.record(
            replace(cast.max, now=AGREED + timedelta(hours=n)), kr, Said(f"{1000 + n} s", "5")
        )
    for n in range(20):
        comments.add(cast.max, f"KR-{kr}", f"comment {n}")
        initiatives.add(cast.max, kr, f"work {n}")
    with queries_counted() as many:
        opened(client, here(kr))
    assert len(many) == len(few)


def test_everybody_of_the_workspace_reads_every_kind_and_nobody_else(cast: Cast) -> None:
    for kr in cast.key_results.values():
        for person in cast.insiders.values():
            html = opened(client_for(person), here(kr))
            assert card(cast.vera, kr).title in html
        assert client_for(cast.otto).get(here(kr)).status_code == 404
    assert client_for(cast.max).get(here(9999)).status_code == 404


def test_the_page_of_a_decrease_explains_itself(cast: Cast) -> None:
    kr = cast.key_results["decrease"]
    html = opened(client_for(cast.lea), here(kr))
    for text in (
        "57 % of the way; the plan asks for 79 % today.",  # (20 - 12) of (20 - 6) minutes, 70 of 89 days
        "(720 s − 1200 s) ÷ (360 s − 1200 s)",
        "57 % ÷ 79 %",
        "5 of 10",
        "Show as table",
        "A build takes 6 minutes <span class=\"second\">in s",
    ):  # fmt: skip
        assert text in html.replace("\u00a0", " "), text


def test_the_verdict_says_the_rule_that_decided(cast: Cast) -> None:
    krs = cast.key_results
    assert "From 90\u00a0% of the plan on it reads on track." in said(cast.lea, krs["increase"])
    assert "of the whole period was within bounds" in said(cast.lea, krs["keep"])
    assert "Nobody has said yet" in said(cast.lea, krs["find_baseline"])
    assert "Max Ott says 6 of 10" in said(cast.lea, krs["yes_no"])
    check_ins.record(cast.max, krs["milestones"], Said(no_change=True))
    assert "Three readings are needed, there is one so far." in said(cast.lea, krs["milestones"])
    key_results.pause(cast.lea, krs["keep"], "The tool is broken.")
    assert (
        said(cast.lea, krs["keep"]) == "Paused: neither asked for nor counted. The tool is broken."
    )
    key_results.drop(cast.lea, krs["keep"], "Nobody reads it.")
    assert said(cast.lea, krs["keep"]) == "Given up. Nobody reads it."
    objectives.close(cast.lea, cast.objective)
    assert said(cast.lea, krs["increase"]) == "Closed at 80\u00a0%. Success was 31."


def test_a_disagreement_between_owner_and_line_is_said(cast: Cast) -> None:
    kr = cast.key_results["decrease"]
    assert "conversation" not in said(cast.lea, kr)
    check_ins.record(cast.max, kr, Said("12 min", "9"))
    assert (
        "Max Ott said 9 of 10 on 12\u00a0Mar; the line says less. That is the conversation"
        in said(cast.lea, kr)
    )
    assert "You said 9 of 10" in said(cast.max, kr)
    good = cast.key_results["increase"]
    check_ins.record(cast.max, good, Said("38", "2"))
    assert "said only 2 of 10" in said(cast.lea, good)


def test_a_corrected_check_in_stays_and_leads_to_its_correction(cast: Cast) -> None:
    kr = cast.key_results["decrease"]
    found = queries.key_result(cast.max, kr)
    assert found is not None
    old = found.check_ins[0].id
    new_one = check_ins.supersede(cast.max, kr, old, Said("11 min", "6"), "Wrong dashboard.").id
    html = opened(client_for(cast.max), here(kr))
    assert f'class="superseded" id="check-in-{old}"' in html
    assert f'href="#check-in-{new_one}"' in html
    assert f"check-ins/{new_one}/correction/" in html
    assert f"check-ins/{old}/correction/" not in html
    assert "/correction/" not in opened(client_for(cast.lea), here(kr)), (
        "only one's own are corrected"
    )


def test_a_source_that_speaks_daily_does_not_drown_the_words(cast: Cast) -> None:
    kr = cast.key_results["decrease"]
    before = queries.key_result(cast.max, kr)
    assert before is not None
    words, metric = len(before.check_ins), before.card.metric
    assert metric is not None
    later = replace(cast.max, now=NOW - timedelta(days=6))
    for n in range(5):
        metrics.push(
            replace(later, now=later.now + timedelta(hours=n)),
            metric,
            f"{700 - n} s",
            origin="source",
        )
    html = opened(client_for(cast.max), here(kr)).replace("\u00a0", " ")
    assert "4 readings without a word, 6 Mar to 6 Mar: 700 s to 697 s" in html
    assert "The number is in; the word behind it is due." in html, "the newest stands alone"
    assert html.count('class="thread-when"') == 1 + words
    assert f"{5 + words} readings, {words} with words" in html
    assert "the word behind it is due" not in opened(client_for(cast.vera), here(kr))


NEW = {
    "increase": {"unit": "deploys", "baseline": "1.2k", "target": "2 k"},
    "decrease": {"unit": "ms", "baseline": "0.45 s", "target": "200"},
    "keep": {"unit": "%", "low": "99.5", "high": ""},
    "milestones": {"step-0-title": "Find it", "step-1-title": "Mend it", "step-1-weight": "2",
                   "step-1-due_on": "2026-03-20"},
    "yes_no": {},
    "find_baseline": {"unit": "CHF", "metric_name": "Cost of a build"},
}  # fmt: skip


@pytest.mark.parametrize("kind", NEW)
def test_every_kind_is_made_with_the_form(cast: Cast, kind: str) -> None:
    client, path = client_for(cast.max), new(cast.draft)
    form = form_of(opened(client, path), "key_result")
    sent = form.send(client, path, title=f"A new {kind}", kind=kind, **NEW[kind])
    again = form.send(client, path, title=f"A new {kind}", kind=kind, **NEW[kind])
    assert (sent.status_code, again.status_code) == (302, 302)
    kr = 7
    found = card(cast.max, kr)
    assert (found.title, found.kind, found.owner.name, found.needs) == (
        f"A new {kind}",
        kind,
        "Max Ott",
        (),
    )
    assert client.get(here(kr + 1)).status_code == 404, "a double post is one key result"
    if kind == "decrease":
        assert (found.baseline.value, found.target.value) == (Decimal("0.45"), Decimal("0.2"))
    if kind == "milestones":
        assert [(s.title, s.weight, s.due_on) for s in found.steps] == [
            ("Find it", Decimal(1), None), ("Mend it", Decimal(2), date(2026, 3, 20))]  # fmt: skip


def test_fields_of_other_kinds_are_left_out(cast: Cast) -> None:
    client, path = client_for(cast.max), new(cast.draft)
    form = form_of(opened(client, path), "key_result")
    sent = form.send(client, path, title="Reviews are kind", kind="yes_no", baseline="5", low="3", unit="s",
                     **{"step-0-title": "no step"})  # fmt: skip
    assert sent.status_code == 302
    found = card(cast.max, 7)
    assert (found.baseline.value, found.low, found.steps, found.metric) == (None, None, (), None)


def test_a_metric_of_the_team_is_chosen(cast: Cast) -> None:
    client, path = client_for(cast.max), new(cast.draft)
    known = card(cast.max, cast.key_results["decrease"]).metric
    html = opened(client, path)
    assert f'<option value="{known}">A build takes 6 minutes (s)</option>' in html
    sent = form_of(html, "key_result").send(
        client, path, title="Builds take 5 minutes", kind="decrease", metric=str(known),
        baseline="10 min", target="5 min")  # fmt: skip
    assert sent.status_code == 302
    assert (card(cast.max, 7).metric, card(cast.max, 7).target.value) == (known, Decimal(300))


@pytest.mark.parametrize(
    ("typed", "place", "message"),
    [
        ({"baseline": "quite slow"}, "baseline", "cannot be read as a value"),
        ({"target": "600 ms"}, "target", "it goes the other way"),
        ({"due_on": "2026-12-24"}, "due_on", "lies outside"),
        ({"weight": "heavy"}, "weight", "A weight is a number"),
        ({"title": " "}, "title", "This is empty."),
    ],
)
def test_a_mistake_stands_at_its_field_and_nothing_is_lost(
    cast: Cast, typed: dict[str, str], place: str, message: str
) -> None:
    client, path = client_for(cast.max), new(cast.draft)
    given = {
        "title": "Reviews <i>are</i> quick",
        "kind": "decrease",
        "unit": "ms",
        "baseline": "500 ms",
        "target": "200 ms",
        "checkpoint-0-day": "2026-02-01",
        "checkpoint-0-value": "400 ms",
    } | typed
    form = form_of(opened(client, path), "key_result")
    refused = form.send(client, path, **given)
    html = refused.content.decode()
    assert refused.status_code == 422
    assert f'id="id_{place}-error"' in html
    assert message in html
    again = form_of(html, "key_result").fields
    assert {name: again[name] for name in given} == given


def test_a_mistake_in_steps_stands_at_the_steps(cast: Cast) -> None:
    client, path = client_for(cast.max), new(cast.draft)
    form = form_of(opened(client, path), "key_result")
    refused = form.send(client, path, title="Done by steps", kind="milestones",
                        **{"step-0-title": "One", "step-0-weight": "much"})  # fmt: skip
    html = refused.content.decode()
    assert refused.status_code == 422
    assert "A weight is a number" in html
    assert form_of(html, "key_result").fields["step-0-weight"] == "much"


def test_more_rows_are_given_without_saving(cast: Cast) -> None:
    client, path = client_for(cast.max), new(cast.draft)
    form = form_of(opened(client, path), "key_result")
    assert "more=steps" in form.buttons
    assert form.buttons[0] == "", "Enter saves; it does not ask for more rows"
    longer = form.send(client, path, more="steps", title="Done by steps", kind="milestones",
                       **{"step-2-title": "Third"})  # fmt: skip
    fields = form_of(longer.content.decode(), "key_result").fields
    assert (fields["title"], fields["kind"], fields["step-2-title"]) == (
        "Done by steps",
        "milestones",
        "Third",
    )
    assert "step-5-title" in fields
    assert client.get(here(7)).status_code == 404


def test_an_active_objective_takes_only_what_is_ready_with_a_reason(cast: Cast) -> None:
    client, path = client_for(cast.lea), new(cast.objective)
    form = form_of(opened(client, path), "key_result")
    assert (
        form.send(client, path, title="Soon", kind="decrease", unit="s", reason="New.").status_code
        == 422
    )
    ready = {"title": "Soon", "kind": "decrease", "unit": "s", "baseline": "9", "target": "3"}
    assert form.send(client, path, **ready).status_code == 422, "a reason is asked for"
    assert form.send(client, path, **ready, reason="New.").status_code == 302


def test_an_active_one_keeps_its_values_in_an_edit(cast: Cast) -> None:
    client, path = client_for(cast.max), here(cast.key_results["decrease"], "edit/")
    form = form_of(opened(client, path), "key_result")
    assert not {"kind", "baseline", "target", "metric"} & set(form.fields)
    refused = form.send(client, path, title="Builds are quick")
    assert refused.status_code == 422, "a reason is asked for"
    assert (
        form.send(client, path, title="Builds are quick", weight="2", reason="Shorter.").status_code
        == 302
    )
    found = texts(cast.max, cast.key_results["decrease"])
    assert (found.title, found.weight, found.target) == ("Builds are quick", "2", "360\u00a0s")


def test_what_an_import_left_out_is_filled_in(cast: Cast) -> None:
    client = client_for(cast.max)
    kr = number(
        key_results.add(cast.max, cast.draft, NewKeyResult("Reviews are quick", "decrease")).key
    )
    html = opened(client, here(kr))
    assert "It lacks a metric, a baseline, a target." in html
    assert here(kr, "edit/") in html
    form = form_of(opened(client, here(kr, "edit/")), "key_result")
    assert (
        form.send(client, here(kr, "edit/"), unit="h", baseline="2 d", target="8").status_code
        == 302
    )
    found = card(cast.max, kr)
    assert found.needs == ()
    assert (found.unit, found.baseline.value, found.target.value) == (
        "h",
        Decimal(172800),
        Decimal(28800),
    )
    assert "It lacks" not in opened(client, here(kr))


def test_an_unchanged_form_changes_nothing(cast: Cast) -> None:
    client = client_for(cast.max)
    kr = number(
        key_results.add(cast.max, cast.draft, replace_of("decrease", target="6 min 12.5 s")).key
    )
    before = queries.key_result(cast.max, kr)
    form = form_of(opened(client, here(kr, "edit/")), "key_result")
    assert form.send(client, here(kr, "edit/")).status_code == 302
    after = queries.key_result(cast.max, kr)
    assert before is not None
    assert after is not None
    assert after.card == before.card
    assert len(after.changes) == len(before.changes)


def replace_of(kind: str, **typed: str) -> NewKeyResult:
    known = NewKeyResult("Builds", kind, unit="s", baseline="20 min", target="6 min")
    return replace(known, **typed)  # type: ignore[arg-type]  # texts for texts


def test_a_conflict_over_a_value_shows_both_with_their_unit(cast: Cast) -> None:
    lea, max_ = client_for(cast.lea), client_for(cast.max)
    kr = number(key_results.add(cast.max, cast.draft, replace_of("decrease")).key)
    path = here(kr, "edit/")
    one, other = (form_of(opened(c, path), "key_result") for c in (lea, max_))
    assert one.send(lea, path, target="5 min").status_code == 302
    refused = other.send(max_, path, target="4 min", title="Builds fly")
    html = refused.content.decode()
    assert refused.status_code == 409
    assert '<div class="conflict-text">300\u00a0s</div>' in html
    again = form_of(html, "key_result")
    assert (again.fields["target"], again.fields["title"]) == ("4 min", "Builds fly")
    assert again.send(max_, path).status_code == 302
    found = texts(cast.max, kr)
    assert (found.target, found.title) == ("240\u00a0s", "Builds fly")


def test_two_people_edit_different_fields(cast: Cast) -> None:
    lea, max_ = client_for(cast.lea), client_for(cast.max)
    kr = number(key_results.add(cast.max, cast.draft, replace_of("decrease")).key)
    path = here(kr, "edit/")
    one, other = (form_of(opened(c, path), "key_result") for c in (lea, max_))
    assert one.send(lea, path, target="5 min").status_code == 302
    assert other.send(max_, path, title="Builds fly").status_code == 302
    found = texts(cast.max, kr)
    assert (found.target, found.title) == ("300\u00a0s", "Builds fly")


def test_steps_keep_that_they_are_done_and_conflict_as_one_field(cast: Cast) -> None:
    lea, max_, kr = client_for(cast.lea), client_for(cast.max), cast.key_results["milestones"]
    first = card(cast.max, kr).steps[0].id
    check_ins.record(cast.max, kr, Said(steps_done=[first], confidence="8"))
    path = here(kr, "edit/")
    one, other = (form_of(opened(c, path), "key_result") for c in (lea, max_))
    changed = {"step-2-title": "Tell everybody", "reason": "Forgotten."}
    assert one.send(lea, path, **changed).status_code == 302
    steps = card(cast.max, kr).steps
    assert [(s.title, s.done_on) for s in steps] == [
        ("Move the services", NOW.date()), ("Switch it off", None), ("Tell everybody", None)]  # fmt: skip
    refused = other.send(max_, path, reason="Twice the work.", **{"step-1-weight": "4"})
    assert refused.status_code == 409
    assert "Tell everybody" in refused.content.decode()
    again = form_of(refused.content.decode(), "key_result")
    assert again.send(max_, path).status_code == 302
    assert [s.weight for s in card(cast.max, kr).steps] == [1, 4]


def test_checkpoints_are_kept_and_drawn(cast: Cast) -> None:
    client = client_for(cast.max)
    kr = number(key_results.add(cast.max, cast.draft, replace_of("decrease")).key)
    path = here(kr, "edit/")
    form = form_of(opened(client, path), "key_result")
    typed = {"checkpoint-0-day": "2026-02-15", "checkpoint-0-value": "15 min"}
    assert form.send(client, path, **typed).status_code == 302
    assert texts(cast.max, kr).checkpoints == (("2026-02-15", "900\u00a0s"),)
    assert 'class="checkpoint"' in opened(client, here(kr))
    wrong = form_of(opened(client, path), "key_result").send(
        client, path, **{"checkpoint-1-day": "2027-01-01"}
    )
    assert wrong.status_code == 422
    assert "A checkpoint is a value on a day" in wrong.content.decode()


def test_a_retarget_is_drawn_with_its_reason(cast: Cast) -> None:
    client, kr = client_for(cast.max), cast.key_results["decrease"]
    path = here(kr, "target/")
    form = form_of(opened(client, path), "question")
    assert form.fields["target"] == "360\u00a0s"
    refused = form.send(client, path, target="4 min")
    assert refused.status_code == 422, "a reason is asked for"
    assert form_of(refused.content.decode(), "question").fields["target"] == "4 min"
    assert form.send(client, path, target="4 min", reason="More is possible.").status_code == 302
    html = opened(client, here(kr))
    assert "To the first target" in html
    assert "Retargeted on 12\u00a0Mar, 360\u00a0s to 240\u00a0s" in html
    assert "More is possible." in html


def test_two_retargets_conflict_and_the_second_can_stand(cast: Cast) -> None:
    lea, max_, kr = client_for(cast.lea), client_for(cast.max), cast.key_results["decrease"]
    path = here(kr, "target/")
    one, other = (form_of(opened(c, path), "question") for c in (lea, max_))
    assert one.send(lea, path, target="5 min", reason="A bit.").status_code == 302
    refused = other.send(max_, path, target="4 min", reason="More.")
    assert refused.status_code == 409
    assert '<div class="conflict-text">300\u00a0s</div>' in refused.content.decode()
    again = form_of(refused.content.decode(), "question")
    assert again.fields["reason"] == "More."
    assert again.send(max_, path).status_code == 302
    assert texts(cast.max, kr).target == "240\u00a0s"


def test_a_kind_without_a_target_moves_its_due_date(cast: Cast) -> None:
    client, kr = client_for(cast.max), cast.key_results["yes_no"]
    path = here(kr, "target/")
    form = form_of(opened(client, path), "question")
    assert "target" not in form.fields
    assert form.send(client, path, due_on="2026-03-20", reason="Sooner.").status_code == 302
    assert texts(cast.max, kr).due_on == "2026-03-20"


def test_pause_resume_drop_and_reopen(cast: Cast) -> None:
    client, kr = client_for(cast.max), cast.key_results["decrease"]
    for below, state in (("pause/", "paused"), ("dropping/", "dropped"), ("reopening/", "open")):
        form = form_of(opened(client, here(kr, below)), "question")
        assert form.send(client, here(kr, below)).status_code == 422, "a reason is asked for"
        assert form.send(client, here(kr, below), reason=f"Because {state}.").status_code == 302
        assert card(cast.max, kr).state == state
        assert f"Because {state}." in opened(client, here(kr))
        if state == "paused":
            assert form_to(opened(client, here(kr)), "resumption/").send(client).status_code == 302
            assert card(cast.max, kr).state == "open"


def test_only_doors_that_open_are_shown(cast: Cast) -> None:
    kr = cast.key_results["decrease"]
    viewer = opened(client_for(cast.vera), here(kr))
    for below in (
        'check-ins/"',
        "edit/",
        "target/",
        "pause/",
        "dropping/",
        "initiatives/",
        "comments/",
    ):
        assert here(kr, below) not in viewer
    assert here(kr, "check-ins/") in opened(client_for(cast.max), here(kr))
    for below in ("pause/", "dropping/", "edit/", "target/"):
        refused = client_for(cast.vera).post(
            here(kr, below), {"reason": "No.", "title": "Mine", "target": "1"}
        )
        assert refused.status_code == 403
    assert card(cast.max, kr).state == "open"


def test_history_says_who_changed_what_and_why(cast: Cast) -> None:
    kr = cast.key_results["decrease"]
    key_results.retarget(cast.max, kr, "More is possible.", target="4 min")
    key_results.edit(cast.max, kr, {"owner": str(cast.lea.person)}, {}, "Max is away.")
    milestones = cast.key_results["milestones"]
    key_results.edit(
        cast.max, milestones, {}, {}, "Order.", steps=[NewStep("One", "3", "2026-03-20")]
    )
    html = opened(client_for(cast.vera), here(kr, "history/")).replace("\u00a0", " ")
    for text in (
        "retargeted <a",
        "360 s</del>",
        "240 s</ins>",
        "More is possible.",
        "Max Ott</del>",
        "Lea Moser</ins>",
        "Max is away.",
    ):
        assert text in html, text
    steps = opened(client_for(cast.vera), here(milestones, "history/")).replace("\u00a0", " ")
    assert "One (× 3, 20 Mar)" in steps
