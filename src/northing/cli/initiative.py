"""`northing initiative …`"""

from typing import Annotated

import typer

from northing.cli.base.commands import Key, Reason, command, group
from northing.cli.base.session import Session

app = typer.Typer()
commands = group("initiative", "The work that a team bets will move a key result.")
app.add_typer(commands)

Initiative = Annotated[int, typer.Argument(help="The initiative's number.", metavar="N")]


def _give(session: Session, pk: int) -> None:
    from northing.cli.base.shown_lists import initiatives
    from northing.queries import initiatives as queries

    found = queries.initiative(session.caller, pk)
    session.give(found, queries.InitiativeCard, lambda one: initiatives((one,)))


@command(commands, "list")
def listed(session: Session) -> None:
    """List your own unfinished initiatives, the next due first."""
    from northing.cli.base.shown_lists import initiatives
    from northing.queries import initiatives as queries

    session.give(queries.of_caller(session.caller), tuple[queries.InitiativeCard, ...], initiatives)


@command(commands, "show")
def show(session: Session, initiative: Initiative) -> None:
    """Show one initiative."""
    _give(session, initiative)


@command(commands, "add")
def add(
    session: Session,
    key_result: Annotated[
        str, typer.Argument(metavar="KR-12", help="The key result it should move.")
    ],
    title: Annotated[str, typer.Argument(help="What is done.")],
    team: Annotated[
        str, typer.Option("--team", "-t", help="Who does it; the objective's team unless given.")
    ] = "",
    owner: Annotated[str | None, typer.Option("--owner", help="A handle.")] = None,
    due: Annotated[str | None, typer.Option("--due", help="A day.")] = None,
    link: Annotated[str, typer.Option("--link", help="Where the work is described.")] = "",
    key: Key = "",
) -> None:
    """Add an initiative to a key result."""
    from northing.actions import initiatives
    from northing.cli.base import names

    done = initiatives.add(
        session.caller, names.key_result(key_result), title, team=names.maybe_team(session.caller, team),
        owner=names.maybe_person(session.caller, owner), due_on=due, link=link, key=key,
    )  # fmt: skip
    _give(session, done.id)


@command(commands, "edit")
def edit(
    session: Session, initiative: Initiative,
    title: Annotated[str | None, typer.Option("--title")] = None,
    state: Annotated[str | None, typer.Option("--state", help="planned, doing, done or stopped.")] = None,
    owner: Annotated[str | None, typer.Option("--owner", help="A handle.")] = None,
    due: Annotated[str | None, typer.Option("--due", help="A day.")] = None,
    link: Annotated[str | None, typer.Option("--link")] = None,
    reason: Reason = "", key: Key = "",
) -> None:  # fmt: skip
    """Change what is named; “done” remembers the day."""
    from northing.actions import initiatives
    from northing.cli.base import names

    given = names.given(
        title=title, state=state, due_on=due, link=link,
        owner=str(names.person(session.caller, owner)) if owner else None,
    )  # fmt: skip
    initiatives.edit(session.caller, initiative, given, {}, reason, key=key)
    _give(session, initiative)
