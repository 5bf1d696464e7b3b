"""One Django app for all pages; templates lie beside the pages that use them."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "northing.web"
    label = "web"
