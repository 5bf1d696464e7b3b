"""`northing nightly`: what a night has to do, in every workspace; `northing serve` calls it by itself."""

import typer

from northing.cli.base.session import wire

app = typer.Typer()


@app.command("nightly")
def nightly() -> None:
    """Judge all running key results of every workspace that was not judged today."""
    wire()
    from northing.actions import outlooks
    from northing.cli.base import output
    from northing.kit import clock
    from northing.kit.text import text as _
    from northing.queries import callers, overview_health

    for slug in callers.slugs():
        standing = callers.by_handle(slug, "", "cli", clock.now())
        if standing is None:
            continue
        caller = standing.caller
        if overview_health.swept_on(caller.workspace) == caller.today:
            continue
        after = outlooks.sweep(caller).id
        while after:
            after = outlooks.sweep(caller, after).id
        output.say(_("Every running key result of {workspace} is judged.", workspace=slug))
