"""The caller's own tokens; admins see everybody's, never a secret."""

from dataclasses import dataclass
from datetime import date, datetime

from northing.domain.access import Caller
from northing.queries.people import PersonRef
from northing.queries.people import ref as person_ref
from northing.store.tokens import Token


@dataclass(frozen=True, slots=True)
class TokenCard:
    id: int
    name: str
    person: PersonRef
    prefix: str
    scopes: tuple[str, ...]
    made_at: datetime
    expires_at: datetime | None
    last_used_on: date | None
    revoked: bool
    expired: bool


def tokens(caller: Caller) -> tuple[TokenCard, ...]:
    """Tokens, the newest first."""
    rows = (
        Token.objects.filter(ws=caller.workspace)
        .select_related("person")
        .order_by("-made_at", "-pk")
    )
    if not caller.is_admin:
        rows = rows.filter(person=caller.person)
    return tuple(
        TokenCard(
            t.pk, t.name, person_ref(t.person), t.prefix, tuple(t.scopes), t.made_at, t.expires_at,
            t.last_used_on, t.revoked_at is not None,
            t.expires_at is not None and t.expires_at <= caller.now,
        )
        for t in rows
    )  # fmt: skip
