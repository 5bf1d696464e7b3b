"""API tokens: own rights or fewer, shown once, revoked at any time."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from northing.actions import tokens as actions
from northing.actions.change import Done
from northing.actions.errors import ActionError, InvalidError
from northing.queries import metrics
from northing.queries import tokens as queries
from northing.web.base.curl import push_line
from northing.web.base.entry import Entry, entry, refused, sent
from northing.web.base.requests import Request
from northing.web.base.shapes import Field, Link
from northing.web.settings.frame import show
from northing.web.settings.rows import token_rows

TAB = "settings_tokens"
DAYS = "90"


@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request: Request, workspace: str) -> HttpResponse:
    """One's tokens (an admin sees everybody's); a POST makes one and shows it this once."""
    form = _form()
    status = 200
    if request.method == "POST":
        given = sent(request.POST, "name", "check_in", "write", "days")
        text = given.given
        scopes = ["read", *(s for s in ("check_in", "write") if text[s])]
        try:
            done = actions.create(
                request.caller, text["name"], scopes, days=_days(text["days"]), key=given.key
            )
        except ActionError as error:
            form, status = refused(form, request.POST, error), error.status
        else:
            return _made(request, done)
    rows = token_rows(queries.tokens(request.caller), request.caller)
    return show(request, "tokens", TAB, {"entry": form, "rows": rows}, status=status)


def _form() -> Entry:
    return entry(
        "token",
        _("Make the token"),
        Field("name", _("What it is for"), placeholder=_("nightly latency job")),
        Field("check_in", _("may push readings and check in"), "checkbox", "on", is_required=False),
        Field("write", _("may write all else that you may"), "checkbox", is_required=False,
              help=_("Reading is always allowed, and never more than you see yourself.")),
        Field("days", _("Holds for days"), value=DAYS, is_required=False,
              help=_("Empty: until it is revoked.")),
    )  # fmt: skip


def _days(text: str) -> int | None:
    clean = text.strip()
    if not clean:
        return None
    if not (clean.isascii() and clean.isdecimal() and len(clean) < 6):
        raise InvalidError(_("This is no number of days."), _("Type it like 90."), "days")
    return int(clean)


def _made(request: Request, done: Done) -> HttpResponse:
    """The page with the token. The secret is in this answer and nowhere else, so nobody may keep it."""
    known = metrics.metric_list(request.caller, own_first=True).items
    own = next((m for m in known if m.team.id in request.caller.teams), known[0] if known else None)
    context = {
        "secret": done.secret,
        "curl": push_line(request, own, done.secret) if done.secret else "",
        "metric": own,
        "crumbs": (
            Link(_("Tokens"), reverse(TAB, args=[request.caller.slug])),
            Link(_("New token")),
        ),
    }
    answer = show(request, "token", TAB, context)
    answer["Cache-Control"] = "no-store"
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def token_revocation(request: Request, workspace: str, token: int) -> HttpResponse:
    """Ask whether to revoke a token, and revoke it by POST."""
    card = next((t for t in queries.tokens(request.caller) if t.id == token), None)
    if card is None:
        raise Http404
    if request.method == "POST":
        actions.revoke(request.caller, token, key=sent(request.POST).key)
        messages.success(request, _("{name} is revoked.").format(name=card.name))
        return redirect(TAB, workspace)
    context = {
        "title": _("Revoke {name}?").format(name=card.name),
        "consequence": _("Whatever uses it is refused from now on. It cannot be taken back."),
        "entry": entry("revocation", _("Revoke it"), back_url=reverse(TAB, args=[workspace])),
        "crumbs": (Link(_("Tokens"), reverse(TAB, args=[workspace])), Link(card.name)),
    }
    return show(request, "confirm", TAB, context)
