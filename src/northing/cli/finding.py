"""`northing finding …`"""

from typing import Annotated

import typer

from northing.cli.base.commands import command, group
from northing.cli.base.session import Session

app = typer.Typer()
commands = group("finding", "What the writing coach says of objectives and key results.")
app.add_typer(commands)

Team = Annotated[str, typer.Option("--team", "-t", help="Of this team alone.", show_default=False)]
Cycle = Annotated[
    str, typer.Option("--cycle", "-c", help="Of this cycle alone.", show_default=False)
]


@command(commands, "list")
def listed(
    session: Session, team: Team = "", cycle: Cycle = "",
    page: Annotated[int, typer.Option("--page", min=1, help="Which page.")] = 1,
) -> None:  # fmt: skip
    """List the findings of everything that is pursued, 50 objectives a page."""
    from northing.cli.base import names, shown_coach
    from northing.queries import findings

    found = findings.listed(
        session.caller,
        team=names.team(session.caller, team) if team else None,
        cycle=names.cycle(session.caller, cycle) if cycle else None,
        page=page,
    )
    session.give(found, findings.FindingsPage, shown_coach.page)


@command(commands, "show")
def show(
    session: Session,
    about: Annotated[str, typer.Argument(metavar="KR-12", help="O-7 or KR-12.")],
) -> None:
    """Show the findings of an objective and its key results, or of one key result."""
    from northing.cli.base import names, shown_coach
    from northing.queries import findings

    if names.letters(about) == "KR":
        one = findings.of_key_result(session.caller, names.key_result(about))
        found = [one] if one else []
    else:
        found = list(findings.of_objective(session.caller, names.objective(about)))
    session.give(tuple(found) or None, tuple[findings.Findings, ...], shown_coach.findings)


@command(commands, "team")
def of_team(
    session: Session,
    team: Annotated[str, typer.Argument(help="The team's short name.", metavar="TEAM")],
    cycle: Annotated[
        str, typer.Option("--cycle", "-c", help="The cycle; the current one unless given.", show_default=False)
    ] = "",
) -> None:  # fmt: skip
    """Show the findings of a team's set, of its past cycles, and of each statement."""
    from northing.cli.base import names, shown_coach
    from northing.queries import findings

    found = findings.of_team(
        session.caller, names.team(session.caller, team), names.cycle(session.caller, cycle)
    )
    session.give(found, findings.TeamFindings, lambda f: shown_coach.findings((f.team, *f.each)))


@command(commands, "try")
def try_(
    session: Session,
    text: Annotated[str, typer.Argument(help="What you think of writing.")],
    objective: Annotated[
        bool, typer.Option("--objective", help="It is an objective, not a key result.")
    ] = False,
    team: Team = "",
) -> None:
    """Judge a statement by the rules that hold here; nothing is kept."""
    from northing.cli.base import names, shown_coach
    from northing.queries import coach

    typed = {"title": text}
    if team:
        typed["team"] = str(names.team(session.caller, team))
    judge = coach.objective if objective else coach.key_result
    session.give(judge(session.caller, typed), coach.Coached, shown_coach.coached)
