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
        typer.Argument(
            help="O-7, KR-12, a team's short name, “team”, “level”, “overview”, “activity”, or “week”.",
            metavar="WHAT",
        ),
    ] = "week",
    name: Annotated[
        str,
        typer.Argument(help="After “team”, “level” or “overview”: its short name.", metavar="NAME"),
    ] = "",
    cycle: Annotated[
        str,
        typer.Option(
            "--cycle", "-c", help="Teams and overviews: another cycle than the running one."
        ),
    ] = "",
    status: Annotated[
        str, typer.Option("--status", help="Overviews only: key results with this status.")
    ] = "",
    ambition: Annotated[
        str, typer.Option("--ambition", help="Overviews only: aspirational or committed.")
    ] = "",
) -> None:
    """Show an objective, a key result, a team, the workspace, or what is asked of you this week.

    “level” shows the teams below one, each with all below it.
    """
    from northing.cli.base import names

    kind = names.letters(what)
    if kind == "O":
        _objective(session, names.objective(what))
    elif kind == "KR":
        _key_result(session, names.key_result(what))
    elif what == "week":
        _week(session)
    elif what == "activity":
        _activity(session)
    elif what == "overview":
        _overview(session, name, cycle, status, ambition)
    elif what == "level":
        _level(session, name, cycle)
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


def _activity(session: Session) -> None:
    from northing.cli.base.shown_activity import activity
    from northing.queries import activity as queries

    session.give(queries.activity(session.caller), queries.ActivityPage, activity)


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


def _overview(session: Session, team: str, cycle: str, status: str, ambition: str) -> None:
    from northing.cli.base import names
    from northing.cli.base.shown_overview import overview
    from northing.queries import overview as queries
    from northing.queries.overview_scope import Wanted

    wanted = Wanted(names.cycle(session.caller, cycle) if cycle else None, team, status, ambition)
    nodes = session.standing.teams
    session.give(queries.overview(session.caller, wanted, nodes), queries.Overview, overview)


def _level(session: Session, team: str, cycle: str) -> None:
    from northing.cli.base import names
    from northing.cli.base.shown_overview import level
    from northing.queries import cycles, levels

    known = cycles.cycles(session.caller)
    wanted = names.cycle(session.caller, cycle)
    chosen = next(c for c in known if c.id == wanted)
    nodes = session.standing.teams
    session.give(levels.level(session.caller, team, chosen, nodes, known), levels.Level, level)
