"""`northing restore`: a backup takes the place of the installation's database, once it is proven."""

from pathlib import Path
from typing import Annotated

import typer

from northing.cli.base import output
from northing.cli.base.session import SettingsError, wire
from northing.kit.text import text as _

app = typer.Typer()

BrokenLog = Annotated[
    bool, typer.Option("--broken-log", help="Take it as it is, even if a log in it does not hold.")
]


@app.command("restore")
def restore(
    file: Annotated[Path, typer.Argument(help="A backup made by `northing backup`.")],
    into: Annotated[
        str,
        typer.Option(
            "--into", metavar="URL", show_default=False,
            help="Restore into this empty database, and leave the installation's own alone.",
        ),
    ] = "",
    broken_log: BrokenLog = False,
) -> None:  # fmt: skip
    """Restore a backup: unpacked beside, proven row by row, then put in place. The old one is kept."""
    wire()
    from northing.actions import restoring
    from northing.kit import clock

    done = restoring.restore(
        file, clock.real(), address(into) if into else None, broken=broken_log, say=output.say
    )
    output.say(
        _("Restored and proven: {rows} rows, {events} events, as of {at}.", rows=done.rows,
          events=done.events, at=f"{done.manifest.made_at:%Y-%m-%d %H:%M} UTC")
    )  # fmt: skip
    if into:
        output.say(_("To use it: DATABASE_URL={url}", url=into))
    elif done.kept:
        output.say(_("What was there before is kept as {name}.", name=done.kept))
    output.say(_("Everybody signs in again."))


def address(url: str) -> dict[str, object]:
    """The settings of a database address. Raises SettingsError."""
    from northing.queries import elsewhere

    try:
        return dict(elsewhere.by_address(url))
    except ValueError as error:
        raise SettingsError(str(error)) from error
