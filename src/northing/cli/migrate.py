"""`northing migrate`: tables and static files, without serving."""

import typer

from northing.cli.base import output
from northing.cli.base.session import wire

app = typer.Typer()


@app.command("migrate")
def migrate() -> None:
    """Bring the database and the static files up to date."""
    wire()
    from northing.cli.base import preparing
    from northing.kit.text import text as _

    preparing.database()
    preparing.static_files()
    output.say(_("Up to date."))
