"""Key results that aim at a metric, each with its status."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from northing.domain import outlook as outlooks
from northing.domain.access import Caller
from northing.domain.snapshot import Status
from northing.queries import sight
from northing.queries.spans import Span, overlapping
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
    found = KeyResult.objects.filter(
        overlapping(span), sight.objectives(caller, "objective__"), metric__in=metrics
    ).exclude(state="dropped")
    rows = list(
        found.order_by("number").values_list(
            "pk", "metric", "number", "title", "objective__number", "objective__title",
            "objective__cycle__name", "status",
        )
    )  # fmt: skip
    known = (
        _statuses(caller, [row[0] for row in rows]) if caller.past else {r[0]: r[-1] for r in rows}
    )
    aims: dict[int, list[AimCard]] = {}
    for pk, metric, number, title, above, above_title, cycle, _now in rows:
        if pk in known:
            status = Status(known[pk] or Status.NO_DATA)
            word = str(outlooks.WORDS[status])
            card = AimCard(
                f"KR-{number}", title, f"O-{above} {above_title}", cycle, status.value, word
            )
            aims.setdefault(metric, []).append(card)
    for listed in aims.values():
        listed.sort(key=lambda a: outlooks.WORST_FIRST.index(Status(a.status)))
    return aims


def _statuses(caller: Caller, ids: Sequence[int]) -> dict[int, str]:
    """What was thought of these key results on the past day; those that were not judged are left out."""
    held = Q(ended_on=None) | Q(ended_on__gt=caller.today)
    found = Outlook.objects.filter(held, key_result__in=ids, made_on__lte=caller.today)
    return dict(found.values_list("key_result", "status"))
