"""The form that corrects a check-in: it shows what was said, and asks why it was wrong."""

from django.http import QueryDict
from django.utils.translation import gettext as _

from northing.actions.check_ins import Said
from northing.actions.errors import ActionError
from northing.domain import units
from northing.domain.snapshot import Kind
from northing.queries.cards import KeyResultCard
from northing.queries.key_results import CheckInCard
from northing.web.base import entry as entries
from northing.web.base.entry import Entry
from northing.web.base.shapes import Field

__all__ = ["Entry", "entry", "refused", "sent"]

STEP = "step-"


def entry(card: KeyResultCard, old: CheckInCard) -> Entry:
    """The form, filled with what was said."""
    return entries.entry("correction", _("Correct it"), *_fields(card, old))


def _fields(card: KeyResultCard, old: CheckInCard) -> tuple[Field, ...]:
    said = str(old.confidence) if old.confidence is not None else ""
    numbers = (("", _("not said")), *((str(n), str(n)) for n in range(11)))
    return (
        *_value(card, old),
        Field("confidence", _("Confidence"), "select", said, choices=numbers, is_required=False),
        Field("note", _("What stands behind the number?"), "textarea", old.note, is_required=False),
        Field("as_of", _("True on"), "date", old.on.isoformat()),
        Field("reason", _("Why is it corrected?"), help=_("It is kept with the correction.")),
    )


def _value(card: KeyResultCard, old: CheckInCard) -> tuple[Field, ...]:
    """What the kind asks for. Steps have one state only, so their boxes show today's."""
    if card.kind == Kind.MILESTONES:
        boxes = ((s, "yes" if s.done_on is not None else "") for s in card.steps)
        return tuple(
            Field(f"{STEP}{s.id}", s.title, "checkbox", done, is_required=False)
            for s, done in boxes
        )
    if card.kind == Kind.YES_NO:
        answer = "" if old.value is None else "yes" if old.value else "no"
        choices = (("", _("not said")), ("yes", _("yes")), ("no", _("no")))
        return (Field("value", _("Value"), "select", answer, choices=choices, is_required=False),)
    shown = "" if old.value is None else units.show(old.value, units.unit(card.unit))
    return (Field("value", _("Value"), "text", shown, is_required=False),)


def sent(post: QueryDict, old: CheckInCard) -> tuple[Said, str, str]:
    """What should have been said, why, and the key of the form. The same day keeps its exact time."""
    as_of = post.get("as_of", "")
    said = Said(
        value=post.get("value", ""),
        confidence=post.get("confidence", ""),
        note=post.get("note", ""),
        as_of="" if as_of == old.on.isoformat() else as_of,
        adjust=old.adjust,
        steps_done=_steps(post),
    )
    return said, post.get("reason", ""), post.get("key", "")


def _steps(post: QueryDict) -> tuple[int, ...]:
    """The ticked steps; key results of other kinds have none, and take none."""
    ids = (name.removeprefix(STEP) for name in post if name.startswith(STEP))
    return tuple(int(text) for text in ids if text.isdecimal() and len(text) < 19)


def refused(card: KeyResultCard, old: CheckInCard, post: QueryDict, error: ActionError) -> Entry:
    """The same form with everything typed kept, and what is wrong said where it is wrong."""
    return entries.refused(entry(card, old), post, error)
