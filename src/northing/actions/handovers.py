"""People leave and come back: what they own goes to others, what they wrote stays theirs."""

from collections.abc import Mapping

from northing.actions import find, leaving, people
from northing.actions.change import Done, change
from northing.actions.errors import ConflictError, InvalidError
from northing.domain import access
from northing.domain.access import About, Caller, Verb
from northing.domain.snapshot import PersonState
from northing.kit.text import text as _

Each = Mapping[str, int | None]


def hand_over(
    caller: Caller, person: int, to: int | None = None, each: Each | None = None,
    reason: str = "", *, key: str = "",
) -> Done:  # fmt: skip
    """Give what somebody owns and is open to others: everything to `to`, or single items as `each` says.

    `each` is by item (O-7, KR-12, metric-3, initiative-5); None there leaves it where it is. Admins
    hand over everything, leads what belongs to their teams.
    """
    chosen = dict(each or {})
    with change(caller, "hand_over", reason, key=key, request=[person, to, chosen]) as c:
        if c.earlier:
            return c.earlier
        _must_keep_some_team(caller)
        row = find.person(caller, person, "person")
        if to is None and not any(chosen.values()):
            raise InvalidError(_("Nobody was chosen."), _("Choose who takes over."), "to")
        leaving.hand(c, caller, row, to, chosen)
        return c.answer(row)


def _must_keep_some_team(caller: Caller) -> None:
    allowed = any(access.may(caller, Verb.KEEP_TEAM, About(team=t)) for t in caller.leads)
    if not allowed:
        find.must(caller, Verb.ADMINISTER, About())


def deactivate(
    caller: Caller, person: int, to: int | None = None, each: Each | None = None,
    reason: str = "", *, even_so: bool = False, key: str = "",
) -> Done:  # fmt: skip
    """Somebody leaves: hands over as in `hand_over`, is in no team any more, and cannot come in.

    Refused while something open stays with them, unless `even_so`: then it is marked until somebody
    takes it. Personal objectives that are open are given up.
    """
    chosen = dict(each or {})
    request = [person, to, chosen, even_so]
    with change(caller, "deactivate", reason, key=key, request=request) as c:
        if c.earlier:
            return c.earlier
        find.must(caller, Verb.ADMINISTER, About())
        row = people.locked_with_admins(caller, person)
        if row is None:
            raise find.not_found("person")
        if row.state == PersonState.INACTIVE.value:
            raise ConflictError(_("{name} left meanwhile.", name=row.name))
        people.check(caller, row, {"state": PersonState.INACTIVE.value})
        stays = leaving.hand(c, caller, row, to, chosen)
        if not even_so:
            leaving.must_own_nothing(row, stays)
        leaving.take_leave(c, caller, row)
        return c.answer(row)


def reactivate(caller: Caller, person: int, reason: str = "", *, key: str = "") -> Done:
    """Somebody comes back: signs in as before. Teams are joined anew."""
    with change(caller, "reactivate", reason, key=key, request=person) as c:
        if c.earlier:
            return c.earlier
        find.must(caller, Verb.ADMINISTER, About())
        row = people.locked_with_admins(caller, person)
        if row is None:
            raise find.not_found("person")
        if row.state != PersonState.INACTIVE.value:
            raise ConflictError(_("{name} is back already.", name=row.name))
        if row.account_id is None:
            raise InvalidError(
                _("{name} never signed in.", name=row.name),
                _("Make a new link to come in by."),
                "person",
            )
        return c.answer(c.update(row, state=PersonState.ACTIVE.value))
