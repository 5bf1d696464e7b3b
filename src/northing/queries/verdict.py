"""The verdict on a key result in one sentence or two, and where its owner sees it differently."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from northing.domain import outlook, scoring
from northing.domain.snapshot import Status
from northing.queries import days
from northing.queries.cards import KeyResultCard
from northing.queries.teams import Phrase, capitalized
from northing.queries.words import number

GOOD, BAD = Status.ON_TRACK.value, Status.OFF_TRACK.value
BY_WORD = frozenset({"yes_no", "find_baseline"})


def verdict(card: KeyResultCard, today: date) -> tuple[Phrase, ...]:
    """What the status rests on, strong where it matters; then the disagreement, if there is one."""
    return (*_status(card), *_late(card, today), *_disagreement(card, today))


def _status(card: KeyResultCard) -> tuple[Phrase, ...]:
    settled = _settled(card)
    if settled:
        return settled
    if card.kind in BY_WORD:
        return _by_word(card)
    if card.kind == "keep":
        strong = _("%(kept)s of the whole period was within bounds; %(passed)s of it has passed.")
        return (
            Phrase(strong % {"kept": card.progress.text, "passed": card.planned.text}, True),
            *_pace(card),
        )
    strong = _("%(progress)s of the way; the plan asks for %(plan)s today.")
    said = Phrase(strong % {"progress": card.progress.text, "plan": card.planned.text}, True)
    past = f" {capitalized(card.progress_words)}." if card.progress_words else ""
    return (said, Phrase(past), *_pace(card))


def _settled(card: KeyResultCard) -> tuple[Phrase, ...]:
    """Statuses that no line decides: ended, paused, without data, too early."""
    status = card.mark.status
    if status in {Status.ACHIEVED.value, Status.MISSED.value}:
        words = _("Closed at %(progress)s.") % {"progress": card.progress.text}
        line = _(" Success was %(line)s.") % {"line": card.success_line}
        return Phrase(words, True), Phrase(line)
    if status == Status.DROPPED.value:
        return Phrase(_("Given up."), True), Phrase(f" {card.state_reason}")
    if status == Status.PAUSED.value:
        strong = _("Paused: neither asked for nor counted.")
        return Phrase(strong, True), Phrase(f" {card.state_reason}")
    if status == Status.NO_DATA.value:
        return (
            Phrase(_("Nobody has said yet where it stands."), True),
            Phrase(_(" The first check-in starts the line.")),
        )
    if status == Status.TOO_EARLY.value:
        return Phrase(_("Too early to say."), True), Phrase(_too_early(card))
    return ()


def _too_early(card: KeyResultCard) -> str:
    """What is still missing: readings, or time; the outlook gives both as its two terms."""
    readings, passed = (term.value for term in card.mark.because)
    if int(readings) < outlook.FEWEST_READINGS:
        words = ngettext(
            " Three readings are needed, there is %(readings)s so far.",
            " Three readings are needed, there are %(readings)s so far.", int(readings),
        )  # fmt: skip
        return words % {"readings": number(int(readings))}
    return _(" 15 %% of its time must have passed, it is at %(passed)s.") % {"passed": passed}


def _by_word(card: KeyResultCard) -> tuple[Phrase, ...]:
    if card.kind == "find_baseline" and card.progress.value is not None:
        found = _("Measured: %(value)s.") % {"value": card.now.text}
        return Phrase(found, True), Phrase(_(" The next key result can start from there."))
    if card.progress.value:
        return (Phrase(_("Reached."), True),)
    if card.confidence is None:
        silent = _(" There is no line to follow, and no word either.")
        return Phrase(_("Not yet."), True), Phrase(silent)
    given = {"name": card.owner.name, "said": card.confidence}
    said = _("Not yet; %(name)s says %(said)s of 10.") % given
    return Phrase(said, True), Phrase(_(" There is no line to follow here, so the word decides."))


def _pace(card: KeyResultCard) -> tuple[Phrase, ...]:
    """How the status came about: the limits it was measured against."""
    limit = {GOOD: outlook.ON_TRACK, BAD: outlook.AT_RISK}.get(card.mark.status, outlook.ON_TRACK)
    if card.kind == "keep" and card.mark.status == BAD:
        return (Phrase(_(" More than a tenth of the period out of bounds reads off track.")),)
    words = {
        GOOD: _(" From %(limit)s of the plan on it reads on track."),
        BAD: _(" Below %(limit)s of the plan it reads off track."),
    }.get(card.mark.status, _(" Below %(limit)s of the plan it reads at risk."))
    return (Phrase(words % {"limit": scoring.percent(limit)}),)


def _late(card: KeyResultCard, today: date) -> tuple[Phrase, ...]:
    if card.state != "open" or today <= card.due_on:
        return ()
    words = _(" It was due on %(day)s.") % {"day": card.due_text}
    return (Phrase(words, True),)


def disagrees(card: KeyResultCard) -> bool:
    """Whether the owner's confidence and the plan line point to different statuses."""
    if card.confidence is None or card.kind in BY_WORD or card.state != "open":
        return False
    if card.confidence >= outlook.LIKELY:
        return card.mark.status in {Status.AT_RISK.value, BAD}
    return card.mark.status == GOOD and card.confidence < _MIDDLE


def _disagreement(card: KeyResultCard, today: date) -> tuple[Phrase, ...]:
    if not disagrees(card) or card.confidence is None:
        return ()
    who = _("You") if card.mine else card.owner.name
    given = {"who": who, "said": card.confidence, "day": days.short(card.confidence_on, today)}
    if card.confidence >= outlook.LIKELY:
        words = _(" %(who)s said %(said)s of 10 on %(day)s; the line says less.")
    else:
        words = _(" %(who)s said only %(said)s of 10 on %(day)s, though the line looks good.")
    return Phrase(words % given), Phrase(_(" That is the conversation to have."), True)


_MIDDLE = 5
"""Fewer than five times in ten is a doubt, whatever the line says."""
