"""How a staged document looks in a terminal: what would be written, and what could not be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from northing.cli.base.output import line, stacked, table

if TYPE_CHECKING:
    from rich.console import RenderableType

    from northing.domain.staging import StagedLine
    from northing.queries.imports import ImportPreview, PreviewKeyResult, Question

BOLD, DIM = "bold", "dim"
MOST_UNREAD = 20


def preview(page: ImportPreview) -> RenderableType:
    """Objectives with their key results; guesses carry a question mark."""
    words = _("%(name)s: %(new)s new, %(changed)s changed, %(unchanged)s unchanged")
    counted = {
        "name": page.source_name,
        "new": page.new,
        "changed": page.changed,
        "unchanged": page.unchanged,
    }
    parts = [line(words % counted, BOLD), *(line(remark, DIM) for remark in page.remarks)]
    parts += [_question(one) for one in page.questions if not one.chosen]
    rows: list[tuple[object, ...]] = []
    for o in page.objectives:
        rows.append(
            (
                o.name,
                o.item.place or o.item.line,
                o.known_as or o.status,
                o.item.title,
                "",
                "",
                o.item.owner,
            )
        )
        rows += [_row(kr) for kr in o.key_results]
    headings = (_("field"), _("line"), _("state"), _("what"), _("kind"), _("from → to"), _("owner"))
    parts.append(table(headings, rows))
    parts += [_unread(one) for one in page.unread[:MOST_UNREAD]]
    if page.unknown_people:
        parts.append(
            line(_("Not known here: %(names)s") % {"names": ", ".join(page.unknown_people)}, DIM)
        )
    if page.committed:
        parts.append(line(_("Written.")))
    return stacked(*parts)


def _unread(one: StagedLine) -> RenderableType:
    if one.place:
        return line(f"{one.place}: {one.why} {one.text}", DIM)
    words = _("Line %(line)s: %(why)s %(text)s")
    return line(words % {"line": one.line, "why": one.why, "text": one.text}, DIM)


def _question(one: Question) -> RenderableType:
    answers = ", ".join(f"--{one.name} {value} ({words})" for value, words in one.answers)
    return line(f"{one.text} {answers}", BOLD)


def _row(kr: PreviewKeyResult) -> tuple[object, ...]:
    item = kr.item
    guessed = {name: "?" if name in item.guesses else "" for name in ("kind", "baseline", "target")}
    span = " → ".join(
        f"{text}{guessed[name]}"
        for name, text in (("baseline", item.baseline), ("target", item.target))
        if text
    )
    state = kr.known_as or kr.status if item.include else _("left out")
    return (
        kr.name,
        item.place or item.line,
        state,
        "  " + item.title,
        item.kind + guessed["kind"],
        span,
        item.owner,
    )
