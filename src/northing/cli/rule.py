"""`northing rule …`"""

from typing import Annotated

import typer

from northing.cli.base.commands import Key, Reason, command, group
from northing.cli.base.session import Session

app = typer.Typer()
commands = group("rule", "Which rules of the writing coach hold here.")
app.add_typer(commands)

Team = Annotated[
    str, typer.Option("--team", "-t", help="What holds in this team.", show_default=False)
]


def _give(session: Session, team: int | None) -> None:
    from northing.cli.base import shown_coach
    from northing.queries import lint_policies

    found = lint_policies.policy_page(session.caller, team)
    session.give(found, lint_policies.PolicyPage, shown_coach.policy)


@command(commands, "list")
def listed(session: Session, team: Team = "") -> None:
    """List the rules, what is said of them here, and what holds."""
    from northing.cli.base import names

    _give(session, names.team(session.caller, team) if team else None)


Fields = Annotated[
    list[str],
    typer.Argument(
        metavar="FIELD=VALUE…",
        help="KR119=off, most_objectives=4, ignore=KR112,SET; nothing behind the sign takes it back.",
    ),
]
Below = Annotated[
    str,
    typer.Option("--team", "-t", help="For this team and those below it.", show_default=False),
]


@command(commands, "set")
def set_(
    session: Session, fields: Fields, team: Below = "", reason: Reason = "", key: Key = ""
) -> None:
    """Change what the workspace (admins) or a team (its leads) says of the rules."""
    from northing.actions import lint_policies
    from northing.actions.errors import InvalidError
    from northing.cli.base import names
    from northing.kit.text import text as _

    given = {}
    for one in fields:
        name, sign, value = one.partition("=")
        if not sign:
            raise InvalidError(
                _("{text!r} sets nothing.", text=one[:40]), _("Write it like KR119=off."), "fields"
            )
        given[name.strip()] = value
    pk = names.team(session.caller, team) if team else None
    if pk is None:
        lint_policies.edit_workspace(session.caller, given, {}, reason, key=key)
    else:
        lint_policies.edit_team(session.caller, pk, given, {}, reason, key=key)
    _give(session, pk)


@command(commands, "show")
def show(
    session: Session, code: Annotated[str, typer.Argument(metavar="CODE", help="A code or name.")]
) -> None:
    """Show the manual of a rule."""
    from northing.cli.base.output import line
    from northing.queries import lint_policies

    found = lint_policies.manual(session.caller, code)
    session.give(
        found,
        lint_policies.RuleManual,
        lambda m: line(f"{m.code} {m.name} ({m.severity})\n\n{m.manual}"),
    )
