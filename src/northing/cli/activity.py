"""`northing activity`, `northing compare`, `northing history`: what happened, and why."""

from typing import Annotated

import typer

from northing.cli.base.commands import command
from northing.cli.base.session import Session

app = typer.Typer()

Team = Annotated[str, typer.Option("--team", "-t", help="A team, with those below it.")]
Cycle = Annotated[str, typer.Option("--cycle", "-c", help="Only of this cycle.")]
Before = Annotated[
    int, typer.Option("--before", help="Go on behind this number.", show_default=False)
]


@command(app, "activity")
def activity(
    session: Session,
    *,
    team: Team = "",
    kind: Annotated[str, typer.Option("--kind", help="objectives, key_results, check_ins …")] = "",
    verbs: Annotated[str, typer.Option("--verbs", help="agreed, made, edited, aimed …")] = "",
    cycle: Cycle = "",
    mine: Annotated[bool, typer.Option("--mine", help="Only what you did yourself.")] = False,
    since: Annotated[str, typer.Option("--since", help="From this day on.")] = "",
    until: Annotated[str, typer.Option("--until", help="Up to this day.")] = "",
    before: Before = 0,
) -> None:
    """Who changed what and why, newest first."""
    from northing.actions import typed
    from northing.cli.base import names
    from northing.cli.base.shown_activity import activity as shown
    from northing.queries import activity as queries
    from northing.queries.activity_filter import KINDS, VERBS, Wanted

    wanted = Wanted(
        team=names.maybe_team(session.caller, team),
        cycle=names.cycle(session.caller, cycle) if cycle else None,
        kind=names.one_of(kind, KINDS, "kind"), verbs=names.one_of(verbs, VERBS, "verbs"), mine=mine,
        since=typed.day(since, "since", required=False),
        until=typed.day(until, "until", required=False), before=before or None,
    )  # fmt: skip
    session.give(queries.activity(session.caller, wanted), queries.ActivityPage, shown)


@command(app, "change")
def change(
    session: Session,
    number: Annotated[int, typer.Argument(help="The number of a change, as activity prints it.")],
    after: Annotated[int, typer.Option("--after", help="Go on behind this event.")] = 0,
) -> None:
    """One change with its events one by one."""
    from northing.cli.base.shown_activity import change as shown
    from northing.queries import activity as queries

    session.give(queries.change(session.caller, number, after), queries.ActivityChange, shown)


@command(app, "compare")
def compare(
    session: Session,
    since: Annotated[str, typer.Argument(help="The first day, like 2026-01-05.", metavar="FROM")],
    until: Annotated[str, typer.Argument(help="The second day; today if left out.", metavar="TO")] = "",
    *,
    team: Team = "", cycle: Cycle = "",
    section: Annotated[str, typer.Option("--section", help="One list alone, 50 a page.")] = "",
    page: Annotated[int, typer.Option("--page", min=1, max=1_000_000)] = 1,
) -> None:  # fmt: skip
    """What happened from the end of one day to the end of another."""
    from northing.actions import typed
    from northing.cli.base import names
    from northing.cli.base.shown_activity import comparison
    from northing.queries import compare as queries
    from northing.queries.compared_sections import TITLES
    from northing.queries.comparing import Asked

    asked = Asked(
        typed.must_day(since, "from"),
        typed.day(until, "to", required=False) or session.caller.today,
        names.maybe_team(session.caller, team),
        names.cycle(session.caller, cycle) if cycle else None,
    )
    code = names.one_of(section, TITLES, "section")
    found = queries.compare(session.caller, asked, code, page)
    session.give(found, queries.Comparison, comparison)


@command(app, "history")
def history(
    session: Session,
    what: Annotated[
        str,
        typer.Argument(
            help="O-7, KR-12, “team”, “metric”, “cycle”, “person” or “workspace”.", metavar="WHAT"
        ),
    ],
    name: Annotated[str, typer.Argument(help="Which team, metric, cycle or person.", metavar="NAME")] = "",
    before: Before = 0,
) -> None:  # fmt: skip
    """Who changed one thing, when and why, with what was different."""
    from northing.cli.base import names
    from northing.cli.base.shown_activity import past as shown
    from northing.queries import past

    caller, last = session.caller, before or None
    kind = names.letters(what)
    if kind:
        number = names.objective(what) if kind == "O" else names.key_result(what)
        ask = past.of_objective if kind == "O" else past.of_key_result
        found = ask(caller, number, last)
    elif what == "team":
        slug = next(t.slug for t in session.standing.teams if t.id == names.team(caller, name))
        found = past.of_team(caller, slug, last)
    elif what == "metric":
        found = past.of_metric(caller, names.metric(caller, name), last)
    elif what == "cycle":
        found = past.of_cycle(caller, names.cycle(caller, name), last)
    elif what == "person":
        found = past.of_person(caller, names.person(caller, name), last)
    else:
        names.one_of(what, ("workspace",), "what")
        found = past.of_workspace(caller, last)
    session.give(found, past.Past, shown)
