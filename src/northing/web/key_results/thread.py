"""The thread of a key result: check-ins newest first, readings without a word folded between them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext as _

from northing.queries.key_results import CheckInCard, KeyResultPage
from northing.web.base import present, shapes
from northing.web.comments import rows as comments
from northing.web.key_results.rows import fresh_key

FEWEST_FOLDED = 2


@dataclass(frozen=True, slots=True)
class Entry:
    """A check-in, its comments, and where to answer it or find what took its place."""

    id: int
    item: shapes.ThreadItem
    correction: str
    corrects: str
    comments: tuple[comments.CommentRow, ...]
    reply_url: str
    key: str
    is_silent: bool


@dataclass(frozen=True, slots=True)
class Run:
    """Entries that stand together; with a `line` they are folded under it."""

    entries: tuple[Entry, ...]
    line: str = ""


def thread(page: KeyResultPage, slug: str) -> tuple[Run, ...]:
    """Newest first; one that was corrected leads to what took its place.

    The newest is always shown; a source that speaks every day must not drown the words.
    """
    entries = tuple(_entries(page, slug))
    newest = tuple(Run((one,)) for one in entries[:1])
    return (*newest, *_runs(entries[1:]))


def with_words(page: KeyResultPage) -> int:
    """How many check-ins somebody stands behind."""
    return sum(1 for one in page.check_ins if one.is_word)


def is_word_due(page: KeyResultPage) -> bool:
    """Whether the newest check-in is a number alone, and the caller may say the word behind it."""
    newest = next(iter(page.check_ins), None)
    return newest is not None and not newest.is_word and page.card.due and page.may.check_in


def _runs(entries: Sequence[Entry]) -> Iterator[Run]:
    for is_silent, found in groupby(entries, key=lambda one: one.is_silent):
        run = tuple(found)
        if is_silent and len(run) >= FEWEST_FOLDED:
            yield Run(run, _line(run))
        else:
            yield from (Run((one,)) for one in run)


def _line(run: Sequence[Entry]) -> str:
    first, last = run[-1].item, run[0].item
    return _("{n} readings without a word, {first} to {last}: {start} to {end}").format(
        n=len(run), first=first.day, last=last.day, start=first.value, end=last.value
    )


def _entries(page: KeyResultPage, slug: str) -> Iterator[Entry]:
    number = page.card.number

    def correct_url(check_in: int) -> str:
        return reverse("check_in_correction", args=(slug, number, check_in))

    items = present.thread(page, correct_url)
    later = {one.corrects: one.id for one in page.check_ins if one.corrects is not None}
    action = comments.action(slug, page.card.key) if page.may.comment else ""
    for one, item in zip(page.check_ins, items, strict=True):
        yield _entry(one, item, later.get(one.id), slug, action)


def _entry(
    one: CheckInCard, item: shapes.ThreadItem, later: int | None, slug: str, action: str
) -> Entry:
    return Entry(
        id=one.id,
        item=item,
        correction=f"#check-in-{later}" if later is not None else "",
        corrects=f"#check-in-{one.corrects}" if one.corrects is not None else "",
        comments=tuple(comments.row(c, slug) for c in one.comments),
        reply_url=action,
        key=fresh_key(),
        is_silent=_is_silent(one) and later is None,
    )


def _is_silent(one: CheckInCard) -> bool:
    """A reading that nobody has said anything about, and that corrects nothing."""
    said = one.is_word or one.note or one.confidence is not None or one.comments
    return not said and one.corrects is None
