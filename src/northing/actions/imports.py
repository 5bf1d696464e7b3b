"""Documents in: staged for seven days, corrected by a person, committed in one transaction.

Committing again, or importing the same document again, makes nothing twice: items are known by their
`origin_ref`. What a person edited later is never overwritten and nothing is deleted; a new score
becomes a new check-in.
"""

from collections.abc import Mapping
from datetime import timedelta

from northing.actions import find, import_rows, typed
from northing.actions.change import Done, change
from northing.actions.errors import InvalidError
from northing.domain import staging
from northing.domain.access import About, Caller, Verb
from northing.domain.plan import Plan
from northing.domain.staging import Staged
from northing.kit.text import text as _
from northing.store.cycles import Cycle
from northing.store.imports import StagedImport
from northing.store.teams import Team

KEPT_FOR = timedelta(days=7)
MOST_KEY_RESULTS = 5000


def stage(caller: Caller, plan: Plan, *, team: int, cycle: int, key: str = "") -> Done:
    """Keep a plan for a person's word; `team` and `cycle` hold where the document names none that we know."""
    request = staging.to_json(staging.from_plan(plan, team, cycle)) if key else None
    with change(caller, "stage_import", key=key, request=request) as c:
        if c.earlier:
            return c.earlier
        row = find.team(caller, team)
        find.must(caller, Verb.IMPORT, About(team=row.pk))
        find.cycle(caller, cycle)
        if not plan.objectives:
            raise InvalidError(
                _("No objective was found in this document."),
                _("Write objectives as headings and key results as list items under them."),
                "document",
            )
        if len(plan.key_results) > MOST_KEY_RESULTS:
            raise InvalidError(
                _("This document holds {count} key results.", count=len(plan.key_results)),
                _("Split it into parts of at most {most}.", most=MOST_KEY_RESULTS),
                "document",
            )
        c.delete(StagedImport.objects.filter(ws=caller.workspace, expires_at__lte=caller.now))
        staged = _chosen(caller, staging.from_plan(plan, team, cycle))
        kept = StagedImport(
            ws_id=caller.workspace, person_id=caller.person,
            source_name=typed.line(plan.source_name, "document", 200, required=False),
            plan=staging.to_json(staged), staged_at=caller.now, expires_at=caller.now + KEPT_FOR,
        )  # fmt: skip
        return c.answer(c.insert(kept))


def _chosen(caller: Caller, staged: Staged) -> Staged:
    """Teams and cycles that the document names and we know by that name; the given ones for all others."""
    teams = {
        t.name.casefold(): t.pk for t in Team.objects.filter(ws=caller.workspace, archived_at=None)
    }
    cycles = list(Cycle.objects.filter(ws=caller.workspace, closed_at=None))
    by_name = {c.name.casefold(): c.pk for c in cycles}
    by_dates = {(c.start.isoformat(), c.end.isoformat()): c.pk for c in cycles}
    choices: dict[str, str] = {}
    for n, team in enumerate(staged.teams):
        last = team.name.split(" / ")[-1].casefold()
        choices[f"team.{n}"] = str(teams.get(last, staged.team))
    for n, cycle in enumerate(staged.cycles):
        known = by_name.get(cycle.name.casefold()) or by_dates.get((cycle.start, cycle.end))
        choices[f"cycle.{n}"] = str(known or staged.cycle)
    return staging.amended(staged, choices)


def edit(caller: Caller, pk: int, given: Mapping[str, str]) -> Done:
    """Correct a staged import; names as in domain.staging."""
    with change(caller, "edit_import") as c:
        find.must(caller, Verb.OWN, About())
        row = _waiting(caller, pk)
        clean = {n: typed.prose(t, n, 4000) for n, t in given.items()}
        try:
            staged = staging.amended(staging.from_json(row.plan), clean)
        except staging.UnknownFieldError as e:
            raise InvalidError(
                _("There is no field {name!r} here.", name=str(e.args[0])[:40])
            ) from None
        c.update(row, event=False, plan=staging.to_json(staged))
        return c.answer(row)


def commit(caller: Caller, pk: int, *, key: str = "") -> Done:
    """Write everything that is included, or nothing: raises ImportProblemsError with every field that is wrong."""
    with change(caller, "import", key=key, request=pk) as c:
        if c.earlier:
            return c.earlier
        find.must(caller, Verb.OWN, About())
        row = _waiting(caller, pk, committed_too=True)
        if row.committed_at is not None:
            return c.answer(row)
        c.reason = row.source_name
        import_rows.write(c, caller, staging.from_json(row.plan))
        c.update(row, committed_at=caller.now)
        return c.answer(row)


def discard(caller: Caller, pk: int) -> Done:
    """Throw a staged import away; nothing of it was written."""
    with change(caller, "discard_import") as c:
        find.must(caller, Verb.OWN, About())
        row = _waiting(caller, pk)
        c.update(row, discarded_at=caller.now)
        return c.answer(row)


def _waiting(caller: Caller, pk: int, *, committed_too: bool = False) -> StagedImport:
    rows = StagedImport.objects.select_for_update().filter(
        ws=caller.workspace,
        person=caller.person,
        pk=pk,
        discarded_at=None,
        expires_at__gt=caller.now,
    )
    row = rows.first() if committed_too else rows.filter(committed_at=None).first()
    if row is None:
        raise find.not_found("import")
    return row
