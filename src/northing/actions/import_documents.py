"""The file behind a staged import, as long as it leaves something open that only a person can say."""

from typing import Any

from northing.actions import find
from northing.actions.change import Change, Done, change
from northing.actions.errors import InvalidError
from northing.domain import staged_again, staged_plan, staging
from northing.domain.access import About, Caller, Verb
from northing.domain.plan import Plan
from northing.kit.text import text as _
from northing.store.imports import StagedDocument, StagedImport


def keep(caller: Caller, pk: int, data: bytes, plan: Plan) -> Done:
    """Keep the bytes of a staged import whose plan asks something; without a question nothing is kept."""
    with change(caller, "keep_document") as c:
        find.must(caller, Verb.OWN, About())
        row = _waiting(caller, pk)
        if plan.questions and not StagedDocument.objects.filter(staged=row).exists():
            c.insert(StagedDocument(staged=row, data=data, **_answers(plan)))
        return c.answer(row)


def read_again(caller: Caller, pk: int, before: Plan, after: Plan, *, key: str = "") -> Done:
    """Take a new reading of the kept file; `before` is how it was read so far. Corrections stay as they are.

    Raises InvalidError where the file is not kept, since it left nothing open.
    """
    with change(caller, "read_import_again", key=key, request=[pk, _answers(after)]) as c:
        if c.earlier:
            return c.earlier
        find.must(caller, Verb.OWN, About())
        row = _waiting(caller, pk)
        kept = StagedDocument.objects.filter(staged=row).defer("data").first()
        if kept is None:
            raise InvalidError(
                _("This document left nothing open."), _("Correct its fields instead."), "dates"
            )
        _merge(c, row, before, after)
        c.update(kept, **_answers(after))
        return c.answer(row)


def _merge(c: Change, row: StagedImport, before: Plan, after: Plan) -> None:
    now = staging.from_json(row.plan)
    readings = (staged_plan.from_plan(plan, now.team, now.cycle) for plan in (before, after))
    c.update(row, event=False, plan=staging.to_json(staged_again.merged(now, *readings)))


def _answers(plan: Plan) -> dict[str, Any]:
    chosen = {q.name: q.chosen for q in plan.questions}
    asked = [
        {
            "name": q.name, "text": str(q.text), "chosen": q.chosen,
            "answers": [[value, str(words)] for value, words in q.answers],
        }
        for q in plan.questions
    ]  # fmt: skip
    return {
        "questions": asked,
        "dates": chosen.get("dates", ""),
        "decimals": chosen.get("decimals", ""),
    }


def _waiting(caller: Caller, pk: int) -> StagedImport:
    row = (
        StagedImport.objects.select_for_update(no_key=True)
        .filter(
            ws=caller.workspace,
            person=caller.person,
            pk=pk,
            discarded_at=None,
            committed_at=None,
            expires_at__gt=caller.now,
        )
        .first()
    )
    if row is None:
        raise find.not_found("import")
    return row
