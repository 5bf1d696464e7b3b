"""Adding a key result to an objective and editing it."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from northing.actions import key_results
from northing.actions.errors import ActionError
from northing.actions.key_results import NewKeyResult
from northing.actions.objectives import number_of
from northing.queries import metrics, people
from northing.queries.key_result_texts import KeyResultTexts, key_result_texts
from northing.queries.objective_texts import ObjectiveTexts, objective_texts
from northing.web.base.addresses import of_key
from northing.web.base.entry import sent
from northing.web.base.requests import Request
from northing.web.coach import panel
from northing.web.key_results import fields, forms, lists
from northing.web.key_results.fields import Choices
from northing.web.key_results.forms import KeyResultForm
from northing.web.objectives.rows import crumbs

Answer = HttpResponse | HttpResponseRedirect


@require_http_methods(["GET", "POST"])
def new(request: Request, workspace: str, number: int) -> Answer:
    """Add a key result to O-`number`."""
    above = objective_texts(request.caller, number)
    if above is None:
        raise Http404
    form = _fresh(request, above)
    if request.method == "GET":
        return _new_page(request, above, form)
    if "more" in request.POST:
        return _new_page(request, above, forms.longer(form, request.POST))
    try:
        reason, key = request.POST.get("reason", ""), request.POST.get("key", "")
        done = key_results.add(request.caller, number, _given(request), reason, key=key)
    except ActionError as e:
        return _new_page(request, above, forms.again(form, request.POST, e), e.status)
    messages.success(request, _("{key} is added.").format(key=done.key))
    if request.POST.get("then") == "another":
        return redirect("key_result_new", workspace, number)
    return redirect("objective", workspace, number)


def _fresh(request: Request, above: ObjectiveTexts) -> KeyResultForm:
    values = {"owner": str(above.owner), "due_on": above.cycle.end.isoformat()}
    return forms.fresh(_choices(request, above.team.id), values, is_active=not above.drafted)


def _choices(request: Request, team: int) -> Choices:
    return Choices(people.choices(request.caller), metrics.metrics(request.caller, team))


def _given(request: Request) -> NewKeyResult:
    """What was typed, as far as it belongs to the kind that was chosen."""
    post = request.POST
    given = sent(post, *fields.TEXTS, "kind", *fields.MEASURE, *fields.AMOUNTS).given
    values = {name: given[name] for name in fields.VALUES.get(given["kind"], ())}
    is_line = given["kind"] in {"increase", "decrease"}
    return NewKeyResult(
        title=given["title"],
        kind=given["kind"],
        metric=number_of(given["metric"], "metric") if given["metric"] else None,
        metric_name=given["metric_name"],
        unit=given["unit"],
        baseline=values.get("baseline"),
        target=values.get("target"),
        low=values.get("low"),
        high=values.get("high"),
        owner=number_of(given["owner"], "owner") if given["owner"] else None,
        weight=given["weight"] or "1",
        started_on=given["started_on"],
        due_on=given["due_on"],
        steps=lists.steps(lists.typed_steps(post)) if given["kind"] == "milestones" else (),
        checkpoints=lists.checkpoints(lists.typed_checkpoints(post)) if is_line else (),
    )


def _new_page(
    request: Request, above: ObjectiveTexts, form: KeyResultForm, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "entry": form.entry,
        "panel": panel.of_key_result(request.caller.slug, {"objective": above.key}),
        "is_new": True,
        "heading": _("A new key result"),
        "about": above.title,
        "may": above.may.edit,
        "back_url": of_key(request.caller.slug, above.key),
        "crumbs": crumbs(above.team, request.caller.slug, above.key, _("New key result")),
        "show_steps": True,
        "show_checkpoints": True,
    }
    return render(request, "key_results/form.html", context, status=status)


@require_http_methods(["GET", "POST"])
def edit(request: Request, workspace: str, number: int) -> Answer:
    """Edit KR-`number`; fields that somebody else changed meanwhile come back with both texts."""
    found = key_result_texts(request.caller, number)
    if found is None:
        raise Http404
    if request.method == "GET":
        return _edit_page(request, found, forms.of(_choices(request, found.team.id), found))
    if "more" in request.POST:
        form = forms.of(_choices(request, found.team.id), found)
        return _edit_page(request, found, forms.longer(form, request.POST))
    try:
        _save(request, found)
    except ActionError as e:
        now = key_result_texts(request.caller, number) or found
        form = forms.of(_choices(request, now.team.id), now)
        return _edit_page(request, now, forms.again(form, request.POST, e, now), e.status)
    messages.success(request, _("{key} is saved.").format(key=found.key))
    return redirect("key_result", workspace, number)


def _save(request: Request, found: KeyResultTexts) -> None:
    post = request.POST
    given, seen = _changes(request, found)
    key_results.edit(
        request.caller, found.number, given, seen, post.get("reason", ""),
        steps=lists.changed_steps(post, found),
        checkpoints=lists.changed_checkpoints(post, found),
        measure=forms.measure(post, found), key=post.get("key", ""),
    )  # fmt: skip


def _changes(request: Request, found: KeyResultTexts) -> tuple[dict[str, str], dict[str, str]]:
    """Fields as typed and as seen; values that the chosen kind does not have are emptied.

    With another metric the values are typed anew in its unit: what was seen says nothing then.
    """
    post = request.POST
    kind = post.get("kind", found.kind)
    names = [n for n in (*fields.TEXTS, "kind", *forms.open_values(found)) if n in post]
    if not forms.may_choose_kind(found):
        names = [n for n in names if n != "kind"]
    read = sent(post, *names)
    given, seen = dict(read.given), dict(read.seen)
    for name in set(fields.AMOUNTS) & set(names) - set(fields.VALUES.get(kind, ())):
        given[name] = ""
    if forms.measure(post, found) is not None:
        for name in fields.AMOUNTS:
            seen.pop(name, None)
    return given, seen


def _edit_page(
    request: Request, found: KeyResultTexts, form: KeyResultForm, status: int = 200
) -> HttpResponse:
    slug = request.caller.slug
    context = {
        "form": form,
        "entry": form.entry,
        "panel": panel.of_key_result(slug, forms.known(form, found)),
        "found": found,
        "heading": _("Edit {key}").format(key=found.key),
        "about": found.title,
        "may": found.may.edit,
        "is_settled": not found.drafted and not found.needs,
        "back_url": of_key(slug, found.key),
        "crumbs": crumbs(found.team, slug, found.objective.key, found.key, _("Edit")),
        "show_steps": bool(form.kinds) or found.kind == "milestones",
        "show_checkpoints": bool(form.kinds) or found.kind in {"increase", "decrease"},
    }
    return render(request, "key_results/form.html", context, status=status)
