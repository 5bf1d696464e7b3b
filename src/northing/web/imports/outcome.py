"""What an import made, said in one sentence and listed with links."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from northing.queries.imports import ImportPreview
from northing.web.base.requests import Request
from northing.web.base.shapes import Link


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is in the workspace now: the teams, and the objectives of the document by key."""

    sentence: str
    teams: tuple[Link, ...]
    objectives: tuple[tuple[Link, str, str], ...]
    left_out: str


def said(before: ImportPreview) -> str:
    """What a commit of this preview makes: counts of the new, the changed and what was here."""
    objectives = [o for o in before.objectives if o.item.include]
    below = [kr for o in objectives for kr in o.key_results if kr.item.include]
    new = sum(1 for o in objectives if o.status == "new")
    states = [kr.status for kr in below]
    parts = [_objectives(new), _key_results(states.count("new"))]
    if states.count("changed"):
        text = ngettext("{n} got a new value", "{n} got a new value", states.count("changed"))
        parts.append(text.format(n=states.count("changed")))
    if states.count("unchanged"):
        parts.append(_("{n} were here already").format(n=states.count("unchanged")))
    return _("Imported: {parts}.").format(parts=", ".join(parts))


def _objectives(n: int) -> str:
    return ngettext("{n} objective", "{n} objectives", n).format(n=n)


def _key_results(n: int) -> str:
    return ngettext("{n} key result", "{n} key results", n).format(n=n)


def outcome(found: ImportPreview, request: Request) -> Outcome:
    """A committed import as its page shows it."""
    slug = request.caller.slug
    made = [o for o in found.objectives if o.known_as]
    below = [kr for o in made for kr in o.key_results if kr.known_as]
    every = sum(1 + len(o.key_results) for o in found.objectives)
    left = every - len(made) - len(below)
    return Outcome(
        sentence=_("{objectives} with {key_results} of this document are in the workspace.").format(
            objectives=_objectives(len(made)), key_results=_key_results(len(below))
        ),
        teams=_teams(found, request),
        objectives=tuple(
            (
                Link(o.known_as, reverse("objective", args=[slug, int(o.known_as[2:])])),
                o.item.title,
                _key_results(sum(1 for kr in o.key_results if kr.known_as)),
            )
            for o in made
        ),
        left_out=ngettext("{n} line was left out.", "{n} lines were left out.", left).format(n=left)
        if left
        else "",
    )


def _teams(found: ImportPreview, request: Request) -> tuple[Link, ...]:
    """The teams that got something: chosen by id, or made new under the document's name."""
    used = {o.item.team for o in found.objectives if o.known_as}
    chosen = [m for n, m in enumerate(found.teams) if n in used]
    ids = {m.choice for m in chosen}
    names = {m.text.split(" / ")[-1].casefold() for m in chosen if m.choice == "new"}
    cycles = {found.cycles[o.item.cycle].choice for o in found.objectives if o.known_as}
    one = next(iter(cycles)) if len(cycles) == 1 else ""
    query = f"?cycle={one}" if one.isdecimal() else ""
    return tuple(
        Link(t.name, reverse("team", args=[request.caller.slug, t.slug]) + query)
        for t in request.standing.teams
        if str(t.id) in ids or t.name.casefold() in names
    )
