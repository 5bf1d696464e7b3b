"""Letting a finding stand, for a reason and until a day; and no longer."""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from northing.actions import waivers
from northing.actions.errors import ActionError
from northing.domain.lint import engine
from northing.domain.lint.rule import Rule
from northing.queries import findings
from northing.queries.findings import WaiverCard
from northing.queries.key_result_texts import key_result_texts
from northing.queries.objective_texts import objective_texts
from northing.web.base.addresses import of_key
from northing.web.base.entry import Entry, entry, refused, sent
from northing.web.base.requests import Request
from northing.web.base.shapes import Field, Link
from northing.web.objectives.questions import reason
from northing.web.objectives.rows import crumbs

Answer = HttpResponse | HttpResponseRedirect
USUAL = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class About:
    """What a finding is about: as the action names it (`key`), as people do (`name`), and its page."""

    key: str
    name: str
    title: str
    url: str
    crumbs: tuple[Link, ...]


@require_http_methods(["GET", "POST"])
def key_result_waiver(request: Request, workspace: str, number: int, code: str) -> Answer:
    """Ask why and until when, then let it stand on KR-`number`."""
    found = key_result_texts(request.caller, number)
    if found is None:
        raise Http404
    above = crumbs(found.team, workspace, found.objective.key, found.key, _("Let it stand"))
    url = of_key(workspace, found.key)
    return _asked(request, code, About(found.key, found.key, found.title, url, above))


@require_http_methods(["GET", "POST"])
def objective_waiver(request: Request, workspace: str, number: int, code: str) -> Answer:
    """Ask why and until when, then let it stand on O-`number`."""
    found = objective_texts(request.caller, number)
    if found is None:
        raise Http404
    above = crumbs(found.team, workspace, found.key, _("Let it stand"))
    url = of_key(workspace, found.key)
    return _asked(request, code, About(found.key, found.key, found.title, url, above))


@require_http_methods(["GET", "POST"])
def team_waiver(request: Request, workspace: str, team: str, code: str) -> Answer:
    """Ask why and until when, then let it stand on all that a team is after."""
    found = next((t for t in request.standing.teams if t.slug == team), None)
    if found is None:
        raise Http404
    url = reverse("team", args=(workspace, team))
    above = (Link(found.name, url), Link(_("Let it stand")))
    return _asked(request, code, About(str(found.id), found.name, found.name, url, above))


def _asked(request: Request, code: str, about: About) -> Answer:
    rule = engine.rule(code)
    if rule is None:
        raise Http404
    form = _form(request)
    if request.method == "GET":
        return _page(request, rule, about, form)
    given = sent(request.POST, "reason", "until")
    why, until = given.given["reason"], given.given["until"]
    try:
        waivers.waive(request.caller, about.key, rule.code, why, until, key=given.key)
    except ActionError as e:
        return _page(request, rule, about, refused(form, request.POST, e), e.status)
    messages.success(request, _("{code} stands on {name}.").format(code=rule.code, name=about.name))
    return redirect(about.url)


def _form(request: Request) -> Entry:
    until = (request.caller.today + USUAL).isoformat()
    return entry(
        "question", _("Let it stand"), reason(),
        Field("until", _("Until"), "date", until, help=_("The last day on which it is not said; a year at most.")),
    )  # fmt: skip


def _page(
    request: Request, rule: Rule, about: About, form: Entry, status: int = 200
) -> HttpResponse:
    heading = _("Let {code} stand on {name}?").format(code=rule.code, name=about.name)
    said = _(
        "“{title}”: this is not said of it until that day is over. The reason can be read beside it."
    )
    context = {
        "heading": heading,
        "consequence": said.format(title=rule.title),
        "title": about.title,
        "form": form,
        "crumbs": about.crumbs,
        "back_url": about.url,
        "back_text": _("Cancel"),
    }
    return render(request, "objectives/question.html", context, status=status)


@require_POST
def ending(request: Request, workspace: str, waiver: int) -> Answer:
    """Let a finding stand no longer, and go back to where that was asked for."""
    known = next((one for one in findings.waivers(request.caller) if one.id == waiver), None)
    waivers.end(request.caller, waiver, key=request.POST.get("key", ""))
    if known is not None:
        messages.success(request, _("{code} is said again.").format(code=known.code))
    if known is None:
        return redirect("settings_coach", workspace)
    return redirect(_url(request, known))


def _url(request: Request, card: WaiverCard) -> str:
    if card.noun != "team":
        return of_key(request.caller.slug, card.key)
    team = next(t.slug for t in request.standing.teams if str(t.id) == card.key)
    return reverse("team", args=(request.caller.slug, team))
