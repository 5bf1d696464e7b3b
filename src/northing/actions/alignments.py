"""What an objective supports: links upward, loops refused."""

from northing.actions import find, typed
from northing.actions.change import Done, change
from northing.actions.errors import InvalidError
from northing.domain import alignment
from northing.domain.access import Caller, Verb
from northing.kit.text import text as _
from northing.store.key_results import KeyResult
from northing.store.objectives import Alignment, Objective
from northing.store.workspaces import NumberSeries


def align(caller: Caller, number: int, supports: str, reason: str = "", *, key: str = "") -> Done:
    """Say that O-`number` supports another objective (`O-3`) or key result (`KR-12`)."""
    with change(caller, "align", reason, key=key, request=[number, supports]) as c:
        if c.earlier:
            return c.earlier
        one_at_a_time(caller)
        row = find.objective(caller, number)
        find.must(caller, Verb.EDIT, find.about_objective(row))
        parent, kr = _parent(caller, supports)
        _must_be_shared(parent)
        refuse_loop(caller, row, parent)
        known = Alignment.standing(
            objective=row, parent_objective=None if kr else parent, parent_key_result=kr
        )
        if not known.exists():
            link = Alignment(
                ws_id=caller.workspace, objective=row,
                parent_objective=None if kr else parent, parent_key_result=kr,
            )  # fmt: skip
            c.insert(link, event=False)
            c.touched(row)
        return c.answer(row)


def unalign(caller: Caller, number: int, supports: str, reason: str = "", *, key: str = "") -> Done:
    """Take such a link away."""
    with change(caller, "unalign", reason, key=key, request=[number, supports]) as c:
        if c.earlier:
            return c.earlier
        row = find.objective(caller, number)
        find.must(caller, Verb.EDIT, find.about_objective(row))
        parent, kr = _parent(caller, supports)
        links = Alignment.standing(
            objective=row, parent_objective=None if kr else parent, parent_key_result=kr
        )
        if not links.exists():
            raise find.not_found("supports")
        c.end(links)
        c.touched(row)
        return c.answer(row)


def _parent(caller: Caller, key: str) -> tuple[Objective, KeyResult | None]:
    letter, _dash, digits = key.strip().upper().partition("-")
    number = typed.whole(digits)
    if letter not in {"O", "KR"} or number is None:
        raise InvalidError(
            _("{key!r} is no objective and no key result.", key=key[:20]),
            _("Write O-7 or KR-12."),
            "supports",
        )
    if letter == "O":
        return find.objective(caller, number, lock=False), None
    kr = find.key_result(caller, number)
    return kr.objective, kr


def _must_be_shared(parent: Objective) -> None:
    if parent.person_id is not None:
        raise InvalidError(
            _("{key} is personal: nothing supports it.", key=parent.key),
            _("Support an objective of a team."),
            "supports",
        )


def one_at_a_time(caller: Caller) -> None:
    """Let one change of a workspace link at a time: two at once could close a loop that neither sees."""
    NumberSeries.objects.select_for_update(no_key=True).get(pk=caller.workspace)


def refuse_loop(caller: Caller, row: Objective, parent: Objective) -> None:
    """Raise InvalidError where `row` would support itself by way of `parent`."""
    rows = Alignment.standing(ws=caller.workspace).values_list(
        "objective_id", "parent_objective_id", "parent_key_result__objective_id"
    )
    edges = [(child, up if up is not None else of_kr) for child, up, of_kr in rows]
    loop = alignment.loop(edges, row.pk, parent.pk)
    if loop:
        numbers = dict(Objective.objects.filter(pk__in=loop).values_list("pk", "number"))
        path = " → ".join(f"O-{numbers[pk]}" for pk in loop)
        raise InvalidError(
            _("That would close a loop: {path}.", path=path),
            _("Choose another parent."),
            "supports",
        )
