"""Trying the demo firm as one of its people, in one click, on one's own machine only."""

from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import auth
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.http.request import split_domain_port
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from northing.queries import callers
from northing.queries.callers import DemoPerson
from northing.web.base.requests import AnyRequest

LOCAL_NAMES = frozenset({"localhost"})
FORWARDED = ("HTTP_FORWARDED", "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST", "HTTP_X_REAL_IP")


@dataclass(frozen=True, slots=True)
class Persona:
    """Somebody of the demo firm who may be tried, and what there is to see."""

    account: int
    name: str
    what: str


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def demo(request: AnyRequest) -> HttpResponse:
    """People to be; a post signs in as one of them. 404 unless this is the demo on one's own machine."""
    if not settings.DEMO or not is_at_home(request):
        raise Http404
    people = sorted(callers.demo_people(), key=_place)
    if request.method == "POST":
        return _sign_in(request, people)
    return render(request, "demo/demo.html", {"personas": tuple(_persona(p) for p in people)})


def is_at_home(request: AnyRequest) -> bool:
    """Whether the request comes from this machine and was sent to it by its own name, through nobody else.

    Where people use another address, a proxy stands before it, and not every proxy says so.
    """
    known_as = urlsplit(settings.BASE_URL).hostname or ""
    if any(name in request.META for name in FORWARDED) or not _is_loopback(known_as):
        return False
    host, _port = split_domain_port(request.META.get("HTTP_HOST", "").lower())
    return _is_loopback(request.META.get("REMOTE_ADDR", "")) and _is_loopback(host.strip("[]"))


def _is_loopback(name: str) -> bool:
    if name in LOCAL_NAMES:
        return True
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False


def _place(person: DemoPerson) -> int:
    """Who has most to see comes first: lead, member, viewer, then admin."""
    if person.role == "admin":
        return 3
    return 2 if person.role == "viewer" else 0 if person.leads else 1


def _persona(person: DemoPerson) -> Persona:
    if person.role == "admin":
        what = _("Admin: the settings, with teams, people, roles and cycles")
    elif person.role == "viewer":
        what = _("Viewer: everything that is agreed, to read and not to change")
    elif person.leads:
        what = _(
            "Lead of a team: check-ins that wait, the table of a whole team, the import of documents"
        )
    else:
        what = _("Member: check-ins, drafts of objectives, discussions")
    return Persona(person.account, person.name, what)


def _sign_in(request: AnyRequest, people: Sequence[DemoPerson]) -> HttpResponse:
    wanted = request.POST.get("account", "")
    known = next((p for p in people if str(p.account) == wanted), None)
    backend = settings.AUTHENTICATION_BACKENDS[0]
    account = auth.load_backend(backend).get_user(known.account) if known else None
    if known is None or account is None:
        raise Http404
    auth.login(request, account, backend=backend)
    return HttpResponseRedirect(reverse("my_week", args=(known.slug,)))


urlpatterns = [path("demo/", demo, name="demo")]
