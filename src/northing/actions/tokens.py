"""API tokens: own rights or fewer, shown once, revoked at any time."""

from collections.abc import Sequence
from datetime import timedelta

from northing.actions import find, typed
from northing.actions.change import Done, change
from northing.actions.errors import ForbiddenError, InvalidError
from northing.domain.access import About, Caller, Scope, Verb
from northing.kit import secrets
from northing.kit.text import text as _
from northing.store.tokens import Token

LONGEST_DAYS = 3650


def create(
    caller: Caller, name: str, scopes: Sequence[str], *, days: int | None = None, key: str = ""
) -> Done:
    """A token for oneself; `secret` is shown once. Without `days` it holds until it is revoked."""
    with change(caller, "create_token", key=key, request=[name, list(scopes), days]) as c:
        if c.earlier:
            return c.earlier
        find.must(caller, Verb.TOKEN, About())
        wanted = {typed.choice(s, Scope, "scopes") for s in scopes} or {Scope.READ}
        if not wanted <= caller.scopes:
            raise ForbiddenError(
                _("A token may do no more than the one that makes it."), "", "scopes"
            )
        if days is not None and not 1 <= days <= LONGEST_DAYS:
            raise InvalidError(
                _("A token holds from 1 to {most} days.", most=LONGEST_DAYS), "", "days"
            )
        secret = secrets.fresh("nth")
        row = Token(
            ws_id=caller.workspace, person_id=caller.person, name=typed.line(name, "name", 80),
            hash=secrets.digest(secret), prefix=secret[:8], made_at=caller.now,
            scopes=sorted(s.value for s in wanted | {Scope.READ}),
            expires_at=caller.now + timedelta(days=days) if days else None,
        )  # fmt: skip
        c.insert(row)
        return c.answer(row, secret)


def note_use(caller: Caller, token: int) -> None:
    """Remember the day on which a token was used; no event, once a day."""
    with change(caller, "note_token_use") as c:
        row = (
            Token.objects.select_for_update(no_key=True)
            .filter(ws=caller.workspace, pk=token)
            .first()
        )
        if row is not None:
            c.update(row, event=False, last_used_on=caller.today)


def revoke(caller: Caller, token: int, *, key: str = "") -> Done:
    """End a token: one's own, or as an admin anybody's."""
    with change(caller, "revoke_token", key=key, request=token) as c:
        if c.earlier:
            return c.earlier
        find.must(caller, Verb.OWN, About())
        row = (
            Token.objects.select_for_update(no_key=True)
            .filter(ws=caller.workspace, pk=token)
            .first()
        )
        if row is None or (row.person_id != caller.person and not caller.is_admin):
            raise find.not_found("token")
        if row.revoked_at is None:
            c.update(row, revoked_at=caller.now)
        return c.answer(row)
