"""What an objective supports: links upward, added by key and taken away again."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from northing.actions import alignments as actions
from northing.actions.errors import ActionError
from northing.queries import objectives
from northing.queries.objective_texts import objective_texts
from northing.web.base.entry import Entry, entry, refused, sent
from northing.web.base.requests import Request
from northing.web.base.shapes import Field
from northing.web.objectives import rows


@require_http_methods(["GET", "POST"])
def alignments(
    request: Request, workspace: str, number: int
) -> HttpResponse | HttpResponseRedirect:
    """Show both directions; POST `supports` to add a link, with `_remove` to take it away."""
    form = _form()
    if request.method == "GET":
        return _page(request, number, form)
    given = sent(request.POST, "supports")
    supports = given.given["supports"].partition(" ")[0]
    verb = actions.unalign if "_remove" in request.POST else actions.align
    try:
        verb(request.caller, number, supports, key=given.key)
    except ActionError as e:
        return _page(request, number, refused(form, request.POST, e), e.status)
    said = (
        _("{key} no longer supports {end}.")
        if "_remove" in request.POST
        else _("{key} supports {end}.")
    )
    messages.success(request, said.format(key=f"O-{number}", end=supports.upper()))
    return redirect("objective", workspace, number)


def _form() -> Entry:
    field = Field(
        "supports", _("Supports"), placeholder="O-7", autocomplete="off", id="id_supports",
        help=_("Type O-7 or KR-12, or choose from the list. Loops are refused."),
    )  # fmt: skip
    return entry("supports", _("Add the link"), field)


def _page(request: Request, number: int, form: Entry, status: int = 200) -> HttpResponse:
    found = objective_texts(request.caller, number)
    if found is None:
        raise Http404
    slug = request.caller.slug
    here = {found.key}
    context = {
        "found": found,
        "form": form,
        "choices": [c for c in objectives.choices(request.caller) if c[0] not in here],
        "supports": rows.links(found.supports, slug),
        "supported_by": rows.links(found.supported_by, slug),
        "crumbs": rows.crumbs(found.team, slug, found.key, _("Alignment")),
    }
    return render(request, "objectives/alignments.html", context, status=status)
