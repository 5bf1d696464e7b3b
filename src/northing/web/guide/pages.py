"""The guide: every rule of the writing coach with its reason, its source, examples and what helps.

It is made of the rules' own docstrings and asks the database nothing beyond the frame.
"""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from northing.domain.lint import engine
from northing.web.base.context import frame_of
from northing.web.base.requests import Request
from northing.web.base.shapes import Link
from northing.web.guide import manuals


@require_safe
def guide(request: Request, workspace: str) -> HttpResponse:
    """All rules, by what they are asked of."""
    frame_of(request)
    sections = manuals.catalogue()
    context = {
        "sections": sections,
        "count": sum(len(section.entries) for section in sections),
        "weights": tuple(manuals.weights().values()),
    }
    return render(request, "guide/guide.html", context)


@require_safe
def guide_rule(request: Request, workspace: str, code: str) -> HttpResponse:
    """One rule by its code; a name or another case leads there, an unknown code to the nearest ones."""
    frame_of(request)
    rule = engine.rule(code)
    if rule is None:
        return _unknown(request, code)
    if code != rule.code:
        return redirect("guide_rule", workspace, rule.code)
    before, after = manuals.neighbours(rule)
    context = {
        "manual": manuals.manual(rule),
        "before": before,
        "after": after,
        "crumbs": (*_crumbs(request, rule.family), Link(rule.code)),
    }
    return render(request, "guide/rule.html", context)


def _unknown(request: Request, code: str) -> HttpResponse:
    context = {
        "code": code[: manuals.LONGEST],
        "nearest": manuals.nearest(code),
        "crumbs": (*_crumbs(request), Link(code[: manuals.LONGEST])),
    }
    return render(request, "guide/unknown.html", context, status=404)


def _crumbs(request: Request, family: str = "") -> tuple[Link, ...]:
    url = reverse("guide", args=(request.caller.slug,))
    titles = {str(name): title for name, title in manuals.families().items()}
    above = (Link(titles[family], f"{url}#{family}"),) if family else ()
    return (Link(_("Guide"), url), *above)


urlpatterns = [
    path("<slug:workspace>/guide/", guide, name="guide"),
    path("<slug:workspace>/guide/<slug:code>/", guide_rule, name="guide_rule"),
]
