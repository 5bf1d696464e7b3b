"""Documents in: staged for seven days, corrected, committed in one transaction."""

from typing import Annotated

from ninja import Router
from pydantic import ConfigDict, Field

from northing.actions import imports
from northing.actions.change import Done
from northing.api.base.endpoints import amend, create, read, remove
from northing.api.base.lists import Listing, Page, listing
from northing.api.base.requests import Request, key
from northing.api.base.values import Body, Id
from northing.queries import imports as queries
from northing.queries import workspaces
from northing.queries.imports import ImportCard, ImportPreview
from northing.transfer import markdown

router = Router()


class NewImport(Body):
    """A plan in Markdown. `team` and `cycle` hold where the document names none that the workspace knows."""

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
    text: Annotated[str, Field(max_length=10_000_000)]
    team: Id
    cycle: Id


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
    plan = markdown.read(body.text.encode(), body.source_name, fiscal_month=month)
    done = imports.stage(request.caller, plan, team=body.team, cycle=body.cycle, key=key(request))
    return queries.preview(request.caller, done.id)


@read(router, "/imports/{staged}", ImportPreview, "The preview of a staged document")
def show(request: Request, staged: Id) -> ImportPreview | None:
    """What would be written, compared with what the workspace has of it already."""
    return queries.preview(request.caller, staged)


@amend(router, "/imports/{staged}", ImportPreview, "Correct a staged document")
def edit(request: Request, staged: Id, body: Corrections) -> ImportPreview | None:
    """Before it is committed."""
    imports.edit(request.caller, staged, body.fields)
    return queries.preview(request.caller, staged)


@create(router, "/imports/{staged}/commit", ImportPreview, "Write a staged document")
def commit(request: Request, staged: Id) -> ImportPreview | None:
    """All of it or nothing; 422 names every field to be corrected. A second time makes nothing twice."""
    imports.commit(request.caller, staged, key=key(request))
    return queries.preview(request.caller, staged)


@remove(router, "/imports/{staged}", Done, "Throw a staged document away")
def discard(request: Request, staged: Id) -> Done:
    """Nothing of it was written."""
    return imports.discard(request.caller, staged)
