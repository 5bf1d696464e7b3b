"""What the nouns that a history points to are called: one query for all of them, whatever they are."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from django.db.models import CharField, F, IntegerField, Max, Model, Q, QuerySet, Value

from northing.domain.access import Caller
from northing.queries import event_days, sight
from northing.queries.compiled import Compiled, compiled
from northing.queries.people import PersonRef
from northing.queries.people import ref as person_ref
from northing.store.comments import Comment
from northing.store.cycles import Cycle
from northing.store.events import Event, EventBody
from northing.store.key_results import KeyResult
from northing.store.metrics import Metric
from northing.store.objectives import Objective
from northing.store.people import Person
from northing.store.teams import Team

Wanted = Mapping[str, Collection[int]]
"""Ids by noun."""


@dataclass(frozen=True, slots=True)
class Name:
    """A noun as a sentence names it: `key` is O-7 or KR-12, `ref` what its address is made of.

    `unit` and `kind` say how the values of a key result or metric are written.
    """

    text: str
    key: str = ""
    ref: str = ""
    unit: str = ""
    kind: str = ""


Names = Mapping[tuple[str, int], Name]


def find(caller: Caller, wanted: Wanted, *, shown: bool = False) -> Names:
    """The names of these nouns, as far as they may be seen: one query, two for a past day.

    A comment has a name only while it stands. People go by today's name, everything else by that of
    the day that the caller looks at. Where every objective and key result among them was `shown` to
    the caller by another query, it is not asked again whether they may be.
    """
    sorts = {**_SORTS, **_SHOWN} if shown else _SORTS
    if not caller.past:
        return _of_today(caller, wanted, sorts)
    today = {noun: ids for noun, ids in wanted.items() if noun in {"person", "comment"}}
    return {**_of_today(caller, today, sorts), **_of_then(caller, wanted)}


def person(names: Names, pk: int | None) -> PersonRef | None:
    """Somebody as an author; None for nobody."""
    found = names.get(("person", pk)) if pk is not None else None
    if found is None or pk is None:
        return None
    return person_ref(Person(pk=pk, name=found.text, handle=found.ref))


def _of_today(caller: Caller, wanted: Wanted, sorts: "Sorts") -> Names:
    asked = {noun: sorted(wanted[noun]) for noun in sorts if wanted.get(noun)}
    if not asked:
        return {}
    if all(sorts[noun] in _OF_ALL for noun in asked):
        rows = _prepared(tuple(asked), shown=sorts is not _SORTS).rows(
            caller.workspace, *asked.values()
        )
    else:
        rows = _together([sorts[noun](caller, ids) for noun, ids in asked.items()])
    return {
        (noun, pk): Name(text, f"{_LETTERS[noun]}-{number}" if number else "", ref, unit, kind)
        for noun, pk, number, text, ref, unit, kind in rows
    }


def _together(asked: "Sequence[QuerySet[Any, Any]]") -> Any:
    return asked[0].union(*asked[1:], all=True) if len(asked) > 1 else asked[0]


@cache
def _prepared(nouns: tuple[str, ...], *, shown: bool) -> Compiled[Any]:
    """The question for nouns whose names the workspace is all that it takes to know, put together once."""
    sorts = {**_SORTS, **_SHOWN} if shown else _SORTS

    def built(workspace: Any, *ids: Any) -> Any:
        anybody: Any = _Anybody(workspace)
        return _together([sorts[n](anybody, i) for n, i in zip(nouns, ids, strict=True)])

    return compiled(built)


class _Anybody(NamedTuple):
    """Who asks a prepared question: somebody of the workspace."""

    workspace: Any


_LETTERS = {"objective": "O", "key_result": "KR"}


def _listed(model: type[Model], noun: str, *columns: str) -> Any:
    """Rows of one noun in the columns that all share; what a noun has not is empty."""

    def column(name: str) -> Any:
        return F(name) if name else Value("", CharField())

    number, text, ref, unit, kind = columns
    rows: Any = model._default_manager
    return rows.order_by().values_list(
        Value(noun, CharField()), "pk", F(number) if number else Value(0, IntegerField()),
        column(text), column(ref), column(unit), column(kind),
    )  # fmt: skip


def _shown_objectives(caller: Caller, ids: Collection[int]) -> "QuerySet[Any, Any]":
    rows = _listed(Objective, "objective", "number", "title", "", "", "")
    return rows.filter(ws=caller.workspace, pk__in=ids)  # type: ignore[no-any-return]  # rows of many models


def _objectives(caller: Caller, ids: Collection[int]) -> "QuerySet[Any, Any]":
    return _shown_objectives(caller, ids).filter(sight.objectives(caller))


def _shown_key_results(caller: Caller, ids: Collection[int]) -> "QuerySet[Any, Any]":
    rows = _listed(KeyResult, "key_result", "number", "title", "", "unit", "kind")
    return rows.filter(ws=caller.workspace, pk__in=ids)  # type: ignore[no-any-return]  # as above


def _key_results(caller: Caller, ids: Collection[int]) -> "QuerySet[Any, Any]":
    return _shown_key_results(caller, ids).filter(sight.objectives(caller, "objective__"))


def _metrics(caller: Caller, ids: Collection[int]) -> "QuerySet[Any, Any]":
    rows = _listed(Metric, "metric", "", "name", "", "unit", "")
    return rows.filter(sight.metrics(caller), ws=caller.workspace, pk__in=ids)  # type: ignore[no-any-return]  # as above


def _comments(caller: Caller, ids: Collection[int]) -> "QuerySet[Any, Any]":
    rows = _listed(Comment, "comment", "", "", "", "", "")
    return rows.filter(ws=caller.workspace, pk__in=ids, withdrawn_at=None)  # type: ignore[no-any-return]  # as above


Sort = Callable[[Caller, Collection[int]], "QuerySet[Any, Any]"]
Sorts = Mapping[str, Sort]


def _open(model: type[Model], noun: str, ref: str) -> Sort:
    """Nouns that everybody in the workspace may know of."""

    def asked(caller: Caller, ids: Collection[int]) -> "QuerySet[Any, Any]":
        rows = _listed(model, noun, "", "name", ref, "", "")
        return rows.filter(ws=caller.workspace, pk__in=ids)  # type: ignore[no-any-return]  # as above

    return asked


_SHOWN: Sorts = {"objective": _shown_objectives, "key_result": _shown_key_results}
_SORTS: Sorts = {
    "objective": _objectives,
    "key_result": _key_results,
    "metric": _metrics,
    "comment": _comments,
    "person": _open(Person, "person", "handle"),
    "team": _open(Team, "team", "slug"),
    "cycle": _open(Cycle, "cycle", ""),
}


_OF_ALL = frozenset(
    {*_SHOWN.values(), *(_SORTS[noun] for noun in ("comment", "person", "team", "cycle"))}
)
"""Sorts for which it does not matter who in the workspace asks."""


def _of_then(caller: Caller, wanted: Wanted) -> Names:
    """Names out of the newest definitions up to the day; rights are today's."""
    asked = {noun: set(ids) for noun, ids in wanted.items() if ids and noun in _DEFINED}
    if not asked:
        return {}
    seen = Q(objective=None) | sight.objectives(caller, "objective__")
    hidden = ~Q(noun="metric") | Q(noun_id__in=_seen_metrics(caller, wanted))
    # Every noun with every id: a few too many, but found by the index; those not asked for fall out below.
    some = Q(noun__in=sorted(asked), noun_id__in=sorted(set().union(*asked.values())))
    by_then = event_days.recorded(None, caller.now)
    events = Event.objects.filter(some, seen, hidden, by_then, ws=caller.workspace)
    newest = events.order_by().values("noun", "noun_id").annotate(last=Max("pk")).values("last")
    rows = EventBody.objects.filter(event__in=newest)
    return {
        (noun, pk): named(noun, body)
        for noun, pk, body in rows.values_list("event__noun", "event__noun_id", "json")
        if body and pk in asked[noun]
    }


_DEFINED = frozenset({"objective", "key_result", "metric", "team", "cycle"})


def _seen_metrics(caller: Caller, wanted: Wanted) -> "QuerySet[Metric, int]":
    rows = Metric.objects.filter(sight.metrics(caller), pk__in=wanted.get("metric", ()))
    return rows.values_list("pk", flat=True)


def named(noun: str, body: Mapping[str, Any]) -> Name:
    """The name that a definition carries."""
    letter = _LETTERS.get(noun)
    return Name(
        text=str(body.get("title") or body.get("name") or body.get("source_name") or ""),
        key=f"{letter}-{body['number']}" if letter and body.get("number") else "",
        ref=str(body.get("slug") or body.get("handle") or ""),
        unit=str(body.get("unit") or ""),
        kind=str(body.get("kind") or "") if noun == "key_result" else "",
    )
