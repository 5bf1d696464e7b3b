"""Documents in: staged for seven days, corrected by a person, committed in one transaction.

Committing again, or importing the same document again, makes nothing twice: items are known by their
`origin_ref`. What a person edited later is never overwritten and nothing is deleted; a new score
becomes a new check-in.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from django.db.models import QuerySet

from northing.actions import find, import_rows, import_write, typed
from northing.actions.change import Done, change
from northing.actions.errors import InvalidError
from northing.domain import notation, staged_plan, staging
from northing.domain.access import About, Caller, Verb
from northing.domain.plan import Plan
from northing.domain.staging import Staged, StagedCycle
from northing.kit.text import text as _
from northing.kit.turns import Turn
from northing.store.cycles import Cycle
from northing.store.events import Idempotency
from northing.store.imports import StagedImport
from northing.store.teams import Team

KEPT_FOR = timedelta(days=7)
MOST_KEY_RESULTS = 5000


def stage(caller: Caller, plan: Plan, *, team: int, cycle: int, key: str = "") -> Done:
    """Keep a plan for a person's word; `team` and `cycle` hold where the document names none that we know."""
    request = staging.to_json(staged_plan.from_plan(plan, team, cycle)) if key else None
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
        staged = _chosen(caller, staged_plan.from_plan(plan, team, cycle), explicit=plan.explicit)
        kept = StagedImport(
            ws_id=caller.workspace, person_id=caller.person,
            source_name=typed.line(plan.source_name, "document", 200, required=False),
            plan=staging.to_json(staged), staged_at=caller.now, expires_at=caller.now + KEPT_FOR,
        )  # fmt: skip
        return c.answer(c.insert(kept))


def _chosen(caller: Caller, staged: Staged, *, explicit: bool) -> Staged:
    """Teams and cycles that the document names and we know by that name; the given ones for all others.

    Where the document is `explicit` about them, an admin is offered to make those that are not here.
    """
    makes = explicit and caller.is_admin
    paths, names = _known_teams(caller)
    cycles = list(Cycle.objects.filter(ws=caller.workspace, closed_at=None))
    choices: dict[str, str] = {}
    for n, team in enumerate(staged.teams):
        parts = tuple(p.casefold() for p in notation.parts(team.name))
        known = paths.get(parts)
        if known is None and parts and (len(parts) == 1 or not explicit):
            known = names.get(parts[-1])
        other = staging.NEW if makes and parts else str(staged.team)
        choices[f"team.{n}"] = str(known or other)
    for n, cycle in enumerate(staged.cycles):
        other = staging.NEW if makes and cycle.start and cycle.end else str(staged.cycle)
        choices[f"cycle.{n}"] = str(_known_cycle(cycles, cycle) or other)
    return staging.amended(staged, choices)


def _known_cycle(cycles: Sequence[Cycle], wanted: StagedCycle) -> int | None:
    """The cycle of that name, else one of these dates and, where it is said, this kind."""
    by_name = {c.name.casefold(): c.pk for c in cycles}
    days = (wanted.start, wanted.end)
    alike = [c for c in cycles if (c.start.isoformat(), c.end.isoformat()) == days]
    fitting = [c.pk for c in alike if wanted.kind in {"", c.kind}]
    return by_name.get(wanted.name.casefold()) or next(iter(fitting), None)


def _known_teams(caller: Caller) -> tuple[dict[tuple[str, ...], int], dict[str, int]]:
    """The teams of today by their path, with the root and without, and by their name alone."""
    rows = {t.pk: t for t in Team.objects.filter(ws=caller.workspace, archived_at=None)}
    paths: dict[tuple[str, ...], int] = {}
    for row in rows.values():
        at, path = row, [row.name.casefold()]
        while (above := rows.get(at.parent_id or 0)) is not None:
            at, path = above, [above.name.casefold(), *path]
        paths[tuple(path)] = row.pk
        paths.setdefault(tuple(path[1:]) or tuple(path), row.pk)
    return paths, {t.name.casefold(): t.pk for t in rows.values()}


def edit(caller: Caller, pk: int, given: Mapping[str, str], *, key: str = "") -> Done:
    """Correct a staged import; names as in domain.staging."""
    with change(caller, "edit_import", key=key, request=[pk, dict(given)]) as c:
        if c.earlier:
            return c.earlier
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
    """Write everything that is included: raises ImportProblemsError with every field that is wrong, or
    writes.

    All is checked before the first write. Up to `import_write.WHOLE` lines are one transaction; more are
    written in slices, so that nobody who checks in meanwhile waits. Where that breaks off, what was
    written stays, the preview shows it, and committing again writes the rest.
    """
    row = _mine(caller, pk).first()
    if row is None or row.committed_at is not None or _is_known(caller, key):
        return _again(caller, pk, key)
    find.must(caller, Verb.OWN, About())
    work = import_rows.prepare(caller, staging.from_json(row.plan))
    parts, whole = import_write.slices(work), None
    for n, part in enumerate(parts):
        is_last, turn = n == len(parts) - 1, Turn()
        # Only the last one takes the key: until then there is no answer to give.
        with change(
            caller, "import", row.source_name, key=key if is_last else "", request=pk, part_of=whole
        ) as c:
            whole = whole or c
            if c.earlier:
                return c.earlier
            kept = _waiting(caller, pk, committed_too=True)
            if kept.committed_at is not None:
                return c.answer(kept)
            import_write.hold(work, part, is_first=n == 0)
            if n == 0:
                import_write.write_places(c, caller, work)
            import_write.write(c, caller, part)
            if is_last:
                c.update(kept, committed_at=caller.now)
            done = c.answer(kept)
        if not is_last:
            import_write.give_way(turn)
    return done


def _is_known(caller: Caller, key: str) -> bool:
    mine = {"ws": caller.workspace, "person": caller.person, "key": key}
    return bool(key) and Idempotency.objects.filter(**mine).exists()


def _again(caller: Caller, pk: int, key: str) -> Done:
    """The answer to a second request, or the reason why there is none."""
    with change(caller, "import", key=key, request=pk) as c:
        if c.earlier:
            return c.earlier
        find.must(caller, Verb.OWN, About())
        return c.answer(_waiting(caller, pk, committed_too=True))


def discard(caller: Caller, pk: int, *, key: str = "") -> Done:
    """Throw a staged import away; nothing of it was written."""
    with change(caller, "discard_import", key=key, request=pk) as c:
        if c.earlier:
            return c.earlier
        find.must(caller, Verb.OWN, About())
        row = _waiting(caller, pk)
        c.update(row, discarded_at=caller.now)
        return c.answer(row)


def _waiting(caller: Caller, pk: int, *, committed_too: bool = False) -> StagedImport:
    # A plan of 5,000 key results is 4 MB: only who edits it reads it under the lock.
    rows = _mine(caller, pk).select_for_update(no_key=True).defer("plan")
    row = rows.first() if committed_too else rows.filter(committed_at=None).first()
    if row is None:
        raise find.not_found("import")
    return row


def _mine(caller: Caller, pk: int) -> "QuerySet[StagedImport]":
    return StagedImport.objects.filter(
        ws=caller.workspace,
        person=caller.person,
        pk=pk,
        discarded_at=None,
        expires_at__gt=caller.now,
    )
