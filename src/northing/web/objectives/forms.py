"""The form of an objective: a new one, or the texts of one that is there."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.http import QueryDict
from django.utils.translation import gettext as _

from northing.actions.errors import ActionError, ConflictError, Difference
from northing.domain.snapshot import Ambition
from northing.queries.callers import TeamNode
from northing.queries.cycles import CycleRef
from northing.queries.metrics import MetricChoice
from northing.queries.objective_texts import ObjectiveTexts
from northing.queries.people import PersonRef
from northing.queries.words import AMBITIONS
from northing.web.base.entry import THEIRS, Entry, entry, refused
from northing.web.base.requests import Request
from northing.web.base.shapes import Conflict, Field
from northing.web.objectives.questions import reason

NAMES = ("title", "why", "ambition", "team", "cycle", "owner")
AGREED = ("title", "why", "ambition", "cycle", "owner")


@dataclass(frozen=True, slots=True)
class Box:
    """A team that may contribute or a metric that may guard, ticked or not."""

    id: int
    name: str
    is_ticked: bool


@dataclass(frozen=True, slots=True)
class ObjectiveForm:
    """The entry with the teams that may contribute and the metrics that may guard.

    `seen` and `seen_guards` are which ones were ticked at first.
    """

    entry: Entry
    boxes: tuple[Box, ...]
    seen: str
    guards: tuple[Box, ...] = ()
    seen_guards: str = ""


@dataclass(frozen=True, slots=True)
class Choices:
    """Who and what can be chosen: read once for a form."""

    people: tuple[PersonRef, ...]
    cycles: tuple[CycleRef, ...]
    teams: tuple[TeamNode, ...]
    metrics: tuple[MetricChoice, ...] = ()


def fresh(request: Request, choices: Choices, values: Mapping[str, str]) -> ObjectiveForm:
    """The form of a new objective; only own teams can be chosen."""
    own = tuple(t for t in choices.teams if t.id in request.caller.teams)
    fields = _fields(values, choices, own)
    if request.standing.personal_okrs:
        fields = (*fields, _personal(values))
    form = entry("objective", _("Save the draft"), *fields)
    return ObjectiveForm(form, _boxes(choices.teams, ()), "", _guards(choices, ()))


def _guards(choices: Choices, ticked: Sequence[int]) -> tuple[Box, ...]:
    named = ((m.id, f"{m.name}, {m.healthy}" if m.healthy else m.name) for m in choices.metrics)
    return tuple(Box(pk, name, pk in ticked) for pk, name in named)


def _personal(values: Mapping[str, str]) -> Field:
    return Field(
        "personal", _("personal: mine alone"), "checkbox", values.get("personal", ""), is_required=False,
        help=_("Everybody reads it while it runs, no figure counts it, and how it ended is for you alone."),
    )  # fmt: skip


def of(request: Request, choices: Choices, found: ObjectiveTexts) -> ObjectiveForm:
    """The form of one that is there; an agreed one stays with its team and asks for a reason."""
    values = {
        "title": found.title, "why": found.why, "ambition": found.ambition, "team": str(found.team.id),
        "cycle": str(found.cycle.id), "owner": str(found.owner),
    }  # fmt: skip
    teams = tuple(t for t in choices.teams if t.id in request.caller.teams or t.id == found.team.id)
    fields = _fields(values, choices, teams)
    if not found.drafted:
        fields = (*(f for f in fields if f.name in AGREED), reason())
    if found.personal:
        fields = tuple(f for f in fields if f.name != "owner")
    form = entry("objective", _("Save"), *fields, is_edit=True)
    ticked = [t.id for t in found.contributors]
    others = tuple(t for t in choices.teams if t.id != found.team.id and not found.personal)
    return ObjectiveForm(
        form, _boxes(others, ticked), ids(ticked), _guards(choices, found.guards), ids(found.guards)
    )


def _fields(
    values: Mapping[str, str], choices: Choices, teams: Iterable[TeamNode]
) -> tuple[Field, ...]:
    open_cycles = [
        c for c in choices.cycles if c.phase != "closed" or str(c.id) == values.get("cycle")
    ]
    return (
        Field("title", _("Objective"), value=values.get("title", ""),
              help=_("An end state worth reaching, in words that people remember. Numbers come with the key results.")),
        Field("why", _("Why"), "textarea", values.get("why", ""), is_required=False,
              help=_("What is wrong today, and for whom? One sentence is enough.")),
        Field("ambition", _("Ambition"), "select", values.get("ambition", Ambition.ASPIRATIONAL.value),
              choices=tuple((code, str(word)) for code, word in AMBITIONS.items()),
              help=_("Aspirational: 70 % of the way is a success. Committed: it is promised, all of it.")),
        Field("team", _("Team"), "select", values.get("team", ""),
              choices=tuple((str(t.id), t.name) for t in teams)),
        Field("cycle", _("Cycle"), "select", values.get("cycle", ""),
              choices=tuple((str(c.id), c.name) for c in open_cycles)),
        Field("owner", _("Owner"), "select", values.get("owner", ""),
              choices=tuple((str(p.id), p.name) for p in choices.people)),
    )  # fmt: skip


def _boxes(teams: Iterable[TeamNode], ticked: Sequence[int]) -> tuple[Box, ...]:
    return tuple(Box(t.id, t.name, t.id in ticked) for t in teams)


def ids(ticked: Iterable[int]) -> str:
    """Ids as one text, to be compared."""
    return ",".join(str(pk) for pk in sorted(ticked))


def ticked_in(post: QueryDict, name: str) -> tuple[int, ...]:
    """The ids that were ticked under a name: `contributors` or `guards`."""
    return tuple(int(v) for v in post.getlist(name) if v.isdecimal() and len(v) < 19)


def changed_contributors(post: QueryDict, found: ObjectiveTexts) -> tuple[int, ...] | None:
    """The teams to be written: None where they were not touched. Raises ConflictError."""
    said = _("Somebody else changed the contributing teams meanwhile.")
    return _changed(post, "contributors", ids(t.id for t in found.contributors), said)


def changed_guards(post: QueryDict, found: ObjectiveTexts) -> tuple[int, ...] | None:
    """The guards to be written: None where they were not touched. Raises ConflictError."""
    if "seen-guards" not in post:
        return None
    said = _("Somebody else changed the guards meanwhile.")
    return _changed(post, "guards", ids(found.guards), said)


def _changed(post: QueryDict, name: str, now: str, said: str) -> tuple[int, ...] | None:
    if post.get("settle") == THEIRS and name in post.getlist("conflicted"):
        return None
    chosen, seen = ticked_in(post, name), post.get(f"seen-{name}", "")
    if ids(chosen) == seen or ids(chosen) == now:
        return None
    if seen != now:
        remedy = _("Compare both, then save what should stand.")
        raise ConflictError(said, remedy, (Difference(name, seen, now, ids(chosen)),))
    return chosen


def again(form: ObjectiveForm, post: QueryDict, error: ActionError) -> ObjectiveForm:
    """The form after a refusal, with everything that was typed and ticked."""
    shown = refused(form.entry, post, error)
    conflicts = tuple(
        _with_names(_with_names(c, "contributors", _("Contributing teams"), form.boxes),
                    "guards", _("Guards"), form.guards)
        for c in shown.conflicts
    )  # fmt: skip
    new = {c.name for c in conflicts}
    return ObjectiveForm(
        replace(shown, conflicts=conflicts),
        _ticked(form.boxes, ticked_in(post, "contributors")),
        form.seen if "contributors" in new else post.get("seen-contributors", form.seen),
        _ticked(form.guards, ticked_in(post, "guards")),
        form.seen_guards if "guards" in new else post.get("seen-guards", form.seen_guards),
    )


def _with_names(c: Conflict, name: str, label: str, boxes: Sequence[Box]) -> Conflict:
    if c.name != name:
        return c
    names = {box.id: box.name for box in boxes}
    mine, theirs = (replace(side, text=_named(side.text, names)) for side in (c.mine, c.theirs))
    return replace(c, label=label, mine=mine, theirs=theirs)


def _ticked(boxes: Iterable[Box], ticked: Sequence[int]) -> tuple[Box, ...]:
    return tuple(replace(box, is_ticked=box.id in ticked) for box in boxes)


def _named(text: str, names: Mapping[int, str]) -> str:
    return ", ".join(names.get(int(pk), "–") for pk in text.split(",") if pk)
