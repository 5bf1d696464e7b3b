"""Documents in: pasted or uploaded, looked through line by line, then imported in one go."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from northing.actions import import_documents
from northing.actions import imports as actions
from northing.actions.errors import ActionError
from northing.actions.import_rows import ImportProblemsError
from northing.queries import cycles
from northing.queries import import_documents as kept_documents
from northing.queries import imports as queries
from northing.queries.imports import ImportPreview
from northing.web.base.entry import entry, refused, sent
from northing.web.base.requests import Request
from northing.web.base.shapes import Link
from northing.web.imports import corrections, document, outcome, sheets


@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: Request, workspace: str) -> HttpResponse:
    """Choose a document; a POST reads it and opens its preview. Nothing is written yet."""
    known = cycles.cycles(request.caller)
    form = document.form(request, known)
    status = 200
    if request.method == "POST":
        given = sent(request.POST, "text", "name", "team", "cycle")
        try:
            name, data = document.chosen(request, given.given)
            plan = document.read(name, data, request.standing.fiscal_month)
            done = actions.stage(
                request.caller, plan, team=document.number(given.given["team"]),
                cycle=document.number(given.given["cycle"]), key=given.key,
            )  # fmt: skip
            if plan.questions:
                import_documents.keep(request.caller, done.id, data, plan)
        except ActionError as error:
            form, status = (
                refused(form, request.POST, document.at_field(error, request)),
                error.status,
            )
        else:
            return redirect("import", workspace, done.id)
    context = {
        "entry": form,
        "may_import": bool(document.teams(request)),
        "has_cycle": any(c.phase != "closed" for c in known),
        "waiting": document.waiting(queries.imports(request.caller), request.caller),
    }
    return _show(request, "new", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: Request, workspace: str, pk: int) -> HttpResponse:
    """What would be written. A POST keeps corrections, and with `then` goes on or imports."""
    if request.method == "POST":
        return _corrected(request, pk)
    found = _found(request, pk)
    if found.committed:
        crumbs = _crumbs(request, found.source_name)
        context = {"outcome": outcome.outcome(found, request), "preview": found, "crumbs": crumbs}
        return _show(request, "done", context)
    return _sheet(request, found, request.GET.get("page", ""))


def _corrected(request: Request, pk: int) -> HttpResponse:
    slug, page = request.caller.slug, request.POST.get("page", "1")
    then = request.POST.get("then", "")
    try:
        actions.edit(request.caller, pk, corrections.given(request.POST))
        if then == "commit":
            return _committed(request, pk)
        if then == "again":
            _read_again(request, pk)
            page = "1"
    except ImportProblemsError as error:
        return _sheet(request, _found(request, pk), page, error)
    except ActionError as error:
        found = queries.preview(request.caller, pk)
        if found is None or found.committed:
            raise
        return _sheet(request, found, page, error)
    if then == "next":
        page = str(document.number(page) + 1)
    said = _("Read again as you said.") if then == "again" else _("Your corrections are kept.")
    messages.success(request, said + " " + _("Nothing is imported yet."))
    return redirect(f"{reverse('import', args=[slug, pk])}?page={document.number(page) or 1}")


def _read_again(request: Request, pk: int) -> None:
    """Read the kept file with what the person decided; corrections stay."""
    kept = kept_documents.document(request.caller, pk)
    if kept is None:
        raise Http404
    month = request.standing.fiscal_month
    before = document.read(
        kept.source_name, kept.data, month, dates=kept.dates, decimals=kept.decimals
    )
    chosen = {
        name: text if (text := request.POST.get(name, "")) in allowed else ""
        for name, allowed in document.ANSWERS.items()
    }
    after = document.read(kept.source_name, kept.data, month, **chosen)
    import_documents.read_again(request.caller, pk, before, after)


def _committed(request: Request, pk: int) -> HttpResponse:
    before = _found(request, pk)
    actions.commit(request.caller, pk, key=request.POST.get("key", ""))
    messages.success(request, outcome.said(before))
    return redirect("import", request.caller.slug, pk)


def _found(request: Request, pk: int) -> ImportPreview:
    found = queries.preview(request.caller, pk)
    if found is None:
        raise Http404
    return found


def _sheet(
    request: Request, found: ImportPreview, page: str, error: ActionError | None = None
) -> HttpResponse:
    shown = sheets.sheet(request, found, cycles.cycles(request.caller), page, error)
    context = {"preview": found, "sheet": shown, "crumbs": _crumbs(request, found.source_name)}
    return _show(request, "preview", context, status=error.status if error else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def discarding(request: Request, workspace: str, pk: int) -> HttpResponse:
    """Ask whether to throw a staged import away, and do so by POST."""
    found = _found(request, pk)
    if found.committed:
        return redirect("import", workspace, pk)
    if request.method == "POST":
        actions.discard(request.caller, pk)
        messages.success(request, _("{name} is thrown away.").format(name=found.source_name))
        return redirect("imports", workspace)
    back = reverse("import", args=[workspace, pk])
    context = {
        "entry": entry("discard", _("Throw it away"), back_url=back),
        "crumbs": _crumbs(request, found.source_name),
        "preview": found,
    }
    return _show(request, "discard", context)


def _crumbs(request: Request, name: str) -> tuple[Link, ...]:
    return (Link(_("Import"), reverse("imports", args=[request.caller.slug])), Link(name))


def _show(
    request: Request, template: str, context: dict[str, object], *, status: int = 200
) -> HttpResponse:
    name = f"imports/{template}.html" + ("#body" if request.htmx else "")
    return render(request, name, context, status=status)


urlpatterns = [
    path("<slug:workspace>/imports/", imports, name="imports"),
    path("<slug:workspace>/imports/<int:pk>/", preview, name="import"),
    path("<slug:workspace>/imports/<int:pk>/discard/", discarding, name="import_discard"),
]
