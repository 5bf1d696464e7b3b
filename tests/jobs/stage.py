"""A database of its own for workers of their own: `python -m tests.jobs.stage prepare|enqueue|report …`.

Run as a process, so that the tests' own database and clock have no part in it.
"""

import sys

import django


def main(what: str, *given: str) -> None:
    django.setup()
    {"prepare": prepare, "enqueue": enqueue}[what](*given)


def prepare() -> None:
    """Tables, and the one that the tests' tasks write."""
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE counted (number INTEGER PRIMARY KEY)")


def enqueue(task: str, count: str, first: str = "0", gate: str = "") -> None:
    """So many jobs of this task, in one transaction."""
    from django.db import transaction

    from northing.actions import queue

    with transaction.atomic():
        for number in range(int(first), int(first) + int(count)):
            more = {"gate": gate} if gate else {}
            queue.enqueue(f"tests.jobs.tasks.{task}", number=number, **more)


if __name__ == "__main__":
    main(*sys.argv[1:])
