"""`northing import FILE`: a plan in Markdown or as a sheet, previewed and written."""

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
    from rich.console import RenderableType

    from northing.domain.plan import Plan

app = typer.Typer()

LARGEST = 12 * 1024 * 1024


@command(app, "import")
def import_(  # noqa: PLR0913, PLR0917 - every option of a command is an argument
    session: Session,
    file: Annotated[
        str,
        typer.Argument(
            help="Markdown, CSV or Excel (.xlsx), told apart by what it holds; - for standard input.",
            metavar="FILE",
        ),
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
    dates: Annotated[
        str,
        typer.Option("--dates", help="What comes first in 03/04/2026: dmy (the day) or mdy."),
    ] = "",
    decimals: Annotated[
        str, typer.Option("--decimals", help="The decimal sign in 1,234: comma or point.")
    ] = "",
    slices: Annotated[
        bool,
        typer.Option("--slices", help="A sheet of any size, some hundred key results at a time."),
    ] = False,
    key: Key = "",
) -> None:
    """Read a document, show what would be written, and write it after a yes."""
    from northing.actions import import_documents, imports
    from northing.cli.base import names
    from northing.cli.base.shown_imports import preview as table_of
    from northing.queries import imports as queries

    c = session.caller
    root = next(t.slug for t in session.standing.teams if t.parent is None)
    place = {"team": names.team(c, team or root), "cycle": names.cycle(c, cycle)}
    answers = {
        "dates": _one_of("dates", dates, ("dmy", "mdy")),
        "decimals": _one_of("decimals", decimals, ("comma", "point")),
    }
    if slices:
        _in_slices(session, file, answers, place, dry_run=dry_run, yes=yes)
        return
    plan, data = _plan(session, file, answers)
    staged = imports.stage(c, plan, **place, key=key).id
    try:
        if plan.questions:
            import_documents.keep(c, staged, data, plan)
        if set_:
            imports.edit(c, staged, dict(_corrections(set_)))
        page = queries.preview(c, staged)
        if dry_run or not _agreed(session, table_of(page) if page else None, yes=yes):
            if dry_run:
                session.give(page, queries.ImportPreview, table_of)
            imports.discard(c, staged)
            return
        imports.commit(c, staged)
    except BaseException:
        _throw_away(session, staged)
        raise
    session.give(queries.preview(c, staged), queries.ImportPreview, table_of)


def _one_of(name: str, text: str, allowed: tuple[str, ...]) -> str:
    from northing.actions.errors import InvalidError
    from northing.kit.text import text as _

    if text not in {"", *allowed}:
        raise InvalidError(
            _("There is no answer {text!r}.", text=text[:20]),
            _("Say one of: {words}.", words=", ".join(allowed)),
            name,
        )
    return text


def _plan(session: Session, file: str, answers: dict[str, str]) -> "tuple[Plan, bytes]":
    """The plan in the file, and its bytes. Raises TransferError and OSError."""
    from northing.queries import workspaces
    from northing.transfer import documents

    data, name = _bytes(file, LARGEST)
    month = workspaces.workspace(session.caller).fiscal_month
    return documents.read(data, name, fiscal_month=month, **answers), data


def _bytes(file: str, most: int) -> tuple[bytes, str]:
    if file == "-":
        return sys.stdin.buffer.read(most + 1), "stdin"
    with Path(file).open("rb") as source:
        return source.read(most + 1), Path(file).name


def _in_slices(
    session: Session, file: str, answers: dict[str, str], place: dict[str, int], *, dry_run: bool,
    yes: bool,
) -> None:  # fmt: skip
    from northing.cli.base import import_slices
    from northing.queries import workspaces
    from northing.transfer import sheets
    from northing.transfer.slices import slices

    data, name = _bytes(file, import_slices.LARGEST)
    plan = sheets.read(
        data, name, fiscal_month=workspaces.workspace(session.caller).fiscal_month,
        most_rows=import_slices.MOST_ROWS, largest=import_slices.LARGEST, **answers,
    )  # fmt: skip
    parts = list(slices(plan))
    found = import_slices.summary(plan, len(parts), 0)
    if not dry_run and _agreed(session, import_slices.shown(found), yes=yes):
        written = import_slices.write(session.caller, parts, place["team"], place["cycle"])
        found = import_slices.summary(plan, len(parts), written)
    session.give(found, import_slices.SlicedImport, import_slices.shown)


def _corrections(texts: list[str]) -> Iterator[tuple[str, str]]:
    for text in texts:
        name, _equals, value = text.partition("=")
        yield name.strip(), value.strip()


def _agreed(session: Session, page: "RenderableType | None", *, yes: bool) -> bool:
    """Show what would be written and ask. Raises InvalidError where nobody can be asked."""
    from northing.actions.errors import InvalidError
    from northing.kit.text import text as _

    if yes or page is None:
        return True
    if session.as_json or not sys.stdin.isatty():
        raise InvalidError(
            _("Nobody can be asked here."), _("Say --yes to write, or --dry-run to look."), "yes"
        )
    output.show(page)
    return typer.confirm(str(_("Write this?")))


def _throw_away(session: Session, staged: int) -> None:
    """Leave no preview behind that nobody will look at."""
    from northing.actions import imports
    from northing.actions.errors import NotFoundError

    with suppress(NotFoundError):
        imports.discard(session.caller, staged)
