"""`northing init`: the first workspace and its admin."""

import sys
from typing import Annotated

import typer

from northing.cli.base import output
from northing.cli.base.session import SettingsError, wire
from northing.kit.text import text as _

app = typer.Typer()


@app.command("init")
def init(
    workspace: Annotated[
        str, typer.Option("--workspace", "-w", help="The organization's name.")
    ] = "",
    admin: Annotated[str, typer.Option("--admin", help="The first admin's name.")] = "",
    email: Annotated[str, typer.Option("--email", help="The address the admin signs in by.")] = "",
    slug: Annotated[
        str,
        typer.Option("--slug", help="Its short name in addresses; made of the name unless given."),
    ] = "",
    tz: Annotated[str, typer.Option("--tz", help="Its time zone.")] = "UTC",
    password_stdin: Annotated[
        bool, typer.Option("--password-stdin", help="Read the password from standard input.")
    ] = False,
) -> None:
    """Prepare the database, found a workspace, and let its first admin in."""
    password = _piped() if password_stdin else None
    workspace = workspace or _asked("Name of the organization", "--workspace")
    admin = admin or _asked("Your name", "--admin")
    if (
        password is None
        and sys.stdin.isatty()
        and (email := email or _optional("Your e-mail address"))
    ):
        password = _new_password()
    wire()
    from northing.cli.base import preparing

    preparing.database()
    _found(workspace, slug, admin, email, tz, password)


def _piped() -> str:
    return sys.stdin.readline().rstrip("\r\n")


def _asked(question: str, option: str) -> str:
    if not sys.stdin.isatty():
        raise SettingsError(
            _("{option} is missing.", option=option),
            _("Name it: northing init --workspace … --admin …"),
        )
    return str(typer.prompt(question))


def _optional(question: str) -> str:
    return str(
        typer.prompt(f"{question} (empty: come in by a link)", default="", show_default=False)
    )


def _new_password() -> str | None:
    typed = typer.prompt(
        "Password (empty: come in by a link)", default="", hide_input=True, show_default=False
    )
    return str(typed) or None


def _found(
    workspace: str, slug: str, admin: str, email: str, tz: str, password: str | None
) -> None:
    from northing.actions import accounts, people
    from northing.actions.workspaces import Founding
    from northing.cli.base.shown_lists import invitation
    from northing.kit import clock
    from northing.queries import callers
    from northing.queries import people as people_queries

    given = Founding(workspace, slug, admin, "", email, tz)
    done = accounts.create_and_found(email, password, given, clock.now())
    output.say(_("Founded {name}: /{slug}/", name=workspace, slug=done.key))
    standing = callers.by_handle(done.key, "", "cli", clock.now())
    if standing is None:
        raise RuntimeError("A founded workspace has an admin.")
    caller = standing.caller
    card = people_queries.person(caller, caller.person)
    if card is not None and card.has_account:
        output.say(_("{email} signs in with the password.", email=email))
        return
    invited = people.reinvite(caller, caller.person)
    # An invited admin would be none, and the workspace could not be reached from here any more.
    people.edit(caller, caller.person, {"state": "active"}, {})
    output.show(invitation(invited))
