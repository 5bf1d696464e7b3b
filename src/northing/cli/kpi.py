"""`northing kpi …`"""

from typing import Annotated

import typer

from northing.cli.base.commands import command, group
from northing.cli.base.session import Session

app = typer.Typer()
commands = group("kpi", "KPIs: metrics against their healthy ranges.")
app.add_typer(commands)


@command(commands, "list")
def listed(
    session: Session,
    team: Annotated[str, typer.Option("--team", "-t", help="A team with all teams below it.")] = "",
    cycle: Annotated[str, typer.Option("--cycle", "-c", help="As it stood on this cycle's last day.")] = "",
    outside: Annotated[bool, typer.Option("--outside", help="Only those outside their range.")] = False,
    page: Annotated[int, typer.Option("--page", min=1, help="Which page of 50.")] = 1,
) -> None:  # fmt: skip
    """List KPIs: how each lies in its range, and which guards are broken."""
    from northing.cli.base import names
    from northing.cli.base.shown_kpis import kpis
    from northing.queries import kpis as queries

    found = queries.kpis(
        session.caller, team=names.maybe_team(session.caller, team),
        cycle=names.cycle(session.caller, cycle) if cycle else None, outside=outside, page=page,
    )  # fmt: skip
    session.give(found, queries.KpiPage, kpis)


@command(commands, "show")
def show(
    session: Session,
    metric: Annotated[str, typer.Argument(help="The metric's number, or its name.", metavar="METRIC")],
) -> None:  # fmt: skip
    """Show one metric over two cycles: its readings, who aims at it, what it guards."""
    from northing.cli.base import names
    from northing.cli.base.shown_kpis import kpi
    from northing.queries import kpis as queries

    found = queries.kpi(session.caller, names.metric(session.caller, metric))
    session.give(found, queries.KpiView, kpi)
