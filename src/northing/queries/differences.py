"""What is different between two definitions of a noun, field by field, in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from northing.domain import rewording, units
from northing.domain.access import Caller
from northing.domain.rewording import Piece
from northing.queries import days, words
from northing.queries.names import Name, Names

Body = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of a change, as people read it; an empty side means that there was nothing.

    `pieces` show a text word by word, with what was taken out and what was put in.
    """

    field: str
    before: str
    after: str
    pieces: tuple[Piece, ...] = ()


class Field(NamedTuple):
    """How a field of a definition is read. `noun` is what an id in it points to."""

    label: Any
    sort: str
    noun: str = ""


class Raw(NamedTuple):
    """A field that differs, not yet in words."""

    field: Field
    before: Any
    after: Any
    unit_before: str
    unit_after: str


_NAME = Field(gettext_lazy("Name"), "text")
_OWNER = Field(gettext_lazy("Owner"), "ref", "person")
_TEAM = Field(gettext_lazy("Team"), "ref", "team")
STATE = Field(gettext_lazy("State"), "word")
_LOW, _HIGH = (
    Field(gettext_lazy("Lower bound"), "value"),
    Field(gettext_lazy("Upper bound"), "value"),
)

FIELDS: dict[str, dict[str, Field]] = {
    "objective": {
        "title": Field(gettext_lazy("Title"), "text"),
        "why": Field(gettext_lazy("Why"), "text"),
        "ambition": Field(gettext_lazy("Ambition"), "word"),
        "state": STATE,
        "owner_id": _OWNER,
        "person_id": Field(gettext_lazy("Personal objective of"), "ref", "person"),
        "team_id": _TEAM,
        "cycle_id": Field(gettext_lazy("Cycle"), "ref", "cycle"),
        "contributors": Field(gettext_lazy("Contributing teams"), "refs", "team"),
        "supports": Field(gettext_lazy("Supports"), "supports"),
        "guards": Field(gettext_lazy("Guards"), "refs", "metric"),
    },
    "key_result": {
        "title": Field(gettext_lazy("Title"), "text"),
        "state": STATE,
        "objective_id": Field(gettext_lazy("Objective"), "ref", "objective"),
        "owner_id": _OWNER,
        "kind": Field(gettext_lazy("Kind"), "word"),
        "metric_id": Field(gettext_lazy("Metric"), "ref", "metric"),
        "unit": Field(gettext_lazy("Unit"), "plain"),
        "baseline": Field(gettext_lazy("Baseline"), "value"),
        "target": Field(gettext_lazy("Target"), "value"),
        "low": _LOW,
        "high": _HIGH,
        "started_on": Field(gettext_lazy("Starts"), "day"),
        "due_on": Field(gettext_lazy("Due"), "day"),
        "weight": Field(gettext_lazy("Weight"), "plain"),
        "checkpoints": Field(gettext_lazy("Checkpoints"), "checkpoints"),
        "steps": Field(gettext_lazy("Steps"), "steps"),
    },
    "metric": {
        "name": _NAME,
        "unit": Field(gettext_lazy("Unit"), "plain"),
        "direction": Field(gettext_lazy("Good direction"), "word"),
        "low": _LOW,
        "high": _HIGH,
        "healthy_low": Field(gettext_lazy("Healthy from"), "value"),
        "healthy_high": Field(gettext_lazy("Healthy up to"), "value"),
        "owner_id": _OWNER,
        "team_id": _TEAM,
    },
    "initiative": {
        "title": Field(gettext_lazy("Title"), "text"),
        "state": STATE,
        "owner_id": _OWNER,
        "team_id": _TEAM,
        "due_on": Field(gettext_lazy("Due"), "day"),
        "link": Field(gettext_lazy("Link"), "plain"),
    },
    "team": {
        "name": _NAME,
        "slug": Field(gettext_lazy("Address"), "plain"),
        "parent_id": Field(gettext_lazy("Lies under"), "ref", "team"),
        "archived_at": Field(gettext_lazy("Archived"), "instant"),
        "merged_into_id": Field(gettext_lazy("Merged into"), "ref", "team"),
        "lint": Field(gettext_lazy("Rules of the writing coach"), "lint"),
    },
    "team_person": {
        "lead": Field(gettext_lazy("Leads"), "flag"),
        "until": Field(gettext_lazy("Left on"), "day"),
    },
    "cycle": {
        "name": _NAME,
        "kind": Field(gettext_lazy("Kind"), "word"),
        "start": Field(gettext_lazy("Starts"), "day"),
        "end": Field(gettext_lazy("Ends"), "day"),
        "parent_id": Field(gettext_lazy("Lies in"), "ref", "cycle"),
        "closed_at": Field(gettext_lazy("Closed"), "instant"),
    },
    "workspace": {
        "name": _NAME,
        "slug": Field(gettext_lazy("Address"), "plain"),
        "tz": Field(gettext_lazy("Time zone"), "plain"),
        "fiscal_month": Field(gettext_lazy("First month of the year"), "month"),
        "weekday": Field(gettext_lazy("Check-in day"), "weekday"),
        "policies": Field(gettext_lazy("Policies"), "policies"),
    },
    "person": {
        "name": _NAME,
        "handle": Field(gettext_lazy("Handle"), "plain"),
        "role": Field(gettext_lazy("Role"), "word"),
        "state": STATE,
        "email": Field(gettext_lazy("E-mail address"), "secret"),
    },
}  # fmt: skip
"""Nouns whose changes are shown, with their fields in reading order. An address is never shown."""

WORDS: dict[str, Any] = {
    **words.AMBITIONS, **words.STATES, **words.KINDS, **words.ROLES, **words.PERSON_STATES,
    **words.INITIATIVE_STATES, "up": gettext_lazy("up"), "down": gettext_lazy("down"),
    "annual": gettext_lazy("year"), "quarter": gettext_lazy("quarter"),
    "custom": gettext_lazy("own dates"),
}  # fmt: skip
POLICIES: dict[str, Any] = {"personal_okrs": gettext_lazy("personal objectives")}


def raw(noun: str, before: Body | None, after: Body | None) -> tuple[Raw, ...]:
    """The fields of a noun that differ, in reading order; none where a side is not known."""
    if not before or not after:
        return ()
    units_ = str(before.get("unit") or ""), str(after.get("unit") or "")
    return tuple(
        Raw(field, before.get(name), after.get(name), *units_)
        for name, field in FIELDS.get(noun, {}).items()
        if before.get(name) != after.get(name)
        and (before.get(name) or after.get(name))  # nothing and an empty list are the same nothing
    )


def ids(found: Iterable[Raw]) -> Iterable[tuple[str, int]]:
    """The nouns that these fields point to, whose names are needed to say it."""
    for one in found:
        for value in (one.before, one.after):
            if not value:
                continue
            if one.field.sort == "ref":
                yield one.field.noun, value
            elif one.field.sort == "refs":
                yield from ((one.field.noun, pk) for pk in value)
            elif one.field.sort == "supports":
                yield from (_end(link) for link in value)


def in_words(
    caller: Caller, found: Iterable[Raw], names: Names, *, whole: bool = False
) -> tuple[Difference, ...]:
    """These differences in words; a long text only around what changed, unless the `whole` is wanted."""
    return tuple(_difference(caller, one, names, whole) for one in found)


def _difference(caller: Caller, one: Raw, names: Names, whole: bool) -> Difference:
    label, sort = str(one.field.label), one.field.sort
    if sort == "text":
        before, after = str(one.before or ""), str(one.after or "")
        between = rewording.pieces(before, after, whole=whole) if before and after else ()
        return Difference(label, before, after, between)
    if sort == "secret":
        return Difference(label, "", _("changed; addresses are not shown here"))
    if sort in _LISTS:
        was, now = (_LISTS[sort](caller, one.field, v or (), u, names) for v, u in _sides(one))
        return Difference(label, "\n".join(_without(was, now)), "\n".join(_without(now, was)))
    was_text, now_text = (
        _text(caller, one.field, value, unit, names) for value, unit in _sides(one)
    )
    return Difference(label, was_text, now_text)


def _sides(one: Raw) -> tuple[tuple[Any, str], tuple[Any, str]]:
    return (one.before, one.unit_before), (one.after, one.unit_after)


def _without(lines: Sequence[str], others: Sequence[str]) -> list[str]:
    """Of a list only what the other one has not."""
    return [line for line in lines if line not in others]


def _text(caller: Caller, field: Field, value: Any, unit: str, names: Names) -> str:
    if value in (None, "") or value is False:
        return ""
    if field.sort == "word":
        return str(WORDS.get(value, value))
    if field.sort == "value":
        return units.show(Decimal(value), units.unit(unit))
    if field.sort == "ref":
        return label(names.get((field.noun, value)))
    if field.sort in {"month", "weekday"}:
        known: Mapping[int, Any] = MONTHS if field.sort == "month" else WEEKDAYS
        return capfirst(str(known.get(value, value)))
    if field.sort == "flag":
        return _("yes")
    return _moment(caller, field.sort, value)


def _moment(caller: Caller, sort: str, value: Any) -> str:
    if sort == "day":
        return days.short(date.fromisoformat(value), caller.today)
    if sort == "instant":
        return days.short(
            datetime.fromisoformat(value).astimezone(caller.zone).date(), caller.today
        )
    return str(value)


def label(name: Name | None) -> str:
    """A noun within a line of text: `O-7 Shipping is boring`."""
    if name is None:
        return _("one you may not see")
    return f"{name.key} {name.text}" if name.key else name.text


def _refs(caller: Caller, field: Field, value: Any, unit: str, names: Names) -> list[str]:
    return [label(names.get((field.noun, pk))) for pk in value]


def _supports(caller: Caller, field: Field, value: Any, unit: str, names: Names) -> list[str]:
    return [label(names.get(_end(link))) for link in value]


def _end(link: Mapping[str, Any]) -> tuple[str, int]:
    noun = "objective" if link.get("objective") else "key_result"
    return noun, link.get(noun) or 0


def _checkpoints(caller: Caller, field: Field, value: Any, unit: str, names: Names) -> list[str]:
    shown = units.unit(unit)
    return [
        f"{days.short(date.fromisoformat(day), caller.today)}: {units.show(Decimal(amount), shown)}"
        for day, amount in value
    ]


def _steps(caller: Caller, field: Field, value: Any, unit: str, names: Names) -> list[str]:
    return [_step(one, caller.today) for one in value]


def _step(one: Mapping[str, Any], today: date) -> str:
    due = f", {days.short(date.fromisoformat(one['due_on']), today)}" if one.get("due_on") else ""
    done = " ✓" if one.get("done_on") else ""
    return f"{one['title']} (× {one['weight']}{due}){done}"


def _policies(caller: Caller, field: Field, value: Any, unit: str, names: Names) -> list[str]:
    said = dict(value)
    rules = _lint(caller, field, said.pop("lint", {}), unit, names)
    return [
        f"{POLICIES.get(name, name)}: {_policy(on)}" for name, on in sorted(said.items())
    ] + rules


def _lint(caller: Caller, field: Field, value: Any, unit: str, names: Names) -> list[str]:
    """What is said of the linter's rules, a line for each."""
    lines = []
    for name, said in sorted(dict(value).items()):
        if isinstance(said, dict):
            lines += [f"{key}: {one}" for key, one in sorted(said.items())]
        else:
            lines.append(f"{name}: {', '.join(said)}")
    return lines


def _policy(value: Any) -> str:
    if isinstance(value, bool):
        return _("on") if value else _("off")
    return str(value)


_LISTS = {
    "refs": _refs, "supports": _supports, "checkpoints": _checkpoints, "steps": _steps,
    "policies": _policies, "lint": _lint,
}  # fmt: skip
