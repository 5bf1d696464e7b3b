"""`northing waiver …`"""

from typing import Annotated

import typer

from northing.cli.base.commands import Key, command, group
from northing.cli.base.session import Session

app = typer.Typer()
commands = group("waiver", "Findings of the writing coach that somebody lets stand.")
app.add_typer(commands)


@command(commands, "list")
def listed(session: Session) -> None:
    """List the waivers that hold today."""
    from northing.cli.base import shown_coach
    from northing.queries import findings

    session.give(
        findings.waivers(session.caller), tuple[findings.WaiverCard, ...], shown_coach.waivers
    )


@command(commands, "add")
def add(
    session: Session,
    about: Annotated[str, typer.Argument(metavar="KR-12", help="O-7, KR-12, or a team's short name.")],
    code: Annotated[str, typer.Argument(metavar="CODE", help="A rule's code or name.")],
    reason: Annotated[str, typer.Option("--reason", "-r", help="Why; kept in the history.")],
    until: Annotated[str, typer.Option("--until", "-u", help="Until which day, like 2026-06-30.")],
    key: Key = "",
) -> None:  # fmt: skip
    """Let a finding stand until a day, with a reason."""
    from northing.actions import waivers
    from northing.actions.change import Done
    from northing.cli.base import names
    from northing.cli.base.shown_lists import done

    if not names.letters(about):
        about = str(names.team(session.caller, about))
    said = waivers.waive(session.caller, about, code, reason, until, key=key)
    session.give(said, Done, done)


@command(commands, "end")
def end(
    session: Session,
    waiver: Annotated[int, typer.Argument(help="The waiver's number.", metavar="N")],
    key: Key = "",
) -> None:
    """Let a finding stand no longer; that it stood stays known."""
    from northing.actions import waivers
    from northing.actions.change import Done
    from northing.cli.base.shown_lists import done

    session.give(waivers.end(session.caller, waiver, key=key), Done, done)
