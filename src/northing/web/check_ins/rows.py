"""From a key result's card to the card that asks for a check-in, and to the line that says it is saved."""

from dataclasses import replace

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from northing.actions.errors import ActionError
from northing.domain.snapshot import Ambition, Kind
from northing.queries import days
from northing.queries.cards import KeyResultCard, StepCard
from northing.queries.key_results import CheckInCard
from northing.web.base import present, shapes
from northing.web.check_ins import forms

FIELDS = frozenset({"value", "confidence", "note", "as_of"})


def due_card(
    card: KeyResultCard, slug: str, *, back: str = "", key: str = "", is_up: bool = False,
    typed: QueryDict | None = None, error: ActionError | None = None, asks_more: bool = False,
) -> shapes.CheckInCard:  # fmt: skip
    """The card of a key result that asks for a word. `typed` and `error` bring back a refused form."""
    shown = present.due_card(
        card, reverse("key_result", args=(slug, card.number)),
        reverse("check_in", args=(slug, card.number)), is_up=is_up,
        typed={name: str(typed.get(name, "")) for name in FIELDS} if typed is not None else None,
        errors=_errors(error),
        hidden=forms.hidden(back, key),
    )  # fmt: skip
    ticked = set(forms.steps(typed)) if typed is not None and "steps" in typed else None
    has_known = shown.known and card.kind not in {Kind.MILESTONES, Kind.YES_NO}
    return replace(
        shown,
        known=card.now.text if has_known else "",
        unit="" if has_known else shown.unit,
        last_said="" if card.steps else shown.last_said,
        line=line(card),
        is_yes_no=card.kind == Kind.YES_NO,
        steps=tuple(_step(s, ticked, card) for s in card.steps),
        asks_more=asks_more,
        as_of=str(typed.get("as_of", "")) if typed is not None else "",
        adjust=bool(typed and typed.get("adjust")),
    )


def line(card: KeyResultCard) -> str:
    """What the confidence is about: how many times in 10 the success line is reached."""
    match card.kind:
        case Kind.FIND_BASELINE:
            return _("How many times in 10 do we know the baseline by then?")
        case Kind.KEEP:
            return _("How many times in 10 does it stay at {bounds}?").format(
                bounds=card.target.text
            )
        case Kind.YES_NO:
            return _("How many times in 10 is the answer yes by then?")
        case Kind.MILESTONES:
            is_committed = card.objective.ambition == Ambition.COMMITTED
            share = _("all steps") if is_committed else _("70 % of the steps")
            return _("How many times in 10 are {share} done by then?").format(share=share)
    return _("How many times in 10 do we end at {line} or beyond?").format(line=card.success_line)


def _step(step: StepCard, ticked: set[int] | None, card: KeyResultCard) -> shapes.StepBox:
    is_done = step.done_on is not None if ticked is None else step.id in ticked
    note = ""
    if step.done_on is not None:
        note = _("done on {day}").format(day=days.short(step.done_on, card.due_on))
    elif step.due_on is not None:
        note = _("due on {day}").format(day=days.short(step.due_on, card.due_on))
    return shapes.StepBox(step.id, step.title, note, is_done, step.late)


def _errors(error: ActionError | None) -> tuple[tuple[str, str], ...]:
    if error is None:
        return ()
    place = error.place if error.place in FIELDS else ""
    return ((place, " ".join(filter(None, (error.message, error.remedy)))),)


def saved(card: KeyResultCard, check_in: CheckInCard, slug: str) -> shapes.CheckInSaved:
    """The line that stands in the card's place once it was saved."""
    return shapes.CheckInSaved(
        key=card.key,
        url=reverse("key_result", args=(slug, card.number)),
        title=card.title,
        said=said(card, check_in),
        correct_url=reverse("check_in_correction", args=(slug, card.number, check_in.id)),
    )


def said(card: KeyResultCard, check_in: CheckInCard) -> str:
    """`412 ms, confidence 7`: what was just recorded, in one line."""
    value = card.now.text if card.kind == Kind.MILESTONES else check_in.value_text
    parts = [_("no change") if check_in.no_change else value]
    if check_in.confidence is not None:
        parts.append(_("confidence {n}").format(n=check_in.confidence))
    return ", ".join(p for p in parts if p) or _("noted")
