"""What is different of key results: which stand in each section of a comparison, in which order."""

from datetime import date
from functools import partial
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from northing.domain import outlook as outlooks
from northing.domain.snapshot import Status
from northing.queries import days as days_in_words
from northing.queries import differences
from northing.queries.compared_rows import ASIDE, RUNNING, Filling, Lines, Row, ends
from northing.queries.comparing import RETARGETED, Days, Happened, Held, Noun

WORST = {status.value: place for place, status in enumerate(outlooks.WORST_FIRST)}


def _key_result(pk: int, held: Held, **more: Any) -> Row:
    return Row(("key_result", pk), ("objective", held.objective), **more)


def added(days: Days) -> Lines:
    """Judged on the second day and not on the first."""
    dropped = Status.DROPPED.value
    keys = [pk for pk, h in days.now.items() if pk not in days.then and h.status != dropped]
    return Lines(keys, lambda pk: _key_result(pk, days.now[pk]))


def became(status: str, days: Days) -> Lines:
    """Dropped, or paused, on the second day alone."""
    keys = [
        pk
        for pk, now in days.now.items()
        if now.status == status and (pk not in days.then or days.then[pk].status != status)
    ]
    return Lines(keys, lambda pk: _with_reason(pk, days.now[pk]))


def _with_reason(pk: int, held: Held) -> Row:
    noun = ("key_result", pk)
    return _key_result(pk, held, needs=(noun,), fill=partial(_state_reason, noun))


def _state_reason(noun: Noun, filling: Filling) -> dict[str, Any]:
    return {"reason": str(filling.defined.now.get(noun, {}).get("state_reason") or "")}


def retargeted(days: Days) -> Lines:
    """Each time that a target was moved, the newest first."""
    return Lines([e for e in reversed(days.events) if e.verb == RETARGETED], _retargeting)


def _retargeting(one: Happened) -> Row:
    noun, above = ("key_result", one.noun_id), ("objective", one.objective)
    return Row(noun, above, partial(_target, one.pk), event=one.pk, before=one.before)


def _target(event: int, filling: Filling) -> dict[str, Any]:
    known = filling.defined.events.get(event)
    if known is None:
        return {}
    raw = differences.raw("key_result", known.before, known.after)
    told = differences.in_words(filling.days.caller, raw, filling.names)
    return {
        "before": ", ".join(d.before or "–" for d in told),
        "after": ", ".join(d.after or "–" for d in told),
        "reason": known.reason,
    }


def owners(days: Days) -> Lines:
    """Owned by somebody else on the second day."""
    keys = [
        pk for pk, now in days.now.items() if pk in days.then and days.then[pk].owner != now.owner
    ]
    return Lines(keys, lambda pk: _owners(pk, days.then[pk], days.now[pk]))


def _owners(pk: int, then: Held, now: Held) -> Row:
    pair: tuple[Noun, Noun] = (("person", then.owner), ("person", now.owner))
    return _key_result(pk, now, fill=partial(ends, [pair]), also=pair)


def statuses(days: Days) -> Lines:
    """Another status on the second day, the worst first; paused and dropped ones stand elsewhere."""
    then, now = days.then, days.now

    def rank(pk: int) -> int:
        return WORST[now[pk].status] * len(WORST) - WORST[then[pk].status]

    changed = [
        pk
        for pk, held in now.items()
        if pk in then and then[pk].status != held.status and held.status not in ASIDE
    ]
    changed.sort()
    changed.sort(key=rank)
    return Lines(changed, lambda pk: _changed(days, pk))


def _changed(days: Days, pk: int) -> Row:
    now = days.now[pk]
    return _key_result(pk, now, fill=partial(_status, (days.then[pk].status, now.status)))


def _status(both: tuple[str, str], filling: Filling) -> dict[str, Any]:
    before, after = (str(outlooks.WORDS[Status(code)]) for code in both)
    return {"status": both, "before": before, "after": after}


def check_ins(days: Days) -> Lines:
    """What runs on the second day, that which was silent for longest first."""
    running = [pk for pk, held in days.now.items() if held.status in RUNNING]
    running.sort()
    running.sort(key=lambda pk: days.now[pk].heard_on)
    return Lines(running, lambda pk: _heard(pk, days.now[pk]))


def _heard(pk: int, held: Held) -> Row:
    return _key_result(pk, held, counts=pk, fill=partial(_said, pk, held))


def _said(pk: int, held: Held, filling: Filling) -> dict[str, Any]:
    number = filling.said.get(pk, 0)
    text = ngettext("%(n)s check-in", "%(n)s check-ins", number) if number else _("no check-in")
    said = text % {"n": number}
    if held.heard_on and held.status != Status.NO_DATA.value:
        day = days_in_words.short(date.fromisoformat(held.heard_on), filling.days.caller.today)
        said = _("%(said)s, last heard of on %(day)s") % {"said": said, "day": day}
    return {"after": said}


def silent(days: Days) -> int:
    """How many that run on the second day were not heard of after the first."""
    first = days.asked.since.isoformat()
    return sum(
        1
        for held in days.now.values()
        if held.status in RUNNING
        and (held.heard_on <= first or held.status == Status.NO_DATA.value)
    )
