"""`northing cycle …`"""

from typing import Annotated

import typer

from northing.cli.base.commands import Key, Reason, command, group
from northing.cli.base.session import Session

app = typer.Typer()
commands = group("cycle", "Cycles: years, quarters, and others.")
app.add_typer(commands)

Cycle = Annotated[str, typer.Argument(help="The cycle's name, such as “Q1 2026”.", metavar="CYCLE")]


def _give(session: Session, pk: int) -> None:
    from northing.cli.base.shown_lists import cycles
    from northing.queries import cycles as queries

    found = next((c for c in queries.cycles(session.caller) if c.id == pk), None)
    session.give(found, queries.CycleRef, lambda one: cycles((one,)))


@command(commands, "list")
def listed(session: Session) -> None:
    """List cycles, the newest first."""
    from northing.cli.base.shown_lists import cycles
    from northing.queries import cycles as queries

    session.give(queries.cycles(session.caller), tuple[queries.CycleRef, ...], cycles)


@command(commands, "add")
def add(
    session: Session,
    name: Annotated[str, typer.Argument(help="Its name, such as “Q1 2027”.")],
    start: Annotated[str, typer.Option("--start", help="Its first day.")],
    end: Annotated[str, typer.Option("--end", help="Its last day.")],
    kind: Annotated[
        str, typer.Option("--kind", "-k", help="annual, quarter or custom.")
    ] = "quarter",
    within: Annotated[str, typer.Option("--within", help="The year that encloses it.")] = "",
    key: Key = "",
) -> None:
    """Make a cycle; admins."""
    from northing.actions import cycles
    from northing.cli.base import names

    parent = names.cycle(session.caller, within) if within else None
    _give(session, cycles.create(session.caller, name, kind, start, end, parent, key=key).id)


@command(commands, "edit")
def edit(
    session: Session, cycle: Cycle,
    name: Annotated[str | None, typer.Option("--name")] = None,
    start: Annotated[str | None, typer.Option("--start")] = None,
    end: Annotated[str | None, typer.Option("--end")] = None,
    reason: Reason = "", key: Key = "",
) -> None:  # fmt: skip
    """Change a cycle's name or dates; admins."""
    from northing.actions import cycles
    from northing.cli.base import names

    pk = names.cycle(session.caller, cycle)
    given = names.given(name=name, start=start, end=end)
    cycles.edit(session.caller, pk, given, {}, reason, key=key)
    _give(session, pk)


@command(commands, "close")
def close(session: Session, cycle: Cycle, reason: Reason = "", key: Key = "") -> None:
    """Close a cycle for ever, after its end; admins."""
    from northing.actions import cycles
    from northing.cli.base import names

    pk = names.cycle(session.caller, cycle)
    cycles.close(session.caller, pk, reason, key=key)
    _give(session, pk)
