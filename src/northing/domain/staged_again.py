"""A document that was read again after a person said what it leaves open: corrections stay."""

from dataclasses import fields, replace
from typing import TypeVar

from northing.domain.staging import Staged, StagedKeyResult, StagedObjective

Item = TypeVar("Item", StagedObjective, StagedKeyResult)


def merged(now: Staged, before: Staged, after: Staged) -> Staged:
    """What waits `now`, with each field that nobody touched since it was read (`before`) as it is read `after`.

    Items are matched by their references; choices of teams and cycles stay.
    """
    old = {o.ref: o for o in before.objectives}
    new = {o.ref: o for o in after.objectives}
    objectives = tuple(_objective(o, old.get(o.ref), new.get(o.ref)) for o in now.objectives)
    return replace(
        now,
        objectives=objectives,
        unread=after.unread,
        context=after.context,
        remarks=after.remarks,
    )


def _objective(
    now: StagedObjective, before: StagedObjective | None, after: StagedObjective | None
) -> StagedObjective:
    if before is None or after is None:
        return now
    old = {kr.ref: kr for kr in before.key_results}
    new = {kr.ref: kr for kr in after.key_results}
    below = tuple(_fresh(kr, old.get(kr.ref), new.get(kr.ref)) for kr in now.key_results)
    kept = {"team", "cycle", "contributors", "key_results"}
    return replace(_fresh(now, before, after, kept), key_results=below)


def _fresh(
    now: Item, before: Item | None, after: Item | None, kept: set[str] | None = None
) -> Item:
    if before is None or after is None:
        return now
    changes = {
        f.name: getattr(after, f.name)
        for f in fields(now)
        if f.name not in (kept or ()) and getattr(now, f.name) == getattr(before, f.name)
    }
    return replace(now, **changes)
