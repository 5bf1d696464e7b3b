"""`northing show …`: one noun, or what is asked of you."""

from typing import Annotated

import typer

from northing.cli.base.commands import command
from northing.cli.base.session import Session

app = typer.Typer()


@command(app, "show")
def show(
    session: Session,
    what: Annotated[
        str,
        typer.Argument(help="O-7, KR-12, a team's short name, “team”, or “week”.", metavar="WHAT"),
    ] = "week",
    name: Annotated[str, typer.Argument(help="After “team”: its short name.", metavar="NAME")] = "",
    cycle: Annotated[
        str, typer.Option("--cycle", "-c", help="Teams only: another cycle than the running one.")
    ] = "",
) -> None:
    """Show an objective, a key result, a team, or what is asked of you this week."""
    from northing.cli.base import names

    kind = names.letters(what)
    if kind == "O":
        _objective(session, names.objective(what))
    elif kind == "KR":
        _key_result(session, names.key_result(what))
    elif what == "week":
        _week(session)
    else:
        _team(session, name if what == "team" else what, cycle)


def _objective(session: Session, number: int) -> None:
    from northing.cli.base.shown import objective
    from northing.queries import objectives as queries

    session.give(
        queries.objective(session.caller, number, session.rhythm), queries.ObjectivePage, objective
    )


def _key_result(session: Session, number: int) -> None:
    from northing.cli.base.shown import key_result
    from northing.queries import key_results as queries

    session.give(
        queries.key_result(session.caller, number, session.rhythm),
        queries.KeyResultPage,
        key_result,
    )


def _week(session: Session) -> None:
    from northing.cli.base.shown import week
    from northing.queries import my_week as queries

    session.give(queries.my_week(session.caller, session.rhythm), queries.MyWeek, week)


def _team(session: Session, name: str, cycle: str) -> None:
    from northing.cli.base import names
    from northing.cli.base.shown import team
    from northing.queries import cycles
    from northing.queries import teams as queries

    pk = names.team(session.caller, name)
    slug = next(t.slug for t in session.standing.teams if t.id == pk)
    wanted = names.cycle(session.caller, cycle)
    chosen = next(c for c in cycles.cycles(session.caller) if c.id == wanted)
    session.give(queries.team(session.caller, slug, chosen, session.rhythm), queries.TeamPage, team)
