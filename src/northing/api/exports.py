"""The plan out as a file."""

from typing import Annotated, Any

from django.http import FileResponse
from ninja import Query, Router

from northing.actions.errors import ForbiddenError, NotFoundError
from northing.api.base.endpoints import READING
from northing.api.base.requests import Request
from northing.domain import access
from northing.domain.access import About, Verb
from northing.kit.text import text as _
from northing.queries import exports
from northing.transfer.export import FORMATS, exported, file_name

router = Router()

Format = Annotated[
    str, Query(alias="format", description="md, csv, xlsx, or check-ins (their history as CSV).")
]
Chosen = Annotated[int | None, Query()]

_ANSWERS: dict[int | str, Any] = {
    200: {
        "description": "The file.",
        "content": {
            f.content_type.partition(";")[0]: {"schema": {"type": "string", "format": "binary"}}
            for f in FORMATS.values()
        },
    },
    **{code: {"$ref": f"#/components/responses/{name}"} for code, name in READING.items()},
}


@router.get(
    "/export", response=None, summary="The plan as a file", operation_id="exports_export",
    openapi_extra={"responses": _ANSWERS},
)  # fmt: skip
def export(
    request: Request, format_: Format = "md", team: Chosen = None, cycle: Chosen = None,
    state: Annotated[str, Query(max_length=20)] = "",
) -> FileResponse:  # fmt: skip
    """What the token's person may see, of a team and those below it, of a cycle, in a state.

    `POST /imports` reads it back.
    """
    if not access.may(request.caller, Verb.READ, About()):
        raise ForbiddenError(
            _("You may not do this."), _("Ask for a token that may read."), "scopes"
        )
    found = exports.export(request.caller, team=team, cycle=cycle, state=state)
    if found is None:
        raise NotFoundError(
            _("There is no such team, cycle or state here."), _("Check the ids."), "team"
        )
    response = FileResponse(
        exported(format_, found), as_attachment=True, filename=file_name(format_, found),
        content_type=FORMATS[format_].content_type,
    )  # fmt: skip
    response["Cache-Control"] = "no-store"
    return response
