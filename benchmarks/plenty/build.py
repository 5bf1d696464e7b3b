"""Makes a firm in the database of the settings: `python -m benchmarks.plenty.build small [quarters]`."""

import sys
import time
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from random import Random

import django
from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction

from benchmarks.plenty.size import NOW, SIZES, SLUG, Size


def main() -> None:
    """Migrate an empty database and fill it, telling how long each part took."""
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    name, quarters = sys.argv[1], int(sys.argv[2])
    fill(replace(SIZES[name], quarters=quarters), print)


def fill(size: Size, say: Callable[[str], None]) -> None:
    """Everything in one transaction, without waiting for the disk: it is made again if it breaks off."""
    from benchmarks.plenty import chain, firm, judged, lives, plans, practice, tables, weeks
    from northing.store.outlooks import Practice

    started = time.perf_counter()

    def told(what: str) -> None:
        say(f"  {time.perf_counter() - started:6.1f} s  {what}")

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA foreign_keys=OFF")
        cursor.execute("PRAGMA synchronous=OFF")
    with transaction.atomic():
        log = chain.Log()
        house = firm.found(size, Random(size.name), log)
        planned = plans.made(house)
        firm.number(house, len(planned.objectives), len(planned.aims))
        told(f"{len(planned.objectives)} objectives, {len(planned.aims)} key results")
        said = weeks.Weeks(planned)
        said.happen()
        said.write()
        told(f"{len(said.said)} check-ins, {len(said.read)} readings")
        thought = judged.Judged()
        for one in said.told:
            thought.judge(one)
            lives.tell(planned, one.aim, one.life)
        thought.write()
        tables.pour(Practice, practice.COLUMNS, practice.rows(said.told))
        told(f"{len(thought.rows)} outlooks")
        tables.insert([one.aim.row for one in said.told])
        tables.insert([step for one in said.told for step in one.aim.steps])
        for rows in lives.around(planned):
            tables.insert(rows)
        log.write()
        _count_practice()
        told(f"{len(log.entries)} events")
        import_module("northing.store.migrations.0011_search").fill(apps, None)
        told("the index of search")


def _count_practice() -> None:
    """The health of today, by the action that the nightly sweep calls."""
    from northing.actions import practice
    from northing.actions.change import change
    from northing.queries import callers

    standing = callers.by_handle(SLUG, "", "cli", NOW)
    if standing is not None:
        with change(standing.caller, "sweep") as c:
            practice.keep(c, standing.caller)


if __name__ == "__main__":
    main()
