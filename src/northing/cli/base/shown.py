"""How answers look in a terminal: everything is ready text of the queries, nothing is computed here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from northing.cli.base.output import line, stacked, status, table
from northing.cli.base.shown_kpis import guards

if TYPE_CHECKING:
    from rich.console import RenderableType

    from northing.queries.cards import KeyResultCard
    from northing.queries.events import ChangeCard
    from northing.queries.key_results import CheckInCard, KeyResultList, KeyResultPage
    from northing.queries.my_week import MyWeek
    from northing.queries.objectives import ObjectiveCard, ObjectiveList, ObjectivePage
    from northing.queries.teams import TeamPage

BOLD, DIM = "bold", "dim"


def key_results(found: KeyResultList) -> RenderableType:
    """A list of key results."""
    return _paged(
        key_result_table(found.items), len(found.items), found.total, found.page, found.pages
    )


def key_result_table(cards: Iterable[KeyResultCard]) -> RenderableType:
    """Key results as rows."""
    headings = (
        _("key"), _("key result"), _("now"), _("target"), _("progress"), _("status"), _("conf."),
        _("owner"), _("last"),
    )  # fmt: skip
    rows = [
        (
            c.key, c.title, c.now.text, c.target.text, c.progress.text, status(_mark(c), c.mark.status),
            "–" if c.confidence is None else c.confidence, c.owner.handle, c.age,
        )
        for c in cards
    ]  # fmt: skip
    return table(headings, rows)


def _mark(card: KeyResultCard) -> str:
    return (
        _("%(status)s, stale") % {"status": card.mark.word} if card.mark.stale else card.mark.word
    )


def objectives(found: ObjectiveList) -> RenderableType:
    """A list of objectives."""
    rows = [
        (
            o.key, o.title, o.team.name, o.cycle.name, o.state_word, o.progress.text,
            status(o.status_word, o.status), o.owner.handle,
        )
        for o in found.items
    ]  # fmt: skip
    headings = (
        _("key"), _("objective"), _("team"), _("cycle"), _("state"), _("progress"), _("status"), _("owner"),
    )  # fmt: skip
    return _paged(table(headings, rows), len(rows), found.total, found.page, found.pages)


def _paged(rows: RenderableType, here: int, total: int, page: int, pages: int) -> RenderableType:
    if not total:
        return line(_("Nothing here."), DIM)
    if pages == 1:
        return rows
    words = _("%(here)s of %(total)s, page %(page)s of %(pages)s")
    return stacked(
        rows, line(words % {"here": here, "total": total, "page": page, "pages": pages}, DIM)
    )


def objective(page: ObjectivePage) -> RenderableType:
    """One objective with its key results."""
    o = page.card
    parts = [*_objective_head(o), key_result_table(o.key_results)]
    if o.why:
        parts.insert(1, line(o.why, DIM))
    links = [(_("supports"), link) for link in o.supports] + [
        (_("supported by"), link) for link in page.supported_by
    ]
    parts += [line(f"{word} {link.key} {link.title} ({link.team})") for word, link in links]
    if o.guards:
        parts.append(guards(o.guards))
    if page.missing:
        parts.append(
            line(
                _("Lacks before it can be agreed: %(what)s") % {"what": "; ".join(page.missing)},
                DIM,
            )
        )
    return stacked(*parts)


def _objective_head(o: ObjectiveCard) -> list[RenderableType]:
    facts = (o.team.name, o.cycle.name, o.state_word, o.ambition_word, o.owner.name, o.agreed)
    progress = f"{o.progress.text} · {o.status_word}" + (f" · {o.spread}" if o.spread else "")
    return [
        line(f"{o.key}  {o.title}", BOLD),
        line(" · ".join(filter(None, facts)), DIM),
        line(progress),
    ]


def key_result(page: KeyResultPage) -> RenderableType:
    """One key result with its newest check-ins."""
    c = page.card
    facts = (
        f"{c.objective.key} {c.objective.title}",
        c.team.name,
        page.cycle.name,
        c.owner.name,
        c.kind_word,
    )
    numbers = [
        (_("now"), c.now.text),
        (_("baseline"), c.baseline.text),
        (_("target"), c.target.text),
        (_("success line"), c.success_line),
        (_("progress"), c.progress.text),
        (_("plan"), c.planned.text),
        (_("this week"), c.week.text),
        (_("confidence"), "–" if c.confidence is None else f"{c.confidence}/10"),
        (_("due"), c.due_text),
    ]
    steps = [(f"{'✓' if s.done_on else '–'} {s.id}", s.title) for s in c.steps]
    parts = [
        line(f"{c.key}  {c.title}", BOLD), line(" · ".join(facts), DIM), status(_mark(c), c.mark.status),
        table(("", ""), [n for n in numbers if n[1]] + steps),
    ]  # fmt: skip
    if c.state_reason:
        parts.append(line(c.state_reason, DIM))
    return stacked(*parts, check_ins(page.check_ins[:5]))


def check_ins(found: Sequence[CheckInCard]) -> RenderableType:
    """A thread of check-ins; a superseded one is said to be so."""
    rows = [
        (
            c.id, c.day, c.value_text, c.change_text, "–" if c.confidence is None else c.confidence,
            c.author.handle, _("superseded") if c.superseded else c.origin_word, c.note,
        )
        for c in found
    ]  # fmt: skip
    headings = ("#", _("day"), _("value"), _("change"), _("conf."), _("by"), "", _("note"))
    return table(headings, rows) if rows else line(_("No check-in yet."), DIM)


def changes(found: Sequence[ChangeCard]) -> RenderableType:
    """A history, newest first."""
    rows = [
        (
            c.seq,
            c.at.strftime("%Y-%m-%d %H:%M"),
            c.person.handle if c.person else "–",
            c.verb,
            c.door,
            c.reason,
        )
        for c in found
    ]
    return table(("#", _("when"), _("who"), _("what"), _("door"), _("why")), rows)


def team(page: TeamPage) -> RenderableType:
    """A team in one cycle."""
    path = " / ".join([*(name for name, _slug in page.path), page.name])
    place = page.cycle.place if page.cycle else _("no cycle")
    parts = [line(path, BOLD), line(place, DIM), line("".join(p.text for p in page.sentence))]
    for o in page.objectives:
        parts += [line(""), *_objective_head(o), key_result_table(o.key_results)]
    if not page.objectives:
        parts.append(line(_("No objective in this cycle."), DIM))
    return stacked(*parts)


def week(found: MyWeek) -> RenderableType:
    """What is asked of the caller."""
    parts = [line(found.title, BOLD)]
    if found.due:
        parts.append(key_result_table(found.due))
    for heading, cards in (
        (_("Yours, said already"), found.done),
        (_("Moved in your teams"), found.moved),
    ):
        if cards:
            parts += [line(""), line(heading, BOLD), key_result_table(cards)]
    waiting = [(p.key, p.title, p.team, p.author.handle) for p in (*found.proposals, *found.drafts)]
    if waiting:
        headings = (_("key"), _("objective"), _("team"), _("author"))
        parts += [line(""), line(_("Proposals and drafts"), BOLD), table(headings, waiting)]
    work = [(str(i.id), i.title, i.key_result, i.state_word, i.when) for i in found.initiatives]
    if work:
        headings5 = ("#", _("initiative"), _("for"), _("state"), _("when"))
        parts += [line(""), line(_("Your initiatives"), BOLD), table(headings5, work)]
    for reply in found.replies:
        parts.append(line(f"{reply.key} {reply.comment.author.name}: {reply.comment.text}"))
    return stacked(*parts)
