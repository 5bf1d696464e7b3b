"""A workspace to be tormented: `python -m tests.faults.stage [N]` makes it and says how to ask it.

Run as a process, so that the tests' own database and clock have no part in it. N key results with a
metric of their own, all of one person, who has a token for each of the clients.
"""

import json
import sys

import django

PER_OBJECTIVE = 8
CLIENTS = 8
TARGET = 1_000_000


def main(count: str = "32") -> None:
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    print(json.dumps(_made(int(count))))


def _made(count: int) -> dict[str, object]:
    from northing.actions import key_results, objectives, tokens, workspaces
    from northing.actions.key_results import NewKeyResult
    from northing.actions.objectives import NewObjective
    from northing.actions.workspaces import Founding
    from northing.kit import clock
    from northing.queries import callers
    from northing.store.accounts import Account
    from northing.store.cycles import Cycle
    from northing.store.teams import Team

    now = clock.now()
    account = Account.objects.create_user("ann@acme.example", "a long password")
    founding = Founding("Acme", "acme", "Ann Lee", "ann", account.email, tz="Europe/Zurich")
    done = workspaces.found(founding, now, account.pk)
    standing = callers.by_handle("acme", "ann", "cli", now)
    assert standing is not None
    ann, team = standing.caller, Team.objects.get(ws=done.id, parent=None).pk
    cycle = (
        Cycle.objects.filter(ws=done.id, kind="quarter", start__lte=ann.today).latest("start").pk
    )
    numbers = []
    for first in range(0, count, PER_OBJECTIVE):
        number = int(objectives.draft(ann, NewObjective(f"Hold out {first}", team, cycle)).key[2:])
        for place in range(first, min(count, first + PER_OBJECTIVE)):
            given = NewKeyResult(
                f"Count {place}", "increase", unit="count", baseline="0", target=str(TARGET)
            )
            numbers.append(int(key_results.add(ann, number, given).key[3:]))
        objectives.propose(ann, number)
        objectives.agree(ann, number)
    scopes = ("read", "check_in", "write")
    secrets = [tokens.create(ann, f"client {n}", scopes).secret for n in range(CLIENTS)]
    return {"key_results": numbers, "tokens": secrets, "workspace": done.id}


if __name__ == "__main__":
    main(*sys.argv[1:])
