"""Writing a comment and taking it back."""

from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from northing.actions import comments as actions
from northing.actions.errors import ActionError
from northing.queries import comments, key_results, objectives
from northing.web.base.addresses import of_key
from northing.web.base.requests import Request
from northing.web.base.shapes import Link
from northing.web.comments import rows
from northing.web.comments.rows import Discussion

Answer = HttpResponse | HttpResponseRedirect


@require_POST
def objective_comments(request: Request, workspace: str, number: int) -> Answer:
    """A comment on O-`number`."""
    return _comment(request, f"O-{number}")


@require_POST
def key_result_comments(request: Request, workspace: str, number: int) -> Answer:
    """A comment on KR-`number`, or with `check_in` on one of its check-ins."""
    return _comment(request, f"KR-{number}")


def _comment(request: Request, about: str) -> Answer:
    post, check_in = request.POST, request.POST.get("check_in", "")
    on = int(check_in) if check_in.isdecimal() and len(check_in) < 19 else None
    try:
        done = actions.add(
            request.caller, about, post.get("text", ""), check_in=on,
            story=bool(post.get("story")), key=post.get("key", ""),
        )  # fmt: skip
    except ActionError as e:
        return _refused(request, about, e)
    if request.htmx and on is None:
        return _partial(request, _discussion(request, about))
    anchor = f"check-in-{on}" if on is not None else f"comment-{done.id}"
    return redirect(f"{of_key(request.caller.slug, about)}#{anchor}")


def _refused(request: Request, about: str, error: ActionError) -> HttpResponse:
    """What was typed comes back in its form, on a page of its own, with what is wrong."""
    if error.status == 404:
        raise Http404
    found = _discussion(request, about, error)
    if request.htmx:
        return _partial(request, found, error.status)
    context = {
        "discussion": found,
        "about": about,
        "check_in": request.POST.get("check_in", ""),
        "crumbs": (Link(about, of_key(request.caller.slug, about)), Link(_("Comment"))),
    }
    return render(request, "comments/page.html", context, status=error.status)


def _discussion(request: Request, about: str, error: ActionError | None = None) -> Discussion:
    letter, _dash, digits = about.partition("-")
    query = objectives.objective if letter == "O" else key_results.key_result
    page = query(request.caller, int(digits))
    if page is None:
        raise Http404
    refused = {} if error is None else {
        "typed": request.POST.get("text", ""),
        "is_story": bool(request.POST.get("story")),
        "error": f"{error.message} {error.remedy}".strip(),
    }  # fmt: skip
    slug = request.caller.slug
    return rows.discussion(slug, about, page.comments, page.may.comment, **refused)  # type: ignore[arg-type]  # text or bool by name


def _partial(request: Request, found: Discussion, status: int = 200) -> HttpResponse:
    return render(request, "comments/discussion.html", {"discussion": found}, status=status)


@require_http_methods(["GET", "POST"])
def withdrawal(request: Request, workspace: str, comment: int) -> Answer:
    """Ask, then take one's own comment back."""
    found = comments.comment(request.caller, comment)
    if found is None or not found.card.mine:
        raise Http404
    back = of_key(workspace, found.key)
    if request.method == "POST":
        actions.withdraw(request.caller, comment, key=request.POST.get("key", ""))
        messages.success(request, _("The comment is taken back."))
        return redirect(back)
    context = {
        "found": found,
        "hidden": (("key", uuid4().hex),),
        "back_url": back,
        "crumbs": (Link(found.key, back), Link(_("Take a comment back"))),
    }
    return render(request, "comments/withdrawal.html", context)
