"""`northing kr …`"""

from typing import Annotated

import typer

from northing.cli.base.commands import Key, Reason, command, group
from northing.cli.base.session import Session

app = typer.Typer()
commands = group("kr", "Key results: added, edited, retargeted, paused, dropped.")
app.add_typer(commands)

KeyResult = Annotated[
    str, typer.Argument(help="The key result's key, such as KR-12.", metavar="KR-12")
]
Kind = Annotated[
    str,
    typer.Option(
        "--kind", "-k", help="increase, decrease, keep, milestones, yes_no or find_baseline."
    ),
]
Steps = Annotated[
    list[str] | None,
    typer.Option("--step", help="A step of a milestones key result; several times."),
]
Checkpoints = Annotated[
    list[str] | None,
    typer.Option(
        "--checkpoint", help="What the plan asks for by a day: 2026-03-01=400ms; several times."
    ),
]
Value = Annotated[
    str | None, typer.Option(show_default=False, help="A value as you would say it: “412 ms”.")
]
Day = Annotated[str | None, typer.Option(show_default=False, help="A day: 2026-03-12.")]
Owner = Annotated[str | None, typer.Option("--owner", help="A handle.")]


def _give(session: Session, number: int) -> None:
    from northing.cli.base.shown import key_result
    from northing.queries import key_results as queries

    page = queries.key_result(session.caller, number, session.rhythm)
    session.give(page, queries.KeyResultPage, key_result)


@command(commands, "list")
def listed(
    session: Session,
    team: Annotated[str, typer.Option("--team", "-t", help="Only of this team.")] = "",
    cycle: Annotated[str, typer.Option("--cycle", "-c", help="Only of this cycle.")] = "",
    state: Annotated[str, typer.Option("--state", help="open, paused, dropped or closed.")] = "",
    mine: Annotated[bool, typer.Option("--mine", help="Only your own.")] = False,
    due: Annotated[
        bool, typer.Option("--due", help="Only your own that wait for a check-in.")
    ] = False,
    page: Annotated[int, typer.Option("--page", min=1, help="Which page of 50.")] = 1,
) -> None:
    """List key results, 50 a page."""
    from northing.cli.base import names
    from northing.cli.base.shown import key_results
    from northing.queries import key_results as queries

    found = queries.key_results(
        session.caller, team=names.maybe_team(session.caller, team), state=state, mine=mine, due=due, page=page,
        cycle=names.cycle(session.caller, cycle) if cycle else None,
    )  # fmt: skip
    session.give(found, queries.KeyResultList, key_results)


@command(commands, "add")
def add(  # noqa: PLR0913 - each option is a parameter
    session: Session,
    objective: Annotated[str, typer.Argument(metavar="O-7", help="The objective's key.")],
    title: Annotated[str, typer.Argument(help="What is measured.")],
    *,
    kind: Kind,
    unit: Annotated[str, typer.Option("--unit", help="How values are shown: ms, %, count, CHF …")] = "",
    baseline: Value = None, target: Value = None, low: Value = None, high: Value = None,
    metric: Annotated[str | None, typer.Option("--metric", help="One of the team's metrics.")] = None,
    owner: Owner = None,
    weight: Annotated[str, typer.Option("--weight")] = "1",
    start: Day = None, due: Day = None, steps: Steps = None, checkpoints: Checkpoints = None,
    reason: Reason = "", key: Key = "",
) -> None:  # fmt: skip
    """Add a key result; on an active objective with a reason."""
    from northing.actions import key_results
    from northing.cli.base import names

    c = session.caller
    new = key_results.NewKeyResult(
        title, kind, metric=names.metric(c, metric) if metric else None, unit=unit,
        baseline=baseline, target=target, low=low, high=high, owner=names.maybe_person(c, owner),
        weight=weight, started_on=start, due_on=due,
        steps=[key_results.NewStep(s) for s in steps or ()], checkpoints=_checkpoints(checkpoints) or (),
    )  # fmt: skip
    done = key_results.add(c, names.objective(objective), new, reason, key=key)
    _give(session, names.key_result(done.key))


def _checkpoints(texts: list[str] | None) -> list[tuple[str, str]] | None:
    if texts is None:
        return None
    parted = (text.partition("=") for text in texts)
    return [(day.strip(), value.strip()) for day, _equals, value in parted]


@command(commands, "edit")
def edit(  # noqa: PLR0913 - each option is a parameter
    session: Session, key_result: KeyResult, *,
    title: Annotated[str | None, typer.Option("--title")] = None,
    owner: Owner = None,
    weight: Annotated[str | None, typer.Option("--weight")] = None,
    start: Day = None, due: Day = None,
    kind: Annotated[str | None, typer.Option("--kind", "-k", help="Drafts only.")] = None,
    baseline: Value = None, target: Value = None, low: Value = None, high: Value = None,
    steps: Steps = None, checkpoints: Checkpoints = None, reason: Reason = "", key: Key = "",
) -> None:  # fmt: skip
    """Change what is named; an active key result asks for a reason."""
    from northing.actions import key_results
    from northing.cli.base import names

    number = names.key_result(key_result)
    given = names.given(
        title=title, weight=weight, started_on=start, due_on=due, kind=kind, baseline=baseline,
        target=target, low=low, high=high,
        owner=str(names.person(session.caller, owner)) if owner else None,
    )  # fmt: skip
    key_results.edit(
        session.caller, number, given, {}, reason, key=key, checkpoints=_checkpoints(checkpoints),
        steps=None if steps is None else [key_results.NewStep(s) for s in steps],
    )  # fmt: skip
    _give(session, number)


@command(commands, "retarget")
def retarget(
    session: Session, key_result: KeyResult, target: Value = None, low: Value = None, high: Value = None,
    due: Day = None, reason: Reason = "", key: Key = "",
) -> None:  # fmt: skip
    """Give a new target, bound or due date, with a reason; the first target stays known."""
    from northing.actions import key_results
    from northing.cli.base import names

    number = names.key_result(key_result)
    key_results.retarget(
        session.caller, number, reason, target=target, low=low, high=high, due_on=due, key=key
    )
    _give(session, number)


@command(commands, "pause")
def pause(session: Session, key_result: KeyResult, reason: Reason = "", key: Key = "") -> None:
    """Pause a key result, with a reason: neither asked nor counted."""
    from northing.actions import key_results
    from northing.cli.base import names

    key_results.pause(session.caller, names.key_result(key_result), reason, key=key)
    _give(session, names.key_result(key_result))


@command(commands, "resume")
def resume(session: Session, key_result: KeyResult, reason: Reason = "", key: Key = "") -> None:
    """Resume a paused key result."""
    from northing.actions import key_results
    from northing.cli.base import names

    key_results.resume(session.caller, names.key_result(key_result), reason, key=key)
    _give(session, names.key_result(key_result))


@command(commands, "drop")
def drop(session: Session, key_result: KeyResult, reason: Reason = "", key: Key = "") -> None:
    """Give a key result up, with a reason; it stays visible."""
    from northing.actions import key_results
    from northing.cli.base import names

    key_results.drop(session.caller, names.key_result(key_result), reason, key=key)
    _give(session, names.key_result(key_result))


@command(commands, "reopen")
def reopen(session: Session, key_result: KeyResult, reason: Reason = "", key: Key = "") -> None:
    """Reopen a dropped or closed key result, with a reason."""
    from northing.actions import key_results
    from northing.cli.base import names

    key_results.reopen(session.caller, names.key_result(key_result), reason, key=key)
    _give(session, names.key_result(key_result))
