"""An installation as the first released version left it, and what is to be seen of it later.

first_schema.json holds every row that version 0.1.0's first tables had after the tests' cast had worked
with them for ten weeks: two workspaces, written by that version's own actions, chain included.

`python -m tests.operation.first_schema fill` makes the tables of migration 0001 and writes the rows;
`python -m tests.operation.first_schema look` prints what the program of today sees, as JSON.
"""

import json
import sys
from pathlib import Path
from typing import Any

ROWS = Path(__file__).with_name("first_schema.json")
FIRST = [("northing", "0001_first")]
OF_THEN = ("account", "auth", "contenttypes", "sessions")
PAGES = (
    "", "overview/", "teams/platform/", "okrs/KR-1/", "okrs/O-1/", "okrs/O-2/", "activity/", "kpis/",
    "settings/people/", "export/",
)  # fmt: skip
WHO = 3
"""The account of Lea, who leads Platform."""


def fill() -> None:
    """The tables of then, and their rows."""
    from django.core.management.color import no_style
    from django.db import connection, transaction
    from django.db.migrations.executor import MigrationExecutor

    from northing.store import guard

    executor = MigrationExecutor(connection)
    leaves = [leaf for leaf in executor.loader.graph.leaf_nodes() if leaf[0] in OF_THEN]
    executor.migrate([*leaves, *FIRST])
    shape = MigrationExecutor(connection).loader.project_state([*leaves, *FIRST]).apps
    models = []
    with guard.writing(), transaction.atomic():
        for name, table in json.loads(ROWS.read_text(encoding="utf-8")).items():
            model = shape.get_model("northing", name)
            models.append(model)
            model._base_manager.bulk_create(
                _row(model, table["columns"], row) for row in table["rows"]
            )
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)


def _row(model: Any, columns: list[str], values: list[Any]) -> Any:
    fields = {field.attname: field for field in model._meta.concrete_fields}
    found = {
        name: value
        if value is None or isinstance(value, dict | list)
        else fields[name].to_python(value)
        for name, value in zip(columns, values, strict=True)
    }
    return model(**found)


def counts() -> dict[str, int]:
    """How many rows of each noun there were then."""
    tables = json.loads(ROWS.read_text(encoding="utf-8"))
    return {name: len(table["rows"]) for name, table in tables.items()}


def look() -> dict[str, Any]:
    """How many rows there are now, whether the chains hold, and how pages answer Lea."""
    from django.apps import apps
    from django.contrib.auth import get_user_model
    from django.test import Client

    from northing.queries import chain
    from northing.store.check_ins import CheckIn

    client = Client(headers={"Host": "localhost"})
    client.force_login(get_user_model()._default_manager.get(pk=WHO))
    models = apps.get_app_config("northing").get_models()
    return {
        "counts": {model.__name__: model._base_manager.count() for model in models},
        "chains": {one.slug: [one.seq, str(one.broken or "")] for one in chain.replay()},
        "pages": {page: client.get(f"/kestrel/{page}").status_code for page in PAGES},
        "values": [str(v) for v in CheckIn.objects.order_by("pk").values_list("value", flat=True)],
        "told": client.get("/kestrel/okrs/KR-1/").content.decode(),
    }


def main(what: str) -> None:
    import django

    django.setup()
    if what == "fill":
        fill()
    else:
        sys.stdout.write(json.dumps(look()))


if __name__ == "__main__":
    main(sys.argv[1])
