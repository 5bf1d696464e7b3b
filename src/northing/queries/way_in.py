"""How an account comes in: password, second factor, passkeys, recovery codes, sessions.

It is asked by the account's own page alone; no caller stands before it, for an account may belong to
several workspaces or to none.
"""

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from northing.store.accounts import Account

KINDS = Authenticator.Type


@dataclass(frozen=True, slots=True)
class Passkey:
    """A passkey by the name its owner gave it; `alone`: whether it signs in without a password."""

    id: int
    name: str
    made: datetime
    used: datetime | None
    alone: bool


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A browser that is signed in. `agent` is what it says of itself."""

    id: int
    agent: str
    address: str
    began: datetime
    seen: datetime
    is_this: bool


@dataclass(frozen=True, slots=True)
class WayIn:
    """Everything by which one account comes in, and where it is in."""

    email: str
    has_password: bool
    app_since: datetime | None
    passkeys: tuple[Passkey, ...]
    codes_left: int | None
    sessions: tuple[OpenSession, ...]

    @property
    def has_second_factor(self) -> bool:
        return self.app_since is not None or bool(self.passkeys)


def way_in(account: int, session: str, now: datetime, codes: int) -> WayIn:
    """The ways in of `account`, asked from the session with this key.

    `codes` is how many recovery codes are made at a time. Four queries.
    """
    row = Account.objects.get(pk=account)
    listed = list(Authenticator.objects.filter(user=account).order_by("created_at", "pk"))
    app = next((a for a in listed if a.type == KINDS.TOTP), None)
    spare = next((a for a in listed if a.type == KINDS.RECOVERY_CODES), None)
    return WayIn(
        row.email, row.has_usable_password(), app.created_at if app else None,
        tuple(_passkey(a) for a in listed if a.type == KINDS.WEBAUTHN),
        codes - int(spare.data.get("used_mask", 0)).bit_count() if spare else None,
        _sessions(account, session, now),
    )  # fmt: skip


def _passkey(row: Authenticator) -> Passkey:
    # The browser says whether the key can be found without naming it first ("rk"); some say nothing.
    said = row.data.get("credential", {}).get("clientExtensionResults", {}).get("credProps", {})
    name = str(row.data.get("name", ""))
    return Passkey(row.pk, name, row.created_at, row.last_used_at, bool(said.get("rk")))


def _sessions(account: int, session: str, now: datetime) -> tuple[OpenSession, ...]:
    open_now = Session.objects.filter(expire_date__gt=now).values("session_key")
    rows = UserSession.objects.filter(user=account, session_key__in=open_now)
    return tuple(
        OpenSession(
            row.pk, row.user_agent, str(row.ip), row.created_at, row.last_seen_at,
            row.session_key == session,
        )
        for row in rows.order_by("-last_seen_at", "-pk")
    )  # fmt: skip


def has_second_factor(account: int) -> bool:
    """Whether this account is asked for more than a password."""
    listed = Authenticator.objects.filter(user=account).exclude(type=KINDS.RECOVERY_CODES)
    return bool(listed.exists())
