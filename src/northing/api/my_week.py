"""What is asked of you this week."""

from ninja import Router

from northing.api.base.endpoints import read
from northing.api.base.requests import Request
from northing.queries import key_results as key_result_queries
from northing.queries import my_week as queries
from northing.queries.my_week import MyWeek

router = Router()


@read(router, "/my-week", MyWeek, "What is asked of you this week")
def my_week(request: Request) -> MyWeek:
    """Check-ins due, what you own, what moved, proposals, replies, own work."""
    return queries.my_week(request.caller, key_result_queries.rhythm_of(request.caller))
