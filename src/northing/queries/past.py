"""The past of an objective or key result in words: what stood there, and what stands there since."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from northing.domain import units
from northing.domain.access import Caller
from northing.queries import days, key_results, objectives, sight, words
from northing.queries.cards import TeamRef
from northing.queries.events import ChangeCard, changes_of
from northing.queries.people import PersonRef
from northing.store.cycles import Cycle
from northing.store.key_results import KeyResult
from northing.store.metrics import Metric
from northing.store.objectives import Objective
from northing.store.people import Person
from northing.store.teams import Team

FIELDS = {
    "title": gettext_lazy("Title"),
    "why": gettext_lazy("Why"),
    "ambition": gettext_lazy("Ambition"),
    "state": gettext_lazy("State"),
    "owner_id": gettext_lazy("Owner"),
    "team_id": gettext_lazy("Team"),
    "cycle_id": gettext_lazy("Cycle"),
    "contributors": gettext_lazy("Contributing teams"),
    "supports": gettext_lazy("Supports"),
    "kind": gettext_lazy("Kind"),
    "metric_id": gettext_lazy("Metric"),
    "unit": gettext_lazy("Unit"),
    "baseline": gettext_lazy("Baseline"),
    "target": gettext_lazy("Target"),
    "low": gettext_lazy("Lower bound"),
    "high": gettext_lazy("Upper bound"),
    "started_on": gettext_lazy("Starts"),
    "due_on": gettext_lazy("Due"),
    "weight": gettext_lazy("Weight"),
    "checkpoints": gettext_lazy("Checkpoints"),
    "steps": gettext_lazy("Steps"),
}
VERBS = {
    "draft": gettext_lazy("drafted it"),
    "import": gettext_lazy("imported it"),
    "edit": gettext_lazy("edited it"),
    "propose": gettext_lazy("proposed it"),
    "withdraw": gettext_lazy("took the proposal back"),
    "agree": gettext_lazy("agreed to it"),
    "close": gettext_lazy("closed it"),
    "cancel": gettext_lazy("gave it up"),
    "reopen": gettext_lazy("reopened it"),
    "align": gettext_lazy("linked it"),
    "unalign": gettext_lazy("took a link away"),
    "add_key_result": gettext_lazy("added it"),
    "retarget": gettext_lazy("retargeted it"),
    "pause": gettext_lazy("paused it"),
    "resume": gettext_lazy("resumed it"),
    "drop": gettext_lazy("dropped it"),
    "step": gettext_lazy("marked steps"),
}
VALUES = frozenset({"baseline", "target", "low", "high"})
Names = dict[str, dict[int, str]]


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of a change, as people read it; an empty side means that there was nothing."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class PastChange:
    """One event in words: who did what, when, through which door, why, and what is different since."""

    day: str
    time: str
    person: PersonRef | None
    door: str
    did: str
    reason: str
    erased: bool
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Past:
    """Every change of one noun, newest first."""

    key: str
    title: str
    team: TeamRef
    changes: tuple[PastChange, ...]


def of_objective(caller: Caller, number: int) -> Past | None:
    """The past of O-`number`; None where it may not be seen: at most seven queries."""
    row = objectives.seen(caller, number)
    return (
        None
        if row is None
        else _past(caller, row, row.team, changes_of(caller, "objective", row.pk))
    )


def of_key_result(caller: Caller, number: int) -> Past | None:
    """The past of KR-`number`; None where it may not be seen: at most seven queries."""
    row = key_results.seen(caller, number)
    if row is None:
        return None
    return _past(caller, row, row.objective.team, changes_of(caller, "key_result", row.pk))


def _past(
    caller: Caller, row: Objective | KeyResult, team: Team, changes: Sequence[ChangeCard]
) -> Past:
    names = _names(caller, changes)
    told = tuple(_told(one, names, caller.today) for one in changes)
    return Past(row.key, row.title, TeamRef(team.pk, team.name, team.slug), told)


def did(verb: str) -> str:
    """A verb of ours in the reader's words; one that is not known here is printed plainly."""
    return str(VERBS.get(verb) or verb.replace("_", " "))


def _told(one: ChangeCard, names: Names, today: date) -> PastChange:
    return PastChange(
        day=one.day,
        time=f"{one.at:%H:%M}",
        person=one.person,
        door=one.door,
        did=did(one.verb),
        reason=one.reason,
        erased=one.erased,
        differences=tuple(_differences(one, names, today)),
    )


def _differences(one: ChangeCard, names: Names, today: date) -> Iterable[Difference]:
    if not one.before or not one.after:
        return
    for name, label in FIELDS.items():
        before, after = one.before.get(name), one.after.get(name)
        if before != after:
            sides = [
                _text(name, value, str(body.get("unit") or ""), names, today)
                for value, body in ((before, one.before), (after, one.after))
            ]
            yield Difference(str(label), sides[0], sides[1])


def _text(name: str, value: Any, unit: str, names: Names, today: date) -> str:
    if value in (None, "", []):
        return ""
    if name in {"ambition", "state", "kind"}:
        known = words.AMBITIONS | words.STATES | words.KINDS
        return str(known.get(value, value))
    if name in VALUES:
        return units.show(Decimal(value), units.unit(unit))
    if name in {"started_on", "due_on"}:
        return days.short(date.fromisoformat(value), today)
    if name.endswith("_id"):
        return names[name].get(value, _("something else"))
    return _list(name, value, unit, names, today)


def _list(name: str, value: Any, unit: str, names: Names, today: date) -> str:
    if name == "contributors":
        return ", ".join(names["team_id"].get(pk, "–") for pk in value)
    if name == "supports":
        return ", ".join(_end(link, names) for link in value)
    if name == "checkpoints":
        shown = units.unit(unit)
        return ", ".join(
            f"{days.short(date.fromisoformat(day), today)}: {units.show(Decimal(amount), shown)}"
            for day, amount in value
        )
    if name == "steps":
        return "\n".join(_step(one, today) for one in value)
    return str(value)


def _end(link: dict[str, Any], names: Names) -> str:
    kind = "objective" if link.get("objective") else "key_result"
    return names[kind].get(link.get(kind) or 0, _("one you may not see"))


def _step(one: dict[str, Any], today: date) -> str:
    due = f", {days.short(date.fromisoformat(one['due_on']), today)}" if one.get("due_on") else ""
    done = " ✓" if one.get("done_on") else ""
    return f"{one['title']} (× {one['weight']}{due}){done}"


def _names(caller: Caller, changes: Sequence[ChangeCard]) -> Names:
    """The names of everything that the definitions point to: one query for each sort that occurs."""
    found: dict[str, set[int]] = {}
    for body in (b for one in changes for b in (one.before, one.after)):
        for name in ("owner_id", "team_id", "cycle_id", "metric_id"):
            found.setdefault(name, set()).update({body[name]} if body.get(name) else ())
        found.setdefault("team_id", set()).update(body.get("contributors") or ())
        for link in body.get("supports") or ():
            for kind in ("objective", "key_result"):
                found.setdefault(kind, set()).update({link[kind]} if link.get(kind) else ())
    return {name: _named(caller, name, found.get(name, set())) for name in _SORTS}


_SORTS: dict[str, tuple[Any, str]] = {
    "owner_id": (Person, ""),
    "team_id": (Team, ""),
    "cycle_id": (Cycle, ""),
    "metric_id": (Metric, ""),
    "objective": (Objective, "O"),
    "key_result": (KeyResult, "KR"),
}


def _named(caller: Caller, name: str, ids: set[int]) -> dict[int, str]:
    if not ids:
        return {}
    model, letter = _SORTS[name]
    rows = model.objects.filter(ws=caller.workspace, pk__in=ids)
    if not letter:
        return dict(rows.values_list("pk", "name"))
    rows = rows.filter(sight.objectives(caller, "objective__" if letter == "KR" else ""))
    return {
        pk: f"{letter}-{n} {title}" for pk, n, title in rows.values_list("pk", "number", "title")
    }
