"""`northing team …`"""

from typing import Annotated

import typer

from northing.cli.base.commands import Key, Reason, command, group
from northing.cli.base.session import Session

app = typer.Typer()
commands = group("team", "The team tree and who belongs where.")
app.add_typer(commands)

Team = Annotated[str, typer.Argument(help="The team's short name.", metavar="TEAM")]
NewAddress = Annotated[
    bool,
    typer.Option("--new-address", help="Make the short name anew; the old one stays good."),
]
Leads = Annotated[
    list[str] | None,
    typer.Option("--lead", help="Who of its people leads there; several times for several."),
]
Person = Annotated[str, typer.Argument(help="A handle.", metavar="HANDLE")]


def _give(session: Session, pk: int) -> None:
    from northing.cli.base.shown_lists import teams
    from northing.queries import teams as queries

    found = next((t for t in queries.teams(session.caller) if t.id == pk), None)
    session.give(found, queries.TeamCard, lambda one: teams((one,)))


@command(commands, "list")
def listed(session: Session) -> None:
    """List the team tree."""
    from northing.cli.base.shown_lists import teams
    from northing.queries import teams as queries

    session.give(queries.teams(session.caller), tuple[queries.TeamCard, ...], teams)


@command(commands, "add")
def add(
    session: Session,
    name: Annotated[str, typer.Argument(help="The team's name.")],
    under: Annotated[
        str, typer.Option("--under", "-u", help="The team above it; the root unless given.")
    ] = "",
    key: Key = "",
) -> None:
    """Make a team; admins."""
    from northing.actions import teams
    from northing.cli.base import names

    above = names.team(session.caller, under or _root(session))
    _give(session, teams.create(session.caller, name, above, key=key).id)


def _root(session: Session) -> str:
    return next(t.slug for t in session.standing.teams if t.parent is None)


@command(commands, "edit")
def edit(
    session: Session, team: Team,
    name: Annotated[str | None, typer.Option("--name", help="A new name.")] = None,
    under: Annotated[str | None, typer.Option("--under", "-u", help="Another team above it.")] = None,
    new_address: NewAddress = False,
    reason: Reason = "", key: Key = "",
) -> None:  # fmt: skip
    """Rename a team or move it; admins."""
    from northing.actions import teams
    from northing.cli.base import names

    pk = names.team(session.caller, team)
    given = names.given(name=name, parent=str(names.team(session.caller, under)) if under else None)
    teams.edit(session.caller, pk, given, {}, reason, new_address=new_address, key=key)
    _give(session, pk)


@command(commands, "join")
def join(
    session: Session, team: Team, person: Person,
    lead: Annotated[bool, typer.Option("--lead", help="The person leads it.")] = False, key: Key = "",
) -> None:  # fmt: skip
    """Put a person into a team, or change whether they lead it."""
    from northing.actions import teams
    from northing.cli.base import names

    pk = names.team(session.caller, team)
    teams.join(session.caller, pk, names.person(session.caller, person), lead=lead, key=key)
    _give(session, pk)


@command(commands, "leave")
def leave(session: Session, team: Team, person: Person, key: Key = "") -> None:
    """Take a person out of a team."""
    from northing.actions import teams
    from northing.cli.base import names

    pk = names.team(session.caller, team)
    teams.leave(session.caller, pk, names.person(session.caller, person), key=key)
    _give(session, pk)


@command(commands, "changes")
def changes(
    session: Session, team: Team,
    into: Annotated[str, typer.Option("--into", help="As it would be merged into this team.")] = "",
) -> None:  # fmt: skip
    """List what archiving or merging a team would move; nothing is changed."""
    from northing.cli.base import names
    from northing.cli.base.shown_changes import reorganization
    from northing.queries import team_changes as queries

    found = queries.reorganization(
        session.caller, names.team(session.caller, team), names.maybe_team(session.caller, into)
    )
    session.give(found, queries.Reorganization, reorganization)


@command(commands, "archive")
def archive(
    session: Session, team: Team,
    work: Annotated[str, typer.Option("--work", help="What becomes of open objectives: close or move.")] = "",
    to: Annotated[str, typer.Option("--to", help="Who takes them over; the team above unless given.")] = "",
    lift: Annotated[bool, typer.Option("--lift", help="The teams below move up.")] = False,
    reason: Reason = "", key: Key = "",
) -> None:  # fmt: skip
    """Archive a team: it leaves lists and choices, its past stays; admins."""
    from northing.actions import team_changes
    from northing.cli.base import names

    pk, taker = names.team(session.caller, team), names.maybe_team(session.caller, to)
    team_changes.archive(session.caller, pk, reason, work=work, to=taker, lift=lift, key=key)
    _give(session, pk)


@command(commands, "unarchive")
def unarchive(session: Session, team: Team, reason: Reason = "", key: Key = "") -> None:
    """Bring an archived team back; admins."""
    from northing.actions import team_changes
    from northing.cli.base import names

    pk = names.team(session.caller, team)
    team_changes.unarchive(session.caller, pk, reason, key=key)
    _give(session, pk)


@command(commands, "merge")
def merge(
    session: Session, team: Team,
    into: Annotated[str, typer.Argument(help="The team that takes it in.", metavar="INTO")],
    leads: Leads = None,
    reason: Reason = "", key: Key = "",
) -> None:  # fmt: skip
    """Merge a team into another one, with its people and everything open; admins."""
    from northing.actions import team_changes
    from northing.cli.base import names

    c = session.caller
    chosen = [names.person(c, who) for who in leads or ()]
    done = team_changes.merge(
        c, names.team(c, team), names.team(c, into), reason, leads=chosen, key=key
    )
    _give(session, done.id)
