"""From comments to the discussion under a noun."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import uuid4

from django.urls import reverse

from northing.queries.comments import CommentCard
from northing.web.base import present
from northing.web.base.shapes import Person

NAMES = {"O": "objective_comments", "KR": "key_result_comments"}


@dataclass(frozen=True, slots=True)
class CommentRow:
    """One comment; a withdrawn one keeps its place. `withdraw_url` is there for one's own."""

    id: int
    by: Person
    day: str
    text: str
    is_story: bool
    is_withdrawn: bool
    withdraw_url: str


@dataclass(frozen=True, slots=True)
class Discussion:
    """The comments of a noun and the form for another; `typed` and `error` are of a refused one."""

    action: str
    comments: tuple[CommentRow, ...]
    may_comment: bool
    key: str
    typed: str = ""
    is_story: bool = False
    error: str = ""


def discussion(
    slug: str, key: str, comments: Iterable[CommentCard], may_comment: bool, *, typed: str = "",
    is_story: bool = False, error: str = "",
) -> Discussion:  # fmt: skip
    """The discussion of `O-7` or `KR-12`."""
    return Discussion(
        action=action(slug, key),
        comments=tuple(row(one, slug) for one in comments),
        may_comment=may_comment,
        key=uuid4().hex,
        typed=typed,
        is_story=is_story,
        error=error,
    )


def action(slug: str, key: str) -> str:
    """Where a comment on `key` is sent."""
    noun, _dash, number = key.partition("-")
    return reverse(NAMES[noun], args=(slug, int(number)))


def row(one: CommentCard, slug: str) -> CommentRow:
    """One comment."""
    own = one.mine and not one.withdrawn
    return CommentRow(
        one.id, present.person(one.author), one.day, one.text, one.story, one.withdrawn,
        reverse("comment_withdrawal", args=(slug, one.id)) if own else "",
    )  # fmt: skip
