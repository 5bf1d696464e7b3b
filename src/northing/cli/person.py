"""`northing person …`"""

from typing import Annotated

import typer

from northing.cli.base.commands import Key, Reason, command, group
from northing.cli.base.session import Session

app = typer.Typer()
commands = group("person", "People of the workspace and their invitations.")
app.add_typer(commands)

Person = Annotated[str, typer.Argument(help="A handle.", metavar="HANDLE")]


@command(commands, "list")
def listed(session: Session) -> None:
    """List everybody, active people first."""
    from northing.cli.base.shown_lists import people
    from northing.queries import people as queries

    session.give(queries.people(session.caller), tuple[queries.PersonCard, ...], people)


@command(commands, "show")
def show(session: Session, person: Person) -> None:
    """Show one person."""
    from northing.cli.base import names
    from northing.cli.base.shown_lists import people
    from northing.queries import people as queries

    card = queries.person(session.caller, names.person(session.caller, person))
    session.give(card, queries.PersonCard, lambda one: people((one,)))


@command(commands, "invite")
def invite(
    session: Session,
    name: Annotated[str, typer.Argument(help="The person's name.")],
    handle: Annotated[str, typer.Option("--handle", help="Made of the name unless given.")] = "",
    email: Annotated[str, typer.Option("--email")] = "",
    role: Annotated[str, typer.Option("--role", help="admin, member or viewer.")] = "member",
    team: Annotated[str, typer.Option("--team", "-t", help="A team to join.")] = "",
    key: Key = "",
) -> None:
    """Invite somebody; prints the link to come in by, once."""
    from northing.actions import people
    from northing.actions.change import Done
    from northing.cli.base import names
    from northing.cli.base.shown_lists import invitation

    done = people.invite(
        session.caller, name, handle=handle, email=email, role=role,
        team=names.maybe_team(session.caller, team), key=key,
    )  # fmt: skip
    session.give(done, Done, invitation)


@command(commands, "reinvite")
def reinvite(session: Session, person: Person, key: Key = "") -> None:
    """Make a new link for somebody without an account; the old one stops working."""
    from northing.actions import people
    from northing.actions.change import Done
    from northing.cli.base import names
    from northing.cli.base.shown_lists import invitation

    done = people.reinvite(session.caller, names.person(session.caller, person), key=key)
    session.give(done, Done, invitation)


@command(commands, "password")
def password(session: Session, person: Person) -> None:
    """Give somebody a new password, asked for or piped in; it ends their sessions."""
    import sys

    from northing.actions import accounts
    from northing.cli.base import names, output
    from northing.kit.text import text as _

    typed = (
        typer.prompt("New password", hide_input=True, confirmation_prompt=True)
        if sys.stdin.isatty()
        else sys.stdin.readline().rstrip("\n")
    )
    accounts.set_password(session.caller, names.person(session.caller, person), typed)
    output.say(_("{handle} signs in with the new password.", handle=person))


@command(commands, "second-factor-off")
def second_factor_off(session: Session, person: Person) -> None:
    """Somebody lost app, passkeys and recovery codes: take them off; it ends their sessions."""
    from northing.actions import accounts
    from northing.cli.base import names, output
    from northing.kit.text import text as _

    accounts.remove_second_factor(session.caller, names.person(session.caller, person))
    output.say(_("{handle} signs in by the password alone.", handle=person))


@command(commands, "edit")
def edit(
    session: Session, person: Person,
    name: Annotated[str | None, typer.Option("--name")] = None,
    handle: Annotated[str | None, typer.Option("--handle")] = None,
    email: Annotated[str | None, typer.Option("--email")] = None,
    role: Annotated[str | None, typer.Option("--role", help="admin, member or viewer.")] = None,
    state: Annotated[str | None, typer.Option("--state", help="active or inactive.")] = None,
    reason: Reason = "", key: Key = "",
) -> None:  # fmt: skip
    """Change what is named; at least one admin remains."""
    from northing.actions import people
    from northing.cli.base import names
    from northing.cli.base.shown_lists import people as table_of
    from northing.queries import people as queries

    pk = names.person(session.caller, person)
    given = names.given(name=name, handle=handle, email=email, role=role, state=state)
    people.edit(session.caller, pk, given, {}, reason, key=key)
    session.give(
        queries.person(session.caller, pk), queries.PersonCard, lambda one: table_of((one,))
    )


To = Annotated[str, typer.Option("--to", help="Who takes everything over: a handle.")]
Each = Annotated[
    list[str] | None,
    typer.Option("--each", help="O-7=HANDLE for one item, O-7= to let it stay; several times."),
]


EvenSo = Annotated[
    bool, typer.Option("--even-so", help="What nobody takes stays without an owner who is here.")
]


@command(commands, "belongings")
def belongings(session: Session, person: Person) -> None:
    """List what somebody owns that is open."""
    from northing.cli.base import names

    _belongings(session, names.person(session.caller, person))


def _belongings(session: Session, pk: int) -> None:
    from northing.cli.base.shown_changes import belongings
    from northing.queries import belongings as queries

    session.give(queries.belongings(session.caller, pk), queries.Belongings, belongings)


@command(commands, "hand-over")
def hand_over(
    session: Session, person: Person, to: To = "", each: Each = None,
    reason: Reason = "", key: Key = "",
) -> None:  # fmt: skip
    """Hand over what somebody owns; admins, and leads for their teams."""
    from northing.actions import handovers
    from northing.cli.base import names

    c, pk = session.caller, names.person(session.caller, person)
    handovers.hand_over(
        c, pk, names.maybe_person(c, to), names.each(c, each or ()), reason, key=key
    )
    _belongings(session, pk)


@command(commands, "deactivate")
def deactivate(
    session: Session, person: Person, to: To = "", each: Each = None,
    even_so: EvenSo = False,
    reason: Reason = "", key: Key = "",
) -> None:  # fmt: skip
    """Somebody leaves: hands over, then comes in no more; admins."""
    from northing.actions import handovers
    from northing.cli.base import names

    c, pk = session.caller, names.person(session.caller, person)
    handovers.deactivate(
        c,
        pk,
        names.maybe_person(c, to),
        names.each(c, each or ()),
        reason,
        even_so=even_so,
        key=key,
    )
    _give(session, pk)


@command(commands, "reactivate")
def reactivate(session: Session, person: Person, reason: Reason = "", key: Key = "") -> None:
    """Somebody comes back; admins."""
    from northing.actions import handovers
    from northing.cli.base import names

    pk = names.person(session.caller, person)
    handovers.reactivate(session.caller, pk, reason, key=key)
    _give(session, pk)


def _give(session: Session, pk: int) -> None:
    from northing.cli.base.shown_lists import people
    from northing.queries import people as queries

    session.give(queries.person(session.caller, pk), queries.PersonCard, lambda one: people((one,)))
