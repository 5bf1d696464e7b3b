"""Lists: 50 a page in a stable order, with how many there are in all."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Generic, TypeVar

from ninja import Query

T = TypeVar("T")

PER_PAGE = 50
Page = Annotated[int, Query(1, ge=1, le=1_000_000, description="Which page, counted from 1.")]


@dataclass(frozen=True, slots=True)
class Listing(Generic[T]):
    """One page of a list."""

    items: tuple[T, ...]
    total: int
    page: int
    pages: int


def listing(found: Sequence[T], page: int) -> Listing[T]:
    """The page `page` of what was found; an empty one beyond the end."""
    start = (page - 1) * PER_PAGE
    pages = max(1, -(-len(found) // PER_PAGE))
    return Listing(tuple(found[start : start + PER_PAGE]), len(found), page, pages)
