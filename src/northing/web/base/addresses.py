"""Addresses of pages by their names, and of nouns by their keys, for links beside their names."""

from functools import lru_cache

from django.conf import settings
from django.urls import get_script_prefix, reverse

NAMES = {"KR": "key_result", "O": "objective"}


def of_key(slug: str, key: str) -> str:
    """The page of `O-7` or `KR-12` in a workspace."""
    noun, _, number = key.partition("-")
    return named(NAMES[noun], slug, int(number))


def absolute(path: str) -> str:
    """An address for those who are not here: made of NORTHING_URL, never of what a request says of itself."""
    return f"{settings.BASE_URL.rstrip('/')}{path}"


def named(name: str, *args: str | int) -> str:
    """The page of this name; of a past day, where one is looked at. Raises NoReverseMatch."""
    return _remembered(get_script_prefix(), name, args)


@lru_cache(maxsize=4096)
def _remembered(prefix: str, name: str, args: tuple[str | int, ...]) -> str:
    """The addresses of a process never change but by their prefix; to put one together takes 40 µs."""
    return reverse(name, args=args)
