"""kill -9 while eight clients check in: what was acknowledged is there once, all else wholly or not at all.

A web process dies, or the whole server, or its worker; the clients go on as programs do, and send again
with the same key what nobody answered. After each death the database is read from outside.
"""

import os
import random
import signal
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.faults.installation import Clients, Installation, installed
from tests.faults.witness import Witness

KINDS = ["sqlite", "postgres"]
# Of a hundred deaths: one of the two web processes, the worker, everything, the first process alone.
DEATHS = {"web": 93, "worker": 4, "all": 2, "first": 1}
KILLS = int(os.environ.get("NORTHING_KILLS", "1000"))


def _kill(at: Installation, what: str, chance: random.Random) -> None:
    assert at.server is not None
    if what == "all":
        at.kill_all()
    elif what == "first":
        at.server.kill()
        at.server.wait()
    else:
        found = at.web() if what == "web" else at.worker()
        if found:  # else the last one has not been replaced yet
            chance.choice(found).send_signal(signal.SIGKILL)


def _tormented(at: Installation, deaths: list[str], chance: random.Random) -> None:
    witness, back = Witness(at), []
    begun = time.monotonic()
    with Clients(at) as clients:
        clients.until_more(10)
        for what in deaths:
            time.sleep(chance.uniform(0.0, 0.6))
            assert at.server is not None
            assert at.server.poll() is None, at.said()[-4000:]
            _kill(at, what, chance)
            since, answered = time.monotonic(), len(clients.acknowledged)
            assert witness.look(list(clients.acknowledged)) == []
            if what in {"all", "first"}:
                at.begin()
            clients.until_more(answered)
            back.append(time.monotonic() - since)
        clients.stop()
        took = time.monotonic() - begun
    assert witness.look(clients.acknowledged) == []
    _repeated(at, clients, witness)
    at.northing("verify")
    print(
        f"\n{len(deaths)} kills {dict(Counter(deaths))} in {took:.0f} s:"
        f" {len(clients.acknowledged)} check-ins acknowledged, {clients.failures} requests unanswered,"
        f" {len(clients.given_up)} given up, of which {sum(witness.keys[k] for k in clients.given_up)} were done;"
        f" 0 lost, 0 doubled, 0 partial; answered again after p50 {sorted(back)[len(back) // 2]:.2f} s,"
        f" at most {max(back):.2f} s"
    )
    assert clients.refused == []


def _repeated(at: Installation, clients: Clients, witness: Witness) -> None:
    """Who sends again what was never answered, or what was, gets one check-in."""
    before = dict(witness.keys)
    again = [*clients.given_up[-20:], *clients.acknowledged[-5:]]
    for key in again:
        client, value, _rest = key[1:].split("-", 2)
        status, text, _headers = at.check_in(key, clients.sent[key], int(value), int(client))
        assert status in {200, 201}, text
    assert witness.look([*clients.acknowledged, *again]) == []
    assert all(witness.keys[key] == before.get(key, 0) for key in clients.acknowledged)


@pytest.mark.parametrize("kind", KINDS)
def test_three_deaths(kind: str, tmp_path: Path) -> None:
    last = "all" if kind == "sqlite" else "first"
    with installed(kind, tmp_path) as at:
        at.begin()
        _tormented(at, ["web", "worker", last], random.Random(1))
        at.end()


@pytest.mark.thorough
@pytest.mark.parametrize("kind", KINDS)
def test_a_thousand_deaths(kind: str, tmp_path: Path) -> None:
    chance = random.Random(2026)
    deaths = chance.choices(list(DEATHS), list(DEATHS.values()), k=KILLS)
    with installed(kind, tmp_path, key_results=128) as at:
        at.begin()
        _tormented(at, deaths, chance)
        at.end()
