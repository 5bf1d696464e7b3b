"""Reorganizations: a team is archived, brought back, or merged into another; nothing of it is lost."""

from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum

from northing.actions import find, objectives, team_rows, team_work, typed
from northing.actions.change import Change, Done, change
from northing.actions.errors import ConflictError, InvalidError
from northing.domain.access import About, Caller, Verb
from northing.kit.text import text as _
from northing.queries import team_work as work
from northing.store.objectives import Objective
from northing.store.teams import Team


class Work(StrEnum):
    """What becomes of a team's open objectives when it is archived."""

    CLOSE = "close"
    MOVE = "move"


def archive(
    caller: Caller, team: int, reason: str = "", *, work: str = "", to: int | None = None,
    lift: bool = False, key: str = "",
) -> Done:  # fmt: skip
    """Take a team out of lists and choices; its page stays, with its past.

    Refused while it has open objectives, unless `work` says to `close` them or to `move` them (to the
    team `to`, else to the one above), and while teams lie below it, unless `lift` moves those up.
    """
    request = [team, work, to, lift]
    with change(caller, "archive_team", reason, key=key, request=request) as c:
        if c.earlier:
            return c.earlier
        find.must(caller, Verb.ADMINISTER, About())
        rows = team_rows.locked_tree(caller)
        row = team_rows.living(rows, team)
        _must_not_be_root(row)
        _lift(c, _below(rows, row), row, lift=lift)
        chosen = typed.choice(work, Work, "work") if work else None
        if chosen is Work.MOVE:
            target = _target(rows, row, to or row.parent_id, "to")
            team_work.move(c, caller, row, target, team_work.locked(row, target))
        else:
            _close_work(c, caller, row, chosen)
            team_work.move_personal(c, caller, row, rows[row.parent_id or 0])
            team_work.end_contributions(c, caller, row)
        return c.answer(c.update(row, archived_at=c.now))


def _must_not_be_root(row: Team) -> None:
    if row.parent_id is None:
        raise InvalidError(
            _("The root team stays: it stands for the whole."), _("Rename it instead."), "team"
        )


def _below(rows: Mapping[int, Team], row: Team) -> list[Team]:
    return [t for t in rows.values() if t.parent_id == row.pk and t.archived_at is None]


def _lift(c: Change, below: Iterable[Team], row: Team, *, lift: bool) -> None:
    for one in below:
        if not lift:
            raise InvalidError(
                _("{team} lies below {name}.", team=one.name, name=row.name),
                _("Move it first, or say that the teams below move up."),
                "lift",
            )
        c.update(one, parent_id=row.parent_id)


def _target(rows: Mapping[int, Team], row: Team, to: int | None, place: str) -> Team:
    target = rows.get(to or 0)
    if target is None:
        raise find.not_found(place)
    find.must_live(target, place)
    if target.pk == row.pk:
        raise InvalidError(_("Choose another team than {name}.", name=row.name), "", place)
    return target


def _close_work(c: Change, caller: Caller, row: Team, chosen: Work | None) -> None:
    """Close what is active, give up what was not agreed yet; refused where nobody chose so."""
    open_ones = work.objectives(row.pk).filter(person=None).order_by("pk")
    found = list(open_ones.select_for_update(no_key=True))
    if found and chosen is None:
        raise InvalidError(
            _("{name} has open objectives: {keys}.", name=row.name, keys=_keys(found)),
            _("Close or move them first, or say here what becomes of them."),
            "work",
        )
    for one in found:
        if one.state == "active":
            objectives.finish(c, caller, one)
        else:
            c.update(one, state="cancelled")


MOST_NAMED = 10


def _keys(found: list[Objective]) -> str:
    named = ", ".join(o.key for o in found[:MOST_NAMED])
    return named if len(found) <= MOST_NAMED else f"{named} …"


def unarchive(caller: Caller, team: int, reason: str = "", *, key: str = "") -> Done:
    """Bring an archived team back, below the nearest team of today. A merged one stays merged."""
    with change(caller, "unarchive_team", reason, key=key, request=team) as c:
        if c.earlier:
            return c.earlier
        find.must(caller, Verb.ADMINISTER, About())
        rows = team_rows.locked_tree(caller)
        row = rows.get(team)
        if row is None:
            raise find.not_found("team")
        if row.archived_at is None:
            raise ConflictError(_("{name} was brought back meanwhile.", name=row.name))
        if row.merged_into_id is not None:
            raise InvalidError(
                _("{name} was merged: its work and people are elsewhere now.", name=row.name),
                _("Create a new team instead."),
                "team",
            )
        above = _living_above(rows, row)
        team_rows.check_depth(
            {t.pk: t.parent_id for t in rows.values()} | {row.pk: above}, [row.pk]
        )
        return c.answer(c.update(row, archived_at=None, parent_id=above))


def _living_above(rows: Mapping[int, Team], row: Team) -> int:
    """The team above it, or what that one was merged into, or the next one up that lives."""
    root = next(t.pk for t in rows.values() if t.parent_id is None)
    passed, at = {row.pk}, row.parent_id or root
    while rows[at].archived_at is not None:
        passed.add(at)
        at = rows[at].merged_into_id or rows[at].parent_id or root
        if at in passed:
            return root
    return at


def merge(
    caller: Caller, team: int, into: int, reason: str = "", *, leads: Collection[int] = (),
    key: str = "",
) -> Done:  # fmt: skip
    """Make one team of two: people and everything open go to `into`, what was closed stays as history.

    `leads` are those people of the team who lead afterwards; leads of `into` stay leads. The teams
    below go along. The old address leads to `into`.
    """
    request = [team, into, sorted(leads)]
    with change(caller, "merge_team", reason, key=key, request=request) as c:
        if c.earlier:
            return c.earlier
        find.must(caller, Verb.ADMINISTER, About())
        rows = team_rows.locked_tree(caller)
        source = team_rows.living(rows, team)
        _must_not_be_root(source)
        target = _target(rows, source, into, "into")
        going = team_work.locked(source, target)
        _regraft(c, rows, source, target)
        team_work.move(c, caller, source, target, going)
        team_work.move_people(c, caller, target, going, leads)
        c.update(source, archived_at=c.now, merged_into=target)
        return c.answer(target)


def _regraft(c: Change, rows: Mapping[int, Team], source: Team, target: Team) -> None:
    """The teams below go under `target`, which first leaves the branch if it lies in it itself."""
    parents = {t.pk: t.parent_id for t in rows.values()}
    after = dict(parents)
    if _lies_under(target.pk, source.pk, parents):
        after[target.pk] = source.parent_id
    for one in _below(rows, source):
        if one.pk != target.pk:
            after[one.pk] = target.pk
    alive = [t.pk for t in rows.values() if t.archived_at is None and t.pk != source.pk]
    team_rows.check_depth(after, alive)
    for pk in sorted(pk for pk, above in after.items() if above != parents[pk]):
        c.update(rows[pk], parent_id=after[pk])


def _lies_under(team: int, above: int, parents: Mapping[int, int | None]) -> bool:
    at = parents[team]
    while at is not None and at != above:
        at = parents[at]
    return at == above
