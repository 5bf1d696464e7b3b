"""The one Django app with tables."""

from django.apps import AppConfig


class StoreConfig(AppConfig):
    name = "northing.store"
    label = "northing"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from northing.store import guard

        guard.install()
