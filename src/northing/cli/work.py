"""`northing work`: a worker of its own, for an installation that has outgrown one process."""

import signal
from typing import Annotated

import typer

from northing.cli.base.session import wire

app = typer.Typer()


@app.command("work")
def work(
    once: Annotated[
        bool, typer.Option("--once", help="Do what is due now, then end: for a timer.")
    ] = False,
    parent: Annotated[int, typer.Option("--parent", hidden=True)] = 0,
) -> None:
    """Do what runs by itself, such as judging key results every night, until interrupted."""
    wire()
    from northing.jobs.worker import Worker

    worker = Worker()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: worker.stop())
    worker.run(once=once, parent=parent)
