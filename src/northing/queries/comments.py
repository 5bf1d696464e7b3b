"""Comments in their order; a withdrawn one keeps its place and loses its text, in the past too."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from northing.domain.access import Caller
from northing.queries import days, sight
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
    return _cards(caller, Comment.objects.filter(key_result=pk))


def on_objective(caller: Caller, pk: int) -> tuple[CommentCard, ...]:
    """All comments on an objective, oldest first: one query."""
    return _cards(caller, Comment.objects.filter(objective=pk))


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


def _cards(caller: Caller, rows: "QuerySet[Comment]") -> tuple[CommentCard, ...]:
    if caller.past:
        rows = rows.filter(written_at__lte=caller.now)
    return tuple(
        card(caller, row) for row in rows.select_related("author").order_by("written_at", "pk")
    )


def card(caller: Caller, row: Comment) -> CommentCard:
    """The card of a loaded row."""
    on = row.written_at.astimezone(caller.zone).date()
    gone = row.withdrawn_at is not None
    return CommentCard(
        row.pk, person_ref(row.author), row.author_id == caller.person, on,
        days.short(on, caller.today), "" if gone else row.text, row.story, gone, row.check_in_id,
    )  # fmt: skip
