"""Rows from a staged plan, within the one transaction of `imports.commit`."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import partial
from typing import TypeVar

from northing.actions import (
    alignments,
    check_ins,
    cycles,
    find,
    key_result_rows,
    objectives,
    outlooks,
    people,
    teams,
    typed,
)  # fmt: skip
from northing.actions.change import Change
from northing.actions.errors import ActionError, ForbiddenError, InvalidError
from northing.domain import access, staging
from northing.domain.access import About, Caller, Verb
from northing.domain.snapshot import CycleKind, KeyResultState, ObjectiveState, Origin
from northing.domain.staging import Staged, StagedCycle, StagedKeyResult, StagedObjective
from northing.kit.text import text as _
from northing.store.check_ins import CheckIn
from northing.store.comments import Comment
from northing.store.cycles import Cycle
from northing.store.key_results import KeyResult
from northing.store.objectives import Alignment, Objective
from northing.store.people import Person
from northing.store.teams import Team

T = TypeVar("T")
MOST_COMMENT = 4000
QUARTER_DAYS, YEAR_DAYS = range(80, 101), range(350, 380)


@dataclass(frozen=True, slots=True)
class Problem:
    """One field that is wrong: its flat name, what is wrong, what helps."""

    place: str
    message: str
    remedy: str


class ImportProblemsError(InvalidError):
    """Nothing was written; `problems` names every field that has to be corrected first."""

    id = "import-problems"

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        count = len(problems)
        super().__init__(
            _("{count} fields have to be corrected first; nothing was imported.", count=count),
            _("Correct them, or leave their lines out."),
            problems[0].place,
        )
        self.problems = problems


@dataclass(slots=True)
class _Writing:
    """What one commit needs at hand."""

    c: Change
    caller: Caller
    teams: dict[int, Team] = field(default_factory=dict)
    cycles: dict[int, Cycle] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    made: dict[str, Objective | KeyResult] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def attempt(self, place: str, work: Callable[[], T]) -> T | None:
        """Do it, or note what is wrong at `place`."""
        try:
            return work()
        except ActionError as e:
            where = f"{place}.{e.place}" if e.place and place.startswith("o") else place
            self.problems.append(Problem(where, e.message, e.remedy))
            return None


def write(c: Change, caller: Caller, staged: Staged) -> None:
    """Write all that is included. Raises ImportProblemsError after trying everything."""
    w = _Writing(c, caller, people=_people(caller))
    used_teams = {o.team for o in staged.objectives if o.include}
    used_cycles = {o.cycle for o in staged.objectives if o.include}
    for n in sorted(used_teams):
        team = w.attempt(f"team.{n}", partial(_team, w, staged, staged.teams[n]))
        if team is not None:
            w.teams[n] = team
    for n in sorted(used_cycles):
        cycle = w.attempt(f"cycle.{n}", partial(_cycle, w, staged.cycles[n]))
        if cycle is not None:
            w.cycles[n] = cycle
    if not w.problems:
        for n, o in enumerate(staged.objectives):
            if o.include:
                _objective(w, n, o)
        _align(w, staged)
    if w.problems:
        raise ImportProblemsError(tuple(w.problems))


def _people(caller: Caller) -> dict[str, Person]:
    known = {}
    for row in Person.objects.filter(ws=caller.workspace).order_by("-pk"):
        for name in (row.name, row.email, row.handle):
            if name:
                known[name.casefold()] = row
    return known


def _team(w: _Writing, staged: Staged, team: staging.StagedTeam) -> Team:
    if team.choice != staging.NEW:
        row = find.team(w.caller, objectives.number_of(team.choice, "team"))
        find.must(w.caller, Verb.IMPORT, About(team=row.pk))
        return row
    find.must(w.caller, Verb.ADMINISTER, About())
    return teams.insert(w.c, w.caller, team.name.split(" / ")[-1], staged.team)


def _cycle(w: _Writing, cycle: StagedCycle) -> Cycle:
    if cycle.choice != staging.NEW:
        return find.cycle(w.caller, objectives.number_of(cycle.choice, "cycle"))
    find.must(w.caller, Verb.ADMINISTER, About())
    start, end = typed.must_day(cycle.start, "cycle"), typed.must_day(cycle.end, "cycle")
    known = Cycle.objects.filter(ws=w.caller.workspace, name=cycle.name[:40]).first()
    if known is not None:
        return known
    days = (end - start).days + 1
    kind = (
        CycleKind.QUARTER
        if days in QUARTER_DAYS
        else CycleKind.ANNUAL
        if days in YEAR_DAYS
        else CycleKind.CUSTOM
    )
    year = Cycle.objects.filter(
        ws=w.caller.workspace, kind=CycleKind.ANNUAL.value, start__lte=start, end__gte=end
    ).first()
    row = Cycle(
        ws_id=w.caller.workspace,
        parent=None if kind is CycleKind.ANNUAL else year,
        kind=kind.value,
        name=typed.line(cycle.name, "cycle", 40),
        start=start,
        end=end,
    )
    cycles.check(w.caller, row)
    return w.c.insert(row)


def _person(w: _Writing, name: str) -> int | None:
    clean = " ".join(name.split()).lstrip("@")
    if not clean:
        return None
    if clean.casefold() not in w.people:
        w.people[clean.casefold()] = people.add(w.c, w.caller, clean[:80])
    return w.people[clean.casefold()].pk


def _objective(w: _Writing, place: int, o: StagedObjective) -> None:
    known = Objective.objects.filter(ws=w.caller.workspace, origin_ref=o.ref).first()
    is_new = known is None
    row = w.attempt(f"o{place}", lambda: _own(w, known) if known else _new_objective(w, o))
    if row is None:
        return
    w.made[o.ref] = row
    ended = w.cycles[o.cycle].end < w.caller.today
    for n, kr in enumerate(o.key_results):
        if kr.include:
            w.attempt(f"o{place}.k{n}", partial(_key_result, w, row, kr))
    if is_new:
        _settle(w, row, o, ended=ended)


def _own(w: _Writing, row: Objective) -> Objective:
    """What came from a document of this name before, if the importer may write to its team."""
    if not access.may(w.caller, Verb.IMPORT, About(team=row.team_id)):
        raise ForbiddenError(
            _("{key} came from a document of this name and belongs to another team.", key=row.key),
            _("Give your document another name."),
        )
    return row


def _new_objective(w: _Writing, o: StagedObjective) -> Objective:
    given = objectives.NewObjective(
        title=o.title[:300], team=w.teams[o.team].pk, cycle=w.cycles[o.cycle].pk,
        owner=_person(w, o.owner), why=o.why[:4000], ambition=o.ambition,
    )  # fmt: skip
    row = objectives.add(w.c, w.caller, given, origin_ref=o.ref)
    objectives.activate(w.c, w.caller, row)
    _remember(w, (*_whole(o.title, 300), *_whole(o.why, 4000), *o.notes), objective=row)
    return row


def _key_result(w: _Writing, above: Objective, kr: StagedKeyResult) -> None:
    row = (
        KeyResult.objects.filter(ws=w.caller.workspace, origin_ref=kr.ref)
        .select_related("objective")
        .first()
    )
    is_new = row is None
    if row is None:
        row = key_result_rows.insert(
            w.c, w.caller, above, _new_key_result(w, above, kr), origin_ref=kr.ref
        )
        w.c.update(row, first_target=row.target)
        notes = (*_whole(kr.title, 500), *kr.notes, *_left_out(above, kr))
        _remember(w, notes, key_result=row)
    w.made[kr.ref] = row
    _check_in(w, row, kr)
    if is_new and kr.dropped:
        w.c.update(
            row,
            state=KeyResultState.DROPPED.value,
            state_reason=str(_("Struck out in the document.")),
        )
        outlooks.refresh(w.c, w.caller, row)
    elif is_new and above.state == ObjectiveState.CLOSED.value:
        w.c.update(row, state=KeyResultState.CLOSED.value)
        outlooks.refresh(w.c, w.caller, row)


def _left_out(above: Objective, kr: StagedKeyResult) -> tuple[str, ...]:
    """A due date that its cycle does not hold: kept in words."""
    due, cycle = typed.day(kr.due_on, "due_on", required=False), above.cycle
    if due is None or cycle.start <= due <= cycle.end:
        return ()
    return (str(_("Due {day}, outside {cycle}.", day=due.isoformat(), cycle=cycle.name)),)


def _new_key_result(
    w: _Writing, above: Objective, kr: StagedKeyResult
) -> key_result_rows.NewKeyResult:
    cycle = above.cycle
    due = typed.day(kr.due_on, "due_on", required=False)
    return key_result_rows.NewKeyResult(
        title=kr.title[:500], kind=kr.kind, unit=kr.unit, baseline=kr.baseline, target=kr.target,
        low=kr.low, high=kr.high, owner=_person(w, kr.owner), started_on=cycle.start,
        due_on=due if due and cycle.start <= due <= cycle.end else cycle.end,
        metric_name=_free_metric_name(above, kr),
    )  # fmt: skip


def _free_metric_name(above: Objective, kr: StagedKeyResult) -> str:
    """A metric of its own for each imported key result: two may read alike and measure apart."""
    wanted = " ".join(kr.title.split())[:110]
    taken = find.metric_names(above.ws_id, above.team_id, wanted)
    return next(
        n
        for n in (wanted, *(f"{wanted} ({i})" for i in range(2, len(taken) + 3)))
        if n not in taken
    )


def _check_in(w: _Writing, row: KeyResult, kr: StagedKeyResult) -> None:
    try:
        value = typed.value(staging.value_of(kr), row.unit, "score")
    except (ArithmeticError, ValueError):
        raise InvalidError(
            _("This score cannot be read."), _("Write a share such as 0.7, or nothing."), "score"
        ) from None
    last = (
        CheckIn.objects.filter(key_result=row, origin=Origin.IMPORT.value)
        .order_by("recorded_at", "pk")
        .last()
    )
    known = value is None or (last is not None and last.value == value)
    if known:
        return
    by_import = row.latest_check_in is None or row.latest_check_in.origin == Origin.IMPORT.value
    is_history = row.state == KeyResultState.CLOSED.value and by_import
    if row.state != KeyResultState.OPEN.value and not is_history:
        # What people closed, paused or dropped stays as they left it; the new result is kept in words.
        note = str(_("Result in the document: {text}", text=kr.score or kr.done))
        if not Comment.objects.filter(key_result=row, text__endswith=note).exists():
            _remember(w, (note,), key_result=row)
        return
    said = CheckIn(
        ws_id=w.c.workspace, key_result=row, as_of=_as_of(w.caller, row.objective.cycle.end),
        recorded_at=w.c.now, author_id=w.caller.person, value=value, origin=Origin.IMPORT.value,
    )  # fmt: skip
    check_ins.keep(w.c, w.caller, row, said)


def _as_of(caller: Caller, end: date) -> datetime:
    """The end of a cycle that is over, else now."""
    return min(caller.now, datetime.combine(end, time(23, 59, 59), caller.zone))


def _remember(
    w: _Writing,
    notes: tuple[str, ...],
    objective: Objective | None = None,
    key_result: KeyResult | None = None,
) -> None:
    """What stood beside an item and has no place of its own, as a comment: nothing is dropped in silence."""
    title, text = str(_("From the document:")), "\n".join(notes)
    room = MOST_COMMENT - len(title) - 1
    for start in range(0, len(text), room):
        w.c.insert(
            Comment(
                ws_id=w.c.workspace,
                author_id=w.caller.person,
                written_at=w.c.now,
                text=f"{title}\n{text[start : start + room]}",
                objective=objective,
                key_result=key_result,
            )
        )


def _whole(text: str, most: int) -> tuple[str, ...]:
    """A text that its column cannot hold to the end."""
    return (text,) if len(text) > most else ()


def _settle(w: _Writing, row: Objective, o: StagedObjective, *, ended: bool) -> None:
    """What was struck out is cancelled, what is over is closed."""
    if o.dropped:
        w.c.update(row, state=ObjectiveState.CANCELLED.value)
    elif ended:
        objectives.finish(w.c, w.caller, row)


def _align(w: _Writing, staged: Staged) -> None:
    alignments.one_at_a_time(w.caller)
    for n, o in enumerate(staged.objectives):
        child, parent = w.made.get(o.ref), w.made.get(o.supports)
        if not isinstance(child, Objective) or parent is None:
            continue
        above = parent if isinstance(parent, Objective) else parent.objective
        w.attempt(f"o{n}", partial(alignments.refuse_loop, w.caller, child, above))
        up = {"parent_objective" if isinstance(parent, Objective) else "parent_key_result": parent}
        if not Alignment.objects.filter(objective=child, **up).exists():
            w.c.insert(Alignment(ws_id=w.c.workspace, objective=child, **up), event=False)
            w.c.touched(child)
