"""A prepared import, written in slices: each a short transaction, so that a check-in beside it does not wait."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from django.db import connection

from northing.actions import import_known, outlooks
from northing.actions.change import Change, locked
from northing.actions.errors import ConflictError
from northing.actions.import_key_results import KeyResultItem
from northing.actions.import_rows import ObjectiveItem, Work
from northing.domain.access import Caller
from northing.domain.snapshot import Origin
from northing.kit.text import text as _
from northing.kit.turns import Turn
from northing.store.check_ins import CheckIn
from northing.store.comments import Comment
from northing.store.key_results import KeyResult
from northing.store.objectives import Alignment, Objective, ObjectiveTeam
from northing.store.teams import Team
from northing.store.workspaces import NumberSeries

WHOLE, SLICE = 200, 100
"""Lines that are written all or none, and lines of one slice of a larger import. Measured on SQLite, which
has one writer: a line holds it for about a millisecond, and a check-in shall not wait for 300."""
MOST_COMMENT = 4000
MOST_NUMBER = 9_999_999
"""The highest number that a document may bring: behind it a workspace goes on counting."""


@dataclass(slots=True)
class Slice:
    """What one transaction writes: objectives, and key results of these or of earlier ones."""

    objectives: list[ObjectiveItem] = field(default_factory=list)
    key_results: list[KeyResultItem] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.objectives) + len(self.key_results)


def slices(work: Work) -> list[Slice]:
    """The work in parts, in order; at least one, perhaps empty."""
    found = [Slice()]
    most = SLICE if _lines(work) > WHOLE else WHOLE
    for item in work.objectives:
        if item.is_new or item.above:
            _room(found, most).objectives.append(item)
        for kr in item.key_results:
            if kr.says:
                _room(found, most).key_results.append(kr)
    return found


def _lines(work: Work) -> int:
    return sum(
        (o.is_new or bool(o.above)) + sum(kr.says for kr in o.key_results) for o in work.objectives
    )


def _room(found: list[Slice], most: int) -> Slice:
    if len(found[-1]) >= most:
        found.append(Slice())
    return found[-1]


def give_way(turn: Turn) -> None:
    """Let others write: SQLite does not queue who waits for its one writer, they look again."""
    if connection.vendor == "sqlite":
        turn.give_way()


def hold(work: Work, part: Slice, *, is_first: bool) -> None:
    """Lock what this slice hangs on (the first one: what the whole import does), teams before objectives.

    Nothing is written into a team that somebody archived, or under an objective that somebody moved or
    closed, since they were looked up: who does so now waits for us, who did so before makes us stop.
    Raises ConflictError.
    """
    new = [i for i in (work.objectives if is_first else part.objectives) if i.is_new]
    below = [kr for i in work.objectives for kr in i.key_results] if is_first else part.key_results
    said = {kr.row.objective.pk: kr.row.objective for kr in part.key_results}
    said |= {i.row.pk: i.row for i in part.objectives if i.above}
    teams = [t for i in new for t in (i.row.team, *i.contributors)]
    teams += [kr.row.objective.team for kr in below if kr.is_new]
    teams += [t.parent for t in work.teams.new if t.parent is not None] if is_first else []
    for team in locked(Team.objects.all(), {t.pk for t in teams if t.pk}):
        if team.archived_at is not None:
            raise ConflictError(
                _("{name} was archived meanwhile.", name=team.name),
                _("Reload the page and choose another team."),
            )
    for now in locked(Objective.objects.all(), {pk for pk in said if pk}):
        row = said[now.pk]
        if (now.team_id, now.state) != (row.team_id, row.state):
            raise ConflictError(
                _("{key} was changed meanwhile.", key=now.key),
                _("Import again: what is here already is skipped."),
            )


def write_places(c: Change, caller: Caller, work: Work) -> None:
    """Teams, cycles and people that are new, and a number for everything that gets one."""
    for row in (*work.teams.new, *work.cycles.new):
        c.insert(row)
    c.insert_many(work.people.new, event=True)
    new = [item for item in work.objectives if item.is_new]
    below = [kr for item in work.objectives for kr in item.key_results if kr.is_new]
    series = NumberSeries.objects.select_for_update(no_key=True).get(pk=caller.workspace)
    c.update(
        series, event=False,
        next_objective=_number(caller, sorted(new, key=attrgetter("place")), series.next_objective),
        next_key_result=_number(caller, below, series.next_key_result),
    )  # fmt: skip


def _number(
    caller: Caller, items: Sequence[ObjectiveItem] | Sequence[KeyResultItem], following: int
) -> int:
    """Give each its number: that of its key where it is free here, else the next one. Returns what follows."""
    if not items:
        return following
    wanted = {id(i): n for i in items if (n := _number_of(i.key)) is not None}
    free = set(wanted.values()) - import_known.taken(caller, type(items[0].row), wanted.values())
    for item in items:
        number = wanted.get(id(item), 0)
        item.row.number = number if number in free else 0
        free.discard(number)
    following = max(following, *(item.row.number + 1 for item in items))
    for item in items:
        if not item.row.number:
            item.row.number, following = following, following + 1
            if item.key:
                item.notes += (str(_("Its key in the document was {key}.", key=item.key)),)
    return following


def _number_of(key: str) -> int | None:
    digits = key.strip().upper().removeprefix("KR-").removeprefix("O-")
    fits = digits.isascii() and digits.isdigit() and len(digits) <= len(str(MOST_NUMBER))
    return int(digits) if fits and int(digits) > 0 else None


def write(c: Change, caller: Caller, part: Slice) -> None:
    """One slice: a fixed number of statements for each kind of row."""
    new = [item for item in part.objectives if item.is_new]
    c.insert_many([item.row for item in new], event=True)
    c.insert_many(
        [
            ObjectiveTeam(ws_id=c.workspace, objective=item.row, team=team)
            for item in new
            for team in item.contributors
        ]
    )
    _key_results(c, caller, part.key_results)
    _align(c, part.objectives)
    _remember(c, caller, part)


def _align(c: Change, items: Sequence[ObjectiveItem]) -> None:
    c.insert_many(
        [
            Alignment(
                ws_id=c.workspace, objective=item.row,
                parent_objective=row if isinstance(row, Objective) else None,
                parent_key_result=row if isinstance(row, KeyResult) else None,
            )
            for item in items
            for row in item.above
        ]
    )  # fmt: skip
    for item in items:
        if item.above:
            c.touched(item.row)


def _key_results(c: Change, caller: Caller, items: Sequence[KeyResultItem]) -> None:
    new = [item for item in items if item.is_new]
    metrics = {
        id(i.row.metric): i.row.metric
        for i in new
        if i.row.metric is not None and not i.row.metric.pk
    }
    c.insert_many(list(metrics.values()), event=True)
    c.insert_many([item.row for item in new], event=True)
    c.insert_many([step for item in new for step in item.steps])
    said = [item.check_in for item in items if item.check_in is not None]
    c.insert_many(said, event=True)
    rows = [item.row for item in items if item.is_new or item.check_in is not None]
    known = [item.row.pk for item in items if not item.is_new and item.check_in is not None]
    newest = [item.check_in for item in new if item.check_in is not None]
    newest += outlooks.standing_check_ins(known) if known else []
    _latest(c, caller, rows, newest)
    outlooks.refresh_many(c, caller, rows, newest)


def _latest(
    c: Change, caller: Caller, rows: Sequence[KeyResult], standing: Sequence[CheckIn]
) -> None:
    """The newest value and word of each, as a check-in by hand would leave them."""
    by_id = {row.pk: row for row in rows}
    changed = {}
    for said in standing:
        row = changed[said.key_result_id] = by_id[said.key_result_id]
        if said.value is not None:
            row.latest_check_in = said
        if Origin(said.origin).is_word:
            said_on = said.as_of.astimezone(caller.zone).date()
            row.last_word_on = max(said_on, row.last_word_on or said_on)
    c.update_many(list(changed.values()), "latest_check_in", "last_word_on")


def _remember(c: Change, caller: Caller, part: Slice) -> None:
    """What stood beside an item and has no place of its own, as comments: nothing is dropped in silence."""
    once = [kr for kr in part.key_results if kr.said_once]
    there = import_known.comments(kr.row for kr in once)
    found = []
    for item in part.objectives:
        found += [_comment(c, caller, text, objective=item.row) for text in _texts(item.notes)]
    for kr in part.key_results:
        notes = kr.notes
        if kr.said_once and not any(t.endswith(kr.said_once) for t in there.get(kr.row.pk, ())):
            notes += (kr.said_once,)
        found += [_comment(c, caller, text, key_result=kr.row) for text in _texts(notes)]
    c.insert_many(found, event=True)


def _texts(notes: Sequence[str]) -> Iterator[str]:
    title, text = str(_("From the document:")), "\n".join(notes)
    room = MOST_COMMENT - len(title) - 1
    for start in range(0, len(text), room):
        yield f"{title}\n{text[start : start + room]}"


def _comment(
    c: Change, caller: Caller, text: str, objective: Objective | None = None,
    key_result: KeyResult | None = None,
) -> Comment:  # fmt: skip
    return Comment(
        ws_id=c.workspace, author_id=caller.person, written_at=c.now, text=text,
        objective=objective, key_result=key_result,
    )  # fmt: skip
