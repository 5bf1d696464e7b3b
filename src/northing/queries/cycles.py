"""Cycles and where today lies in them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from northing.domain import cadence
from northing.domain.access import Caller
from northing.domain.snapshot import CycleKind
from northing.queries import days, then
from northing.queries.compiled import compiled
from northing.store.cycles import Cycle


@dataclass(frozen=True, slots=True)
class CycleRef:
    """A cycle as named beside a noun, and its place in time as ready words."""

    id: int
    name: str
    kind: str
    start: date
    end: date
    phase: str
    parent: int | None
    week: int
    weeks: int
    days_left: int
    place: str


def cycles(caller: Caller) -> tuple[CycleRef, ...]:
    """All cycles, the newest first; a year stands before its quarters."""
    if caller.past:
        known = sorted(then.cycles(caller).values(), key=lambda c: (c.start, c.end), reverse=True)
        return tuple(ref(row, caller) for row in known)
    return tuple(ref(row, caller) for row in _CYCLES(caller.workspace))


_CYCLES = compiled(
    lambda workspace: Cycle.objects.filter(ws=workspace).order_by("-start", "-end", "pk")
)


def ref(row: Cycle, caller: Caller) -> CycleRef:
    """The short form of a loaded row, as of today."""
    picture = row.snapshot(caller.zone)
    phase, at = cadence.phase(picture, caller.today), cadence.place(picture, caller.today)
    return CycleRef(
        row.pk, row.name, row.kind, row.start, row.end, phase.value, row.parent_id, at.week, at.weeks,
        at.left, _place(row, phase, at, caller.today),
    )  # fmt: skip


def _place(row: Cycle, phase: cadence.Phase, at: cadence.Place, today: date) -> str:
    if phase is cadence.Phase.RUNNING:
        left = _("%(left)s days left in %(cycle)s") % {"left": at.left, "cycle": row.name}
        return f"{at} · {left}"
    words = {
        cadence.Phase.PLANNING: _("%(cycle)s starts on %(day)s"),
        cadence.Phase.REVIEW: _("%(cycle)s ended on %(day)s"),
        cadence.Phase.CLOSED: _("%(cycle)s is closed"),
    }
    day = row.start if phase is cadence.Phase.PLANNING else row.end
    return words[phase] % {"cycle": row.name, "day": days.short(day, today)}


def running(found: Iterable[CycleRef]) -> CycleRef | None:
    """The cycle that people mean by “now”: the shortest running one, else the one under review, else the next."""
    listed = [c for c in found if c.kind != CycleKind.ANNUAL.value] or list(found)
    for phase in ("running", "review", "planning"):
        fitting = [c for c in listed if c.phase == phase]
        if fitting:
            newest = min if phase == "planning" else max
            return newest(fitting, key=lambda c: c.start)
    return listed[0] if listed else None
