"""Addresses of nouns by their keys, for links beside their names."""

from django.urls import reverse

NAMES = {"KR": "key_result", "O": "objective"}


def of_key(slug: str, key: str) -> str:
    """The page of `O-7` or `KR-12` in a workspace."""
    noun, _, number = key.partition("-")
    return reverse(NAMES[noun], args=(slug, int(number)))
