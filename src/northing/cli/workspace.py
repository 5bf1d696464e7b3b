"""`northing workspace …`"""

from typing import Annotated

import typer

from northing.cli.base.commands import Key, Reason, command, group
from northing.cli.base.session import Session, wire

app = typer.Typer()
commands = group("workspace", "The workspace's own settings.")
app.add_typer(commands)


def _give(session: Session) -> None:
    from northing.cli.base.shown_lists import workspace
    from northing.queries import workspaces as queries

    session.give(queries.workspace(session.caller), queries.WorkspaceCard, workspace)


@commands.command("list")
def listed() -> None:
    """List the workspaces of this installation, one a line."""
    wire()
    from northing.cli.base import output
    from northing.queries import callers

    for slug in callers.slugs():
        output.write(slug)


@command(commands, "show")
def show(session: Session) -> None:
    """Show name, time zone, first month of the year, check-in weekday."""
    _give(session)


@command(commands, "edit")
def edit(
    session: Session,
    name: Annotated[str | None, typer.Option("--name")] = None,
    tz: Annotated[str | None, typer.Option("--tz", help="A time zone, such as Europe/Zurich.")] = None,
    month: Annotated[str | None, typer.Option("--first-month", help="1 to 12: where the year begins.")] = None,
    weekday: Annotated[str | None, typer.Option("--weekday", help="0 (Monday) to 6: the day of the check-in.")] = None,
    personal: Annotated[str | None, typer.Option("--personal-okrs", help="yes or no: people may have some.")] = None,
    second: Annotated[str | None, typer.Option("--second-factor", help="Of whom: nobody, admins, everybody.")] = None,
    reason: Reason = "", key: Key = "",
) -> None:  # fmt: skip
    """Change what is named; admins."""
    from northing.actions import workspaces
    from northing.cli.base import names

    given = names.given(
        name=name,
        tz=tz,
        fiscal_month=month,
        weekday=weekday,
        personal_okrs=personal,
        second_factor=second,
    )
    workspaces.edit(session.caller, given, {}, reason, key=key)
    _give(session)
