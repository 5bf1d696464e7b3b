"""How findings, waivers and the rules of the writing coach look in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from northing.cli.base.output import line, stacked, table

if TYPE_CHECKING:
    from rich.console import RenderableType

    from northing.queries.coach import Coached
    from northing.queries.findings import FindingCard, Findings, FindingsPage, WaiverCard
    from northing.queries.lint_policies import PolicyPage


def page(found: FindingsPage) -> RenderableType:
    """One page of what is said, and whether there is more."""
    rest = _("Page %(page)s of %(pages)s.") % {"page": found.page, "pages": found.pages}
    return stacked(findings(found.items), *([line(rest)] if found.pages > 1 else []))


def findings(found: Iterable[Findings]) -> RenderableType:
    """What is said of each statement; those of which nothing is said are left out."""
    blocks = [_of(one) for one in found if one.findings or one.waived]
    return stacked(*blocks) if blocks else line(_("Nothing to say: every statement is fine."))


def _of(one: Findings) -> RenderableType:
    name = f"{one.key} {one.title}" if one.noun != "team" else one.title
    return stacked(line(name), *_lines(one.findings), *(line(f"  {_told(w)}") for w in one.waived))


def _lines(found: Sequence[FindingCard]) -> Iterable[RenderableType]:
    for one in found:
        yield line(f"  {one.severity_word} {one.code} {one.message}")
        if one.rewrite:
            yield line(f"    → {one.rewrite}")


def _told(one: WaiverCard) -> str:
    return _("%(code)s stands until %(day)s: %(reason)s") % {
        "code": one.code, "day": one.day, "reason": one.reason,
    }  # fmt: skip


def coached(found: Coached) -> RenderableType:
    """How a statement was understood, and what is said of it."""
    if found.reading is None:
        return line(_("There is nothing to judge yet."))
    head = _("Reads as: %(kind)s.") % {"kind": found.reading.kind}
    return stacked(line(head), *_lines(found.findings))


def waivers(found: Sequence[WaiverCard]) -> RenderableType:
    """Waivers with their numbers, the first to end first."""
    rows = [(w.id, w.code, w.title, w.day, w.by.handle, w.reason) for w in found]
    return table((_("number"), _("rule"), "", _("until"), _("by"), _("why")), rows)


def policy(found: PolicyPage) -> RenderableType:
    """The rules with what holds, then the limits."""
    rules = [(r.code, r.title, r.usual, r.said, r.holds) for r in found.rules]
    limits = [(n.name, n.usual, n.said, n.said or n.above) for n in found.limits]
    lists = [
        line(_("%(name)s: %(codes)s") % {"name": name, "codes": codes})
        for name, codes in (("select", found.select), ("ignore", found.ignore))
        if codes
    ]
    return stacked(
        table((_("code"), _("rule"), _("usual"), _("said here"), _("holds")), rules),
        table((_("limit"), _("usual"), _("said here"), _("holds")), limits),
        *lists,
    )
