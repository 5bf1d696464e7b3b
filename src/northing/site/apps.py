"""Wiring: the translator, the system checks."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "northing.site"
    label = "site"

    def ready(self) -> None:
        from django.utils.translation import gettext, ngettext

        from northing.kit import text
        from northing.site import checks, metrics  # noqa: F401 - checks register themselves

        text.install(gettext, ngettext)
        metrics.watch()
