"""Metrics, and readings pushed into them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from northing.actions import check_ins, find, readings, typed
from northing.actions.change import Change, Done, change
from northing.actions.errors import ForbiddenError, InvalidError
from northing.actions.fields import Field, edited
from northing.domain import access
from northing.domain.access import About, Caller, Scope, Verb
from northing.domain.snapshot import Direction, Origin
from northing.kit.text import text as _
from northing.store.key_results import KeyResult
from northing.store.metrics import Metric
from northing.store.objectives import Objective


@dataclass(frozen=True, slots=True)
class NewMetric:
    """A named measure of a team. Values as people type them in `unit`."""

    team: int
    name: str
    unit: str = ""
    direction: str = Direction.UP.value
    low: typed.Typed | None = None
    high: typed.Typed | None = None
    healthy_low: typed.Typed | None = None
    healthy_high: typed.Typed | None = None
    owner: int | None = None


def create(caller: Caller, given: NewMetric, *, key: str = "") -> Done:
    """A metric of one's own team."""
    with change(caller, "create_metric", key=key, request=given) as c:
        if c.earlier:
            return c.earlier
        team = find.living_team(caller, given.team, lock=True)
        find.must(caller, Verb.METRIC, About(team=team.pk))
        return c.answer(add(c, caller, given))


def add(c: Change, caller: Caller, given: NewMetric) -> Metric:
    """The row of a new metric, within a change whose rights have been asked for."""
    unit = typed.unit(given.unit)
    row = Metric(
        ws_id=caller.workspace,
        team_id=given.team,
        owner=find.owner(caller, given.owner) if given.owner else None,
        name=typed.line(given.name, "name", 120),
        unit=unit,
        direction=typed.choice(given.direction, Direction, "direction").value,
        **{b: typed.value(getattr(given, b), unit, b) for b in _BOUNDS},
    )
    _check(caller, row)
    return c.insert(row)


def _check(caller: Caller, row: Metric) -> None:
    same = Metric.objects.filter(ws=caller.workspace, team=row.team_id, name=row.name)
    if same.exclude(pk=row.pk).exists():
        raise InvalidError(
            _("This team has a metric {name!r} already.", name=row.name),
            _("Use it, or choose another name."),
            "name",
        )
    for low, high in (("low", "high"), ("healthy_low", "healthy_high")):
        bottom, top = getattr(row, low), getattr(row, high)
        if bottom is not None and top is not None and bottom >= top:
            raise InvalidError(_("The lower bound is not below the upper one."), "", high)


def edit(
    caller: Caller, metric: int, given: Mapping[str, str], seen: Mapping[str, str],
    reason: str = "", *, key: str = "",
) -> Done:  # fmt: skip
    """Change a metric's name, direction, bounds or owner. Its unit stays: readings were taken in it."""
    with change(caller, "edit_metric", reason, key=key, request=[metric, dict(given)]) as c:
        if c.earlier:
            return c.earlier
        known = find.metric(caller, metric)
        row = Metric.objects.select_for_update(no_key=True).get(pk=known.pk)
        find.must(caller, Verb.METRIC, About(team=row.team_id))
        changes = edited(row, _fields(caller, row.unit), given, seen)
        for column, value in changes.items():
            setattr(row, column, value)
        _check(caller, row)
        if changes:
            c.update(row, **changes)
        return c.answer(row)


def push(
    caller: Caller, metric: int, value: typed.Typed, as_of: datetime | None = None,
    *, origin: str = Origin.API.value, key: str = "",
) -> Done:  # fmt: skip
    """One reading; every open key result that aims at this metric gets it as a check-in without a word.

    Readings are never changed: one for the same instant supersedes the earlier one, with the check-ins
    without a word that it left.
    """
    request = [metric, str(value), as_of, origin]
    with change(caller, "push_reading", key=key, request=request) as c:
        if c.earlier:
            return c.earlier
        row = find.metric(caller, metric)
        _must_push(caller, row)
        parsed = typed.value(value, row.unit, "value")
        if parsed is None:
            raise InvalidError(
                _("A value is missing."), _("Send a number, with or without a unit."), "value"
            )
        reading = readings.store(
            c, row, parsed, as_of or caller.now, typed.choice(origin, Origin, "origin")
        )
        c.touched(reading)
        for kr in _open_key_results(row):
            check_ins.from_reading(c, caller, kr, reading)
        return c.answer(reading)


def _must_push(caller: Caller, row: Metric) -> None:
    """A member of the team, its metric's owner, or whoever may check in on a key result it feeds."""
    if Scope.CHECK_IN not in caller.scopes or not caller.is_member:
        raise ForbiddenError(
            _("You may not do this."), _("Ask for a token with the scope check_in."), "value"
        )
    if caller.is_admin or row.team_id in caller.teams or row.owner_id == caller.person:
        return
    if not any(
        access.may(caller, Verb.CHECK_IN, find.about_key_result(kr))
        for kr in _open_key_results(row)
    ):
        raise ForbiddenError(
            _("You may not do this."), _("Members of the metric's team may."), "value"
        )


def _open_key_results(metric: Metric) -> list[KeyResult]:
    above = KeyResult.objects.filter(
        metric=metric, state="open", objective__state="active"
    ).values_list("objective", "pk")
    pairs = list(above)
    objectives = {
        o.pk: o
        for o in Objective.objects.select_for_update(no_key=True)
        .filter(pk__in=[o for o, _kr in pairs])
        .order_by("pk")
    }
    rows = list(
        KeyResult.objects.select_for_update(no_key=True)
        .filter(pk__in=[kr for _o, kr in pairs])
        .order_by("pk")
    )
    for row in rows:
        row.objective = objectives[row.objective_id]
    return rows


def _watcher(caller: Caller, text: str) -> int | None:
    """Who watches it, as chosen in a form; nobody for nothing."""
    if not text.strip():
        return None
    return find.owner(caller, typed.whole(text)).pk


_BOUNDS = ("low", "high", "healthy_low", "healthy_high")


def _fields(caller: Caller, unit: str) -> dict[str, Field]:
    def bound(name: str) -> Field:
        return Field(lambda t: typed.value(t, unit, name))

    return {
        "name": Field(lambda t: typed.line(t, "name", 120)),
        "owner": Field(lambda t: _watcher(caller, t), "owner_id"),
        "direction": Field(lambda t: typed.choice(t, Direction, "direction").value),
        **{name: bound(name) for name in _BOUNDS},
    }
