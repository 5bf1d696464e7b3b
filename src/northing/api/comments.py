"""Comments and stories."""

from typing import Annotated

from ninja import Router
from pydantic import ConfigDict, Field

from northing.actions import comments
from northing.actions.change import Done
from northing.api.base.endpoints import create, read, remove
from northing.api.base.requests import Request, key
from northing.api.base.values import Body, Id, Prose
from northing.queries import comments as queries
from northing.queries.comments import CommentPlace

router = Router()


class NewComment(Body):
    """A comment on an objective, a key result, or one of its check-ins."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"about": "KR-12", "text": "Which gateway is this?"}]}
    )

    about: Annotated[str, Field(max_length=20, examples=["O-7", "KR-12"])]
    text: Prose
    check_in: Id | None = None
    story: Annotated[bool, Field(description="Tells who did what that moved the key result.")] = (
        False
    )


@create(router, "/comments", Done, "Comment")
def add(request: Request, body: NewComment) -> Done:
    """Members. Comments are read with the noun they are about."""
    return comments.add(
        request.caller,
        body.about,
        body.text,
        check_in=body.check_in,
        story=body.story,
        key=key(request),
    )


@read(router, "/comments/{comment}", CommentPlace, "One comment")
def show(request: Request, comment: Id) -> CommentPlace | None:
    """And the key of what it is about."""
    return queries.comment(request.caller, comment)


@remove(router, "/comments/{comment}", Done, "Take back your own comment")
def withdraw(request: Request, comment: Id) -> Done:
    """That there was one stays visible."""
    return comments.withdraw(request.caller, comment, key=key(request))
