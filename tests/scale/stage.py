"""What the installation of these tests holds: `python -m tests.scale.stage` in its environment.

Tables (with the one that the tests' jobs write), the cast, passwords and many tokens; what was made is
printed as JSON.
"""

import json

import django

PASSWORD = "a long walk by the river"
TOKENS = 48


def main() -> None:
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from northing.queries.callers import slugs
    from tests.jobs.stage import prepare

    if "counted" not in connection.introspection.table_names():
        prepare()
    call_command("createcachetable", verbosity=0)
    if not slugs():
        print(json.dumps(_made()))


def _made() -> dict[str, object]:
    from northing.store.accounts import Account
    from tests.cast import build, token_for

    cast = build()
    for who in (cast.lea, cast.max, cast.vera):
        account = Account.objects.get(pk=who.account or 0)
        account.set_password(PASSWORD)
        account.save()
    scopes = ("read", "check_in", "write")
    tokens = [token_for(cast.max, *scopes, name=f"client {n}") for n in range(TOKENS)]
    return {
        "tokens": tokens, "key_results": dict(cast.key_results), "objective": cast.objective,
        "people": {h: who.account for h, who in cast.insiders.items()},
    }  # fmt: skip


if __name__ == "__main__":
    main()
