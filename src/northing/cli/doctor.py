"""`northing doctor`: is this installation well?"""

import typer

from northing.cli.base import output
from northing.cli.base.commands import Json
from northing.cli.base.session import wire

app = typer.Typer()

STYLES = {"ok": "green", "warning": "yellow", "error": "red"}


@app.command("doctor")
def doctor(json_: Json = False) -> None:
    """Look at database, worker, disk, clock, secrets and more; exit code 1 where something is wrong."""
    wire()
    from django.conf import settings

    from northing.kit import clock
    from northing.kit.shapes import as_json
    from northing.queries.doctor import Asked, Finding, Level, examine

    found = examine(Asked(clock.now(), settings.DATA, settings.BACKUP_FOLDER))
    if json_:
        output.write(as_json(found, tuple[Finding, ...], indent=2))
    else:
        _show(found)
    if any(finding.level is Level.ERROR for finding in found):
        raise typer.Exit(1)


def _show(found: object) -> None:
    for finding in found:  # type: ignore[attr-defined]  # findings: their class is not loaded before Django
        style = STYLES[finding.level.value]
        output.show(
            output.line(f"{finding.level.value:<8}{finding.message}  [{finding.id}]", style)
        )
        if finding.remedy:
            output.show(output.line(f"        {finding.remedy}"))
