"""The address of a client, as the settings say how many proxies are ours."""

from django.conf import settings
from django.http import HttpRequest

from northing.kit import addresses


def of_client(request: HttpRequest) -> str:
    """The client's address; X-Forwarded-For counts only as far as own proxies wrote it."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
    return addresses.client(
        request.META.get("REMOTE_ADDR", ""), forwarded, settings.TRUSTED_PROXIES
    )
