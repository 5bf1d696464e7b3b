"""The form of a key result: fresh, of one that is there, and again after a refusal."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.http import QueryDict
from django.utils.translation import gettext as _

from northing.actions.errors import ActionError, ConflictError
from northing.actions.key_results import Measure
from northing.queries.key_result_texts import KeyResultTexts
from northing.queries.words import KINDS
from northing.web.base.entry import Entry, entry, refused
from northing.web.base.shapes import Field
from northing.web.key_results import fields, lists
from northing.web.key_results.fields import AMOUNTS, FOR, MEASURE, TEXTS, VALUES, Choices
from northing.web.key_results.lists import CheckpointRow, StepRow
from northing.web.objectives import questions
from northing.web.objectives.questions import Question


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that stand together; `css` says for which kinds they are shown."""

    css: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class KeyResultForm:
    """The entry and what it cannot hold: kinds, groups of fields, rows of steps and checkpoints."""

    entry: Entry
    kinds: tuple[fields.KindBox, ...]
    steps: tuple[StepRow, ...]
    checkpoints: tuple[CheckpointRow, ...]
    seen_steps: str = ""
    seen_checkpoints: str = ""
    steps_error: str = ""
    checkpoints_error: str = ""
    kind_error: str = ""

    @property
    def groups(self) -> tuple[Group, ...]:
        """The fields under the kinds, in their order."""
        by_name = {f.name: f for f in self.entry.fields}
        wanted = (MEASURE, ("baseline", "target"), ("low", "high"))
        found = (
            Group(f"for {_css(names[0])}", tuple(by_name[n] for n in names if n in by_name))
            for names in wanted
        )
        return tuple(g for g in found if g.fields)

    @property
    def first(self) -> tuple[Field, ...]:
        """What stands above the kinds."""
        return tuple(f for f in self.entry.fields if f.name == "title")

    @property
    def last(self) -> tuple[Field, ...]:
        """What stands below: owner, weight, dates."""
        return tuple(f for f in self.entry.fields if f.name in TEXTS[1:])

    @property
    def reason(self) -> tuple[Field, ...]:
        """The reason, where one is asked for."""
        return tuple(f for f in self.entry.fields if f.name == "reason")


def _css(name: str) -> str:
    return " ".join(f"for-{kind}" for kind in FOR[name].split())


def fresh(choices: Choices, values: Mapping[str, str], *, is_active: bool) -> KeyResultForm:
    """The form of a new key result; on an active objective a reason is asked for."""
    shown = fields.fields(choices, values, (*TEXTS, *MEASURE, *AMOUNTS))
    form = entry("key_result", _("Add it"), *shown, *((questions.reason(),) if is_active else ()))
    return KeyResultForm(
        form, fields.kinds(values.get("kind", "")), lists.step_rows(()), lists.checkpoint_rows(())
    )


def of(choices: Choices, found: KeyResultTexts) -> KeyResultForm:
    """The form of one that is there. In an active one only what is missing can still be given."""
    names = (*TEXTS, *open_values(found), *(MEASURE if may_measure(found) else ()))
    shown = fields.fields(choices, values_of(found), names)
    reason = () if found.drafted else (questions.reason(),)
    form = entry("key_result", _("Save"), *shown, *reason, is_edit=True)
    if may_choose_kind(found):
        form = replace(form, seen=(*form.seen, ("kind", found.kind)))
    return KeyResultForm(
        form,
        fields.kinds(found.kind) if may_choose_kind(found) else (),
        lists.step_rows(found.steps),
        lists.checkpoint_rows(found.checkpoints),
        lists.steps_text(found.steps),
        lists.checkpoints_text(found.checkpoints),
    )


def values_of(found: KeyResultTexts) -> dict[str, str]:
    """The texts of every field as they stand."""
    return {
        "title": found.title, "kind": found.kind, "metric": str(found.metric or ""), "unit": found.unit,
        "metric_name": "", "baseline": found.baseline, "target": found.target, "low": found.low,
        "high": found.high, "owner": str(found.owner), "weight": found.weight,
        "started_on": found.started_on, "due_on": found.due_on,
    }  # fmt: skip


def known(form: KeyResultForm, found: KeyResultTexts) -> dict[str, str]:
    """What the coach should know of it beside the fields of its form."""
    shown = {f.name for f in form.entry.fields} | ({"kind"} if form.kinds else set())
    wanted = ("kind", "unit", "baseline", "target")
    values = {n: v for n, v in values_of(found).items() if n in wanted and n not in shown}
    return {**values, "objective": found.objective.key}


def open_values(found: KeyResultTexts) -> tuple[str, ...]:
    """The values that may be typed: all in a draft, later only what is missing where something is."""
    missing = tuple(n for n in AMOUNTS if not getattr(found, n))
    return AMOUNTS if found.drafted else missing if found.needs else ()


def may_choose_kind(found: KeyResultTexts) -> bool:
    """A draft, or one that was imported without what its kind needs."""
    return found.drafted or bool(found.needs)


def may_measure(found: KeyResultTexts) -> bool:
    """Whether its metric may be chosen: in a draft, or where it lacks something and has none."""
    return found.drafted or (found.metric is None and bool(found.needs))


def measure(post: QueryDict, found: KeyResultTexts) -> Measure | None:
    """The metric that was chosen or named; None where nothing about it changed."""
    if not may_measure(found) or "metric" not in post:
        return None
    chosen, name, unit = (post.get(n, "").strip() for n in MEASURE)
    if chosen.isdecimal() and len(chosen) < 19:
        return None if int(chosen) == found.metric else Measure(int(chosen))
    if found.metric is None:
        is_meant = bool(name or unit) or any(post.get(n, "").strip() for n in AMOUNTS)
    else:
        is_meant = bool(name) or unit not in {"", found.unit}
    return Measure(None, name, unit) if is_meant else None


def again(
    form: KeyResultForm, post: QueryDict, error: ActionError, found: KeyResultTexts | None = None
) -> KeyResultForm:
    """The form after a refusal: everything typed kept, each message at its place."""
    said = f"{error.message} {error.remedy}".strip()
    shown = refused(form.entry, post, readable(error, found) if found else error)
    names = {d.field for d in error.differences} if isinstance(error, ConflictError) else set()
    elsewhere = {
        n: said for n in ("steps", "checkpoints", "kind") if n == error.place and not names
    }
    if elsewhere:
        shown = replace(shown, message="", remedy="")
    return replace(
        typed(form, post),
        entry=shown,
        seen_steps=form.seen_steps if "steps" in names else post.get("seen-steps", form.seen_steps),
        seen_checkpoints=form.seen_checkpoints if "checkpoints" in names
        else post.get("seen-checkpoints", form.seen_checkpoints),
        steps_error=elsewhere.get("steps", ""),
        checkpoints_error=elsewhere.get("checkpoints", ""),
        kind_error=elsewhere.get("kind", ""),
    )  # fmt: skip


def longer(form: KeyResultForm, post: QueryDict) -> KeyResultForm:
    """The form as typed, with three more rows where they were asked for."""
    kept = typed(form, post)
    fields = tuple(replace(f, value=post.get(f.name, "")) for f in form.entry.fields)
    seen = tuple((n, post.get(f"seen-{n}", v)) for n, v in form.entry.seen)
    kept = replace(kept, entry=replace(form.entry, fields=fields, seen=seen))
    if post.get("more") == "steps":
        return replace(kept, steps=(*kept.steps, *(StepRow(n) for n in lists.more(kept.steps))))
    return replace(
        kept,
        checkpoints=(*kept.checkpoints, *(CheckpointRow(n) for n in lists.more(kept.checkpoints))),
    )


def typed(form: KeyResultForm, post: QueryDict) -> KeyResultForm:
    """Kinds and rows as they were sent."""
    return replace(
        form,
        kinds=fields.kinds(post.get("kind", "")) if form.kinds else (),
        steps=lists.typed_steps(post) or form.steps,
        checkpoints=lists.typed_checkpoints(post) or form.checkpoints,
        seen_steps=post.get("seen-steps", form.seen_steps),
        seen_checkpoints=post.get("seen-checkpoints", form.seen_checkpoints),
    )


def readable(error: ActionError, found: KeyResultTexts) -> ActionError:
    """A conflict whose texts are those that people read: values with their unit."""
    if not isinstance(error, ConflictError):
        return error
    now = values_of(found) | {"kind": str(KINDS[found.kind])}
    return ConflictError(
        error.message, error.remedy,
        tuple(replace(d, theirs=now.get(d.field, d.theirs)) for d in error.differences),
    )  # fmt: skip


def aims(kind: str) -> tuple[str, ...]:
    """What a retarget may change for this kind."""
    return (*(("target",) if kind in {"increase", "decrease"} else VALUES.get(kind, ())), "due_on")


def retarget(found: KeyResultTexts, question: Question) -> Entry:
    """The form of a retarget: what stands now, to be changed."""
    labels = {
        "target": _("Target"),
        "low": _("Lower bound"),
        "high": _("Upper bound"),
        "due_on": _("Due"),
    }
    values = values_of(found)
    fields = tuple(
        Field(n, labels[n], "date" if n == "due_on" else "text", values[n], is_required=False)
        for n in aims(found.kind)
    )
    form = entry("retarget", question.button, *fields, questions.reason(), is_edit=True)
    return replace(form, seen=tuple(pair for pair in form.seen if pair[0] != "reason"))
