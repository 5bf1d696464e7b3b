"""What is different of objectives: which stand in each section of a comparison, in which order."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from django.utils.translation import ngettext

from northing.domain import rewording, scoring
from northing.domain.figure import Figure
from northing.queries.compared_rows import ASIDE, RUNNING, Filling, Lines, Row, ends
from northing.queries.comparing import EDITED, Body, Days, Defined, Held, Link, Noun

ENDINGS = frozenset({"agree", "import", "close", "cancel", "reopen"})
MOST_REWORDED = 300
"""Edited nouns, the newest, that are looked at for another wording."""


def _objective(days: Days, pk: int, **more: Any) -> Row:
    team = days.teams.get(pk)
    return Row(("objective", pk), ("team", team) if team else None, **more)


def _ended(days: Days) -> dict[int, tuple[str, int]]:
    """The last verb that opened or ended each objective of these days, and its event."""
    return {
        e.objective: (e.verb, e.pk)
        for e in days.events
        if e.noun == "objective" and e.verb in ENDINGS
    }


def added(days: Days) -> Lines:
    """Agreed between the days, and not given up again."""
    ended = _ended(days)
    agreed = dict.fromkeys(
        e.objective for e in days.events if e.agreed_at and days.start < e.agreed_at <= days.end
    )
    below = Counter(held.objective for held in days.now.values())
    keys = [pk for pk in agreed if ended.get(pk, ("", 0))[0] != "cancel"]
    return Lines(keys, lambda pk: _objective(days, pk, fill=partial(_count, below[pk])))


def _count(number: int, filling: Filling) -> dict[str, Any]:
    text = ngettext("%(n)s key result", "%(n)s key results", number)
    return {"after": text % {"n": number}}


def by_ending(verb: str, days: Days) -> Lines:
    """Agreed ones that this verb ended, and nothing after it."""
    agreed = {e.objective for e in days.events if e.agreed_at and e.agreed_at <= days.end}
    keys = [(pk, e) for pk, (last, e) in _ended(days).items() if last == verb and pk in agreed]
    return Lines(
        keys, lambda key: _objective(days, key[0], event=key[1], fill=partial(_reason, key[1]))
    )


def _reason(event: int, filling: Filling) -> dict[str, Any]:
    known = filling.defined.events.get(event)
    return {"reason": known.reason if known else ""}


def moved(days: Days) -> Lines:
    """In another team or cycle on the second day."""
    found: dict[int, tuple[Held, Held]] = {}
    for pk, now in days.now.items():
        then = days.then.get(pk)
        if then is None or then.objective != now.objective:
            continue
        if (then.team, then.cycle) != (now.team, now.cycle):
            found.setdefault(now.objective, (then, now))
    return Lines(list(found), lambda objective: _move(objective, *found[objective]))


def _move(objective: int, then: Held, now: Held) -> Row:
    pairs: list[tuple[Noun, Noun]] = [
        ((name, getattr(then, name)), (name, getattr(now, name)))
        for name in ("team", "cycle")
        if getattr(then, name) != getattr(now, name)
    ]
    also = tuple(noun for both in pairs for noun in both)
    return Row(("objective", objective), None, partial(ends, pairs), also=also)


def edited(days: Days) -> Lines:
    """What was agreed on the first day and edited since, the newest first: perhaps reworded."""
    found = dict.fromkeys(
        (e.noun, e.noun_id, e.objective)
        for e in reversed(days.events)
        if e.verb == EDITED and e.agreed_at and e.agreed_at <= days.start
    )
    return Lines(list(found)[:MOST_REWORDED], lambda key: _edit(key[:2], key[2]))


def _edit(noun: Noun, objective: int) -> Row:
    above = ("objective", objective) if noun[0] == "key_result" else None
    return Row(noun, above, partial(_rewording, noun), needs=(noun,))


def reworded(candidates: Lines, defined: Defined) -> Lines:
    """Of what was edited only that which reads differently now."""
    keys = [key for key in candidates.keys if _texts(key[:2], defined)]
    return Lines(keys, candidates.make)


def _texts(noun: Noun, defined: Defined) -> list[tuple[str, str]]:
    then, now = defined.then.get(noun, {}), defined.now.get(noun, {})
    both = ((str(then.get(n) or ""), str(now.get(n) or "")) for n in ("title", "why"))
    return [(before, after) for before, after in both if then and now and before != after]


def _rewording(noun: Noun, filling: Filling) -> dict[str, Any]:
    found = _texts(noun, filling.defined)
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


def progress(days: Days) -> Lines:
    """Objectives by how far they moved, the farthest first; those that were over on both days are left out."""
    totals: dict[int, _Total] = {}
    for is_now, side in ((False, days.then), (True, days.now)):
        for held in side.values():
            if held.status not in ASIDE:
                if held.objective not in totals:
                    totals[held.objective] = _Total()
                totals[held.objective].add(held, is_now)
    moved = [(-abs(t.moved), pk) for pk, t in totals.items() if t.says_something]
    moved.sort()
    below: dict[int, set[int]] = {}
    for side in (days.then, days.now):
        for pk, held in side.items():
            below.setdefault(held.objective, set()).add(pk)
    return Lines(moved, lambda key: _progress(days, key[1], below[key[1]]))


@dataclass(slots=True)
class _Total:
    """The sums of one objective, with today's weights: only to bring the objectives into an order."""

    then: float = 0.0
    then_weight: float = 0.0
    now: float = 0.0
    now_weight: float = 0.0
    is_known: bool = False
    runs: bool = False

    def add(self, held: Held, is_now: bool) -> None:
        weight, part = float(held.weight), 0.0
        if held.progress is not None:
            self.is_known = True
            part = min(1.0, max(0.0, float(held.progress))) * weight
        if is_now:
            self.now, self.now_weight = self.now + part, self.now_weight + weight
            self.runs |= held.status in RUNNING
        else:
            self.then, self.then_weight = self.then + part, self.then_weight + weight

    @property
    def moved(self) -> float:
        before = self.then / self.then_weight if self.then_weight else 0.0
        return (self.now / self.now_weight if self.now_weight else 0.0) - before

    @property
    def says_something(self) -> bool:
        return self.is_known and self.now_weight > 0 and (self.runs or self.moved != 0)


def _progress(days: Days, pk: int, below: set[int]) -> Row:
    then, now = (
        {kr: side[kr] for kr in sorted(below) if kr in side and side[kr].status not in ASIDE}
        for side in (days.then, days.now)
    )
    needs = tuple(("key_result", kr) for kr in sorted(below))
    return _objective(days, pk, fill=partial(_figures, then, now), needs=needs)


def _figures(then: Side, now: Side, filling: Filling) -> dict[str, Any]:
    asked, defined = filling.days.asked, filling.defined
    return {
        "then": _figure(then, defined.then, asked.since),
        "now": _figure(now, defined.now, asked.until),
    }


def _figure(side: Side, defined: Mapping[Noun, Body], on: date) -> Figure:
    """The weighted mean of one day, with the weights of that day."""
    parts = []
    for pk, held in side.items():
        body = defined.get(("key_result", pk), {})
        name = f"KR-{body['number']} {body.get('title', '')}" if body.get("number") else f"KR {pk}"
        weight = Decimal(str(body.get("weight") or held.weight))
        share = None if held.progress is None else Decimal(held.progress)
        parts.append(scoring.Part(name, share, weight))
    return scoring.mean(parts, on)


def alignment(days: Days) -> Lines:
    """Links upward that stand on one of the two days alone."""
    return Lines(days.links, _alignment)


def _alignment(link: Link) -> Row:
    parent: Noun = (link.parent_noun, link.parent)
    fill = partial(_link, parent, link.is_new)
    return Row(("objective", link.objective), None, fill, also=(parent,))


def _link(parent: Noun, is_new: bool, filling: Filling) -> dict[str, Any]:
    return {"after" if is_new else "before": filling.text(parent)}
