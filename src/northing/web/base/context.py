"""What the frame of every page shows: rail, scale bar, who is signed in."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest

from northing.queries import frame as frames
from northing.queries.frame import Frame
from northing.web.base.past import as_of
from northing.web.base.rail import rail
from northing.web.base.requests import Request


def frame(request: HttpRequest) -> dict[str, Any]:
    """The frame, once per page, for requests with a standing; two queries.

    `frame` is the query's answer, `rail` the same as links; both are None outside a workspace.
    """
    if getattr(request, "standing", None) is None:
        return {"frame": None, "rail": None}
    return dict(_found(request))


def frame_of(request: Request) -> Frame:
    """The frame that the page will show, asked for before it is drawn: cycles and what is due."""
    found: Frame = _found(request)["frame"]
    return found


def _found(request: HttpRequest) -> dict[str, Any]:
    if not hasattr(request, "_northing_frame"):
        standing = request.standing  # type: ignore[attr-defined]  # set by site/callers.py
        found = frames.frame(standing)
        cached = {
            "frame": found,
            "rail": rail(found, request.path, standing.caller),
            # Without what queries remember for it: that belongs to the store.
            "caller": replace(standing.caller, memory={}),
            "as_of": as_of(request, standing.caller),
        }
        request._northing_frame = cached  # type: ignore[attr-defined]  # a cache of one request
    shown: dict[str, Any] = request._northing_frame  # type: ignore[attr-defined]  # set just above
    return shown
