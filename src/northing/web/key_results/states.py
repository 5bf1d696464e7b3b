"""What happens to a key result: a new target, a pause, dropped, taken up again; each with a reason."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from northing.actions import key_results
from northing.actions.change import Done
from northing.actions.errors import ActionError
from northing.queries.key_result_texts import KeyResultTexts, key_result_texts
from northing.web.base.entry import Entry, refused, sent
from northing.web.base.requests import Request
from northing.web.key_results import forms, reading
from northing.web.objectives import questions
from northing.web.objectives.questions import Question
from northing.web.objectives.rows import crumbs

Answer = HttpResponse | HttpResponseRedirect


@require_http_methods(["GET", "POST"])
def target(request: Request, workspace: str, number: int) -> Answer:
    """A new target, bounds or due date; the first target stays known."""
    found = _found(request, number)
    question = _new_aim() if len(forms.aims(found.kind)) > 1 else _new_due_date()
    form = forms.retarget(found, question)
    if request.method == "GET":
        return _page(request, question, form, found)
    given = sent(request.POST, *forms.aims(found.kind), "reason")
    try:
        done = _retarget(request, number, {**given.given}, {**given.seen}, given.key)
    except ActionError as e:
        now = _found(request, number)
        error = forms.readable(e, now)
        return _page(
            request,
            question,
            refused(forms.retarget(now, question), request.POST, error),
            now,
            e.status,
        )
    messages.success(request, question.done.format(key=done.key))
    return redirect("key_result", workspace, number)


def _new_aim() -> Question:
    return Question(
        _("Retarget {key}"),
        _("Progress is counted towards the new target from today; the first one stays visible, "
          "and so does the reason."),
        _("Retarget"), _("{key} has a new target."),
    )  # fmt: skip


def _new_due_date() -> Question:
    return Question(
        _("Move the due date of {key}"), _("The old date and the reason stay visible in its history."),
        _("Move it"), _("{key} has a new due date."),
    )  # fmt: skip


def _retarget(
    request: Request, number: int, given: dict[str, str], seen: dict[str, str], key: str
) -> Done:
    reason = given.pop("reason")
    return key_results.retarget(
        request.caller, number, reason,
        target=given.get("target"), low=given.get("low"), high=given.get("high"),
        due_on=given.get("due_on"), seen=seen, key=key,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def pause(request: Request, workspace: str, number: int) -> Answer:
    """Ask why, then pause it."""
    question = Question(
        _("Pause {key}?"), _("It is neither asked for nor counted until it is resumed."),
        _("Pause it"), _("{key} is paused."),
    )  # fmt: skip
    return _asked(request, number, question, key_results.pause)


@require_http_methods(["GET", "POST"])
def dropping(request: Request, workspace: str, number: int) -> Answer:
    """Ask why, then drop it."""
    question = Question(
        _("Drop {key}?"),
        _("It is neither asked for nor counted any more. Its history stays, and it can be taken up again."),
        _("Drop it"), _("{key} is dropped."),
    )  # fmt: skip
    return _asked(request, number, question, key_results.drop)


@require_http_methods(["GET", "POST"])
def reopening(request: Request, workspace: str, number: int) -> Answer:
    """Ask why, then take it up again."""
    question = Question(
        _("Reopen {key}?"), _("It is open again, and its owner is asked for check-ins."),
        _("Reopen it"), _("{key} is open again."),
    )  # fmt: skip
    return _asked(request, number, question, key_results.reopen)


@require_POST
def resumption(request: Request, workspace: str, number: int) -> Answer:
    """Resume a paused one."""
    try:
        done = key_results.resume(request.caller, number, key=request.POST.get("key", ""))
    except ActionError as e:
        return reading.show(request, number, e)
    messages.success(request, _("{key} is open again.").format(key=done.key))
    return redirect("key_result", workspace, number)


def _asked(request: Request, number: int, question: Question, verb: Callable[..., Done]) -> Answer:
    form = questions.form(question)
    if request.method == "GET":
        return _page(request, question, form, _found(request, number))
    given = sent(request.POST, "reason")
    try:
        done = verb(request.caller, number, given.given["reason"], key=given.key)
    except ActionError as e:
        shown = refused(form, request.POST, e)
        return _page(request, question, shown, _found(request, number), e.status)
    messages.success(request, question.done.format(key=done.key))
    return redirect("key_result", request.caller.slug, number)


def _found(request: Request, number: int) -> KeyResultTexts:
    found = key_result_texts(request.caller, number)
    if found is None:
        raise Http404
    return found


def _page(
    request: Request, question: Question, form: Entry, found: KeyResultTexts, status: int = 200
) -> HttpResponse:
    where = crumbs(found.team, request.caller.slug, found.objective.key, found.key, question.button)
    return questions.show(request, question, form, found.key, found.title, where, status)
