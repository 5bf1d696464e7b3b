"""What runs by itself: schedules, and jobs that wait or failed. For admins."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from northing.actions import jobs as actions
from northing.actions.errors import ConflictError
from northing.domain.access import Caller
from northing.queries import days
from northing.queries import jobs as queries
from northing.queries.jobs import JobCard, ScheduleCard
from northing.web.base.entry import entry, sent
from northing.web.base.requests import Request
from northing.web.base.shapes import Chip, Link
from northing.web.settings.frame import show

TAB = "settings_jobs"
TONES = {"done": "on", "running": "accent", "again": "risk", "dead": "off"}


@dataclass(frozen=True, slots=True)
class ScheduleRow:
    name: str
    about: str
    when: str
    chip: Chip
    last: str
    next: str
    may_run: bool
    key: str


@dataclass(frozen=True, slots=True)
class JobRow:
    """`again_url` where it may be tried at once, `drop_url` where it may be let go."""

    about: str
    chip: Chip
    attempt: str
    reason: str
    next: str
    again_url: str
    drop_url: str
    key: str


@require_http_methods(["GET", "HEAD", "POST"])
def jobs(request: Request, workspace: str) -> HttpResponse:
    """The lists; a POST runs a schedule's work now."""
    if request.method == "POST":
        given = sent(request.POST, "schedule")
        try:
            actions.run_now(request.caller, given.given["schedule"], key=given.key)
        except ConflictError as error:
            messages.info(request, f"{error.message} {error.remedy}")
        else:
            messages.success(request, _("It is about to run. Reload the page in a moment."))
        return redirect(TAB, workspace)
    found = queries.work(request.caller)
    if found is None:
        raise Http404
    context = {
        "workers": found.workers,
        "seen": _at(found.seen_at, request.caller),
        "schedules": tuple(_schedule(s, request.caller) for s in found.schedules),
        "rows": tuple(_job(j, request.caller) for j in found.jobs),
    }
    return show(request, "jobs", TAB, context)


def _schedule(card: ScheduleCard, caller: Caller) -> ScheduleRow:
    return ScheduleRow(
        card.name,
        card.about,
        f"{card.when} UTC" if card.of_all else card.when,
        Chip(card.state_word, TONES.get(card.state, "none")),
        _at(card.last_at, caller),
        _at(card.next_at, caller),
        not card.of_all,
        uuid4().hex,
    )


def _job(card: JobCard, caller: Caller) -> JobRow:
    again, drop = (
        reverse(name, args=[caller.slug, card.id])
        for name in ("settings_job_attempt", "settings_job_dropping")
    )
    return JobRow(
        card.about,
        Chip(card.state_word, TONES.get(card.state, "none")),
        _("{attempt} of {most}").format(attempt=card.attempt, most=card.most_attempts),
        card.reason,
        _at(card.next_at, caller),
        again if card.state in {"dead", "again"} and not card.of_all else "",
        drop if card.state == "dead" and not card.of_all else "",
        uuid4().hex,
    )


def _at(moment: datetime | None, caller: Caller) -> str:
    """Day and time in the workspace's zone."""
    if moment is None:
        return ""
    local = moment.astimezone(caller.zone)
    return f"{days.short(local.date(), caller.today)} {local:%H:%M}"


@require_POST
def attempt(request: Request, workspace: str, job: UUID) -> HttpResponse:
    """Try a job again at once."""
    actions.again(request.caller, job, key=sent(request.POST).key)
    messages.success(request, _("It is about to be tried again. Reload the page in a moment."))
    return redirect(TAB, workspace)


@require_http_methods(["GET", "HEAD", "POST"])
def dropping(request: Request, workspace: str, job: UUID) -> HttpResponse:
    """Ask whether to let a dead job go, and do so by POST."""
    if request.method == "POST":
        actions.drop(request.caller, job, key=sent(request.POST).key)
        messages.success(request, _("It is off the list."))
        return redirect(TAB, workspace)
    found = queries.work(request.caller)
    known = found.jobs if found else ()
    card = next((j for j in known if j.id == job and j.state == "dead" and not j.of_all), None)
    if card is None:
        raise Http404
    back = reverse(TAB, args=[workspace])
    context = {
        "title": _("Let “{about}” go?").format(about=card.about),
        "consequence": _("It is not done and will not be. Its schedule goes on."),
        "entry": entry("dropping", _("Let it go"), back_url=back),
        "crumbs": (Link(_("Jobs"), back), Link(card.about)),
    }
    return show(request, "confirm", TAB, context)
