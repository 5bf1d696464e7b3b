"""What the frame of every page shows: rail, scale bar, who is signed in."""

from typing import Any

from django.http import HttpRequest

from northing.queries import frame as frames
from northing.web.base.rail import rail


def frame(request: HttpRequest) -> dict[str, Any]:
    """The frame, once per page, for requests with a standing; two queries.

    `frame` is the query's answer, `rail` the same as links; both are None outside a workspace.
    """
    standing = getattr(request, "standing", None)
    if standing is None or not hasattr(request, "caller"):
        return {"frame": None, "rail": None}
    if not hasattr(request, "_northing_frame"):
        found = frames.frame(standing)
        cached = {"frame": found, "rail": rail(found, request.path), "caller": standing.caller}
        request._northing_frame = cached  # type: ignore[attr-defined]  # a cache of one request
    return dict(request._northing_frame)  # type: ignore[attr-defined]  # set just above
