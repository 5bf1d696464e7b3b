"""`northing sweep`: judge every running key result as of today; for a nightly timer."""

import typer

from northing.cli.base.commands import command
from northing.cli.base.session import Session

app = typer.Typer()


@command(app, "sweep")
def sweep(session: Session) -> None:
    """Judge all running key results as of today, in slices of 200; meant for a nightly timer."""
    from northing.actions import outlooks
    from northing.cli.base import output
    from northing.kit.text import text as _

    outlooks.sweep_all(session.caller)
    output.say(
        _("Every running key result of {workspace} is judged.", workspace=session.caller.slug)
    )
