"""A small named cast, made through actions alone, on Thursday 12 March 2026 at noon.

In the workspace `kestrel`: Ada is admin, Lea leads Platform, Max is a member of Platform, Vera views.
Otto belongs to `otterbay` and to nothing else: the outsider. Kestrel's Platform has an active objective
with a key result of every kind and check-ins every other week, and a draft that only its team sees.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.apps import apps
from django.db import transaction
from django.db.models import Model
from django.test import Client

from northing.actions import check_ins, key_results, objectives, people, teams, tokens, workspaces
from northing.actions.check_ins import Said
from northing.actions.key_results import NewKeyResult, NewStep
from northing.actions.objectives import NewObjective
from northing.actions.workspaces import Founding
from northing.domain.access import Caller
from northing.queries import callers
from northing.store import guard
from northing.store.accounts import Account
from northing.store.cycles import Cycle
from northing.store.teams import Team

NOW = datetime(2026, 3, 12, 12, tzinfo=UTC)
FOUNDED = datetime(2026, 1, 5, 9, tzinfo=UTC)
AGREED = datetime(2026, 1, 8, 9, tzinfo=UTC)
WEEKS = (0, 2, 4, 6, 8)

KINDS: Mapping[str, NewKeyResult] = {
    "increase": NewKeyResult(
        "Deployments reach 40 a week", "increase", unit="count", baseline="10", target="40"
    ),
    "decrease": NewKeyResult(
        "A build takes 6 minutes", "decrease", unit="s", baseline="20 min", target="6 min"
    ),
    "keep": NewKeyResult("Crash-free sessions stay above 99 %", "keep", unit="%", low="99 %"),
    "milestones": NewKeyResult(
        "The old pipeline is gone",
        "milestones",
        steps=(NewStep("Move the services"), NewStep("Switch it off", "2")),
    ),
    "yes_no": NewKeyResult("Every team has a runbook", "yes_no"),
    "find_baseline": NewKeyResult("We know the cost of a build", "find_baseline", unit="CHF"),
}


@dataclass(frozen=True, slots=True)
class Cast:
    """Who is there, as Callers of the web door, and what they have. Numbers are those of O- and KR-."""

    ada: Caller
    lea: Caller
    max: Caller
    vera: Caller
    otto: Caller
    company: int
    platform: int
    cycle: int
    objective: int
    draft: int
    key_results: Mapping[str, int] = field(default_factory=dict)
    slug: str = "kestrel"

    @property
    def insiders(self) -> Mapping[str, Caller]:
        """Everybody of the workspace, by handle."""
        return {"ada": self.ada, "lea": self.lea, "max": self.max, "vera": self.vera}


@pytest.fixture
def cast(db: None, monkeypatch: pytest.MonkeyPatch) -> Cast:
    """The cast in the test's database; every door's clock stands at NOW."""
    monkeypatch.setenv("NORTHING_TODAY", NOW.date().isoformat())
    if _kept and not Account.objects.exists():
        return _again(*_kept[0])
    made = build()
    _kept[:] = [(made, [list(model._base_manager.all()) for model in _tables()])]
    return made


# Actions take half a second to make the cast. What they wrote for the first test is kept, and written
# once more, number for number, for each later test of the run.
_kept: list[tuple[Cast, list[list[Model]]]] = []


def _again(made: Cast, tables: list[list[Model]]) -> Cast:
    # In one transaction: rows refer to rows of tables that come later.
    with guard.writing(), transaction.atomic():
        for rows in tables:
            if rows:
                type(rows[0])._base_manager.bulk_create(rows)
    return made


def _tables() -> list[type[Model]]:
    return list(apps.get_app_config("northing").get_models())


def build() -> Cast:
    """Found both workspaces and bring them to NOW."""
    company = _found("Kestrel", "kestrel", "Ada Lund", "ada")
    _found("Otter Bay", "otterbay", "Otto Brandt", "otto")
    ada = caller("ada", now=FOUNDED)
    platform = teams.create(ada, "Platform", company).id
    for name, role, lead in (("Lea Moser", "member", True), ("Max Ott", "member", False)):
        _join(ada, name, role, platform, lead=lead)
    _join(ada, "Vera Keller", "viewer")
    cycle = Cycle.objects.get(ws=ada.workspace, start=date(2026, 1, 1), kind="quarter").pk
    objective, numbers = _objective(platform, cycle)
    draft = objectives.draft(
        caller("max"), NewObjective("Nobody waits for a review", platform, cycle)
    )
    return Cast(
        ada=caller("ada"), lea=caller("lea"), max=caller("max"), vera=caller("vera"),
        otto=caller("otto", slug="otterbay"), company=company, platform=platform, cycle=cycle,
        objective=objective, draft=number(draft.key), key_results=numbers,
    )  # fmt: skip


def caller(handle: str, *, slug: str = "kestrel", now: datetime = NOW, door: str = "web") -> Caller:
    """A person as the door makes them, at another moment if need be."""
    standing = callers.by_handle(slug, handle, door, now)
    assert standing is not None, f"{handle} is not active in {slug}"
    return replace(standing.caller, now=now)


def client_for(person: Caller) -> Client:
    """A browser in which this person is signed in, without JavaScript."""
    assert person.account is not None, "Only somebody with an account can sign in."
    client = Client()
    client.force_login(Account.objects.get(pk=person.account))
    return client


def token_for(person: Caller, *scopes: str, name: str = "test") -> str:
    """The secret of a new API token of this person (`read` alone unless more is asked for)."""
    return tokens.create(person, name, scopes or ("read",)).secret


def bearer(person: Caller, *scopes: str) -> dict[str, str]:
    """Headers for an API client: `client.get(path, headers=bearer(cast.lea))`."""
    return {"Authorization": f"Bearer {token_for(person, *scopes)}"}


def number(key: str) -> int:
    """The number of a key: `KR-12` is 12."""
    return int(key.rpartition("-")[2])


def _found(name: str, slug: str, admin: str, handle: str) -> int:
    account = Account.objects.create_user(f"{handle}@{slug}.example")
    given = Founding(name, slug, admin, handle, account.email, tz="Europe/Zurich")
    done = workspaces.found(given, FOUNDED, account.pk)
    return Team.objects.get(ws=done.id, parent=None).pk


def _join(
    ada: Caller, name: str, role: str, team: int | None = None, *, lead: bool = False
) -> None:
    handle = name.partition(" ")[0].lower()
    account = Account.objects.create_user(f"{handle}@kestrel.example")
    invited = people.invite(ada, name, handle=handle, email=account.email, role=role)
    people.accept_invitation(invited.secret, account.pk, FOUNDED)
    if team is not None:
        teams.join(ada, team, invited.id, lead=lead)


def _objective(platform: int, cycle: int) -> tuple[int, dict[str, int]]:
    lea, max_ = caller("lea", now=FOUNDED), caller("max", now=FOUNDED)
    given = NewObjective(
        "Shipping is boring", platform, cycle, why="Waiting costs us a day a week."
    )
    objective = number(objectives.draft(lea, given).key)
    numbers = {
        kind: number(key_results.add(lea, objective, replace(kr, owner=max_.person)).key)
        for kind, kr in KINDS.items()
    }
    objectives.propose(lea, objective)
    objectives.agree(replace(lea, now=AGREED), objective)
    for week in WEEKS:
        _week(replace(max_, now=AGREED + timedelta(weeks=week)), numbers, week)
    return objective, numbers


def _week(max_: Caller, numbers: Mapping[str, int], week: int) -> None:
    words = {
        "increase": Said(str(10 + 3 * week), "7"),
        "decrease": Said(f"{20 - week} min", "5", note="Caches are warm." if week else ""),
        "keep": Said("99.4 %", "8"),
        "yes_no": Said("no", "6"),
    }
    for kind, said in words.items():
        check_ins.record(max_, numbers[kind], said)
