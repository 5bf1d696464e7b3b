"""One's account in words: rows for the page, from what the query answers."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from northing.queries import days
from northing.queries.way_in import OpenSession, Passkey, WayIn
from northing.web.accounts.agents import device

JUST_NOW = timedelta(minutes=10)
FEW_CODES = 3


@dataclass(frozen=True, slots=True)
class PasskeyRow:
    """A passkey, and when it was made and used."""

    name: str
    note: str
    edit_url: str
    remove_url: str


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session by its device; `end_url` is empty for the one that asks."""

    device: str
    address: str
    began: str
    seen: str
    is_this: bool
    end_url: str


@dataclass(frozen=True, slots=True)
class AccountRows:
    """Everything that the page of one's account shows."""

    email: str
    has_password: bool
    has_second_factor: bool
    app: str
    passkeys: tuple[PasskeyRow, ...]
    codes: str
    codes_are_few: bool
    sessions: tuple[SessionRow, ...]
    has_others: bool


def account_rows(found: WayIn, now: datetime) -> AccountRows:
    """The ways in, in words, at the moment `now`."""
    left = found.codes_left
    listed = tuple(_session(one, now) for one in found.sessions)
    return AccountRows(
        email=found.email,
        has_password=found.has_password,
        has_second_factor=found.has_second_factor,
        app=_("since %(day)s") % {"day": _day(found.app_since, now)} if found.app_since else "",
        passkeys=tuple(_passkey(one, now) for one in found.passkeys),
        codes="" if left is None else _left(left),
        codes_are_few=left is not None and left < FEW_CODES,
        sessions=tuple(sorted(listed, key=lambda row: not row.is_this)),
        has_others=any(not row.is_this for row in listed),
    )


def _left(count: int) -> str:
    return ngettext("%(count)s code is left", "%(count)s codes are left", count) % {"count": count}


def _passkey(one: Passkey, now: datetime) -> PasskeyRow:
    used = _("last used %(ago)s") % {"ago": _ago(one.used, now)} if one.used else _("never used")
    parts = [_("since %(day)s") % {"day": _day(one.made, now)}, used]
    if not one.alone:
        parts.insert(0, _("after the password only"))
    return PasskeyRow(
        one.name, " · ".join(parts), reverse("mfa_edit_webauthn", args=(one.id,)),
        reverse("mfa_remove_webauthn", args=(one.id,)),
    )  # fmt: skip


def _session(one: OpenSession, now: datetime) -> SessionRow:
    return SessionRow(
        device(one.agent), one.address, _day(one.began, now), _ago(one.seen, now), one.is_this,
        "" if one.is_this else reverse("account_session_end", args=(one.id,)),
    )  # fmt: skip


def _day(moment: datetime, now: datetime) -> str:
    return days.short(moment.date(), now.date())


def _ago(moment: datetime, now: datetime) -> str:
    """`just now`, `25 minutes ago`, `3 hours ago`, then days: nobody's zone is known here."""
    past = now - moment
    if past < JUST_NOW:
        return _("just now")
    if past < timedelta(hours=1):
        return _("%(count)s minutes ago") % {"count": past // timedelta(minutes=1)}
    if past < timedelta(days=1):
        count = past // timedelta(hours=1)
        return ngettext("%(count)s hour ago", "%(count)s hours ago", count) % {"count": count}
    return days.ago(moment.date(), now.date())
