"""The living style page: every shared component with sample data, in both themes."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from northing.web.base import samples


def styleguide(request: HttpRequest) -> HttpResponse:
    """Show every component. It reads nothing and needs nobody signed in."""
    return render(request, "base/styleguide.html", samples.context())


urlpatterns = [path("styleguide", styleguide, name="styleguide")]
