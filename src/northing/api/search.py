"""Search."""

from typing import Annotated

from ninja import Query, Router

from northing.actions.errors import InvalidError
from northing.api.base.endpoints import read
from northing.api.base.requests import Request
from northing.kit.text import text as _
from northing.queries import search as queries
from northing.queries.search import Found

router = Router()

Asked = Annotated[
    str,
    Query(
        ..., max_length=queries.LONGEST, examples=["checkout latency"],
        description="A key, or words: all of them have to match, each as the start of a word.",
    ),
]  # fmt: skip
Sort = Annotated[
    str,
    Query(
        "", alias="in", max_length=20,
        description=f"One sort alone, 50 at a time: {', '.join(queries.SORTS)}.",
    ),
]  # fmt: skip
After = Annotated[
    int,
    Query(0, ge=0, le=2**62, description="What the page before gave as `after`; with `in` alone."),
]


@read(router, "/search", Found, "Find anything by its words")
def search(request: Request, q: Asked, in_: Sort = "", after: After = 0) -> Found:
    """Objectives, key results, initiatives, teams and people by name; notes and comments by what they say.

    A few of each sort, the sort of the best match first. Search is of today: it takes no `as_of`.
    """
    if request.caller.past:
        raise InvalidError(_("Search is of today."), _("Leave out as_of."), "as_of")
    if in_ and in_ not in queries.SORTS:
        raise InvalidError(
            _("There is no sort {name!r}.", name=in_),
            _("Choose one of: {names}.", names=", ".join(queries.SORTS)),
            "in",
        )
    return queries.search(request.caller, q, in_, after)
