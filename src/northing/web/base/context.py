"""What the frame of every page shows: rail, scale bar, who is signed in."""

from typing import Any

from django.http import HttpRequest

from northing.queries import frame as frames


def frame(request: HttpRequest) -> dict[str, Any]:
    """The frame, once per page, for requests with a standing; two queries."""
    standing = getattr(request, "standing", None)
    if standing is None or not hasattr(request, "caller"):
        return {"frame": None}
    if not hasattr(request, "_northing_frame"):
        request._northing_frame = frames.frame(standing)  # type: ignore[attr-defined]  # a cache of one request
    return {"frame": request._northing_frame, "caller": request.caller}  # type: ignore[attr-defined]  # set by the caller middleware
