"""One line per command; every command may name the workspace, the person, and ask for JSON.

    @command(app, "close")
    def close(session: Session, objective: str) -> None: ...

Django is set up when a command runs, not when it is looked up: `northing --help` stays fast.
"""

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any, TypeVar, get_type_hints

import typer

from northing.cli.base.session import Session

View = TypeVar("View", bound=Callable[..., None])

Workspace = Annotated[
    str,
    typer.Option(
        "--workspace", "-w", envvar="NORTHING_WORKSPACE", metavar="SLUG",
        help="The workspace; needed only where there are several.", show_default=False,
    ),
]  # fmt: skip
As = Annotated[
    str,
    typer.Option(
        "--as", envvar="NORTHING_AS", metavar="HANDLE", show_default=False,
        help="Act as this person instead of the first admin.",
    ),
]  # fmt: skip
Json = Annotated[
    bool, typer.Option("--json", help="Print the answer as JSON, as the API gives it.")
]
AsOf = Annotated[
    str,
    typer.Option(
        "--as-of", metavar="DAY", show_default=False,
        help="Show it as it was known when a past day ended, like 2026-03-03.",
    ),
]  # fmt: skip
COMMON: dict[str, tuple[Any, Any]] = {
    "workspace_": (Workspace, ""),
    "as_": (As, ""),
    "as_of_": (AsOf, ""),
    "json_": (Json, False),
}

Reason = Annotated[
    str, typer.Option("--reason", "-r", help="Why; kept in the history.", show_default=False)
]
Key = Annotated[
    str,
    typer.Option(
        "--key",
        help="Idempotency key: the same command with the same key is done once.",
        show_default=False,
    ),
]


def group(name: str, about: str) -> typer.Typer:
    """The commands of one noun."""
    return typer.Typer(
        name=name, help=about, no_args_is_help=True, add_completion=False, rich_markup_mode=None
    )


def command(app: typer.Typer, name: str) -> Callable[[View], View]:
    """A command that acts for somebody: its function takes a Session first."""

    def register(view: View) -> View:
        @wraps(view)
        def run(**values: Any) -> None:
            slug, handle, as_json = (
                values.pop(option) for option in ("workspace_", "as_", "json_")
            )
            day = values.pop("as_of_", "")
            view(Session.opened(slug, handle, as_of=day, as_json=as_json), **values)

        _announce(run, view)
        app.command(name, help=inspect.getdoc(view))(run)
        return view

    return register


def _announce(run: Callable[..., None], view: Callable[..., None]) -> None:
    """Tell typer the view's own parameters, without the session, and the common ones."""
    hints = get_type_hints(view, include_extras=True)
    _session, *own = inspect.signature(view).parameters.values()
    # A command that says when something was true has a day of its own, and no past to look at.
    has_day = any(p.name == "as_of" for p in own)
    common = [
        inspect.Parameter(option, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=kind)
        for option, (kind, default) in COMMON.items()
        if not (has_day and option == "as_of_")
    ]
    listed = [p.replace(kind=p.KEYWORD_ONLY, annotation=hints[p.name]) for p in own] + common
    run.__signature__ = inspect.Signature(listed)  # type: ignore[attr-defined]  # what inspect and typer read
    run.__annotations__ = {p.name: p.annotation for p in listed}
    del run.__wrapped__  # type: ignore[attr-defined]  # or its signature would be read
