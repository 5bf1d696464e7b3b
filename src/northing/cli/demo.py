"""`northing demo`: a firm to try things with."""

import typer

from northing.cli.base import output
from northing.cli.base.session import wire

app = typer.Typer()


@app.command("demo")
def demo() -> None:
    """Load the demo firm, or what is missing of it."""
    wire()
    from northing.cli.base import preparing
    from northing.kit.text import text as _

    preparing.database()
    preparing.demo_firm()
    output.say(_("Try it: northing serve --demo"))
