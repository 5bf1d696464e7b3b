"""What is different of key results: which stand in each section of a comparison, in which order."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from northing.domain import outlook as outlooks
from northing.domain.snapshot import Status
from northing.queries import differences
from northing.queries.compared_rows import ASIDE, RUNNING, Filling, Row, ends
from northing.queries.comparing import RETARGETED, Days, Held, Noun

WORST = {status.value: place for place, status in enumerate(outlooks.WORST_FIRST)}


def _key_result(pk: int, held: Held, **more: Any) -> Row:
    return Row(("key_result", pk), ("objective", held.objective), **more)


def added(days: Days) -> Iterator[Row]:
    for pk, now in days.now.items():
        if pk not in days.then and now.status != Status.DROPPED.value:
            yield _key_result(pk, now)


def became(status: str, days: Days) -> Iterator[Row]:
    for pk, now in days.now.items():
        then = days.then.get(pk)
        if now.status == status and (then is None or then.status != status):
            noun = ("key_result", pk)
            yield _key_result(pk, now, needs=(noun,), fill=partial(_state_reason, noun))


def _state_reason(noun: Noun, filling: Filling) -> dict[str, Any]:
    return {"reason": str(filling.defined.now.get(noun, {}).get("state_reason") or "")}


def retargeted(days: Days) -> Iterator[Row]:
    for one in reversed(days.events):
        if one.verb == RETARGETED:
            yield Row(
                ("key_result", one.noun_id), ("objective", one.objective),
                partial(_target, one.pk), event=one.pk,
            )  # fmt: skip


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


def owners(days: Days) -> Iterator[Row]:
    for pk, now in days.now.items():
        then = days.then.get(pk)
        if then is not None and then.owner != now.owner:
            pair: tuple[Noun, Noun] = (("person", then.owner), ("person", now.owner))
            yield _key_result(pk, now, fill=partial(ends, [pair]), also=pair)


def statuses(days: Days) -> Iterator[Row]:
    changed = [
        (WORST[now.status], -WORST[then.status], pk, then, now)
        for pk, now in days.now.items()
        if (then := days.then.get(pk)) and then.status != now.status and now.status not in ASIDE
    ]
    for _after, _before, pk, then, now in sorted(changed, key=lambda c: c[:3]):
        yield _key_result(pk, now, fill=partial(_status, (then.status, now.status)))


def _status(both: tuple[str, str], filling: Filling) -> dict[str, Any]:
    before, after = (str(outlooks.WORDS[Status(code)]) for code in both)
    return {"status": both, "before": before, "after": after}


def check_ins(days: Days) -> Iterator[Row]:
    running = [
        (days.said.get(pk, 0), pk, now) for pk, now in days.now.items() if now.status in RUNNING
    ]
    for number, pk, now in sorted(running, key=lambda r: r[:2]):
        yield _key_result(pk, now, fill=partial(_said, number))


def _said(number: int, filling: Filling) -> dict[str, Any]:
    if not number:
        return {"after": _("no check-in")}
    return {"after": ngettext("%(n)s check-in", "%(n)s check-ins", number) % {"n": number}}
