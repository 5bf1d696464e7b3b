"""`northing objective …`"""

from typing import Annotated

import typer

from northing.cli.base.commands import Key, Reason, command, group
from northing.cli.base.session import Session

app = typer.Typer()
commands = group("objective", "Objectives: drafted, proposed, agreed, closed.")
app.add_typer(commands)

Objective = Annotated[str, typer.Argument(help="The objective's key, such as O-7.", metavar="O-7")]
Title = Annotated[str, typer.Argument(help="The objective as a sentence.")]
Team = Annotated[str, typer.Option("--team", "-t", help="The team's short name.")]
Owner = Annotated[
    str | None, typer.Option("--owner", help="The owner's handle; the author unless given.")
]
Cycle = Annotated[
    str, typer.Option("--cycle", "-c", help="The cycle's name; the running one unless given.")
]
Contributors = Annotated[
    list[str] | None,
    typer.Option("--contributor", help="A contributing team; several times for several."),
]
Guarding = Annotated[
    str, typer.Argument(help="The metric's number, or its name.", metavar="METRIC")
]
Page = Annotated[int, typer.Option("--page", min=1, help="Which page of 50.")]


def _give(session: Session, number: int) -> None:
    from northing.cli.base.shown import objective
    from northing.queries import objectives as queries

    page = queries.objective(session.caller, number, session.rhythm)
    session.give(page, queries.ObjectivePage, objective)


@command(commands, "list")
def listed(
    session: Session,
    team: Annotated[str, typer.Option("--team", "-t", help="Only of this team.")] = "",
    cycle: Annotated[str, typer.Option("--cycle", "-c", help="Only of this cycle.")] = "",
    state: Annotated[
        str, typer.Option("--state", help="draft, proposed, active, closed or cancelled.")
    ] = "",
    page: Page = 1,
) -> None:
    """List objectives, 50 a page."""
    from northing.cli.base import names
    from northing.cli.base.shown import objectives
    from northing.queries import objectives as queries

    found = queries.objectives(
        session.caller, team=names.maybe_team(session.caller, team), state=state, page=page,
        cycle=names.cycle(session.caller, cycle) if cycle else None,
    )  # fmt: skip
    session.give(found, queries.ObjectiveList, objectives)


@command(commands, "draft")
def draft(
    session: Session, title: Title, team: Team, cycle: Cycle = "", owner: Owner = None,
    why: Annotated[str, typer.Option("--why", help="Why it matters.")] = "",
    ambition: Annotated[str, typer.Option("--ambition", help="aspirational or committed.")] = "aspirational",
    contributors: Contributors = None,
    personal: Annotated[bool, typer.Option("--personal", help="Your own, where the workspace allows it.")] = False,
    key: Key = "",
) -> None:  # fmt: skip
    """Draft an objective for your team."""
    from northing.actions import objectives
    from northing.cli.base import names

    new = objectives.NewObjective(
        title, names.team(session.caller, team), names.cycle(session.caller, cycle),
        names.maybe_person(session.caller, owner), why, ambition,
        [names.team(session.caller, name) for name in contributors or ()], personal,
    )  # fmt: skip
    _give(session, names.objective(objectives.draft(session.caller, new, key=key).key))


@command(commands, "edit")
def edit(  # noqa: PLR0913 - each option is a parameter
    session: Session, objective: Objective, *,
    title: Annotated[str | None, typer.Option("--title")] = None,
    why: Annotated[str | None, typer.Option("--why")] = None,
    ambition: Annotated[str | None, typer.Option("--ambition")] = None,
    owner: Annotated[str | None, typer.Option("--owner", help="A handle.")] = None,
    team: Annotated[str | None, typer.Option("--team", help="Drafts only.")] = None,
    cycle: Annotated[str | None, typer.Option("--cycle")] = None,
    contributors: Contributors = None,
    alone: Annotated[bool, typer.Option("--alone", help="No team contributes any more.")] = False,
    reason: Reason = "", key: Key = "",
) -> None:  # fmt: skip
    """Change what is named; an active objective asks for a reason."""
    from northing.actions import objectives
    from northing.cli.base import names

    c, number = session.caller, names.objective(objective)
    given = names.given(
        title=title, why=why, ambition=ambition,
        owner=str(names.person(c, owner)) if owner else None,
        team=str(names.team(c, team)) if team else None,
        cycle=str(names.cycle(c, cycle)) if cycle else None,
    )  # fmt: skip
    others = None if contributors is None else [names.team(c, name) for name in contributors]
    others = [] if alone else others
    objectives.edit(c, number, given, {}, reason, contributors=others, key=key)
    _give(session, number)


@command(commands, "guard")
def guard(
    session: Session, objective: Objective, metric: Guarding, reason: Reason = "", key: Key = ""
) -> None:
    """Say that a metric must not get worse while it is pursued; an active one asks for a reason."""
    from northing.actions import guards
    from northing.cli.base import names

    c, number = session.caller, names.objective(objective)
    guards.guard(c, number, names.metric(c, metric), reason, key=key)
    _give(session, number)


@command(commands, "unguard")
def unguard(
    session: Session, objective: Objective, metric: Guarding, reason: Reason = "", key: Key = ""
) -> None:
    """Take such a guard away."""
    from northing.actions import guards
    from northing.cli.base import names

    c, number = session.caller, names.objective(objective)
    guards.unguard(c, number, names.metric(c, metric), reason, key=key)
    _give(session, number)


@command(commands, "propose")
def propose(session: Session, objective: Objective, key: Key = "") -> None:
    """Propose a draft: from now on everybody may read it."""
    from northing.actions import objectives
    from northing.cli.base import names

    objectives.propose(session.caller, names.objective(objective), key=key)
    _give(session, names.objective(objective))


@command(commands, "withdraw")
def withdraw(session: Session, objective: Objective, key: Key = "") -> None:
    """Take a proposal back: it is a draft again."""
    from northing.actions import objectives
    from northing.cli.base import names

    objectives.withdraw(session.caller, names.objective(objective), key=key)
    _give(session, names.objective(objective))


@command(commands, "agree")
def agree(session: Session, objective: Objective, key: Key = "") -> None:
    """Agree to a proposal as a lead of its team."""
    from northing.actions import objectives
    from northing.cli.base import names

    objectives.agree(session.caller, names.objective(objective), key=key)
    _give(session, names.objective(objective))


@command(commands, "close")
def close(session: Session, objective: Objective, reason: Reason = "", key: Key = "") -> None:
    """Close an active objective with its key results."""
    from northing.actions import objectives
    from northing.cli.base import names

    objectives.close(session.caller, names.objective(objective), reason, key=key)
    _give(session, names.objective(objective))


@command(commands, "cancel")
def cancel(session: Session, objective: Objective, reason: Reason = "", key: Key = "") -> None:
    """Give an objective up, with a reason."""
    from northing.actions import objectives
    from northing.cli.base import names

    objectives.cancel(session.caller, names.objective(objective), reason, key=key)
    _give(session, names.objective(objective))


@command(commands, "reopen")
def reopen(session: Session, objective: Objective, reason: Reason = "", key: Key = "") -> None:
    """Reopen a closed or cancelled objective, with a reason."""
    from northing.actions import objectives
    from northing.cli.base import names

    objectives.reopen(session.caller, names.objective(objective), reason, key=key)
    _give(session, names.objective(objective))


@command(commands, "align")
def align(
    session: Session, objective: Objective,
    supports: Annotated[str, typer.Argument(help="What it supports: O-3 or KR-12.", metavar="O-3")],
    reason: Reason = "", key: Key = "",
) -> None:  # fmt: skip
    """Say what an objective supports."""
    from northing.actions import alignments
    from northing.cli.base import names

    alignments.align(session.caller, names.objective(objective), supports, reason, key=key)
    _give(session, names.objective(objective))


@command(commands, "unalign")
def unalign(
    session: Session, objective: Objective,
    supports: Annotated[str, typer.Argument(help="What it no longer supports.", metavar="O-3")],
    reason: Reason = "", key: Key = "",
) -> None:  # fmt: skip
    """Take such a link away."""
    from northing.actions import alignments
    from northing.cli.base import names

    alignments.unalign(session.caller, names.objective(objective), supports, reason, key=key)
    _give(session, names.objective(objective))


@command(commands, "history")
def history(session: Session, objective: Objective) -> None:
    """Who changed it, when and why."""
    from northing.cli.base import names
    from northing.cli.base.shown import changes
    from northing.queries import objectives as queries
    from northing.queries.events import ChangeCard

    found = queries.history(session.caller, names.objective(objective))
    session.give(found, tuple[ChangeCard, ...], changes)


@command(commands, "parents")
def choices(
    session: Session,
    cycle: Annotated[str, typer.Option("--cycle", "-c", help="Only of this cycle.")] = "",
) -> None:
    """What an objective may support: active objectives and their key results."""
    from northing.cli.base import names, output
    from northing.queries import objectives as queries

    found = queries.choices(session.caller, names.cycle(session.caller, cycle) if cycle else None)
    session.give(
        found, tuple[tuple[str, str], ...], lambda rows: output.table(("key", "title"), rows)
    )
