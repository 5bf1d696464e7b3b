"""The way of an objective: proposed, agreed, closed, given up, reopened. Each is a resource that is posted."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from northing.actions import objectives
from northing.actions.errors import ActionError
from northing.queries.objective_texts import objective_texts
from northing.web.base.entry import Entry, refused, sent
from northing.web.base.requests import Request
from northing.web.objectives import questions, reading, rows
from northing.web.objectives.questions import Question

Answer = HttpResponse | HttpResponseRedirect


@require_POST
def proposal(request: Request, workspace: str, number: int) -> Answer:
    """Propose the draft; with `_withdraw`, take the proposal back."""
    key = request.POST.get("key", "")
    try:
        if "_withdraw" in request.POST:
            done = objectives.withdraw(request.caller, number, key=key)
            said = _("{key} is a draft again.")
        else:
            done = objectives.propose(request.caller, number, key=key)
            said = _("{key} is proposed: everybody can read it now.")
    except ActionError as e:
        return reading.show(request, number, error=e)
    messages.success(request, said.format(key=done.key))
    return redirect("objective", workspace, number)


@require_POST
def agreement(request: Request, workspace: str, number: int) -> Answer:
    """Agree to the proposal: it becomes active."""
    try:
        done = objectives.agree(request.caller, number, key=request.POST.get("key", ""))
    except ActionError as e:
        return reading.show(request, number, error=e)
    messages.success(request, _("{key} is active.").format(key=done.key))
    return redirect("objective", workspace, number)


@require_http_methods(["GET", "POST"])
def closure(request: Request, workspace: str, number: int) -> Answer:
    """Ask, then close it."""
    question = Question(
        _("Close {key}?"),
        _("Its open key results are closed with it and judged as they stand. Everything stays visible."),
        _("Close it"), _("{key} is closed."), is_reason_required=False,
    )  # fmt: skip
    return _asked(request, number, question, "close")


@require_http_methods(["GET", "POST"])
def cancellation(request: Request, workspace: str, number: int) -> Answer:
    """Ask why, then give it up."""
    question = Question(
        _("Give up {key}?"),
        _("It is neither asked for nor counted any more. Nothing is deleted, and it can be reopened."),
        _("Give it up"), _("{key} is given up."),
    )  # fmt: skip
    return _asked(request, number, question, "cancel")


@require_http_methods(["GET", "POST"])
def reopening(request: Request, workspace: str, number: int) -> Answer:
    """Ask why, then open it again."""
    question = Question(
        _("Reopen {key}?"),
        _("Its closed key results are open again, and its owner is asked for check-ins."),
        _("Reopen it"), _("{key} is open again."),
    )  # fmt: skip
    return _asked(request, number, question, "reopen")


_VERBS = {"close": objectives.close, "cancel": objectives.cancel, "reopen": objectives.reopen}


def _asked(request: Request, number: int, question: Question, verb: str) -> Answer:
    form = questions.form(question)
    if request.method == "POST":
        given = sent(request.POST, "reason")
        try:
            done = _VERBS[verb](request.caller, number, given.given["reason"], key=given.key)
        except ActionError as e:
            return _page(request, number, question, refused(form, request.POST, e), e.status)
        messages.success(request, question.done.format(key=done.key))
        return redirect("objective", request.caller.slug, number)
    return _page(request, number, question, form, 200)


def _page(
    request: Request, number: int, question: Question, form: Entry, status: int
) -> HttpResponse:
    found = objective_texts(request.caller, number)
    if found is None:
        raise Http404
    crumbs = rows.crumbs(found.team, request.caller.slug, found.key, question.button)
    return questions.show(request, question, form, found.key, found.title, crumbs, status)
