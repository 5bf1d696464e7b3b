"""Typed HTTP API."""

from ninja import NinjaAPI

api = NinjaAPI(title="Northing", version="1", openapi_url="/openapi.json", docs_url=None)
