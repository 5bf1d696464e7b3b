"""`northing backup`: everything in one file, while people work."""

from pathlib import Path
from typing import Annotated

import typer

from northing.cli.base import output
from northing.cli.base.session import SettingsError, wire
from northing.kit.text import text as _

app = typer.Typer()


@app.command("backup")
def backup(
    file: Annotated[
        Path | None, typer.Argument(help="The file to write; it must be new.", show_default=False)
    ] = None,
    folder: Annotated[
        Path | None,
        typer.Option(
            "--folder", show_default=False,
            help="Write a file named by the time into this folder instead.",
        ),
    ] = None,
    keep: Annotated[
        int | None,
        typer.Option(
            "--keep", min=1, show_default=False,
            help="How many of the folder's newest backups stay; NORTHING_BACKUP_KEEP unless given.",
        ),
    ] = None,
) -> None:  # fmt: skip
    """Write a backup: every workspace and account as they are at this moment; nobody has to wait."""
    if file is not None and (folder or keep):
        raise SettingsError(
            _("Either a file or a folder."), _("northing backup FILE, or --folder FOLDER --keep 14")
        )
    wire()
    from django.conf import settings

    from northing.actions import backups
    from northing.kit import clock

    if file is not None:
        made = backups.write(file.absolute(), clock.real())
    else:
        place = folder or settings.BACKUP_FOLDER or Path(settings.DATA) / "backups"
        made = backups.make(place.absolute(), keep or settings.BACKUP_KEEP, clock.real())
    output.say(
        _("{path}: {rows} rows, {size} MB.", path=made.path, rows=made.rows,
          size=f"{made.size / 1_000_000:.1f}")
    )  # fmt: skip
    for gone in made.given_up:
        output.say(_("Given up: {name}", name=gone.name))
