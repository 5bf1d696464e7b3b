"""Key results that aim at a metric, each with its status."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, OuterRef, Subquery

from northing.domain import outlook as outlooks
from northing.domain.access import Caller
from northing.domain.snapshot import Status
from northing.queries import sight, then
from northing.queries.spans import RUNNING, Span, overlapping
from northing.store.key_results import KeyResult
from northing.store.outlooks import Outlook


@dataclass(frozen=True, slots=True)
class AimCard:
    """A key result that aims at a metric, with its status."""

    key: str
    title: str
    objective: str
    cycle: str
    status: str
    status_word: str


def aims_at(caller: Caller, span: Span, metrics: Sequence[int]) -> dict[int, list[AimCard]]:
    """The key results that aim at these metrics, worst first: one query (two for a past day)."""
    seen = overlapping(span) & sight.objectives(caller, "objective__")
    found = KeyResult.objects.filter(seen, metric__in=metrics).order_by("number")
    if caller.past:
        held = Outlook.of_day(caller.today).filter(key_result=OuterRef("pk")).values("status")
        found = found.annotate(now=Subquery(held[:1]))
    else:
        found = found.filter(objective__state__in=RUNNING).exclude(state="dropped")
        found = found.annotate(now=F("status"))
    rows: list[Any] = list(found.select_related("objective__cycle"))
    aims: dict[int, list[AimCard]] = {}
    for row in _of_then(caller, rows):
        status = Status(row.now or Status.NO_DATA)
        above, word = row.objective, str(outlooks.WORDS[status])
        card = AimCard(
            row.key, row.title, f"{above.key} {above.title}", above.cycle.name, status.value, word
        )
        aims.setdefault(row.metric_id, []).append(card)
    for listed in aims.values():
        listed.sort(key=lambda a: outlooks.WORST_FIRST.index(Status(a.status)))
    return aims


def _of_then(caller: Caller, rows: list[Any]) -> list[Any]:
    """On a past day, those that were judged, as they and their objectives were defined: one query."""
    judged = [row for row in rows if row.now is not None] if caller.past else rows
    if not caller.past or not judged:
        return judged
    ids = [row.pk for row in judged]
    found = then.of_several(caller, key_result=ids, objective={r.objective_id for r in judged})
    for row in judged:
        then.overlaid(row, found["key_result"].get(row.pk, {}))
        then.overlaid(row.objective, found["objective"].get(row.objective_id, {}))
    return [row for row in judged if row.state != "dropped"]
