"""What is different of objectives: which stand in each section of a comparison, in which order."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import partial
from typing import Any

from django.utils.translation import ngettext

from northing.domain import rewording, scoring
from northing.domain.figure import Figure
from northing.queries.compared_rows import ASIDE, RUNNING, Filling, Row, ends
from northing.queries.comparing import EDITED, Days, Held, Noun

ENDINGS = frozenset({"agree", "import", "close", "cancel", "reopen"})
MOST_REWORDED = 300
"""Edited nouns, the newest, that are looked at for another wording."""


def _objective(days: Days, pk: int, **more: Any) -> Row:
    held = next(
        (h for side in (days.now, days.then) for h in side.values() if h.objective == pk), None
    )
    return Row(("objective", pk), ("team", held.team) if held else None, **more)


def _ended(days: Days) -> dict[int, tuple[str, int]]:
    """How the objectives of the time stand at its end: the last verb that opened or ended each, and its event."""
    return {
        e.objective: (e.verb, e.pk)
        for e in days.events
        if e.noun == "objective" and e.verb in ENDINGS
    }


def added(days: Days) -> Iterator[Row]:
    ended = _ended(days)
    agreed = dict.fromkeys(
        e.objective for e in days.events if e.agreed_at and days.start < e.agreed_at <= days.end
    )
    below: dict[int, int] = {}
    for held in days.now.values():
        below[held.objective] = below.get(held.objective, 0) + 1
    for pk in agreed:
        if ended.get(pk, ("", 0))[0] != "cancel":
            yield _objective(days, pk, fill=partial(_count, below.get(pk, 0)))


def _count(number: int, filling: Filling) -> dict[str, Any]:
    text = ngettext("%(n)s key result", "%(n)s key results", number)
    return {"after": text % {"n": number}}


def by_ending(verb: str, days: Days) -> Iterator[Row]:
    agreed = {e.objective for e in days.events if e.agreed_at and e.agreed_at <= days.end}
    for pk, (last, event) in _ended(days).items():
        if last == verb and pk in agreed:
            yield _objective(days, pk, event=event, fill=partial(_reason, event))


def _reason(event: int, filling: Filling) -> dict[str, Any]:
    known = filling.defined.events.get(event)
    return {"reason": known.reason if known else ""}


def moved(days: Days) -> Iterator[Row]:
    seen: set[int] = set()
    for pk, now in days.now.items():
        then = days.then.get(pk)
        if then is None or now.objective in seen or then.objective != now.objective:
            continue
        if (then.team, then.cycle) != (now.team, now.cycle):
            seen.add(now.objective)
            pairs: list[tuple[Noun, Noun]] = [
                ((name, getattr(then, name)), (name, getattr(now, name)))
                for name in ("team", "cycle")
                if getattr(then, name) != getattr(now, name)
            ]
            yield Row(
                ("objective", now.objective), None, partial(ends, pairs),
                also=tuple(noun for both in pairs for noun in both),
            )  # fmt: skip


def edited(days: Days) -> Iterator[Row]:
    """What was agreed on the first day and edited since, the newest first: perhaps reworded."""
    edited = dict.fromkeys(
        (e.noun, e.noun_id, e.objective)
        for e in reversed(days.events)
        if e.verb == EDITED and e.agreed_at and e.agreed_at <= days.start
    )
    for noun, pk, objective in list(edited)[:MOST_REWORDED]:
        above = ("objective", objective) if noun == "key_result" else None
        yield Row((noun, pk), above, partial(_rewording, (noun, pk)), needs=((noun, pk),))


def reworded(candidates: Iterable[Row], filling: Filling) -> list[Row]:
    """Of what was edited only that which reads differently now."""
    return [row for row in candidates if _texts(row.noun, filling)]


def _texts(noun: Noun, filling: Filling) -> list[tuple[str, str]]:
    then, now = filling.defined.then.get(noun, {}), filling.defined.now.get(noun, {})
    both = ((str(then.get(n) or ""), str(now.get(n) or "")) for n in ("title", "why"))
    return [(before, after) for before, after in both if then and now and before != after]


def _rewording(noun: Noun, filling: Filling) -> dict[str, Any]:
    found = _texts(noun, filling)
    gap = rewording.Piece(rewording.Kind.SAME, "\n")
    pieces: list[rewording.Piece] = []
    for before, after in found:
        pieces += [*([gap] if pieces else []), *rewording.pieces(before, after)]
    return {
        "before": "\n".join(before for before, _after in found),
        "after": "\n".join(after for _before, after in found),
        "pieces": tuple(pieces),
    }


Side = dict[int, Held]


def progress(days: Days) -> Iterator[Row]:
    """Objectives by how far they moved, the farthest first."""
    sides: dict[int, tuple[Side, Side]] = {}
    for place, side in enumerate((days.then, days.now)):
        for pk, held in side.items():
            if held.status not in ASIDE:
                sides.setdefault(held.objective, ({}, {}))[place][pk] = held
    moved = [
        (-abs(_mean(now) - _mean(then)), pk, then, now)
        for pk, (then, now) in sides.items()
        if now and _has_data(then, now) and (then != now or _runs(now))
    ]
    for _by, pk, then, now in sorted(moved, key=lambda m: m[:2]):
        needs = tuple(("key_result", kr) for kr in {**then, **now})
        team = next(iter(now.values())).team
        yield Row(("objective", pk), ("team", team), partial(_figures, then, now), needs=needs)


def _has_data(*sides: Side) -> bool:
    return any(held.progress is not None for side in sides for held in side.values())


def _runs(side: Side) -> bool:
    """One that was over on both days has nothing to say."""
    return any(held.status in RUNNING for held in side.values())


def _mean(side: Side) -> float:
    """With today's weights: only to bring the objectives into an order."""
    whole = sum(float(h.weight) for h in side.values())
    if not whole:
        return 0.0
    return (
        sum(min(1.0, max(0.0, float(h.progress or 0))) * float(h.weight) for h in side.values())
        / whole
    )


def _figures(then: Side, now: Side, filling: Filling) -> dict[str, Any]:
    asked, defined = filling.days.asked, filling.defined
    return {
        "then": _figure(then, defined.then, asked.since),
        "now": _figure(now, defined.now, asked.until),
    }


def _figure(side: Side, defined: Any, on: Any) -> Figure:
    """The weighted mean of one day, with the weights of that day."""
    parts = []
    for pk, held in sorted(side.items()):
        body = defined.get(("key_result", pk), {})
        name = f"KR-{body['number']} {body.get('title', '')}" if body.get("number") else f"KR {pk}"
        weight = Decimal(str(body.get("weight") or held.weight))
        parts.append(scoring.Part(name, held.progress, weight))
    return scoring.mean(parts, on)


def alignment(days: Days) -> Iterator[Row]:
    for link in days.links:
        parent: Noun = (link.parent_noun, link.parent)
        fill = partial(_link, parent, link.is_new)
        yield Row(("objective", link.objective), None, fill, also=(parent,))


def _link(parent: Noun, is_new: bool, filling: Filling) -> dict[str, Any]:
    return {"after" if is_new else "before": filling.text(parent)}
