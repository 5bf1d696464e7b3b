"""`northing import FILE`: a plan in Markdown, previewed and written."""

import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from northing.cli.base import output
from northing.cli.base.commands import Key, command
from northing.cli.base.session import Session

if TYPE_CHECKING:
    from northing.domain.plan import Plan
    from northing.queries.imports import ImportPreview

app = typer.Typer()

LARGEST = 12 * 1024 * 1024


@command(app, "import")
def import_(
    session: Session,
    file: Annotated[
        str, typer.Argument(help="A Markdown file; - for standard input.", metavar="FILE")
    ],
    team: Annotated[
        str,
        typer.Option(
            "--team",
            "-t",
            help="Where the document names none that is known; the root unless given.",
        ),
    ] = "",
    cycle: Annotated[
        str, typer.Option("--cycle", "-c", help="Likewise; the running one unless given.")
    ] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", "-n", help="Show what would be written, write nothing.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask before writing.")] = False,
    set_: Annotated[
        list[str] | None,
        typer.Option("--set", help="Correct a field: o0.k1.target=250ms; several times."),
    ] = None,
    key: Key = "",
) -> None:
    """Read a document, show what would be written, and write it after a yes."""
    from northing.actions import imports
    from northing.cli.base import names
    from northing.cli.base.shown_imports import preview as table_of
    from northing.queries import imports as queries

    c = session.caller
    plan = _plan(session, file)
    root = next(t.slug for t in session.standing.teams if t.parent is None)
    staged = imports.stage(
        c, plan, team=names.team(c, team or root), cycle=names.cycle(c, cycle), key=key
    ).id
    try:
        if set_:
            imports.edit(c, staged, dict(_corrections(set_)))
        page = queries.preview(c, staged)
        if dry_run or not _agreed(session, page, yes=yes):
            if dry_run:
                session.give(page, queries.ImportPreview, table_of)
            imports.discard(c, staged)
            return
        imports.commit(c, staged)
    except BaseException:
        _throw_away(session, staged)
        raise
    session.give(queries.preview(c, staged), queries.ImportPreview, table_of)


def _plan(session: Session, file: str) -> "Plan":
    """The plan in the file. Raises TransferError and OSError."""
    from northing.queries import workspaces
    from northing.transfer import markdown

    if file == "-":
        data, name = sys.stdin.buffer.read(LARGEST + 1), "stdin.md"
    else:
        with Path(file).open("rb") as source:
            data, name = source.read(LARGEST + 1), Path(file).name
    return markdown.read(data, name, fiscal_month=workspaces.workspace(session.caller).fiscal_month)


def _corrections(texts: list[str]) -> Iterator[tuple[str, str]]:
    for text in texts:
        name, _equals, value = text.partition("=")
        yield name.strip(), value.strip()


def _agreed(session: Session, page: "ImportPreview | None", *, yes: bool) -> bool:
    """Show the preview and ask. Raises InvalidError where nobody can be asked."""
    from northing.actions.errors import InvalidError
    from northing.cli.base.shown_imports import preview as table_of
    from northing.kit.text import text as _

    if yes or page is None:
        return True
    if session.as_json or not sys.stdin.isatty():
        raise InvalidError(
            _("Nobody can be asked here."), _("Say --yes to write, or --dry-run to look."), "yes"
        )
    output.show(table_of(page))
    return typer.confirm(str(_("Write this?")))


def _throw_away(session: Session, staged: int) -> None:
    """Leave no preview behind that nobody will look at."""
    from northing.actions import imports
    from northing.actions.errors import NotFoundError

    with suppress(NotFoundError):
        imports.discard(session.caller, staged)
