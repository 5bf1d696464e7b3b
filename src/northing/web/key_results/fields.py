"""The fields of a key result's form: which there are, for which kinds, and what helps to fill them in."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from northing.queries.metrics import MetricCard
from northing.queries.people import PersonRef
from northing.queries.words import KINDS
from northing.web.base.shapes import Field

VALUES = {
    "increase": ("baseline", "target"),
    "decrease": ("baseline", "target"),
    "keep": ("low", "high"),
}
AMOUNTS = ("baseline", "target", "low", "high")
MEASURE = ("metric", "metric_name", "unit")
TEXTS = ("title", "owner", "weight", "started_on", "due_on")
FOR = {
    **dict.fromkeys(MEASURE, "increase decrease keep find_baseline"),
    "baseline": "increase decrease", "target": "increase decrease", "low": "keep", "high": "keep",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class KindBox:
    """A kind to choose, with what it is for."""

    code: str
    word: str
    help: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Choices:
    """Who can own it and what can be measured: read once for a form."""

    people: tuple[PersonRef, ...]
    metrics: tuple[MetricCard, ...]


def fields(
    choices: Choices, values: Mapping[str, str], names: tuple[str, ...]
) -> tuple[Field, ...]:
    """The named fields, in this order, with their values."""
    found = {f.name: f for f in (*_texts(choices, values), *_measured(choices, values))}
    return tuple(found[name] for name in names)


def _texts(choices: Choices, values: Mapping[str, str]) -> tuple[Field, ...]:
    owners = tuple((str(p.id), p.name) for p in choices.people)
    return (
        Field("title", _("Key result"), value=values.get("title", ""),
              help=_("What will be different, such as “A build takes 6 minutes”.")),
        Field("owner", _("Owner"), "select", values.get("owner", ""), choices=owners),
        Field("weight", _("Weight"), value=values.get("weight", "1"), is_required=False,
              help=_("How much it counts within the objective; usually 1.")),
        Field("started_on", _("Starts"), "date", values.get("started_on", ""), is_required=False),
        Field("due_on", _("Due"), "date", values.get("due_on", ""), is_required=False),
    )  # fmt: skip


def _measured(choices: Choices, values: Mapping[str, str]) -> tuple[Field, ...]:
    known = tuple(
        (str(m.id), f"{m.name} ({m.unit})" if m.unit else m.name) for m in choices.metrics
    )
    ways = _("Increase and decrease need it.")
    bound = _("Keep needs one of the two bounds.")
    return (
        Field("metric", _("Metric"), "select", values.get("metric", ""), is_required=False,
              choices=(("", _("a new one")), *known)),
        Field("metric_name", _("Name of a new metric"), value=values.get("metric_name", ""),
              is_required=False, help=_("Left empty, it is named like the key result.")),
        Field("unit", _("Unit of a new metric"), value=values.get("unit", ""), is_required=False,
              placeholder="ms, %, services", help=_("What is counted, or a unit such as ms, %, GB, EUR.")),
        Field("baseline", _("Baseline"), value=values.get("baseline", ""), is_required=False,
              placeholder="450 ms", help=ways),
        Field("target", _("Target"), value=values.get("target", ""), is_required=False,
              placeholder="0.2 s", help=ways),
        Field("low", _("Lower bound"), value=values.get("low", ""), is_required=False,
              placeholder="99 %", help=bound),
        Field("high", _("Upper bound"), value=values.get("high", ""), is_required=False, help=bound),
    )  # fmt: skip


def kinds(chosen: str) -> tuple[KindBox, ...]:
    """The six kinds, one of them perhaps chosen."""
    helps = {
        "increase": _("From a baseline up to a target."),
        "decrease": _("From a baseline down to a target."),
        "keep": _("Stay within bounds; the time within them counts."),
        "milestones": _("Steps with weights, done one by one."),
        "yes_no": _("It is reached, or it is not."),
        "find_baseline": _("Learn where we stand; the next one starts from it."),
    }
    return tuple(
        KindBox(code, str(word), helps[code], code == chosen) for code, word in KINDS.items()
    )
