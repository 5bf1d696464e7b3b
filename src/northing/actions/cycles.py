"""Cycles: quarters lie inside a year, dates make sense, closing is for ever."""

from collections.abc import Mapping
from datetime import date

from northing.actions import find, typed
from northing.actions.change import Change, Done, change
from northing.actions.errors import InvalidError
from northing.actions.fields import Field, edited
from northing.domain import cadence
from northing.domain.access import About, Caller, Verb
from northing.domain.snapshot import CycleKind
from northing.kit.text import text as _
from northing.store.cycles import Cycle
from northing.store.key_results import KeyResult
from northing.store.objectives import Objective

LONGEST_DAYS = 800


def create(
    caller: Caller, name: str, kind: str, start: str | date, end: str | date,
    parent: int | None = None, *, with_quarters: bool = False, key: str = "",
) -> Done:  # fmt: skip
    """A cycle; a quarter lies inside the year that `parent` names.

    `with_quarters` makes the four quarters of a year in the same change.
    """
    request = [name, kind, str(start), str(end), parent, with_quarters]
    with change(caller, "create_cycle", key=key, request=request) as c:
        if c.earlier:
            return c.earlier
        find.must(caller, Verb.ADMINISTER, About())
        row = Cycle(
            ws_id=caller.workspace,
            parent=find.cycle(caller, parent) if parent is not None else None,
            kind=typed.choice(kind, CycleKind, "kind").value,
            name=typed.line(name, "name", 40),
            start=typed.must_day(start, "start"),
            end=typed.must_day(end, "end"),
        )
        check(caller, row)
        c.insert(row)
        if with_quarters:
            _add_quarters(c, caller, row)
        return c.answer(row)


def _add_quarters(c: Change, caller: Caller, year: Cycle) -> None:
    last = cadence.year(year.start.month, year.start.year).end
    if year.kind != CycleKind.ANNUAL.value or year.start.day != 1 or year.end != last:
        raise InvalidError(
            _("Only a year of twelve whole months has four quarters."),
            _("Start it on the first day of a month, or add other cycles by hand."),
            "end",
        )
    for quarter in cadence.quarters(year.snapshot(caller.zone)):
        row = Cycle(
            ws_id=caller.workspace, parent=year, kind=quarter.kind.value, name=quarter.name,
            start=quarter.start, end=quarter.end,
        )  # fmt: skip
        check(caller, row)
        c.insert(row)


def edit(
    caller: Caller, cycle: int, given: Mapping[str, str], seen: Mapping[str, str],
    reason: str = "", *, key: str = "",
) -> Done:  # fmt: skip
    """Change a cycle's name or dates while it is not closed."""
    with change(caller, "edit_cycle", reason, key=key, request=[cycle, dict(given)]) as c:
        if c.earlier:
            return c.earlier
        find.must(caller, Verb.ADMINISTER, About())
        row = _open(caller, cycle)
        changes = edited(row, _FIELDS, given, seen)
        for column, value in changes.items():
            setattr(row, column, value)
        check(caller, row)
        if changes:
            c.update(row, **changes)
        return c.answer(row)


def close(caller: Caller, cycle: int, reason: str = "", *, key: str = "") -> Done:
    """Close a cycle after its end, once none of its objectives is still active."""
    with change(caller, "close_cycle", reason, key=key, request=cycle) as c:
        if c.earlier:
            return c.earlier
        find.must(caller, Verb.ADMINISTER, About())
        row = _open(caller, cycle)
        if caller.today <= row.end:
            raise InvalidError(
                _("{name} runs until {end}.", name=row.name, end=row.end.isoformat()),
                _("Close it after that day."),
                "cycle",
            )
        left = Objective.objects.filter(cycle=row, state="active").count()
        if left:
            raise InvalidError(
                _("{left} objectives of {name} are still active.", left=left, name=row.name),
                _("Close them first."),
                "cycle",
            )
        c.update(row, closed_at=caller.now)
        return c.answer(row)


def _open(caller: Caller, cycle: int) -> Cycle:
    row = Cycle.objects.select_for_update(no_key=True).filter(ws=caller.workspace, pk=cycle).first()
    if row is None:
        raise find.not_found("cycle")
    if row.closed_at is not None:
        raise InvalidError(_("{name} is closed.", name=row.name), "", "cycle")
    return row


def check(caller: Caller, row: Cycle) -> None:
    """Raise InvalidError unless the dates and the place of a cycle make sense."""
    if row.start >= row.end:
        raise InvalidError(_("It would end before it starts."), _("Choose a later end."), "end")
    if (row.end - row.start).days > LONGEST_DAYS:
        raise InvalidError(_("That is longer than two years."), _("Choose an earlier end."), "end")
    if Cycle.objects.filter(ws=caller.workspace, name=row.name).exclude(pk=row.pk).exists():
        raise InvalidError(_("There is a cycle {name!r} already.", name=row.name), "", "name")
    above = row.parent
    if above is not None and not (above.start <= row.start and row.end <= above.end):
        raise InvalidError(
            _(
                "{name} runs from {start} to {end}.",
                name=above.name,
                start=above.start.isoformat(),
                end=above.end.isoformat(),
            ),
            _("A quarter lies inside its year."),
            "start",
        )
    if above is not None and (
        above.kind != CycleKind.ANNUAL.value or row.kind == CycleKind.ANNUAL.value
    ):
        raise InvalidError(_("Only a year encloses other cycles."), "", "parent")
    outside = (
        Cycle.objects.filter(parent=row.pk).exclude(start__gte=row.start, end__lte=row.end)
        if row.pk
        else None
    )
    if outside is not None and outside.exists():
        raise InvalidError(_("A quarter of this year would lie outside it."), "", "end")
    late = KeyResult.objects.filter(objective__cycle=row.pk).exclude(
        started_on__gte=row.start, due_on__lte=row.end
    )
    if row.pk and (kr := late.order_by("number").first()) is not None:
        raise InvalidError(
            _("{key} would run outside it.", key=kr.key), _("Change its dates first."), "end"
        )


_FIELDS = {
    "name": Field(lambda t: typed.line(t, "name", 40)),
    "start": Field(lambda t: typed.must_day(t, "start")),
    "end": Field(lambda t: typed.must_day(t, "end")),
}
