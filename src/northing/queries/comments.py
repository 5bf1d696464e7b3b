"""Comments in their order; a withdrawn one keeps its place and loses its text, in the past too."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from northing.domain.access import Caller
from northing.queries import days, sight
from northing.queries.compiled import compiled
from northing.queries.people import PersonRef
from northing.queries.people import ref as person_ref
from northing.store.comments import Comment


@dataclass(frozen=True, slots=True)
class CommentCard:
    id: int
    author: PersonRef
    mine: bool
    on: date
    day: str
    text: str
    story: bool
    withdrawn: bool
    check_in: int | None


def on_key_result(caller: Caller, pk: int) -> tuple[CommentCard, ...]:
    """All comments on a key result and its check-ins, oldest first: one query."""
    return _cards(caller, _ON_KEY_RESULT(pk))


def on_objective(caller: Caller, pk: int) -> tuple[CommentCard, ...]:
    """All comments on an objective, oldest first: one query."""
    return _cards(caller, _ON_OBJECTIVE(pk))


def _in_order(**where: object) -> "QuerySet[Comment]":
    rows = Comment.objects.filter(**where).select_related("author")
    return rows.order_by("written_at", "pk")


_ON_KEY_RESULT = compiled(lambda pk: _in_order(key_result=pk))
_ON_OBJECTIVE = compiled(lambda pk: _in_order(objective=pk))


@dataclass(frozen=True, slots=True)
class CommentPlace:
    """A comment and where it stands: `key` is O-7 or KR-12."""

    card: CommentCard
    key: str


def comment(caller: Caller, pk: int) -> CommentPlace | None:
    """One comment, or None where it does not exist or its place may not be seen: one query."""
    seen = sight.objectives(caller, "objective__") | sight.objectives(
        caller, "key_result__objective__"
    )
    rows = Comment.objects.filter(seen, ws=caller.workspace, pk=pk)
    row = rows.select_related("author", "objective", "key_result").first()
    above = row and (row.key_result or row.objective)
    return CommentPlace(card(caller, row), above.key) if row and above else None


def _cards(caller: Caller, rows: "Iterable[Comment]") -> tuple[CommentCard, ...]:
    return tuple(
        card(caller, row) for row in rows if not caller.past or row.written_at <= caller.now
    )


def card(caller: Caller, row: Comment) -> CommentCard:
    """The card of a loaded row."""
    on = row.written_at.astimezone(caller.zone).date()
    gone = row.withdrawn_at is not None
    return CommentCard(
        row.pk, person_ref(row.author), row.author_id == caller.person, on,
        days.short(on, caller.today), "" if gone else row.text, row.story, gone, row.check_in_id,
    )  # fmt: skip
