"""`northing export`: the plan as a file."""

import shutil
import sys
from pathlib import Path
from typing import Annotated

import typer

from northing.cli.base.commands import command
from northing.cli.base.session import Session

app = typer.Typer()


@command(app, "export")
def export(
    session: Session,
    format_: Annotated[
        str, typer.Option("--format", "-f", help="md, csv, xlsx, or check-ins (history as CSV).")
    ] = "md",
    team: Annotated[
        str, typer.Option("--team", "-t", help="This team and those below it alone.")
    ] = "",
    cycle: Annotated[str, typer.Option("--cycle", "-c", help="This cycle alone.")] = "",
    state: Annotated[
        str, typer.Option("--state", help="Objectives in this state alone, such as active.")
    ] = "",
    output: Annotated[
        str,
        typer.Option(
            "--output", "-o", help="The file to write; - for standard output.", metavar="FILE"
        ),
    ] = "-",
) -> None:
    """Write the objectives and key results that you may see to a file that `northing import` reads."""
    from northing.actions.errors import NotFoundError
    from northing.cli.base import names
    from northing.kit.text import text as _
    from northing.queries import exports
    from northing.transfer.export import exported

    c = session.caller
    found = exports.export(
        c,
        team=names.maybe_team(c, team),
        cycle=names.cycle(c, cycle) if cycle else None,
        state=state,
    )
    if found is None:
        raise NotFoundError(
            _("There is no such state."), _("Choose draft, proposed, active, closed or cancelled."),
            "state",
        )  # fmt: skip
    with exported(format_, found) as file:
        if output == "-":
            shutil.copyfileobj(file, sys.stdout.buffer)
            sys.stdout.buffer.flush()
        else:
            with Path(output).open("wb") as target:
                shutil.copyfileobj(file, target)
