"""A small workspace made by actions, and clients with tokens for each of its people."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from northing.actions import check_ins, key_results, metrics, objectives, people, teams, tokens
from northing.actions.workspaces import Founding, found
from northing.domain.access import Caller
from northing.queries import callers, cycles, people as people_queries, teams as team_queries

NOW = datetime.now(UTC)


@dataclass
class Api:
    """A client that speaks JSON with one token."""

    client: Client
    slug: str
    token: str = ""

    def __call__(self, method: str, path: str, body: object = None, **headers: str) -> Any:
        extra = {"HTTP_" + name.upper(): value for name, value in headers.items()}
        if self.token:
            extra["HTTP_AUTHORIZATION"] = f"Bearer {self.token}"
        data = {} if body is None else {"data": body, "content_type": "application/json"}
        address = path if path.startswith("/api/") else f"/api/v1/{self.slug}{path}"
        return getattr(self.client, method.lower())(address, **data, **extra)


@dataclass
class World:
    """Northwind: Lena leads payments, Max contributes, Vera views, Ann is admin; Olaf is elsewhere."""

    slug: str
    team: int
    other_team: int
    cycle: int
    objective: str
    draft: str
    key_result: str
    metric: int
    person: dict[str, int]
    callers: dict[str, Caller]


def caller(slug: str, handle: str, now: datetime | None = None) -> Caller:
    """The caller of a named person, now."""
    standing = callers.by_handle(slug, handle, "test", now or datetime.now(UTC))
    assert standing is not None, handle
    return standing.caller


@pytest.fixture
def world(db: None) -> World:
    """A running objective with one key result on a metric in ms, and a draft."""
    found(Founding("Northwind", "northwind", "Ann", "ann"), NOW)
    found(Founding("Elsewhere", "elsewhere", "Olaf", "olaf"), NOW)
    ann = caller("northwind", "ann")
    root = team_queries.teams(ann)[0].id
    pay, ops = teams.create(ann, "Payments", root).id, teams.create(ann, "Operations", root).id
    who = {p.person.handle: p.person.id for p in people_queries.people(ann)}
    for handle, role, team in (("lena", "member", pay), ("max", "member", pay), ("vera", "viewer", pay), ("otto", "member", ops)):
        who[handle] = people.invite(ann, handle.title(), handle=handle, role=role).id
        people.edit(ann, who[handle], {"state": "active"}, {})
        teams.join(ann, team, who[handle], lead=handle == "lena")
    lena = caller("northwind", "lena")
    cycle = cycles.running(cycles.cycles(lena))
    assert cycle is not None
    metric = metrics.create(lena, metrics.NewMetric(pay, "p95 of checkout", "ms", "down", low="0 ms")).id
    running = objectives.draft(lena, objectives.NewObjective("Checkout feels instant", pay, cycle.id))
    kr = key_results.add(
        lena, running_number(running.key),
        key_results.NewKeyResult("p95 of checkout", "decrease", metric=metric, baseline="500 ms", target="250 ms", owner=who["max"]),
    )  # fmt: skip
    objectives.propose(lena, running_number(running.key))
    objectives.agree(lena, running_number(running.key))
    draft = objectives.draft(caller("northwind", "max"), objectives.NewObjective("Refunds without tickets", pay, cycle.id))
    names = ("ann", "lena", "max", "vera", "otto")
    return World(
        "northwind", pay, ops, cycle.id, running.key, draft.key, kr.key, metric, who,
        {name: caller("northwind", name) for name in names},
    )  # fmt: skip


def running_number(key: str) -> int:
    """7 for O-7."""
    return int(key.rpartition("-")[2])


@pytest.fixture
def token_of(world: World) -> Callable[..., str]:
    """A fresh token of a person, with these scopes."""

    def make(handle: str, scopes: Sequence[str] = ("read", "check_in", "write"), slug: str = "northwind") -> str:
        return tokens.create(caller(slug, handle), "test", scopes).secret

    return make


@pytest.fixture
def api_of(world: World, token_of: Callable[..., str]) -> Callable[..., Api]:
    """A client of a person; `nobody` has no token."""

    def make(handle: str, scopes: Sequence[str] = ("read", "check_in", "write")) -> Api:
        client = Client(raise_request_exception=False)
        if handle == "nobody":
            return Api(client, world.slug)
        slug = "elsewhere" if handle == "olaf" else "northwind"
        return Api(client, world.slug, token_of(handle, scopes, slug))

    return make


@pytest.fixture
def checked_in(world: World) -> int:
    """The id of a check-in of Max: 412 ms."""
    number = running_number(world.key_result)
    return check_ins.record(caller("northwind", "max"), number, check_ins.Said("412 ms", 7)).id


__all__ = ["Api", "World", "api_of", "caller", "checked_in", "timedelta", "token_of", "world"]
