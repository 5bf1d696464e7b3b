"""The small labels of a key result's row."""

from django.utils.translation import gettext as _

from northing.queries.cards import KeyResultCard
from northing.web.base.shapes import Chip


def of_key_result(card: KeyResultCard) -> tuple[Chip, ...]:
    """What a row asks for: a word, a first reading, an end of the silence, an owner who is here."""
    if card.state != "open":
        return (Chip(card.mark.word, "none"),)
    alone = (Chip(_("owner not here"), "risk"),) if card.owner.absent else ()
    due = (Chip(_("word due") if card.fed else _("due"), "accent"),) if card.due else ()
    if card.mark.stale:
        return (*alone, Chip(_("silent"), "none"), *due)
    if card.now.value is None:
        return (*alone, Chip(_("no reading"), "none"), *due)
    return (*alone, *due)
