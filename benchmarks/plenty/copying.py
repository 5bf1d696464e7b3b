"""The same firm in PostgreSQL: `python -m benchmarks.plenty.copying <SQLite file>`.

Copied row by row from what was made, so that both databases hold the same and are measured alike.
"""

import sqlite3
import sys
from typing import Any

import django
from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction


def main() -> None:
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    source = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
    models = list(apps.get_app_config("northing").get_models(include_auto_created=True))
    with transaction.atomic(), connection.cursor() as cursor:
        # Tables refer to each other in rings; what is copied was checked where it was made.
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("SET LOCAL TimeZone = 'UTC'")
        for model in models:
            _copy(source, cursor, model._meta.db_table)
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as the server does by itself within minutes


def _copy(source: sqlite3.Connection, cursor: Any, table: str) -> None:
    """Every row of a table; texts and numbers are written alike in both."""
    found = source.execute(f'SELECT * FROM "{table}"')  # a table of our own models
    columns = ", ".join(f'"{column[0]}"' for column in found.description)
    with cursor.cursor.copy(f'COPY "{table}" ({columns}) FROM STDIN') as copy:
        for row in found:
            copy.write_row(row)


if __name__ == "__main__":
    main()
