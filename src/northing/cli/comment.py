"""`northing comment …`"""

from typing import Annotated

import typer

from northing.cli.base.commands import Key, command, group
from northing.cli.base.session import Session

app = typer.Typer()
commands = group("comment", "Comments and stories.")
app.add_typer(commands)


@command(commands, "add")
def add(
    session: Session,
    about: Annotated[str, typer.Argument(metavar="KR-12", help="O-7 or KR-12.")],
    text: Annotated[str, typer.Argument(help="What you have to say.")],
    check_in: Annotated[
        int | None, typer.Option("--check-in", help="The number of one of its check-ins.")
    ] = None,
    story: Annotated[
        bool, typer.Option("--story", help="Tells who did what that moved the key result.")
    ] = False,
    key: Key = "",
) -> None:
    """Comment on an objective, a key result or a check-in."""
    from northing.actions import comments
    from northing.actions.change import Done
    from northing.cli.base.shown_lists import done

    said = comments.add(session.caller, about, text, check_in=check_in, story=story, key=key)
    session.give(said, Done, done)


@command(commands, "withdraw")
def withdraw(
    session: Session,
    comment: Annotated[int, typer.Argument(help="The comment's number.", metavar="N")],
    key: Key = "",
) -> None:
    """Take back your own comment; that there was one stays visible."""
    from northing.actions import comments
    from northing.actions.change import Done
    from northing.cli.base.shown_lists import done

    session.give(comments.withdraw(session.caller, comment, key=key), Done, done)
