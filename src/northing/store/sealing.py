"""The installation's keys, and every column in which something is sealed.

Whoever keeps a secret that has to be read again seals it with `seal(text, purpose)` and names its place in
SEALED: then `northing secrets rotate` seals it anew and `northing doctor` counts what no key opens.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Model, QuerySet

from northing.kit.sealing import Keys

SECOND_FACTOR = "second-factor"


def keys() -> Keys:
    """The keys of the settings, the newest first."""
    return Keys.of(settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS)


def seal(text: str, purpose: str) -> str:
    """The text as it may be stored."""
    return keys().seal(text, purpose)


def unseal(sealed: str, purpose: str) -> str:
    """The text again. Raises kit.sealing.WrongKeyError."""
    return keys().open(sealed, purpose)


@dataclass(frozen=True, slots=True)
class SealedColumn:
    """Where sealed texts lie. `read` takes them out of a row; `write` puts others in their places."""

    name: str
    purpose: str
    rows: Callable[[], QuerySet[Any]]
    read: Callable[[Any], list[str]]
    write: Callable[[Any, list[str]], None]
    column: str


def column(model: type[Model], name: str, purpose: str) -> SealedColumn:
    """A column that holds one sealed text, or nothing."""

    def read(row: Any) -> list[str]:
        return [value] if (value := getattr(row, name)) else []

    def write(row: Any, texts: list[str]) -> None:
        setattr(row, name, texts[0])

    manager: Any = model._default_manager
    return SealedColumn(f"{model._meta.db_table}.{name}", purpose, manager.all, read, write, name)


# The sign-in library keeps the seed of an app's codes as "secret", that of recovery codes as "seed".
_SEEDS = ("secret", "seed")


def _seeds(row: Authenticator) -> list[str]:
    return [row.data[name] for name in _SEEDS if row.data.get(name)]


def _put_seeds(row: Authenticator, texts: list[str]) -> None:
    named = [name for name in _SEEDS if row.data.get(name)]
    row.data = {**row.data, **dict(zip(named, texts, strict=True))}


SEALED: tuple[SealedColumn, ...] = (
    SealedColumn(
        "mfa_authenticator.data", SECOND_FACTOR,
        lambda: Authenticator.objects.exclude(type=Authenticator.Type.WEBAUTHN),
        _seeds, _put_seeds, "data",
    ),
)  # fmt: skip
