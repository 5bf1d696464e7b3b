"""The preview, one page of it at a time: names to be matched, lines to be checked, what was not read.

A page holds about a hundred lines, so that a document of thousands of key results stays quick to open
and below the number of fields that one form may send.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from uuid import uuid4

from django.urls import reverse
from django.utils.translation import gettext as _

from northing.actions.errors import ActionError
from northing.actions.import_rows import ImportProblemsError
from northing.domain import access
from northing.domain.access import About, Verb
from northing.domain.staging import NEW, StagedKeyResult, StagedLine, StagedObjective
from northing.queries.cycles import CycleRef
from northing.queries.imports import ImportPreview, Mapping, PreviewKeyResult, PreviewObjective
from northing.web.base.requests import Request
from northing.web.base.shapes import Link
from northing.web.imports import lines
from northing.web.imports.document import number, teams
from northing.web.imports.lines import Cell, Line, Problems

LINES = 100
MOST_UNREAD, MOST_CONTEXT = 1000, 500

Item = StagedObjective | StagedKeyResult
Block = tuple[PreviewObjective, tuple[PreviewKeyResult, ...], bool]
"""An objective, those of its key results that stand on this page, and whether it goes on from before."""


@dataclass(frozen=True, slots=True)
class Match:
    """A name in the document and where it goes."""

    text: str
    detail: str
    cell: Cell


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of the preview, ready to be shown."""

    number: int
    count: int
    pages: tuple[Link, ...]
    key: str
    lines: tuple[Line, ...]
    teams: tuple[Match, ...]
    cycles: tuple[Match, ...]
    unread: tuple[StagedLine, ...]
    more_unread: int
    context: tuple[StagedLine, ...]
    more_context: int
    message: str
    remedy: str
    problems: tuple[tuple[Link, str], ...]
    discard_url: str


def sheet(
    request: Request, found: ImportPreview, known: Sequence[CycleRef], page: str,
    error: ActionError | None = None,
) -> Sheet:  # fmt: skip
    """One page of the preview; with problems, the page of the first one."""
    pages = _pages(found.objectives)
    problems = _problems(error)
    places = {name: n for n, blocks in enumerate(pages, 1) for name in _names(blocks)}
    where = {name: places.get(_line_of(name, places), 1) for name in problems}
    shown = next(iter(where.values()), None) or min(max(number(page), 1), len(pages))
    first = shown == 1
    url = reverse("import", args=[request.caller.slug, found.id])
    return Sheet(
        number=shown,
        count=len(pages),
        pages=tuple(Link(str(n), f"{url}?page={n}", n == shown) for n in range(1, len(pages) + 1)),
        key=uuid4().hex,
        lines=_lines(found, pages[shown - 1], _at_lines(problems, places)),
        teams=_teams(request, found.teams, problems) if first else (),
        cycles=_cycles(request, found.cycles, known, problems) if first else (),
        unread=found.unread[:MOST_UNREAD] if first else (),
        more_unread=max(0, len(found.unread) - MOST_UNREAD),
        context=found.context[:MOST_CONTEXT] if first else (),
        more_context=max(0, len(found.context) - MOST_CONTEXT),
        message=error.message if error else "",
        remedy=error.remedy if error else "",
        problems=tuple(
            (Link(_where(name, found), f"{url}?page={n}#{_anchor(name, places)}"), problems[name])
            for name, n in where.items()
        ),
        discard_url=reverse("import_discard", args=[request.caller.slug, found.id]),
    )


def _pages(objectives: Sequence[PreviewObjective]) -> list[list[Block]]:
    """Blocks by page: whole objectives where they fit, the long ones cut."""
    pages: list[list[Block]] = [[]]
    taken = 0
    for o in objectives:
        rest, goes_on = o.key_results, False
        while rest or not goes_on:
            if taken and taken + 1 + min(len(rest), LINES - 1) > LINES:
                pages.append([])
                taken = 0
            part, rest = rest[: LINES - 1], rest[LINES - 1 :]
            pages[-1].append((o, part, goes_on))
            taken += 1 + len(part)
            goes_on = True
    return pages


def _names(blocks: Sequence[Block]) -> list[str]:
    return [
        n for o, part, on in blocks for n in (*(() if on else (o.name,)), *(kr.name for kr in part))
    ]


def _lines(found: ImportPreview, blocks: Sequence[Block], problems: Problems) -> tuple[Line, ...]:
    source: dict[str, Item] = {o.item.ref: o.item for o in found.objectives}
    source |= {kr.item.ref: kr.item for o in found.objectives for kr in o.key_results}
    listed: list[Line] = []
    for o, part, goes_on in blocks:
        up = source.get(o.item.supports)
        text = _("Supports what stands in {place}").format(place=_at(up)) if up else ""
        top = lines.objective(o, problems, supports=text)
        listed.append(replace(top, title=None, is_continued=True) if goes_on else top)
        listed.extend(lines.key_result(kr, problems) for kr in part)
    return tuple(listed)


def _problems(error: ActionError | None) -> dict[str, str]:
    """Each field's problem; of several at one place the first."""
    found: dict[str, str] = {}
    if isinstance(error, ImportProblemsError):
        for p in error.problems:
            found.setdefault(p.place, " ".join(filter(None, (p.message, p.remedy))))
    elif error is not None and error.place:
        found[error.place] = error.message
    return found


def _at(item: Item) -> str:
    return item.place or _("line {line}").format(line=item.line)


def _line_of(name: str, places: Collection[str]) -> str:
    """The line that a flat name belongs to: `o3.k1` for `o3.k1.target`, empty for the matches."""
    parts = name.split(".")
    tries = (".".join(parts[:n]) for n in range(len(parts), 0, -1))
    return next((t for t in tries if t in places), "")


def _at_lines(problems: dict[str, str], places: dict[str, int]) -> dict[str, str]:
    """Problems by field, and for fields that no line shows by the line itself."""
    known = {"title", "owner", "why", "ambition", "kind", "due_on", *lines.NUMBERS, *lines.FURTHER}
    return {
        (name if name.rpartition(".")[2] in known else _line_of(name, places) or name): text
        for name, text in problems.items()
    }


def _anchor(name: str, places: dict[str, int]) -> str:
    return f"line-{_line_of(name, places)}" if _line_of(name, places) else f"{name}"


def _where(name: str, found: ImportPreview) -> str:
    """The line of the document in which a problem stands, or the name to be matched."""
    items: dict[str, Item] = {o.name: o.item for o in found.objectives}
    items |= {kr.name: kr.item for o in found.objectives for kr in o.key_results}
    item = items.get(_line_of(name, items))
    if item is not None:
        return item.place or _("Line {line}").format(line=item.line)
    match = next((m for m in (*found.teams, *found.cycles) if m.name == name), None)
    return match.text if match and match.text else _("Teams and cycles")


def _teams(request: Request, found: Sequence[Mapping], problems: Problems) -> tuple[Match, ...]:
    allowed = {str(t.id) for t in teams(request)}
    everyone = {str(t.id): t.name for t in request.standing.teams}
    return tuple(
        _match(
            m, _("no team named"), problems,
            {k: v for k, v in everyone.items() if k in allowed or k == m.choice},
            _("a new team of this name") if m.text and _may_make(request) else "",
        )
        for m in found
    )  # fmt: skip


def _cycles(
    request: Request, found: Sequence[Mapping], known: Sequence[CycleRef], problems: Problems
) -> tuple[Match, ...]:
    listed = {str(c.id): c.name for c in known if c.phase != "closed"}
    admin = _may_make(request)
    new = _("a new cycle with these days")
    return tuple(
        _match(m, _("no period named"), problems, listed, new if m.can_be_new and admin else "")
        for m in found
    )


def _may_make(request: Request) -> bool:
    """Whether the caller may make teams and cycles that the document names."""
    return access.may(request.caller, Verb.ADMINISTER, About())


def _match(
    m: Mapping, nothing: str, problems: Problems, choices: dict[str, str], new: str
) -> Match:
    listed = (*choices.items(), *(((NEW, new),) if new else ()))
    maker = lines.Maker(m.name.partition(".")[0], problems)
    text = m.text or nothing
    return Match(
        text, m.detail, maker.cell(m.name.partition(".")[2], text, m.choice, "select", listed)
    )
