"""The page of a key result and its history."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from northing.actions.errors import ActionError
from northing.domain.cadence import Rhythm
from northing.queries import findings, key_results, past
from northing.queries.verdict import verdict
from northing.web.activity import histories
from northing.web.base import guards, present
from northing.web.base.findings import remarks
from northing.web.base.past import of_any_day
from northing.web.base.requests import Request
from northing.web.comments.rows import discussion
from northing.web.key_results import rows
from northing.web.key_results import thread as threads
from northing.web.objectives.rows import crumbs


@of_any_day
@require_safe
def key_result(request: Request, workspace: str, number: int) -> HttpResponse:
    """Everything about KR-`number`."""
    return show(request, number)


def show(request: Request, number: int, error: ActionError | None = None) -> HttpResponse:
    """The page; after a refusal with what is wrong."""
    caller = request.caller
    page = key_results.key_result(caller, number, Rhythm(weekday=request.standing.weekday))
    if page is None:
        raise Http404
    card = page.card
    context = {
        "page": page,
        "card": card,
        "crumbs": rows.crumbs(card, caller.slug),
        "verdict": verdict(card, caller.today),
        "silent_days": (caller.today - (card.last_on or card.started_on)).days,
        "chart": present.chart(page, caller.today) if rows.has_chart(page) else None,
        "computation": rows.computation(card),
        "steps": rows.steps(card, caller.today),
        "facts": rows.facts(page, caller.today),
        "guards": guards.rows(page.guards, caller.slug),
        "remarks": remarks(
            findings.of_key_result(caller, number),
            caller.slug,
            waiver="key_result_waiver" if page.may.edit else "",
            place=number,
        ),
        "thread": threads.thread(page, caller.slug),
        "with_words": threads.with_words(page),
        "is_word_due": threads.is_word_due(page),
        "past": tuple((one, past.did(one.verb)) for one in page.changes[:4]),
        "discussion": discussion(caller.slug, card.key, page.comments, page.may.comment),
        "key": rows.fresh_key(),
        "error": error,
    }
    status = error.status if error else 200
    return render(request, "key_results/key_result.html", context, status=status)


@of_any_day
@require_safe
def history(request: Request, workspace: str, number: int) -> HttpResponse:
    """Who changed KR-`number`, when, and why."""
    found = past.of_key_result(request.caller, number, histories.before(request))
    if found is None or found.team is None:
        raise Http404
    return histories.show(request, found, crumbs(found.team, workspace, found.key, _("History")))
