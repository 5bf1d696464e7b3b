"""From a key result's answer to the shapes of the components."""

from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from django.urls import reverse
from django.utils.translation import gettext as _

from northing.domain.figure import Figure, Term
from northing.queries import days
from northing.queries.cards import KeyResultCard, StepCard
from northing.queries.key_results import KeyResultPage
from northing.queries.verdict import BY_WORD
from northing.web.base import addresses, shapes

Fact = tuple[str, Figure | str, str]


def crumbs(card: KeyResultCard, slug: str) -> tuple[shapes.Link, ...]:
    """Team, objective, key result."""
    return (
        shapes.Link(card.team.name, reverse("team", args=(slug, card.team.slug))),
        shapes.Link(f"{card.objective.key} {card.objective.title}", addresses.of_key(slug, card.objective.key)),
        shapes.Link(card.key),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step as one line: done or not, and when."""

    title: str
    note: str
    is_done: bool
    is_late: bool


def steps(card: KeyResultCard, today: date) -> tuple[StepRow, ...]:
    """The steps of a key result by milestones."""
    return tuple(_step(one, today) for one in card.steps)


def _step(one: StepCard, today: date) -> StepRow:
    parts = []
    if one.done_on is not None:
        parts.append(_("done {day}").format(day=days.short(one.done_on, today)))
    elif one.due_on is not None:
        parts.append(_("due {day}").format(day=days.short(one.due_on, today)))
    if one.weight != 1:
        parts.append(_("weight {weight}").format(weight=f"{one.weight.normalize():f}"))
    return StepRow(one.title, ", ".join(parts), one.done_on is not None, one.late)


def fresh_key() -> str:
    """A key for the forms of one page, so that a double post is one write."""
    return uuid4().hex


def has_chart(page: KeyResultPage) -> bool:
    """Whether there is anything to draw: a reading, or at least a line from baseline to target."""
    card = page.card
    return bool(card.trend) or (card.baseline.value is not None and card.target.value is not None)


def computation(card: KeyResultCard) -> shapes.Computation:
    """The terms of progress and status, the status last."""
    progress, status = card.progress.because, card.mark.because
    terms = status if status[: len(progress)] == progress else (*progress, *status)
    why = _("the first rule that applies") if not status else ""
    return shapes.Computation(
        (*terms, Term(_("Status"), why, card.mark.word)), _note(card), card.progress.as_of
    )


def _note(card: KeyResultCard) -> str:
    if card.state == "closed":
        return _("Success line: {line}.").format(line=card.success_line)
    if card.kind in BY_WORD:
        return _("There is no line to follow: the owner's confidence decides until it is reached.")
    return _(
        "From 90 % of the plan on it reads on track, below 70 % off track. Success line: {line}."
    ).format(line=card.success_line)


def facts(page: KeyResultPage, today: date) -> tuple[Fact, ...]:
    """Name, value and a remark for each line beside the page."""
    card = page.card
    plan = _(", plan {plan}").format(plan=card.planned.text) if card.kind not in BY_WORD else ""
    way = f", {card.progress_words}" if card.progress_words else _("of the way") + plan
    said = _("{n} of 10").format(n=card.confidence) if card.confidence is not None else ""
    weight = (
        _(", weight {weight}").format(weight=f"{card.weight.normalize():f}")
        if card.weight != 1
        else ""
    )
    listed: tuple[Fact, ...] = (
        (_("Progress"), card.progress, way if card.progress.value is not None else ""),
        (_("To the first target"), page.to_first or "", _first(card)),
        (_("Now"), card.now, ""),
        (_("Baseline"), card.baseline if card.baseline.value is not None else "", ""),
        (_("Target"), card.target, ""),
        (_("Success line"), card.success_line if card.success_line != card.target.text else "", ""),
        (_("Confidence"), said, _("on {day}").format(day=days.short(card.confidence_on, today))),
        (_("Owner"), card.owner.name, ""),
        (_("Kind"), f"{card.kind_word}, {_ambition(card)}{weight}", ""),
        (_("Metric"), page.metric, _("in {unit}").format(unit=card.unit) if card.unit else ""),
        (_("Period"), _period(card, today), ""),
        (_("Last reading"), days.ago(card.last_on, today) if card.last_on else _("none yet"),
         _("from a source") if card.fed else ""),
    )  # fmt: skip
    return tuple(fact for fact in listed if fact[1])


def _first(card: KeyResultCard) -> str:
    if card.first_target is None:
        return ""
    return _("of {start} to {aim}").format(start=card.baseline.text, aim=card.first_target.text)


def _period(card: KeyResultCard, today: date) -> str:
    return _("{start} to {due}").format(start=days.short(card.started_on, today), due=card.due_text)


def _ambition(card: KeyResultCard) -> str:
    return {"aspirational": _("aspirational"), "committed": _("committed")}[card.objective.ambition]
