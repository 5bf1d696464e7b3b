"""`northing check-in …`"""

from typing import Annotated

import typer

from northing.cli.base.commands import Key, command
from northing.cli.base.session import Session

app = typer.Typer()


@command(app, "check-in")
def check_in(  # noqa: PLR0913 - each option is a parameter
    session: Session,
    key_result: Annotated[str, typer.Argument(metavar="KR-12", help="The key result's key.")],
    *,
    value: Annotated[
        str | None,
        typer.Option("--value", "-v", help="As you would say it: “412 ms”, “+3”, “yes”."),
    ] = None,
    confidence: Annotated[
        str | None,
        typer.Option(
            "--confidence",
            "-c",
            help="0 to 10: how many times in 10 shall we end at or beyond the line?",
        ),
    ] = None,
    note: Annotated[str, typer.Option("--note", "-n", help="What happened.")] = "",
    no_change: Annotated[bool, typer.Option("--no-change", help="The value is as before.")] = False,
    adjust: Annotated[bool, typer.Option("--adjust", help="The plan needs adjusting.")] = False,
    as_of: Annotated[
        str | None, typer.Option("--as-of", help="A past day; today unless given.")
    ] = None,
    steps: Annotated[
        list[int] | None,
        typer.Option("--done", help="Number of a step that is done; name all that are."),
    ] = None,
    correct: Annotated[
        int | None, typer.Option("--correct", help="Correct the check-in with this number instead.")
    ] = None,
    reason: Annotated[str, typer.Option("--reason", "-r", help="What was wrong with it.")] = "",
    key: Key = "",
) -> None:
    """Check in on a key result, or correct an earlier check-in."""
    from northing.actions import check_ins
    from northing.cli.base import names
    from northing.cli.base.shown import key_result as page_of
    from northing.queries import key_results as queries

    number = names.key_result(key_result)
    said = check_ins.Said(value, confidence, note, no_change, adjust, as_of, steps)
    if correct is None:
        check_ins.record(session.caller, number, said, key=key)
    else:
        check_ins.supersede(session.caller, number, correct, said, reason, key=key)
    page = queries.key_result(session.caller, number, session.rhythm)
    session.give(page, queries.KeyResultPage, page_of)


@command(app, "check-ins")
def check_in_list(
    session: Session,
    key_result: Annotated[str, typer.Argument(metavar="KR-12", help="The key result's key.")],
) -> None:
    """List the check-ins of a key result, newest first."""
    from northing.cli.base import names
    from northing.cli.base.shown import check_ins as table_of
    from northing.queries import check_ins as queries
    from northing.queries.key_results import CheckInCard

    found = queries.check_ins(session.caller, names.key_result(key_result))
    session.give(found, tuple[CheckInCard, ...], table_of)
