"""Addresses, collected from the folders of web/ and from the API."""

from django.urls import include, path

from northing.api import api
from northing.kit.plugins import modules
from northing.site import operation

urlpatterns = [
    *operation.urlpatterns,
    path("accounts/", include("northing.site.sign_in")),
    path("api/v1/", api.urls),
    *(path("", include(page.__name__)) for page in modules("northing.web", "pages")),
]

handler400 = "northing.site.problems.bad_request"
handler404 = "northing.site.problems.not_found"
handler500 = "northing.site.problems.broken"
