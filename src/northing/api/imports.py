"""Documents in: staged for seven days, corrected, committed in one transaction."""

from base64 import b64decode
from typing import Annotated, Literal

from ninja import Router
from pydantic import ConfigDict, Field

from northing.actions import import_documents, imports
from northing.actions.change import Done
from northing.actions.errors import InvalidError, NotFoundError
from northing.api.base.endpoints import amend, create, read, remove
from northing.api.base.lists import Listing, Page, listing
from northing.api.base.requests import Request, key
from northing.api.base.values import Body, Id
from northing.kit.text import text as _
from northing.queries import import_documents as kept_documents
from northing.queries import imports as queries
from northing.queries import workspaces
from northing.queries.imports import ImportCard, ImportPreview
from northing.transfer import documents

router = Router()


Dates = Literal["", "dmy", "mdy"]
Decimals = Literal["", "comma", "point"]


class NewImport(Body):
    """A plan in Markdown or as a sheet. `team` and `cycle` hold where it names none that the workspace knows.

    Send either `text` (Markdown, CSV, cells separated by tabs) or `content`: the bytes of a file (XLSX, CSV
    in any encoding) in Base64. What it is says its content. `dates` and `decimals` answer the questions of
    a preview: whether day or month comes first in 03/04/2026, and what the comma is in 1,234.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "source_name": "payments-2026-q2.md",
                    "text": "# Checkout feels instant\n- p95 from 480 ms to 250 ms\n",
                    "team": 3,
                    "cycle": 2,
                }
            ]
        }
    )

    source_name: Annotated[str, Field(max_length=200)]
    text: Annotated[str, Field(max_length=10_000_000)] = ""
    content: Annotated[str, Field(max_length=12_000_000)] = ""
    dates: Dates = ""
    decimals: Decimals = ""
    team: Id
    cycle: Id


class Reading(Body):
    """What the document leaves open, decided: the order of day and month, the decimal sign."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"dates": "dmy"}]})

    dates: Dates = ""
    decimals: Decimals = ""


class Corrections(Body):
    """Fields of the preview by their flat names; `o3.k1.include` with an empty text leaves a line out."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"fields": {"o0.k1.target": "250 ms"}}]}
    )

    fields: Annotated[
        dict[Annotated[str, Field(max_length=60)], Annotated[str, Field(max_length=4000)]],
        Field(min_length=1, max_length=5000),
    ]


@read(router, "/imports", Listing[ImportCard], "Your imports that still wait")
def imports_list(request: Request, page: Page) -> Listing[ImportCard]:
    """And those committed within their seven days; the newest first."""
    return listing(queries.imports(request.caller), page)


@create(router, "/imports", ImportPreview, "Stage a document")
def stage(request: Request, body: NewImport) -> ImportPreview | None:
    """Nothing is written yet: the answer is the preview, with every guess named."""
    month = workspaces.workspace(request.caller).fiscal_month
    data = _bytes(body)
    plan = documents.read(
        data, body.source_name, fiscal_month=month, dates=body.dates, decimals=body.decimals
    )
    done = imports.stage(request.caller, plan, team=body.team, cycle=body.cycle, key=key(request))
    if plan.questions:
        import_documents.keep(request.caller, done.id, data, plan)
    return queries.preview(request.caller, done.id)


def _bytes(body: NewImport) -> bytes:
    """The document. Raises InvalidError where there are two, or no Base64."""
    if body.content and body.text:
        raise InvalidError(
            _("There is a text and a content."), _("Send one of the two."), "content"
        )
    if not body.content:
        return body.text.encode()
    try:
        return b64decode(body.content, validate=True)
    except ValueError:
        raise InvalidError(
            _("This is no Base64."), _("Encode the bytes of the file in Base64."), "content"
        ) from None


@read(router, "/imports/{staged}", ImportPreview, "The preview of a staged document")
def show(request: Request, staged: Id) -> ImportPreview | None:
    """What would be written, compared with what the workspace has of it already."""
    return queries.preview(request.caller, staged)


@amend(router, "/imports/{staged}", ImportPreview, "Correct a staged document")
def edit(request: Request, staged: Id, body: Corrections) -> ImportPreview | None:
    """Before it is committed."""
    imports.edit(request.caller, staged, body.fields, key=key(request))
    return queries.preview(request.caller, staged)


@create(
    router, "/imports/{staged}/reading", ImportPreview, "Say what a staged document leaves open"
)
def read_again(request: Request, staged: Id, body: Reading) -> ImportPreview | None:
    """The file is read again with these answers; corrections stay. 404 where it left nothing open."""
    kept = kept_documents.document(request.caller, staged)
    if kept is None:
        raise _nothing_open()
    month = workspaces.workspace(request.caller).fiscal_month
    before, after = (
        documents.read(
            kept.data, kept.source_name, fiscal_month=month, dates=dates, decimals=decimals
        )
        for dates, decimals in ((kept.dates, kept.decimals), (body.dates, body.decimals))
    )
    import_documents.read_again(request.caller, staged, before, after, key=key(request))
    return queries.preview(request.caller, staged)


def _nothing_open() -> NotFoundError:
    """What is said where a staged document left nothing open, or is gone."""
    return NotFoundError(
        _("There is no document that waits for an answer here."),
        _("Correct its fields instead."),
        "import",
    )


@create(router, "/imports/{staged}/commit", ImportPreview, "Write a staged document")
def commit(request: Request, staged: Id) -> ImportPreview | None:
    """All is checked first; 422 names every field to be corrected. A second time makes nothing twice."""
    imports.commit(request.caller, staged, key=key(request))
    return queries.preview(request.caller, staged)


@remove(router, "/imports/{staged}", Done, "Throw a staged document away")
def discard(request: Request, staged: Id) -> Done:
    """Nothing of it was written."""
    return imports.discard(request.caller, staged, key=key(request))
