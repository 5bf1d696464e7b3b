"""`northing token …`"""

from typing import Annotated

import typer

from northing.cli.base.commands import Key, command, group
from northing.cli.base.session import Session

app = typer.Typer()
commands = group("token", "API tokens: own rights or fewer.")
app.add_typer(commands)


@command(commands, "list")
def listed(session: Session) -> None:
    """List tokens, the newest first; admins see everybody's, never a secret."""
    from northing.cli.base.shown_lists import tokens
    from northing.queries import tokens as queries

    session.give(queries.tokens(session.caller), tuple[queries.TokenCard, ...], tokens)


@command(commands, "create")
def create(
    session: Session,
    name: Annotated[str, typer.Argument(help="What it is for.")],
    scopes: Annotated[
        list[str] | None,
        typer.Option("--scope", "-s", help="read, check_in or write; several times for several."),
    ] = None,
    days: Annotated[
        int | None, typer.Option("--days", help="How long it holds; until revoked unless given.")
    ] = None,
    key: Key = "",
) -> None:
    """Make a token; prints its secret, once."""
    from northing.actions import tokens
    from northing.actions.change import Done
    from northing.cli.base.shown_lists import secret

    session.give(
        tokens.create(session.caller, name, scopes or [], days=days, key=key), Done, secret
    )


@command(commands, "revoke")
def revoke(
    session: Session,
    token: Annotated[int, typer.Argument(help="The token's number.", metavar="N")],
    key: Key = "",
) -> None:
    """End a token; it stops working at once."""
    from northing.actions import tokens
    from northing.actions.change import Done
    from northing.cli.base.shown_lists import done

    session.give(tokens.revoke(session.caller, token, key=key), Done, done)
