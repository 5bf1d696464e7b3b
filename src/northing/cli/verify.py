"""`northing verify`: is every event of the log there, and what it was?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from northing.cli.base import output
from northing.cli.base.session import wire
from northing.kit.text import text as _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from northing.queries.chain import Replayed

app = typer.Typer()


@app.command("verify")
def verify(
    file: Annotated[
        Path | None,
        typer.Argument(help="A backup, instead of the installation.", show_default=False),
    ] = None,
    workspace: Annotated[
        str,
        typer.Option(
            "--workspace", "-w", metavar="SLUG", show_default=False,
            help="Only this workspace's log.",
        ),
    ] = "",
) -> None:  # fmt: skip
    """Replay the log of every workspace, event by event; of a backup, prove every row, too."""
    wire()
    from northing.actions.errors import NotFoundError
    from northing.queries import chain, proof

    if file is not None:
        told, logs = proof.of_backup(file)
        rows = sum(counted.rows for counted in told.tables.values())
        output.say(
            _("{rows} rows in {tables} tables are what they were at {at}.", rows=rows,
              tables=len(told.tables), at=f"{told.made_at:%Y-%m-%d %H:%M} UTC")
        )  # fmt: skip
        replayed = [one for one in logs if workspace in {"", one.slug}]
    else:
        replayed = list(chain.replay(workspace))
    if workspace and not replayed:
        raise NotFoundError(_("There is no workspace {slug!r}.", slug=workspace), "", "workspace")
    _tell(replayed)


def _tell(replayed: Iterable[Replayed]) -> None:
    broken = False
    for one in replayed:
        if one.broken is None:
            output.say(
                _(
                    "{slug}: {count} events hold; head {hash}",
                    slug=one.slug,
                    count=one.seq,
                    hash=one.hash,
                )
            )
            if one.erased:
                output.say(_("{count} texts in it were erased on purpose.", count=one.erased))
        else:
            broken = True
            output.complain(
                str(_("{slug}: the log breaks at event {seq}. {what}", slug=one.slug,
                      seq=one.broken.seq, what=one.broken.what)),
            )  # fmt: skip
    if broken:
        raise typer.Exit(1)
