"""The demo's history holds together on every day, and reads as if people wrote it."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from northing.domain.cadence import Rhythm
from northing.domain.snapshot import CycleKind, Kind, Role
from northing.domain.units import LIMIT, unit
from northing.transfer import markdown
from northing.transfer.demo import (
    DEMO_ACCOUNTS,
    DOCUMENT_CYCLE,
    DOCUMENT_TEAM,
    DemoHistory,
    DemoKeyResult,
    Happening,
    Verb,
    document,
    history,
)
from northing.transfer.demo.plots import LENGTH, PLOTS, way
from northing.transfer.demo.story import StoryError, read

TODAY = date(2026, 3, 12)
DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2120, 12, 31))
AWKWARD = [
    date(2024, 2, 29),
    date(2025, 12, 31),
    date(2026, 1, 1),
    date(2026, 1, 4),
    date(2026, 3, 14),
    date(2028, 2, 28),
    date(2026, 7, 6),
]


@cache
def told(today: date = TODAY) -> DemoHistory:
    return history(today)


def check_ins(of: DemoHistory) -> list[Happening]:
    return [h for h in of.happenings if h.verb in {Verb.CHECK_IN, Verb.CORRECT}]


def words(of: DemoHistory) -> Iterator[tuple[str, str]]:
    """Every sentence somebody wrote, with the key of what it was written about."""
    for h in of.happenings:
        if h.data.text and h.verb is not Verb.INITIATIVE_ADD:
            for sentence in re.split(r"(?<=[.!?])\s+", h.data.text):
                yield sentence, h.subject


def test_counts() -> None:
    demo = told()
    assert len(demo.teams) == 12
    assert len(demo.people) == 35
    assert 45 <= len(demo.objectives) <= 50
    assert 130 <= len(demo.key_results) <= 140
    assert 3400 <= len(check_ins(demo)) <= 3600
    by_origin = Counter(h.data.origin.value for h in check_ins(demo))
    assert by_origin["manual"] >= 1300
    assert by_origin["source"] >= 1800
    assert sum(bool(h.data.text) for h in check_ins(demo)) >= 700


def test_every_kind_and_every_plot_is_told() -> None:
    demo = told()
    assert {kr.kind for kr in demo.key_results} == set(Kind)
    assert {kr.plot for kr in demo.key_results} == set(PLOTS)
    assert len(PLOTS) >= 20
    assert {h.verb for h in demo.happenings} == set(Verb)


def test_no_sentence_is_said_twice() -> None:
    said = Counter(sentence.lower() for sentence, _subject in words(told()))
    assert [s for s, n in said.items() if n > 1] == []


def test_nothing_written_names_a_season_or_a_month() -> None:
    """The story is told on any day of the year."""
    named = re.compile(
        r"\b(January|February|April|June|July|August|September|October|November|December|"
        r"spring|summer|autumn|winter|Christmas|Easter|snow)\b"
    )
    assert [s for s, _subject in words(told()) if named.search(s)] == []


def test_references_resolve() -> None:
    demo = told()
    teams = {t.key for t in demo.teams}
    people = {p.handle: p for p in demo.people}
    objectives = {o.key: o for o in demo.objectives}
    key_results = {k.key: k for k in demo.key_results}
    metrics = {m.key: m for m in demo.metrics}
    cycles = {c.key for c in demo.cycles}
    assert len(people) == len(demo.people)
    assert len(objectives) == len(demo.objectives)
    assert len(key_results) == len(demo.key_results)
    assert len(metrics) == len(demo.metrics)
    assert not objectives.keys() & key_results.keys()
    assert {t.parent for t in demo.teams} <= teams | {None}
    assert {p.team for p in demo.people} <= teams
    for objective in demo.objectives:
        assert objective.cycle in cycles
        assert people[objective.owner].team == objective.team
        assert set(objective.contributing) <= teams - {objective.team}
        assert set(objective.supports) <= objectives.keys() | key_results.keys()
    for kr in demo.key_results:
        assert kr.objective in objectives
        assert people[kr.owner].role is not Role.VIEWER
        assert (kr.metric is not None) == kr.kind.has_metric
        assert kr.metric is None or kr.metric in metrics
        assert kr.carried_from is None or kr.carried_from in key_results
    for h in demo.happenings:
        assert people[h.who].role is not Role.VIEWER or h.verb is Verb.COMMENT
        assert h.subject in objectives | key_results | metrics | dict.fromkeys(cycles)
        assert not h.data.person or h.data.person in people


def test_everybody_in_the_firm_appears() -> None:
    demo = told()
    named = {h.who for h in demo.happenings} | {k.owner for k in demo.key_results}
    silent = {p.handle for p in demo.people if p.role is not Role.VIEWER} - named
    assert silent == set()


def test_alignment_has_no_loops() -> None:
    demo = told()
    objective_of = {k.key: k.objective for k in demo.key_results}
    up = {o.key: {objective_of.get(s, s) for s in o.supports} for o in demo.objectives}

    def reaches(start: str, goal: str, seen: frozenset[str] = frozenset()) -> bool:
        above = up[start] - seen
        return goal in above or any(reaches(a, goal, seen | above) for a in above)

    assert [key for key in up if reaches(key, key)] == []


def test_nothing_supports_what_comes_later() -> None:
    demo = told()
    cycle = {o.key: o.cycle for o in demo.objectives}
    cycle |= {k.key: cycle[k.objective] for k in demo.key_results}
    for o in demo.objectives:
        assert {cycle[s] for s in o.supports} <= {"annual", o.cycle}
        proposed = {h.subject: h.when for h in demo.happenings if h.verb is Verb.PROPOSE}
        owns = {k.key: k.objective for k in demo.key_results}
        assert all(proposed[owns.get(s, s)] < proposed[o.key] for s in o.supports)
    orphans = {o.key for o in demo.objectives if o.cycle == "now" and not o.supports}
    assert len(orphans) == 1


def test_what_a_kind_needs_is_there() -> None:
    for kr in told().key_results:
        if kr.kind is Kind.INCREASE:
            assert kr.baseline is not None
            assert kr.target is not None
            assert kr.baseline < kr.target
        if kr.kind is Kind.DECREASE:
            assert kr.baseline is not None
            assert kr.target is not None
            assert kr.baseline > kr.target
        assert (kr.kind is Kind.KEEP) == (kr.low is not None or kr.high is not None)
        assert (kr.kind is Kind.MILESTONES) == bool(kr.steps)


def test_values_stay_within_what_is_measured() -> None:
    demo = told()
    metrics = {m.key: m for m in demo.metrics}
    of = {k.key: k for k in demo.key_results}
    for h in check_ins(demo):
        kr, value = of[h.subject], h.data.value
        if value is None:
            continue
        if kr.kind is Kind.YES_NO:
            assert value in {0, 1}
            continue
        metric = metrics[kr.metric or ""]
        assert metric.low is not None
        assert metric.low <= value < LIMIT
        assert metric.high is None or value <= metric.high
        assert value == round(value, 10)
        if unit(metric.unit).dimension == "count" and metric.name != "Rating in the stores":
            assert value == value.to_integral_value()


def test_people_say_confidence_and_sources_do_not() -> None:
    for h in check_ins(told()):
        if h.data.origin.is_word:
            assert h.data.confidence is not None
            assert 0 <= h.data.confidence <= 10
        else:
            assert h.data.confidence is None
            assert h.data.text == ""
            assert h.data.value is not None


def test_no_change_is_said_only_after_a_value() -> None:
    demo = told()
    kinds = {k.key: k.kind for k in demo.key_results}
    known: set[str] = set()
    for h in check_ins(demo):
        if h.data.no_change:
            assert h.data.value is None
            assert h.subject in known
        elif h.data.value is not None or kinds[h.subject] is Kind.MILESTONES:
            known.add(h.subject)


def test_steps_are_done_one_after_the_other() -> None:
    of = {k.key: k for k in told().key_results}
    done: dict[str, tuple[int, ...]] = {}
    for h in check_ins(told()):
        steps = h.data.steps_done
        if steps is not None:
            before = done.get(h.subject, ())
            assert steps[: len(before)] == before
            assert set(steps) <= set(range(len(of[h.subject].steps)))
            done[h.subject] = steps
    assert done.keys() == {k.key for k in told().key_results if k.steps}
    assert 0 < sum(len(s) == len(of[key].steps) for key, s in done.items()) < len(done)


def test_corrections_replace_an_earlier_check_in_of_the_same_author() -> None:
    earlier: dict[str, Happening] = {}
    corrections = 0
    for h in check_ins(told()):
        if h.verb is Verb.CORRECT:
            corrections += 1
            wrong = earlier[h.data.corrects]
            assert (wrong.who, wrong.subject, wrong.data.as_of) == (h.who, h.subject, h.data.as_of)
            assert wrong.data.value != h.data.value
            assert h.data.text
        earlier[h.data.key] = h
    assert corrections >= 3
    assert len(earlier) == len(check_ins(told()))


def test_nothing_is_asked_of_what_is_paused_or_dropped() -> None:
    stopped: set[str] = set()
    for h in told().happenings:
        if h.verb in {Verb.PAUSE, Verb.DROP}:
            stopped.add(h.subject)
        elif h.verb is Verb.RESUME:
            stopped.remove(h.subject)
        elif h.subject in stopped:
            assert h.verb is Verb.COMMENT


def test_reasons_are_given() -> None:
    asks = {Verb.RETARGET, Verb.PAUSE, Verb.RESUME, Verb.DROP, Verb.HAND_OVER, Verb.CORRECT}
    for h in told().happenings:
        if h.verb in asks:
            assert len(h.data.text) > 20


def test_only_the_owner_changes_a_key_result() -> None:
    owner = {k.key: k.owner for k in told().key_results}
    for h in told().happenings:
        if h.subject in owner and h.verb is not Verb.COMMENT:
            assert h.who == owner[h.subject]
        if h.verb is Verb.HAND_OVER:
            owner[h.subject] = h.data.person


def test_a_lead_of_the_team_agrees() -> None:
    demo = told()
    team = {o.key: o.team for o in demo.objectives}
    people = {p.handle: p for p in demo.people}
    agreed = [h for h in demo.happenings if h.verb is Verb.AGREE]
    assert {h.subject for h in agreed} == set(team)
    for h in agreed:
        assert people[h.who].leads
        assert people[h.who].team == team[h.subject]
        assert team[h.subject] != "company" or people[h.who].role is Role.ADMIN


def test_initiatives_end_only_once_begun() -> None:
    begun: set[str] = set()
    team = {p.handle: p.team for p in told().people}
    team_of = {
        k.key: o.team for k in told().key_results for o in told().objectives if o.key == k.objective
    }
    for h in told().happenings:
        if h.verb is Verb.INITIATIVE_ADD:
            assert team[h.who] == team_of[h.subject]
            begun.add(h.data.key)
        if h.verb in {Verb.INITIATIVE_FINISH, Verb.INITIATIVE_STOP}:
            begun.remove(h.data.key)
    assert begun


def test_finished_quarters_end_mixed() -> None:
    """Attainment between six and eight tenths, with failures and overshoots in it."""
    reached = [r for r in map(attained, told().key_results) if r is not None]
    clamped = [min(Decimal(1), max(Decimal(0), r)) for r in reached]
    assert Decimal("0.6") <= sum(clamped) / len(clamped) <= Decimal("0.8")
    assert sum(r < Decimal("0.4") for r in reached) >= 5
    assert sum(r > 1 for r in reached) >= 4
    assert min(reached) < 0


def attained(kr: DemoKeyResult) -> Decimal | None:
    """The raw progress of a key result of a finished quarter by its last value."""
    cycles = {c.key: c for c in told().cycles}
    cycle = {o.key: cycles[o.cycle] for o in told().objectives}[kr.objective]
    if cycle.end >= TODAY or kr.baseline is None or kr.target is None:
        return None
    values = [h.data.value for h in check_ins(told()) if h.subject == kr.key]
    last = next(v for v in reversed(values) if v is not None)
    return (last - kr.baseline) / (kr.target - kr.baseline)


def test_the_running_quarter_shows_every_state() -> None:
    demo = told()
    running = running_key_results(demo)
    stopped = {h.subject for h in demo.happenings if h.verb in {Verb.PAUSE, Verb.DROP}}
    resumed = {h.subject for h in demo.happenings if h.verb is Verb.RESUME}
    assert len(running.keys() & (stopped - resumed)) >= 2
    readings = Counter(
        h.subject for h in check_ins(demo) if h.data.value is not None or h.data.no_change
    )
    assert sum(readings[key] == 0 for key in running) >= 2
    assert sum(0 < readings[key] < 3 for key in running) >= 3
    rhythm = Rhythm(demo.workspace.weekday)
    last = {h.subject: h.when.date() for h in check_ins(demo)}
    stale = {k for k in running.keys() - stopped if rhythm.is_stale(last.get(k), TODAY)}
    assert len(stale) >= 3


@pytest.mark.parametrize("today", [TODAY, *AWKWARD])
def test_check_ins_wait_for_the_demo_people_and_for_few_others(today: date) -> None:
    demo = told(today)
    rhythm = Rhythm(demo.workspace.weekday)
    words_on = {h.subject: h.when.date() for h in check_ins(demo) if h.data.origin.is_word}
    owner = {k.key: k.owner for k in demo.key_results}
    owner |= {h.subject: h.data.person for h in demo.happenings if h.verb is Verb.HAND_OVER}
    stopped = {h.subject for h in demo.happenings if h.verb in {Verb.PAUSE, Verb.DROP}}
    due = [
        owner[key]
        for key in running_key_results(demo)
        if key not in stopped and rhythm.is_due(words_on.get(key), today)
    ]
    assert due.count("mara") == 3
    assert due.count("tomasz") == 2
    assert len(due) <= 12
    assert rhythm.asked_on(today) in {today, today - timedelta(days=1), today - timedelta(days=2)}


def running_key_results(demo: DemoHistory) -> dict[str, DemoKeyResult]:
    running = {o.key for o in demo.objectives if o.cycle == "now"}
    return {k.key: k for k in demo.key_results if k.objective in running}


def test_demo_accounts_are_people_of_the_firm() -> None:
    people = {p.handle: p for p in told().people}
    assert {a.handle for a in DEMO_ACCOUNTS} <= people.keys()
    assert people["mara"].leads
    roles = {people[a.handle].role for a in DEMO_ACCOUNTS}
    assert roles == set(Role)


def test_two_tellings_are_equal() -> None:
    assert history(TODAY) == history(TODAY)


@settings(max_examples=15, deadline=None)
@given(today=DAYS | st.sampled_from(AWKWARD))
def test_it_can_be_told_on_any_day(today: date) -> None:
    demo = history(today)
    annual, *quarters = demo.cycles
    assert annual.kind is CycleKind.ANNUAL
    assert annual.start == quarters[0].start
    assert annual.end == quarters[-1].end
    assert len({c.name for c in demo.cycles}) == 5
    for before, after in pairwise(quarters):
        assert after.start - before.end == timedelta(days=1)
    assert (today - quarters[-1].start).days // 7 + 1 == 9
    moments = [h.when for h in demo.happenings]
    assert moments == sorted(moments)
    assert moments[-1] < datetime.combine(today, datetime.min.time(), UTC)
    assert moments[0].date() >= demo.workspace.founded
    assert 3380 <= len(check_ins(demo)) <= 3600


@settings(max_examples=15, deadline=None)
@given(today=DAYS)
def test_people_speak_on_working_days_within_the_cycle(today: date) -> None:
    demo = history(today)
    cycle = {c.key: c for c in demo.cycles}
    where = {k.key: k for k in demo.key_results}
    for h in check_ins(demo):
        kr = where[h.subject]
        assert kr.start <= h.when.date() <= kr.due
        if h.data.origin.is_word:
            assert h.when.weekday() < 5
    closed = [h for h in demo.happenings if h.verb is Verb.CLOSE_CYCLE]
    graded = {h.subject: h.when for h in demo.happenings if h.verb is Verb.GRADE}
    ended = {h.subject: h.when for h in demo.happenings if h.verb is Verb.CLOSE}
    assert [h.subject for h in closed] == ["q1", "q2", "q3"]
    of = {o.key: o.cycle for o in demo.objectives}
    for h in closed:
        assert h.when.date() > cycle[h.subject].end
        in_it = [k for k in demo.key_results if of[k.objective] == h.subject]
        assert all(ended[o] < h.when for o, c in of.items() if c == h.subject)
        assert all(graded[k.key] < h.when for k in in_it if k.plot != "dropped")


@pytest.mark.parametrize("name", [n for n, plot in PLOTS.items() if plot.curve])
def test_curves_begin_at_the_baseline_and_end_where_they_say(name: str) -> None:
    plot = PLOTS[name]
    assert way(plot, 0) == 0
    assert way(plot, LENGTH) == pytest.approx(plot.ends)
    assert way(plot, LENGTH, at=9) == pytest.approx(plot.ends)
    assert way(plot, 9, at=9) == pytest.approx(way(plot, 6))
    assert plot.tells.endswith(".")


@pytest.mark.parametrize("line", ["x 5: no week", "3 11: too sure", "3 shout: loudly", "3 5", "a"])
def test_a_line_outside_the_language_is_refused(line: str) -> None:
    with pytest.raises(StoryError):
        read(line)


def test_a_story_goes_forward() -> None:
    with pytest.raises(StoryError, match="out of order"):
        read("3 5: Later.\n2 5: Earlier.")


def test_the_document_is_a_plan_of_a_team_in_a_finished_quarter() -> None:
    demo = told()
    lines = document().splitlines()
    assert sum(line.startswith("## Objective: ") for line in lines) == 2
    results = [line for line in lines if line.startswith("- KR: ")]
    assert len(results) == 7
    handles = {p.handle for p in demo.people if p.team == DOCUMENT_TEAM}
    assert {re.findall(r"@(\w+)", line)[0] for line in results} <= handles
    assert DOCUMENT_CYCLE in {c.key for c in demo.cycles}
    plan = markdown.read(document().encode(), "mobile.md")
    assert [len(o.key_results) for o in plan.objectives] == [3, 4]
    assert not plan.unread
    for kr in (kr for o in plan.objectives for kr in o.key_results):
        assert kr.measure is not None
        assert kr.measure.baseline is not None
        assert kr.measure.target is not None
        assert kr.score is not None
    taken = {(o.team, o.cycle) for o in demo.objectives}
    assert (DOCUMENT_TEAM, DOCUMENT_CYCLE) not in taken
