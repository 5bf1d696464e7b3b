"""Looking at a page as a past day left it: which pages can, the choice of the day, the way back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from django.http import HttpRequest
from django.urls import get_script_prefix

from northing.actions.typed import EARLIEST
from northing.domain.access import Caller
from northing.queries import days

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class AsOf:
    """The day that a page shows: `is_past`, the day in words, the choice, and today's address."""

    is_past: bool
    day: str
    value: str
    latest: str
    action: str
    today: str
    rest: tuple[tuple[str, str], ...]


def of_any_day(view: View) -> View:
    """Mark a page that shows state: it has a choice of the day, and an address for each."""
    view.of_any_day = True  # type: ignore[attr-defined]  # read by elsewhere()
    return view


def today(request: HttpRequest) -> str:
    """The same page without its day."""
    rest = request.path.removeprefix(get_script_prefix().rstrip("/"))
    return _with_query(rest, request)


def elsewhere(request: HttpRequest, view: object) -> str:
    """Where a request leads whose page cannot be shown as asked; nothing where it can.

    `?as_of=2026-03-03` leads to the address of that day; no day, to today's.
    """
    if request.method not in {"GET", "HEAD"}:
        return ""
    day = getattr(request, "past_day", None)
    if not getattr(view, "of_any_day", False):
        return today(request) if day else ""
    if "as_of" not in request.GET:
        return ""
    wanted = day_of(request.GET["as_of"])
    plain = today(request)
    return f"/@{wanted.isoformat()}{plain}" if wanted else plain


def as_of(request: HttpRequest, caller: Caller) -> AsOf | None:
    """The choice of the day for the page that is shown; None where it has no past."""
    found = request.resolver_match
    if found is None or not getattr(found.func, "of_any_day", False):
        return None
    now: datetime = request.now  # type: ignore[attr-defined]  # set by site/callers.py
    latest = now.astimezone(caller.zone).date() - timedelta(days=1)
    plain, _, _query = today(request).partition("?")
    return AsOf(
        is_past=caller.past,
        day=days.full(caller.today),
        value=caller.today.isoformat() if caller.past else "",
        latest=latest.isoformat(),
        action=plain,
        today=today(request),
        rest=tuple((k, str(v)) for k, v in request.GET.items() if k != "as_of"),
    )


def _with_query(path: str, request: HttpRequest) -> str:
    query = request.GET.copy()
    query.pop("as_of", None)
    return f"{path}?{query.urlencode()}" if query else path


def day_of(text: str) -> date | None:
    """A day as addresses write it; None for what is none, and before every log that can be."""
    try:
        found = date.fromisoformat(text.strip())
    except ValueError:
        return None
    return found if found >= EARLIEST else None
