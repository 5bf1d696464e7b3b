"""What is visited: `python -m benchmarks.speed.visits` prints pages, addresses and sessions as JSON.

Signs in eight people of the firm of the settings, so that no answer can be one person's only.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from random import Random
from typing import Any
from urllib.parse import quote

import django
from django.urls import NoReverseMatch, reverse

from benchmarks.plenty.size import NOW, PAST_DAY, SEED, SLUG

PEOPLE, PLACES = 8, 24
SMALL, FACTOR, PAST = 100.0, 2.5, 300.0
"""Milliseconds for the 95th percentile: of the small firm, times as much of the large, as of a past day."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page with the addresses at which it is asked for; bars in ms, None where none was set."""

    label: str
    paths: tuple[str, ...]
    small: float | None = SMALL
    large: float | None = SMALL * FACTOR
    is_api: bool = False


def main() -> None:
    django.setup()
    pages = [page for page in _pages(Random(SEED)) if page.paths]
    print(
        json.dumps(
            {"cookies": _cookies(), "token": _token(), "pages": [asdict(page) for page in pages]}
        )
    )


def _pages(random: Random) -> Iterator[Page]:
    from northing.store.key_results import KeyResult
    from northing.store.objectives import Objective
    from northing.store.teams import Team

    def some(found: Any) -> list[Any]:
        listed = list(found)
        return random.sample(listed, min(PLACES, len(listed)))

    active = {"ws__slug": SLUG, "state": "active"}
    teams = some(Team.objects.filter(ws__slug=SLUG).values_list("slug", flat=True).order_by("pk"))
    krs = some(
        KeyResult.objects.filter(ws__slug=SLUG, objective__state="active", state="open")
        .values_list("number", flat=True)
        .order_by("pk")
    )
    aims = some(Objective.objects.filter(**active).values_list("number", flat=True).order_by("pk"))
    words = ("answers", "checkout", "search core", "amira", "KR-17", "releas")
    yield Page("Workspace", _at("workspace"))
    yield Page("Team", _at("team", "team", teams))
    yield Page("My week", _at("my_week"))
    yield Page("Key result", _at("key_result", "number", krs))
    yield Page("Activity", _at("activity"))
    yield Page("Objective", _at("objective", "number", aims))
    yield Page("Teams", _at("teams"))
    yield Page("Metrics", _at("metrics"))
    yield Page("KPIs", _at("kpis"))
    yield Page("Compare", _at("compare"))
    yield Page("Find", tuple(f"{path}?q={quote(w)}" for path in _at("find") for w in words))
    for noun in ("objectives", "key-results"):
        path = f"/api/v1/{SLUG}/{noun}"
        yield Page(f"API {noun}", (path, f"{path}?page=2"), is_api=True)
    typed = ("Build the new dashboard", "Answers within 2 h rise from 40 % to 75 % by June")
    coach = f"/api/v1/{SLUG}/coach/key-result"
    yield Page("API coach", tuple(f"{coach}?title={quote(t)}" for t in typed), is_api=True)
    past: dict[str, Any] = {"small": PAST, "large": PAST}
    yield Page("Workspace then", _then(_at("workspace")), **past)
    yield Page("Team then", _then(_at("team", "team", teams)), **past)
    yield Page("Key result then", _then(_at("key_result", "number", krs)), **past)
    yield Page("Objective then", _then(_at("objective", "number", aims)), **past)


def _at(name: str, gap: str = "", values: list[Any] | None = None) -> tuple[str, ...]:
    """The page's addresses; none where there is no such page."""
    try:
        return tuple(
            reverse(name, kwargs={"workspace": SLUG, **({gap: value} if gap else {})})
            for value in values or [None]
        )
    except NoReverseMatch:
        return ()


def _then(paths: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"/@{PAST_DAY.isoformat()}{path}" for path in paths)


def _cookies() -> list[str]:
    """The cookie of each of eight people: leads and members, far apart in the tree."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from northing.store.people import Person

    SessionStore.get_model_class().objects.all().delete()
    people = list(
        Person.objects.filter(ws__slug=SLUG, state="active").exclude(role="viewer").order_by("pk")
    )
    found = []
    for person in people[:: len(people) // PEOPLE][:PEOPLE]:
        assert person.account is not None
        session = SessionStore()
        session[SESSION_KEY] = str(person.account.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = person.account.get_session_auth_hash()
        session.create()
        found.append(f"{settings.SESSION_COOKIE_NAME}={session.session_key}")
    return found


def _token() -> str:
    """A token of the first admin, to read with; made anew, because only its hash is kept."""
    from northing.actions import tokens
    from northing.queries import callers

    standing = callers.by_handle(SLUG, "", "cli", NOW)
    assert standing is not None
    return tokens.create(standing.caller, "bench", ("read",)).secret


if __name__ == "__main__":
    main()
