"""`northing metric …`"""

from typing import Annotated

import typer

from northing.cli.base.commands import Key, Reason, command, group
from northing.cli.base.session import Session

app = typer.Typer()
commands = group("metric", "Metrics and their readings.")
app.add_typer(commands)

Metric = Annotated[str, typer.Argument(help="The metric's number, or its name.", metavar="METRIC")]
Bound = Annotated[str | None, typer.Option(show_default=False, help="A value as you would say it.")]


def _give(session: Session, pk: int) -> None:
    from northing.cli.base.shown_lists import metrics
    from northing.queries import metrics as queries

    session.give(
        queries.metric(session.caller, pk), queries.MetricCard, lambda one: metrics((one,))
    )


@command(commands, "list")
def listed(
    session: Session,
    team: Annotated[str, typer.Option("--team", "-t", help="Only of this team.")] = "",
) -> None:
    """List metrics, each with its newest reading."""
    from northing.cli.base import names
    from northing.cli.base.shown_lists import metrics
    from northing.queries import metrics as queries

    found = queries.metrics(session.caller, names.maybe_team(session.caller, team))
    session.give(found, tuple[queries.MetricCard, ...], metrics)


@command(commands, "add")
def add(  # noqa: PLR0913 - each option is a parameter
    session: Session,
    name: Annotated[str, typer.Argument(help="What is measured.")],
    *,
    team: Annotated[str, typer.Option("--team", "-t", help="Whose measure it is.")],
    unit: Annotated[str, typer.Option("--unit", help="How values are shown: ms, %, count, CHF …")] = "",
    direction: Annotated[str, typer.Option("--good", help="up or down: which way is good.")] = "up",
    low: Bound = None, high: Bound = None, healthy_low: Bound = None, healthy_high: Bound = None,
    owner: Annotated[str | None, typer.Option("--owner", help="A handle.")] = None, key: Key = "",
) -> None:  # fmt: skip
    """Name a measure of your team."""
    from northing.actions import metrics
    from northing.cli.base import names

    new = metrics.NewMetric(
        names.team(session.caller, team), name, unit, direction, low, high, healthy_low, healthy_high,
        names.maybe_person(session.caller, owner),
    )  # fmt: skip
    _give(session, metrics.create(session.caller, new, key=key).id)


@command(commands, "edit")
def edit(  # noqa: PLR0913 - each option is a parameter
    session: Session, metric: Metric, *,
    name: Annotated[str | None, typer.Option("--name")] = None,
    direction: Annotated[str | None, typer.Option("--good", help="up or down.")] = None,
    low: Bound = None, high: Bound = None, healthy_low: Bound = None, healthy_high: Bound = None,
    owner: Annotated[str | None, typer.Option("--owner", help="The handle of who watches it.")] = None,
    reason: Reason = "", key: Key = "",
) -> None:  # fmt: skip
    """Change what is named; the unit stays."""
    from northing.actions import metrics
    from northing.cli.base import names

    pk = names.metric(session.caller, metric)
    given = names.given(
        name=name,
        direction=direction,
        low=low,
        high=high,
        healthy_low=healthy_low,
        healthy_high=healthy_high,
        owner=str(names.person(session.caller, owner)) if owner else None,
    )
    metrics.edit(session.caller, pk, given, {}, reason, key=key)
    _give(session, pk)


@command(commands, "push")
def push(
    session: Session, metric: Metric,
    value: Annotated[str, typer.Argument(help="“412 ms”; a negative one after --.", metavar="VALUE")],
    as_of: Annotated[str, typer.Option("--as-of", help="An instant with its zone; now unless given.")] = "",
    key: Key = "",
) -> None:  # fmt: skip
    """Push a reading; key results that aim at the metric move with it."""
    from northing.actions import metrics
    from northing.cli.base import names

    pk = names.metric(session.caller, metric)
    metrics.push(session.caller, pk, value, names.instant(as_of), key=key)
    _give(session, pk)


@command(commands, "readings")
def readings(
    session: Session, metric: Metric,
    page: Annotated[int, typer.Option("--page", min=1, help="Which page of 50.")] = 1,
) -> None:  # fmt: skip
    """List readings, the newest first; superseded ones say so."""
    from northing.cli.base import names
    from northing.cli.base.shown_lists import readings as table_of
    from northing.queries import metrics as queries

    found = queries.readings(session.caller, names.metric(session.caller, metric), page)
    session.give(found, queries.ReadingList, table_of)
