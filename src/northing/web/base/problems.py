"""Pages for what went wrong: each says what, where, and what helps."""

from collections.abc import Callable
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from northing.actions import typed
from northing.actions.errors import ActionError, InvalidError, NotFoundError
from northing.queries import days
from northing.queries.database import Ailment


class ProblemMiddleware:
    """Shows a refusal that no view caught as a page with its own status."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: object,
        args: tuple[object, ...],
        kwargs: dict[str, object],
    ) -> HttpResponse | None:
        """What no database can look up is refused before any view reads it."""
        if request.path_info.startswith("/api/"):
            return None
        try:
            _must_be_keepable(request)
        except ActionError as error:
            return _page(request, error.status, error.message, error.remedy)
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, ActionError) or request.path_info.startswith("/api/"):
            return None
        return _page(request, error.status, error.message, error.remedy)


def _must_be_keepable(request: HttpRequest) -> None:
    """Raises NotFoundError for an address, InvalidError for a field."""
    try:
        typed.keepable(request.path_info, "")
    except InvalidError as error:
        raise NotFoundError(error.message, _("Check the address.")) from None
    for given in (request.GET, request.POST):
        for name, texts in given.lists():
            for text in (name, *texts):
                typed.keepable(text, name[:60])


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The same answer for what is not there and for what may not be seen."""
    signed_in = bool(getattr(request, "session", None) and request.session.get("_auth_user_id"))
    remedy = (
        _("Check the address, or go back to where you came from.")
        if signed_in
        else _("Check the address. If it is right, sign in: it may be visible only to members.")
    )
    day: date | None = getattr(request, "past_day", None)
    if day is not None and signed_in:
        remedy = _("It came later, or it is not for you to see. Leave the day out of the address.")
        message = _("There was nothing here yet on %(day)s.") % {"day": days.full(day)}
        return _page(request, 404, message, remedy)
    return _page(request, 404, _("There is nothing here."), remedy, offer_sign_in=not signed_in)


def broken(request: HttpRequest) -> HttpResponse:
    """Something is wrong on our side. The page shows no frame: that would ask the database again."""
    request.standing = None  # type: ignore[attr-defined]  # set by site/callers.py
    return _page(
        request, 500, _("Something broke on our side."),
        _("Nothing you typed was half-saved. Try again; if it stays, tell your operator: %(id)s")
        % {"id": getattr(request, "request_id", "")},
    )  # fmt: skip


def unavailable(request: HttpRequest, why: Ailment) -> HttpResponse:
    """The database is away, busy or full; said without a frame, which would ask it again."""
    request.standing = None  # type: ignore[attr-defined]  # set by site/callers.py
    again = _("If you sent something, look whether it is there, and send it again if not.")
    message, remedy = {
        Ailment.GONE: (_("Northing cannot reach its database."), _("It usually comes back by itself.")),
        Ailment.BUSY: (_("The database is busy with a long write."), _("Try again in a moment.")),
        Ailment.FULL: (_("The disk is full: nothing can be saved."), _("Tell your operator to make room.")),
    }[why]  # fmt: skip
    return _page(request, 507 if why is Ailment.FULL else 503, message, f"{remedy} {again}")


def too_large(request: HttpRequest) -> HttpResponse:
    """More than is read of one form."""
    return _page(
        request, 413, _("This is more than can be sent at once."),
        _("At most 12 MB and 5,000 fields are read. Go back and send it in parts; what you typed is there."),
    )  # fmt: skip


def packed(request: HttpRequest) -> HttpResponse:
    """A compressed body: no browser sends one."""
    return _page(
        request, 415, _("This was sent compressed, and is not read."), _("Send it as it is.")
    )


def old_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form from an old tab or another site."""
    return _page(
        request, 403, _("This form is too old to be sent."),
        _("Go back, reload the page and send it again. What you typed is kept in the old tab."),
    )  # fmt: skip


def _page(
    request: HttpRequest, status: int, message: str, remedy: str, *, offer_sign_in: bool = False
) -> HttpResponse:
    context = {
        "message": message, "remedy": remedy, "status": status, "offer_sign_in": offer_sign_in,
        "next": request.get_full_path(),
    }  # fmt: skip
    return render(request, "base/problem.html", context, status=status)
