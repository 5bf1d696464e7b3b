"""What a page's view receives: a request whose caller is known."""

from datetime import datetime

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from northing.domain.access import Caller
from northing.queries.callers import Standing


class AnyRequest(HttpRequest):
    """A request to a page that belongs to no workspace."""

    now: datetime
    htmx: HtmxDetails
    caller: Caller | None
    standing: Standing | None


class Request(HttpRequest):
    """A request to a workspace's page: the middleware refused everybody without a standing."""

    now: datetime
    htmx: HtmxDetails
    caller: Caller
    standing: Standing
