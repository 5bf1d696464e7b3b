"""What a workspace has already of a staged plan: looked up once for the whole plan, not line by line."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count

from northing.domain.access import Caller
from northing.domain.staging import Staged
from northing.queries import keyed, sight
from northing.store.check_ins import CheckIn
from northing.store.comments import Comment
from northing.store.key_results import KeyResult
from northing.store.metrics import Metric
from northing.store.objectives import Alignment, Objective


@dataclass(frozen=True, slots=True)
class Known:
    """By ref of the document: what came from it before and what it said then, and what bears its key here.

    `keyed` are the refs of the latter, `news` those of them whose value the history does not know.
    """

    objectives: dict[str, Objective]
    key_results: dict[str, KeyResult]
    said: dict[int, Decimal | None]
    counts: dict[int, int]
    keyed: frozenset[str] = frozenset()
    news: frozenset[str] = frozenset()

    def last_said(self, row: KeyResult) -> tuple[bool, Decimal | None]:
        """Whether a document gave this key result a value before, and the newest of them."""
        return row.pk in self.said, self.said.get(row.pk)


def known(caller: Caller, staged: Staged) -> Known:
    """Everything of the plan that is here."""
    objectives = {
        row.origin_ref or "": row
        for row in keyed.of(
            Objective.objects.select_related("cycle", "team").filter(ws=caller.workspace),
            "origin_ref", [o.ref for o in staged.objectives if o.include],
        )
    }  # fmt: skip
    key_results = {
        row.origin_ref or "": row
        for row in keyed.of(
            KeyResult.objects.select_related("objective__cycle", "latest_check_in").filter(
                ws=caller.workspace
            ),
            "origin_ref",
            [kr.ref for o in staged.objectives if o.include for kr in o.key_results if kr.include],
        )
    }
    said = keyed.of(
        CheckIn.objects.filter(origin="import").order_by("recorded_at", "pk"),
        "key_result", [kr.pk for kr in key_results.values()],
    )  # fmt: skip
    here = keyed.find(caller, staged, {ref: o.pk for ref, o in objectives.items()}, key_results)
    news = keyed.news(caller, staged, here)
    objectives |= here.objectives
    key_results |= here.key_results
    return Known(
        objectives, key_results, {c.key_result_id: c.value for c in said},
        _counts([o.pk for o in objectives.values()]),
        frozenset((*here.objectives, *here.key_results)), news,
    )  # fmt: skip


def _counts(objectives: list[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for part in _parts(objectives):
        rows = KeyResult.objects.filter(objective__in=part).order_by().values("objective")
        found |= {r["objective"]: r["n"] for r in rows.annotate(n=Count("pk"))}
    return found


def metrics(caller: Caller, teams: Iterable[int]) -> Iterator[Metric]:
    """The metrics of these teams."""
    return keyed.of(Metric.objects.filter(ws=caller.workspace), "team", teams)


def comments(rows: Iterable[KeyResult]) -> dict[int, list[str]]:
    """The texts said on these key results."""
    found: dict[int, list[str]] = {}
    for c in keyed.of(Comment.objects.all(), "key_result", [r.pk for r in rows]):
        found.setdefault(c.key_result_id, []).append(c.text)
    return found


def edges(caller: Caller) -> list[tuple[int, int]]:
    """What supports what now, by ids of objectives: (one, the one above it)."""
    rows = Alignment.standing(ws=caller.workspace).values_list(
        "objective_id", "parent_objective_id", "parent_key_result__objective_id"
    )
    return [(child, up if up is not None else of_kr) for child, up, of_kr in rows]


def links(objectives: Iterable[Objective]) -> set[tuple[int, int | None, int | None]]:
    """The links upward that these objectives have now."""
    rows = keyed.of(Alignment.standing(), "objective", [o.pk for o in objectives])
    return {(r.objective_id, r.parent_objective_id, r.parent_key_result_id) for r in rows}


def by_number(
    caller: Caller, objectives: Iterable[int], key_results: Iterable[int]
) -> dict[str, Objective | KeyResult]:
    """The workspace's own objectives and key results of these numbers that the caller sees, by key."""
    own = Objective.objects.filter(sight.objectives(caller), ws=caller.workspace)
    below = KeyResult.objects.select_related("objective").filter(
        sight.objectives(caller, "objective__"), ws=caller.workspace
    )
    rows = (*keyed.of(own, "number", objectives), *keyed.of(below, "number", key_results))
    return {row.key: row for row in rows}


def by_ref(caller: Caller, refs: Iterable[str]) -> dict[str, Objective | KeyResult]:
    """What came from a document before, in an earlier slice of it too, as far as the caller sees it."""
    wanted = list(refs)
    own = Objective.objects.filter(sight.objectives(caller), ws=caller.workspace)
    below = KeyResult.objects.select_related("objective").filter(
        sight.objectives(caller, "objective__"), ws=caller.workspace
    )
    rows = (*keyed.of(own, "origin_ref", wanted), *keyed.of(below, "origin_ref", wanted))
    return {row.origin_ref or "": row for row in rows}


def taken(caller: Caller, noun: type[Objective | KeyResult], numbers: Iterable[int]) -> set[int]:
    """Those of these numbers that are given already."""
    return {
        row.number for row in keyed.of(noun.objects.filter(ws=caller.workspace), "number", numbers)
    }


def _parts(values: Iterable[Any]) -> Iterator[list[Any]]:
    listed = list(values)
    for start in range(0, len(listed), keyed.AT_ONCE):
        yield listed[start : start + keyed.AT_ONCE]
