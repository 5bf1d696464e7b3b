"""Check-ins: one dated statement each, append-only; a mistake is superseded, both stay visible."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from northing.actions import find, outlooks, readings, typed
from northing.actions.change import Change, Done, change
from northing.actions.errors import InvalidError
from northing.domain import scoring
from northing.domain.access import Caller, Verb
from northing.domain.snapshot import KeyResultState, Kind, ObjectiveState, Origin
from northing.kit.text import text as _
from northing.queries.compiled import compiled
from northing.store.check_ins import CheckIn
from northing.store.key_results import KeyResult, Step
from northing.store.metrics import Reading

YES = frozenset({"yes", "y", "1", "true", "done", "ja"})
NO = frozenset({"no", "n", "0", "false", "nein"})


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody says of a key result, as typed. `as_of` is a day or an instant; empty means now.

    `steps_done`: ids of the steps that are done after this (milestones only; None leaves them alone).
    """

    value: typed.Typed | None = None
    confidence: str | int | None = None
    note: str = ""
    no_change: bool = False
    adjust: bool = False
    as_of: str | datetime | None = None
    steps_done: Sequence[int] | None = None


def record(
    caller: Caller, number: int, said: Said, *, origin: str = Origin.MANUAL.value, key: str = ""
) -> Done:
    """Check in on KR-`number`."""
    with change(caller, "check_in", key=key, request=[number, said, origin]) as c:
        if c.earlier:
            return c.earlier
        kr = _open(caller, number)
        row = _written(c, caller, kr, said, typed.choice(origin, Origin, "origin"))
        return c.answer(row)


def supersede(
    caller: Caller, number: int, check_in: int, said: Said, reason: str, *, key: str = ""
) -> Done:
    """Correct an earlier check-in of KR-`number`: a new row takes its place, the old one stays visible."""
    with change(caller, "correct", reason, key=key, request=[number, check_in, said]) as c:
        if c.earlier:
            return c.earlier
        c.reason = typed.reason(reason)
        kr = _open(caller, number)
        old = (
            CheckIn.objects.select_for_update(no_key=True)
            .filter(key_result=kr, pk=check_in)
            .first()
        )
        if old is None:
            raise find.not_found("check_in")
        if CheckIn.objects.filter(supersedes=old).exists():
            raise InvalidError(
                _("This check-in was corrected already."), _("Correct the newer one."), "check_in"
            )
        readings.supersede_one(c, old.reading_id or 0)
        row = _written(c, caller, kr, said, Origin.MANUAL, supersedes=old)
        return c.answer(row)


def from_reading(c: Change, caller: Caller, kr: KeyResult, reading: Reading) -> CheckIn:
    """The check-in without a word that a pushed reading leaves on a key result of its metric.

    It takes the place of the one that an earlier reading of the same instant left.
    """
    row = CheckIn(
        ws_id=c.workspace, key_result=kr, as_of=reading.as_of, recorded_at=c.now, value=reading.value,
        author_id=caller.person, origin=reading.origin, reading=reading,
        supersedes=_left_at(kr, reading.as_of),
    )  # fmt: skip
    return keep(c, caller, kr, row)


def _left_at(kr: KeyResult, as_of: datetime) -> CheckIn | None:
    """The standing check-in of this instant that came from a reading, without a word."""
    wordless = CheckIn.objects.filter(
        key_result=kr, as_of=as_of, superseded_by=None, confidence=None, note="", no_change=False
    )
    return wordless.exclude(reading=None).order_by("-pk").first()


def _open(caller: Caller, number: int) -> KeyResult:
    kr = find.key_result(caller, number)
    find.must(caller, Verb.CHECK_IN, find.about_key_result(kr))
    if kr.objective.state != ObjectiveState.ACTIVE.value:
        raise InvalidError(
            _("{key} is {state}.", key=kr.objective.key, state=kr.objective.state),
            _("Check in once it is active."),
            "state",
        )
    if kr.state != KeyResultState.OPEN.value:
        raise InvalidError(
            _("{key} is {state}.", key=kr.key, state=kr.state), _("Reopen it first."), "state"
        )
    return kr


def _written(
    c: Change,
    caller: Caller,
    kr: KeyResult,
    said: Said,
    origin: Origin,
    supersedes: CheckIn | None = None,
) -> CheckIn:
    as_of = supersedes.as_of if supersedes and not said.as_of else _instant(caller, said.as_of)
    value = _value(c, caller, kr, said, as_of, supersedes)
    row = CheckIn(
        ws_id=c.workspace,
        key_result=kr,
        as_of=as_of,
        recorded_at=c.now,
        author_id=caller.person,
        value=value,
        confidence=typed.confidence(said.confidence),
        note=typed.prose(said.note, "note", 4000),
        no_change=said.no_change,
        adjust=said.adjust,
        origin=origin.value,
        supersedes=supersedes,
    )
    if value is None and row.confidence is None and not row.note and not row.no_change:
        raise InvalidError(
            _("This check-in says nothing."),
            _("Give a value, a confidence or a note, or say “no change”."),
            "value",
        )
    if value is not None and kr.metric is not None and not said.no_change:
        row.reading = readings.store(c, kr.metric, value, as_of, origin)
    return keep(c, caller, kr, row)


def keep(c: Change, caller: Caller, kr: KeyResult, row: CheckIn) -> CheckIn:
    """Write a check-in, and what follows from it: newest value, last word, outlook."""
    c.insert(row)
    kr.latest_check_in_id = next((pk for (pk,) in _VALUED.tuples(kr.pk)), row.pk)
    if Origin(row.origin).is_word:
        said_on = row.as_of.astimezone(caller.zone).date()
        kr.last_word_on = max(said_on, kr.last_word_on or said_on)
    outlooks.refresh(c, caller, kr, "latest_check_in", "last_word_on")
    return row


def _standing(key_result: Any) -> "QuerySet[CheckIn]":
    return CheckIn.objects.filter(key_result=key_result, superseded_by=None)


_VALUED = compiled(
    lambda key_result: (
        _standing(key_result)
        .exclude(value=None)
        .order_by("-as_of", "-recorded_at", "-pk")
        .values_list("pk")[:1]
    )
)


def _instant(caller: Caller, as_of: str | datetime | None) -> datetime:
    """The instant meant: now, an instant given, or the end of a past day in the workspace's zone."""
    if isinstance(as_of, datetime):
        found = typed.moment(as_of, "as_of")
    elif as_of is None or not as_of.strip():
        return caller.now
    else:
        day = typed.must_day(as_of, "as_of")
        if day == caller.today:
            return caller.now
        found = datetime.combine(day, time(23, 59, 59), caller.zone)
    if found > caller.now:
        raise InvalidError(
            _("A check-in from the future cannot be known."),
            _("Choose today or an earlier day."),
            "as_of",
        )
    return found


def _value(
    c: Change,
    caller: Caller,
    kr: KeyResult,
    said: Said,
    as_of: datetime,
    supersedes: CheckIn | None,
) -> Decimal | None:
    if kr.kind == Kind.MILESTONES.value:
        return _steps(c, caller, kr, said, as_of)
    if said.no_change:
        return _before(kr, as_of, supersedes)
    if kr.kind == Kind.YES_NO.value:
        return _yes_no(said.value)
    # `+3` and `-=3` add to the value of that day, else to the baseline.
    start = None
    if isinstance(said.value, str) and {"+", "="} & set(said.value):
        before = _before(kr, as_of, supersedes)
        start = before if before is not None else kr.baseline
    return typed.value(said.value, kr.unit, "value", start)


def _before(kr: KeyResult, as_of: datetime, supersedes: CheckIn | None) -> Decimal | None:
    """The newest value up to `as_of`, without the one that is being corrected."""
    known = _standing(kr).filter(as_of__lte=as_of).exclude(value=None)
    known = known.exclude(pk=supersedes.pk) if supersedes else known
    last = known.order_by("as_of", "recorded_at", "pk").last()
    return last.value if last else None


def _yes_no(value: typed.Typed | None) -> Decimal | None:
    text = str(value if value is not None else "").strip().lower()
    if not text:
        return None
    if text in YES or text in NO:
        return Decimal(text in YES)
    raise InvalidError(_("Answer yes or no."), "", "value")


def _steps(c: Change, caller: Caller, kr: KeyResult, said: Said, as_of: datetime) -> Decimal:
    """Mark the steps that are done, and give the share of their weights as the value."""
    steps = list(
        Step.objects.select_for_update(no_key=True).filter(key_result=kr).order_by("position")
    )
    if said.steps_done is not None and not said.no_change:
        wanted = set(said.steps_done)
        if unknown := wanted - {s.pk for s in steps}:
            raise InvalidError(_("There is no step {step}.", step=min(unknown)), "", "steps_done")
        day = as_of.astimezone(caller.zone).date()
        changed = [s for s in steps if (s.done_on is not None) != (s.pk in wanted)]
        for step in changed:
            c.update(step, event=False, done_on=day if step.pk in wanted else None)
        if changed:
            c.touched(kr, "step")
    whole = sum((s.weight for s in steps), Decimal(0))
    done = sum((s.weight for s in steps if s.done_on is not None), Decimal(0))
    return round(scoring.clamp(done / whole), 10) if whole else Decimal(0)
