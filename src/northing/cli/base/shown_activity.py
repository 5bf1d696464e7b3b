"""How the activity, a change, a history and a comparison look in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from northing.cli.base.output import line, stacked, table

if TYPE_CHECKING:
    from rich.console import RenderableType

    from northing.queries.activity import ActivityChange, ActivityEntry, ActivityPage
    from northing.queries.compare import ComparedLine, Comparison
    from northing.queries.past import Past
    from northing.queries.telling import Part, Told

BOLD, DIM = "bold", "dim"


def activity(page: ActivityPage) -> RenderableType:
    """Entries under their days, and how to go on."""
    if not page.items:
        return line(_("Nothing of this kind happened."), DIM)
    return stacked(*_days(page.items), *_older(page.older))


def past(found: Past) -> RenderableType:
    """The history of one noun."""
    head = line(f"{found.key}  {found.title}".strip(), BOLD)
    return stacked(head, *_days(found.items), *_older(found.older))


def change(found: ActivityChange) -> RenderableType:
    """One change with its events."""
    parts = [line(_head(found.entry), BOLD)]
    for told in found.entry.told:
        parts += [line(f"  {said(told.did)}"), *_told(told)]
    if found.next is not None:
        parts.append(line(_("Go on: --after %(n)s") % {"n": found.next}, DIM))
    return stacked(*parts)


def _days(entries: Iterable[ActivityEntry]) -> Iterator[RenderableType]:
    day = ""
    for one in entries:
        if one.day != day:
            day = one.day
            yield line(day, BOLD)
        yield line(_head(one))
        for place, told in enumerate(one.told):
            if place:
                yield line(f"  {said(told.did)}")
            yield from _told(told)


def _head(one: ActivityEntry) -> str:
    who = one.person.name if one.person else "Northing"
    reason = f" – {one.reason}" if one.reason else ""
    return f"{one.change:>7}  {one.time}  {who} {said(one.did)}{reason}"


def said(parts: Iterable[Part]) -> str:
    """A sentence as plain text."""
    return "".join(f"{p.key} {p.text}" if p.key else p.text for p in parts)


def _told(told: Told) -> Iterator[RenderableType]:
    for one in told.differences:
        yield line(f"      {one.field}: {one.before or '–'} → {one.after or '–'}", DIM)
    for text in (" · ".join(told.facts), told.note, told.erased):
        if text:
            yield line(f"      {text}", DIM)


def _older(number: int | None) -> Iterator[RenderableType]:
    if number is not None:
        yield line(_("Older: --before %(n)s") % {"n": number}, DIM)


def comparison(found: Comparison) -> RenderableType:
    """Sentences first, then the lists."""
    days = _("From the end of %(since)s to the end of %(until)s.") % {
        "since": found.since_text, "until": found.until_text,
    }  # fmt: skip
    parts = [line("".join(p.text for p in found.sentence)), line(days, DIM)]
    for section in found.sections:
        rows = [_row(one) for one in section.lines]
        parts += [line(""), table((f"{section.title} ({section.total})", "", "", ""), rows)]
    return stacked(*parts)


def _row(one: ComparedLine) -> tuple[str, ...]:
    above = (one.above.key or one.above.text) if one.above else ""
    before, after = one.before, one.after
    if one.then is not None and one.now is not None:
        before, after = one.then.text, one.now.text
    change = f"{before} → {after}" if before and after else before or after
    return said((one.what,)), above, change, one.reason
