"""`northing import FILE --slices`: a sheet of any size, a few hundred key results at a time."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from northing.cli.base import output

if TYPE_CHECKING:
    from rich.console import RenderableType

    from northing.domain.access import Caller
    from northing.domain.plan import Plan

LARGEST = 100 * 1024 * 1024
MOST_ROWS = 200_000
SHOWN = 20


@dataclass(frozen=True, slots=True)
class SlicedImport:
    """What an import in slices holds and has written so far."""

    source_name: str
    objectives: int
    key_results: int
    slices: int
    written: int
    unread: tuple[str, ...]
    questions: tuple[str, ...]


def summary(plan: Plan, slices: int, written: int) -> SlicedImport:
    """What a plan holds, as the command shows it before and after."""
    return SlicedImport(
        plan.source_name,
        len(plan.objectives),
        len(plan.key_results),
        slices,
        written,
        tuple(f"{u.place or u.line}: {u.text} {u.why}" for u in plan.unread),
        tuple(str(q.text) for q in plan.questions if not q.chosen),
    )


def write(caller: Caller, parts: list[Plan], team: int, cycle: int) -> int:
    """Stage and commit each part; how many were written. What is here already is recognised.

    Where one part cannot be written the ones before it stay: correct the file and run the command again.
    """
    from contextlib import suppress

    from northing.actions import imports
    from northing.actions.errors import NotFoundError

    for number, part in enumerate(parts, 1):
        staged = imports.stage(caller, part, team=team, cycle=cycle).id
        try:
            imports.commit(caller, staged)
        except BaseException:
            with suppress(NotFoundError):
                imports.discard(caller, staged)
            _progress(number - 1, len(parts), 0)
            raise
        _progress(number, len(parts), len(part.key_results))
    return len(parts)


def _progress(number: int, of: int, key_results: int) -> None:
    """One line to standard error, so that the answer on standard output stays clean."""
    from django.utils.translation import gettext as _

    words = _("Slice %(number)s of %(of)s: %(count)s key results.")
    if not key_results:
        words = _("%(number)s of %(of)s slices are written.")
    sys.stderr.write(words % {"number": number, "of": of, "count": key_results} + "\n")
    sys.stderr.flush()


def shown(found: SlicedImport) -> RenderableType:
    """Counts, questions, and the first lines that were not understood."""
    from django.utils.translation import gettext as _

    words = _("%(name)s: %(objectives)s objectives, %(key_results)s key results, %(slices)s slices")
    counted = {
        "name": found.source_name, "objectives": found.objectives,
        "key_results": found.key_results, "slices": found.slices,
    }  # fmt: skip
    parts = [output.line(words % counted, "bold")]
    parts += [output.line(text) for text in found.questions]
    parts += [output.line(text, "dim") for text in found.unread[:SHOWN]]
    if len(found.unread) > SHOWN:
        parts.append(output.line(_("and %(n)s more") % {"n": len(found.unread) - SHOWN}, "dim"))
    if found.written:
        parts.append(output.line(_("Written.")))
    return output.stacked(*parts)
