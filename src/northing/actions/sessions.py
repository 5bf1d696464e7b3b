"""Sessions of an account: noted when seen, ended one by one or all at once.

They belong to accounts, not to a workspace: no caller stands before them, and no event is written.
"""

from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

LONGEST = 200


@dataclass(frozen=True, slots=True)
class Device:
    """What a request says of itself: the browser's own words, and where it came from."""

    agent: str
    address: str


def seen(account: int, key: str, device: Device, now: datetime) -> None:
    """Note that the session `key` of this account was in use at `now`."""
    said = {"user_agent": device.agent[:LONGEST], "ip": device.address, "last_seen_at": now}
    if not UserSession.objects.filter(session_key=key, user=account).update(**said):
        begun = {**said, "user_id": account, "created_at": now}
        UserSession.objects.update_or_create(session_key=key, defaults=begun)


def end(account: int, session: int) -> bool:
    """End one session of this account, by its number; False if it has none of that number."""
    key = UserSession.objects.filter(user=account, pk=session).values_list("session_key", flat=True)
    return _end(list(key)) > 0


def end_others(account: int, key: str) -> int:
    """End all sessions of this account but the one with `key`; gives how many there were."""
    others = UserSession.objects.filter(user=account).exclude(session_key=key)
    return _end(list(others.values_list("session_key", flat=True)))


def end_all(account: int) -> int:
    """End all sessions of this account; gives how many there were."""
    return end_others(account, "")


def sweep(now: datetime) -> int:
    """Forget sessions that ran out before `now`, and what was noted of them; gives how many. Every night."""
    Session.objects.filter(expire_date__lt=now).delete()
    gone = UserSession.objects.exclude(session_key__in=Session.objects.values("session_key"))
    return int(gone.delete()[0])


def _end(keys: list[str]) -> int:
    ended, _ = Session.objects.filter(session_key__in=keys).delete()
    UserSession.objects.filter(session_key__in=keys).delete()
    return ended
