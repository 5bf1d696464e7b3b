"""From a comparison to rows with finished HTML, and the addresses of its parts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from northing.domain.access import Caller
from northing.domain.figure import Figure
from northing.queries import days
from northing.queries.compare import ComparedLine, ComparedSection, Comparison
from northing.queries.comparing import Asked
from northing.queries.cycles import CycleRef
from northing.queries.differences import Difference
from northing.queries.frame import Frame
from northing.queries.telling import Part
from northing.web.activity.rows import Addresses, difference, sentence
from northing.web.base.marks import key, status_mark
from northing.web.base.markup import finished
from northing.web.base.requests import Request
from northing.web.base.shapes import Link

WEEK = timedelta(weeks=1)


class Links:
    """Addresses of the same comparison, with some things otherwise."""

    def __init__(self, request: Request, asked: Asked, team: str, section: str) -> None:
        self.section = section
        self.page = reverse("compare", args=(request.caller.slug,))
        self.to_nouns = Addresses(request.caller.slug)
        self._kept = {
            "from": asked.since.isoformat(), "to": asked.until.isoformat(), "team": team,
            "cycle": str(asked.cycle or ""), "section": section,
        }  # fmt: skip

    def to(self, **other: str) -> str:
        """This comparison with other values; an empty one is left out."""
        values = {**self._kept, **other}
        return f"{self.page}?{urlencode({n: v for n, v in values.items() if v})}"


@dataclass(frozen=True, slots=True)
class LineRow:
    """One line: what it is about, where that stands, and what is different."""

    what: SafeString
    above: SafeString
    change: SafeString
    then: Figure | None
    now: Figure | None
    reason: str


@dataclass(frozen=True, slots=True)
class SectionRow:
    """One list. `more` says how many are not shown, `more_url` where they are; a part has its pages."""

    code: str
    title: str
    total: int
    lines: tuple[LineRow, ...]
    more: int
    more_url: str
    newer_url: str
    older_url: str
    is_progress: bool


def sections(found: Comparison, link: Links) -> tuple[SectionRow, ...]:
    """The lists of a comparison."""
    return tuple(_section(one, link) for one in found.sections)


def _section(one: ComparedSection, link: Links) -> SectionRow:
    here = {"section": one.code}
    return SectionRow(
        code=one.code, title=one.title, total=one.total,
        lines=tuple(_line(line, link.to_nouns) for line in one.lines),
        more=0 if link.section else one.total - len(one.lines),
        more_url=link.to(**here),
        newer_url=link.to(**here, page=str(one.page - 1)) if one.page > 1 else "",
        older_url=link.to(**here, page=str(one.page + 1))
        if link.section and one.page < one.pages
        else "",
        is_progress=one.code == "progress",
    )  # fmt: skip


def _line(one: ComparedLine, to: Addresses) -> LineRow:
    return LineRow(
        what=sentence((one.what,), to),
        above=_above(one.above, to) if one.above else finished(""),
        change=_change(one),
        then=one.then,
        now=one.now,
        reason=one.reason,
    )


def _above(part: Part, to: Addresses) -> SafeString:
    """An objective above its key result goes by its key alone, a team by its name."""
    return key(part.key, to.of(part)) if part.key else finished(str(escape(part.text)))


def _change(one: ComparedLine) -> SafeString:
    if one.status is not None:
        before, after = (
            status_mark(code, word)
            for code, word in zip(one.status, (one.before, one.after), strict=True)
        )
        return finished(f'{before} <span class="third" aria-hidden="true">→</span> {after}')
    if not one.before and not one.after:
        return finished("")
    if not one.before:
        return finished(str(escape(one.after)))
    return difference(Difference("", one.before, one.after, one.pieces))


def quick(frame: Frame, caller: Caller, link: Links, asked: Asked) -> tuple[Link, ...]:
    """Pairs of days that people ask about, made of the dates of the cycle that is meant by now."""
    return tuple(
        Link(
            text, link.to(**{"from": first.isoformat(), "to": last.isoformat(), "section": ""}),
            (first, last) == (asked.since, asked.until),
        )
        for text, first, last in _pairs(frame, caller, asked)
        if first < last <= caller.today
    )  # fmt: skip


def _pairs(frame: Frame, caller: Caller, asked: Asked) -> Iterator[tuple[str, date, date]]:
    today = caller.today
    yield _("since a week ago"), today - WEEK, today
    cycle = next((c for c in frame.cycles if c.id == asked.cycle), None) or frame.cycle
    if cycle is None:
        return
    middle = _middle(cycle)
    named = {"cycle": cycle.name}
    yield _("since %(cycle)s began") % named, cycle.start, min(today, cycle.end)
    yield _("%(cycle)s, first half, to %(day)s") % {
        **named, "day": days.short(middle, today),
    }, cycle.start, middle  # fmt: skip
    yield _("%(cycle)s, second half") % named, middle, min(today, cycle.end)


def _middle(cycle: CycleRef) -> date:
    return cycle.start + (cycle.end - cycle.start) // 2
