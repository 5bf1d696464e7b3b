"""The forms of a metric: new, changed, and a reading by hand."""

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from northing.actions import typed
from northing.actions.metrics import NewMetric
from northing.domain import access, units
from northing.domain.access import About, Caller, Verb
from northing.queries import people
from northing.queries.callers import TeamNode
from northing.queries.metrics import MetricCard, ReadingCard
from northing.queries.people import PersonRef
from northing.web.base.entry import Entry, entry
from northing.web.base.requests import Request
from northing.web.base.shapes import Field


def teams(request: Request) -> tuple[TeamNode, ...]:
    """The teams for which the caller may name a metric, own ones first."""
    caller = request.caller
    allowed = [
        t
        for t in request.standing.teams
        if not t.archived and access.may(caller, Verb.METRIC, About(team=t.id))
    ]
    return tuple(sorted(allowed, key=lambda t: t.id not in caller.teams))


def new(request: Request) -> Entry:
    """The form of a new metric; `?team=` chooses the team."""
    listed = tuple((str(t.id), t.name) for t in teams(request))
    wanted = request.GET.get("team", listed[0][0] if listed else "")
    return entry(
        "metric",
        _("Make the metric"),
        Field("name", _("Name"), placeholder=_("p99 latency of the public API")),
        Field("team", _("Team"), "select", wanted, choices=listed),
        Field("unit", _("Unit"), placeholder="ms", is_required=False,
              help=_("ms, %, GB, CHF, or the noun you count. It stays: readings are taken in it.")),
        _direction("up"),
        *_bounds(),
        _owner(people.choices(request.caller), str(request.caller.person)),
    )  # fmt: skip


def new_metric(given: Mapping[str, str]) -> NewMetric:
    """What was typed into that form."""
    return NewMetric(
        team=typed.whole(given["team"]) or 0,
        name=given["name"],
        unit=given["unit"],
        direction=given["direction"],
        low=given["low"],
        high=given["high"],
        healthy_low=given["healthy_low"],
        healthy_high=given["healthy_high"],
        owner=typed.whole(given["owner"]),
    )


def edit(card: MetricCard, owners: Sequence[PersonRef]) -> Entry:
    """The form of a metric that is there."""
    return entry(
        "metric", _("Save"), Field("name", _("Name"), value=card.name), _direction(card.direction),
        *_bounds(card), _owner(owners, str(card.owner.id) if card.owner else ""), is_edit=True,
    )  # fmt: skip


def _owner(owners: Sequence[PersonRef], value: str) -> Field:
    listed = (("", _("nobody yet")), *((str(p.id), p.name) for p in owners))
    return Field(
        "owner", _("Watched by"), "select", value, choices=listed, is_required=False,
        help=_("A KPI is a metric with a healthy range that somebody watches."),
    )  # fmt: skip


def _direction(value: str) -> Field:
    words = (("up", _("more is better")), ("down", _("less is better")))
    return Field("direction", _("Good direction"), "select", value, choices=words)


def _bounds(card: MetricCard | None = None) -> tuple[Field, ...]:
    labels = {
        "low": (_("Never below"), _("A value beyond these two is refused as a slip of the pen.")),
        "high": (_("Never above"), ""),
        "healthy_low": (_("Healthy from"), _("Within this range nobody needs to look.")),
        "healthy_high": (_("Healthy to"), ""),
    }
    return tuple(
        Field(n, label, value=_shown(card, n), help=text, is_required=False)
        for n, (label, text) in labels.items()
    )


def _shown(card: MetricCard | None, name: str) -> str:
    value = getattr(card, name) if card else None
    return units.show(value, units.unit(card.unit)) if card and value is not None else ""


def reading(
    card: MetricCard, caller: Caller, wrong: ReadingCard | None = None, instant: str = ""
) -> Entry:
    """The form of one reading by hand; with `wrong`, of the one that takes its place."""
    action = reverse("metric_readings", args=[caller.slug, card.id])
    at = wrong.as_of.isoformat() if wrong else instant
    if at:
        value = Field(
            "value", _("What it really was"), "unit", wrong.text if wrong else "", unit=card.unit
        )
        return entry(
            "reading", _("Correct it"), value, action=action, hidden=(("instant", at),),
            back_url=reverse("metric", args=[caller.slug, card.id]),
        )  # fmt: skip
    return entry(
        "reading",
        _("Keep the reading"),
        Field("value", _("Value"), "unit", unit=card.unit),
        Field("as_of", _("True on"), "date", caller.today.isoformat(), is_required=False,
              help=_("A second reading for the same past day takes the place of the first.")),
        action=action,
    )  # fmt: skip
