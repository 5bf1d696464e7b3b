"""The start page, which leads on."""

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from northing.queries import callers
from northing.web.base.requests import AnyRequest
from northing.web.base.shapes import Link
from northing.web.demo.pages import is_at_home


@require_safe
@never_cache
def home(request: AnyRequest) -> HttpResponse:
    """To the only workspace, or a choice of several, or how to be invited; strangers go and sign in.

    Where there is no workspace at all, whoever comes first founds one.
    """
    if not callers.slugs():
        return HttpResponseRedirect(reverse("welcome"))
    if SESSION_KEY not in request.session or not request.user.is_authenticated:
        return HttpResponseRedirect(reverse("demo" if _offers_demo(request) else "account_login"))
    found = callers.workspaces_of(request.user.pk)
    if len(found) == 1:
        return HttpResponseRedirect(reverse("my_week", args=(found[0][0],)))
    links = tuple(Link(name, reverse("my_week", args=(slug,))) for slug, name in found)
    return render(request, "home/home.html", {"links": links, "email": str(request.user)})


def _offers_demo(request: AnyRequest) -> bool:
    return settings.DEMO and is_at_home(request)


urlpatterns = [path("", home, name="home")]
