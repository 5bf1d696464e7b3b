"""Eight writers at once on a SQLite file of its own; run by test_change.py in a process of its own.

Each writes with a key of its own and sends it twice: sixteen requests, eight check-ins, one chain.
"""

import threading

import django
from django.core.management import call_command


def main() -> None:
    django.setup()
    call_command("migrate", verbosity=0)
    from tests.actions.test_change import write_at_once
    from tests.cast import build

    write_at_once(build(), threading.Thread)
    print("one chain, eight check-ins")


if __name__ == "__main__":
    main()
