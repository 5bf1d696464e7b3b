"""`northing find …`"""

from typing import Annotated

import typer

from northing.cli.base.commands import command
from northing.cli.base.session import Session

app = typer.Typer()


@command(app, "find")
def find(
    session: Session,
    words: Annotated[
        list[str], typer.Argument(help="A key, or words that all have to match.", metavar="WORDS")
    ],
    sort: Annotated[
        str,
        typer.Option(
            "--in", metavar="SORT",
            help="One sort alone: objectives, key_results, teams, people, initiatives or said.",
        ),
    ] = "",
    after: Annotated[
        int, typer.Option("--after", min=0, help="Go on after what was shown, with --in alone.")
    ] = 0,
) -> None:  # fmt: skip
    """Find objectives, key results, teams, people, initiatives, notes and comments."""
    from northing.actions.errors import InvalidError
    from northing.cli.base.shown_search import found as shown
    from northing.kit.text import text as _
    from northing.queries import search as queries

    if session.caller.past:
        raise InvalidError(_("Search is of today."), _("Leave out --as-of."), "as_of")
    if sort and sort not in queries.SORTS:
        raise InvalidError(
            _("There is no sort {name!r}.", name=sort),
            _("Choose one of: {names}.", names=", ".join(queries.SORTS)),
            "in",
        )
    answer = queries.search(session.caller, " ".join(words), sort, after)
    session.give(answer, queries.Found, shown)
