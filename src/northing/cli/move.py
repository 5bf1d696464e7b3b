"""`northing move`: from SQLite to PostgreSQL."""

from typing import Annotated

import typer

from northing.cli.base import output
from northing.cli.base.session import wire
from northing.cli.restore import BrokenLog, address
from northing.kit.text import text as _

app = typer.Typer()


@app.command("move")
def move(
    to: Annotated[
        str, typer.Option("--to", metavar="URL", help="An empty database: postgresql://user@host/name")
    ],
    broken_log: BrokenLog = False,
) -> None:  # fmt: skip
    """Copy this installation from its SQLite file to PostgreSQL, and prove the copy row by row."""
    wire()
    from northing.actions import moving
    from northing.kit import clock

    done = moving.move(address(to), clock.real(), broken=broken_log, say=output.say)
    output.say(
        _("Moved and proven: {rows} rows, {events} events.", rows=done.rows, events=done.events)
    )
    output.say(_("Now set DATABASE_URL={url} and start again. The SQLite file stays.", url=to))
