"""Checking in on one key result, and correcting what was said.

My week posts its cards here, too: with a script the card becomes a line, without one My week comes back.
"""

from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from northing.actions import check_ins as actions
from northing.actions.errors import ActionError, ForbiddenError, KeyReusedError, NotFoundError
from northing.domain.cadence import Rhythm
from northing.queries import key_results as queries
from northing.queries.frame import due as due_count
from northing.queries.key_results import CheckInCard, KeyResultPage
from northing.queries.my_week import title as week_title
from northing.web.base import present
from northing.web.base.context import frame_of
from northing.web.base.requests import Request
from northing.web.base.shapes import Link, ThreadItem
from northing.web.check_ins import corrections, forms, rows

RECENT = 6


@require_http_methods(["GET", "HEAD", "POST"])
def check_in(request: Request, workspace: str, number: int) -> HttpResponse:
    """Ask for a check-in with everything that helps to answer, or record one."""
    if request.method == "POST":
        return _record(request, number)
    page = _page(request, number)
    _must_check_in(page)
    return _form(request, page)


def _record(request: Request, number: int) -> HttpResponse:
    sent = forms.sent(request.POST)
    try:
        done = actions.record(request.caller, number, sent.said, key=sent.key)
    except NotFoundError:
        raise
    except ActionError as error:
        return _refused(request, _page(request, number), error, sent)
    page = _page(request, number)
    recorded = next(c for c in page.check_ins if c.id == done.id)
    if request.htmx and sent.back == forms.MY_WEEK:
        return _saved(request, page, recorded)
    text = _("Saved: {title}, {said}.").format(
        title=page.card.title, said=rows.said(page.card, recorded)
    )
    messages.success(request, text)
    return _gone(request, _after(request, page, sent.back))


def _after(request: Request, page: KeyResultPage, back: str) -> str:
    slug = request.caller.slug
    if back == forms.MY_WEEK:
        return reverse("my_week", args=(slug,))
    return reverse("key_result", args=(slug, page.card.number))


def _gone(request: Request, url: str) -> HttpResponse:
    """On to `url`: a redirect, which a script is told in a header."""
    if request.htmx:
        return HttpResponse(headers={"HX-Redirect": url})
    return HttpResponseRedirect(url)


def _saved(request: Request, page: KeyResultPage, recorded: CheckInCard) -> HttpResponse:
    """The line in place of the card, and the new count in the title and the rail."""
    left = due_count(request.caller, Rhythm(weekday=request.standing.weekday))
    context = {
        "saved": rows.saved(page.card, recorded, request.caller.slug),
        "left": left,
        "title": week_title(left),
    }
    return render(request, "check_ins/saved.html", context)


def _refused(
    request: Request, page: KeyResultPage, error: ActionError, sent: forms.Sent
) -> HttpResponse:
    """Everything typed comes back with what is wrong, as a card to a script, else as a page."""
    key = sent.key
    if isinstance(error, KeyReusedError):
        key = ""
        error = type(error)(
            _("This form was sent once already, and that check-in is kept."),
            _("Save again if you want to record this one as well."),
        )
    if request.htmx:
        card = rows.due_card(
            page.card, request.caller.slug, back=sent.back, key=key, is_up=True,
            typed=request.POST, error=error, asks_more=sent.back != forms.MY_WEEK,
        )  # fmt: skip
        return render(request, "base/check_in_card.html", {"card": card}, status=error.status)
    return _form(request, page, request.POST, error, key)


def _form(
    request: Request, page: KeyResultPage, typed: QueryDict | None = None,
    error: ActionError | None = None, key: str = "",
) -> HttpResponse:  # fmt: skip
    card, slug = page.card, request.caller.slug
    back = typed.get("back", "") if typed is not None else ""
    asked = rows.due_card(
        card, slug, back=back, key=key, is_up=True, typed=typed, error=error, asks_more=True
    )
    context = {
        "page": page,
        "crumbs": _crumbs(request, page, _("Check in")),
        "cards": (asked,),
        "thread": _words(page, slug),
        "key_result_url": reverse("key_result", args=(slug, card.number)),
        "facts": _facts(page),
    }
    frame_of(request)
    return render(request, "check_ins/form.html", context, status=error.status if error else 200)


def _words(page: KeyResultPage, slug: str) -> tuple[ThreadItem, ...]:
    """The newest check-ins with a person behind them: what a source pushed is in the trend."""
    said = tuple(c for c in page.check_ins if c.is_word)[:RECENT]
    return present.thread(
        replace(page, check_ins=said), lambda pk: _correction(slug, page.card.number, pk)
    )


def _facts(page: KeyResultPage) -> tuple[tuple[str, object], ...]:
    card = page.card
    return (
        (_("Progress"), card.progress),
        (_("Plan for today"), card.planned),
        (_("Baseline"), card.baseline),
        (_("Target"), card.target),
        (_("Due"), card.due_text),
        (_("Owner"), card.owner.name),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def check_in_correction(
    request: Request, workspace: str, number: int, check_in: int
) -> HttpResponse:
    """Say what an earlier check-in should have said; both stay visible."""
    page = _page(request, number)
    _must_check_in(page)
    old = next((c for c in page.check_ins if c.id == check_in), None)
    if old is None:
        raise Http404
    if request.method == "POST":
        return _correct(request, page, old)
    return _correction_form(request, page, corrections.entry(page.card, old))


def _correct(request: Request, page: KeyResultPage, old: CheckInCard) -> HttpResponse:
    said, reason, key = corrections.sent(request.POST, old)
    try:
        actions.supersede(request.caller, page.card.number, old.id, said, reason, key=key)
    except NotFoundError:
        raise
    except ActionError as error:
        again = corrections.refused(page.card, old, request.POST, error)
        return _correction_form(request, page, again, error.status)
    messages.success(request, _("Corrected. The earlier check-in stays visible, struck through."))
    return HttpResponseRedirect(reverse("key_result", args=(request.caller.slug, page.card.number)))


def _correction_form(
    request: Request, page: KeyResultPage, entry: corrections.Entry, status: int = 200
) -> HttpResponse:
    context = {
        "page": page,
        "crumbs": _crumbs(request, page, _("Correct")),
        "entry": entry,
        "key_result_url": reverse("key_result", args=(request.caller.slug, page.card.number)),
    }
    frame_of(request)
    return render(request, "check_ins/correction.html", context, status=status)


def _page(request: Request, number: int) -> KeyResultPage:
    page = queries.key_result(request.caller, number, Rhythm(weekday=request.standing.weekday))
    if page is None:
        raise Http404
    return page


def _must_check_in(page: KeyResultPage) -> None:
    """Refuse with the reason before anybody types anything."""
    card = page.card
    if page.may.check_in:
        return
    if card.objective.state != "active" or card.state != "open":
        raise ForbiddenError(
            _("{key} asks for no check-in now.").format(key=card.key),
            _("Check-ins are for running key results of active objectives."),
        )
    raise ForbiddenError(
        _("You may not check in on {key}.").format(key=card.key),
        _("Its owner, the objective's owner or a member of its teams may."),
    )


def _correction(slug: str, number: int, check_in: int) -> str:
    return reverse("check_in_correction", args=(slug, number, check_in))


def _crumbs(request: Request, page: KeyResultPage, last: str) -> tuple[Link, ...]:
    slug, card = request.caller.slug, page.card
    return (
        Link(card.team.name, reverse("team", args=(slug, card.team.slug))),
        Link(card.key, reverse("key_result", args=(slug, card.number))),
        Link(last),
    )


BELOW = "<slug:workspace>/okrs/KR-<int:number>/check-ins/"
urlpatterns = [
    path(BELOW, check_in, name="check_in"),
    path(f"{BELOW}<int:check_in>/correction/", check_in_correction, name="check_in_correction"),
]
