"""Key results with everything that judging them takes, in two queries however many they are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from northing.domain.access import Caller
from northing.domain.snapshot import CheckIn as CheckInPicture
from northing.domain.snapshot import KeyResult as Picture
from northing.domain.snapshot import Origin
from northing.queries import driver, then
from northing.queries.compiled import compiled
from northing.queries.gathered import gathered
from northing.store.check_ins import CheckIn
from northing.store.key_results import KeyResult, Step


@dataclass(frozen=True, slots=True)
class Loaded:
    """A row with everything that judging it takes."""

    row: KeyResult
    picture: Picture
    steps: tuple[Step, ...]


def rows() -> "QuerySet[KeyResult]":
    """Key results with the rows that a card names and their steps, in one query."""
    return with_steps().select_related("objective__team", "objective__cycle", "owner")


def with_steps() -> "QuerySet[KeyResult]":
    """Key results with their steps alone, where the objectives are at hand."""
    steps = gathered(Step.objects.all(), "key_result", "id", *Step.DEFINED_BY)
    return KeyResult.objects.annotate(known=steps)


def load(found: Sequence[KeyResult], caller: Caller) -> list[Loaded]:
    """Rows of `rows` (or of a past day) with their standing check-ins: one query, however many."""
    heard = said(caller, [row.pk for row in found])
    if caller.past:
        return [_then(row, heard.get(row.pk, ())) for row in found]
    return [_loaded(row, heard.get(row.pk, ()), _steps(row)) for row in found]


def said(caller: Caller, ids: Sequence[int]) -> dict[int, list[CheckInPicture]]:
    """The standing check-ins of these key results, oldest first, by key result: one query."""
    rows_ = _KNOWN.tuples(caller.now, ids) if caller.past else _STANDING.tuples(ids)
    zone, found = caller.zone, dict[int, list[CheckInPicture]]()
    for pk, at, known, value, confidence, origin in rows_:
        on = driver.instant(at).astimezone(zone).date()
        picture = CheckInPicture(
            on, driver.instant(known), driver.amount(value), confidence, _ORIGINS[origin]
        )
        found.setdefault(pk, []).append(picture)
    return found


_ORIGINS = {origin.value: origin for origin in Origin}


def _in_order(standing: "QuerySet[CheckIn]", ids: Any) -> "QuerySet[CheckIn, Any]":
    rows_ = standing.filter(key_result__in=ids)
    rows_ = rows_.order_by("key_result", "as_of", "recorded_at", "pk")
    at, known = driver.Plain("as_of"), driver.Plain("recorded_at")
    return rows_.values_list("key_result", at, known, "value", "confidence", "origin")


_STANDING = compiled(lambda ids: _in_order(then.check_ins_at(None), ids))
_KNOWN = compiled(lambda now, ids: _in_order(then.check_ins_at(now), ids))


def _steps(row: KeyResult) -> list[Step]:
    """The steps that were read with the row, in their order."""
    known = getattr(row, "known", None) or ()
    listed = [then.overlaid(Step(pk=int(one["id"]), key_result_id=row.pk), one) for one in known]
    return sorted(listed, key=lambda step: step.position)


def _then(row: KeyResult, said: Sequence[CheckInPicture]) -> Loaded:
    """A row of a past day: its steps came with its definition, its last word is the last one known."""
    row.last_word_on = max((c.on for c in said if c.origin.is_word), default=None)
    return _loaded(row, said, then.steps_of(row))


def _loaded(row: KeyResult, said: Iterable[CheckInPicture], steps: Iterable[Step]) -> Loaded:
    listed = tuple(steps)
    return Loaded(row, row.snapshot(row.objective.ambition, said, listed), listed)
