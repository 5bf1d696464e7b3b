"""Initiatives: the work that a team bets will move a key result."""

from django.urls import path

from northing.web.initiatives.views import initiative, new

urlpatterns = [
    path(
        "<slug:workspace>/okrs/KR-<int:number>/initiatives/", new, name="initiative_new",
    ),
    path("<slug:workspace>/initiatives/<int:initiative>/", initiative, name="initiative"),
]  # fmt: skip
