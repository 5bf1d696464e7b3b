"""Rows of a staged plan, made and checked in memory: nothing is written here, and no line asks the database.

All that can be wrong is found before the first write, so that what `import_write` does is short.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

from northing.actions import import_key_results, import_known, import_links, typed
from northing.actions.errors import ActionError, ForbiddenError, InvalidError
from northing.actions.import_key_results import KeyResultItem, Metrics
from northing.actions.import_known import Known
from northing.actions.import_links import Above
from northing.actions.import_places import Cycles, People, Teams, years_first
from northing.domain import access
from northing.domain.access import About, Caller, Verb
from northing.domain.snapshot import Ambition, ObjectiveState
from northing.domain.staging import NEW, Staged, StagedObjective
from northing.kit.text import text as _
from northing.store.cycles import Cycle
from northing.store.key_results import KeyResult
from northing.store.objectives import Objective
from northing.store.teams import Team

T = TypeVar("T")
DRAFTED = {ObjectiveState.DRAFT.value, ObjectiveState.PROPOSED.value}


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
class ObjectiveItem:
    """An objective with what is to be written for it; `row` has no id while it is new."""

    place: int
    row: Objective
    is_new: bool
    key: str = ""
    notes: tuple[str, ...] = ()
    contributors: tuple[Team, ...] = ()
    above: list[Above] = field(default_factory=list)
    key_results: list[KeyResultItem] = field(default_factory=list)


@dataclass(slots=True)
class Work:
    """All that a commit writes: places first, then the objectives, parents before children."""

    teams: Teams
    cycles: Cycles
    people: People
    objectives: list[ObjectiveItem] = field(default_factory=list)


@dataclass(slots=True)
class _Making:
    """What making the rows of one plan needs at hand."""

    caller: Caller
    staged: Staged
    known: Known
    work: Work
    metrics: Metrics
    teams: dict[int, Team] = field(default_factory=dict)
    cycles: dict[int, Cycle] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def attempt(self, place: str, make: Callable[[], T]) -> T | None:
        """Do it, or note what is wrong at `place`."""
        try:
            return make()
        except ActionError as e:
            where = f"{place}.{e.place}" if e.place and place.startswith("o") else place
            self.problems.append(Problem(where, e.message, e.remedy))
            return None


def prepare(caller: Caller, staged: Staged) -> Work:
    """The rows of all that is included. Raises ImportProblemsError after trying everything."""
    work = Work(Teams.of(caller, staged.team), Cycles.of(caller), People.of(caller))
    m = _Making(caller, staged, import_known.known(caller, staged), work, Metrics())
    _places(m)
    if not m.problems:
        teams = {t.pk for t in m.teams.values()} | {o.team_id for o in m.known.objectives.values()}
        m.metrics = Metrics(import_known.metrics(caller, teams - {None}))
        items = [_objective(m, n, o) for n, o in enumerate(staged.objectives) if o.include]
        _link(m, [item for item in items if item is not None])
    if m.problems:
        raise ImportProblemsError(tuple(m.problems))
    return work


def _places(m: _Making) -> None:
    """Teams and cycles of what is new: what is here already stays where it is."""
    used = [o for o in m.staged.objectives if o.include and o.ref not in m.known.objectives]
    accountable = {o.team for o in used}
    for n in sorted(accountable | {t for o in used for t in o.contributors}):
        team = m.attempt(f"team.{n}", partial(_team, m, n, accountable=n in accountable))
        if team is not None:
            m.teams[n] = team
    for n in years_first(m.staged, {o.cycle for o in used}):
        cycle = m.attempt(f"cycle.{n}", partial(m.work.cycles.chosen, m.staged.cycles[n]))
        if cycle is not None:
            m.cycles[n] = cycle


def _team(m: _Making, n: int, *, accountable: bool) -> Team:
    team = m.work.teams.chosen(m.staged.teams[n])
    if accountable and m.staged.teams[n].choice != NEW:
        _must_import(m.caller, team)
    return team


def _must_import(caller: Caller, team: Team) -> None:
    if not access.may(caller, Verb.IMPORT, About(team=team.pk)):
        raise ForbiddenError(
            _("You may not do this."), _("A lead imports into the own team, an admin anywhere."),
            Verb.IMPORT.value,
        )  # fmt: skip


def _objective(m: _Making, place: int, o: StagedObjective) -> ObjectiveItem | None:
    known = m.known.objectives.get(o.ref)
    make = partial(_own, m, place, known) if known else partial(_new, m, place, o)
    item = m.attempt(f"o{place}", make)
    if item is None:
        return None
    for n, kr in enumerate(o.key_results):
        if kr.include:
            below = m.attempt(f"o{place}.k{n}", partial(_key_result, m, item, n))
            if below is not None:
                item.key_results.append(below)
    if o.ref in m.known.keyed and any(kr.says for kr in item.key_results):
        m.attempt(f"o{place}", partial(_must_own, m.caller, item.row))
    return item


def _own(m: _Making, place: int, row: Objective) -> ObjectiveItem:
    """What is here already. What came from a document of this name has to be of a team of the importer's."""
    by_key = m.staged.objectives[place].ref in m.known.keyed
    if not by_key and not access.may(m.caller, Verb.IMPORT, About(team=row.team_id)):
        raise ForbiddenError(
            _("{key} came from a document of this name and belongs to another team.", key=row.key),
            _("Give your document another name."),
        )
    return ObjectiveItem(place, row, is_new=False)


def _must_own(caller: Caller, row: Objective) -> None:
    """Under what bears its key here only those write who may import into its team; others pass it by."""
    if not access.may(caller, Verb.IMPORT, About(team=row.team_id)):
        raise ForbiddenError(
            _(
                "{key} belongs to another team, and the document says something new of it.",
                key=row.key,
            ),
            _("Leave it out, or ask a lead of that team."),
        )


def _new(m: _Making, place: int, o: StagedObjective) -> ObjectiveItem:
    caller, cycle, team = m.caller, m.cycles[o.cycle], m.teams[o.team]
    state = _state(o, ended=cycle.end < caller.today)
    agreed = _agreed(o, state)
    row = Objective(
        ws_id=caller.workspace, cycle=cycle, team=team, author_id=caller.person,
        title=typed.line(o.title[:300], "title", 300),
        why=typed.prose(o.why[:4000], "why", 4000),
        ambition=typed.choice(o.ambition, Ambition, "ambition").value,
        state=state, origin_ref=o.ref,
        agreed_by_id=caller.person if agreed else None, agreed_at=caller.now if agreed else None,
    )  # fmt: skip
    owner = m.work.people.named(o.owner)
    if owner is None:
        row.owner_id = caller.person
    else:
        row.owner = owner
    others = {id(t): t for t in (m.teams[n] for n in o.contributors) if t is not team}
    return ObjectiveItem(
        place, row, is_new=True, key=o.key,
        notes=(*_whole(o.title, 300), *_whole(o.why, 4000), *o.notes),
        contributors=tuple(others.values()),
    )  # fmt: skip


def _state(o: StagedObjective, *, ended: bool) -> str:
    """As said; else what was struck out is cancelled, what is over is closed."""
    if o.dropped:
        return ObjectiveState.CANCELLED.value
    if o.state:
        return typed.choice(o.state, ObjectiveState, "state").value
    return (ObjectiveState.CLOSED if ended else ObjectiveState.ACTIVE).value


def _agreed(o: StagedObjective, state: str) -> bool:
    """Whether it was agreed: given up before that, it stays as private as the draft that it was."""
    if state == ObjectiveState.CANCELLED.value:
        return o.agreed != "no"
    return state not in DRAFTED


def _key_result(m: _Making, above: ObjectiveItem, n: int) -> KeyResultItem:
    kr = m.staged.objectives[above.place].key_results[n]
    known = m.known.key_results.get(kr.ref)
    if known is not None:
        if kr.ref in m.known.keyed and kr.ref not in m.known.news:
            return KeyResultItem(known, is_new=False)
        return import_key_results.again(m.caller, known, kr, m.known)
    position = m.known.counts.get(above.row.pk or 0, 0) + sum(k.is_new for k in above.key_results)
    return import_key_results.new(
        m.caller, above.row, kr, import_key_results.Beside(m.metrics, m.work.people, position)
    )


def _whole(text: str, most: int) -> tuple[str, ...]:
    """A text that its column cannot hold to the end."""
    return (text,) if len(text) > most else ()


def _link(m: _Making, items: list[ObjectiveItem]) -> None:
    """Give every item its parents, and put parents first."""
    by_place = {item.place: item for item in items}
    made, by_key = _rows_by_name(m.staged, by_place)
    is_foreign = bool(by_key) and not m.known.keyed
    found = import_links.parents(m.caller, m.staged, made, by_key, is_foreign=is_foreign)
    # What is recognised by its key keeps the links that people gave it since.
    asked = {n for n in by_place if m.staged.objectives[n].ref not in m.known.keyed}
    above = {n: rows for n, rows in found.rows.items() if n in asked}
    sorted_ones = import_links.order(m.caller, {n: i.row for n, i in by_place.items()}, above)
    for n, loop in sorted_ones.loops.items():
        m.problems.append(Problem(f"o{n}.supports", loop.message, loop.remedy))
    known = import_known.links(i.row for i in items if not i.is_new and i.place in above)
    for n, item in by_place.items():
        item.above = [r for r in above.get(n, ()) if not _stands(item.row, r, known)]
        if item.is_new and n in found.unknown:
            keys = ", ".join(found.unknown[n])
            item.notes += (
                str(_("Supports {keys}, which this document does not hold.", keys=keys)),
            )
    m.work.objectives = [by_place[n] for n in sorted_ones.places]


def _rows_by_name(
    staged: Staged, items: Mapping[int, ObjectiveItem]
) -> tuple[dict[str, Above], dict[str, Above]]:
    """The plan's rows by their refs, and by the keys that the plan gives them."""
    made: dict[str, Above] = {}
    by_key: dict[str, Above] = {}
    for place, item in items.items():
        o = staged.objectives[place]
        made[o.ref] = item.row
        by_key |= {o.key: item.row} if o.key else {}
        below = {kr.row.origin_ref: kr.row for kr in item.key_results}
        for kr in o.key_results:
            row = below.get(kr.ref)
            if row is not None:
                made[kr.ref] = row
                by_key |= {kr.key: row} if kr.key else {}
    return made, by_key


def _stands(child: Objective, above: Above, known: set[tuple[int, int | None, int | None]]) -> bool:
    if not child.pk or not above.pk:
        return False
    is_key_result = isinstance(above, KeyResult)
    return (
        child.pk,
        None if is_key_result else above.pk,
        above.pk if is_key_result else None,
    ) in known
