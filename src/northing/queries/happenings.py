"""Events as they are read for telling: each with its definition and the one before it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import F, Max, OuterRef, QuerySet, Subquery

from northing.domain.access import Caller
from northing.queries import differences
from northing.queries.compiled import compiled
from northing.queries.differences import Raw
from northing.store.check_ins import CheckIn
from northing.store.events import Event, EventBody

HEADER = (
    "pk", "seq", "change_seq", "recorded_at", "person_id", "door", "verb", "noun", "noun_id",
    "before",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Happening:
    """One event. `after` is empty where its text was erased; `before` where there was nothing, or
    where that was erased (`was_erased`)."""

    seq: int
    change: int
    at: datetime
    person: int | None
    door: str
    verb: str
    noun: str
    noun_id: int
    reason: str
    erased: datetime | None
    after: dict[str, Any]
    before: dict[str, Any]
    is_new: bool
    was_erased: bool
    different: tuple[Raw, ...]

    def get(self, name: str) -> Any:
        """A field of the definition, or of the one before where this one was erased."""
        return (self.after or self.before).get(name)


def load(rows: "QuerySet[Event]") -> list[Happening]:
    """These events in their order, each with what was there before: two queries."""
    found = list(rows.annotate(before=before()).values_list(*HEADER))
    ids = {pk for pk, *_rest, earlier in found for pk in (pk, earlier)} - {None}
    bodies = _BODIES.rows(sorted(ids))
    known = {pk: _Body(json or {}, reason, gone) for pk, json, reason, gone in bodies}
    return [_happening(row, known) for row in found]


_BODIES = compiled(
    lambda ids: EventBody.objects.filter(event__in=ids).values_list(
        "pk", "json", "reason", "redacted_at"
    )
)


class _Body(NamedTuple):
    json: dict[str, Any]
    reason: str
    erased: datetime | None


def before() -> Subquery:
    """The id of the event before on the same noun; ids grow as the log does.

    The sum hides the id from the indexes: without it both databases would walk the log backwards for
    it, where the noun's own few events are at hand.
    """
    same = Event.objects.filter(
        ws=OuterRef("ws"), noun=OuterRef("noun"), noun_id=OuterRef("noun_id")
    )
    earlier = same.annotate(number=F("pk") + 0).filter(number__lt=OuterRef("pk"))
    newest = earlier.order_by().values("noun_id").annotate(last=Max("number"))
    return Subquery(newest.values("last"))


def _happening(row: Sequence[Any], known: Mapping[int, _Body]) -> Happening:
    pk, seq, change, at, person, door, verb, noun, noun_id, earlier = row
    own, was = known[pk], known.get(earlier)
    return Happening(
        seq=seq, change=change, at=at, person=person, door=door, verb=verb, noun=noun,
        noun_id=noun_id, reason=own.reason, erased=own.erased, after=own.json,
        before=was.json if was else {}, is_new=was is None,
        was_erased=was is not None and was.erased is not None,
        different=differences.raw(noun, was.json, own.json) if was else (),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class SaidThen:
    """What a check-in said, and the value that stood before it when it was recorded."""

    key_result: int
    value: Any
    before: Any
    confidence: int | None
    note: str
    no_change: bool
    adjust: bool
    origin: str


def check_ins(caller: Caller, ids: Iterable[int]) -> dict[int, SaidThen]:
    """What these check-ins said, by id: one query; none for no ids."""
    wanted = list(ids)
    if not wanted:
        return {}
    return {
        pk: SaidThen(
            kr, value, before if old is None else old, confidence, note, same, adjust, origin
        )
        for pk, kr, value, before, old, confidence, note, same, adjust, origin in _SAID.rows(
            caller.workspace, wanted
        )
    }


def _said(workspace: Any, ids: Any) -> "QuerySet[CheckIn, Any]":
    earlier = (
        CheckIn.objects.filter(
            key_result=OuterRef("key_result"), as_of__lte=OuterRef("as_of"), pk__lt=OuterRef("pk"),
            value__isnull=False,
        )
        .exclude(superseded_by__pk__lt=OuterRef("pk"))
        .order_by("-as_of", "-recorded_at")
    )  # fmt: skip
    rows = CheckIn.objects.filter(ws=workspace, pk__in=ids)
    return rows.annotate(before=Subquery(earlier.values("value")[:1])).values_list(
        "pk", "key_result_id", "value", "before", "supersedes__value", "confidence", "note",
        "no_change", "adjust", "origin",
    )  # fmt: skip


_SAID = compiled(_said)
