"""Tasks that only tests have: one does its work, one always fails, one kills whoever does it."""

import os
import signal
import time
from pathlib import Path

from django.db import connection
from django_tasks import task

from northing.actions.errors import ConflictError, InvalidError

DONE: list[str] = []


@task()
def note(text: str) -> None:
    """Remember that it was done, in this process."""
    DONE.append(text)


@task()
def stumble() -> None:
    """Fail as programs do."""
    raise OSError("no route to Kestrel")


@task()
def refuse() -> None:
    """Fail as rules do: the same way every time."""
    raise InvalidError("There is no such team.")


@task()
def collide() -> None:
    """Fail because two met: worth another attempt."""
    raise ConflictError("Somebody was faster.")


@task()
def count(number: int) -> None:
    """Leave one line in a table that only these tests have, however often it is done."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO counted (number) VALUES (%s) ON CONFLICT DO NOTHING", [number])


@task()
def count_when_let(number: int, gate: str) -> None:
    """The same, once the file is there: so that it can be killed meanwhile."""
    while not Path(gate).exists():
        time.sleep(0.05)
    count.call(number)


@task()
def die() -> None:
    """Take the worker along."""
    os.kill(os.getpid(), signal.SIGKILL)
