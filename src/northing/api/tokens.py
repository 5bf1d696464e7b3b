"""API tokens: own rights or fewer."""

from typing import Annotated

from ninja import Router
from pydantic import ConfigDict, Field

from northing.actions import tokens
from northing.actions.change import Done
from northing.api.base.endpoints import create, read, remove
from northing.api.base.lists import Listing, Page, listing
from northing.api.base.requests import Request, key
from northing.api.base.values import Body, Id, Line
from northing.queries import tokens as queries
from northing.queries.tokens import TokenCard

router = Router()


class NewToken(Body):
    """What the token may do at most, and for how long it holds (until revoked unless given)."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"name": "metrics job", "scopes": ["check_in"], "days": 365}]
        }
    )

    name: Line
    scopes: Annotated[
        list[Annotated[str, Field(max_length=20)]],
        Field(max_length=10, description="read, check_in, write; read is always among them."),
    ] = []
    days: Annotated[int | None, Field(ge=1, le=3650)] = None


@read(router, "/tokens", Listing[TokenCard], "Your tokens")
def tokens_list(request: Request, page: Page) -> Listing[TokenCard]:
    """The newest first; admins see everybody's. Never a secret."""
    return listing(queries.tokens(request.caller), page)


@create(router, "/tokens", Done, "Make a token for yourself")
def create_token(request: Request, body: NewToken) -> Done:
    """`secret` is shown once. A token may do no more than the one that makes it."""
    return tokens.create(request.caller, body.name, body.scopes, days=body.days, key=key(request))


@remove(router, "/tokens/{token}", Done, "Revoke a token")
def revoke(request: Request, token: Id) -> Done:
    """Your own, or as an admin anybody's; it stops working at once."""
    return tokens.revoke(request.caller, token, key=key(request))
